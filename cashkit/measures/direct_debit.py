"""Direct debit: the cash that would come in once if customers who decide when they pay were debited instead.

With a direct debit the creditor decides on the day: what is left of lateness is returns. Each customer who pays
by transfer, cheque, card or in cash, is a company in France and pays later than those debited brings
its invoiced amount a day, times the days gained.

>>> late = pd.DataFrame({"customer": ["C1", "C2"], "cents": [100_000, 50_000], "days": [20.0, 2.0]})
>>> means = np.array(["cheque", "direct_debit"], object)
>>> invoiced = pd.Series({"C1": 3_650_000, "C2": 1_000_000})
>>> debit_gain(late.assign(method=means, eligible=True), invoiced).iloc[0].to_dict()
{'method': 'cheque', 'customers': 1, 'invoiced': 36500.0, 'weighted_days_late': 20.0, 'cash_freed': 1800.0}

Formula: invoiced over twelve months / 365 x (days late - days late of direct debits), where above zero.
Units: euros with VAT, days. Public bodies, foreigners, sister companies and factored customers are not debited.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

DEBIT = "direct_debit"
REPLACED = ("transfer", "cheque", "card", "cash")
COLUMNS = ("method", "customers", "invoiced", "weighted_days_late", "cash_freed")
_YEAR = 365


def days_of_debits(late: pd.DataFrame) -> float:
    """Return how late direct debits are on average, weighted by amount; 0 where there is none."""
    debits = late[late["method"] == DEBIT]
    weight = int(debits["cents"].sum())
    return float((debits["days"] * debits["cents"]).sum() / weight) if weight else 0.0


def debit_gain(late: pd.DataFrame, invoiced: pd.Series) -> pd.DataFrame:
    """Return one row a means replaced, the largest gain first (columns: `COLUMNS`).

    `late` has one row a customer: customer, cents, days, method, and whether it may be debited (eligible);
    `invoiced` is what each was invoiced over twelve months, in cents.
    """
    rows = late[late["eligible"] & late["method"].isin(REPLACED)]
    year = invoiced.reindex(rows["customer"], fill_value=0).to_numpy(np.int64)
    gained = (rows["days"] - days_of_debits(late)).clip(lower=0)
    rows = rows.assign(invoiced=year, product=rows["cents"] * rows["days"], freed=np.rint(year / _YEAR * gained))
    sums = rows.groupby("method")[["cents", "product", "invoiced", "freed"]].sum()
    told = {
        "method": sums.index.to_numpy(object),
        "customers": rows.groupby("method").size().to_numpy(),
        "invoiced": sums["invoiced"].to_numpy() / 100,
        "weighted_days_late": (sums["product"] / sums["cents"]).to_numpy(float),
        "cash_freed": sums["freed"].to_numpy() / 100,
    }
    frame = pd.DataFrame(told, columns=list(COLUMNS))
    return frame.sort_values("cash_freed", ascending=False, kind="stable", ignore_index=True)
