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
>>> low, high = bands(share, greenwood(at_risk, gone, at_risk))
>>> low.round(2).tolist(), high.round(2).tolist()
([0.27, 0.19, 0.11, 0.05, 0.05, 0.05], [0.97, 0.9, 0.8, 0.68, 0.68, 0.68])

Formula: S(t) = product over the days up to t of (1 - paid / followed); the median is the first day
with S at one half or below; the restricted mean is the area below S up to the longest duration. The band of 95 % has
the variance of Greenwood, sum of h / ((1 - h) x n) with h = paid / followed, on the scale log(-log S), so that it stays
between 0 and 1. By amount, n is not the cents but the number of equal items that would say as much, (sum of amounts)
squared / sum of their squares: the band tells how far the curve may be the work of a few large items.
Source: Kaplan and Meier, Journal of the American Statistical Association 53 (1958), 457-481; Greenwood, Reports on
Public Health 33 (1926); of weighted items, Xie and Liu, Statistics in Medicine 24 (2005), 3089-3110.
"""

import math
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

Int64 = NDArray[np.int64]
Shares = NDArray[np.float64]
CERTAINTY = 0.95
_HALF = 0.5 + 1e-9  # a product of fractions misses one half by a few units of its last place


def unpaid_share(days: Int64, paid: Int64, weights: Int64) -> tuple[Int64, Int64, Shares]:
    """Return for each distinct day the weight still followed, the weight paid, and the share unpaid after it."""
    known, at = np.unique(days, return_inverse=True)
    leaving, gone = np.zeros(len(known), np.int64), np.zeros(len(known), np.int64)
    np.add.at(leaving, at, weights)
    np.add.at(gone, at, weights * paid)
    at_risk = leaving[::-1].cumsum()[::-1]
    return at_risk, gone, np.cumprod(1.0 - gone / at_risk)


def equal_items(days: Int64, weights: Int64) -> Shares:
    """Return for each distinct day how many equal items would say as much as those still followed."""
    known, at = np.unique(days, return_inverse=True)
    sums = np.zeros((2, len(known)))
    np.add.at(sums[0], at, weights.astype(np.float64))
    np.add.at(sums[1], at, weights.astype(np.float64) ** 2)
    followed = sums[:, ::-1].cumsum(axis=1)[:, ::-1]
    return np.asarray(followed[0] ** 2 / followed[1], np.float64)


def greenwood(at_risk: Int64, gone: Int64, items: Int64 | Shares) -> Shares:
    """Return the variance of log S after each day; the last payment of all, after which S is 0, adds nothing."""
    hazard = gone / at_risk
    left = np.where(gone < at_risk, 1.0 - hazard, np.inf)
    return np.cumsum(hazard / (left * items))


def bands(share: Shares, variance: Shares) -> tuple[Shares, Shares]:
    """Return the lowest and the highest share unpaid that the items allow, 95 times in 100."""
    z = NormalDist().inv_cdf((1 + CERTAINTY) / 2)
    low, high = share.copy(), share.copy()
    inside = (share > 0) & (share < 1)
    log = np.log(share[inside])
    width = z * np.sqrt(variance[inside]) / log
    low[inside] = np.exp(-np.exp(np.log(-log) - width))
    high[inside] = np.exp(-np.exp(np.log(-log) + width))
    return low, high


def median_day(days: Int64, share: Shares) -> int | None:
    """Return the first day on which half or less is unpaid, None when more than half stays unpaid."""
    half = np.flatnonzero(share <= _HALF)
    return int(days[half[0]]) if len(half) else None


def restricted_mean(days: Int64, share: Shares) -> float:
    """Return the mean number of days, each counted up to the longest duration at most."""
    return float(days[0]) + math.fsum((np.diff(days) * share[:-1]).tolist())
