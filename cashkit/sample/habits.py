"""Habits: when each invoice would be paid by the means of payment of its customer, before the year ends are told.

Direct debits are presented on the due day, bills at maturity, cards at once; a letter of credit pays two days later;
some customers are always so many days late. All these are settled here (`ended`, the day of payment). What is `free` is
paid when `pace` says: `ease` tells who pays in time first, `pull` how much later than others a customer pays.

Units: days since 1970.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.ground.calendar import day_number
from cashkit.sample import story
from cashkit.sample.cast import NEVER
from cashkit.sample.seasons import bank_day, bank_day_before

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.sample.plan import Plan

    Whole = NDArray[np.int64]

YEAR_ENDS = tuple(day_number(story.AS_OF.replace(year=year)) for year in story.YEARS)
_DRIFT = (day_number(story.CONTROLLER_LEFT) - 20, day_number(story.CONTROLLER_BACK) + 25)
_SLOWER_WITHOUT_CONTROLLER = 1.8
_BILL_LAG = ((0, 0.48), (1, 0.24), (2, 0.16), (3, 0.12))
_BEFORE_A_WEEKEND = 0.5  # of the debits due on one are presented on the Friday
_SIGHT = 2  # days that a bank takes under a letter of credit
_OPEN_END = ("open", "returned", "bill_returned")


def with_habits(plan: Plan, market: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the invoices with ended, free, ease and pull; and `bunch`, what is collected by one debit or one bill."""
    random = plan.random("habits")
    customer, due, method = (rows[name].to_numpy() for name in ("customer", "due", "method"))
    told = pd.factorize(rows["ends"])[0]
    bunch = pd.factorize((customer * 100_000 + due) * 16 + told)[0]
    made = rows.assign(
        bunch=bunch,
        ease=random.random(len(rows)) + 0.6 * random.random(len(market))[customer],
        pull=random.gamma(1.4, 1 / 1.4, len(rows)) * random.lognormal(0.0, 0.35, len(market))[customer],
    )
    made.loc[rows["due"].between(*_DRIFT), "pull"] *= _SLOWER_WITHOUT_CONTROLLER
    lag = random.choice([days for days, _ in _BILL_LAG], len(rows), p=[share for _, share in _BILL_LAG])[bunch]
    late = np.nan_to_num(market["late"].to_numpy()[customer])
    fixed_late = np.rint(late * (0.8 + 0.4 * random.random(len(rows)))).astype(np.int64)
    after = np.select(
        [late > 0, method == "direct_debit", method == "bill", method == "letter_of_credit", rows["terms"] == "0"],
        [fixed_late, 0, lag, _SIGHT, 0],
        -1,
    )
    after = np.where((after == 0) & np.isin(due, YEAR_ENDS) & (rows["terms"] != "0"), 1, after)
    ended = np.where(after >= 0, bank_day(due + np.maximum(after, 0)), NEVER)
    early = (method == "direct_debit") & (random.random(len(rows))[bunch] < _BEFORE_A_WEEKEND) & (after == 0)
    before = bank_day_before(due)
    ended = np.where(early & ~np.isin(before, YEAR_ENDS), before, ended)
    return _as_told(made.assign(ended=ended, free=after < 0))


def _as_told(rows: pd.DataFrame) -> pd.DataFrame:
    """Let the invoices of the story end as it says, and a customer's paid in advance at once."""
    ends = rows["ends"].to_numpy(object)
    told = (ends != "") & (ends != "normal")
    ended = np.where(told, np.where(np.isin(ends, _OPEN_END), NEVER, rows["ends_on"]), rows["ended"])
    twins = (rows["mishap"] == "twin").to_numpy()
    opening = (rows["kind"] == "opening").to_numpy() & ~told
    ended = np.where(opening, NEVER, np.where(twins, np.maximum(ended, bank_day(rows["due"].to_numpy())), ended))
    return rows.assign(ended=ended, free=(rows["free"].to_numpy() | opening) & ~told)
