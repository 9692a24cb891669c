"""Disputes: what stood between invoices and their payment, for how long, and who had to answer.

>>> from cashkit.dossier.dossier import Dossier
>>> invoices = pd.DataFrame({"invoice_id": ["F1"], "customer_id": "C1", "kind": "invoice",
...     "issue_date": "2025-09-01", "due_date": "2025-10-01", "amount": [100.0]})
>>> told = pd.DataFrame({"dispute_id": ["L1", "L2"], "invoice_id": "F1", "opened_on": ["2025-09-20", "2025-10-04"],
...     "closed_on": ["2025-10-10", None], "reason": ["price", "quality"], "amount": [30.0, None]})
>>> found = disputes(Dossier.of(name="case", invoices=invoices, disputes=told), as_of="2025-12-31")
>>> found[["dispute_id", "customer_id", "cents", "after_due", "days", "is_open"]].values.tolist()
[['L1', 'C1', 3000, -11.0, 20, False], ['L2', 'C1', 10000, 3.0, 88, True]]

`after_due` is how many days after the due date of its invoice a dispute was opened (below zero: before; NaN
where not known), `days` how long it lasted, up to the date where it is open. Without an amount of its own a dispute
holds back what is invoiced.
Units: whole cents, VAT included; days.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from cashkit.dossier.books import NO_DAY
from cashkit.dossier.table_columns import TableColumns, columns_of, first_rows
from cashkit.ground.calendar import as_date, day_number

if TYPE_CHECKING:
    from cashkit.dossier.dossier import Dossier


def disputes(dossier: Dossier, *, as_of: object) -> pd.DataFrame | None:
    """Return the disputes opened by a date, as known then; None without a table of disputes.

    Columns: dispute_id, invoice_id, customer_id, reason, owner, outcome, opened and closed (day numbers), cents,
    after_due, days, is_open. What was decided later is not known yet.
    """
    until = day_number(as_date(as_of))
    table, invoices = columns_of(dossier, "disputes"), columns_of(dossier, "invoices")
    if table is None or invoices is None or dossier.books is None:
        return None
    opened, closed = table.days("opened_on").astype(np.int64), table.days("closed_on").astype(np.int64)
    is_open = (closed == NO_DAY) | (closed > until)
    frame = pd.DataFrame(
        {
            **{name: table.ids(name) for name in ("dispute_id", "invoice_id", "owner")},
            "reason": table.words("reason"),
            "outcome": np.where(is_open, "", table.words("outcome")),
            "opened": opened,
            "closed": np.where(is_open, NO_DAY, closed),
            "days": np.where(is_open, until, closed) - opened,
            "is_open": is_open,
        }
    )
    frame = frame.assign(**_of_invoices(table, invoices, frame))
    return pd.DataFrame(frame[(opened != NO_DAY) & (opened <= until)]).reset_index(drop=True)


def _of_invoices(table: TableColumns, invoices: TableColumns, frame: pd.DataFrame) -> dict[str, Any]:
    """Return what the invoice of each dispute says: customer_id, cents, after_due."""
    row = first_rows(invoices.ids("invoice_id"), table.ids("invoice_id"))
    invoiced = np.append(invoices.cents("amount"), 0)[row]
    due = np.append(invoices.days("due_date"), NO_DAY)[row].astype(np.int64)
    return {
        "customer_id": np.append(invoices.ids("customer_id"), "")[row],
        "cents": np.where(table.given("amount"), table.cents("amount"), invoiced),
        "after_due": np.where(due == NO_DAY, np.nan, frame["opened"].to_numpy() - due),
    }


def pareto(found: pd.DataFrame) -> pd.DataFrame:
    """Return disputes by reason, the most frequent first.

    Columns: reason, count, share, cumulated_share (by number), amount, median_days (of those closed), owner (the
    most frequent), before_due and granted_share (of those closed), still_disputed (euros of those open).
    """
    rows = found.assign(
        before=(found["after_due"] <= 0).where(found["after_due"].notna()).astype(float),
        lasted=found["days"].where(~found["is_open"]).astype(float),
        granted=(found["outcome"] == "granted").where(~found["is_open"]).astype(float),
        left=found["cents"].where(found["is_open"], 0),
    )
    groups = rows.groupby("reason", sort=True)
    size = groups.size()
    frame = pd.DataFrame(
        {
            "count": size,
            "share": size / max(int(size.sum()), 1),
            "amount": groups["cents"].sum() / 100,
            "median_days": groups["lasted"].median(),
            "owner": groups["owner"].agg(_usual),
            "before_due": groups["before"].mean(),
            "granted_share": groups["granted"].mean(),
            "still_disputed": groups["left"].sum() / 100,
        }
    )
    frame = frame.sort_values("count", ascending=False, kind="stable").reset_index()
    frame.insert(3, "cumulated_share", frame["share"].cumsum())
    return frame


def _usual(owners: pd.Series) -> str:
    """Return the most frequent owner, "" where there is none."""
    named = owners[owners != ""]
    return str(named.mode().iloc[0]) if len(named) else ""
