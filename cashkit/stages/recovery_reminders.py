"""Faults of stage 8 that reminders show: never sent, sent on a dispute, left without their sequel."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.dossier.books import NO_DAY
from cashkit.ground.calendar import from_day
from cashkit.measures.follow_up import last_day
from cashkit.stages.fault import Fault

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.dossier.findings import Finding
    from cashkit.stages.situation import Situation

    Ints = NDArray[np.int64]

UNREMINDED_DAYS, NOTICE_DAYS = 30, 30
UNREMINDED_FLOOR = 50_000
"""Cents: 500 €."""
LAST_REMINDER, FIRM = 3, 2
NEVER = Fault("overdue_never_reminded", "invoices", "cash_late")
ON_DISPUTE = Fault("reminder_on_disputed_item", "reminders", "exposure")
NOTICE = Fault("formal_notice_due", "customers", "loss", "C. civ. 1344")
_NOT_OURS = ("public", "hospital", "intra_group")


def reminders_sent(at: Situation) -> pd.DataFrame | None:
    """Return the reminders sent by the date: reminder_id, customer, invoice_id, sent, level; None without a table."""
    table = at.table("reminders")
    if table is None:
        return None
    sent = table.days("sent_on").astype(np.int64)
    frame = pd.DataFrame(
        {
            "reminder_id": table.ids("reminder_id"),
            "customer": table.ids("customer_id"),
            "invoice_id": table.ids("invoice_id"),
            "sent": sent,
            "level": table.numbers("level"),
        }
    )
    return pd.DataFrame(frame[(sent != NO_DAY) & (sent <= at.until)])


def never_reminded(at: Situation, sent: pd.DataFrame | None) -> list[Finding]:
    """Return the invoices above 500 € and more than 30 days late about which nobody ever wrote or called.

    A reminder about the invoice counts from its issue on, a statement to the customer from its due date on. Public
    bodies and sister companies have their own route.
    """
    if sent is None:
        return []
    rows = at.claimable
    rows = rows[(rows["days_late"] > UNREMINDED_DAYS) & (rows["open_cents"] > UNREMINDED_FLOOR)]
    rows = rows[(rows["table"] == "invoices") & ~_own_route(at, rows["customer"])]
    rows = rows[~_reminded(rows, sent)]
    return [
        NEVER.finding(
            row["id"],
            row["customer"],
            [("invoices", row["id"], row["open_cents"])],
            {"name": name, "due": row["due_date"].date(), "days": int(row["days_late"])},
        )
        for row, name in zip(rows.to_dict("records"), at.names(rows["customer_id"]), strict=True)
    ]


def _own_route(at: Situation, customers: pd.Series) -> NDArray[np.bool_]:
    kind = at.facts.words("kind", customers)
    return np.asarray(np.isin(kind, _NOT_OURS) | at.facts.is_public(customers), bool)


def _reminded(rows: pd.DataFrame, sent: pd.DataFrame) -> NDArray[np.bool_]:
    """Return which items were reminded of: by their number since their issue, by a statement since their due date."""
    named, to_all = sent[sent["invoice_id"] != ""], sent[sent["invoice_id"] == ""]
    about = last_day(named.groupby("invoice_id")["sent"].max(), rows["id"].astype(str).to_numpy(object))
    stated = last_day(to_all.groupby("customer")["sent"].max(), rows["customer"].to_numpy(object))
    issue, due = (rows[name].to_numpy().astype("datetime64[D]").astype(np.int64) for name in ("issue_date", "due_date"))
    return np.asarray((about > issue) | (stated > due), bool)


def reminders_on_disputes(at: Situation, sent: pd.DataFrame | None, found: pd.DataFrame | None) -> list[Finding]:
    """Return the firm reminders of the year about an invoice under dispute that day: the answer was ours to give."""
    if sent is None or found is None:
        return []
    firm = sent[(sent["level"] >= FIRM) & (sent["invoice_id"] != "") & (sent["sent"] > at.year_before)]
    both = firm.merge(found, on="invoice_id")
    closed = both["closed"].where(both["closed"] != NO_DAY, at.until + 1)
    both = both[(both["opened"] < both["sent"]) & (closed > both["sent"])]
    both = both.sort_values("cents", ascending=False, kind="stable").drop_duplicates("reminder_id").sort_index()
    return [
        ON_DISPUTE.finding(
            row["reminder_id"],
            row["customer"],
            [("invoices", row["invoice_id"], row["cents"])],
            {
                "name": name,
                "invoice": row["invoice_id"],
                "level": int(row["level"]),
                "day": from_day(row["sent"]),
                "since": from_day(row["opened"]),
            },
        )
        for row, name in zip(both.to_dict("records"), at.names(both["customer"]), strict=True)
    ]


def formal_notices_due(at: Situation, sent: pd.DataFrame | None) -> list[Finding]:
    """Return the customers whose last reminder, of level 3 and more than 30 days ago, brought nothing."""
    if sent is None or at.claimable.empty:
        return []
    last = sent.sort_values(["customer", "sent", "level"]).drop_duplicates("customer", keep="last")
    last = last[(last["level"] == LAST_REMINDER) & (last["sent"] < at.until - NOTICE_DAYS)]
    last = last[~at.follow_up.since(last["customer"], last["sent"].to_numpy(), what=("paid",))]
    last = last[~_own_route(at, last["customer"]) & ~_insolvent(at, last["customer"])]
    owed = at.claimable[at.claimable["customer"].isin(last["customer"])]
    days = dict(zip(last["customer"], last["sent"], strict=True))
    return [
        NOTICE.finding(
            customer,
            customer,
            [("invoices", key, left) for key, left in zip(rows["id"], rows["open_cents"], strict=True)],
            {"name": at.names([customer])[0], "day": from_day(days[customer]), "days": int(at.until - days[customer])},
        )
        for customer, rows in owed.groupby("customer", sort=True)
    ]


def _insolvent(at: Situation, customers: pd.Series) -> NDArray[np.bool_]:
    """Return which customers are under a judgment, or said to be."""
    known = at.facts.words("status", customers) == "insolvency"
    return np.asarray(known | at.facts.judged_by(at.until, customers), bool)
