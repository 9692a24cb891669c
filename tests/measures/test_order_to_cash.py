"""Order to cash: each link counted where it is known, weighted by amount."""

import pandas as pd
import pytest

from cashkit.measures.order_to_cash import LINKS, mean_links, order_to_cash
from tests.stages.book import book, on_an_engine

ORDER = {"order_id": "O1", "customer_id": "C1", "ordered_on": "2025-10-01", "amount": 100.0}


def delivery(key, day, amount=100.0, **columns):
    row = {"delivery_id": key, "customer_id": "C1", "delivered_on": day, "amount": amount, "order_id": "O1"}
    return row | columns


def found(deliveries, payments=(), allocations=(), invoice_day="2025-10-20"):
    invoices = [("F1", "C1", invoice_day, "2025-11-30", 100.0, {"delivery_id": "D1"})]
    dossier = book(invoices, payments, allocations, deliveries=deliveries, orders=[ORDER])
    return order_to_cash(dossier, since="2024-12-31", until="2025-12-31")


def links(*given, **more):
    return found(*given, **more).iloc[0][list(LINKS)].tolist()


def test_each_link_has_its_days_and_what_is_not_paid_has_none():
    told = links([delivery("D1", "2025-10-11")])
    assert told[:2] == [10, 9]
    assert pd.isna(told[2])
    paid = [("P1", "C1", "2025-11-10", 60.0), ("P2", "C1", "2025-11-29", 40.0)]
    allocated = [("P1", "F1", 60.0, "2025-11-10"), ("P2", "F1", 40.0, "2025-11-29")]
    assert links([delivery("D1", "2025-10-11")], paid, allocated) == [10, 9, 40]


def test_what_happens_after_the_last_day_is_not_known_yet():
    paid = [("P1", "C1", "2026-01-10", 100.0)]
    assert pd.isna(links([delivery("D1", "2025-10-11")], paid, [("P1", "F1", 100.0, "2026-01-10")])[2])
    assert pd.isna(links([delivery("D1", "2025-12-30")], invoice_day="2026-01-02")[1])


@pytest.mark.parametrize(
    ("kind", "settled_on", "expected"),
    [
        ("payment", None, 10),
        ("bill", None, 41),  # the invoice's term, 30 November
        ("transfer", "2025-12-10", 51),
        ("transfer", None, None),
        ("write_off", None, None),
    ],
)
def test_a_bill_accepted_or_an_invoice_sold_is_not_paid_yet(kind, settled_on, expected):
    row = ("F1", "C1", "2025-10-20", "2025-11-30", 100.0, {"delivery_id": "D1", "settled_on": settled_on})
    closed = [("P1", "C1", "2025-10-30", 100.0, {"kind": kind})]
    allocated = [("P1", "F1", 100.0, "2025-10-30")]
    dossier = book([row], closed, allocated, deliveries=[delivery("D1", "2025-10-11")], orders=[ORDER])
    days = order_to_cash(dossier, since="2024-12-31", until="2025-12-31")["days_to_pay"].iloc[0]
    assert (None if pd.isna(days) else days) == expected


def test_an_order_that_is_not_known_gives_no_days_to_deliver():
    assert pd.isna(links([delivery("D1", "2025-10-11", order_id=None)])[0])


def test_free_ones_and_those_outside_the_period_are_left_out():
    rows = [delivery("D1", "2025-10-11", kind="free"), delivery("D2", "2024-12-31"), delivery("D3", "2026-01-01")]
    assert found(rows).empty


def test_a_mean_counts_each_delivery_for_its_amount_and_only_what_is_known():
    rows = found([delivery("D1", "2025-10-11", 300.0), delivery("D2", "2025-10-31", 100.0)])
    told = mean_links(rows, by="customer_id").iloc[0]
    assert told[["customer_id", "deliveries", "amount", "days_to_deliver", "days_to_invoice"]].tolist() == [
        "C1", 2, 400.0, 15.0, 9.0,
    ]  # fmt: skip
    assert mean_links(rows, by="month")["month"].astype(str).tolist() == ["2025-10-31"]


@pytest.mark.parametrize("made", [book([("F1", "C1", "2025-10-01", "2025-11-01", 1)])], ids=["nothing"])
def test_nothing_to_read_gives_no_row(made):
    for dossier in (made, on_an_engine(made)):
        rows = order_to_cash(dossier, since="2024-12-31", until="2025-12-31")
        assert rows.empty
        assert mean_links(rows, by="month").empty
