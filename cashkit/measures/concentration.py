"""Concentration: how much of sales, or of what is owed, hangs on few customers.

`shares` of the 1, 5, 10 and 20 largest, `index`, the Herfindahl index (the sum of the squared shares: 1 for a single
customer, 1/n for n equal ones), and `most`, how many of the largest make 80 %.

>>> found = concentration(np.array([5_000, 3_000, 1_000, 1_000]))
>>> found.shares, round(found.index, 2), found.most
({1: 0.5, 5: 1.0, 10: 1.0, 20: 1.0}, 0.36, 2)
>>> concentration(np.array([0, -500])) is None
True

A customer credited more than it bought counts for nothing. Of a whole that holds more than the customers told (counter
sales) give it as `whole`. A group counts as one customer: sum it before.
Units: whole cents in, fractions out. Not computable (nothing sold) is None.
Source: Herfindahl-Hirschman index; 80 %: the rule of thumb of Pareto.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

LARGEST = (1, 5, 10, 20)
MOST_OF_IT = 80
"""Per cent of the whole."""


@dataclass(frozen=True)
class Concentration:
    """The shares of the largest, the index, and how many make 80 % (None where even all of them do not)."""

    shares: Mapping[int, float]
    index: float
    most: int | None


def concentration(cents: NDArray[np.int64], whole: int | None = None) -> Concentration | None:
    """Return how concentrated some amounts are; None where there is nothing."""
    sizes = np.sort(np.maximum(cents, 0))[::-1].astype(np.int64)
    total = int(sizes.sum()) if whole is None else whole
    if total <= 0 or not len(sizes):
        return None
    reached = np.cumsum(sizes)
    shares = {n: int(reached[min(n, len(sizes)) - 1]) / total for n in LARGEST}
    enough = np.flatnonzero(reached * 100 >= total * MOST_OF_IT)
    index = float(((sizes / total) ** 2).sum())
    return Concentration(shares, index, int(enough[0]) + 1 if len(enough) else None)
