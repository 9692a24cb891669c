"""Agreed due dates: when what is issued on a day falls due by terms as they are written, row by row.

>>> days = np.array([20_453, 20_453, 20_453])  # 31 December 2025
>>> agreed_due_days(["45 EOM", "prepaid", "selon accord"], days).tolist() == [20_512, 20_453, NO_DAY]
True
>>> paid_first(["prepaid", "0", "comptant", "30", ""]).tolist()
[True, True, True, False, False]

Units: day numbers; NO_DAY where terms are blank or nobody can read them, or the day is not known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.dossier.books import NO_DAY
from cashkit.law.payment_terms import due_days
from cashkit.measures.granted_terms import readable

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray


def agreed_due_days(terms: ArrayLike, days: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return the day on which each falls due by its terms."""
    due = np.full(len(days), NO_DAY, np.int32)
    codes, texts = pd.factorize(np.asarray(terms, object))
    for code, text in enumerate(texts):
        read = readable(str(text).strip())
        rows = np.flatnonzero((codes == code) & (days != NO_DAY))
        if read is not None and len(rows):
            due[rows] = due_days(days[rows], read)
    return due


def paid_first(terms: ArrayLike) -> NDArray[np.bool_]:
    """Return which terms give no time at all: paid in advance, or on the day itself."""
    texts = np.asarray(terms, object)
    return np.asarray(agreed_due_days(texts, np.zeros(len(texts), np.int32)) == 0, bool)
