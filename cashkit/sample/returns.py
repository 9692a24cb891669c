"""Returns: the direct debits, bills and cheques that come back unpaid, and when they are paid after all.

Most debits are presented again within ten days. A bill is paid by transfer some weeks later.

>>> [sum(counts) for counts in COUNTS]
[31, 35, 41]

Units: days since 1970.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cashkit.sample import story
from cashkit.sample.cast import NEVER
from cashkit.sample.due import TODAY
from cashkit.sample.seasons import bank_day

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from cashkit.sample.plan import Plan

    Flags = NDArray[np.bool_]

METHODS = ("direct_debit", "bill", "cheque")
COUNTS = ((22, 7, 2), (25, 8, 2), (29, 9, 3))
REASONS = {"direct_debit": "insufficient_funds", "bill": "insufficient_funds", "cheque": "insufficient_funds"}
_BACK = {"direct_debit": (4, 8), "bill": (2, 5), "cheque": (5, 9)}  # days until it comes back
_AGAIN = {"direct_debit": (6, 10), "bill": (12, 36), "cheque": (8, 21)}  # days until it is paid after all
_SLOW, _SLOW_SHARE = (20, 41), 0.4
_TOLD = {"direct_debit": "returned", "bill": "bill_returned"}
_SMALL = 0.6  # it is small debits that come back
_SETTLED_BY = TODAY - 60


def with_returns(plan: Plan, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the invoices with `first` (the day of the payment that came back), `returned` and a later `ended`."""
    made = rows.assign(first=NEVER, returned=NEVER)
    for place, year in enumerate(story.YEARS):
        for method, count in zip(METHODS, COUNTS[place], strict=True):
            told = made["ends"] == _TOLD.get(method, "-")
            held = made.loc[told & _in_year(made, year), "bunch"].nunique()
            _return(plan, made, (method, year), max(round(count * plan.scale) - held, 1))
    return _returned_of_the_story(made)


def _in_year(rows: pd.DataFrame, year: int) -> Flags:
    due = rows["due"].to_numpy().astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
    return np.asarray(due == year, bool)


def _return(plan: Plan, rows: pd.DataFrame, what: tuple[str, int], count: int) -> None:
    """Let some bunches of a year and a means come back."""
    method, year = what
    random = plan.random(f"returns {method} {year}")
    usable = (rows["method"] == method) & _in_year(rows, year) & (rows["ends"] == "") & (rows["mishap"] == "")
    usable &= (rows["due"] < _SETTLED_BY) & (rows["kind"] == "invoice") & (rows["segment"] != "other")
    usable &= (rows["free"] | (rows["method"] != "cheque")) & (rows["retained"] == 0)
    sums = rows[usable].groupby("bunch")["cents"].sum()
    pool = np.sort(sums[sums <= sums.quantile(_SMALL)].index.to_numpy())
    chosen = np.sort(random.choice(pool, min(count, len(pool)), replace=False))
    of = np.flatnonzero(np.isin(rows["bunch"], chosen) & usable)
    place = np.searchsorted(chosen, rows["bunch"].to_numpy()[of])
    back, again = (random.integers(*span[method], size=len(chosen)) for span in (_BACK, _AGAIN))
    if method == "direct_debit":
        again = np.where(random.random(len(chosen)) < _SLOW_SHARE, random.integers(*_SLOW, len(chosen)), again)
    first = bank_day(rows["due"].to_numpy()[of] + (method == "cheque") * 6)
    first = np.maximum(first, np.where(rows["ended"].to_numpy()[of] < NEVER, rows["ended"].to_numpy()[of], first))
    returned = bank_day(first + back[place])
    index = rows.index[of]
    rows.loc[index, "first"], rows.loc[index, "returned"] = first, returned
    rows.loc[index, "ended"], rows.loc[index, "free"] = bank_day(returned + again[place]), False


def _returned_of_the_story(rows: pd.DataFrame) -> pd.DataFrame:
    """Let the debits of the story come back five days after they were presented, and stay so."""
    told = rows["ends"] == "returned"
    first = np.where(told, bank_day(rows["due"].to_numpy()), rows["first"])
    return rows.assign(first=first, returned=np.where(told, bank_day(first.clip(0, TODAY) + 5), rows["returned"]))
