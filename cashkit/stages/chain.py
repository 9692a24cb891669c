"""The chain order, delivery, invoice: on which row the euros of an order or of a delivery stand at a date.

On the invoices that bill them, else on the delivery, else on the order. A fault of the order and one of its
invoice then name the same row, and no euro is counted twice.

>>> import pandas as pd
>>> from datetime import date
>>> from cashkit.dossier.dossier import Dossier
>>> from cashkit.stages.situation import Situation
>>> orders = pd.DataFrame({"order_id": ["O1"], "customer_id": "C1", "ordered_on": "2025-10-01", "amount": 100.0})
>>> deliveries = pd.DataFrame({"delivery_id": ["D1", "D2"], "customer_id": "C1", "amount": [60.0, 30.0],
...     "order_id": "O1", "delivered_on": ["2025-10-11", "2025-10-21"], "invoice_id": ["F1", None]})
>>> invoices = pd.DataFrame({"invoice_id": ["F1"], "customer_id": "C1", "kind": "invoice",
...     "issue_date": "2025-10-15", "amount": 60.0})
>>> dossier = Dossier.of(name="case", invoices=invoices, orders=orders, deliveries=deliveries)
>>> Chain(Situation(dossier, date(2025, 12, 31))).of_order(0, 10_000)
[('invoices', 'F1', 6000), ('deliveries', 'D2', 3000), ('orders', 'O1', 1000)]

Units: whole cents, VAT included; row numbers of the tables.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.dossier.table_columns import TableColumns, first_rows
from cashkit.measures.delivery_links import DeliveryLinks, delivery_links

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.stages.situation import Situation

    Item = tuple[str, str, int]
    Int64 = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Chain:
    """The orders, deliveries and invoices of a dossier, linked as known at a date."""

    at: Situation

    def of_order(self, order: int, cents: int) -> list[Item]:
        """Return the rows on which so much of an order stands."""
        first, last = (int(np.searchsorted(self._by_order[0], order, side)) for side in ("left", "right"))
        items, left = [], cents
        for delivery in self._by_order[1][first:last].tolist():
            part = min(left, int(self._delivered[1][delivery]))
            items += self.of_delivery(delivery, part) if part > 0 else []
            left -= max(part, 0)
        items += [("orders", str(self._order_ids[order]), left)] if left else []
        return _each_once(items)

    def of_delivery(self, delivery: int, cents: int) -> list[Item]:
        """Return the rows on which so much of a delivery stands."""
        first, last = (int(np.searchsorted(self.links.delivery, delivery, side)) for side in ("left", "right"))
        items, left = [], cents
        for invoice in self.links.invoice[first:last].tolist():
            part = min(left, int(self._billed[1][invoice]))
            items += [("invoices", str(self._billed[0][invoice]), part)] if part > 0 else []
            left -= max(part, 0)
        return [*items, ("deliveries", str(self._delivered[0][delivery]), left)] if left else items

    @cached_property
    def links(self) -> DeliveryLinks:
        """The deliveries with the invoices posted by the date."""
        links, books = delivery_links(self.at.dossier), self.at.dossier.books
        if books is None:
            return DeliveryLinks(np.empty(0, np.int64), np.empty(0, np.int64))
        known = books.items.posted[links.invoice] <= self.at.until
        return DeliveryLinks(links.delivery[known], links.invoice[known])

    def _table(self, name: str) -> TableColumns:
        return self.at.table(name) or TableColumns(pd.DataFrame())

    @cached_property
    def _order_ids(self) -> NDArray[np.object_]:
        return self._table("orders").ids("order_id")

    @cached_property
    def _delivered(self) -> tuple[NDArray[np.object_], Int64]:
        table = self._table("deliveries")
        return table.ids("delivery_id"), table.cents("amount")

    @cached_property
    def _billed(self) -> tuple[NDArray[np.object_], Int64]:
        table = self._table("invoices")
        return table.ids("invoice_id"), table.cents("amount")

    @cached_property
    def _by_order(self) -> tuple[Int64, Int64]:
        """The order of each delivery by the date, and the delivery: sorted by order, then day."""
        table = self._table("deliveries")
        order, day = first_rows(self._order_ids, table.ids("order_id")), table.days("delivered_on")
        rows = np.flatnonzero((order >= 0) & (day <= self.at.until))
        rows = rows[np.lexsort((day[rows], order[rows]))]
        return order[rows], rows


def _each_once(items: list[Item]) -> list[Item]:
    """Return each row once, with all that stands on it: an invoice may bill several deliveries of an order."""
    rows: dict[tuple[str, str], int] = {}
    for table, key, cents in items:
        rows[table, key] = rows.get((table, key), 0) + cents
    return [(table, key, cents) for (table, key), cents in rows.items()]
