"""Which invoice bills which delivery: the name given, else the invoice's, else the order's where it is alone."""

import pandas as pd

from cashkit.measures.delivery_links import NEVER, delivery_links
from tests.stages.book import book


def links(invoices, deliveries):
    """Return the pairs of ids; an invoice and a delivery are rows of columns beside their id."""
    rows = [(key, "C1", "2025-11-10", "2025-12-10", 100.0, columns) for key, columns in invoices.items()]
    made = {"customer_id": "C1", "delivered_on": "2025-11-01", "amount": 100.0}
    delivered = [{"delivery_id": key, **made, **columns} for key, columns in deliveries.items()]
    found = delivery_links(book(rows, deliveries=delivered))
    names, numbers = list(deliveries), list(invoices)
    pairs = zip(found.delivery.tolist(), found.invoice.tolist(), strict=True)
    return [(names[delivery], numbers[invoice]) for delivery, invoice in pairs]


def test_the_invoice_that_a_delivery_names_wins():
    invoices = {"F1": {"delivery_id": "D1", "order_id": "O1"}, "F2": {"order_id": None}}
    assert links(invoices, {"D1": {"invoice_id": "F2", "order_id": "O1"}}) == [("D1", "F2")]


def test_an_invoice_that_is_named_and_does_not_exist_leaves_the_delivery_not_invoiced():
    assert links({"F1": {"delivery_id": "D1"}}, {"D1": {"invoice_id": "F9"}}) == []


def test_else_the_invoices_that_name_the_delivery():
    invoices = {"F1": {"delivery_id": "D1"}, "F2": {"delivery_id": "D1"}, "F3": {"delivery_id": "D9"}}
    assert links(invoices, {"D1": {}}) == [("D1", "F1"), ("D1", "F2")]


def test_else_those_of_the_order_where_it_has_one_delivery_only():
    invoices = {"F1": {"order_id": "O1"}, "F2": {"order_id": "O2"}}
    deliveries = {"D1": {"order_id": "O1"}, "D2": {"order_id": "O2"}, "D3": {"order_id": "O2"}}
    assert links(invoices, deliveries) == [("D1", "F1")]


def test_a_delivery_that_an_invoice_names_does_not_take_the_rest_of_its_order():
    invoices = {"F1": {"order_id": "O1", "delivery_id": "D1"}, "F2": {"order_id": "O1"}}
    assert links(invoices, {"D1": {"order_id": "O1"}}) == [("D1", "F1")]


def test_a_blank_order_links_nothing():
    assert links({"F1": {"order_id": None}}, {"D1": {"order_id": None}}) == []


def test_neither_a_credit_note_nor_a_deposit_invoice_bills_a_delivery():
    invoices = {
        "A1": {"order_id": "O1", "kind": "credit_note"},
        "F1": {"order_id": "O1", "nature": "deposit"},
        "F2": {"order_id": "O1", "nature": "goods"},
    }
    assert links(invoices, {"D1": {"order_id": "O1"}}) == [("D1", "F2")]


def test_without_deliveries_nothing_is_linked():
    assert len(delivery_links(book([("F1", "C1", "2025-11-10", "2025-12-10", 100.0)])).delivery) == 0
    empty = book([("F1", "C1", "2025-11-10", "2025-12-10", 100.0)], deliveries=pd.DataFrame())
    assert len(delivery_links(empty).delivery) == 0


def test_the_first_day_of_a_delivery_is_that_of_its_earliest_invoice():
    rows = [("F1", "C1", day, "2025-12-31", 100.0, {"delivery_id": "D1"}) for day in ("2025-11-10",)] + [
        ("F2", "C1", "2025-11-05", "2025-12-31", 100.0, {"delivery_id": "D1"})
    ]
    made = {"customer_id": "C1", "delivered_on": "2025-11-01", "amount": 100.0}
    dossier = book(rows, deliveries=[{"delivery_id": "D1", **made}, {"delivery_id": "D2", **made}])
    first = delivery_links(dossier).first_day(dossier.books.items.posted, 2)
    assert [str(first[:1].astype("datetime64[D]")[0]), first[1] == NEVER] == ["2025-11-05", True]
