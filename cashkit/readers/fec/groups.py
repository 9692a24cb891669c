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
_ADDRESSES = 8  # a table of addresses may be so many times longer than the column


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


def group(keys: NDArray[Any], size: int | None = None) -> Groups:
    """Group lines by an integer key; `size` says that keys are from 0 to size - 1.

    Few keys are looked up by address, others sorted; only where a key differs from the one before.
    """
    starts = np.flatnonzero(np.concatenate((np.ones(min(len(keys), 1), bool), keys[1:] != keys[:-1])))
    seen = keys[starts]
    by_address = size is not None and size <= _ADDRESSES * len(keys)
    first, code = _addressed(seen, int(size or 0)) if by_address else _sorted(seen)
    lengths = np.diff(starts, append=len(keys))
    return Groups(np.repeat(code, lengths), starts[first], len(starts))


def _addressed(keys: NDArray[Any], size: int) -> tuple[Int64, Int32]:
    """Return the first place of each distinct key, by appearance, and the code of each key."""
    place = np.zeros(size, np.int32)
    every = np.arange(len(keys), dtype=np.int32)
    place[keys[::-1]] = every[::-1]  # of equal keys the first one stays
    is_first = place[keys] == every
    rank = np.cumsum(is_first, dtype=np.int32) - np.int32(1)
    return np.flatnonzero(is_first), rank[place[keys]]


def _sorted(keys: NDArray[Any]) -> tuple[Int64, Int32]:
    _, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
    is_first = np.zeros(len(keys), bool)
    is_first[first] = True
    rank = np.cumsum(is_first, dtype=np.int32) - np.int32(1)
    return np.flatnonzero(is_first), rank[first[inverse]]


def pair(left: Int32, right: Int32) -> Groups:
    """Group lines by two columns of codes or days; the codes of the first are not negative.

    >>> pair(np.array([0, 0, 1], np.int32), np.array([8, 9, 8], np.int32)).code.tolist()
    [0, 1, 2]
    """
    if len(left) == 0:
        return group(np.zeros(0, np.int64))
    least = int(right.min())
    width = int(right.max()) - least + 1
    return group(left.astype(np.int64) * width + (right.astype(np.int64) - least), (int(left.max()) + 1) * width)


def of(column: Coded) -> Groups:
    """Group lines by what one column says."""
    return group(column.codes, len(column.values))


def lookup(column: Coded, by_value: NDArray[Any]) -> NDArray[Any]:
    """Return for each line what was computed once for each distinct text."""
    return by_value[column.codes]
