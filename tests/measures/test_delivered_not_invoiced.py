"""Delivered, not invoiced: cut-off told from fault, and what cannot be judged left alone."""

import pytest

from cashkit.measures.delivered_not_invoiced import delivered_not_invoiced
from tests.stages.book import book, on_an_engine

EARLY = ("F0", "C1", "2025-01-02", "2025-02-01", 10.0)


def found(*deliveries, invoices=(), as_of="2025-12-31", **tables):
    """Return (delivery, billing) of what is not invoiced; a delivery is (id, day[, {column: value}])."""
    rows = [
        {"delivery_id": key, "customer_id": "C1", "delivered_on": day, "amount": 120.0}
        | (further[0] if further else {})
        for key, day, *further in deliveries
    ]
    rows = delivered_not_invoiced(book([EARLY, *invoices], deliveries=rows, **tables), as_of=as_of)
    return list(zip(rows["delivery_id"], rows["billing"], strict=True))


def test_thirty_days_are_cut_off_and_thirty_one_are_forgotten():
    assert found(("D1", "2025-12-01"), ("D2", "2025-11-30")) == [("D2", "forgotten"), ("D1", "cut_off")]


def test_what_is_invoiced_after_the_date_was_not_invoiced_then():
    invoices = [("F1", "C1", "2026-01-05", "2026-02-05", 120.0, {"delivery_id": "D1"})]
    assert found(("D1", "2025-12-20"), invoices=invoices) == [("D1", "cut_off")]
    assert found(("D1", "2025-12-20"), invoices=invoices, as_of="2026-01-05") == []


def test_free_replacements_and_what_is_worth_nothing_need_no_invoice():
    assert found(("D1", "2025-11-01", {"kind": "free"}), ("D2", "2025-11-01", {"amount": 0.0})) == []
    assert found(("D1", "2025-11-01", {"kind": "collected"})) == [("D1", "forgotten")]


def test_what_left_before_the_first_invoice_known_or_without_a_day_is_not_judged():
    assert found(("D1", "2025-01-01"), ("D2", None), ("D3", "2026-01-01")) == []
    assert found(("D1", "2025-01-02")) == [("D1", "forgotten")]


def test_the_customer_is_named():
    customers = [{"customer_id": "C1", "name": "Atelier"}]
    rows = [{"delivery_id": "D1", "customer_id": "C1", "delivered_on": "2025-11-01", "amount": 120.0}]
    told = delivered_not_invoiced(book([EARLY], deliveries=rows, customers=customers), as_of="2025-12-31").iloc[0]
    assert told[["name", "age", "amount", "cents"]].tolist() == ["Atelier", 60, 120.0, 12_000]


@pytest.mark.parametrize("made", [book([EARLY]), on_an_engine(book([EARLY]))], ids=["no deliveries", "engine"])
def test_nothing_to_read_gives_no_row(made):
    assert delivered_not_invoiced(made, as_of="2025-12-31").empty
