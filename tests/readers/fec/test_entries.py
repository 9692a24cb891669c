from cashkit.readers.fec.entries import group_entries
from tests.readers.fec.making import lines, opening, sale


def test_one_number_in_two_journals_is_two_entries():
    found = group_entries(lines(*sale("1", "2025-01-05"), *sale("1", "2025-01-06", journal="BQ")))
    assert found.entry.tolist() == [0, 0, 1, 1]
    assert found.labels.tolist() == ["VE/1", "BQ/1"]
    assert not found.rebuilt


def test_scattered_lines_of_a_number_are_one_entry():
    (a, b), (c, d) = sale("1", "2025-01-05"), sale("2", "2025-01-06")
    assert group_entries(lines(a, c, b, d)).entry.tolist() == [0, 1, 0, 1]


def test_an_entry_without_a_journal_is_called_by_its_number():
    assert group_entries(lines(*sale("12", "2025-01-05", journal=""))).labels.tolist() == ["12"]


def test_a_file_without_lines_has_no_entries():
    found = group_entries(lines())
    assert (found.count, found.rebuilt, found.labels.tolist()) == (0, False, [])


def test_the_balance_of_an_entry_is_in_cents():
    rows = ("VE", "1", "2025-01-05", "411000", "0.30"), ("VE", "1", "2025-01-05", "706000", "-0.10")
    assert group_entries(lines(*rows)).balance.tolist() == [20]


def test_the_opening_keeps_its_number_when_other_entries_have_none():
    found = group_entries(lines(*opening(), *sale("", "2025-01-05"), *sale("", "2025-01-06")))
    assert found.rebuilt
    assert found.labels.tolist() == ["AN/1", "VE/L6", "VE/L8"]
    assert found.inferred.tolist() == [False, True, True]
