"""Days lost on the way from order to cash: those that nobody agreed to, link by link.

Delivered after the day promised; from the delivery to the invoice, all of it; paid after the due date, each euro on
its own day. A link that is in time loses nothing, and wins nothing back for another: days below zero count as zero.
What is due and not paid at the date is late so far; retention is left out. What is not known is left blank.

Carried: the amounts times the days lost, over a year: what these days keep out of the till on average.

>>> from cashkit.dossier.dossier import Dossier
>>> orders = pd.DataFrame({"order_id": ["O1"], "customer_id": "C1", "ordered_on": "2025-10-01", "amount": 73.0,
...     "promised_on": "2025-10-06"})
>>> deliveries = pd.DataFrame({"delivery_id": ["D1"], "customer_id": "C1", "amount": [73.0],
...     "order_id": "O1", "delivered_on": ["2025-10-11"], "invoice_id": ["F1"]})
>>> invoices = pd.DataFrame({"invoice_id": ["F1"], "customer_id": "C1", "kind": "invoice",
...     "issue_date": "2025-10-13", "due_date": "2025-11-12", "amount": 73.0})
>>> payments = pd.DataFrame({"payment_id": ["P1"], "customer_id": "C1", "payment_date": ["2025-11-30"], "amount": 73.0})
>>> given = pd.DataFrame({"credit_id": ["P1"], "invoice_id": "F1", "amount": 73.0, "allocated_on": "2025-11-30"})
>>> lost = days_lost(Dossier.of(name="case", invoices=invoices, orders=orders, deliveries=deliveries,
...     payments=payments, allocations=given), since="2024-12-31", until="2025-12-31")
>>> lost_by(lost, by="customer_id").values.tolist()  # 5 + 2 + 18 = 25 days; 73 x 25 / 365 = 5
[['C1', 73.0, 5.0, 2.0, 18.0, 25.0, 5.0]]

Units: euros with VAT, days.
Errors: `ArgumentError` for what is no date. Tables that stay on an engine (DuckDB, Spark) give no row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.dossier.books import NO_DAY
from cashkit.dossier.engine.arrays import Arrays
from cashkit.dossier.table_columns import columns_of
from cashkit.ground.calendar import as_date, day_number, month_end
from cashkit.measures.delivery_links import delivery_links
from cashkit.measures.financing import YEAR
from cashkit.measures.order_to_cash import charged, days_between, order_days, paid_parts

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.dossier.dossier import Dossier
    from cashkit.measures.delivery_links import DeliveryLinks

    Int64 = NDArray[np.int64]
    Floats = NDArray[np.float64]

LOST = ("days_beyond_promise", "days_to_invoice", "days_past_due")
_TWENTIETH = 20  # 5 % is a twentieth; less than a cent away, the difference times 20 is below 20
COLUMNS = ("customer_id", "month", "cents", *LOST)


def days_lost(dossier: Dossier, *, since: object, until: object) -> pd.DataFrame:
    """Return the deliveries after a day and up to another with the days lost at each link (columns: `COLUMNS`)."""
    first, last = day_number(as_date(since)), day_number(as_date(until))
    deliveries, engine = columns_of(dossier, "deliveries"), dossier.engine
    if deliveries is None or not isinstance(engine, Arrays):
        return pd.DataFrame(columns=list(COLUMNS))
    rows, day, links = charged(deliveries, first, last), deliveries.days("delivered_on"), delivery_links(dossier)
    billed = links.first_day(engine.books.items.issue, len(deliveries))
    billed = np.where(billed > last, NO_DAY, billed).astype(np.int32)
    days = {
        "days_beyond_promise": days_between(order_days(dossier, deliveries.ids("order_id"), "promised_on"), day),
        "days_to_invoice": days_between(day, billed),
        "days_past_due": _worst(links, _late(dossier, engine, last), len(deliveries)),
    }
    made = {
        "customer_id": deliveries.ids("customer_id")[rows],
        "month": month_end(day[rows]).astype("datetime64[D]").astype("datetime64[s]"),
        "cents": deliveries.cents("amount")[rows],
        **{name: np.maximum(value[rows], 0) for name, value in days.items()},
    }
    return pd.DataFrame(made, columns=list(COLUMNS))


def lost_by(lost: pd.DataFrame, *, by: str) -> pd.DataFrame:
    """Return the days lost by a column: that column, amount, the weighted mean of each link, their sum, carried."""
    means = {name: _weighted(lost, name, by) for name in LOST}
    carried = {name: (lost["cents"] * lost[name].fillna(0)).groupby(lost[by]).sum() for name in LOST}
    made = pd.DataFrame({"amount": lost["cents"].groupby(lost[by], sort=True).sum() / 100, **means})
    total = pd.DataFrame(carried).sum(axis=1)
    return made.assign(
        days_lost=made[list(LOST)].sum(axis=1), carried=(total / YEAR).round().astype("int64") / 100
    ).reset_index()


def _weighted(lost: pd.DataFrame, name: str, by: str) -> pd.Series:
    """Return the mean days of a link by a column, each delivery of which they are known counting for its amount."""
    weight = lost["cents"].where(lost[name].notna(), 0).groupby(lost[by]).sum()
    return (lost["cents"] * lost[name].fillna(0)).groupby(lost[by]).sum() / weight.where(weight > 0)


def _worst(links: DeliveryLinks, late: Floats, deliveries: int) -> Floats:
    """Return the lateness of each delivery: that of the latest of its invoices; NaN where none is known."""
    worst = np.full(deliveries, -np.inf)
    np.maximum.at(worst, links.delivery, np.where(np.isnan(late), -np.inf, late)[links.invoice])
    return np.where(np.isfinite(worst), worst, np.nan)


def _late(dossier: Dossier, engine: Arrays, last: int) -> Floats:
    """Return how late each item was paid on average, or is so far, its retention apart; NaN while it is not due."""
    items, (item, cents, day) = engine.books.items, paid_parts(dossier, engine)
    order = np.lexsort((day, item))
    order = order[day[order] <= last]
    item, cents, day = item[order], cents[order], day[order].astype(np.int64)
    before = pd.Series(cents).groupby(item).cumsum().to_numpy(np.int64) - cents
    cap = items.cents - _retained(dossier, engine, item, before + cents)
    part = np.clip(np.minimum(before + cents, cap[item]) - before, 0, None)
    paid, product = np.zeros(len(items), np.int64), np.zeros(len(items), np.int64)
    np.add.at(paid, item, part)
    np.add.at(product, item, part * np.maximum(day - items.due[item], 0))
    left = np.where(items.due < last, np.maximum(cap - paid, 0), 0)
    product += left * (last - items.due.astype(np.int64))
    known = (items.due != NO_DAY) & (items.issue <= last) & (paid + left > 0)
    return np.where(known, product / np.maximum(paid + left, 1), np.nan)


def _retained(dossier: Dossier, engine: Arrays, item: NDArray[np.signedinteger], settled: Int64) -> Int64:
    """Return what of each item is retention: as told, else exactly 5 % of an invoice that a payment left open."""
    items, invoices = engine.books.items, columns_of(dossier, "invoices")
    kept = np.zeros(len(items), np.int64)
    left = items.cents[item] - settled
    twentieth = (np.abs(left * _TWENTIETH - items.cents[item]) < _TWENTIETH) & (left > 0)
    kept[item[twentieth]] = left[twentieth]
    if invoices is not None:
        told = invoices.cents("retention_amount")
        kept[: len(invoices)] = np.where(told > 0, told, kept[: len(invoices)])
    return kept
