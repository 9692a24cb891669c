"""Kaplan-Meier: the share still unpaid as days go by, with the open items in it.

An open item tells that it took longer than its age: it counts among those followed up to that day,
then leaves without having been paid. On each day the share still unpaid is multiplied by 1 less the
part paid that day of what was still followed.

>>> import numpy as np
>>> days, paid = np.array([20, 25, 30, 35, 60, 95]), np.array([1, 1, 1, 1, 0, 0])
>>> at_risk, gone, share = unpaid_share(days, paid, np.ones(6, np.int64))
>>> at_risk.tolist(), share.round(2).tolist()
([6, 5, 4, 3, 2, 1], [0.83, 0.67, 0.5, 0.33, 0.33, 0.33])
>>> median_day(days, share), restricted_mean(days, share)
(30, 50.0)

Formula: S(t) = product over the days up to t of (1 - paid / followed); the median is the first day
with S at one half or below; the restricted mean is the area below S up to the longest duration.
Source: Kaplan and Meier, Journal of the American Statistical Association 53 (1958), 457-481.
"""

import math

import numpy as np
from numpy.typing import NDArray

Int64 = NDArray[np.int64]
Shares = NDArray[np.float64]
_HALF = 0.5 + 1e-9  # a product of fractions misses one half by a few units of its last place


def unpaid_share(days: Int64, paid: Int64, weights: Int64) -> tuple[Int64, Int64, Shares]:
    """Return for each distinct day the weight still followed, the weight paid, and the share unpaid after it."""
    known, at = np.unique(days, return_inverse=True)
    leaving, gone = np.zeros(len(known), np.int64), np.zeros(len(known), np.int64)
    np.add.at(leaving, at, weights)
    np.add.at(gone, at, weights * paid)
    at_risk = leaving[::-1].cumsum()[::-1]
    return at_risk, gone, np.cumprod(1.0 - gone / at_risk)


def median_day(days: Int64, share: Shares) -> int | None:
    """Return the first day on which half or less is unpaid, None when more than half stays unpaid."""
    half = np.flatnonzero(share <= _HALF)
    return int(days[half[0]]) if len(half) else None


def restricted_mean(days: Int64, share: Shares) -> float:
    """Return the mean number of days, each counted up to the longest duration at most."""
    return float(days[0]) + math.fsum((np.diff(days) * share[:-1]).tolist())
