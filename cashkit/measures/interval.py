"""Interval: the band around a forecast that holds what comes in so many times out of a hundred.

Parts that are paid or not, one by one, give a standard deviation that is too small: customers pay by runs, and whole
months are late together. So the band is widened by what earlier forecasts of the same ledger missed, as known on that
day: for weeks by the quantile of their misses in standard deviations, for the total by their quadratic mean.

>>> width = Width.of(np.array([0.5, -1.0, 2.0, 1.5] * 5), np.array([1.0, -2.0, 1.0, 2.0]), level=0.8)
>>> round(width.weekly, 2), round(width.total, 2)  # in standard deviations
(2.0, 2.42)
>>> round(Width.of(np.array([]), np.array([]), level=0.8).weekly, 2)  # nothing to learn from: wide
1.92

Totals over 13 weeks overlap: a year of them holds about four that do not, hence Student's quantile with 4 degrees of
freedom. Fewer than 20 weeks or 4 totals known teach nothing: weeks then take 1.5 normal quantiles, totals what
weeks take. A band is never narrower than half of what chance alone would give.
Source: Student, Biometrika 6 (1908), 1-25; the quantile for 4 degrees has a closed form (Shaw, Journal of
Computational Finance 9 (2006), 37-73).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_UNLEARNT = 1.5
_LEAST_WEEKS, _LEAST_TOTALS = 20, 4


@dataclass(frozen=True)
class Width:
    """Half the width of the band, in standard deviations: of a week, and of the total."""

    weekly: float
    total: float

    @classmethod
    def of(cls, weeks: Floats, totals: Floats, *, level: float) -> Width:
        """Return the width that earlier misses teach (what came less what was expected, in standard deviations)."""
        normal = NormalDist().inv_cdf((1 + level) / 2)
        learnt = len(weeks) >= _LEAST_WEEKS
        weekly = max(float(np.quantile(np.abs(weeks), level)), normal / 2) if learnt else _UNLEARNT * normal
        spread = math.sqrt(float(np.mean(totals**2))) if len(totals) >= _LEAST_TOTALS else 0.0
        return cls(weekly, max(weekly / normal, spread) * student(level))


def student(level: float) -> float:
    """Return the two-sided quantile of Student's law with 4 degrees of freedom.

    >>> round(student(0.8), 3), round(student(0.95), 3)
    (1.533, 2.776)
    """
    root = math.sqrt(1 - level**2)  # 4 p (1 - p) with p = (1 + level) / 2
    return 2 * math.sqrt(math.cos(math.acos(root) / 3) / root - 1)
