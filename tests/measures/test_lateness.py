"""Lateness: days after the due date, weighted by amount, open invoices included."""

import pandas as pd
import pytest

from cashkit.dossier.dossier import Dossier
from cashkit.ground.errors import ArgumentError
from cashkit.measures.lateness import lateness

SINCE, UNTIL = "2024-12-31", "2025-12-31"


def invoice(number, due, amount=100.0, **more):
    row = {"invoice_id": number, "customer_id": "C1", "kind": "invoice", "issue_date": "2024-11-01"}
    return row | {"due_date": due, "amount": amount} | more


def dossier(invoices, paid=()):
    """Return a dossier; `paid` are (invoice, day, amount)."""
    rows = [(f"P{n}", day, amount) for n, (_, day, amount) in enumerate(paid)]
    payments = pd.DataFrame(rows, columns=["payment_id", "payment_date", "amount"]).assign(customer_id="C1")
    given = [(f"P{n}", number, amount, day) for n, (number, day, amount) in enumerate(paid)]
    allocations = pd.DataFrame(given, columns=["credit_id", "invoice_id", "amount", "allocated_on"])
    return Dossier.of(name="case", invoices=pd.DataFrame(invoices), payments=payments, allocations=allocations)


def days(invoices, paid=(), since=SINCE, until=UNTIL):
    found = lateness(dossier(invoices, paid), since=since, until=until)
    return found["days"].tolist()


def test_an_invoice_paid_on_its_due_date_is_not_late():
    assert days([invoice("F1", "2025-03-31")], [("F1", "2025-03-31", 100)]) == [0]


def test_paying_early_counts_below_zero():
    assert days([invoice("F1", "2025-03-31")], [("F1", "2025-03-21", 100)]) == [-10]


def test_each_invoice_counts_for_its_amount():
    invoices = [invoice("F1", "2025-03-31", 300), invoice("F2", "2025-03-31", 100)]
    assert days(invoices, [("F1", "2025-04-10", 300), ("F2", "2025-05-10", 100)]) == [(300 * 10 + 100 * 40) / 400]


def test_an_open_invoice_counts_up_to_the_last_day():
    assert days([invoice("F1", "2025-12-01")]) == [30]


def test_an_invoice_paid_after_the_window_was_open_at_its_end():
    assert days([invoice("F1", "2025-06-20")], [("F1", "2025-08-01", 100)], until="2025-06-30") == [10]


def test_a_part_payment_does_not_end_the_wait_and_the_last_cent_does():
    paid = [("F1", "2025-03-31", 60), ("F1", "2025-04-30", 40)]
    assert days([invoice("F1", "2025-03-31")], paid) == [30]
    assert days([invoice("F1", "2025-03-31")], paid[::-1]) == [30]


def test_the_window_leaves_its_first_day_out_and_takes_its_last_in():
    due = [invoice("F1", SINCE, 1), invoice("F2", UNTIL, 100)]
    assert lateness(dossier(due), since=SINCE, until=UNTIL)["amount"].tolist() == [100]


def test_retention_is_not_waited_for():
    kept = invoice("F1", "2025-03-31", 100, retention_amount=5.0)
    (found,) = lateness(dossier([kept], [("F1", "2025-04-10", 95)]), since=SINCE, until=UNTIL).to_dict("records")
    assert (found["amount"], found["days"]) == (95, 10)


def test_a_factored_invoice_is_not_counted_and_a_disputed_one_is():
    sold = invoice("F1", "2025-03-31", financed="factor")
    assert days([sold, invoice("F2", "2025-12-21", financed=None)]) == [10]
    assert days([sold]) == []


@pytest.mark.parametrize("kind", ["opening", "reject", "bill", "other", "credit_note"])
def test_only_invoices_are_counted(kind):
    assert days([invoice("F1", "2025-03-31", kind=kind)]) == []


def test_an_invoice_posted_after_the_window_is_not_known_in_it():
    assert days([invoice("F1", "2025-12-01", posted_on="2026-01-05")]) == []


def test_customers_come_sorted_and_each_has_its_own_days():
    rows = [invoice("F1", "2025-12-21", customer_id="C2"), invoice("F2", "2025-12-11", customer_id="C1")]
    found = lateness(dossier(rows), since=SINCE, until=UNTIL)
    assert dict(zip(found["customer_id"], found["days"], strict=True)) == {"C1": 20, "C2": 10}
    assert found["customer_id"].is_monotonic_increasing


def test_a_receipt_that_nobody_has_matched_settles_by_its_reference():
    payments = pd.DataFrame([{"payment_id": "P1", "customer_id": "C1", "payment_date": "2025-04-10", "amount": 100.0}])
    matched = Dossier.of(
        name="case",
        invoices=pd.DataFrame([invoice("FA1001", "2025-03-31")]),
        payments=payments.assign(reference="FA1001"),
    )
    assert lateness(matched, since=SINCE, until=UNTIL)["days"].tolist() == [10]


def test_a_date_that_is_none_is_refused():
    with pytest.raises(ArgumentError):
        lateness(dossier([invoice("F1", "2025-03-31")]), since="hier", until=UNTIL)
