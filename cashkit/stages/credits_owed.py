"""Credit notes owed: disputes granted that no credit note corrects yet, and rebates that the books accrue (4198).

The books tell a rebate of a customer by the auxiliary account of its lines; what bears none belongs to nobody ("").
The two are told side by side and never added: a rebate accrued may be the very one that a dispute is about.

>>> import pandas as pd
>>> from datetime import date
>>> from cashkit.dossier.dossier import Dossier
>>> from cashkit.stages.billed import billed
>>> from cashkit.stages.situation import Situation
>>> invoices = pd.DataFrame({"invoice_id": ["F1"], "customer_id": "C1", "kind": "invoice", "amount": 100.0,
...     "issue_date": "2025-03-01"})
>>> disputes = pd.DataFrame({"dispute_id": ["L1"], "invoice_id": "F1", "opened_on": "2025-03-10", "reason": "price",
...     "closed_on": "2025-04-01", "outcome": "granted", "amount": [40.0]})
>>> found = billed(Situation(Dossier.of(name="case", invoices=invoices, disputes=disputes), date(2025, 4, 30)))
>>> credits_owed(found)[["customer_id", "granted", "days_waiting", "rebates_accrued"]].values.tolist()
[['C1', 40.0, 29.0, 0.0]]

Units: euros with VAT (granted), euros as the books have them (rebates accrued), days since the oldest was granted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.accounts.customer_ledger import customer_ledger
from cashkit.dossier.books import NO_DAY
from cashkit.dossier.table_columns import first_rows

if TYPE_CHECKING:
    from cashkit.stages.billed import Billed

REBATES_OWED = "4198"
COLUMNS = ("customer_id", "name", "count", "granted", "days_waiting", "rebates_accrued")


def credits_owed(found: Billed) -> pd.DataFrame:
    """Return what each customer is owed (columns: `COLUMNS`), the largest first; no row where nothing is."""
    granted, accrued = _granted(found), rebates_accrued(found)
    accrued = pd.Series(dtype="int64") if accrued is None else accrued[accrued > 0]
    ids = sorted({*granted.index, *accrued.index})
    both = granted.reindex(ids)
    frame = pd.DataFrame(
        {
            "customer_id": ids,
            "name": found.at.names(ids),
            "count": both["disputes"].fillna(0).to_numpy(np.int64),
            "granted": both["cents"].fillna(0).to_numpy(np.int64) / 100,
            "days_waiting": (found.at.until - both["closed"]).to_numpy(float),
            "rebates_accrued": accrued.reindex(ids, fill_value=0).to_numpy(np.int64) / 100,
        },
        columns=list(COLUMNS),
    )
    order = frame.sort_values(["granted", "rebates_accrued"], ascending=False, kind="stable")
    return order.reset_index(drop=True)


def rebates_accrued(found: Billed) -> pd.Series | None:
    """Return the rebates that the books accrue by customer, in cents; None without entries up to the date."""
    entries = found.at.dossier.entries
    if entries is None:
        return None
    ledger = customer_ledger(entries, until=found.at.until)
    return -ledger.balance(REBATES_OWED) if ledger.knows(REBATES_OWED) else None


def _granted(found: Billed) -> pd.DataFrame:
    """Return the disputes granted without a credit note by customer: number, cents, the first day of closing."""
    disputes = found.at.table("disputes")
    if disputes is None:
        return pd.DataFrame(columns=["disputes", "cents", "closed"], dtype="float64")
    closed = disputes.days("closed_on").astype(np.int64)
    invoice = first_rows(found.invoices.ids("invoice_id"), disputes.ids("invoice_id"))
    known = (disputes.words("outcome") == "granted") & (closed != NO_DAY) & (closed <= found.at.until)
    row = np.flatnonzero(known & (invoice >= 0))
    row = row[~found.corrected[invoice[row]]]
    owed = np.where(disputes.given("amount"), disputes.cents("amount"), found.invoices.cents("amount")[invoice])
    made = pd.DataFrame(
        {"customer": found.invoices.ids("customer_id")[invoice[row]], "cents": owed[row], "closed": closed[row]}
    )
    made = made[made["cents"] > 0]
    return made.groupby("customer").agg(disputes=("cents", "size"), cents=("cents", "sum"), closed=("closed", "min"))
