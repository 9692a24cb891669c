"""Filling: which amounts, taken in order, come to a sum without passing it.

>>> filled(np.array([50, 30, 40, 15]), 100).tolist()  # 40 does not fit any more, 15 does
[True, True, False, True]
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Whole = NDArray[np.int64]
    Flags = NDArray[np.bool_]

_ORDERS = 60
_TRIED = 400  # amounts looked at once the first in order have filled most of the sum


def filled(left: Whole, missing: float) -> Flags:
    """Return which amounts, taken in order, fill a sum without passing it."""
    chosen = np.cumsum(left) <= missing
    chosen &= left > 0
    first = int(np.argmin(chosen)) if not chosen.all() else len(left)
    chosen[first:] = False
    room = missing - left[:first].sum()
    for place in range(first, min(first + _TRIED, len(left))):
        if 0 < left[place] <= room:
            chosen[place] = True
            room -= left[place]
    return chosen


def best_filled(amounts: Whole, missing: float, random: np.random.Generator) -> Flags:
    """Return which amounts come nearest to a sum without passing it, of some orders of chance.

    >>> best_filled(np.array([60, 50, 50]), 100, np.random.default_rng(1)).tolist()
    [False, True, True]
    """
    best = filled(amounts, missing)
    for _ in range(_ORDERS if len(amounts) <= _TRIED else 0):
        order = random.permutation(len(amounts))
        chosen = np.zeros(len(amounts), bool)
        chosen[order[filled(amounts[order], missing)]] = True
        best = chosen if amounts[chosen].sum() > amounts[best].sum() else best
    return best
