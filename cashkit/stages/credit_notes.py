"""Credit notes told: why they were given, how much, how long after the invoice.

The reason is that of the first dispute of the invoice that a credit note corrects; without one it is said so
(rebates, returns agreed, errors seen first).

>>> from datetime import date
>>> from cashkit.dossier.dossier import Dossier
>>> from cashkit.stages.billed import billed
>>> from cashkit.stages.situation import Situation
>>> invoices = pd.DataFrame({"invoice_id": ["F1", "A1"], "customer_id": "C1", "kind": ["invoice", "credit_note"],
...     "issue_date": ["2025-03-01", "2025-03-31"], "amount": [100.0, -40.0], "corrects": [None, "F1"]})
>>> disputes = pd.DataFrame({"dispute_id": ["L1"], "invoice_id": "F1", "opened_on": "2025-03-10", "reason": "price"})
>>> dossier = Dossier.of(name="case", invoices=invoices, disputes=disputes)
>>> credit_notes_by_reason(billed(Situation(dossier, date(2025, 12, 31)))).values.tolist()
[['price', 1, 40.0, 1.0, 30.0]]

Units: euros with VAT, days from the invoice to its credit note (blank where none is named).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.dossier.books import NO_DAY
from cashkit.dossier.table_columns import first_rows

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.stages.billed import Billed

    Int64 = NDArray[np.int64]

NO_DISPUTE = "no_dispute"


def credit_notes_by_reason(found: Billed) -> pd.DataFrame:
    """Return the credit notes of the twelve months: reason, count, amount, share, mean_days; the largest first."""
    table, notes = found.invoices, found.notes
    cents = -table.cents("amount")[notes]
    invoice = first_rows(table.ids("invoice_id"), table.ids("corrects")[notes])
    waited = np.where(invoice >= 0, found.issued[notes].astype(np.int64) - found.issued[invoice], np.nan)
    rows = pd.DataFrame({"reason": _reasons(found, invoice), "cents": cents, "waited": waited})
    groups = rows.groupby("reason", sort=True)
    sums = groups["cents"].agg(["size", "sum"]).sort_values("sum", ascending=False, kind="stable")
    made = {
        "count": sums["size"],
        "amount": sums["sum"] / 100,
        "share": sums["sum"] / max(int(sums["sum"].sum()), 1),
        "mean_days": groups["waited"].mean(),
    }
    return pd.DataFrame(made, index=sums.index).reset_index()


def _reasons(found: Billed, invoice: Int64) -> NDArray[np.object_]:
    """Return the reason of the first dispute of each invoice (by its row, -1: none)."""
    disputes = found.at.table("disputes")
    if disputes is None:
        return np.full(len(invoice), NO_DISPUTE, object)
    opened = disputes.days("opened_on")
    order = np.argsort(opened, kind="stable")
    order = order[opened[order] != NO_DAY]
    row = first_rows(disputes.ids("invoice_id")[order], np.append(found.invoices.ids("invoice_id"), "")[invoice])
    reasons = np.append(disputes.words("reason")[order], NO_DISPUTE)[row]
    return np.where(reasons == "", "other", reasons)
