"""The tables of stage 6: invoiced by month, delivery to invoice, due dates beyond the caps, missing numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.dossier.bookkept import as_dates
from cashkit.ground.calendar import month_end
from cashkit.stages.credit_notes import credit_notes_by_customer, credit_notes_by_month, credit_notes_by_reason
from cashkit.stages.credits_owed import credits_owed
from cashkit.stages.einvoice_particulars import lame_invoices, particulars_table, particulars_told
from cashkit.stages.rejected_invoices import rejected_invoices

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.stages.billed import Billed

MOST = 20
_GAPS = ["series", "first_missing", "last_missing", "count", "number_before", "number_after", "from_date", "to_date"]


def tables(found: Billed) -> dict[str, pd.DataFrame]:
    """Return the tables of invoices; those without any row for this dossier are left out, the first never."""
    told = particulars_told(found)
    made = {
        "invoicing_delay_by_month": _delays_by_month(found),
        "invoicing_delay_by_customer": _delays_by_customer(found),
        "due_dates_beyond_cap": _beyond_cap(found),
        "einvoice_particulars": particulars_table(told),
        "particulars_by_invoice": lame_invoices(told),
        "credit_notes_by_reason": credit_notes_by_reason(found),
        "credit_notes_by_customer": credit_notes_by_customer(found),
        "credit_notes_by_month": credit_notes_by_month(found),
        "credits_owed": credits_owed(found),
        "rejected_invoices": rejected_invoices(found),
        "numbering_gaps": found.gaps[_GAPS],
    }
    return {"invoiced_by_month": _by_month(found)} | {key: frame for key, frame in made.items() if len(frame)}


def _by_month(found: Billed) -> pd.DataFrame:
    """Return what was invoiced and credited each month of the year."""
    table, notes = found.invoices, found.notes
    every = pd.DataFrame(
        {
            "month": _months(np.concatenate([found.rows["day"].to_numpy(np.int32), found.issued[notes]])),
            "invoiced": np.concatenate([found.rows["cents"].to_numpy(np.int64), np.zeros(len(notes), np.int64)]),
            "credited": np.concatenate([np.zeros(len(found.rows), np.int64), -table.cents("amount")[notes]]),
            "invoices": np.concatenate([np.ones(len(found.rows), np.int64), np.zeros(len(notes), np.int64)]),
        }
    )
    sums = every.groupby("month", sort=True).sum().reset_index()
    share = sums["credited"] / sums["invoiced"].where(sums["invoiced"] > 0)
    euros = {name: sums[name] / 100 for name in ("invoiced", "credited")}
    return sums.assign(**euros, credit_note_share=share)[
        ["month", "invoices", "invoiced", "credited", "credit_note_share"]
    ]


def _delays_by_month(found: Billed) -> pd.DataFrame:
    """Return the days from delivery to invoice by month of issue."""
    rows = found.delays
    if rows.empty:
        return pd.DataFrame()
    issued = rows["issue_date"].to_numpy().astype("datetime64[D]").astype(np.int32)
    return _delays(rows.assign(month=_months(issued)), "month")


def _delays_by_customer(found: Billed) -> pd.DataFrame:
    """Return the customers whose invoices cost most by leaving late."""
    rows = found.delays
    if rows.empty:
        return pd.DataFrame()
    sums = _delays(rows, "customer_id").sort_values(["yearly_cost", "customer_id"], ascending=[False, True]).head(MOST)
    named = sums.assign(name=found.at.names(sums["customer_id"]))
    return named[["customer_id", "name", *(name for name in sums.columns if name != "customer_id")]].reset_index(
        drop=True
    )


def _delays(rows: pd.DataFrame, by: str) -> pd.DataFrame:
    """Return invoices, amount, days weighted by amount, late ones and cost, by a column."""
    parts = rows.assign(product=rows["cents"] * rows["days"], late=rows["late"].astype("int64"), invoices=1)
    sums = parts.groupby(by, sort=True)[["invoices", "cents", "product", "late", "cost"]].sum()
    made = {
        "invoices": sums["invoices"],
        "amount": sums["cents"] / 100,
        "weighted_days": sums["product"] / sums["cents"],
        "late_invoices": sums["late"],
        "yearly_cost": sums["cost"] / 100,
    }
    return pd.DataFrame(made).reset_index()


def _beyond_cap(found: Billed) -> pd.DataFrame:
    """Return the invoices due later than the law and the account allow, the largest first."""
    rows = found.beyond_cap.sort_values(["cents", "key"], ascending=[False, True])
    made = {
        "invoice_id": rows["key"],
        "customer_id": rows["customer"],
        "name": rows["name"],
        "issue_date": as_dates(rows["day"].to_numpy(np.int32)),
        "due_date": as_dates(rows["due"].to_numpy(np.int32)),
        "latest_lawful": as_dates(rows["latest"].to_numpy(np.int32)),
        "extra_days": rows["extra"],
        "amount": rows["cents"] / 100,
    }
    return pd.DataFrame(made).reset_index(drop=True)


def _months(days: NDArray[np.int32]) -> NDArray[np.datetime64]:
    return as_dates(month_end(days))
