"""The latest due date that the law lets firms agree on, in the widest reading."""

import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashkit.ground.calendar import day_number
from cashkit.ground.errors import ArgumentError
from cashkit.law.latest_due_date import latest_due_date, latest_due_days
from cashkit.law.payment_terms import due_date

READINGS = ("60", "45 EOM", "EOM 45")


@pytest.mark.parametrize(
    ("issued", "latest", "reading"),
    [
        ("2026-01-15", "2026-03-31", "45 EOM"),
        ("2024-01-15", "2024-03-16", "EOM 45"),  # in a leap year 45 days end of month come before
        ("2026-01-31", "2026-04-01", "60"),
        ("2026-02-01", "2026-04-14", "EOM 45"),
        ("2025-12-31", "2026-03-01", "60"),
    ],
)
def test_the_widest_of_three_readings_is_the_cap(issued, latest, reading):
    assert str(latest_due_date(issue_date=issued)) == latest
    assert str(due_date(issue_date=issued, terms=reading)) == latest


@given(st.dates(dt.date(2009, 1, 1), dt.date(2040, 12, 31)))
def test_no_reading_is_beyond_the_cap_and_one_reaches_it(issued):
    assert max(due_date(issue_date=issued, terms=terms) for terms in READINGS) == latest_due_date(issue_date=issued)


@given(st.dates(dt.date(2009, 1, 1), dt.date(2040, 12, 31)))
def test_sixty_days_end_of_month_come_before_the_cap_on_the_first_days_of_a_month_only(issued):
    early = due_date(issue_date=issued, terms="60 EOM") < latest_due_date(issue_date=issued)
    assert not early or issued.day <= 2


def test_sixty_days_end_of_month_of_the_first_of_june_are_lawful_and_of_the_tenth_are_not():
    assert due_date(issue_date="2026-06-01", terms="60 EOM") < latest_due_date(issue_date="2026-06-01")
    assert due_date(issue_date="2026-06-10", terms="60 EOM") > latest_due_date(issue_date="2026-06-10")


def test_before_the_law_there_is_no_cap():
    assert latest_due_date(issue_date="2008-12-31") is None
    assert latest_due_date(issue_date="2009-01-01") is not None


def test_the_cap_did_not_move_when_the_article_was_renumbered():
    eve, day = (day_number(dt.date(2019, 4, n)) for n in (25, 26))
    assert (latest_due_days([eve, day]) - np.array([eve, day])).tolist() == [
        66,
        65,
    ]  # both 30 June: 45 days, then the month end


def test_a_column_of_days_is_answered_as_each_day_is():
    days = [day_number(dt.date(2025, 1, 1)) + n for n in range(0, 700, 13)]
    assert latest_due_days(days).tolist() == [int(latest_due_days([day])[0]) for day in days]
    assert latest_due_days([]).tolist() == []


def test_what_is_no_date_is_refused():
    with pytest.raises(ArgumentError):
        latest_due_date(issue_date="15/01/2026")
