"""Exposure on a day: what a customer owes or will owe at the end of that day, asked for many customers and days.

It is what a delivery adds to on its own day, told in five parts: `open_invoices` (411, 413 and 416,
retention included), `discounted` (bills that the bank paid and that are not due yet), `to_be_invoiced`
(delivered, not free of charge, and invoiced later or never), and below zero `unapplied` (credits that settle
nothing yet) and `deposits` (received for orders not invoiced yet). Factored invoices are in none of them.
The exposure is their sum, 0 at least.

>>> import pandas as pd
>>> from cashkit.dossier.dossier import Dossier
>>> invoices = pd.DataFrame({"invoice_id": ["F1"], "customer_id": "C1", "kind": "invoice",
...     "issue_date": "2025-03-10", "amount": 120.0, "order_id": "O1"})
>>> deliveries = pd.DataFrame({"delivery_id": ["D1"], "customer_id": "C1", "order_id": "O1",
...     "delivered_on": "2025-03-05", "amount": 120.0})
>>> orders = pd.DataFrame({"order_id": ["O1"], "customer_id": "C1", "ordered_on": "2025-03-01", "amount": 120.0,
...     "deposit_received": 30.0})
>>> dossier = Dossier.of(name="case", invoices=invoices, deliveries=deliveries, orders=orders)
>>> days = ["2025-03-04", "2025-03-05", "2025-03-10"]
>>> exposure_on(dossier, "C1", days).tolist()
[0, 9000, 12000]
>>> daily_exposure(dossier).parts_on("C1", days)[["open_invoices", "to_be_invoiced", "deposits"]].values.tolist()
[[0, 0, -3000], [0, 12000, -3000], [12000, 0, 0]]

A deposit counts until the first invoice of its order, which it is set off against.
Units: whole cents, VAT included.
Errors: `ArgumentError` for what is no date; `NotAvailableError` for tables that stay on an engine (DuckDB, Spark).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.dossier.books import NO_DAY
from cashkit.dossier.engine.arrays import Arrays
from cashkit.dossier.table_columns import TableColumns, columns_of, first_rows
from cashkit.dossier.tables import PAYMENT_KINDS
from cashkit.ground.calendar import as_date, day_number
from cashkit.ground.errors import NotAvailableError
from cashkit.measures.delivery_links import NEVER, DeliveryLinks, billing_rows, delivery_links
from cashkit.measures.running_balance import RunningBalance

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import ArrayLike, NDArray

    from cashkit.dossier.dossier import Dossier

    Int32 = NDArray[np.int32]
    Int64 = NDArray[np.int64]
    Movements = tuple[NDArray[np.signedinteger], Int32, Int64]  # customer codes, days, cents

PARTS = ("open_invoices", "discounted", "to_be_invoiced", "unapplied", "deposits")
FREE = "free"
_DISCOUNTED, _TRANSFER = "discounted", PAYMENT_KINDS.index("transfer")


@dataclass(frozen=True, eq=False)
class DailyExposure:
    """The parts of the exposure of every customer, day by day."""

    customers: NDArray[np.object_]
    parts: Mapping[str, RunningBalance]

    def on(self, customer_ids: ArrayLike, days: ArrayLike) -> Int64:
        """Return the exposure of each customer at the end of each day."""
        code, day = self._asked(customer_ids, days)
        total = sum((part.at(code, day) for part in self.parts.values()), np.zeros(len(code), np.int64))
        return np.maximum(total, 0)

    def parts_on(self, customer_ids: ArrayLike, days: ArrayLike) -> pd.DataFrame:
        """Return the parts in cents, one row for each customer and day: `PARTS` and exposure."""
        code, day = self._asked(customer_ids, days)
        frame = pd.DataFrame({name: part.at(code, day) for name, part in self.parts.items()}, columns=list(PARTS))
        return frame.assign(exposure=frame.sum(axis=1).clip(lower=0))

    def _asked(self, customer_ids: ArrayLike, days: ArrayLike) -> tuple[Int64, Int32]:
        ids, day = np.broadcast_arrays(_as_ids(customer_ids), day_numbers(days))
        return first_rows(self.customers, ids.astype(object)), day


def exposure_on(dossier: Dossier, customer_ids: ArrayLike, days: ArrayLike) -> Int64:
    """Return the exposure of each customer at the end of each day, in cents (one of the two may be a single value)."""
    return daily_exposure(dossier).on(customer_ids, days)


def daily_exposure(dossier: Dossier) -> DailyExposure:
    """Return the exposure of a dossier, ready for any customers and days."""
    engine = dossier.engine
    if not isinstance(engine, Arrays):
        raise NotAvailableError("measures.needs_memory")
    deliveries, orders = columns_of(dossier, "deliveries"), columns_of(dossier, "orders")
    tables = [table for table in (deliveries, orders) if table is not None]
    owners = [engine.books.customers.astype(str).astype(object), *(table.ids("customer_id") for table in tables)]
    customers = pd.unique(np.concatenate(owners))
    links = delivery_links(dossier)
    parts = {
        "open_invoices": _owed(engine),
        "discounted": _bills_discounted(dossier, engine),
        "to_be_invoiced": _delivered(engine, deliveries, links, customers),
        "unapplied": _unused(engine),
        "deposits": _deposits(dossier, (orders, deliveries), links, customers),
    }
    return DailyExposure(customers, {name: RunningBalance.of(*moves) for name, moves in parts.items()})


def day_numbers(days: ArrayLike) -> Int32:
    """Return dates, one or many, as day numbers."""
    known = np.atleast_1d(np.asarray(days))
    if known.dtype.kind == "i":
        return known.astype(np.int32)
    if known.dtype.kind == "M" and not np.isnat(known).any():
        return known.astype("datetime64[D]").astype(np.int32)
    values = known.astype(object)
    numbers = {value: day_number(as_date(value)) for value in pd.unique(values)}
    return np.array([numbers[value] for value in values], np.int32)


def _as_ids(customer_ids: ArrayLike) -> NDArray[np.object_]:
    return np.atleast_1d(np.asarray(customer_ids, object)).astype(str).astype(object)


def _owed(engine: Arrays) -> Movements:
    """Return items owed from their posting, less what settles them from the day on which it does."""
    items, (rows, when) = engine.books.items, engine.allocated("matched")
    owed = items.cents > 0
    return (
        np.concatenate([items.customer[owed], rows.customer]),
        np.concatenate([items.posted[owed], when]),
        np.concatenate([items.cents[owed], -rows.rows.cents]),
    )


def _unused(engine: Arrays) -> Movements:
    """Return credits from their posting, below zero, less what of them settles an item."""
    items, credits = engine.books.items, engine.books.credits
    rows, when = engine.allocated("matched")
    notes = items.cents < 0
    return (
        np.concatenate([credits.customer, items.customer[notes], rows.credit_customer]),
        np.concatenate([credits.posted, items.posted[notes], when]),
        np.concatenate([-credits.cents, items.cents[notes], rows.rows.cents]),
    )


def _bills_discounted(dossier: Dossier, engine: Arrays) -> Movements:
    """Return bills from the day on which the bank paid them to the day before they are due."""
    invoices = columns_of(dossier, "invoices")
    items, (rows, when) = engine.books.items, engine.allocated("matched")
    sold = np.zeros(len(items), bool)
    if invoices is not None:
        sold[: len(invoices)] = invoices.words("financed") == _DISCOUNTED
    hit = sold[rows.rows.item] & (rows.credit_kind == _TRANSFER)
    paid, due = when[hit], items.due[rows.rows.item[hit]]
    return _between(rows.customer[hit], (paid, due), rows.rows.cents[hit])


def _between(customer: NDArray[np.signedinteger], days: tuple[Int32, Int32], cents: Int64) -> Movements:
    """Return amounts from a first day on, until the day before a last one; nothing where that comes sooner."""
    first, last = days
    kept = (last > first) & (first != NO_DAY)
    return (
        np.concatenate([customer[kept], customer[kept]]),
        np.concatenate([first[kept], last[kept]]),
        np.concatenate([cents[kept], -cents[kept]]),
    )


def _delivered(
    engine: Arrays, deliveries: TableColumns | None, links: DeliveryLinks, customers: NDArray[np.object_]
) -> Movements:
    """Return deliveries from their day until the day before their invoice is posted."""
    if deliveries is None:
        return _nothing()
    billed = links.first_day(engine.books.items.posted, len(deliveries))
    charged = deliveries.words("kind") != FREE
    cents = np.where(charged, deliveries.cents("amount"), 0)
    owner = first_rows(customers, deliveries.ids("customer_id"))
    return _between(owner, (deliveries.days("delivered_on"), billed), cents)


def _deposits(
    dossier: Dossier,
    tables: tuple[TableColumns | None, TableColumns | None],
    links: DeliveryLinks,
    customers: NDArray[np.object_],
) -> Movements:
    """Return deposits received, below zero, from the order until the day before its first invoice is posted."""
    orders, deliveries = tables
    if orders is None or not orders.has("deposit_received"):
        return _nothing()
    billed = first_invoiced(dossier, orders, deliveries, links)
    owner = first_rows(customers, orders.ids("customer_id"))
    return _between(owner, (orders.days("ordered_on"), billed), -orders.cents("deposit_received"))


def first_invoiced(
    dossier: Dossier, orders: TableColumns, deliveries: TableColumns | None, links: DeliveryLinks
) -> Int32:
    """Return the day on which each order's first invoice was posted, deposit invoices apart; NEVER where none was."""
    first = np.full(len(orders), NEVER, np.int32)
    invoices, books = columns_of(dossier, "invoices"), dossier.books
    if invoices is None or books is None:
        return first
    ids, posted = orders.ids("order_id"), books.items.posted
    order = first_rows(ids, invoices.ids("order_id"))
    own = np.flatnonzero((order >= 0) & billing_rows(invoices))
    np.minimum.at(first, order[own], posted[own])
    if deliveries is not None:
        order = first_rows(ids, deliveries.ids("order_id"))[links.delivery]
        np.minimum.at(first, order[order >= 0], posted[links.invoice[order >= 0]])
    return first


def _nothing() -> Movements:
    return np.empty(0, np.int64), np.empty(0, np.int32), np.empty(0, np.int64)
