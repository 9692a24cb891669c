"""Punctuality: the share of invoices, by their number, that were paid in full on the due date or before.

Of the invoices that fell due in a window, one still open is not paid on time. By number, a small invoice counts
as much as a large one: lateness weighs them.

>>> timed = pd.DataFrame({"cents": [90_000, 10_000, 5_000, 5_000], "days": [-2, 0, 1, 12], "paid": True})
>>> paid_on_time(timed), round(mean_lateness(timed), 2)
(0.5, -1.05)

Bank days (a transfer that leaves on a Saturday) are late in law: `grace` lets some of them pass for behaviour.
Units: shares as fractions, days. None where nothing fell due.
"""

import pandas as pd


def paid_on_time(timed: pd.DataFrame, *, grace: int = 0) -> float | None:
    """Return the share of the invoices timed (`lateness.timed_invoices`) that were paid on time."""
    if timed.empty:
        return None
    return float((timed["paid"] & (timed["days"] <= grace)).mean())


def mean_lateness(timed: pd.DataFrame) -> float | None:
    """Return the mean lateness of the invoices timed, each counting for its amount, open ones so far."""
    weight = int(timed["cents"].sum())
    return int((timed["cents"] * timed["days"]).sum()) / weight if weight else None
