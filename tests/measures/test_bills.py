"""An invoice that a bill settles is paid when its bill is: at maturity, by the bank ahead, or not at all."""

import pandas as pd
import pytest

from cashkit.dossier.dossier import Dossier
from cashkit.measures.bills import timed_through_bills

WINDOW = {"since": "2024-12-31", "until": "2025-12-31"}


def billed(paid=("2025-05-12",), *, kind="payment", maturity="2025-05-10", accepted="2025-03-10", **columns):
    """Return how late an invoice of 100 € due on 30 April is: accepted by bill in March, paid on some day."""
    rows = [("F1", "invoice", "2025-03-01", "2025-04-30"), ("B1", "bill", accepted, maturity)]
    invoices = pd.DataFrame(rows, columns=["invoice_id", "kind", "issue_date", "due_date"])
    told = {"settled_on": columns.pop("settled_on", None), "posted_on": ["2025-03-01", accepted]}
    invoices = invoices.assign(customer_id="C1", amount=100.0, **told)
    moves = [
        ("P1", "bill", "2025-03-10", None),
        *[(f"R{n}", kind, day, columns.get("back")) for n, day in enumerate(paid)],
    ]
    payments = pd.DataFrame(moves, columns=["payment_id", "kind", "payment_date", "returned_on"])
    payments = payments.assign(customer_id="C1", amount=100.0)
    used = [("P1", "F1", "2025-03-10"), *[(f"R{n}", "B1", day) for n, day in enumerate(paid)]]
    allocations = pd.DataFrame(used, columns=["credit_id", "invoice_id", "allocated_on"]).assign(amount=100.0)
    dossier = Dossier.of(name="case", invoices=invoices, payments=payments, allocations=allocations)
    (row,) = timed_through_bills(dossier, **WINDOW).to_dict("records")
    return row["days"], row["paid"]


def test_it_is_paid_with_its_bill():
    assert billed(["2025-05-12"]) == (12, True)
    assert billed(["2025-04-28"]) == (-2, True)


def test_a_bill_still_held_is_not_paid_yet():
    assert billed([], maturity="2026-01-31") == (245, False)


def test_what_the_bank_paid_ahead_is_paid_on_the_due_date_or_on_the_day_known():
    assert billed(["2025-03-20"], kind="transfer") == (10, True)
    assert billed(["2025-03-20"], kind="transfer", settled_on=[None, "2025-05-15"]) == (15, True)
    assert billed(["2025-03-20"], kind="transfer", maturity="2026-01-31") == (245, False)


def test_a_bill_that_came_back_is_not_paid():
    assert billed(["2025-05-12"], back="2025-05-20") == (245, False)


@pytest.mark.parametrize("accepted", ["2025-03-10", "2025-03-11"])
def test_an_acceptance_without_its_bill_settles_the_invoice_that_day(accepted):
    assert billed(accepted=accepted) == ((12, True) if accepted == "2025-03-10" else (-51, True))


def test_two_bills_of_one_day_and_amount_are_told_in_turn():
    rows = [("F1", "invoice", "2025-04-30"), ("F2", "invoice", "2025-04-30"), ("B1", "bill", "2025-05-10")]
    rows.append(("B2", "bill", "2025-05-10"))
    invoices = pd.DataFrame(rows, columns=["invoice_id", "kind", "due_date"])
    invoices = invoices.assign(customer_id="C1", issue_date="2025-03-10", amount=100.0)
    moves = [("P1", "bill", "2025-03-10"), ("P2", "bill", "2025-03-10"), ("R1", "payment", "2025-05-10")]
    moves.append(("R2", "payment", "2025-05-30"))
    payments = pd.DataFrame(moves, columns=["payment_id", "kind", "payment_date"]).assign(
        customer_id="C1", amount=100.0
    )
    used = [
        ("P1", "F1", "2025-03-10"),
        ("P2", "F2", "2025-03-10"),
        ("R1", "B1", "2025-05-10"),
        ("R2", "B2", "2025-05-30"),
    ]
    allocations = pd.DataFrame(used, columns=["credit_id", "invoice_id", "allocated_on"]).assign(amount=100.0)
    dossier = Dossier.of(name="case", invoices=invoices, payments=payments, allocations=allocations)
    assert timed_through_bills(dossier, **WINDOW)["days"].tolist() == [10, 30]
