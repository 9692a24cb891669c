"""Groups of lines: a code a line, numbered from 0 in the order of first appearance.

What is summed, counted or compared by entry, journal or account is computed here, over whole
columns: no loop over lines.

>>> import numpy as np
>>> found = group(np.array([7, 7, 3, 7]))
>>> found.code.tolist(), found.first.tolist(), found.sums(np.array([100, 20, -5, -120])).tolist()
([0, 0, 1, 0], [0, 2], [0, -5])
>>> found.differing(np.array([1, 1, 9, 2])).tolist()
[True, False]
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cashkit.readers.fec.lines import Coded, Int32, Int64

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Groups:
    """`code` is the group of each line, `first` the index of the first line of each group.

    `runs` is the number of stretches of neighbouring lines of one group: as many as groups
    when each group stands together.
    """

    code: Int32
    first: Int64
    runs: int

    @property
    def count(self) -> int:
        """The number of groups."""
        return len(self.first)

    def sums(self, values: Int64) -> Int64:
        """Return the sum of each group, in integers."""
        total = np.zeros(self.count, np.int64)
        np.add.at(total, self.code, values)
        return total

    def sizes(self) -> Int64:
        """Return the number of lines of each group."""
        return np.bincount(self.code, minlength=self.count).astype(np.int64, copy=False)

    def last(self) -> Int64:
        """Return the index of the last line of each group."""
        ends = np.zeros(self.count, np.int64)
        ends[self.code] = np.arange(len(self.code))  # of several lines of a group the last one stays
        return ends

    def having(self, lines: Mask) -> Mask:
        """Return which groups have at least one of the lines."""
        found = np.zeros(self.count, bool)
        found[self.code[lines]] = True
        return found

    def differing(self, values: NDArray[Any], known: Mask | None = None) -> Mask:
        """Return which groups hold several values, among the lines whose value is known."""
        reference = values[self.first]
        if known is not None and not known.all():
            stated = np.flatnonzero(known)[::-1]
            reference[self.code[stated]] = values[stated]
        odd = values != reference[self.code]
        return self.having(odd if known is None else odd & known)

    def members(self, chosen: Int64) -> list[Int64]:
        """Return the line indices of a few groups, in file order."""
        wanted = np.zeros(self.count, bool)
        wanted[chosen] = True
        lines = np.flatnonzero(wanted[self.code])
        return [lines[self.code[lines] == one] for one in chosen]


def group(keys: NDArray[Any]) -> Groups:
    """Group lines by an integer key."""
    starts = np.flatnonzero(np.concatenate((np.ones(min(len(keys), 1), bool), keys[1:] != keys[:-1])))
    _, first_run, run_key = np.unique(keys[starts], return_index=True, return_inverse=True)
    by_appearance = np.argsort(first_run)
    rank = np.empty(len(first_run), np.int32)
    rank[by_appearance] = np.arange(len(first_run), dtype=np.int32)
    lengths = np.diff(starts, append=len(keys))
    return Groups(np.repeat(rank[run_key], lengths), starts[first_run[by_appearance]], len(starts))


def pair(left: Int32, right: Int32) -> Groups:
    """Group lines by two columns of codes or days; the codes of the first are not negative.

    >>> pair(np.array([0, 0, 1], np.int32), np.array([8, 9, 8], np.int32)).code.tolist()
    [0, 1, 2]
    """
    return group((left.astype(np.int64) << 32) | right.view(np.uint32))


def lookup(column: Coded, by_value: NDArray[Any]) -> NDArray[Any]:
    """Return for each line what was computed once for each distinct text."""
    return by_value[column.codes]
