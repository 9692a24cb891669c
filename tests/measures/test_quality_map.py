"""The quality map: disputes by reason, customers, product and site, and what is disputed of what is delivered."""

import pandas as pd
import pytest

from cashkit.dossier.dossier import Dossier
from cashkit.ground.calendar import as_date, day_number
from cashkit.measures.disputes import disputes
from cashkit.measures.quality_map import disputed_by_product, quality_map

SINCE, UNTIL = (day_number(as_date(day)) for day in ("2024-12-31", "2025-12-31"))
DELIVERIES = [
    ("B1", "F1", "gates", "depot", 400.0), ("B2", "F2", "gates", "depot", 100.0), ("B3", "F3", "parts", "depot", 50.0),
    ("B4", "F3", "gates", "depot", 50.0), ("B5", "F9", "parts", "workshop", 80.0),
]  # fmt: skip


def dossier(deliveries=DELIVERIES, day="2025-08-30"):
    invoices = pd.DataFrame(
        {
            "invoice_id": ["F1", "F2", "F3", "F4"],
            "customer_id": ["C1", "C1", "C2", "C3"],
            "kind": "invoice",
            "issue_date": "2025-09-01",
            "amount": [400.0, 100.0, 100.0, 30.0],
        }
    )
    told = pd.DataFrame(
        {
            "dispute_id": ["L1", "L2", "L3", "L4"],
            "invoice_id": ["F1", "F2", "F3", "F4"],
            "opened_on": "2025-09-20",
            "reason": ["quality", "quality", "price", "price"],
            "amount": [40.0, None, 20.0, None],
        }
    )
    names = ["delivery_id", "invoice_id", "product_family", "site", "amount"]
    sent = pd.DataFrame(deliveries, columns=names).assign(customer_id="C1", delivered_on=day)
    customers = pd.DataFrame({"customer_id": ["C1", "C2"], "name": ["Un", "Deux"], "segment": ["Builders", None]})
    return Dossier.of(name="case", invoices=invoices, disputes=told, deliveries=sent, customers=customers)


def mapped(one):
    return quality_map(one, disputes(one, as_of="2025-09-30"))


def test_disputes_are_grouped_the_dearest_first_and_sum_to_all():
    found = mapped(dossier())
    assert found[["reason", "segment", "product_family", "site", "count", "amount"]].to_numpy().tolist() == [
        ["quality", "builders", "gates", "depot", 2, 140.0],
        ["price", "", "", "", 1, 30.0],
        ["price", "", "mixed", "depot", 1, 20.0],
    ]
    assert found["share"].sum() == pytest.approx(1)


def test_what_is_disputed_is_set_against_what_was_delivered():
    one = dossier()
    told = disputed_by_product(one, mapped(one), since=SINCE, until=UNTIL).set_index("product_family")
    assert told.loc["gates", ["count", "amount", "delivered"]].tolist() == [2, 140, 550]
    assert told.loc["gates", "disputed_share"] == pytest.approx(140 / 550)
    assert told.loc[["mixed", ""], "disputed_share"].isna().all()


def test_deliveries_of_another_time_do_not_count():
    one = dossier(day="2024-12-31")
    told = disputed_by_product(one, mapped(one), since=SINCE, until=UNTIL)
    assert told["disputed_share"].isna().all()


def test_without_family_and_site_only_reason_and_segment_are_told():
    bare = [(key, invoice, None, None, amount) for key, invoice, _, _, amount in DELIVERIES]
    one = dossier(bare)
    assert set(mapped(one)["product_family"]) == {""}
    assert disputed_by_product(one, mapped(one), since=SINCE, until=UNTIL) is None
