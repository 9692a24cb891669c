"""Published cases of credit limits and exposure (`limits.csv`), and the need that a limit is for."""

from decimal import Decimal

import numpy as np
import pandas as pd

from cashkit.measures.credit_limit import beyond, need, plain_need
from cashkit.measures.exposure import exposure
from cashkit.measures.exposure_on_day import exposure_on
from cashkit.measures.order_book import order_book
from tests.reference.published import cases
from tests.stages.book import book

ISSUED, DUE = "2025-11-05", "2025-12-05"


@cases("limits.csv")
def test_a_limit_is_passed_or_not(row):
    cents = np.array([[float(row["exposure"]) * 100], [float(row["limit"] or 0) * 100]], np.int64)
    found = "passed" if beyond(exposure=cents[0], limit=cents[1])[0] else "not_passed"
    assert found == row["expected"]
    assert (found == row["printed"]) == (row["right"] == "yes")
    assert bool(row["why"]) == (row["right"] != "yes")


def test_ten_thousand_a_month_with_45_days_and_ten_of_lateness_need_22_000():
    """10 000 without VAT a month are 400 with VAT a day; 55 days of them are owed at any time."""
    days = np.arange(360)
    assert need(issued=days, cents=np.full(360, 40_000), days=55) == Decimal(22_000)
    assert plain_need(purchases=12_000, over=30, days=45 + 10) == Decimal(22_000)


def test_an_order_then_its_delivery_then_its_invoice_count_once():
    """OCA sale_financial_risk: 100 stand on the order, then on what is delivered, then on the invoice."""
    orders = [{"order_id": "O1", "customer_id": "C1", "ordered_on": "2025-11-01", "amount": 100.0}]
    deliveries = [{"delivery_id": "D1", "customer_id": "C1", "order_id": "O1", "delivered_on": "2025-11-03",
                   "amount": 100.0}]  # fmt: skip
    ledger = book(
        [("F1", "C1", ISSUED, DUE, 100.0, {"order_id": "O1", "delivery_id": "D1"})],
        orders=orders,
        deliveries=deliveries,
    )
    days = ["2025-11-02", "2025-11-03", "2025-11-05"]
    owed = exposure_on(ledger, "C1", days).tolist()
    to_come = [int(order_book(ledger).left((pd.Timestamp(day) - pd.Timestamp(0)).days).sum()) for day in days]
    assert list(zip(to_come, owed, strict=True)) == [(10_000, 0), (0, 10_000), (0, 10_000)]


def test_two_orders_taken_over_a_refusal_stand_both():
    """OCA sale_financial_risk: two orders of 100 confirmed by override are a risk of 200."""
    orders = [
        {"order_id": key, "customer_id": "C1", "ordered_on": "2025-11-01", "amount": 100.0} for key in ("O1", "O2")
    ]
    ledger = book([("F1", "C2", ISSUED, DUE, 1.0)], orders=orders)
    assert int(order_book(ledger).left(20_400).sum()) == 20_000


def test_the_invoice_of_a_child_counts_on_its_parent():
    """OCA: 550 of the child and 550 of the parent are 1 100 of the group, and 550 each."""
    customers = [{"customer_id": key, "name": key, "group_id": "G"} for key in ("PARENT", "CHILD")]
    rows = [(f"F{place}", key, ISSUED, DUE, 550.0) for place, key in enumerate(("PARENT", "CHILD"))]
    ledger = book(rows, customers=customers)
    assert exposure(ledger, as_of="2025-12-31", by="group_id")["total"].to_dict() == {"G": 1_100.0}
    assert exposure(ledger, as_of="2025-12-31")["total"].to_dict() == {"CHILD": 550.0, "PARENT": 550.0}
