"""Groups: things that are linked, directly or through others, as one.

>>> linked(5, np.array([0, 3]), np.array([1, 1])).tolist()
[0, 0, 2, 0, 4]
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Whole = NDArray[np.int64]


def linked(count: int, one: Whole, other: Whole) -> Whole:
    """Return for each of `count` things the first thing that it is linked with; `one` and `other` are the links."""
    group = np.arange(count, dtype=np.int64)
    while True:
        least = np.minimum(group[one], group[other])
        before = group.copy()
        np.minimum.at(group, one, least)
        np.minimum.at(group, other, least)
        np.minimum.at(group, before[one], least)
        np.minimum.at(group, before[other], least)
        group = group[group]
        if np.array_equal(before, group):
            return group
