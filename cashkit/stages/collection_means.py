"""Means of payment compared, in stage 7: who decides on the day, what each costs, what can still go wrong.

>>> means = pd.DataFrame({"method": ["transfer", "direct_debit"], "amount": [730_000.0, 365_000.0],
...     "share": [2 / 3, 1 / 3], "weighted_days_late": [10.0, -1.0]})
>>> compared(means)[["method", "decided_by", "yearly_cost", "means_risk"]].values.tolist()
[['transfer', 'debtor', 1360.0, 'transfer'], ['direct_debit', 'creditor', 0.0, 'direct_debit']]

Formula: cost of lateness = amount received over twelve months x days late / 365 x rate of financing (6.8 % a year);
nothing where payments come early. What the bank takes is a matter of its tariff: only its kind is told.
Units: euros with VAT, days.
Source: measure `means_of_payment`; delays of the law in `means_of_payment.csv`; charges and risks: practice.
"""

from __future__ import annotations

from decimal import Decimal

import pandas as pd

from cashkit.ground.money import rounded
from cashkit.measures.financing import YEAR
from cashkit.measures.invoicing_delay import FINANCING_RATE

COLUMNS = ("method", "share", "weighted_days_late", "yearly_cost", "decided_by", "bank_charge", "means_risk")
DECIDES = {
    "transfer": "debtor",
    "cheque": "debtor",
    "card": "debtor",
    "cash": "debtor",
    "direct_debit": "creditor",
    "bill": "date_written",
    "letter_of_credit": "documents",
    "factor": "contract",
}
"""Who, or what, decides on the day of payment by each means."""
_UNTOLD = "untold"


def compared(means: pd.DataFrame) -> pd.DataFrame:
    """Return the means of payment that were used, the largest first (columns: `COLUMNS`)."""
    known = means["method"].where(means["method"].isin(list(DECIDES)), _UNTOLD)
    rows = means.assign(
        yearly_cost=[_cost(*pair) for pair in zip(means["amount"], means["weighted_days_late"], strict=True)],
        decided_by=known.map(DECIDES).fillna(_UNTOLD),
        bank_charge=known,
        means_risk=known,
    )
    return rows[list(COLUMNS)]


def _cost(amount: float, days: float) -> float:
    """Return what waiting for payments that come late costs over a year; NaN where lateness is not known."""
    if pd.isna(days):
        return float("nan")
    late = Decimal(str(max(days, 0.0)))
    return float(rounded(Decimal(str(amount)) * FINANCING_RATE * late / YEAR))
