"""Invoicing delay: counted from the last delivery, weighted by amount, and what it costs."""

from decimal import Decimal

import pandas as pd
import pytest

from cashkit.measures.invoicing_delay import FINANCING_RATE, delay_costs, invoicing_delays, weighted_days
from tests.stages.book import book, on_an_engine


def delivery(key, day, **columns):
    return {"delivery_id": key, "customer_id": "C1", "delivered_on": day, "amount": 100.0} | columns


def found(invoices, deliveries):
    rows = [(key, "C1", day, "2026-01-31", amount, columns) for key, day, amount, columns in invoices]
    return invoicing_delays(book(rows, deliveries=deliveries), since="2024-12-31", until="2025-12-31")


def test_the_delay_of_three_shipments_is_counted_from_the_last():
    days = ("2025-03-01", "2025-03-03", "2025-03-05")
    deliveries = [delivery(f"D{n}", day, invoice_id="F1") for n, day in enumerate(days)]
    assert found([("F1", "2025-03-10", 300.0, {})], deliveries)["days"].tolist() == [5]


def test_an_invoice_before_its_delivery_has_a_delay_below_zero_that_costs_nothing():
    rows = found([("F1", "2025-03-10", 300.0, {"delivery_id": "D1"})], [delivery("D1", "2025-03-12")])
    assert rows["days"].tolist() == [-2]
    assert delay_costs(rows["cents"], rows["days"], rate=FINANCING_RATE).tolist() == [0]


def test_only_invoices_of_the_period_with_a_delivery_are_counted():
    invoices = [
        ("F1", "2024-12-31", 10.0, {"delivery_id": "D1"}),
        ("F2", "2025-01-01", 10.0, {"delivery_id": "D1"}),
        ("F3", "2025-06-01", 10.0, {"delivery_id": None}),
        ("F4", "2026-01-01", 10.0, {"delivery_id": "D1"}),
    ]
    assert found(invoices, [delivery("D1", "2024-12-01")])["invoice_id"].tolist() == ["F2"]


def test_the_mean_counts_each_invoice_for_its_amount():
    deliveries = [delivery("D1", "2025-03-01"), delivery("D2", "2025-03-01")]
    invoices = [("F1", "2025-03-11", 900.0, {"delivery_id": "D1"}), ("F2", "2025-03-31", 100.0, {"delivery_id": "D2"})]
    assert weighted_days(found(invoices, deliveries)) == 12.0
    assert weighted_days(found([], [])) is None


def test_the_cost_of_the_trade_example():
    assert delay_costs([18_200_000], [19], rate=Decimal("0.068")).tolist() == [64_423]  # 182 000 € x 19 / 365 x 6.8 %


@pytest.mark.parametrize("cents", [1, 36_499_999, 36_500_001, 86_400_00, 10**14])
def test_the_cost_is_exact_and_rounded_half_up(cents):
    exact = Decimal(cents) * 37 * Decimal("0.0685") / 365
    assert delay_costs([cents], [37], rate=Decimal("0.0685")).tolist() == [int(exact + Decimal("0.5"))]


def test_nothing_to_read_gives_no_row():
    plain = book([("F1", "C1", "2025-03-10", "2025-04-10", 300.0)])
    for dossier in (plain, on_an_engine(plain)):
        rows = invoicing_delays(dossier, since="2024-12-31", until="2025-12-31")
        assert isinstance(rows, pd.DataFrame)
        assert rows.empty
