"""Time to pay by customer, segment or group: who takes how long, open items included, and how sure that is.

>>> import pandas as pd
>>> from cashkit.dossier.dossier import Dossier
>>> invoices = pd.DataFrame({"invoice_id": ["F1", "F2", "F3"], "customer_id": ["C1", "C1", "C2"], "kind": "invoice",
...     "issue_date": "2025-01-01", "due_date": "2025-01-31", "amount": [900.0, 100.0, 50.0]})
>>> payments = pd.DataFrame({"payment_id": ["P1", "P2"], "customer_id": "C1",
...     "payment_date": ["2025-02-10", "2025-01-11"], "amount": [900.0, 100.0]})
>>> allocations = payments.rename(columns={"payment_id": "credit_id", "payment_date": "allocated_on"})
>>> allocations = allocations.assign(invoice_id=["F1", "F2"])[["credit_id", "invoice_id", "amount", "allocated_on"]]
>>> dossier = Dossier.of(name="case", invoices=invoices, payments=payments, allocations=allocations)
>>> found = time_to_pay_by(dossier, as_of="2025-02-28", by="customer_id")
>>> found[["customer_id", "invoices_paid", "invoices_not_paid", "weighted_days", "median_days"]].values.tolist()
[['C1', 2, 0, 37.0, 10.0], ['C2', 0, 1, nan, nan]]

Each group has its own Kaplan-Meier curve: `median_days` is the day by which half of its items are paid, between
`median_low` and `median_high` 95 times in 100 (NaN: not yet, or not bounded), `median_days_by_amount` the same by
amount. `weighted_days` is of paid items only, each for its amount.
Units: days, whole cents.
Errors: `ArgumentError` for what is no date and no column of the customers. Tables that stay on an engine give no row.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.dossier.engine.arrays import Arrays
from cashkit.dossier.engine.spells import TimedItems, timed_items
from cashkit.ground.calendar import as_date, day_number
from cashkit.measures.aged_balance import attribute
from cashkit.measures.as_of import resolved_view
from cashkit.measures.survival import bands, greenwood, median_day, unpaid_share

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.dossier.dossier import Dossier
    from cashkit.dossier.engine.interface import View

    Int64 = NDArray[np.int64]

COLUMNS = (
    "invoices_paid",
    "invoices_not_paid",
    "cents",
    "weighted_days",
    "median_days",
    "median_low",
    "median_high",
    "median_days_by_amount",
)
_WHOLE = 3
"""How many of them are whole numbers that are always there."""


def time_to_pay_by(
    dossier: Dossier, *, as_of: object, by: str = "customer_id", view: View | None = None
) -> pd.DataFrame:
    """Return one row for each customer, or each value of another column of the customers: `by`, then `COLUMNS`."""
    engine, until = dossier.engine, day_number(as_date(as_of))
    if not isinstance(engine, Arrays):
        return pd.DataFrame(columns=[by, *COLUMNS])
    allocated, when = engine.allocated(resolved_view(dossier, view))
    timed = timed_items(engine.books, allocated.rows, when, until)
    labels = np.asarray(engine.labels("customer"))
    names = labels if by == "customer_id" else attribute(dossier, labels, by)
    codes, keys = pd.factorize(np.asarray(names, object)[engine.books.items.customer[timed.row]], sort=True)
    order = np.argsort(codes, kind="stable")
    ends = np.searchsorted(codes[order], np.arange(len(keys) + 1))
    rows = [_figures(timed, order[first:last]) for first, last in pairwise(ends.tolist())]
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    frame = frame.astype({name: "int64" if i < _WHOLE else "float64" for i, name in enumerate(COLUMNS)})
    frame.insert(0, by, keys)
    return frame


def _figures(timed: TimedItems, rows: Int64) -> tuple[float | None, ...]:
    """Return the figures of some items, in the order of `COLUMNS`."""
    days, ended, cents = timed.days[rows], timed.ended[rows], timed.cents[rows]
    known = np.unique(days)
    at_risk, gone, share = unpaid_share(days, ended, np.ones(len(rows), np.int64))
    low, high = bands(share, greenwood(at_risk, gone, at_risk))
    paid = ended == 1
    weight = int(cents[paid].sum())
    product = sum(day * cent for day, cent in zip(days[paid].tolist(), cents[paid].tolist(), strict=True))
    by_amount = median_day(known, unpaid_share(days, ended, cents)[2])
    medians = (median_day(known, curve) for curve in (share, low, high))
    return (
        int(paid.sum()),
        int((~paid).sum()),
        int(cents.sum()),
        product / weight if weight else None,
        *medians,
        by_amount,
    )
