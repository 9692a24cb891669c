"""Order to cash: the days that each link takes, from the order to the delivery, the invoice and the payment.

One row a delivery; what is not known of a link is left blank, and a mean counts only what is known, each
delivery for its amount. A link below zero (invoiced before it left) counts as it is.

>>> from cashkit.dossier.dossier import Dossier
>>> orders = pd.DataFrame({"order_id": ["O1"], "customer_id": "C1", "ordered_on": "2025-10-01", "amount": 100.0})
>>> deliveries = pd.DataFrame({"delivery_id": ["D1", "D2"], "customer_id": "C1", "amount": [60.0, 40.0],
...     "order_id": "O1", "delivered_on": ["2025-10-11", "2025-10-21"], "invoice_id": ["F1", None]})
>>> invoices = pd.DataFrame({"invoice_id": ["F1"], "customer_id": "C1", "kind": "invoice",
...     "issue_date": "2025-10-15", "amount": 60.0})
>>> links = order_to_cash(Dossier.of(name="case", invoices=invoices, orders=orders, deliveries=deliveries),
...     since="2024-12-31", until="2025-12-31")
>>> mean_links(links.assign(month="2025-10"), by="month").values.tolist()
[['2025-10', 2, 100.0, 14.0, 4.0, nan]]

Units: euros with VAT, days.
Errors: `ArgumentError` for what is no date. Tables that stay on an engine (DuckDB, Spark) give no row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.dossier.books import NO_DAY
from cashkit.dossier.engine.arrays import Arrays
from cashkit.dossier.engine.spells import last_settlement, retained_cents
from cashkit.dossier.table_columns import columns_of, first_rows
from cashkit.dossier.tables import PAYMENT_KINDS
from cashkit.ground.calendar import as_date, day_number, month_end
from cashkit.measures.delivery_links import NEVER, delivery_links

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.dossier.dossier import Dossier
    from cashkit.dossier.table_columns import TableColumns

    Days = NDArray[np.int32]

LINKS = ("days_to_deliver", "days_to_invoice", "days_to_pay")
COLUMNS = ("delivery_id", "customer_id", "month", "cents", *LINKS)
_FREE = "free"
_BILL, _TRANSFER, _WRITE_OFF = (PAYMENT_KINDS.index(kind) for kind in ("bill", "transfer", "write_off"))


def order_to_cash(dossier: Dossier, *, since: object, until: object) -> pd.DataFrame:
    """Return the deliveries after a day and up to another with the days of each link (columns: `COLUMNS`)."""
    first, last = day_number(as_date(since)), day_number(as_date(until))
    deliveries, engine = columns_of(dossier, "deliveries"), dossier.engine
    if deliveries is None or not isinstance(engine, Arrays):
        return pd.DataFrame(columns=list(COLUMNS))
    day, cents, rows = deliveries.days("delivered_on"), deliveries.cents("amount"), charged(deliveries, first, last)
    links, issued, count = delivery_links(dossier), engine.books.items.issue, len(deliveries)
    billed = _known(links.first_day(issued, count), last)
    paid = _known(links.first_day(paid_on(dossier, engine, last), count), last)
    ordered = order_days(dossier, deliveries.ids("order_id"), "ordered_on")
    made = {
        "delivery_id": deliveries.ids("delivery_id")[rows],
        "customer_id": deliveries.ids("customer_id")[rows],
        "month": month_end(day[rows]).astype("datetime64[D]").astype("datetime64[s]"),
        "cents": cents[rows],
        "days_to_deliver": days_between(ordered, day)[rows],
        "days_to_invoice": days_between(day, billed)[rows],
        "days_to_pay": days_between(billed, paid)[rows],
    }
    return pd.DataFrame(made, columns=list(COLUMNS))


def charged(deliveries: TableColumns, first: int, last: int) -> NDArray[np.intp]:
    """Return the rows of what was delivered after a day and up to another, free ones and those without value apart."""
    day = deliveries.days("delivered_on")
    kept = (deliveries.words("kind") != _FREE) & (deliveries.cents("amount") > 0) & (day != NO_DAY)
    return np.flatnonzero(kept & (day > first) & (day <= last))


def mean_links(links: pd.DataFrame, *, by: str) -> pd.DataFrame:
    """Return the weighted mean days of each link by a column: that column, deliveries, amount, then `LINKS`."""
    weights = {name: links["cents"].where(links[name].notna(), 0) for name in LINKS}
    parts = {name: (links[name].fillna(0) * weight) for name, weight in weights.items()}
    held = pd.DataFrame({by: links[by], "deliveries": 1, "amount": links["cents"]})
    sums = held.groupby(by, sort=True).sum()
    for name in LINKS:
        both = pd.DataFrame({by: links[by], "product": parts[name], "weight": weights[name]}).groupby(by).sum()
        sums[name] = both["product"] / both["weight"].where(both["weight"] > 0)
    return sums.assign(amount=sums["amount"] / 100).reset_index()


def order_days(dossier: Dossier, order_ids: NDArray[np.object_], name: str) -> Days:
    """Return a day that orders tell, by their ids; NO_DAY where it is not known."""
    orders = columns_of(dossier, "orders")
    if orders is None:
        return np.full(len(order_ids), NO_DAY, np.int32)
    return np.append(orders.days(name), NO_DAY)[first_rows(orders.ids("order_id"), order_ids)]


def paid_on(dossier: Dossier, engine: Arrays, last: int) -> Days:
    """Return the day on which the customer had paid each item, its retention money apart; NEVER if not by the last."""
    (item, cents, day), items = paid_parts(dossier, engine), engine.books.items
    known = day <= last
    item, cents, day = item[known], cents[known], day[known]
    total = np.zeros(len(items), np.int64)
    np.add.at(total, item, cents)
    kept = retained_cents(items)
    on = last_settlement(len(items), item, day, (kept[item] > 0) & (cents == kept[item]))
    return np.where((items.cents > 0) & (total >= items.cents - kept), on, NEVER).astype(np.int32)


def paid_parts(dossier: Dossier, engine: Arrays) -> tuple[NDArray[np.signedinteger], NDArray[np.int64], Days]:
    """Return each part of an item that its customer settled: the item, the cents, the day.

    A bill accepted is paid at the invoice's term at the earliest, a factored invoice when the factor says so; what is
    written off is not paid (NEVER).
    """
    (rows, when), items = engine.allocated("matched"), engine.books.items
    item, kind = rows.rows.item, rows.credit_kind
    day = np.where(kind == _BILL, np.maximum(when, items.due[item]), when)
    day = np.where(kind == _TRANSFER, _told_by_the_factor(dossier, len(items))[item], day)
    return item, rows.rows.cents, np.where(kind == _WRITE_OFF, NEVER, day).astype(np.int32)


def _told_by_the_factor(dossier: Dossier, count: int) -> Days:
    invoices = columns_of(dossier, "invoices")
    told = np.full(count, NEVER, np.int32)
    if invoices is not None:
        settled = invoices.days("settled_on")
        told[: len(settled)] = np.where(settled == NO_DAY, NEVER, settled)
    return told


def _known(day: Days, last: int) -> Days:
    return np.where(day > last, NO_DAY, day).astype(np.int32)


def days_between(first: Days, last: Days) -> NDArray[np.float64]:
    """Return the days from one day to another, NaN where one of them is not known."""
    known = (first != NO_DAY) & (last != NO_DAY)
    return np.where(known, last.astype(np.int64) - first, np.nan)
