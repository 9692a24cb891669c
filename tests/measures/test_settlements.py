"""Settlements: how each part of an item left the ledger, as known on a day, and what came of past forecasts."""

import pandas as pd

from cashkit.dossier.dossier import Dossier
from cashkit.ground.calendar import day_number
from cashkit.measures.forecasts import forecasts
from cashkit.measures.settlements import CASH, OPEN, OTHERWISE, settlements

COLUMNS = ["invoice_id", "customer_id", "kind", "issue_date", "due_date", "amount"]


def day(text):
    return day_number(pd.Timestamp(text).date())


def known(dossier, until):
    return settlements(dossier, view="strict").known_on(day(until))


def paid_and_returned():
    """One invoice debited on 10 March, a debit that came back on 20 March."""
    invoices = pd.DataFrame([("F1", "C1", "invoice", "2025-02-01", "2025-03-10", 100.0)], columns=COLUMNS)
    paid = pd.DataFrame({"payment_id": ["P1"], "customer_id": "C1", "payment_date": "2025-03-10", "amount": 100.0,
        "returned_on": "2025-03-20"})  # fmt: skip
    used = pd.DataFrame({"credit_id": ["P1"], "invoice_id": "F1", "amount": 100.0, "allocated_on": "2025-03-10"})
    return Dossier.of(name="case", invoices=invoices, payments=paid, allocations=used)


def through_a_bill():
    """An invoice accepted by a bill on 10 March, the bill paid on 12 May."""
    rows = [
        ("F1", "C1", "invoice", "2025-03-01", "2025-04-30", 100.0),
        ("B1", "C1", "bill", "2025-03-10", "2025-05-10", 100.0),
    ]
    invoices = pd.DataFrame(rows, columns=COLUMNS)
    paid = pd.DataFrame({"payment_id": ["P1", "P2"], "customer_id": "C1", "kind": ["bill", "payment"],
        "payment_date": ["2025-03-10", "2025-05-12"], "amount": 100.0})  # fmt: skip
    used = pd.DataFrame({"credit_id": ["P1", "P2"], "invoice_id": ["F1", "B1"], "amount": 100.0,
        "allocated_on": ["2025-03-10", "2025-05-12"]})  # fmt: skip
    return Dossier.of(name="case", invoices=invoices, payments=paid, allocations=used)


def test_a_payment_is_cash_until_it_is_known_to_have_come_back():
    dossier = paid_and_returned()
    assert known(dossier, "2025-03-19").left.tolist() == [CASH]
    assert known(dossier, "2025-03-20").left.tolist() == [OTHERWISE]


def test_an_invoice_accepted_by_a_bill_is_paid_when_its_bill_is():
    dossier = through_a_bill()
    before, after = known(dossier, "2025-04-30"), known(dossier, "2025-05-31")
    assert before.left.tolist() == [OPEN, OPEN]
    assert after.left.tolist() == [CASH, CASH]
    assert after.day.tolist() == [day("2025-05-12")] * 2


def test_what_came_on_a_bill_counts_once_whether_it_was_accepted_before_the_forecast_or_after():
    made = forecasts(through_a_bill())
    for on in ("2025-03-05", "2025-03-31"):
        assert made.came(day(on), until=day("2025-07-31"), weeks=13).sum() == 10_000
