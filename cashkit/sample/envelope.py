"""The sealed envelope: what customers paid in the two months after the story ends, kept apart from its tables.

It holds the receipts of eight weeks, counted from 1 January: the forecast is compared with them, and nothing of them
may be known before. Open invoices are paid in the order of their due dates, each customer about as late as it was; one
builder pays on 12 January after a call, the one under a judgment pays nothing. The last receipt of a week is a part
payment where the week's sum asks for it.

Units: euros; weeks of seven days from the day after closing, the last one to the end of February.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.ground.calendar import day_number
from cashkit.sample.booked import book, days, said
from cashkit.sample.customers import typed
from cashkit.sample.story import AS_OF

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from cashkit.sample.plan import Plan

    Whole = NDArray[np.int64]

WEEKS = (118, 164, 142, 231, 176, 128, 119, 187)
"""Receipts of each week, k€ at base size."""
NOTHING, CALLED, CALLED_ON = "C0024", "C0041", dt.date(2026, 1, 12)
_KILO, _WEEK = 100_000, 7


def make_envelope(plan: Plan, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the receipts as a table of payments."""
    owed = _owed(tables)
    parts = _by_week(owed["cents"].to_numpy(), [round(week * _KILO * plan.euros_scale) for week in WEEKS])
    paid = owed.iloc[parts["item"]].reset_index(drop=True)
    first = day_number(AS_OF) + 1
    number = np.arange(len(parts))
    day = first + parts["week"] * _WEEK + number % 5
    day = day.where(paid["customer_id"] != CALLED, day_number(CALLED_ON))
    columns = {
        "payment_id": [f"P2026-{place:06d}" for place in number + 1], "customer_id": paid["customer_id"],
        "payment_date": dates(day), "posted_on": dates(day), "amount": parts["cents"] / 100, "kind": "payment",
        "method": paid["method"], "reference": paid["invoice_id"],
    }  # fmt: skip
    made = typed("payments", columns)
    return made[list(columns)].sort_values(["payment_date", "payment_id"], ignore_index=True)


def _owed(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return what is open and may be paid soon, in the order in which it will be: who was called comes second."""
    invoices, customers = tables["invoices"], tables["customers"]
    open_cents = book(customers, tables).left(AS_OF)
    who = invoices["customer_id"]
    kept = (open_cents > 0) & ~said(invoices, "doubtful") & (who != NOTHING).to_numpy()
    owed = pd.DataFrame(
        {
            "invoice_id": invoices["invoice_id"],
            "customer_id": who,
            "cents": open_cents,
            "due": days(invoices, "due_date"),
        }
    )
    owed["method"] = who.map(customers.set_index("customer_id")["payment_method"]).fillna("transfer")
    owed = owed[kept].sort_values(["due", "invoice_id"], kind="stable", ignore_index=True)
    late = owed["due"] <= day_number(AS_OF)
    order = np.argsort(
        np.where(late, day_number(AS_OF) + 1 + owed.index % (len(WEEKS) * _WEEK), owed["due"]), kind="stable"
    )
    return _called_second(owed.iloc[order].reset_index(drop=True))


def _called_second(owed: pd.DataFrame) -> pd.DataFrame:
    """Put the invoices of the customer who was called where the second week is paid."""
    called = owed["customer_id"] == CALLED
    others, its = owed[~called], owed[called]
    first = int(np.searchsorted(others["cents"].cumsum(), WEEKS[0] * _KILO)) + 1
    return pd.concat([others.iloc[:first], its, others.iloc[first:]], ignore_index=True)


def _by_week(cents: Whole, weeks: list[int]) -> pd.DataFrame:
    """Cut what is owed, in order, into weeks of given sums; an invoice that a week ends in is paid in two parts.

    >>> _by_week(np.array([70, 50, 90]), [100, 60]).values.tolist()
    [[0, 0, 70], [0, 1, 30], [1, 1, 20], [1, 2, 40]]
    """
    ends, bounds = np.cumsum(cents), np.cumsum(weeks)
    cuts = np.unique(np.concatenate([ends[ends < bounds[-1]], np.minimum(bounds, ends[-1])]))
    before = np.concatenate([[0], cuts[:-1]])
    week, item = np.searchsorted(bounds, before, side="right"), np.searchsorted(ends, before, side="right")
    return pd.DataFrame({"week": week, "item": item, "cents": cuts - before})


def dates(numbers: pd.Series) -> pd.Series:
    """Return day numbers as dates."""
    return pd.Series(numbers.to_numpy(np.int64).astype("datetime64[D]").astype("datetime64[s]"), numbers.index)
