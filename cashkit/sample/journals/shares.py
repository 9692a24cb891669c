"""Shares: a sum cut into parts of whole cents that come to it exactly.

>>> cut(1000, [1, 1, 1]).tolist(), cut(-10, [3, 1]).tolist()
([333, 334, 333], [-8, -2])
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray


def cut(total: int, weights: ArrayLike) -> NDArray[np.int64]:
    """Return the parts of a sum, in proportion to some weights."""
    ends = np.rint(np.cumsum(np.asarray(weights, np.float64)) / np.sum(weights) * total).astype(np.int64)
    return np.asarray(np.diff(ends, prepend=0), np.int64)
