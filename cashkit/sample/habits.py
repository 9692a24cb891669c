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

from cashkit.ground.calendar import day_number, month_end
from cashkit.sample import story
from cashkit.sample.cast import NEVER, unapplied
from cashkit.sample.seasons import bank_day, bank_day_before

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.sample.plan import Plan

    Whole = NDArray[np.int64]

YEAR_ENDS = tuple(day_number(story.AS_OF.replace(year=year)) for year in story.YEARS)
_DRIFT = (day_number(story.CONTROLLER_LEFT) - 20, day_number(story.CONTROLLER_BACK) + 25)
_SLOWER_WITHOUT_CONTROLLER = 1.8
_BILL_LAG = ((0, 0.74), (1, 0.13), (2, 0.08), (3, 0.05))
_BEFORE_A_WEEKEND = 0.75  # of the debits due on one are presented on the Friday
_SISTER = "C0249"
_SLOWNESS = 0.6  # how much customers differ
_MAY_DRIFT, _DRIFTING, _SLOWER = ("builders", "merchants", "export"), 0.25, (0.3, 2.2)
_MIDDLE = 14
_SIGHT = 2  # days that a bank takes under a letter of credit
_SETTLED_BY = {credit.code: credit.posted for credit in unapplied() if credit.what == "old"}
_OPEN_END = ("open", "returned", "bill_returned")


def with_habits(plan: Plan, market: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the invoices with ended, free, ease and pull; and `bunch`, what is collected by one debit or one bill."""
    random = plan.random("habits")
    customer, due, method = (rows[name].to_numpy() for name in ("customer", "due", "method"))
    told = pd.factorize(rows["ends"])[0]
    maturity = np.where(method == "bill", _half_month_end(due), due)
    bunch = pd.factorize((customer * 100_000 + maturity) * 16 + told)[0]
    last = pd.Series(due).groupby(bunch).transform("max").to_numpy()
    made = rows.assign(
        bunch=bunch,
        ease=random.random(len(rows)) + 0.6 * random.random(len(market))[customer],
        pull=random.gamma(1.4, 1 / 1.4, len(rows)) * random.lognormal(0.0, _SLOWNESS, len(market))[customer],
    )
    made.loc[rows["due"].between(*_DRIFT), "pull"] *= _SLOWER_WITHOUT_CONTROLLER
    made["pull"] *= _drifting(market, random)[customer, (due > YEAR_ENDS[-2]).astype(np.int64)]
    lag = random.choice([days for days, _ in _BILL_LAG], len(rows), p=[share for _, share in _BILL_LAG])[bunch]
    late = np.nan_to_num(market["late"].to_numpy()[customer])
    fixed_late = np.rint(late * (0.95 + 0.1 * random.random(len(rows)))).astype(np.int64)
    after = np.select(
        [late > 0, method == "direct_debit", method == "bill", method == "letter_of_credit", rows["terms"] == "0"],
        [fixed_late, 0, lag, _SIGHT, 0],
        -1,
    )
    after = np.where((after == 0) & np.isin(last, YEAR_ENDS) & (rows["terms"] != "0"), 1, after)
    ended = np.where(after >= 0, bank_day(np.where(method == "bill", last, due) + np.maximum(after, 0)), NEVER)
    early = (method == "direct_debit") & (random.random(len(rows))[bunch] < _BEFORE_A_WEEKEND) & (after == 0)
    before = bank_day_before(due)
    ended = np.where(early & ~np.isin(before, YEAR_ENDS), before, ended)
    due_by = np.array([_SETTLED_BY.get(str(like), NEVER) for like in market["like"]])[customer]
    apart = _apart(market)[customer] | (rows["mishap"] == "discount_taken_unduly").to_numpy()
    return _as_told(
        made.assign(
            ended=ended,
            free=after < 0,
            apart=apart & (rows["ends"] == "").to_numpy(),
            settled_by=due_by,
            ours=_ours(market)[customer],
        )
    )


def _drifting(market: pd.DataFrame, random: np.random.Generator) -> NDArray[np.float64]:
    """Return by how much each customer is slower than its habit, before the last year and in it: a few grew slow."""
    mine = market["segment"].isin(_MAY_DRIFT).to_numpy() & (random.random(len(market)) < _DRIFTING)
    return np.where(mine[:, None], np.array(_SLOWER), 1.0)


def _ours(market: pd.DataFrame) -> NDArray[np.bool_]:
    """Return the sister company, whose lateness counts for nothing."""
    return np.asarray(market["customer_id"] == _SISTER)


def _half_month_end(days: Whole) -> Whole:
    """Return the middle or the end of the month of each day: one bill gathers what falls due in half a month."""
    start = days.astype("datetime64[D]").astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    return np.where(days - start < _MIDDLE, start + _MIDDLE, month_end(days).astype(np.int64))


def _apart(market: pd.DataFrame) -> NDArray[np.bool_]:
    """Return the customers of whom nothing is open at the end of the story but what it tells."""
    codes = {credit.code for credit in unapplied()}
    return np.asarray((market["until"] < NEVER) | market["like"].isin(codes))


def _as_told(rows: pd.DataFrame) -> pd.DataFrame:
    """Let the invoices of the story end as it says, and a customer's paid in advance at once."""
    ends = rows["ends"].to_numpy(object)
    told = (ends != "") & (ends != "normal")
    ended = np.where(told, np.where(np.isin(ends, _OPEN_END), NEVER, rows["ends_on"]), rows["ended"])
    twins = (rows["mishap"] == "twin").to_numpy()
    opening = (rows["kind"] == "opening").to_numpy() & ~told
    ended = np.where(opening, NEVER, np.where(twins, np.maximum(ended, bank_day(rows["due"].to_numpy())), ended))
    return rows.assign(ended=ended, free=(rows["free"].to_numpy() | opening) & ~told)
