"""Numbered: the numbers that documents bear, a series for each kind and year, restarting each January.

Invoices are F, deposits AC, credit notes A. A fault leaves gaps: in two places of the last year's invoices one and two
numbers were never used.

>>> numbers("F", np.array([19723, 20089, 20088, 20100]), 6000).tolist()
['F2024-00001', 'F2025-00001', 'F2024-00002', 'F2025-00002']
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Whole = NDArray[np.int64]
    Texts = NDArray[np.object_]

_WIDTH = 5


def numbers(series: str, days: Whole, size: int, skipped: Whole | None = None) -> Texts:
    """Return a number for each document, in order of its day, then of its row; `skipped` were left out before it."""
    year = days.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
    order = np.argsort(days, kind="stable")
    rank = np.empty(len(days), np.int64)
    rank[order] = pd.Series(year[order]).groupby(year[order]).cumcount() + 1
    if skipped is not None:
        rank = rank + skipped
    width = max(_WIDTH, len(str(size)))
    text = pd.Series(rank).astype(str).str.zfill(width)
    return np.asarray((series + pd.Series(year).astype(str) + "-" + text).to_numpy(object))


def gaps(days: Whole, last_year: int, places: Whole) -> Whole:
    """Return how many numbers are left out before each document: one at the first place, two at the next, and so on.

    >>> gaps(np.array([20089, 20090, 20091, 20092]), 2025, np.array([1, 3])).tolist()
    [0, 1, 1, 3]
    """
    year = days.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
    order = np.argsort(days, kind="stable")
    of = order[year[order] == last_year]
    left_out = np.zeros(len(of), np.int64)
    left_out[places] = np.arange(len(places)) % 2 + 1
    skipped = np.zeros(len(days), np.int64)
    skipped[of] = np.cumsum(left_out)
    return skipped
