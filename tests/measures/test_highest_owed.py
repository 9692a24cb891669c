"""The highest balance of a customer: end of each day, within the months asked for."""

import pytest

from cashkit.ground.errors import ArgumentError
from cashkit.measures.highest_owed import highest_owed


def invoice(key, day, amount, customer="C1", *, kind="invoice"):
    return (key, customer, kind, day, day, amount)


def told(dossier, as_of="2025-12-31", **asked):
    rows = highest_owed(dossier, as_of=as_of, **asked)
    return [(row.customer_id, row.highest_cents, str(row.on.date())) for row in rows.itertuples()]


def test_the_balance_counts_at_the_end_of_the_day(book):
    paid_at_once = [("P1", "C1", "2025-03-01", 400.0)]
    dossier = book([invoice("F1", "2025-03-01", 500.0), invoice("F2", "2025-04-01", 50.0)], paid_at_once)
    assert told(dossier) == [("C1", 15_000, "2025-04-01")]


def test_what_was_owed_before_the_months_counts_as_long_as_it_lasts(book):
    rows = [invoice("F1", "2024-06-01", 900.0), invoice("F2", "2025-06-01", 100.0)]
    assert told(book(rows, [("P1", "C1", "2025-02-01", 900.0)])) == [("C1", 90_000, "2025-01-01")]
    assert told(book(rows, [("P1", "C1", "2024-12-01", 900.0)])) == [("C1", 10_000, "2025-06-01")]


def test_of_equal_balances_the_first_day_is_told(book):
    rows = [invoice("F1", "2025-03-01", 100.0), invoice("F2", "2025-05-01", 100.0)]
    assert told(book(rows, [("P1", "C1", "2025-04-01", 100.0)])) == [("C1", 10_000, "2025-03-01")]


def test_credit_notes_lower_it_and_a_customer_always_in_credit_has_none(book):
    rows = [
        invoice("F1", "2025-03-01", 100.0),
        invoice("A1", "2025-03-01", -30.0, kind="credit_note"),
        invoice("A2", "2025-03-01", -30.0, "C2", kind="credit_note"),
    ]
    assert told(book(rows)) == [("C1", 7_000, "2025-03-01")]


def test_what_comes_after_the_date_does_not_count(book):
    rows = [invoice("F1", "2025-03-01", 100.0), invoice("F2", "2026-01-05", 900.0)]
    assert told(book(rows)) == [("C1", 10_000, "2025-03-01")]
    assert told(book(rows), months=3) == [("C1", 10_000, "2025-10-01")]


def test_months_are_whole(book):
    with pytest.raises(ArgumentError):
        highest_owed(book([invoice("F1", "2025-03-01", 100.0)]), as_of="2025-12-31", months=0)
