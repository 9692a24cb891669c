"""Delivered, not invoiced: what had left at a date and no invoice bills yet, cut-off told from fault.

Deliveries of the last 30 days wait for their invoice as they should, and are accrued (418): `cut_off`. An
older one is `forgotten`. Free deliveries need no invoice, and what was delivered before the first
invoice known cannot be judged.

>>> from cashkit.dossier.dossier import Dossier
>>> invoices = pd.DataFrame({"invoice_id": ["F1"], "customer_id": "C1", "kind": "invoice",
...     "issue_date": ["2025-10-02"], "amount": 100.0})
>>> deliveries = pd.DataFrame({"delivery_id": ["D1", "D2", "D3"], "customer_id": "C1", "amount": [100.0, 70.0, 50.0],
...     "delivered_on": ["2025-10-01", "2025-11-30", "2025-12-01"], "invoice_id": ["F1", None, None]})
>>> dossier = Dossier.of(name="case", invoices=invoices, deliveries=deliveries)
>>> found = delivered_not_invoiced(dossier, as_of="2025-12-31")
>>> found[["delivery_id", "age", "amount", "billing"]].values.tolist()
[['D2', 31, 70.0, 'forgotten'], ['D3', 30, 50.0, 'cut_off']]

Units: euros with VAT, days.
Errors: `ArgumentError` for what is no date. Tables that stay on an engine (DuckDB, Spark) give no row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.dossier.bookkept import as_dates
from cashkit.dossier.books import NO_DAY
from cashkit.dossier.table_columns import columns_of
from cashkit.ground.calendar import as_date, day_number
from cashkit.measures.delivery_links import billing_rows, delivery_links
from cashkit.measures.facts import names_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.dossier.dossier import Dossier
    from cashkit.dossier.table_columns import TableColumns

CUT_OFF_DAYS = 30
FREE = "free"
COLUMNS = ("delivery_id", "order_id", "customer_id", "name", "delivered_on", "age", "amount", "billing", "cents")


def delivered_not_invoiced(dossier: Dossier, *, as_of: object) -> pd.DataFrame:
    """Return one row for each delivery without an invoice at a date, the oldest first (columns: `COLUMNS`)."""
    until, deliveries, books = day_number(as_date(as_of)), columns_of(dossier, "deliveries"), dossier.books
    invoices = columns_of(dossier, "invoices")
    if deliveries is None or invoices is None or books is None:
        return pd.DataFrame(columns=list(COLUMNS))
    day, cents = deliveries.days("delivered_on"), deliveries.cents("amount")
    billed = delivery_links(dossier).first_day(books.items.posted, len(deliveries))
    known = (day != NO_DAY) & (day >= _first_invoice(invoices)) & (deliveries.words("kind") != FREE)
    rows = np.flatnonzero(known & (day <= until) & (billed > until) & (cents > 0))
    rows = rows[np.lexsort((-cents[rows], day[rows]))]
    age = until - day[rows]
    made = {
        "delivery_id": deliveries.ids("delivery_id")[rows],
        "order_id": deliveries.ids("order_id")[rows],
        "customer_id": deliveries.ids("customer_id")[rows],
        "delivered_on": as_dates(day[rows]),
        "age": age,
        "amount": cents[rows] / 100,
        "billing": np.where(age > CUT_OFF_DAYS, "forgotten", "cut_off").astype(object),
        "cents": cents[rows],
    }
    frame = pd.DataFrame(made)
    return frame.assign(name=names_of(dossier, frame["customer_id"]))[list(COLUMNS)]


def _first_invoice(invoices: TableColumns) -> int:
    """Return the day of the first invoice known; the latest of all days where none is."""
    issued: NDArray[np.int32] = invoices.days("issue_date")[billing_rows(invoices)]
    issued = issued[issued != NO_DAY]
    return int(issued.min()) if len(issued) else int(np.iinfo(np.int32).max)
