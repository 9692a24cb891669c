"""Links from deliveries to invoices: which invoice bills which delivery.

The invoice that the delivery names; else those that name the delivery; else those of its order, where
that order has one delivery only. Credit notes and deposit invoices bill no delivery.

>>> from cashkit.dossier.dossier import Dossier
>>> invoices = pd.DataFrame({"invoice_id": ["F1", "F2"], "customer_id": "C1", "kind": "invoice",
...     "issue_date": "2025-11-10", "amount": 100.0, "order_id": ["O1", "O2"]})
>>> deliveries = pd.DataFrame({"delivery_id": ["D1", "D2", "D3"], "customer_id": "C1", "delivered_on": "2025-11-01",
...     "amount": 100.0, "order_id": ["O1", "O2", "O2"], "invoice_id": [None, "F2", None]})
>>> links = delivery_links(Dossier.of(name="case", invoices=invoices, deliveries=deliveries))
>>> links.delivery.tolist(), links.invoice.tolist()
([0, 1], [0, 1])

Units: row numbers of the tables `deliveries` and `invoices`, day numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.dossier.table_columns import TableColumns, columns_of, first_rows

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.dossier.dossier import Dossier

    Int64 = NDArray[np.int64]

NEVER = np.int32(np.iinfo(np.int32).max)
NOTHING_DELIVERED = ("deposit",)


@dataclass(frozen=True, eq=False)
class DeliveryLinks:
    """Pairs of a delivery and an invoice that bills it, by their rows, sorted by delivery then invoice."""

    delivery: Int64
    invoice: Int64

    def first_day(self, invoice_days: NDArray[np.int32], deliveries: int) -> NDArray[np.int32]:
        """Return for each delivery the earliest day of the invoices that bill it, NEVER where none does."""
        first = np.full(deliveries, NEVER, np.int32)
        np.minimum.at(first, self.delivery, invoice_days[self.invoice])
        return first


def delivery_links(dossier: Dossier) -> DeliveryLinks:
    """Return which invoice bills which delivery; no pair without a table of deliveries."""
    deliveries, invoices = columns_of(dossier, "deliveries"), columns_of(dossier, "invoices")
    if deliveries is None or invoices is None:
        return DeliveryLinks(np.empty(0, np.int64), np.empty(0, np.int64))
    billing = billing_rows(invoices)
    named = deliveries.ids("invoice_id")
    parts = [_named_by_delivery(named, invoices)]
    parts.append(_naming_delivery(deliveries.ids("delivery_id"), invoices, billing, named != ""))
    linked = np.concatenate([delivery for delivery, _ in parts] + [np.flatnonzero(named != "")])
    parts.append(_by_order(deliveries, invoices, billing, linked))
    delivery, invoice = (np.concatenate([part[side] for part in parts]) for side in (0, 1))
    order = np.lexsort((invoice, delivery))
    return DeliveryLinks(delivery[order], invoice[order])


def billing_rows(invoices: TableColumns) -> NDArray[np.bool_]:
    """Return which rows bill what was delivered: invoices, deposits apart."""
    apart = np.isin(invoices.words("nature"), NOTHING_DELIVERED)
    return np.asarray((invoices.words("kind") == "invoice") & ~apart, bool)


def _named_by_delivery(named: NDArray[np.object_], invoices: TableColumns) -> tuple[Int64, Int64]:
    invoice = first_rows(invoices.ids("invoice_id"), named)
    delivery = np.flatnonzero(invoice >= 0)
    return delivery, invoice[delivery]


def _naming_delivery(
    ids: NDArray[np.object_], invoices: TableColumns, billing: NDArray[np.bool_], named: NDArray[np.bool_]
) -> tuple[Int64, Int64]:
    delivery = first_rows(ids, invoices.ids("delivery_id"))
    kept = np.flatnonzero((delivery >= 0) & billing)
    kept = kept[~named[delivery[kept]]]
    return delivery[kept], kept


def _by_order(
    deliveries: TableColumns, invoices: TableColumns, billing: NDArray[np.bool_], linked: Int64
) -> tuple[Int64, Int64]:
    """Return the pairs of orders with one delivery only, where nothing else links it."""
    orders = deliveries.ids("order_id")
    alone = ~pd.Index(orders).duplicated(keep=False) & (orders != "")
    alone[linked] = False
    delivery = first_rows(np.where(alone, orders, ""), invoices.ids("order_id"))
    kept = np.flatnonzero((delivery >= 0) & billing)
    return delivery[kept], kept
