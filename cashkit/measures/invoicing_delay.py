"""Invoicing delay: the days from the last delivery that an invoice bills to its issue, and what they cost.

Until the invoice leaves, the customer's term has not begun: the company carries the goods free of charge.

>>> from cashkit.dossier.dossier import Dossier
>>> invoices = pd.DataFrame({"invoice_id": ["F1"], "customer_id": "C1", "kind": "invoice",
...     "issue_date": ["2025-10-20"], "amount": 3650.0})
>>> deliveries = pd.DataFrame({"delivery_id": ["D1", "D2"], "customer_id": "C1", "amount": [1000.0, 2650.0],
...     "delivered_on": ["2025-10-01", "2025-10-10"], "invoice_id": "F1"})
>>> found = invoicing_delays(Dossier.of(name="case", invoices=invoices, deliveries=deliveries),
...     since="2024-12-31", until="2025-12-31")
>>> found[["invoice_id", "delivered_on", "days"]].astype(str).values.tolist()
[['F1', '2025-10-10', '10']]
>>> delay_costs(found["cents"], found["days"], rate=Decimal("0.068")).tolist()  # 3 650 x 10 / 365 x 6.8 %
[680]

Formula: cost = amount x days / 365 x rate, rounded half up, for each invoice issued after its delivery.
Units: euros with VAT, whole cents, days; the rate is a fraction a year.
Errors: `ArgumentError` for what is no date. Tables that stay on an engine (DuckDB, Spark) give no row.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.dossier.bookkept import as_dates
from cashkit.dossier.books import NO_DAY
from cashkit.dossier.table_columns import columns_of
from cashkit.ground.calendar import as_date, day_number
from cashkit.measures.delivery_links import delivery_links
from cashkit.measures.financing import YEAR

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from cashkit.dossier.dossier import Dossier

FINANCING_RATE = Decimal("0.068")
"""What a year of overdraft costs, where the user gives no rate of its own."""
COLUMNS = ("invoice_id", "customer_id", "delivered_on", "issue_date", "days", "amount", "cents")
_PARTS = 1_000_000  # the rate in whole millionths, so that cents are counted in integers


def invoicing_delays(dossier: Dossier, *, since: object, until: object) -> pd.DataFrame:
    """Return the invoices issued after a day and up to another whose deliveries are known (columns: `COLUMNS`)."""
    first, last = day_number(as_date(since)), day_number(as_date(until))
    deliveries, invoices, books = columns_of(dossier, "deliveries"), columns_of(dossier, "invoices"), dossier.books
    if deliveries is None or invoices is None or books is None:
        return pd.DataFrame(columns=list(COLUMNS))
    links, day = delivery_links(dossier), deliveries.days("delivered_on")
    latest = np.full(len(invoices), NO_DAY, np.int32)
    np.maximum.at(latest, links.invoice, day[links.delivery])
    issued, cents = books.items.issue[: len(invoices)], books.items.cents[: len(invoices)]
    rows = np.flatnonzero((latest != NO_DAY) & (issued > first) & (issued <= last) & (cents > 0))
    made = {
        "invoice_id": invoices.ids("invoice_id")[rows],
        "customer_id": invoices.ids("customer_id")[rows],
        "delivered_on": as_dates(latest[rows]),
        "issue_date": as_dates(issued[rows]),
        "days": issued[rows] - latest[rows],
        "amount": cents[rows] / 100,
        "cents": cents[rows],
    }
    return pd.DataFrame(made, columns=list(COLUMNS))


def delay_costs(cents: ArrayLike, days: ArrayLike, *, rate: Decimal) -> NDArray[np.int64]:
    """Return what carrying each amount for so many days costs, in cents; nothing for days below zero."""
    waited = np.maximum(np.asarray(days, np.int64), 0)
    whole, rest = np.divmod(np.asarray(cents, np.int64), YEAR * _PARTS)  # in two steps: no product leaves 64 bits
    weight = waited * int(rate * _PARTS)
    return np.asarray(whole * weight + (rest * weight + YEAR * _PARTS // 2) // (YEAR * _PARTS), np.int64)


def weighted_days(found: pd.DataFrame) -> float | None:
    """Return the mean delay, each invoice counting for its amount; None without any."""
    total = int(found["cents"].sum()) if len(found) else 0
    return float((found["cents"] * found["days"]).sum()) / total if total else None
