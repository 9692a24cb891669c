import pytest

from cashkit.accounts.postings import postings
from cashkit.accounts.year_end import all_closed, closing_lines, is_opening_journal, opening_lines

OPENING = {"101000": -50, "411000:C1": 20, "512000": 30}


def opened(rows, frame):
    return opening_lines(postings(frame(rows))).tolist()


@pytest.mark.parametrize(
    "name",
    ["AN\t", "AN\tA nouveaux", "ANO\tÀ-nouveaux", "XX\tReport à nouveau", "OUV\tX", "A NOUVEAU\t", "1\tOuverture"],
)
def test_journals_of_opening_balances_say_so(name):
    assert is_opening_journal(name)


@pytest.mark.parametrize("name", ["VE\tVentes", "OD\tOpérations diverses", "NM\tNouveau magasin", "BAN\tBanque", "\t"])
def test_other_journals_are_not_taken_for_opening(name):
    assert not is_opening_journal(name)


def test_the_opening_journal_is_taken_whole_whatever_its_dates(frame, entry):
    rows = entry(OPENING, "AD", "A Nouveaux Détaillés", day="2023-11-15") + entry({"512000": 1, "707000": -1})
    assert opened(rows, frame) == [True, True, True, False, False]


def test_accruals_reversed_in_the_opening_journal_are_movements(frame, entry):
    rows = entry(OPENING, "AN", "A nouveaux") + entry({"408100": 10, "607000": -10}, "AN", "A nouveaux", "2")
    assert opened(rows, frame) == [True, True, True, False, False]


def test_without_such_a_journal_the_balance_sheet_of_the_first_day_opens_the_year(frame, entry):
    rows = entry(OPENING, day="2025-01-01") + entry(OPENING, number="2", day="2025-02-01")
    assert opened(rows, frame) == [True, True, True, False, False, False]


def test_balances_brought_in_against_890_open_the_year(frame, entry):
    rows = entry({"512000": 30, "890000": -30}, day="2025-01-01")
    rows += entry({"890000": 30, "101000": -30}, number="2", day="2025-01-01")
    assert opened(rows, frame) == [True] * 4


def test_capital_paid_in_on_the_first_day_is_a_movement(frame, entry):
    assert opened(entry({"512000": 30, "101300": -30}, day="2025-01-01"), frame) == [False, False]


def test_a_result_allocated_on_the_first_day_is_a_movement(frame, entry):
    rows = entry({"120000": 30, "106100": -2, "457000": -28}, day="2025-01-01")
    assert opened(rows, frame) == [False, False, False]


def test_closing_entries_are_told_from_the_year(frame, entry):
    rows = entry({"411000": 12, "707000": -12}) + entry({"607000": 5, "401000": -5}, number="2")
    rows += entry({"707000": 12, "607000": -5, "120000": -7}, number="9", day="2025-12-31")
    lines = postings(frame(rows))
    assert closing_lines(lines).tolist() == [False] * 4 + [True] * 3
    assert all_closed(lines)


def test_one_closing_entry_an_account_is_told_too(frame, entry):
    rows = entry({"411000": 12, "707000": -12}) + entry({"607000": 5, "401000": -5}, number="2")
    rows += entry({"707000": 12, "120000": -12}, number="8") + entry({"607000": -5, "120000": 5}, number="9")
    assert closing_lines(postings(frame(rows))).tolist() == [False] * 4 + [True] * 4


def test_a_correction_between_12_and_a_charge_is_kept(frame, entry):
    rows = entry({"672000": 5, "120000": -5}) + entry({"411000": 12, "707000": -12}, number="2")
    lines = postings(frame(rows))
    assert not closing_lines(lines).any()
    assert not all_closed(lines)


def test_an_entry_with_other_classes_is_no_closing_entry(frame, entry):
    rows = entry({"411000": 12, "707000": -12}) + entry({"707000": 12, "120000": -10, "512000": -2}, number="2")
    assert not closing_lines(postings(frame(rows))).any()


def test_two_entries_with_one_number_in_two_journals_are_two(frame, entry):
    rows = entry({"120000": -7, "512000": 7}, "BQ") + entry({"607000": 7, "401000": -7}, "HA")
    assert not closing_lines(postings(frame(rows))).any()
