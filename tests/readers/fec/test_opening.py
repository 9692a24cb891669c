from datetime import date

from cashkit.readers.fec.entries import group_entries
from cashkit.readers.fec.opening import opening_lines
from tests.readers.fec.making import lines, opening, sale

FIRST_DAY = date(2025, 1, 1)


def brought_forward(*rows):
    made = lines(*rows)
    return opening_lines(made, group_entries(made), FIRST_DAY).tolist()


def entry(*accounts, day="2025-01-01", journal="OD"):
    return [(journal, "1", day, account, 1) for account in accounts]


def test_the_lines_of_the_opening_journal_bring_balances_forward():
    assert brought_forward(*opening(), *sale("1", "2025-01-01")) == [True] * 4 + [False] * 2


def test_late_opening_entries_are_opening_entries():
    assert brought_forward(*sale("1", "2025-01-01"), *opening("2025-03-31")) == [False] * 2 + [True] * 4


def test_a_reversal_of_accruals_in_the_opening_journal_is_none():
    reversal = [("AN", "2", "2025-01-01", account, amount) for account, amount in (("408100", 50), ("606000", -50))]
    assert brought_forward(*opening(), *reversal) == [True] * 4 + [False] * 2


def test_without_an_opening_journal_it_is_the_entry_of_all_classes_on_the_first_day():
    assert brought_forward(*entry("101000", "411000", "512000"), *sale("1", "2025-01-01")) == [True] * 3 + [False] * 2


def test_the_same_entry_a_day_later_is_an_ordinary_one():
    assert not any(brought_forward(*entry("101000", "411000", "512000", day="2025-01-02")))


def test_the_appropriation_of_the_result_is_an_ordinary_entry():
    assert not any(brought_forward(*entry("120000", "106800", "457000")))


def test_a_transfer_of_a_loan_to_the_bank_is_an_ordinary_entry():
    assert not any(brought_forward(*entry("164000", "512000")))


def test_the_purchase_of_a_machine_is_an_ordinary_entry():
    assert not any(brought_forward(*entry("215400", "445620", "512000")))


def test_an_entry_with_charges_is_an_ordinary_one():
    assert not any(brought_forward(*entry("101000", "411000", "512000", "606000")))


def test_an_entry_against_the_opening_balance_sheet_is_an_opening():
    assert all(brought_forward(*entry("890000", "411000")))
