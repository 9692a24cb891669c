"""Steps: amounts that come and go by day, so that any day's sum of any key is one look-up.

>>> owed = Steps(np.array([0, 0, 1]), np.array([10, 15, 12]), np.array([500, -200, 900]))
>>> owed.at([0, 0, 0, 1, 2], [9, 10, 15, 40, 40]).tolist()
[0, 500, 300, 900, 0]
>>> owed.highest([0, 1, 2]).tolist()
[500, 900, 0]

Units: keys are small whole numbers, days are numbers of the calendar, amounts are whole cents. A sum is
that of the end of the day.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    Whole = NDArray[np.int64]

_DAYS = 1 << 20
NEVER = _DAYS - 1
"""A day that no calendar of the sample reaches: what happens then does not happen."""


@dataclass(frozen=True, eq=False)
class Steps:
    """What is added to a key on a day, less where it is taken off."""

    key: Whole
    day: Whole
    cents: Whole

    def at(self, keys: ArrayLike, days: ArrayLike) -> Whole:
        """Return the sum of each key at the end of each day."""
        when, sums = self._sums
        asked = np.asarray(keys, np.int64) * _DAYS
        first = np.searchsorted(when, asked, side="left")
        last = np.searchsorted(when, asked + np.asarray(days, np.int64), side="right")
        return sums[last] - sums[first]

    def highest(self, keys: ArrayLike) -> Whole:
        """Return the highest sum that each key ever had at the end of a day, 0 at least."""
        ends = self.at(self.key, self.day)
        asked = np.asarray(keys, np.int64)
        top = np.zeros(int(max(asked.max(initial=-1), self.key.max(initial=-1))) + 1, np.int64)
        np.maximum.at(top, self.key, ends)
        return top[asked]

    def where(self, kept: NDArray[np.bool_]) -> Steps:
        """Return some of the steps."""
        return Steps(self.key[kept], self.day[kept], self.cents[kept])

    def off(self) -> Steps:
        """Return the same steps taken off instead of added."""
        return Steps(self.key, self.day, -self.cents)

    @cached_property
    def _sums(self) -> tuple[Whole, Whole]:
        """Return key and day as one sorted number, and the running sum before each."""
        when = self.key * _DAYS + self.day
        order = np.argsort(when, kind="stable")
        return when[order], np.concatenate([[0], np.cumsum(self.cents[order])])


def together(parts: Sequence[Steps]) -> Steps:
    """Return the steps of several sources as one."""
    return Steps(
        np.concatenate([part.key for part in parts]),
        np.concatenate([part.day for part in parts]),
        np.concatenate([part.cents for part in parts]),
    )
