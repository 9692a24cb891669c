"""Running balance: what the movements of each owner come to at the end of a day, asked for many days at once.

>>> import numpy as np
>>> owner, day, cents = np.array([0, 0, 1]), np.array([10, 12, 11]), np.array([500, -200, 70])
>>> running = RunningBalance.of(owner, day, cents)
>>> running.at(np.array([0, 0, 0, 1, 1]), np.array([9, 10, 12, 10, 11])).tolist()
[0, 500, 300, 0, 70]

An owner is a code from 0 on; movements of -1 are nobody's and are left out, and a balance of -1 is 0.
Units: whole cents, day numbers (int32).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Int64 = NDArray[np.int64]
    Whole = NDArray[np.signedinteger]  # any width

_SHIFT, _FIRST = 32, 2**31  # an owner and a day are one number: the owner above, the day from 0 on below


@dataclass(frozen=True, eq=False)
class RunningBalance:
    """Movements sorted by owner and day: the key of each, and what all before it come to."""

    keys: Int64
    before: Int64

    @classmethod
    def of(cls, owner: Whole, day: Whole, cents: Int64) -> RunningBalance:
        """Return the running balance of some movements, in any order."""
        known = owner >= 0
        keys = _key(owner[known], day[known])
        order = np.argsort(keys, kind="stable")
        return cls(keys[order], np.append(np.int64(0), np.cumsum(cents[known][order])))

    def at(self, owner: Whole, day: Whole) -> Int64:
        """Return the balance of each owner at the end of each day."""
        last = np.searchsorted(self.keys, _key(owner, day), side="right")
        first = np.searchsorted(self.keys, np.asarray(owner, np.int64) << _SHIFT, side="left")
        return np.asarray(self.before[last] - self.before[first], np.int64)


def _key(owner: Whole, day: Whole) -> Int64:
    return (np.asarray(owner, np.int64) << _SHIFT) + np.asarray(day, np.int64) + _FIRST
