"""The tables of orders and deliveries, with their numbers, references and goods; and which of them each invoice names.

Units: euros with two decimals, dates.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.sample.numbered import numbers
from cashkit.sample.tabled import dates, money, named

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.sample.fulfilled import Supply
    from cashkit.sample.plan import Plan

    Whole = NDArray[np.int64]
    Texts = NDArray[np.object_]

FAMILIES = ("shutters", "awnings", "motorised_awnings", "gates", "parts")
_FAMILY_SHARES = (0.34, 0.2, 0.18, 0.16, 0.12)
APPROVER, LONGER = "DAF", "60"
_ACCOUNT, _AGREED = "30", 2
_REFERRED = {"public": 1.0, "retail": 1.0, "builders": 0.6, "merchants": 0.5, "export": 0.6}


def supply_tables(
    plan: Plan, market: pd.DataFrame, supply: Supply, named_by: tuple[Texts, Whole]
) -> dict[str, pd.DataFrame]:
    """Return orders, deliveries, and `links`: the order and the delivery that each invoice (number, twin) names."""
    invoices, twin = named_by
    orders = numbers("O", supply.orders["day"].to_numpy(), plan.invoices)
    deliveries = numbers("BL", supply.deliveries["day"].to_numpy(), plan.invoices)
    return {
        "orders": _orders(plan, market, supply.orders, orders),
        "deliveries": _deliveries(plan, supply.deliveries, (deliveries, orders, invoices)),
        "links": _links(supply, (deliveries, orders), twin),
    }


def _orders(plan: Plan, market: pd.DataFrame, orders: pd.DataFrame, ids: Texts) -> pd.DataFrame:
    random = plan.random("references")
    customer = orders["customer"].to_numpy()
    share = market["segment"].map(_REFERRED).fillna(0.0).to_numpy()[customer]
    twice = orders["mishap"].isin(["order_entered_twice", "second_entry"]).to_numpy()
    referred = ((random.random(len(orders)) < share) | twice | (orders["kind"] == "open").to_numpy()) & (
        orders["mishap"] != "order_reference_missing"
    ).to_numpy()
    serial = np.arange(len(orders))
    first = pd.Series(np.where(twice, orders["net"], -1 - serial)).groupby(customer * 1_000_000_007 + np.where(
        twice, orders["net"], -1 - serial)).ngroup()  # fmt: skip
    reference = "BC-" + pd.Series(first + 10_001).astype(str)
    asked, received = orders["deposit_agreed"].to_numpy(), orders["deposit_received"].to_numpy()
    agreed = _agreed(plan, market, orders)
    told = {
        "order_id": ids,
        "customer": customer,
        "ordered_on": dates(orders["day"]),
        "amount": money(orders["cents"]),
        "amount_excl_vat": money(orders["net"]),
        "customer_reference": reference.where(referred).to_numpy(object),
        "payment_terms": orders["terms"].mask(agreed, LONGER).to_numpy(object),
        "promised_on": dates(orders["promised"]),
        "status": orders["status"],
        "deposit_agreed": np.where(asked > 0, money(asked), np.nan),
        "deposit_received": np.where(received > 0, money(received), np.nan),
        "kind": orders["kind"].where(orders["kind"] != "", "firm"),
        "vat_regime": market["regime"].to_numpy()[customer],
        "frame_order_id": named(ids, orders["frame"]),
        "terms_approved_by": pd.Series(APPROVER, orders.index).where(agreed).to_numpy(object),
    }
    return pd.DataFrame(told)


def _agreed(plan: Plan, market: pd.DataFrame, orders: pd.DataFrame) -> NDArray[np.bool_]:
    """Say which few orders, not delivered yet, were given longer terms than their account with somebody's approval."""
    firms = market["segment"].isin(["artisans", "merchants"]).to_numpy(bool)[orders["customer"].to_numpy()]
    plain = (orders["kind"] == "") & (orders["mishap"] == "") & (orders["status"] == "open") & (orders["row"] < 0)
    able = np.flatnonzero(firms & (plain & (orders["terms"] == _ACCOUNT)).to_numpy(bool))
    return np.isin(np.arange(len(orders)), able[: plan.count(_AGREED)])


def _deliveries(plan: Plan, of: pd.DataFrame, ids: tuple[Texts, Texts, Texts]) -> pd.DataFrame:
    random = plan.random("goods")
    own, orders, invoices = ids
    deliveries, size, customer = of, len(of), of["customer"].to_numpy()
    in_kind = deliveries["in_kind"].fillna(0).to_numpy()
    collected = (deliveries["kind"] == "collected").to_numpy()
    told = {
        "delivery_id": own,
        "order_id": named(orders, deliveries["order"]),
        "customer": customer,
        "delivered_on": dates(deliveries["day"]),
        "amount": money(deliveries["cents"]),
        "amount_excl_vat": money(deliveries["net"]),
        "proof": deliveries["proof"],
        "kind": deliveries["kind"],
        "mode": np.where(collected, "pick_up", random.choice(["own_truck", "carrier"], size, p=[0.55, 0.45])),
        "site": np.where(collected, "depot", random.choice(["workshop", "depot"], size, p=[0.6, 0.4])),
        "product_family": random.choice(FAMILIES, size, p=_FAMILY_SHARES),
        "invoice_id": named(invoices, deliveries["row"]),
        "in_kind": np.where(in_kind > 0, money(in_kind), np.nan),
    }
    return pd.DataFrame(told)


def _links(supply: Supply, ids: tuple[Texts, Texts], twin: Whole) -> pd.DataFrame:
    """Return for each invoice its order, where it has one only, and its delivery, likewise."""
    deliveries, orders = ids
    size = len(twin)
    made: dict[str, Whole | Texts] = {"row": np.arange(size)}
    for name, table, known in (("order_id", supply.orders, orders), ("delivery_id", supply.deliveries, deliveries)):
        of = np.flatnonzero(table["row"] >= 0)
        row = table["row"].to_numpy()[of]
        count = np.bincount(row, minlength=size)
        place = np.full(size, -1)
        place[row] = of
        place = np.where(count == 1, place, -1)
        made[name] = named(known, np.where(twin >= 0, place[twin], place) if name == "order_id" else place)
    return pd.DataFrame(made)
