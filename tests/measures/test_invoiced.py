"""What was invoiced: by date of issue, as posted, from the first month that is known."""

import datetime as dt

import pandas as pd
import pytest

from cashkit.ground.calendar import as_date, day_number, month_index
from cashkit.measures.invoiced import invoiced_until, known_month, months_before


def month_of(text):
    return int(month_index([day_number(as_date(text))])[0])


def sold(dossier, until, since=None):
    known = invoiced_until(dossier, day_number(as_date(until)), "strict")
    return known.since(day_number(as_date(since)) if since else known.known_from) / 100


@pytest.mark.parametrize(
    ("day", "months", "first"),
    [
        ("2025-12-31", 12, "2025-01-01"),
        ("2024-12-31", 12, "2024-01-01"),
        ("2024-02-29", 12, "2023-03-01"),
        ("2025-02-28", 12, "2024-03-01"),
        ("2024-02-28", 12, "2023-03-01"),
        ("2025-06-30", 3, "2025-04-01"),
        ("2025-05-15", 3, "2025-02-16"),
        ("2025-05-30", 3, "2025-03-01"),
        ("2025-01-01", 1, "2024-12-02"),
        ("2025-12-30", 1, "2025-12-01"),
    ],
)
def test_the_months_up_to_a_day(day, months, first):
    assert months_before(as_date(day), months) == as_date(first)


def test_a_window_of_twelve_months_has_366_days_over_a_29_february():
    lengths = {day: (as_date(day) - months_before(as_date(day), 12)).days + 1 for day in ("2023-12-31", "2024-12-31")}
    assert lengths == {"2023-12-31": 365, "2024-12-31": 366}


def test_sales_are_invoices_less_credit_notes_and_nothing_else(book):
    kinds = [
        ("invoice", 1000.0),
        ("credit_note", -200.0),
        ("opening", 50.0),
        ("bill", 60.0),
        ("reject", 70.0),
        ("other", 80.0),
    ]
    rows = [(f"F{i}", "C1", kind, "2025-03-10", "2025-04-10", amount) for i, (kind, amount) in enumerate(kinds)]
    assert sold(book(rows), "2025-03-31") == 800.0


def test_sales_belong_to_the_day_of_issue_and_are_known_from_the_day_of_posting(book):
    rows = [
        ("F1", "C1", "invoice", "2025-03-10", "2025-04-10", 100.0),
        ("F2", "C1", "invoice", "2025-03-31", "2025-04-10", 10.0),
    ]
    dossier = book(rows, posted_on=["2025-03-10", "2025-04-02"])
    assert sold(dossier, "2025-03-31") == 100.0
    assert sold(dossier, "2025-04-02", since="2025-04-01") == 0.0
    assert sold(dossier, "2025-04-02") == 110.0


def test_an_invoice_dated_ahead_is_no_sale_before_its_date(book):
    rows = [
        ("F0", "C1", "invoice", "2025-03-01", "2025-04-10", 1.0),
        ("F1", "C1", "invoice", "2025-04-05", "2025-05-05", 100.0),
    ]
    dossier = book(rows, posted_on=["2025-03-01", "2025-03-28"])
    assert sold(dossier, "2025-03-31") == 1.0
    assert sold(dossier, "2025-04-05") == 101.0


def test_sales_are_known_from_the_month_of_the_first_posted_invoice(book):
    rows = [
        ("A1", "C1", "opening", "2024-06-10", "2024-07-10", 500.0),
        ("F1", "C1", "invoice", "2025-03-10", "2025-04-10", 100.0),
    ]
    assert known_month(book(rows), "strict") == month_of("2025-03-01")


def test_a_fiscal_year_makes_sales_known_from_its_first_day(book):
    dossier = book([("F1", "C1", "invoice", "2025-03-10", "2025-04-10", 100.0)])
    object.__setattr__(dossier, "opening_date", dt.date(2025, 1, 1))
    assert known_month(dossier, "strict") == month_of("2025-01-01")


def test_without_an_invoice_no_month_is_known(book):
    assert known_month(book([]), "strict") is None
    assert known_month(book([("A1", "C1", "opening", "2024-06-10", "2024-07-10", 500.0)]), "strict") is None
    assert invoiced_until(book([]), 20_000, "strict").months() == []


def test_the_latest_month_is_its_days_up_to_the_day_asked_for(book):
    days = pd.date_range("2025-01-10", "2025-03-31")
    dossier = book([(f"F{i}", "C1", "invoice", day, day, 1.0) for i, day in enumerate(days)])
    months = invoiced_until(dossier, day_number(dt.date(2025, 3, 14)), "strict").months()
    assert [(m.first.isoformat(), m.days, m.cents) for m in months] == [
        ("2025-03-01", 14, 1400),
        ("2025-02-01", 28, 2800),
        ("2025-01-01", 31, 2200),
    ]


def test_a_window_that_reaches_before_the_known_sales_is_not_covered(book):
    known = invoiced_until(
        book([("F1", "C1", "invoice", "2025-03-10", "2025-04-10", 100.0)]), day_number(dt.date(2025, 5, 31)), "strict"
    )
    assert known.covers(day_number(dt.date(2025, 3, 1)))
    assert not known.covers(day_number(dt.date(2025, 2, 28)))
