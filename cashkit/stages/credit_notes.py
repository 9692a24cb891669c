"""Credit notes told: why they were given, to whom, when, how much, how long after the invoice.

The reason is that of the first dispute of the invoice that a credit note corrects; without one, a rebate where the
books post it as one (709 or 4198); else it is said so (returns agreed, errors seen first). Where no disputes are
given, no reason is told.

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

from cashkit.dossier.bookkept import as_dates
from cashkit.dossier.books import NO_DAY
from cashkit.dossier.table_columns import first_rows
from cashkit.ground.calendar import month_end

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.stages.billed import Billed

    Int64 = NDArray[np.int64]

NO_DISPUTE, REBATE, NOT_TOLD = "no_dispute", "rebate", "not_told"
_REBATES = ("709", "4198")
MOST = 20


def credit_notes_by_reason(found: Billed) -> pd.DataFrame:
    """Return the credit notes of the twelve months: reason, count, amount, share, mean_days; the largest first."""
    rows = _notes(found)
    sums = _sums(rows, "reason")
    share = sums["cents"] / max(int(rows["cents"].sum()), 1)
    return sums.assign(share=share)[["reason", "count", "amount", "share", "mean_days"]]


def credit_notes_by_customer(found: Billed) -> pd.DataFrame:
    """Return to whom they were given, as a share of what it was invoiced, with the reason of the largest part."""
    rows = _notes(found)
    sums = _sums(rows, "customer").head(MOST)
    invoiced = found.rows.groupby("customer")["cents"].sum().reindex(sums["customer"], fill_value=0).to_numpy(float)
    parts = rows.groupby(["customer", "reason"], sort=True)["cents"].sum().reset_index()
    main = parts.sort_values("cents", ascending=False, kind="stable").drop_duplicates("customer")
    made = {
        "customer_id": sums["customer"],
        "name": found.at.names(sums["customer"]),
        "count": sums["count"],
        "amount": sums["amount"],
        "credit_note_share": np.where(invoiced > 0, sums["cents"] / np.where(invoiced > 0, invoiced, 1), np.nan),
        "mean_days": sums["mean_days"],
        "reason": main.set_index("customer")["reason"].reindex(sums["customer"]).to_numpy(object),
    }
    return pd.DataFrame(made)


def credit_notes_by_month(found: Billed) -> pd.DataFrame:
    """Return what was credited each month, rebates apart, as a share of what was invoiced that month."""
    rows = _notes(found)
    rows = rows.assign(rebate=rows["cents"].where(rows["reason"] == REBATE, 0))
    sums = _sums(rows, "month").sort_values("month")
    months = month_end(found.rows["day"].to_numpy(np.int32))
    invoiced = found.rows["cents"].groupby(months).sum().reindex(sums["month"], fill_value=0).to_numpy(float)
    made = {
        "month": as_dates(sums["month"].to_numpy(np.int32)),
        "count": sums["count"],
        "amount": sums["amount"],
        "rebates": rows.groupby("month")["rebate"].sum().reindex(sums["month"]).to_numpy(np.int64) / 100,
        "credit_note_share": np.where(invoiced > 0, sums["cents"] / np.where(invoiced > 0, invoiced, 1), np.nan),
        "mean_days": sums["mean_days"],
    }
    return pd.DataFrame(made).reset_index(drop=True)


def _notes(found: Billed) -> pd.DataFrame:
    """Return one row a credit note: customer, month, reason, cents above zero, days after its invoice."""
    table, notes = found.invoices, found.notes
    invoice = first_rows(table.ids("invoice_id"), table.ids("corrects")[notes])
    waited = np.where(invoice >= 0, found.issued[notes].astype(np.int64) - found.issued[invoice], np.nan)
    made = {
        "customer": table.ids("customer_id")[notes],
        "month": month_end(found.issued[notes]),
        "reason": _with_rebates(found, _reasons(found, invoice)),
        "cents": -table.cents("amount")[notes],
        "waited": waited,
    }
    return pd.DataFrame(made)


def _sums(rows: pd.DataFrame, by: str) -> pd.DataFrame:
    """Return number, cents, amount and mean days of the credit notes by a column, the largest first."""
    groups = rows.groupby(by, sort=True)
    sums = groups["cents"].agg(["size", "sum"]).sort_values("sum", ascending=False, kind="stable")
    made = {
        "count": sums["size"],
        "cents": sums["sum"],
        "amount": sums["sum"] / 100,
        "mean_days": groups["waited"].mean(),
    }
    return pd.DataFrame(made, index=sums.index).reset_index()


def _with_rebates(found: Billed, reasons: NDArray[np.object_]) -> NDArray[np.object_]:
    """Name as rebates the credit notes without a dispute that the books post to 709 or 4198."""
    entries = found.at.dossier.entries
    if entries is None or "document_ref" not in entries:
        return reasons
    posted = entries[entries["account"].astype(str).str.startswith(_REBATES)]["document_ref"]
    named = posted.dropna().astype(str).to_numpy(object)
    numbers = found.invoices.ids("invoice_id")[found.notes]
    return np.where(np.isin(reasons, (NO_DISPUTE, NOT_TOLD)) & np.isin(numbers, named), REBATE, reasons)


def _reasons(found: Billed, invoice: Int64) -> NDArray[np.object_]:
    """Return the reason of the first dispute of each invoice (by its row, -1: none)."""
    disputes = found.at.table("disputes")
    if disputes is None:
        return np.full(len(invoice), NOT_TOLD, object)
    opened = disputes.days("opened_on")
    order = np.argsort(opened, kind="stable")
    order = order[opened[order] != NO_DAY]
    row = first_rows(disputes.ids("invoice_id")[order], np.append(found.invoices.ids("invoice_id"), "")[invoice])
    reasons = np.append(disputes.words("reason")[order], NO_DISPUTE)[row]
    return np.where(reasons == "", "other", reasons)
