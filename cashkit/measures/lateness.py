"""Lateness: how many days after the due date a customer pays, each invoice counting for its amount.

Of the invoices that fell due in a window (after `since`, up to `until`), those still open count up to its
last day: without them the slowest would be left out. Paid before the due date, days are below zero.

>>> import pandas as pd
>>> from cashkit.dossier.dossier import Dossier
>>> invoices = pd.DataFrame({"invoice_id": ["F1", "F2"], "customer_id": "C1", "kind": "invoice",
...     "issue_date": "2025-03-01", "due_date": ["2025-03-31", "2025-12-21"], "amount": [900.0, 100.0]})
>>> paid = pd.DataFrame({"payment_id": ["P1"], "customer_id": "C1", "payment_date": "2025-04-10", "amount": [900.0]})
>>> allocated = {"credit_id": ["P1"], "invoice_id": ["F1"], "amount": [900.0], "allocated_on": "2025-04-10"}
>>> dossier = Dossier.of(name="case", invoices=invoices, payments=paid, allocations=pd.DataFrame(allocated))
>>> lateness(dossier, since="2024-12-31", until="2025-12-31").iloc[0].to_dict()  # 10 days, and 10 days so far
{'customer_id': 'C1', 'amount': 1000.0, 'days': 10.0}

Formula: sum(amount x days) / sum(amount), days = the day on which the last cent was settled (or `until`)
less the due date. Disputed and doubtful invoices count; factored ones do not, the factor waits for them; of
an invoice with retention only what is not retained counts. A bill accepted settles the invoice that day.
Units: euros with VAT, days.
Errors: `ArgumentError` for what is no date. Tables that stay on an engine (DuckDB, Spark) give no row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.dossier.engine.arrays import Arrays
from cashkit.dossier.tables import INVOICE_KINDS
from cashkit.ground.calendar import as_date, day_number
from cashkit.ground.money import whole_cents

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.dossier.dossier import Dossier

COLUMNS = ["customer_id", "amount", "days"]
_TIMED = {"customer_id": "object", "cents": "int64", "days": "int64", "paid": "bool", "due": "int64", "item": "int64"}
NEVER = np.int32(np.iinfo(np.int32).max)


def lateness(dossier: Dossier, *, since: object, until: object) -> pd.DataFrame:
    """Return one row for each customer with an invoice due after `since` and up to `until`: `COLUMNS`."""
    timed = timed_invoices(dossier, since=since, until=until)
    products = timed.assign(product=timed["cents"] * timed["days"])
    sums = products.groupby("customer_id", sort=True)[["cents", "product"]].sum()
    made = {"customer_id": sums.index, "amount": sums["cents"] / 100, "days": sums["product"] / sums["cents"]}
    return pd.DataFrame(made, columns=COLUMNS).reset_index(drop=True)


def timed_invoices(
    dossier: Dossier, *, since: object, until: object, on: NDArray[np.int32] | None = None
) -> pd.DataFrame:
    """Return each invoice that is timed: customer_id, cents, days, whether it is settled by then (paid), due, item.

    `due` is the day number of its due date, `item` its row among the items (of `invoices`, where it stands there).

    `on` gives each allocation of the engine (matched) another day than its own: see `bills.paid_on`.
    """
    first, last = day_number(as_date(since)), day_number(as_date(until))
    engine = dossier.engine
    if not isinstance(engine, Arrays):
        return pd.DataFrame(columns=list(_TIMED)).astype(_TIMED)
    items, wanted = engine.books.items, _wanted_cents(dossier, engine)
    timed = np.flatnonzero((wanted > 0) & (items.posted <= last) & (items.due > first) & (items.due <= last))
    settled = settled_on(engine, wanted, on)[timed]
    made = {
        "customer_id": engine.books.customers[items.customer[timed]],
        "cents": wanted[timed],
        "days": np.minimum(settled, last).astype(np.int64) - items.due[timed],
        "paid": settled <= last,
        "due": items.due[timed].astype(np.int64),
        "item": timed,
    }
    return pd.DataFrame(made, columns=list(_TIMED))


def _wanted_cents(dossier: Dossier, engine: Arrays) -> NDArray[np.int64]:
    """Return what of each item is timed: nothing of credits, other kinds and factored invoices, no retention."""
    items = engine.books.items
    wanted = np.where(items.kind == INVOICE_KINDS.index("invoice"), items.cents, 0)
    invoices = dossier.table("invoices")
    if invoices is None:
        return wanted
    rows = slice(len(invoices))
    if "retention_amount" in invoices:
        kept = pd.to_numeric(invoices["retention_amount"], errors="coerce").fillna(0.0)
        wanted[rows] -= whole_cents(kept.to_numpy(float))[0]
    if "financed" in invoices:
        wanted[rows][(invoices["financed"].astype(str) == "factor").to_numpy(bool)] = 0
    return wanted


def settled_on(engine: Arrays, wanted: NDArray[np.int64], on: NDArray[np.int32] | None = None) -> NDArray[np.int32]:
    """Return the day on which what is wanted of each item was settled, NEVER where it is not."""
    rows = engine.matched
    days = rows.on if on is None else on
    order = np.lexsort((days, rows.item))
    item, on, cents = rows.item[order], days[order], rows.cents[order]
    settled = np.full(len(wanted), NEVER, np.int32)
    if not len(item):
        return settled
    total = np.cumsum(cents)
    starts = np.flatnonzero(np.append(True, item[1:] != item[:-1]))
    before = np.repeat(total[starts] - cents[starts], np.diff(np.append(starts, len(item))))
    reached = total - before >= wanted[item]
    np.minimum.at(settled, item[reached], on[reached])
    return settled
