"""Time to pay: paid items, open items with them, and what counts as paid."""

import pandas as pd
import pytest

from cashkit.measures.as_of import CashkitWarning
from cashkit.measures.time_to_pay import time_to_pay

AS_OF = pd.Timestamp("2025-06-30")


def paid_after(book, days, opened=(), amounts=None):
    """Make invoices paid after some days and others open for some days at AS_OF."""
    issue = [AS_OF - pd.Timedelta(days=200)] * len(days) + [AS_OF - pd.Timedelta(days=age) for age in opened]
    amounts = amounts or [100.0] * len(issue)
    rows = [(f"F{i}", "C1", "invoice", on, on + pd.Timedelta(days=30), amounts[i]) for i, on in enumerate(issue)]
    payments = [(f"P{i}", "C1", issue[i] + pd.Timedelta(days=after), amounts[i]) for i, after in enumerate(days)]
    settled = [(f"P{i}", f"F{i}", amounts[i], on) for i, (_, _, on, _) in enumerate(payments)]
    return book(rows, payments, settled, closing=AS_OF)


@pytest.mark.parametrize(("first", "mean", "with_open"), [(20, 27.5, 50.0), (18, 27.0, 49.667)])
def test_those_who_have_not_paid_are_in_the_figure_with_open_items(book, first, mean, with_open):
    """Four invoices paid after 20 (18), 25, 30, 35 days, two open after 60 and 95."""
    found = time_to_pay(paid_after(book, [first, 25, 30, 35], [60, 95]), as_of=AS_OF)
    assert (found.paid, found.still_open, found.mean_days, found.median_days) == (4, 2, mean, 30)
    assert (found.longest_days, found.restricted_mean_days) == (95, pytest.approx(with_open, abs=0.001))
    assert found.curve["day"].tolist() == [first, 25, 30, 35, 60, 95]
    assert found.curve["at_risk"].tolist() == [6, 5, 4, 3, 2, 1]
    assert found.curve["paid"].tolist() == [1, 1, 1, 1, 0, 0]
    assert found.curve["unpaid_share"].tolist() == pytest.approx([5 / 6, 4 / 6, 3 / 6, 2 / 6, 2 / 6, 2 / 6])


def test_the_median_is_unknown_while_more_than_half_is_unpaid(book):
    assert time_to_pay(paid_after(book, [20], [40, 50]), as_of=AS_OF).median_days is None


def test_large_invoices_weigh_more_by_amount(book):
    dossier = paid_after(book, [40, 10], amounts=[900.0, 100.0])
    found = time_to_pay(dossier, as_of=AS_OF)
    assert (found.mean_days, found.weighted_days) == (25.0, 37.0)
    assert (found.mean_days_late, found.weighted_days_late) == (-5.0, 7.0)
    assert (found.median_days, found.median_days_by_amount) == (10, 40)
    assert (found.restricted_mean_days, found.restricted_mean_days_by_amount) == (25.0, pytest.approx(37.0))


def test_days_late_are_negative_for_who_pays_early(book):
    found = time_to_pay(paid_after(book, [20, 33]), as_of=AS_OF)
    assert (found.mean_days_late, found.weighted_days_late) == (-3.5, -3.5)


def test_the_last_payment_counts(book):
    rows = [("F1", "C1", "invoice", "2025-01-01", "2025-01-31", 100.0)]
    parts = [("P1", "C1", "2025-01-28", 60.0), ("P2", "C1", "2025-02-02", 40.0)]
    dossier = book(rows, parts, [("P1", "F1", 60.0, "2025-01-28"), ("P2", "F1", 40.0, "2025-02-02")])
    assert time_to_pay(dossier, as_of="2025-01-31").paid == 0
    found = time_to_pay(dossier, as_of="2025-02-28")
    assert (found.mean_days, found.mean_days_late) == (32.0, 2.0)


def settled_by(book, kind):
    rows = [("F1", "C1", "invoice", "2025-01-01", "2025-01-31", 100.0)]
    payment, settled = ("P1", "C1", "2025-02-10", 100.0), ("P1", "F1", 100.0, "2025-02-10")
    return book(rows, [payment], [settled], paid_by=kind)


@pytest.mark.parametrize("kind", ["write_off", "discount", "offset", "bill", "advance", "transfer", "fx", "other"])
def test_only_cash_pays(book, kind):
    found = time_to_pay(settled_by(book, kind), as_of="2025-02-28")
    assert (found.paid, found.still_open, found.mean_days, found.longest_days) == (0, 1, None, 40)
    assert found.reason == "measures.nothing_paid"


def test_cash_pays(book):
    assert time_to_pay(settled_by(book, "payment"), as_of="2025-02-28").mean_days == 40.0


def test_a_credit_note_does_not_pay_but_cash_for_the_rest_does(book):
    rows = [
        ("F1", "C1", "invoice", "2025-01-01", "2025-01-31", 100.0),
        ("A1", "C1", "credit_note", "2025-01-10", "2025-01-10", -100.0),
    ]
    noted = book(rows, allocations=[("A1", "F1", 100.0, "2025-01-10")])
    assert time_to_pay(noted, as_of="2025-01-31").reason == "measures.nothing_paid"
    both = book(
        rows, [("P1", "C1", "2025-01-21", 40.0)], [("A1", "F1", 60.0, "2025-01-10"), ("P1", "F1", 40.0, "2025-01-21")]
    )
    assert time_to_pay(both, as_of="2025-01-31").mean_days == 20.0


def test_an_opening_item_is_not_timed(book):
    rows = [("A1", "C1", "opening", "2025-01-01", "2025-01-31", 100.0)]
    found = time_to_pay(
        book(rows, [("P1", "C1", "2025-01-15", 100.0)], [("P1", "A1", 100.0, "2025-01-15")]), as_of="2025-01-31"
    )
    assert (found.paid, found.still_open, found.reason) == (0, 0, "measures.nothing_timed")
    assert found.curve.empty
    assert (found.mean_days, found.median_days, found.restricted_mean_days, found.longest_days) == (
        None,
        None,
        None,
        None,
    )


def test_a_payment_after_the_date_is_not_known_yet(book):
    dossier = paid_after(book, [100])
    found = time_to_pay(dossier, as_of=AS_OF - pd.Timedelta(days=101))
    assert (found.paid, found.still_open, found.longest_days) == (0, 1, 99)


def test_a_payment_that_nobody_matched_counts_in_the_matched_view_only(book):
    dossier = book([("F1", "C1", "invoice", "2025-01-01", "2025-01-31", 100.0)], [("P1", "C1", "2025-01-11", 100.0)])
    assert time_to_pay(dossier, as_of="2025-01-31").mean_days == 10.0
    assert time_to_pay(dossier, as_of="2025-01-31", view="strict").paid == 0


def test_a_date_outside_the_entries_gets_a_warning(book):
    with pytest.warns(CashkitWarning):
        time_to_pay(paid_after(book, [20]), as_of="2031-01-01")
