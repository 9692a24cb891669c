"""Promises to pay: which were kept, and what came in since each was made.

A promise is kept when what was promised came in after it was made and no later than three days after the day
promised (bank days are nobody's fault). What came in is what was allocated to the invoice.

>>> from cashkit.dossier.dossier import Dossier
>>> invoices = pd.DataFrame({"invoice_id": ["F1", "F2"], "customer_id": "C1", "kind": "invoice",
...     "issue_date": "2025-09-01", "amount": [100.0, 80.0]})
>>> paid = pd.DataFrame({"payment_id": ["P1"], "customer_id": "C1", "payment_date": "2025-11-13", "amount": [100.0]})
>>> used = pd.DataFrame({"credit_id": ["P1"], "invoice_id": ["F1"], "amount": [100.0], "allocated_on": "2025-11-13"})
>>> made = pd.DataFrame({"promise_id": ["E1", "E2"], "invoice_id": ["F1", "F2"], "made_on": "2025-11-01",
...     "promised_on": "2025-11-10", "amount": [100.0, 80.0]})
>>> dossier = Dossier.of(name="case", invoices=invoices, payments=paid, allocations=used, promises=made)
>>> promises(dossier, as_of="2025-12-31")[["promise_id", "customer_id", "kept"]].values.tolist()
[['E1', 'C1', True], ['E2', 'C1', False]]

Units: whole cents, VAT included; day numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.dossier.books import NO_DAY
from cashkit.dossier.table_columns import columns_of, first_rows
from cashkit.ground.calendar import as_date, day_number
from cashkit.measures.as_of import settled_view

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.dossier.dossier import Dossier

    Int64 = NDArray[np.int64]

GRACE = 3
_TOLERANCE = 500
"""Cents: a promise kept but for 5 € is kept."""
COLUMNS = ("promise_id", "invoice_id", "customer_id", "made", "promised", "cents", "kept", "received")


def promises(dossier: Dossier, *, as_of: object) -> pd.DataFrame | None:
    """Return the promises made by a date, one row each (columns: `COLUMNS`); None without a table of promises.

    `received` is all that was allocated to the invoice after the promise was made, up to the date.
    """
    until = day_number(as_date(as_of))
    table, invoices = columns_of(dossier, "promises"), columns_of(dossier, "invoices")
    if table is None or invoices is None or dossier.books is None:
        return None
    made, promised, item = table.days("made_on"), table.days("promised_on"), table.ids("invoice_id")
    row = first_rows(invoices.ids("invoice_id"), item)
    frame = pd.DataFrame(
        {
            "promise_id": table.ids("promise_id"),
            "invoice_id": item,
            "customer_id": np.append(invoices.frame["customer_id"].to_numpy(object), "")[row],
            "made": made,
            "promised": promised,
            "cents": table.cents("amount"),
        }
    )
    in_time = _received(dossier, frame, np.minimum(promised + GRACE, until))
    frame = frame.assign(
        kept=in_time >= frame["cents"] - _TOLERANCE, received=_received(dossier, frame, np.full(len(frame), until))
    )
    known = (made != NO_DAY) & (made <= until) & (promised != NO_DAY) & (row >= 0)
    return pd.DataFrame(frame.loc[known, list(COLUMNS)]).reset_index(drop=True)


def kept_by_amount(promised: pd.DataFrame) -> float | None:
    """Return the share of what was promised that was kept, None where nothing was promised.

    >>> kept_by_amount(pd.DataFrame({"cents": [10_000, 30_000], "kept": [True, False]}))
    0.25
    """
    total = int(promised["cents"].sum())
    return int(promised.loc[promised["kept"], "cents"].sum()) / total if total else None


def _received(dossier: Dossier, frame: pd.DataFrame, until: Int64) -> Int64:
    """Return what was allocated to the invoice of each promise after it was made, up to its own last day."""
    used = columns_of(dossier, "allocations")
    total = np.zeros(len(frame), np.int64)
    if used is None or not len(used) or not len(frame):
        return total
    told = pd.DataFrame({"invoice_id": used.ids("invoice_id"), "on": used.days("allocated_on")})
    told = told.assign(paid=used.cents("amount"), guessed=[one.startswith("fallback") for one in used.words("method")])
    told = told[told["invoice_id"].isin(frame["invoice_id"])]
    if settled_view(dossier) == "strict":
        told = told[~told["guessed"]]
    asked = frame[["invoice_id", "made"]].assign(place=np.arange(len(frame)), until=until)
    pairs = asked.merge(told, on="invoice_id")
    hit = pairs[(pairs["on"] > pairs["made"]) & (pairs["on"] <= pairs["until"])]
    np.add.at(total, hit["place"].to_numpy(), hit["paid"].to_numpy(np.int64))
    return total
