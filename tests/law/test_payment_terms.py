"""Payment terms: read as people write them, counted as the trade counts them."""

import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashkit.ground.calendar import day_number, from_day
from cashkit.ground.errors import ArgumentError
from cashkit.law.payment_terms import Terms, due_date, due_days, parse_terms

ISSUED = st.dates(dt.date(2000, 1, 1), dt.date(2040, 12, 31))
ANY_TERMS = st.builds(
    Terms,
    net_days=st.integers(0, 120),
    month_end=st.sampled_from(["none", "after_days", "before_days"]),
    day_of_month=st.none() | st.integers(1, 31),
)


@pytest.mark.parametrize(
    "written",
    [
        "30",
        30,
        30.0,
        "30.0",
        "30 days",
        "30 jours",
        "30j",
        "30 J.",
        "30 jours nets",
        "net 30",
        "30\u00a0jours",
        "30 days from invoice date",
        "30 jours date de facture",
        "30 jours à compter de la date d'émission de la facture",
        "30 jrs date d’émission",
        Terms(30),
    ],
)
def test_thirty_days_in_every_spelling(written):
    assert parse_terms(written) == Terms(30)


@pytest.mark.parametrize(
    "written",
    ["0", 0, "comptant", "Comptant", "à réception", "À réception de facture", "cash", "due on receipt", "immediately"],
)
def test_at_once_is_the_day_of_issue(written):
    assert parse_terms(written) == Terms(0)


@pytest.mark.parametrize(
    "written",
    [
        "45 EOM",
        "45EOM",
        "45 eom",
        "45 jours fin de mois",
        "45 FDM",
        "45j FDM",
        "45 jours F.D.M.",
        "45 days end of month",
        "45 days, then month end",
    ],
)
def test_days_then_month_end_in_every_spelling(written):
    assert parse_terms(written) == Terms(45, "after_days")


@pytest.mark.parametrize(
    "written",
    [
        "EOM 45",
        "FDM 45",
        "fin de mois 45 jours",
        "fin de mois + 45 jours",
        "Fin de mois, puis 45 jours",
        "end of month plus 45 days",
    ],
)
def test_month_end_then_days_in_every_spelling(written):
    assert parse_terms(written) == Terms(45, "before_days")


@pytest.mark.parametrize(
    ("written", "terms"),
    [
        ("30 EOM 10", Terms(30, "after_days", 10)),
        ("30 jours fin de mois le 10", Terms(30, "after_days", 10)),
        ("30 days EOM on the 10th", Terms(30, "after_days", 10)),
        ("EOM 45 15", Terms(45, "before_days", 15)),
        ("FDM 45 jours le 15", Terms(45, "before_days", 15)),
        ("fin de mois", Terms(0, "after_days")),
        ("fin de mois le 15", Terms(0, "after_days", 15)),
        ("le 15", Terms(0, "none", 15)),
        ("30 jours le 15", Terms(30, "none", 15)),
    ],
)
def test_a_day_of_the_month_may_follow(written, terms):
    assert parse_terms(written) == terms


@pytest.mark.parametrize(
    "written",
    [
        "",
        "-30",
        "30.5",
        "1000",
        "30 15",
        "45 EOM 32",
        "le 0",
        "1 mois",
        "2/10 net 30",
        "30/60 jours",
        "50 % à la commande",
        "nan",
        float("nan"),
        "30 jours réception marchandise",
        "virement",
    ],
)
def test_what_nobody_can_count_is_refused(written):
    with pytest.raises(ArgumentError, match="condition de règlement"):
        parse_terms(written)


@pytest.mark.parametrize(
    "field",
    [{"net_days": -1}, {"net_days": 1000}, {"net_days": 30, "day_of_month": 0}, {"net_days": 30, "day_of_month": 32}],
)
def test_terms_that_no_calendar_has_are_refused(field):
    with pytest.raises(ArgumentError):
        Terms(**field)


@given(ANY_TERMS)
def test_terms_are_read_back_from_their_own_text(terms):
    assert parse_terms(str(terms)) == terms


@pytest.mark.parametrize("issued", ["2026-01-01", "2026-01-31", "2026-02-28", "2024-02-29"])
def test_no_days_are_due_on_the_day_of_issue(issued):
    assert str(due_date(issue_date=issued, terms="comptant")) == issued


def test_a_month_end_is_not_ratcheted_to_the_28th():
    """31 January, month end after 30 days, is 31 March's month end again, not 28 March."""
    assert str(due_date(issue_date="2026-01-31", terms="30 EOM")) == "2026-03-31"
    assert str(due_date(issue_date="2026-01-29", terms="30 EOM")) == "2026-02-28"


@pytest.mark.parametrize(
    ("terms", "due"),
    [
        ("EOM 0", "2024-02-29"),
        ("0 EOM", "2024-02-29"),
        ("EOM 1", "2024-03-01"),
        ("0 EOM 31", "2024-02-29"),
        ("EOM 1 31", "2024-03-31"),
    ],
)
def test_leap_years_and_short_months(terms, due):
    assert str(due_date(issue_date="2024-02-05", terms=terms)) == due


@pytest.mark.parametrize(
    ("issued", "due"),
    [
        ("2026-01-14", "2026-01-15"),
        ("2026-01-15", "2026-01-15"),
        ("2026-01-16", "2026-02-15"),
        ("2025-12-16", "2026-01-15"),
    ],
)
def test_the_15th_is_the_next_one_that_day_included(issued, due):
    assert str(due_date(issue_date=issued, terms="le 15")) == due


@pytest.mark.parametrize(
    ("issued", "due"),
    [
        ("2026-02-01", "2026-02-28"),
        ("2024-02-01", "2024-02-29"),
        ("2026-04-30", "2026-04-30"),
        ("2026-01-31", "2026-01-31"),
    ],
)
def test_the_31st_of_a_short_month_is_its_last_day(issued, due):
    assert str(due_date(issue_date=issued, terms="le 31")) == due


def test_the_10th_after_a_month_end_lies_in_the_following_month():
    """30 days from 5 January end on 4 February: its month end, then 10 March; not 10 February."""
    assert str(due_date(issue_date="2026-01-05", terms="30 jours fin de mois le 10")) == "2026-03-10"


@given(ISSUED)
def test_45_days_end_of_month_on_the_15th_starts_from_the_month_end(issued):
    given_day = {
        terms: due_date(issue_date=issued, terms=terms)
        for terms in ("45 EOM 15", "EOM 45 15", "45 jours fin de mois le 15")
    }
    assert len(set(given_day.values())) == 1


def test_a_due_date_takes_a_date_or_a_text():
    assert due_date(issue_date=dt.date(2026, 1, 15), terms=30) == due_date(issue_date="2026-01-15", terms="30")


@pytest.mark.parametrize("issued", ["15/01/2026", None, ""])
def test_an_issue_date_that_is_none_is_refused(issued):
    with pytest.raises(ArgumentError):
        due_date(issue_date=issued, terms="30")


def by_hand(issued: dt.date, terms: Terms) -> dt.date:
    """Count the same terms one day at a time."""

    def month_end(day):
        while (day + dt.timedelta(1)).day != 1:
            day += dt.timedelta(1)
        return day

    due = month_end(issued) if terms.month_end_first else issued
    due += dt.timedelta(terms.net_days)
    if terms.month_end == "after_days" and not terms.month_end_first:
        due = month_end(due)
    wanted = terms.day_of_month
    while wanted and due.day != min(wanted, month_end(due).day):
        due += dt.timedelta(1)
    return due


@given(st.lists(ISSUED, max_size=20), ANY_TERMS)
def test_a_column_is_due_as_each_of_its_invoices_counted_by_hand(issued, terms):
    column = np.array([day_number(date) for date in issued], dtype=np.int32)
    due = due_days(column, terms)
    assert due.dtype == np.int32
    assert [from_day(day) for day in due] == [by_hand(date, terms) for date in issued]
