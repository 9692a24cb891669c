"""Backtest of the forecast: what it would have said on past days, beside what came and two plain rivals.

Every four weeks, each day with what was known then: the forecast, one in which everyone pays on the due date, and one
in which each customer pays with its own mean delay (what is late already comes in the first week). The error is that
of weeks: what was missed, too much or too little, as a share of what came.

>>> weeks = np.array([[100, 100]])
>>> error(weeks, np.array([[80, 120]])), bias(weeks, np.array([[80, 120]]))
(0.2, 0.0)
>>> winner((0.30, 0.05), [(0.80, 0.20), (0.60, 0.10)]), winner((0.30, 0.15), [(0.80, 0.20), (0.60, 0.10)])
('wins', 'mixed')

Formula: error = sum of |forecast - came| / sum of what came, over weeks, and over whole forecasts; bias = sum of
(forecast - came) / sum of what came; coverage = share of weeks whose receipts lay within the band.
Units: euros with VAT, shares of 1.
Errors: as `cash_forecast`. Where no past day has enough behind it and 13 weeks after it, `reason` says so.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.ground.calendar import as_date, day_number
from cashkit.measures.arguments import whole
from cashkit.measures.as_of import warn_outside
from cashkit.measures.forecast import LEVEL, WEEKS, asked
from cashkit.measures.forecasts import STEP, Forecasts, forecasts
from cashkit.measures.rival_forecasts import by_due_date, by_mean_delay

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from numpy.typing import NDArray

    from cashkit.dossier.dossier import Dossier
    from cashkit.dossier.engine.interface import View

    Floats = NDArray[np.float64]

DATES = 12
METHODS = ("forecast", "by_due_date", "by_mean_delay")
_STEPS = (STEP, 14, 7)
_DATE_COLUMNS = ["as_of", "expected", "low", "high", "came", "inside", "by_due_date", "by_mean_delay"]
_METHOD_COLUMNS = ["forecast_method", "weekly_error", "total_error", "bias"]
Errors = tuple[float, float]


@dataclass(frozen=True, eq=False)
class Backtest:
    """How the forecast did on past days.

    `dates` has one row a day: as_of, expected, low, high, came, inside (the total lay within its band), by_due_date,
    by_mean_delay (the rivals' totals). `methods` has one row a method: forecast_method, weekly_error, total_error,
    bias. `coverage` is the share of weeks within their band. `verdict` is wins (both errors lower than the rivals'),
    mixed, loses, or useless (by week it misses as much as came in); "" where nothing could be compared.
    """

    as_of: date
    level: float
    dates: pd.DataFrame
    methods: pd.DataFrame
    coverage: float | None = None
    total_coverage: float | None = None
    weeks: int = 0
    verdict: str = ""
    reason: str = ""


def forecast_backtest(
    dossier: Dossier, *, as_of: object, dates: int = DATES, weeks: int = WEEKS, level: float = LEVEL,
    view: View | None = None,
) -> Backtest:  # fmt: skip
    """Return how the forecast would have done on past days whose weeks are over, the latest `dates` of them."""
    day = as_date(as_of)
    warn_outside(dossier, day)
    return backtest_of(forecasts(dossier, view), as_of=day, dates=whole("dates", dates), horizon=asked(weeks, level))


def backtest_of(
    made: Forecasts | None, *, as_of: date, dates: int = DATES, horizon: tuple[int, float] = (WEEKS, LEVEL)
) -> Backtest:
    """Return how the forecasts of a ledger did."""
    weeks, level = horizon
    empty = Backtest(as_of, level, pd.DataFrame(columns=_DATE_COLUMNS), pd.DataFrame(columns=_METHOD_COLUMNS))
    if made is None:
        return replace(empty, reason="measures.forecast_in_memory")
    until = day_number(as_of)
    days = past_days(made, until, weeks, dates)
    came = np.array([made.came(day, until=until, weeks=weeks) for day in days]).reshape(len(days), weeks)
    if not came.sum():
        return replace(empty, reason="measures.no_backtest")
    return _compared(made, days, came, empty)


def past_days(made: Forecasts, until: int, weeks: int, dates: int) -> list[int]:
    """Return the past days to try, the latest last: every four weeks, or closer where the ledger is short."""
    found: list[int] = []
    for step in _STEPS:
        last = until - -(-weeks * 7 // step) * step
        days = range(last, last - step * dates, -step)
        found = [day for day in days if made.known(day, weeks)]
        if len(found) == dates:
            break
    return found[::-1]


def _compared(made: Forecasts, days: Sequence[int], came: Floats, empty: Backtest) -> Backtest:
    tried = _tried(made, days, came.shape[1])
    errors = {name: (error(came, one), error(_totals(came), _totals(one))) for name, one in tried.items()}
    rows = [(name, *errors[name], bias(came, tried[name])) for name in METHODS]
    bands = [_Band.of(made, day, real, empty.level) for day, real in zip(days, came, strict=True)]
    inside = [week for band in bands for week in band.weeks]
    rivals = {name: tried[name].sum(axis=1).round() / 100 for name in METHODS[1:]}
    on = np.array(days, np.int64).astype("datetime64[D]").astype("datetime64[s]")
    told = pd.DataFrame([band.told for band in bands], columns=_DATE_COLUMNS[1:6])
    dates = told.assign(as_of=on, **rivals)[_DATE_COLUMNS]
    verdict = winner(errors["forecast"], [errors[name] for name in METHODS[1:]])
    return replace(
        empty,
        dates=dates,
        methods=pd.DataFrame(rows, columns=_METHOD_COLUMNS),
        coverage=float(np.mean(inside)),
        total_coverage=float(dates["inside"].mean()),
        weeks=len(inside),
        verdict=verdict,
    )


def _tried(made: Forecasts, days: Sequence[int], weeks: int) -> dict[str, Floats]:
    """Return the cents of each day (rows) and week (columns) by each method."""
    known, ledger = [made.on(day, weeks) for day in days], made.ledger
    return {
        "forecast": np.array([one.expected for one in known]),
        "by_due_date": np.array([by_due_date(ledger, one.outlook) for one in known]),
        "by_mean_delay": np.array([by_mean_delay(ledger, one.outlook) for one in known]),
    }


@dataclass(frozen=True)
class _Band:
    """The band of one past day: which weeks lay in it, and expected, low, high, came, inside of the total."""

    weeks: list[bool]
    told: tuple[float, float, float, float, bool]

    @classmethod
    def of(cls, made: Forecasts, day: int, came: Floats, level: float) -> _Band:
        one, width = made.on(day, len(came)), made.width(day, len(came), level)
        missed = np.abs(came - one.expected)
        at_stake = (one.deviation > 0) | (missed > 0)
        total, out, real = one.expected.sum(), width.total * one.total_deviation, float(came.sum())
        most = max(float(one.outlook.parts["cents"].sum()), total)  # no more comes than what is owed
        euros = [round(cents) / 100 for cents in (total, max(total - out, 0.0), min(total + out, most), real)]
        within = (missed <= width.weekly * one.deviation)[at_stake].tolist()
        return cls(within, (euros[0], euros[1], euros[2], euros[3], bool(abs(real - total) <= out)))


def _totals(weeks: Floats) -> Floats:
    found: Floats = weeks.sum(axis=1, keepdims=True)
    return found


def error(came: Floats, forecast: Floats) -> float:
    """Return what was missed, as a share of what came."""
    return float(np.abs(forecast - came).sum() / came.sum())


def bias(came: Floats, forecast: Floats) -> float:
    """Return what was forecast too much (below zero: too little), as a share of what came."""
    return float((forecast - came).sum() / came.sum())


def winner(own: Errors, rivals: Sequence[Errors]) -> str:
    """Return wins where both errors are lower than every rival's, loses where neither is, mixed otherwise.

    Who forecasts that nothing comes has an error of 1: one that misses as much by week is useless.
    """
    if own[0] >= 1:
        return "useless"
    better = [all(own[place] < rival[place] for rival in rivals) for place in range(2)]
    return "wins" if all(better) else "mixed" if any(better) else "loses"
