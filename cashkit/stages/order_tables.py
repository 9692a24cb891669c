"""The tables of stage 4: orders to unblock or to stop, and the days of each link to cash, by month and by customer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.dossier.bookkept import as_dates
from cashkit.measures.agreed_due import paid_first
from cashkit.measures.credit_limit import beyond
from cashkit.measures.days_lost import LOST, lost_by
from cashkit.measures.order_to_cash import LINKS, mean_links
from cashkit.stages.ordered import OVERDUE_CENTS, is_company

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.stages.ordered import Ordered

_UNBLOCK = [
    "order_id",
    "customer_id",
    "name",
    "ordered_on",
    "to_deliver",
    "exposure",
    "credit_limit",
    "overdue",
    "hold",
]
MOST = 20


def tables(found: Ordered) -> dict[str, pd.DataFrame]:
    """Return the tables of orders; those without any row for this dossier are left out, the first never."""
    links = found.links
    made = {
        "deposits_not_received": _deposits(found),
        "days_lost_by_month": lost_by(found.lost, by="month"),
        "days_lost_by_customer": _lost_by_customer(found),
        "order_to_cash_by_month": mean_links(links, by="month"),
        "order_to_cash_by_customer": _by_customer(found),
    }
    return {"orders_to_unblock": _to_unblock(found)} | {key: frame for key, frame in made.items() if len(frame)}


def _to_unblock(found: Ordered) -> pd.DataFrame:
    """Return the orders still to be delivered whose customer should be stopped, the largest first."""
    table, at, left = found.orders, found.at, found.book.left(found.at.until)
    row = np.flatnonzero(found.book.firm & (found.book.day <= at.until) & (left > 0))
    made = {
        "order_id": table.ids("order_id")[row],
        "customer_id": table.ids("customer_id")[row],
        "name": at.names(table.ids("customer_id")[row]),
        "ordered_on": as_dates(found.book.day[row]),
        "to_deliver": left[row] / 100,
        "terms": table.words("payment_terms")[row],
    }
    frame = _with_hold(found, pd.DataFrame(made), left[row])[_UNBLOCK]
    held = frame[frame["hold"] != ""].sort_values(["to_deliver", "order_id"], ascending=[False, True], kind="stable")
    return held.reset_index(drop=True)


def _with_hold(found: Ordered, rows: pd.DataFrame, left: NDArray[np.int64]) -> pd.DataFrame:
    """Add exposure, line and overdue of each customer at the date, and what should hold the order back."""
    at, ids = found.at, rows["customer_id"].to_numpy(object)
    credit = ~paid_first(np.where(rows["terms"] != "", rows["terms"], at.facts.words("payment_terms", ids)))
    exposed, overdue = (daily.on(ids, at.until) for daily in (found.exposed, found.late))
    booked = pd.Series(left).groupby(ids).transform("sum").to_numpy(np.int64)
    limit = at.facts.cents("credit_limit", ids)
    tests = [
        credit & at.facts.judged_by(at.until, ids),
        credit & is_company(at.facts, ids) & (overdue > OVERDUE_CENTS),
        beyond(exposure=exposed + booked, limit=limit),
    ]
    return rows.assign(
        exposure=exposed / 100,
        credit_limit=np.where(limit > 0, limit / 100, np.nan),
        overdue=overdue / 100,
        hold=np.select(tests, ["insolvent", "overdue", "beyond_limit"], ""),
    )


def _by_customer(found: Ordered) -> pd.DataFrame:
    """Return the customers to whom most was delivered, with their days of each link."""
    means = mean_links(found.links, by="customer_id").sort_values("amount", ascending=False, kind="stable").head(MOST)
    named = means.assign(name=found.at.names(means["customer_id"]))
    return named[["customer_id", "name", "deliveries", "amount", *LINKS]].reset_index(drop=True)


def _lost_by_customer(found: Ordered) -> pd.DataFrame:
    """Return the customers with whom the days lost keep most money out of the till."""
    lost = lost_by(found.lost, by="customer_id")
    rows = lost.sort_values(["carried", "customer_id"], ascending=[False, True], kind="stable").head(MOST)
    named = rows.assign(name=found.at.names(rows["customer_id"]))
    return named[["customer_id", "name", *LOST, "days_lost", "carried"]].reset_index(drop=True)


def _deposits(found: Ordered) -> pd.DataFrame:
    """Return the orders whose deposit has not all come in, the largest lack first."""
    rows = found.deposits
    made = {
        "order_id": rows["key"],
        "customer_id": rows["customer"],
        "name": rows["name"],
        "ordered_on": as_dates(rows["day"].to_numpy(np.int32)),
        "deposit_agreed": rows["agreed"] / 100,
        "deposit_missing": rows["missing"] / 100,
        "deposit_state": np.where(rows["gone"], "gone", "to_hold"),
    }
    return pd.DataFrame(made).reset_index(drop=True)
