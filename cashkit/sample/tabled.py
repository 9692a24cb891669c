"""Tabled: whole cents and day numbers as the euros and dates of a table.

>>> money(np.array([12_345])).tolist(), str(dates(np.array([20_453, NEVER]))[0])
([123.45], '2025-12-31T00:00:00')
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cashkit.sample.cast import NEVER

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray


def named(ids: NDArray[np.object_], places: ArrayLike) -> NDArray[np.object_]:
    """Return the id at each place, None at -1."""
    known = np.concatenate([ids, np.array([None], object)])
    return np.asarray(known[np.asarray(places, np.int64)], object)


def where(keep: ArrayLike, values: ArrayLike) -> NDArray[np.object_]:
    """Return values as they are where they are to be kept, None elsewhere.

    >>> where([True, False], "factor").tolist()
    ['factor', None]
    """
    kept = np.asarray(keep, bool)
    made = np.full(len(kept), None, object)
    made[kept] = np.broadcast_to(np.asarray(values, object), kept.shape)[kept]
    return made


def money(cents: ArrayLike) -> NDArray[np.float64]:
    """Return whole cents as euros: the float nearest to the two decimals."""
    return np.asarray(cents, np.float64) / 100


def dates(days: ArrayLike) -> NDArray[np.datetime64]:
    """Return day numbers as dates, missing where the day does not come."""
    known = np.asarray(days, np.int64)
    made = known.astype("datetime64[D]").astype("datetime64[s]")
    made[known >= NEVER] = np.datetime64("NaT")
    return made
