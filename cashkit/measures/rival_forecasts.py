"""Rival forecasts: the two plain ones that a forecast must beat to be worth its pains.

Everyone pays on the due date; or each customer pays as late as its payments were on average, by amount (all customers'
mean where it has paid nothing). What should have come already comes in the first week.

>>> in_weeks(np.array([5, 12, 1]), np.array([100, 50, 7]), until=10, weeks=2).tolist()
[157.0, 0.0]

Both see the same open items as the forecast. Units: whole cents, weeks of seven days.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cashkit.dossier.books import NO_DAY
from cashkit.measures.settlements import CASH

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.measures.expected_items import Ledger
    from cashkit.measures.outlook import Outlook

    Floats = NDArray[np.float64]
    Int64 = NDArray[np.int64]


def by_due_date(ledger: Ledger, made: Outlook) -> Floats:
    """Return the cents of each week when everyone pays on the due date."""
    row = made.parts["row"].to_numpy()
    due = ledger.settled.books.items.due[row].astype(np.int64)
    return in_weeks(due, made.parts["cents"].to_numpy(), until=made.until, weeks=made.chance.shape[1])


def by_mean_delay(ledger: Ledger, made: Outlook) -> Floats:
    """Return the cents of each week when each customer pays with its own mean delay."""
    items, past = ledger.settled.books.items, ledger.settled.known_on(made.until)
    cash = past.where((past.left == CASH) & (items.due[past.item] != NO_DAY))
    late, weight = cash.day - items.due[cash.item], cash.cents.astype(float)
    customer, size = items.customer[cash.item], len(ledger.settled.books.customers)
    days = np.bincount(customer, weights=late * weight, minlength=size)
    paid = np.bincount(customer, weights=weight, minlength=size)
    overall = days.sum() / max(paid.sum(), 1.0)
    mean = np.divide(days, paid, out=np.full(size, overall), where=paid > 0)
    row = made.parts["row"].to_numpy()
    on = items.due[row] + np.rint(mean[items.customer[row]]).astype(np.int64)
    return in_weeks(on, made.parts["cents"].to_numpy(), until=made.until, weeks=made.chance.shape[1])


def in_weeks(day: Int64, cents: Int64, *, until: int, weeks: int) -> Floats:
    """Return what falls in each week after a day; what is past falls in the first."""
    week = np.maximum(day - until - 1, 0) // 7
    near = week < weeks
    return np.bincount(week[near], weights=cents[near], minlength=weeks).astype(float)
