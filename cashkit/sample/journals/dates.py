"""Days of the ledger: year ends, month ends, a day of each month, as day numbers.

>>> from cashkit.ground.calendar import from_day
>>> str(from_day(closing(2024))), [str(from_day(day)) for day in monthly(2025, 15)[:2]]
('2024-12-31', ['2025-01-15', '2025-02-15'])
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import numpy as np

from cashkit.ground.calendar import day_number, month_end, month_starts

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

MONTHS = 12
LAST = 31
EPOCH_MONTH = 1970 * MONTHS


def opening(year: int) -> int:
    """Return the first day of a year."""
    return day_number(dt.date(year, 1, 1))


def closing(year: int) -> int:
    """Return the last day of a year."""
    return day_number(dt.date(year, 12, 31))


def monthly(year: int, day: int) -> NDArray[np.int64]:
    """Return one day of each month of a year, its last day where it is shorter."""
    starts = month_starts(year * MONTHS + np.arange(MONTHS)).astype(np.int64)
    return np.minimum(starts + day - 1, month_end(starts))


def year_of(days: ArrayLike) -> NDArray[np.int64]:
    """Return the year of each day."""
    return np.asarray(days, "datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970


def month_of(days: ArrayLike) -> NDArray[np.int64]:
    """Return the month of each day, counted from January 1970."""
    return np.asarray(days, "datetime64[D]").astype("datetime64[M]").astype(np.int64)


def stamps(days: ArrayLike, prefix: str = "") -> NDArray[np.object_]:
    """Return days as references: a prefix, then year, month and day.

    >>> stamps([closing(2024)], "CA3-").tolist()
    ['CA3-241231']
    """
    known = np.asarray(days, np.int64)
    each, place = np.unique(known, return_inverse=True)
    texts = [prefix + str(day)[2:].replace("-", "") for day in each.astype("datetime64[D]")]
    return np.array([*texts, ""], object)[place]
