"""Exact sums: the few items that come to an amount to the cent, and whether only one choice of them does.

>>> sums_to([10_000, 4_550, 7_025], 17_025)
[(0, 2)]
>>> sums_to([100, 200, 300, 400], 500)
[(0, 3), (1, 2)]
>>> sums_to([10_000, -2_000], 8_000)
[(0, 1)]

Of 20 items at most, 2 to 6 are tried. Two choices are enough to know that none is certain: no more are returned.
Formula: the items are cut in two halves, whose sums (1 024 each at most) are met in order.
Units: whole cents; places in the list.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Int64 = NDArray[np.int64]

MOST_ITEMS = 20
FEWEST, MOST = 2, 6
_TWO = 2


def sums_to(cents: Sequence[int], wanted: int) -> list[tuple[int, ...]]:
    """Return the first two choices of 2 to 6 items that come to an amount, fewer where there are fewer."""
    items = np.array(cents[:MOST_ITEMS], np.int64)
    half = len(items) // _TWO
    one, other = _chosen(half) @ items[:half], _chosen(len(items) - half) @ items[half:]
    order = np.argsort(other, kind="stable")
    first, last = (np.searchsorted(other[order], wanted - one, side) for side in ("left", "right"))
    several = last - first
    left = np.repeat(np.arange(len(one)), several)
    right = order[np.arange(len(left)) - np.repeat(np.cumsum(several) - several, several) + first[left]]
    size = _chosen(half).sum(axis=1)[left] + _chosen(len(items) - half).sum(axis=1)[right]
    fits = np.flatnonzero((size >= FEWEST) & (size <= MOST))[:_TWO]
    return sorted(_places(int(left[fit]) | int(right[fit]) << half) for fit in fits)


@cache
def _chosen(n: int) -> Int64:
    """Return every choice of n items: one row each, 1 for what is chosen."""
    return ((np.arange(1 << n)[:, None] >> np.arange(n)) & 1).astype(np.int64)


def _places(chosen: int) -> tuple[int, ...]:
    return tuple(place for place in range(MOST_ITEMS) if chosen >> place & 1)
