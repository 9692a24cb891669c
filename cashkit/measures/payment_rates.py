"""Payment rate: of the items still unpaid so many days from their due date, the share that is paid that day.

A customer's own rates are shrunk towards those of its segment, and these towards the portfolio's: where n of its
items were followed on that day, its own rate weighs n / (n + K). A customer never seen pays as its segment does. What
leaves otherwise (credit note, write-off) has a rate of its own, since it brings no cash.

>>> spells = Spells(np.array([0, 0]), np.array([-30, -30]), np.array([2, 5]), np.array([1, 0]), np.array([1.0, 1.0]))
>>> cash, _, followed = tally(spells, 1)
>>> day = int(bin_of(np.array([2]))[0])
>>> float(cash[0, day]), float(followed[0, day])  # on day 2 two were followed, one was paid
(1.0, 2.0)
>>> parent = np.full_like(cash, 0.1)
>>> float(shrunk(cash, followed, parent)[0, day].round(3))  # (1 + 5 x 0.1) / (2 + 5)
0.214

Days run from 120 before the due date to 90 after it one by one, then by months, since few items get there.
Formula: rate = (paid + K x rate of the level above) / (followed + K), K = 5 items.
Units: days from the due date (late above zero); items (a part of one weighs its share).
Source: credibility weight n / (n + K) as in Bühlmann, ASTIN Bulletin 4 (1967), 199-207; competing ends as in Aalen and
Johansen, Scandinavian Journal of Statistics 5 (1978), 141-150.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cashkit.measures.settlements import CASH, OTHERWISE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Int64 = NDArray[np.int64]

K = 5
_EARLIEST, _LATEST = -400, 4_000
_STARTS = np.concatenate([[_EARLIEST], np.arange(-120, 91), np.arange(121, 392, 30)]).astype(np.int64)
BINS = len(_STARTS)
_WIDTHS = np.diff(np.append(_STARTS, _LATEST + 1)).astype(float)
_BIN_OF = np.repeat(np.arange(BINS), _WIDTHS.astype(np.int64))


@dataclass(frozen=True, eq=False)
class Spells:
    """Parts followed from the day after one (`entry`) to another (`exit`), as days from their due date."""

    code: Int64
    entry: Int64
    exit: Int64
    left: Int64
    weight: Floats


def bin_of(days: Int64) -> Int64:
    """Return the place of days from the due date among the rates."""
    found: Int64 = _BIN_OF[np.clip(days, _EARLIEST, _LATEST) - _EARLIEST]
    return found


def tally(spells: Spells, size: int) -> tuple[Floats, Floats, Floats]:
    """Return what was paid, what left otherwise, and what was followed: one row a code, one column a bin."""
    last = np.clip(spells.exit, _EARLIEST, _LATEST)
    first = np.minimum(np.clip(spells.entry + 1, _EARLIEST, _LATEST), last)
    begins, ends = bin_of(first), bin_of(last)
    gone = [_summed(spells.code, ends, spells.weight * (spells.left == how), (size, BINS)) for how in (CASH, OTHERWISE)]
    crossing = _summed(spells.code, begins, spells.weight, (size, BINS + 1))
    crossing -= _summed(spells.code, ends + 1, spells.weight, (size, BINS + 1))
    followed = crossing[:, :BINS].cumsum(axis=1) * _WIDTHS
    followed -= _summed(spells.code, begins, spells.weight * (first - _STARTS[begins]), (size, BINS))
    followed -= _summed(spells.code, ends, spells.weight * (_STARTS[ends] + _WIDTHS[ends] - 1 - last), (size, BINS))
    return gone[0], gone[1], np.maximum(followed, gone[0] + gone[1])


def _summed(code: Int64, place: Int64, weight: Floats, shape: tuple[int, int]) -> Floats:
    size, bins = shape
    total: Floats = np.bincount(code * bins + place, weights=weight, minlength=size * bins).astype(float)
    return total.reshape(size, bins)


def raw(gone: Floats, followed: Floats) -> Floats:
    """Return the rates of the portfolio itself, 0 where nothing was followed."""
    return np.divide(gone, followed, out=np.zeros_like(gone), where=followed > 0)


def shrunk(gone: Floats, followed: Floats, above: Floats) -> Floats:
    """Return rates shrunk towards those of the level above, row by row."""
    return (gone + K * above) / (followed + K)
