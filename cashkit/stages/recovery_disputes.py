"""Faults of stage 8 that disputes show: without an owner, or opened only once the due date has passed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cashkit.ground.calendar import from_day
from cashkit.stages.fault import Fault

if TYPE_CHECKING:
    import pandas as pd

    from cashkit.dossier.findings import Finding
    from cashkit.stages.situation import Situation

ORPHAN_DAYS = 30
LATE_DISPUTES, LATE_SHARE, LATE_WITHIN = 5, 0.75, 10
"""Five disputes in the year at least, three quarters of them 1 to 10 days after the due date."""
ORPHAN = Fault("dispute_without_owner", "disputes", "cash_late")
AFTER_DUE = Fault("disputes_after_due_date", "customers", "cash_late")


def without_owner(at: Situation, found: pd.DataFrame | None) -> list[Finding]:
    """Return the disputes open for more than 30 days that belong to nobody; none where no owner is ever recorded."""
    table = at.table("disputes")
    if found is None or table is None or not table.has("owner"):
        return []
    rows = found[found["is_open"] & (found["owner"] == "") & (found["opened"] < at.until - ORPHAN_DAYS)]
    return [
        ORPHAN.finding(
            row["dispute_id"],
            row["customer_id"],
            [("invoices", row["invoice_id"], row["cents"])],
            {"name": name, "invoice": row["invoice_id"], "day": from_day(row["opened"]), "days": int(row["days"])},
        )
        for row, name in zip(rows.to_dict("records"), at.names(rows["customer_id"]), strict=True)
    ]


def after_due_date(at: Situation, found: pd.DataFrame | None) -> list[Finding]:
    """Return the customers whose disputes come when payment is due, and of which none was ever granted."""
    if found is None:
        return []
    year = found[(found["opened"] > at.year_before) & (found["customer_id"] != "")]
    late = (year["after_due"] >= 1) & (year["after_due"] <= LATE_WITHIN)
    rows = year.assign(late=late, granted=year["outcome"] == "granted")
    groups = rows.groupby("customer_id").agg(count=("late", "size"), late=("late", "sum"), granted=("granted", "sum"))
    told = groups[(groups["count"] >= LATE_DISPUTES) & (groups["late"] >= LATE_SHARE * groups["count"])]
    return [_late(at, str(customer), rows) for customer in told[told["granted"] == 0].index]


def _late(at: Situation, customer: str, rows: pd.DataFrame) -> Finding:
    mine = rows[rows["customer_id"] == customer]
    left = mine[mine["is_open"]]
    items = [("invoices", key, cents) for key, cents in zip(left["invoice_id"], left["cents"], strict=True)]
    params = {"name": at.names([customer])[0], "count": len(mine), "late": int(mine["late"].sum()), "open": len(left)}
    return AFTER_DUE.finding(customer, customer, items, params)
