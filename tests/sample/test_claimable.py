"""What of the sample may be chased on a day: not what is retained, disputed, doubtful, financed or frozen."""

import pandas as pd
import pytest

from cashkit.ground.calendar import as_date, day_number
from cashkit.sample.booked import book
from cashkit.sample.claimable import claimable_steps
from cashkit.sample.paid_late import late_days

INVOICE = {
    "invoice_id": "F1",
    "customer_id": "C1",
    "kind": "invoice",
    "issue_date": "2025-01-01",
    "due_date": "2025-01-31",
    "amount": 1000.0,
}
PAID = {"payment_id": "P1", "customer_id": "C1", "payment_date": "2025-03-20"}


def made(paid=0.0, customer=None, dispute=None, **more):
    """Return booked and tables of one invoice, some of it paid on 20 March."""
    customers = pd.DataFrame([{"customer_id": "C1", "name": "A"} | (customer or {})])
    given = {"invoices": pd.DataFrame([INVOICE | more])}
    given["payments"] = pd.DataFrame([PAID | {"amount": paid}])
    used = {"credit_id": "P1", "invoice_id": "F1", "amount": paid, "allocated_on": "2025-03-20"}
    given["allocations"] = pd.DataFrame([used])
    columns = ["invoice_id", "opened_on", "closed_on"]
    given["disputes"] = pd.DataFrame([{"invoice_id": "F1"} | dispute] if dispute else [], columns=columns)
    return book(customers, given), given


def overdue(day, **told):
    """Return what is claimable and more than 30 days late, in euros."""
    booked, given = made(**told)
    return int(claimable_steps(booked, given, more_than=30).at([0], [day_number(as_date(day))])[0]) / 100


@pytest.mark.parametrize(("day", "expected"), [("2025-03-02", 0), ("2025-03-03", 1000), ("2025-03-20", 600)])
def test_it_counts_from_the_thirty_first_day_and_less_what_was_paid(day, expected):
    assert overdue(day, paid=400.0) == expected


@pytest.mark.parametrize(
    ("day", "expected"), [("2025-03-03", 950), ("2025-03-20", 0), ("2026-03-03", 0), ("2026-03-04", 50)]
)
def test_a_retention_waits_for_its_release_and_is_paid_last(day, expected):
    assert overdue(day, paid=950.0, retention_amount=50.0, retention_due="2026-02-01") == expected


@pytest.mark.parametrize("more", [{"doubtful": True}, {"account": "416000"}, {"financed": "factor"}])
def test_doubtful_and_financed_items_are_not_chased(more):
    assert overdue("2025-03-10", **more) == 0


@pytest.mark.parametrize(("day", "expected"), [("2025-03-09", 1000), ("2025-03-10", 0), ("2025-03-15", 1000)])
def test_a_dispute_stops_it_from_its_opening_to_the_day_before_its_answer(day, expected):
    assert overdue(day, dispute={"opened_on": "2025-03-10", "closed_on": "2025-03-15"}) == expected


def test_what_is_older_than_a_judgment_is_frozen_from_that_day():
    told = {"customer": {"judgment_on": "2025-03-10"}}
    assert [overdue(day, **told) for day in ("2025-03-09", "2025-03-10")] == [1000, 0]


def test_lateness_counts_what_is_open_up_to_the_last_day_and_leaves_the_retention_out():
    booked, given = made(paid=950.0, retention_amount=50.0)
    window = [day_number(as_date(day)) for day in ("2024-12-31", "2025-12-31")]
    assert late_days(booked, given, tuple(window))[0] == 48  # 31 January to 20 March
    booked, given = made(paid=900.0, retention_amount=50.0)
    assert late_days(booked, given, tuple(window))[0] == 334  # to 31 December
