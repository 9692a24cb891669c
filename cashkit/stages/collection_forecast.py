"""The forecast in stage 7: what is expected in thirteen weeks, and how far past forecasts were from what came."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from cashkit.dossier.findings import Figure
from cashkit.ground import language
from cashkit.ground.money import euros
from cashkit.measures.forecast import CashForecast, forecast_of
from cashkit.measures.forecast_backtest import Backtest, backtest_of
from cashkit.measures.forecasts import forecasts

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from cashkit.dossier.dossier import Dossier

_WEEKS = ["week", "week_from", "expected", "low", "high"]
_DATES = ["forecast_on", "expected", "low", "high", "came", "by_due_date", "by_mean_delay"]


@dataclass(frozen=True, eq=False)
class Ahead:
    """What is expected, and how the same forecast did on past days."""

    forecast: CashForecast
    backtest: Backtest


def ahead(dossier: Dossier, as_of: date) -> Ahead:
    """Return the forecast of a day with its backtest, made of the same outlooks."""
    made = forecasts(dossier)
    return Ahead(forecast_of(made, as_of=as_of), backtest_of(made, as_of=as_of))


def forecast_figures(found: Ahead) -> tuple[Figure, ...]:
    """Return the figures of the forecast: total, lowest week, what is held back, coverage and error."""
    return (*_expected(found.forecast), *_tried(found.backtest))


def _expected(found: CashForecast) -> list[Figure]:
    reason = found.reason.removeprefix("measures.")
    if found.total is None:
        return [Figure("receipts_expected", None, "eur", reason=reason)]
    expected, low, starts = (found.weeks[name] for name in ("expected", "low", "week_from"))
    place = int(expected.argmin())
    band = {"forecast_low": found.low, "forecast_high": found.high, "forecast_level": found.level}
    held = sum((found.held_back or {}).values(), euros(0))
    week = {"lowest_week_from": starts.iloc[place].date(), "forecast_low": _cents(low.iloc[place])}
    return [
        Figure("receipts_expected", found.total, "eur", inputs={"forecast_open": found.open_amount, **band}),
        Figure("receipts_lowest_week", _cents(expected.iloc[place]), "eur", inputs=week),
        Figure("receipts_held_back", held, "eur", inputs={"forecast_open": found.open_amount}),
    ]


def _cents(amount: float) -> Decimal:
    return euros(round(amount * 100))


def _tried(found: Backtest) -> list[Figure]:
    if not found.verdict:
        return [Figure("forecast_error", None, "rate", reason=found.reason.removeprefix("measures."))]
    own, due, mean = found.methods["weekly_error"].tolist()
    rivals = {"error_by_due_date": due, "error_by_mean_delay": mean, "forecast_dates": len(found.dates)}
    tried = {"forecast_level": found.level, "forecast_weeks": found.weeks}
    return [
        Figure("forecast_error", own, "rate", inputs=rivals),
        Figure("forecast_coverage", found.coverage, "rate", inputs=tried),
    ]


def forecast_tables(found: Ahead) -> dict[str, pd.DataFrame]:
    """Return the tables of the forecast, those only that hold something."""
    dates = found.backtest.dates.rename(columns={"as_of": "forecast_on"})
    held = [(reason, float(amount)) for reason, amount in (found.forecast.held_back or {}).items()]
    made = {
        "cash_forecast": found.forecast.weeks.reindex(columns=_WEEKS),
        "forecast_held_back": pd.DataFrame(held, columns=["waiting_for", "amount"]),
        "forecast_backtest": dates.reindex(columns=_DATES),
        "forecast_methods": found.backtest.methods,
        "forecast_verdict": pd.DataFrame({"verdict_on_forecast": said(found.backtest)}),
    }
    return {key: frame for key, frame in made.items() if len(frame)}


def said(found: Backtest) -> list[str]:
    """Return in words whether the forecast was nearer than the plain ways, and how often its band held."""
    if not found.verdict:
        return []
    own, due, mean = found.methods["weekly_error"].tolist()
    errors: dict[str, object] = {"own": own, "due": due, "mean": mean, "n": len(found.dates)}
    held: dict[str, object] = {"coverage": found.coverage, "level": found.level}
    sentence = language.say(f"stages.forecast_{found.verdict}", None, **errors)
    return [sentence, language.say("stages.forecast_held", None, **held)]
