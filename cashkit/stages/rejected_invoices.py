"""Rejected invoices: refused by the customer or by its platform, still open, and not corrected by a credit note.

Nobody pays an invoice that was rejected: until it is corrected and issued again its money does not come in, however
often it is asked for. Rejections are known by `rejected_on` and `rejection` of the invoices: the life-cycle messages
of a folder of e-invoices give them, a table may.

>>> import pandas as pd
>>> from datetime import date
>>> from cashkit.dossier.dossier import Dossier
>>> from cashkit.stages.billed import billed
>>> from cashkit.stages.situation import Situation
>>> invoices = pd.DataFrame({"invoice_id": ["F1", "F2"], "customer_id": "C1", "kind": "invoice", "amount": [100.0, 9.0],
...     "issue_date": "2025-03-01", "rejected_on": ["2025-03-04", None], "rejection": ["SIRET_ERR", None]})
>>> found = billed(Situation(Dossier.of(name="case", invoices=invoices), date(2025, 3, 31)))
>>> rejected_invoices(found)[["invoice_id", "rejected_on", "open_amount"]].astype(str).values.tolist()
[['F1', '2025-03-04', '100.0']]

Units: euros with VAT.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.dossier.bookkept import as_dates
from cashkit.dossier.books import NO_DAY
from cashkit.dossier.findings import Figure
from cashkit.ground.money import euros, whole_cents

if TYPE_CHECKING:
    from cashkit.stages.billed import Billed

COLUMNS = ("invoice_id", "customer_id", "name", "issue_date", "rejected_on", "rejection", "open_amount")


def rejected_invoices(found: Billed) -> pd.DataFrame:
    """Return the rejected invoices that are open and not corrected (columns: `COLUMNS`), the largest first."""
    table = found.invoices
    if not table.has("rejected_on"):
        return pd.DataFrame(columns=list(COLUMNS))
    day = table.days("rejected_on")
    left = found.at.open_cents.reindex(table.ids("invoice_id").astype(str), fill_value=0).to_numpy(np.int64)
    row = np.flatnonzero((day != NO_DAY) & (day <= found.at.until) & (left > 0) & ~found.corrected)
    row = row[np.argsort(-left[row], kind="stable")]
    customers = table.ids("customer_id")[row]
    made = {
        "invoice_id": table.ids("invoice_id")[row],
        "customer_id": customers,
        "name": found.at.names(customers),
        "issue_date": as_dates(found.issued[row]),
        "rejected_on": as_dates(day[row]),
        "rejection": table.ids("rejection")[row],
        "open_amount": left[row] / 100,
    }
    return pd.DataFrame(made, columns=list(COLUMNS))


def rejected_figures(found: Billed) -> list[Figure]:
    """Return what is open of rejected invoices; nothing where no rejection was ever told."""
    if not found.invoices.has("rejected_on"):
        return []
    rows = rejected_invoices(found)
    cents = int(whole_cents(rows["open_amount"])[0].sum())
    return [Figure("rejected_open", euros(cents), "eur", inputs={"invoices": len(rows)})]
