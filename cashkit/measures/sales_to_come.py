"""Sales to come: what invoices not yet made would bring within the weeks of a forecast, at a stated weekly amount.

They are paid as past invoices were, counted from their date of issue: the share paid by each age is that of the
Kaplan-Meier curve by amount. They stand apart from the open items, and are only as good as the amount stated.

>>> curve = pd.DataFrame({"day": [7, 14], "unpaid_share_by_amount": [0.5, 0.0]})
>>> received(700, curve, weeks=3).round(0).tolist()  # 100 a day; half is paid after 7 days, half after 14
[0.0, 350.0, 700.0]

Formula: invoiced in equal parts day by day; each part brings, on each later day, the share paid at that age.
Units: euros with VAT.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd  # noqa: TC002  (the doctest)

from cashkit.measures.time_to_pay import time_to_pay

if TYPE_CHECKING:
    from decimal import Decimal

    from numpy.typing import NDArray

    from cashkit.dossier.dossier import Dossier
    from cashkit.measures.forecast import CashForecast

_WEEK = 7


def from_sales(dossier: Dossier, found: CashForecast, weekly: Decimal) -> CashForecast:
    """Return a forecast with a column more, from_sales; it is in no total."""
    if found.weeks.empty:
        return found
    curve = time_to_pay(dossier, as_of=found.as_of).curve
    cents = np.rint(received(float(weekly) * 100, curve, weeks=len(found.weeks)))
    return replace(found, weeks=found.weeks.assign(from_sales=cents / 100))


def received(weekly: float, curve: pd.DataFrame, *, weeks: int) -> NDArray[np.float64]:
    """Return what comes in each week when so much is invoiced a week, from tomorrow on."""
    ages = np.arange(weeks * _WEEK)
    days, unpaid = curve["day"].to_numpy(), curve["unpaid_share_by_amount"].to_numpy(float)
    paid = 1 - np.append(1.0, unpaid)[np.searchsorted(days, ages, side="right")]
    daily = weekly / _WEEK * paid  # what is invoiced on one day brings, by each age, this much in all
    found: NDArray[np.float64] = daily.reshape(weeks, _WEEK).sum(axis=1)
    return found
