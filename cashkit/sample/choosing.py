"""Choosing: some of many amounts, of about the same size, whose sum comes as near as can be to what a story asks for.

>>> amounts = np.array([900, 100, 400, 350, 250, 50_000])
>>> sorted(amounts[choose(amounts, count=2, total=750, random=np.random.default_rng(1))].tolist())
[350, 400]

Where there are fewer than asked for, all are chosen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Whole = NDArray[np.int64]

_ROUNDS = 40
_WIDTH, _LEAST = 3, 24
"""The crowd to choose from: so many times those to choose, and so many at least."""


def choose(amounts: ArrayLike, *, count: int, total: float, random: np.random.Generator) -> Whole:
    """Return the places of `count` amounts above zero that sum nearly to `total`, in order."""
    known = np.asarray(amounts, np.int64)
    pool = np.flatnonzero(known > 0)
    if count <= 0 or len(pool) <= count:
        return pool[: max(count, 0)]
    pool = _alike(pool, known, count, total)
    inside = np.zeros(len(pool), bool)
    inside[np.sort(random.choice(len(pool), count, replace=False))] = True
    for _ in range(_ROUNDS):
        if not _swapped(known[pool], inside, int(total)):
            break
    return np.sort(pool[inside])


def _alike(pool: Whole, known: Whole, count: int, total: float) -> Whole:
    """Return the places of amounts near to the mean that is asked for, the smallest first."""
    distance = np.abs(np.log(known[pool] / max(1.0, total / count)))
    near = pool[np.argsort(distance, kind="stable")[: max(count * _WIDTH, _LEAST)]]
    return near[np.argsort(known[near], kind="stable")]


def _swapped(ascending: Whole, inside: NDArray[np.bool_], total: int) -> bool:
    """Swap the one chosen for the one left out that brings the sum nearest to the total, if any does."""
    chosen, out = np.flatnonzero(inside), np.flatnonzero(~inside)
    short = total - int(ascending[chosen].sum())
    wanted = ascending[chosen] + short
    above = np.clip(np.searchsorted(ascending[out], wanted), 0, len(out) - 1)
    below = np.clip(above - 1, 0, len(out) - 1)
    nearer = np.abs(ascending[out[below]] - wanted) < np.abs(ascending[out[above]] - wanted)
    other = np.where(nearer, below, above)
    missed = np.abs(ascending[out[other]] - wanted)
    best = int(np.argmin(missed))
    if missed[best] >= abs(short):
        return False
    inside[chosen[best]], inside[out[other[best]]] = False, True
    return True
