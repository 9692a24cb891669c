import datetime as dt

import pytest

from cashkit.law.limitation import is_near, last_day, rule


@pytest.mark.parametrize(
    ("due", "debtor", "last"),
    [
        ("2021-03-26", "merchant", "2026-03-26"),
        ("2024-02-29", "merchant", "2029-02-28"),
        ("2021-11-15", "public", "2025-12-31"),
        ("2021-01-01", "public", "2025-12-31"),
        ("2024-05-31", "consumer", "2026-05-31"),
        ("2025-03-10", "transport", "2026-03-10"),
        ("2008-06-19", "merchant", "2013-06-19"),
        ("2005-03-26", "merchant", "2013-06-19"),
        ("2001-03-26", "merchant", "2011-03-26"),
        ("1995-03-26", "merchant", "2005-03-26"),
        ("2015-01-31", "consumer", "2017-01-31"),
    ],
)
def test_the_last_day_is_counted_from_the_due_date_or_from_the_next_year(due, debtor, last):
    assert last_day(due, debtor) == dt.date.fromisoformat(last)


@pytest.mark.parametrize(
    ("as_of", "near"), [("2025-12-09", False), ("2025-12-10", True), ("2026-03-10", True), ("2026-03-11", False)]
)
def test_a_carriers_debt_is_near_its_limitation_for_three_months(as_of, near):
    assert is_near("2025-03-10", as_of=as_of, debtor="transport") is near


@pytest.mark.parametrize(
    ("as_of", "near"), [("2025-09-25", False), ("2025-09-26", True), ("2026-03-26", True), ("2026-03-27", False)]
)
def test_a_debt_is_near_its_limitation_for_six_months_up_to_its_last_day(as_of, near):
    assert is_near("2021-03-26", as_of=as_of) is near


def test_six_months_before_a_month_end_is_the_end_of_a_shorter_month():
    assert is_near("2020-08-31", as_of="2025-02-28")
    assert not is_near("2020-08-31", as_of="2025-02-27")


@pytest.mark.parametrize("debtor", ["merchant", "consumer", "public", "transport"])
def test_every_term_has_its_article(debtor):
    assert rule(debtor).article


def test_an_unknown_debtor_is_a_programmers_mistake():
    with pytest.raises(KeyError):
        last_day("2021-03-26", "neighbour")
