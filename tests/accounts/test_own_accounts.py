from datetime import date

import pytest

from cashkit.accounts.own_accounts import accounts_of, months_between


@pytest.fixture(name="rows")
def _rows(entry):
    """Open a year with a profit of 70 of the year before, allocated, and sell for 1 200."""
    opening = {"512000": 500, "101000": -400, "106100": -30, "120000": -70}
    return (
        entry(opening, "AN", "A nouveaux", day="2025-01-01")
        + entry({"120000": 70, "106100": -20, "457000": -50}, number="2", day="2025-05-31")
        + entry({"411000:C1": 1200, "706000": -1000, "445710": -200}, "VE", "Ventes", day="2025-07-31")
    )


def test_a_ledger_makes_the_accounts_of_its_year(rows, frame, year):
    accounts = accounts_of(year(frame(rows)))
    assert (accounts.siren, accounts.closing_date, accounts.months) == ("552100554", date(2025, 12, 31), 12)
    assert accounts.value("CO") == accounts.value("EE") == 1700
    assert (accounts.value("FL"), accounts.value("HN"), accounts.value("DI")) == (1000, 1000, 1000)
    assert accounts.remarks == ()


def test_the_opening_entries_tell_the_balance_sheet_of_the_year_before(rows, frame, year):
    before = accounts_of(year(frame(rows))).previous
    assert before.closing_date == date(2024, 12, 31)
    assert before.value("CO") == before.value("EE") == 500
    assert (before.value("DI"), before.value("HN"), before.value("CF", "gross")) == (70, 70, 500)


def test_the_opening_entries_do_not_tell_the_income_statement_of_the_year_before(rows, frame, year):
    before = accounts_of(year(frame(rows))).previous
    assert before.value("FL") is None
    assert before.income is None


def test_a_result_that_was_not_carried_in_is_not_known(frame, entry, year):
    rows = entry({"512000": 500, "101000": -500}, "AN", "A nouveaux", day="2025-01-01")
    before = accounts_of(year(frame(rows))).previous
    assert before.value("EE") == 500
    assert before.value("HN") is None


def test_without_opening_entries_the_year_before_is_unknown_and_told(closings, year):
    accounts = accounts_of(year(closings({"411000": 12, "707000": -12})))
    assert accounts.previous is None
    assert [remark.key for remark in accounts.remarks] == ["no_opening"]


def test_opening_entries_that_do_not_balance_are_not_believed(frame, entry, year):
    rows = entry({"512000": 500, "101000": -400}, "AN", "A nouveaux", day="2025-01-01")
    accounts = accounts_of(year(frame(rows)))
    assert accounts.previous is None
    assert "no_opening" in [remark.key for remark in accounts.remarks]


def test_the_year_before_may_be_given_whole(rows, frame, year, typed):
    given = typed(FI=900, BX=100, DA=100)
    assert accounts_of(year(frame(rows)), previous=given).previous is given


def test_accounts_of_an_earlier_day_have_its_months(rows, frame, year):
    accounts = accounts_of(year(frame(rows)), as_of="2025-06-30")
    assert (accounts.months, accounts.closing_date) == (6, date(2025, 6, 30))
    assert accounts.value("FL") == 0
    assert accounts.previous.value("CO") == 500


def test_the_length_of_a_year_is_counted_in_months():
    assert months_between(date(2024, 1, 1), date(2024, 12, 31)) == 12
    assert months_between(date(2024, 7, 1), date(2025, 12, 31)) == 18
    assert months_between(date(2025, 12, 31), date(2025, 12, 31)) == 1
