from cashkit.readers.fec.entries import group_entries
from cashkit.readers.fec.repeats import check_repeats
from tests.readers.fec.making import codes, lines, said, sale


def checked(*rows):
    made = lines(*rows)
    return check_repeats(made, group_entries(made), "the file")


def batch(first, count=3, day="2025-01-05"):
    """Return sales that differ by their amount and reference, numbered from `first`."""
    return [row for n in range(count) for row in sale(str(first + n), day, 100 + n, document_ref=f"F{n}")]


def test_lines_exported_twice_are_one_repeated_block():
    found = checked(*batch(1), *batch(1))
    assert codes(found) == {"J04": 1}
    (told,) = found
    assert (told.severity, told.line, told.value) == ("warning", 8, "VE/1")
    assert told.params == {"n": 6, "first": 2}
    french, english = said(told)
    assert french.endswith("ligne 8 (écriture VE/1), 6 lignes répètent celles qui commencent à la ligne 2.")
    assert english == "Repeated block: from line 8 on (entry VE/1), 6 lines repeat those that begin at line 2."


def test_an_entry_whose_lines_stand_there_twice_is_a_repeated_block():
    assert codes(checked(*sale("1", "2025-01-05"), *sale("1", "2025-01-05"), *sale("2", "2025-01-05", 7))) == {"J04": 1}


def test_entries_imported_twice_under_new_numbers_are_a_repeated_block():
    found = checked(*batch(1), *batch(4))
    (told,) = found
    assert (told.line, told.value, told.params) == (8, "VE/4", {"n": 6, "first": 2})


def test_the_same_entries_on_another_day_are_no_repeat():
    other_day = [(*row[:5], row[5] | {"document_day": "2025-01-05"}) for row in batch(4, day="2025-01-06")]
    assert checked(*batch(1), *other_day) == []


def test_repeats_of_entries_that_stood_apart_are_blocks_of_their_own():
    first, second = sale("1", "2025-01-05", 100), sale("2", "2025-01-05", 101)
    found = checked(*first, *sale("3", "2025-01-05", 7), *second, *first, *second)
    assert [(one.line, one.params["first"]) for one in found] == [(8, 2), (10, 6)]


def test_an_entry_whose_halves_differ_by_an_account_is_no_repeat():
    debit, credit = sale("1", "2025-01-05")
    assert checked(debit, credit, debit, (*credit[:3], "707000", credit[4])) == []


def test_two_entries_alike_are_no_repeat():
    assert checked(*sale("1", "2025-01-05", document_ref="CB"), *sale("2", "2025-01-05", document_ref="CB")) == []
    assert checked(*batch(1, 2), *batch(3, 2)) == []
    assert checked(*batch(1, 2), *sale("3", "2025-01-05", 7), *batch(4, 2)) == []


def test_many_card_payments_of_one_amount_are_no_repeat():
    assert checked(*(row for n in range(9) for row in sale(str(n), "2025-01-05", document_ref="CB"))) == []


def test_two_identical_lines_of_an_entry_are_no_repeat():
    debit, credit = sale("1", "2025-01-05", 60)
    assert checked(debit, debit, credit, credit) == []
    assert checked(("VE", "1", "2025-01-05", "411000", 120), credit, credit) == []
    assert checked(*[("VE", "1", "2025-01-05", "411000", 0)] * 2) == []


def test_the_halves_of_a_repeated_entry_balance():
    debit, credit = sale("1", "2025-01-05", 60)
    half = (debit, ("VE", "1", "2025-01-05", "706000", -50))
    assert checked(*half, *half, ("VE", "1", "2025-01-05", "445710", -20)) == []
    assert codes(checked(debit, credit, debit, credit)) == {"J04": 1}


def test_no_line_repeats_nothing():
    assert checked() == []
