"""Seasons: on which days of a year a segment is invoiced, month by month, on the days when the office works.

The shares of months are the company's; in the last year each segment has its own, which sum to the company's
(`seasons.csv`): public bodies spend what is left of their budget, builders close their sites, the DIY chain is calm.

>>> float(month_shares("retail", 2025)[11].round(3)), float(month_shares("retail", 2024)[11].round(3))
(0.027, 0.06)
>>> days, cumulated = calendar_of("artisans", 2025)
>>> len(days), float(cumulated[-1])
(242, 1.0)

Units: days since 1970, shares as fractions.
"""

from __future__ import annotations

import csv
import datetime as dt
import functools
from importlib import resources
from typing import TYPE_CHECKING

import numpy as np

from cashkit.ground.calendar import day_number, is_working_day
from cashkit.sample import story

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Days = NDArray[np.int64]
    Shares = NDArray[np.float64]

_AUGUST = 8
_LOOK_AHEAD = 10


@functools.cache
def _last_year() -> Mapping[str, Shares]:
    text = resources.files("cashkit.sample").joinpath("seasons.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {row["segment"]: np.array([float(row[str(month)]) for month in range(1, 13)]) / 100 for row in rows}


def month_shares(segment: str, year: int) -> Shares:
    """Return what each month is of a segment's year."""
    if year == story.YEARS[-1]:
        return _last_year()[segment]
    return np.array(story.SHARES_OF_MONTHS) / 100


@functools.cache
def working_days(year: int) -> Days:
    """Return the days of a year on which the company works: no weekend, no holiday, not the summer break."""
    first, last = (day_number(dt.date(year, month, day)) for month, day in ((1, 1), (12, 31)))
    every = [dt.date.fromordinal(dt.date(1970, 1, 1).toordinal() + day) for day in range(first, last + 1)]
    low, high = story.SUMMER_BREAK
    return np.array(
        [
            day_number(day)
            for day in every
            if is_working_day(day) and not (day.month == _AUGUST and low <= day.day <= high)
        ],
        dtype=np.int64,
    )


def months_of(days: Days) -> Days:
    """Return the month of each day, 0 to 11."""
    months: Days = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) % 12
    return months


@functools.cache
def calendar_of(segment: str, year: int) -> tuple[Days, Shares]:
    """Return the working days of a year and the share of the year invoiced by the end of each."""
    days = working_days(year)
    months = months_of(days)
    of_day = month_shares(segment, year)[months] / np.bincount(months, minlength=12)[months]
    cumulated = np.cumsum(of_day)
    return days, cumulated / cumulated[-1]


def share_before(segment: str, year: int, days: Days) -> Shares:
    """Return the share of a year invoiced before each of some days."""
    known, cumulated = calendar_of(segment, year)
    return np.concatenate([[0.0], cumulated])[np.searchsorted(known, days)]


@functools.cache
def _bank_days() -> Days:
    """Return for each day from 2022 to early 2026 the first day from it on when banks work, as a table."""
    first, last = _bank_span()
    open_days = _open_days()
    return open_days[np.searchsorted(open_days, np.arange(first, last + 1))]


def _bank_span() -> tuple[int, int]:
    return day_number(dt.date(2022, 1, 1)), day_number(dt.date(2026, 12, 20))


def _bank_open(year: int) -> Days:
    first, last = day_number(dt.date(year, 1, 1)), day_number(dt.date(year, 12, 31))
    ordinal = dt.date(1970, 1, 1).toordinal()
    open_days = [day for day in range(first, last + 1) if is_working_day(dt.date.fromordinal(ordinal + day))]
    return np.array(open_days, dtype=np.int64)


@functools.cache
def _open_days() -> Days:
    return np.concatenate([_bank_open(year) for year in range(2022, 2027)])


def bank_day(days: Days) -> Days:
    """Return the first day, from each of some days on, when banks work."""
    first, last = _bank_span()
    return _bank_days()[np.clip(days, first, last) - first]


def bank_day_before(days: Days) -> Days:
    """Return the last day, up to each of some days, when banks work.

    >>> from cashkit.ground.calendar import from_day
    >>> str(from_day(int(bank_day_before(np.array([day_number(dt.date(2025, 5, 11))]))[0])))  # a Sunday
    '2025-05-09'
    """
    open_days = _open_days()
    before: Days = open_days[np.searchsorted(open_days, days, side="right") - 1]
    return before


def working_day_before(days: Days) -> Days:
    """Return the last day, up to each of some days, on which the company works."""
    known = _all_working_days()
    before: Days = known[np.searchsorted(known, days, side="right") - 1]
    return before


@functools.cache
def _all_working_days() -> Days:
    return np.concatenate([working_days(year) for year in range(2022, 2026)])


def payment_run(days: Days, customer: Days) -> Days:
    """Return the first day, from each of some days on, on which a customer pays: the 10th, the 20th or the last.

    >>> from cashkit.ground.calendar import from_day
    >>> str(from_day(int(payment_run(np.array([day_number(dt.date(2025, 5, 3))]), np.array([0]))[0])))  # a Saturday
    '2025-05-12'
    """
    found = np.zeros(len(days), np.int64)
    for slot, runs in enumerate(_runs()):
        of = customer % len(_runs()) == slot
        found[of] = runs[np.searchsorted(runs, days[of].clip(runs[0], runs[-1]))]
    return found


@functools.cache
def _runs() -> tuple[Days, ...]:
    firsts = np.arange("2022-01", "2027-01", dtype="datetime64[M]").astype("datetime64[D]").astype(np.int64)
    return tuple(bank_day(days) for days in (firsts + 9, firsts + 19, firsts[1:] - 1))
