from decimal import Decimal

import pytest

from cashkit.readers.fec.entries import group_entries
from cashkit.readers.fec.entry_checks import check_entries
from tests.readers.fec.making import codes, lines, only, opening, said, sale


def checked(*rows, **every):
    made = lines(*rows, **every)
    return check_entries(made, group_entries(made), "the file")


def test_sound_entries_say_nothing():
    assert checked(*opening(), *sale("2", "2025-01-05"), *sale("3", "2025-01-06")) == []


def test_no_line_says_nothing():
    assert checked() == []


def test_an_entry_whose_debits_differ_from_its_credits_by_a_cent_is_unbalanced():
    rows = ("VE", "1", "2025-01-05", "411000", "120.01"), ("VE", "1", "2025-01-05", "706000", -120)
    found = only(checked(*sale("0", "2025-01-04"), *rows), "E01")
    assert (found.severity, found.file, found.line, found.value) == ("error", "the file", 4, "VE/1")
    assert found.params == {"amount": Decimal("0.01")}
    assert said(found) == (
        "L'écriture VE/1 n'est pas équilibrée : débit moins crédit, il reste 0,01 €.",
        "Entry VE/1 does not balance: debit less credit, €0.01 is left.",
    )


def test_many_unbalanced_entries_are_counted_even_when_not_told_one_by_one():
    rows = [("VE", str(number), "2025-01-05", account, 1) for number in range(30) for account in ("411", "706")]
    found = [one for one in checked(*rows) if one.code == "E01"]
    assert len(found) == 20
    assert codes(found) == {"E01": 30}


def test_a_single_line_is_no_entry():
    found = checked(("VE", "7", "2025-01-05", "411000", 120), *sale("8", "2025-01-06"))
    assert codes(found) == {"E01": 1, "E02": 1}
    assert "VE/7" in said(only(found, "E02"))[0]


def test_an_entry_has_one_date():
    first, second = sale("1", "2025-01-05")
    found = only(checked(first, (*second[:2], "2025-02-07", *second[3:]), *sale("2", "2025-03-01")), "E03")
    assert found.value == "VE/1"
    assert said(found) == (
        "L'écriture VE/1 porte 2 dates comptables, du 05/01/2025 au 07/02/2025 : une écriture n'a qu'une date.",
        "Entry VE/1 bears 2 posting dates, from 05/01/2025 to 07/02/2025: an entry has one date only.",
    )


def test_balances_brought_forward_in_detail_keep_the_date_of_each():
    rest = sale("8", "2025-01-05")
    lines = [("1", "2024-10-05", "411000", 10), ("1", "2025-01-01", "101000", -10)]
    assert "E03" in codes(checked(*(("OD", *line) for line in lines), *rest))
    assert "E03" not in codes(checked(*(("ANO", *line) for line in lines), *rest))


def test_a_missing_date_is_no_second_date():
    first, second = sale("1", "2025-01-05")
    assert checked(first, (*second[:2], "", *second[3:-1], {"document_day": "2025-01-05"})) == []


def test_several_references_in_an_entry_are_told_and_a_blank_one_is_not():
    first, second = sale("1", "2025-01-05", document_ref="F1")
    other = (*second[:5], {"document_ref": "F2"})
    found = checked(first, other)
    assert codes(found) == {"E04": 1}
    assert said(found[0]) == (
        "L'écriture VE/1 porte 2 références de pièce : F1, F2.",
        "Entry VE/1 bears 2 document references: F1, F2.",
    )
    assert checked(first, (*second[:5], {"document_ref": ""})) == []


def test_several_document_dates_in_an_entry_are_told():
    first, second = sale("1", "2025-01-05")
    found = checked(first, (*second[:5], {"document_day": "2024-12-30"}))
    assert codes(found) == {"E05": 1}
    assert "30/12/2024" in said(found[0])[0]


def test_an_opening_in_detail_keeps_the_references_and_dates_of_its_invoices():
    detail = [
        (*row[:5], row[5] | {"document_ref": f"F{n}", "document_day": f"2024-1{n % 3}-01"})
        for n, row in enumerate(opening())
    ]
    assert checked(*detail) == []


def test_lines_of_an_entry_follow_each_other():
    (a, b), (c, d) = sale("1", "2025-01-05"), sale("2", "2025-01-06")
    found = checked(a, c, b, d)
    assert codes(found) == {"E06": 2}
    assert (found[0].line, found[0].params) == (2, {"last": 4})
    assert "ligne 2 à la ligne 4" in said(found[0])[0]


def test_a_line_that_was_refused_between_two_lines_of_an_entry_does_not_part_them():
    made = lines(*sale("1", "2025-01-05"))
    made.line_no[1] = 9
    assert check_entries(made, group_entries(made)) == []


def test_numbers_used_again_in_another_journal_are_numbering_per_journal_when_each_part_balances():
    rows = [row for journal in ("VE", "BQ") for n in "12" for row in sale(n, f"2025-01-0{n}", journal=journal)]
    found = checked(*rows, *sale("3", "2025-02-01"))
    assert codes(found) == {"E07": 2}
    (told,) = found
    assert (told.severity, told.value, told.params) == ("warning", "1", {"n": 2, "journals": "BQ, VE", "unbalanced": 0})
    assert "2 numéros d'écriture servent dans plusieurs journaux (n° 1 : BQ, VE" in said(told)[0]


def test_an_entry_spread_over_two_journals_is_an_error():
    rows = ("VE", "1", "2025-01-05", "411000", 120), ("BQ", "1", "2025-01-05", "706000", -120)
    found = checked(*rows, *sale("2", "2025-02-01"))
    told = only(found, "E07")
    assert (told.severity, told.params["unbalanced"]) == ("error", 2)
    assert said(told)[1].endswith("2 parts do not balance).")


def test_an_unbalanced_entry_of_numbering_per_journal_is_unbalanced_and_no_more():
    rows = [row for journal in ("VE", "BQ") for n in "123" for row in sale(n, f"2025-01-0{n}", journal=journal)]
    rows[0] = (*rows[0][:4], 121)
    assert codes(checked(*rows)) == {"E01": 1, "E07": 2}


@pytest.mark.parametrize("number", ["0", ""])
def test_a_number_that_tells_no_entries_apart_is_told_once(number):
    days = [f"2025-01-{day:02}" for day in range(5, 9)]
    found = checked(*opening(), *(row for day in days for row in sale(number, day)))
    assert codes(found) == {"E08": 8}
    (told,) = found
    assert (told.severity, told.line, told.value) == ("error", 6, number)
    assert told.params == {"entries": 4, "unbalanced": 0}
    assert "8 lignes" in said(told)[0]
    assert "4 entries put together" in said(told)[1]


def test_a_rebuilt_entry_over_two_dates_is_told_by_e08_alone():
    first, second = sale("0", "2025-01-05", document_ref="")
    rows = [row for day in (7, 8) for row in sale("0", f"2025-01-0{day}")]
    assert codes(checked(first, (*second[:2], "2025-01-06", *second[3:]), *rows)) == {"E08": 6}


def test_rebuilt_entries_that_do_not_balance_are_told():
    days = [f"2025-01-{day:02}" for day in range(5, 9)]
    rows = [row for day in days for row in sale("0", day)]
    rows[0] = (*rows[0][:4], 121)
    found = checked(*rows)
    assert codes(found) == {"E01": 1, "E08": 8}
    assert only(found, "E01").value == "VE/L2"
    assert only(found, "E08").params["unbalanced"] == 1
