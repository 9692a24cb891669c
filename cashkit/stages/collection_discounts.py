"""Cash discounts in stage 7: what each customer that was granted one is lent at, over a year.

A discount for paying within 10 days on terms of 30 buys 20 days. The terms are those of the account, counted from the
days on which the customer was invoiced over the year (`granted_terms`).

>>> from datetime import date
>>> from cashkit.dossier.dossier import Dossier
>>> from cashkit.stages.situation import Situation
>>> invoices = pd.DataFrame({"invoice_id": ["F1"], "customer_id": "C1", "kind": "invoice",
...     "issue_date": "2025-11-10", "amount": 100.0})
>>> customers = pd.DataFrame({"customer_id": ["C1", "C2"], "name": ["Un", "Deux"], "payment_terms": "30",
...     "discount_rate": [0.02, None], "discount_days": [10.0, None]})
>>> dossier = Dossier.of(name="case", closing_date="2025-12-31", invoices=invoices, customers=customers)
>>> table = discounts_agreed(Situation(dossier, date(2025, 12, 31)))
>>> table[["customer_id", "discount_rate", "days_gained"]].values.tolist(), round(table["discount_cost"].item(), 3)
([['C1', 0.02, 20]], 0.372)

Units: fractions (of the invoice, and a year), days. A discount whose last day lies on the due date or after it buys no
day: its cost is not told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.ground.calendar import months_after
from cashkit.measures.customer_file import customer_file
from cashkit.measures.discount_cost import discount_cost
from cashkit.measures.granted_terms import granted_terms

if TYPE_CHECKING:
    from cashkit.stages.situation import Situation

_YEAR = 12
COLUMNS = ("customer_id", "name", "discount_rate", "discount_days", "granted_days", "days_gained", "discount_cost")


def discounts_agreed(at: Situation) -> pd.DataFrame:
    """Return one row for each customer with a discount, the dearest first (columns: `COLUMNS`)."""
    file = customer_file(at.dossier) if at.facts.has("discount_rate", "payment_terms") else None
    if file is None:
        return pd.DataFrame(columns=list(COLUMNS))
    since = months_after(at.as_of, -_YEAR)
    granted = granted_terms(at.dossier, file, since=since, until=at.as_of)["days"].to_numpy(float)
    rates, last = (at.facts.numbers(name, file.ids) for name in ("discount_rate", "discount_days"))
    rows = np.flatnonzero((rates > 0) & (rates < 1))
    gained = np.round(granted[rows] - np.nan_to_num(last[rows]))
    frame = pd.DataFrame(
        {
            "customer_id": file.ids[rows],
            "name": file.names[rows],
            "discount_rate": rates[rows],
            "discount_days": last[rows],
            "granted_days": granted[rows],
            "days_gained": pd.array(np.where(gained > 0, gained, np.nan), "Int64"),
            "discount_cost": [_cost(rate, days) for rate, days in zip(rates[rows], gained, strict=True)],
        },
        columns=list(COLUMNS),
    )
    order = ["discount_cost", "customer_id"]
    return frame.sort_values(order, ascending=[False, True], kind="stable", ignore_index=True)


def _cost(rate: float, gained: float) -> float:
    """Return the yearly rate of a discount, NaN where it buys no day or its terms are not known."""
    cost = discount_cost(rate=rate, days=int(gained)) if gained >= 1 else None
    return np.nan if cost is None else cost
