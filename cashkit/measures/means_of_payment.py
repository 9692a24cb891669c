"""Means of payment: what each brings, and how late its payments come.

>>> import pandas as pd
>>> from cashkit.dossier.dossier import Dossier
>>> invoices = pd.DataFrame({"invoice_id": ["F1", "F2"], "customer_id": "C1", "kind": "invoice",
...     "issue_date": "2025-01-01", "due_date": "2025-01-31", "amount": [900.0, 100.0]})
>>> payments = pd.DataFrame({"payment_id": ["P1", "P2"], "customer_id": "C1",
...     "payment_date": ["2025-02-10", "2025-01-31"], "amount": [900.0, 100.0], "method": ["transfer", "debit"]})
>>> allocations = pd.DataFrame({"credit_id": ["P1", "P2"], "invoice_id": ["F1", "F2"],
...     "amount": [900.0, 100.0], "allocated_on": ["2025-02-10", "2025-01-31"]})
>>> dossier = Dossier.of(name="case", invoices=invoices, payments=payments, allocations=allocations)
>>> means_of_payment(dossier, as_of="2025-02-28").set_index("method")["weighted_days_late"].to_dict()
{'transfer': 10.0, 'debit': 0.0}

Where the payments say which came back unpaid, so does each means: `returned` payments, `return_rate` by number.
What a factor or a bank pays ahead (kind transfer) is a means too. A blank one is `untold`.

Formula: sum of amount settled x (day of payment - due date) / sum of amount settled, payments of the last
12 months, early ones counted below zero.
Units: euros with VAT, days, shares as fractions.
Errors: `ArgumentError` for what is no date.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.ground.calendar import as_date
from cashkit.ground.money import whole_cents
from cashkit.measures.invoiced import months_before

if TYPE_CHECKING:
    from datetime import date

    from cashkit.dossier.dossier import Dossier

COLUMNS = ("method", "count", "amount", "share", "weighted_days_late")
RETURNS = ("returned", "return_rate")
UNTOLD = "untold"
"""The means of payments whose own is blank."""
_AHEAD = ("factor", "bill")
_YEAR = 12


def means_of_payment(dossier: Dossier, *, as_of: object) -> pd.DataFrame:
    """Return one row for each means of payment, the largest first (columns: `COLUMNS`, and `RETURNS` where known)."""
    day = as_date(as_of)
    payments = None if dossier.books is None else dossier.table("payments")
    if payments is None or "method" not in payments.columns:
        return pd.DataFrame(columns=list(COLUMNS))
    paid = _received(payments, day)
    total = paid.groupby("method")["cents"].agg(["count", "sum"])
    late = _lateness(dossier, paid, day).reindex(total.index)
    rows = pd.DataFrame(
        {
            "method": total.index.to_numpy(object),
            "count": total["count"].to_numpy(),
            "amount": total["sum"].to_numpy() / 100,
            "share": (total["sum"] / max(int(total["sum"].sum()), 1)).to_numpy(),
            "weighted_days_late": late.to_numpy(float),
        }
    )
    if "returned_on" in payments.columns:
        back = paid.groupby("method")["returned"].sum().reindex(total.index).to_numpy()
        rows = rows.assign(returned=back, return_rate=back / rows["count"])
    return rows.sort_values("amount", ascending=False, kind="stable", ignore_index=True)


def _received(payments: pd.DataFrame, day: date) -> pd.DataFrame:
    """Return the cash of the last 12 months: payment_id, method, cents, returned."""
    when, now = pd.to_datetime(payments["posted_on"]), pd.Timestamp(day)
    method = payments["method"].astype(object).fillna("").astype(str).replace("", UNTOLD)
    cash = (payments["kind"] == "payment") | ((payments["kind"] == "transfer") & method.isin(_AHEAD))
    kept = payments[cash & (when <= now) & (when >= pd.Timestamp(months_before(day, _YEAR)))]
    back = pd.to_datetime(kept["returned_on"]) if "returned_on" in kept else pd.Series(pd.NaT, index=kept.index)
    told = {"payment_id": kept["payment_id"], "method": method[kept.index], "cents": whole_cents(kept["amount"])[0]}
    return pd.DataFrame(told | {"returned": back <= now})


def _lateness(dossier: Dossier, paid: pd.DataFrame, day: date) -> pd.Series:
    """Return the mean lateness of what each means settled, weighted by amount."""
    rows, invoices = dossier.table("allocations"), dossier.table("invoices")
    if rows is None or invoices is None:
        return pd.Series(dtype=float)
    rows = rows[pd.to_datetime(rows["allocated_on"]) <= pd.Timestamp(day)]
    by_id = paid.drop_duplicates("payment_id").set_index("payment_id")["method"]
    due = invoices.drop_duplicates("invoice_id").set_index("invoice_id")["due_date"]
    late = (pd.to_datetime(rows["allocated_on"]) - pd.to_datetime(rows["invoice_id"].map(due))).dt.days
    told = pd.DataFrame({"method": rows["credit_id"].map(by_id), "cents": whole_cents(rows["amount"])[0], "late": late})
    told = told.dropna()
    weighed = told.assign(product=told["cents"] * told["late"]).groupby("method")[["product", "cents"]].sum()
    return weighed["product"] / weighed["cents"].replace(0, np.nan)
