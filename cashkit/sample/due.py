"""Due days of many invoices, each by the terms of its account.

>>> from cashkit.ground.calendar import from_day
>>> [str(from_day(day)) for day in due_by_terms(np.array(["30", "45 EOM"], object), np.array([TODAY, TODAY]))]
['2026-01-30', '2026-02-28']

Units: days since 1970.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.ground.calendar import day_number
from cashkit.law.payment_terms import due_days
from cashkit.sample import story

if TYPE_CHECKING:
    from numpy.typing import NDArray

TODAY = day_number(story.AS_OF)
"""The last day of the story."""


def due_by_terms(terms: NDArray[np.object_], start: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the due day of each invoice by its terms, counted from a day."""
    due = np.zeros(len(start), np.int64)
    codes, known = pd.factorize(terms)
    for code, text in enumerate(known):
        of = codes == code
        due[of] = due_days(start[of], str(text))
    return due
