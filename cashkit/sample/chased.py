"""Chased: what of the sample may be reminded of, from when to when, and the days on which the house would do it.

>>> items = pd.DataFrame({"row": [0], "customer": [0], "due": [20_000], "first": [19_970], "last": [20_025],
...     "dispute": [NEVER], "answer": [NEVER], "largest": [4]})
>>> reminders_due(items, np.random.default_rng(1))["level"].tolist()
[0, 1, 1, 1, 1, 2, 2]

A house reminds before the due date, soon after it, then with more weight; never of what is in dispute, at the
factor, frozen by a judgment, or paid.
Units: days since 1970, whole cents with VAT.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.ground.calendar import day_number
from cashkit.sample.booked import cents_of, days, positions, told
from cashkit.sample.paid_late import settled_on
from cashkit.sample.standing import CLOSING
from cashkit.sample.steps import NEVER
from cashkit.sample.story import AS_OF, OPENING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from cashkit.sample.booked import Booked

    Whole = NDArray[np.int64]
    Flags = NDArray[np.bool_]

SCHEDULE = (
    *((0, -10), (1, 3), (1, 7), (1, 11), (1, 15), (2, 18), (2, 22), (2, 26), (2, 31), (2, 36), (2, 41)),
    *((3, 45), (3, 51), (3, 57), (3, 63), (4, 68), (4, 76), (5, 90), (5, 105), (5, 120)),
)
"""Level and days from the due date."""
SMALL = 15_000
"""Cents: below 150 € what is owed is grouped in one statement of the customer."""
_LARGE = 300_000  # worth a call before it is due
_PATIENT = ("public", "hospital")
_NOT_CHASED = ("intra_group", "counter")
_WEEK, _SATURDAY = 7, 2  # 1 January 1970 was a Thursday: day 2 a Saturday
_MOST, _MOST_PATIENT = 5, 2


def chased(booked: Booked, tables: Mapping[str, pd.DataFrame], silent_after: Whole, silent: Flags) -> pd.DataFrame:
    """Return the items that the house reminds of, but for customers silent from a day on and items silent for good."""
    items, invoices = booked.items, tables["invoices"]
    kind = told(booked.customers, "kind").to_numpy(object)[items["customer"]]
    cents = items["cents"].to_numpy() - cents_of(invoices, "retention_amount")
    settled = settled_on(booked, cents)
    judged = days(booked.customers, "judgment_on")[items["customer"]]
    frozen = np.where(items["issue"] < judged, judged, NEVER)
    frame = pd.DataFrame({"row": np.arange(len(items)), "customer": items["customer"], "due": items["due"]})
    frame["cents"], frame["issue"] = cents, items["issue"]
    frame["first"] = np.maximum(items["posted"] + 1, day_number(OPENING) + 2)
    ends = [settled - 1, frozen - 1, silent_after[items["customer"]], np.full(len(items), CLOSING - 1)]
    frame["last"] = np.minimum.reduce(ends)
    frame["largest"] = np.where(np.isin(kind, _PATIENT), _MOST_PATIENT, _MOST)
    frame = frame.join(_dispute_days(tables, invoices))
    return frame[_reminded(booked, invoices) & ~silent & ~np.isin(kind, _NOT_CHASED)].reset_index(drop=True)


def _reminded(booked: Booked, invoices: pd.DataFrame) -> Flags:
    """Say which rows are owed by a customer and chased by the house itself."""
    kinds = told(invoices, "kind").isin(["invoice", "opening", "reject"])
    own = kinds & (told(invoices, "financed") == "")
    owed = (booked.items["cents"] > 0) & (booked.items["customer"] >= 0)
    return np.asarray(own & owed, bool)


def _dispute_days(tables: Mapping[str, pd.DataFrame], invoices: pd.DataFrame) -> pd.DataFrame:
    """Return the days between which each item is in dispute, one or several times; `NEVER` where it is not."""
    disputes = tables["disputes"]
    row = positions(disputes["invoice_id"], invoices["invoice_id"])
    opened, closed = np.full(len(invoices), NEVER, np.int64), np.full(len(invoices), -1, np.int64)
    np.minimum.at(opened, row, days(disputes, "opened_on"))
    np.maximum.at(closed, row, days(disputes, "closed_on"))
    closed = np.where(opened < NEVER, closed, NEVER)
    return pd.DataFrame({"dispute": opened, "answer": closed})


def reminders_due(items: pd.DataFrame, random: np.random.Generator) -> pd.DataFrame:
    """Return each reminder that the schedule asks for: row, customer, level, day."""
    made = []
    for level, after in SCHEDULE:
        drift = random.integers(0, 4, len(items)) if level else random.integers(-2, 3, len(items))
        day = office_day(items["due"].to_numpy() + after + drift)
        asked = free_on(items, day) & (items["largest"] >= level).to_numpy()
        if level == 0 and "cents" in items:
            asked &= (items["cents"] >= _LARGE).to_numpy()
        made.append(items.loc[asked, ["row", "customer"]].assign(level=level, day=day[asked]))
    return pd.concat(made, ignore_index=True)


def free_on(items: pd.DataFrame, day: Whole) -> Flags:
    """Say which items may be reminded of on a day of each: owed, and not in dispute."""
    disputed = (items["dispute"] <= day) & (day <= items["answer"])
    return np.asarray((items["first"] <= day) & (day <= items["last"]) & ~disputed, bool)


def office_day(day: Whole) -> Whole:
    """Return the Monday after a day of the weekend, other days as they are."""
    since_saturday = (day - _SATURDAY) % _WEEK
    return day + np.where(since_saturday == 0, 2, np.where(since_saturday == 1, 1, 0))


__all__ = ["AS_OF", "chased", "free_on", "office_day", "reminders_due"]
