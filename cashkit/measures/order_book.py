"""Order book: what customers have ordered firmly and not received yet.

Of each firm order that is neither cancelled nor closed, the amount less what was delivered of it, 0 at least.
A frame order counts through its call-offs only. What an order adds to is the exposure of its day and the
part still to be delivered of the orders before it, by day then by number.

>>> from cashkit.dossier.dossier import Dossier
>>> orders = pd.DataFrame({"order_id": ["O1", "O2", "O3"], "customer_id": "C1", "amount": [100.0, 50.0, 20.0],
...     "ordered_on": ["2025-11-01", "2025-11-05", "2025-11-05"]})
>>> deliveries = pd.DataFrame({"delivery_id": ["D1"], "customer_id": "C1", "order_id": "O1",
...     "delivered_on": "2025-11-03", "amount": [30.0]})
>>> invoices = pd.DataFrame({"invoice_id": ["F1"], "customer_id": "C1", "kind": "invoice",
...     "issue_date": "2025-11-30", "amount": 1.0})
>>> book = order_book(Dossier.of(name="case", invoices=invoices, orders=orders, deliveries=deliveries))
>>> book.before.tolist(), book.to_come.tolist(), book.left(20_397).tolist()  # 5 November
([0, 7000, 12000], [10000, 5000, 2000], [7000, 5000, 2000])

Units: whole cents, VAT included; row numbers of the table `orders`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.dossier.books import NO_DAY
from cashkit.dossier.table_columns import TableColumns, columns_of, first_rows
from cashkit.measures.running_balance import RunningBalance

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.dossier.dossier import Dossier

    Int32 = NDArray[np.int32]
    Int64 = NDArray[np.int64]


FIRM = ("", "firm")
CANCELLED = ("cancelled",)
DONE = (*CANCELLED, "closed")
_FREE = "free"


@dataclass(frozen=True, eq=False)
class OrderBook:
    """The orders, with what of each was delivered by any day."""

    orders: TableColumns
    deliveries: tuple[Int64, Int32, Int64]
    """Order (its row), day and cents of each delivery of an order, sorted by order then day."""

    @cached_property
    def delivered(self) -> RunningBalance:
        """What was delivered of each order, day by day."""
        return RunningBalance.of(*self.deliveries)

    @cached_property
    def cents(self) -> Int64:
        """The amount of each order."""
        return self.orders.cents("amount")

    @cached_property
    def day(self) -> Int32:
        """The day of each order."""
        return self.orders.days("ordered_on")

    @cached_property
    def firm(self) -> NDArray[np.bool_]:
        """Which orders are to be delivered: firm, neither cancelled nor closed."""
        firm = np.isin(self.orders.words("kind"), FIRM) & (self.cents > 0)
        return np.asarray(firm & ~np.isin(self.orders.words("status"), DONE) & (self.day != NO_DAY), bool)

    def left(self, day: int | Int32) -> Int64:
        """Return what of each order was still to be delivered at the end of a day (one for all, or one each)."""
        rows = np.arange(len(self.orders))
        gone = self.delivered.at(rows, np.broadcast_to(np.asarray(day, np.int32), len(rows)))
        return np.asarray(np.maximum(self.cents - gone, 0), np.int64)

    @cached_property
    def to_come(self) -> Int64:
        """What of each order was still to be delivered at the end of its own day, whatever became of it."""
        return self.left(self.day)

    @cached_property
    def before(self) -> Int64:
        """What of the customer's earlier orders was still to be delivered on the day of each order."""
        owner, _ = pd.factorize(self.orders.ids("customer_id"))
        running = self._running(owner)
        to_come = np.where(self.firm, self.to_come, 0)
        order = np.lexsort((self.orders.ids("order_id").astype(str), self.day, owner))
        later = np.zeros(len(order), np.int64)  # of the same customer and day, itself and those after it
        sums = pd.Series(to_come[order][::-1]).groupby([owner[order][::-1], self.day[order][::-1]]).cumsum()
        later[order[::-1]] = sums.to_numpy(np.int64)
        return running.at(owner, self.day) - later

    def _running(self, owner: NDArray[np.signedinteger]) -> RunningBalance:
        """Return what is still to be delivered to each customer, day by day."""
        row, day, gone = self._steps()
        firm = np.flatnonzero(self.firm)
        owners, days = np.concatenate([owner[firm], owner[row]]), np.concatenate([self.day[firm], day])
        return RunningBalance.of(owners, days, np.concatenate([self.cents[firm], -gone]))

    def _steps(self) -> tuple[Int64, Int32, Int64]:
        """Return by how much each delivery brings a firm order down: row, day (the order's own at least), cents."""
        row, day, cents = self.deliveries
        total = np.append(0, np.cumsum(cents))
        first = total[np.searchsorted(row, row, side="left")]
        before, after = total[:-1] - first, total[1:] - first
        gone = np.clip(after, 0, self.cents[row]) - np.clip(before, 0, self.cents[row])
        kept = self.firm[row]
        return row[kept], np.maximum(day, self.day[row])[kept], gone[kept]


def order_book(dossier: Dossier) -> OrderBook | None:
    """Return the order book; None when the dossier does not hold the orders."""
    orders, deliveries = columns_of(dossier, "orders"), columns_of(dossier, "deliveries")
    if orders is None:
        return None
    if deliveries is None:
        return OrderBook(orders, (np.empty(0, np.int64), np.empty(0, np.int32), np.empty(0, np.int64)))
    row, day = first_rows(orders.ids("order_id"), deliveries.ids("order_id")), deliveries.days("delivered_on")
    kept = np.flatnonzero((row >= 0) & (day != NO_DAY) & (deliveries.words("kind") != _FREE))
    kept = kept[np.lexsort((day[kept], row[kept]))]
    return OrderBook(orders, (row[kept], day[kept], deliveries.cents("amount")[kept]))
