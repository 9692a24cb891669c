"""Pace: on which day each free invoice is paid, so that a segment's year is as late and as often in time as told.

Those at greatest ease pay in time, as many as the story says. The others pay after the due day by their pull times a
length of days, found by halving for each segment and year: then the mean lateness, weighted by amount and with
what is open counted up to the end of that year, is the story's. Year ends bound both.

Units: whole cents, days since 1970.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cashkit.ground.calendar import day_number
from cashkit.sample import story
from cashkit.sample.cast import NEVER
from cashkit.sample.due import TODAY
from cashkit.sample.seasons import bank_day, bank_day_before, payment_run
from cashkit.sample.targets import targets

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd
    from numpy.typing import NDArray

    from cashkit.sample.plan import Plan
    from cashkit.sample.year_ends import Ends

    Whole = NDArray[np.int64]
    Flags = NDArray[np.bool_]
    Real = NDArray[np.float64]

_HALVINGS = 24
_LONGEST_MEAN = 160.0
_FIRST_BANK_DAY = day_number(story.OPENING) + 1
_OPENINGS_LATE = 12.0
_BY_RUNS = ("merchants", "builders", "public", "retail")  # their accounts are paid once a month


def with_pace(plan: Plan, rows: pd.DataFrame, ends: Ends) -> pd.DataFrame:
    """Return the invoices, each with the day on which it `ended` (NEVER while it is open)."""
    random = plan.random("pace")
    jitter = random.integers(1, 26, len(rows)), random.integers(0, 16, len(rows))
    low = np.where(ends.low > -NEVER, ends.low + jitter[0], -NEVER)
    high = np.where(ends.high < NEVER, np.maximum(ends.high - jitter[1], rows["issue"] + 3), NEVER)
    high = np.minimum(high, ends.high)
    ended = rows["ended"].to_numpy().copy()
    year = years(rows["due"].to_numpy())
    for segment in story.SEGMENTS:
        for one in story.YEARS:
            mine = (rows["segment"] == segment).to_numpy() & (year == one) & (rows["kind"] == "invoice").to_numpy()
            _paced(rows, (ended, low, high), (mine, ends.open_now), (segment, one))
    rest = rows["free"].to_numpy() & ~np.isin(year, story.YEARS) & (rows["kind"] == "invoice").to_numpy()
    ended[rest] = bank_day_before(np.minimum(high[rest], TODAY))
    opening = rows["free"].to_numpy() & (rows["kind"] == "opening").to_numpy()
    late = np.rint(rows["pull"].to_numpy() * _OPENINGS_LATE).astype(np.int64)
    ended[opening] = _within(
        np.maximum(rows["due"].to_numpy() + late, _FIRST_BANK_DAY), low, high, rows["customer"].to_numpy()
    )[opening]
    ended[ends.open_now] = NEVER
    return rows.assign(ended=ended, part_paid=ends.part_paid, open_now=ends.open_now)


def years(days: Whole) -> Whole:
    """Return the calendar year of each day."""
    found: Whole = days.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
    return found


def _within(days: Whole, low: Whole, high: Whole, customer: Whole) -> Whole:
    """Return the customer's payment days (any bank day for -1) as near to some days as their bounds allow."""
    bounded = np.clip(days, low, np.maximum(high, low))
    on = np.where(customer >= 0, payment_run(bounded, np.maximum(customer, 0)), bank_day(bounded))
    on = np.where(on > high, bank_day(bounded), on)
    return np.where(on > high, bank_day_before(np.minimum(bounded, TODAY)), on)


def _paced(
    rows: pd.DataFrame, days: tuple[Whole, Whole, Whole], which: tuple[Flags, Flags], what: tuple[str, int]
) -> None:
    """Set the days of one segment and year."""
    (ended, low, high), (mine, still_open) = days, which
    told, due = targets(what[1])[what[0]], rows["due"].to_numpy()
    move = mine & rows["free"].to_numpy() & ~still_open
    if not mine.any():
        return
    in_time = _in_time(rows, (ended, low, high), (mine, move), told.on_time)
    ended[in_time] = np.maximum(bank_day_before(np.minimum(due, high)), low)[in_time]
    late = move & ~in_time
    customer = rows["customer"].to_numpy()[late] if what[0] in _BY_RUNS else np.full(int(late.sum()), -1)
    weight = np.where(rows["ours"], 0, rows["cents"] - rows["retained"])
    end = day_number(story.AS_OF.replace(year=what[1]))
    settled = np.where(still_open, end, np.minimum(ended, end))
    others = mine & ~late
    product = (weight[others] * (settled - due)[others]).sum()
    wanted = told.lateness * weight[mine].sum() - product

    def slower(mean: float) -> Whole:
        after = np.maximum(np.rint(rows["pull"].to_numpy()[late] * mean), 1).astype(np.int64)
        return _within(due[late] + after, low[late], high[late], customer)

    def days_late(mean: float) -> float:
        return float((weight[late] * (np.minimum(slower(mean), end) - due[late])).sum())

    ended[late] = slower(_halved(days_late, float(wanted)))


def _in_time(rows: pd.DataFrame, days: tuple[Whole, Whole, Whole], which: tuple[Flags, Flags], share: float) -> Flags:
    """Return which of the free ones are paid in time: those at greatest ease, as many as are missing."""
    (ended, low, high), (mine, move) = days, which
    due = rows["due"].to_numpy()
    already = mine & ~move & (ended <= due)
    early = move & (high <= due)
    missing = round(share * mine.sum()) - int(already.sum()) - int(early.sum())
    pool = np.flatnonzero(move & ~early & (low <= due))
    pool = pool[np.argsort(rows["ease"].to_numpy()[pool], kind="stable")]
    chosen = early.copy()
    chosen[pool[: max(missing, 0)]] = True
    return chosen


def _halved(measure: Callable[[float], float], wanted: float) -> float:
    """Return the mean at which a rising measure is as wanted."""
    low, high = 0.0, _LONGEST_MEAN
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if measure(middle) < wanted else (low, middle)
    return (low + high) / 2
