"""The cash forecast drawn: one bar a week for what is expected, with the interval across its top.

>>> weeks = pd.DataFrame({"week_from": pd.to_datetime(["2026-01-01", "2026-01-08"]), "expected": [221e3, 164e3],
...     "low": [186e3, 95e3], "high": [257e3, 232e3]})
>>> cash_forecast_chart(weeks, "en").figure.cashkit_alt.split("? ")[1]
'week from 01/01/2026: €221k (€186k to €257k); week from 08/01/2026: €164k (€95k to €232k).'

A stroke from the low to the high end marks the interval; sales still to invoice are not drawn: they are no bar of this.
"""

from typing import TYPE_CHECKING

import pandas as pd

from cashkit.ground import language
from cashkit.views import theme
from cashkit.views.axes import Euros, euro_axis
from cashkit.views.charts import canvas, nothing, told

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_MARKS = 7
_CAP = 0.16
"""Half the width of the strokes that end an interval, in bars."""


def cash_forecast_chart(weeks: pd.DataFrame, lang: str | None = None) -> "Axes":
    """Draw the weeks of a forecast: columns week_from, expected, low, high."""
    lang = language.checked(lang or language.current())
    title = language.say("views.cash_forecast.title", lang)
    if weeks.empty:
        return nothing(title, lang)
    scale = Euros(float(weeks["high"].max()), lang)
    with theme.drawing():
        ax = canvas(title)
        places = range(len(weeks))
        ax.bar(
            places, weeks["expected"], color=theme.BUCKETS["not_due"], edgecolor=theme.INK, linewidth=0.7, width=0.72
        )
        for place, low, high in zip(places, weeks["low"], weeks["high"], strict=True):
            _interval(ax, place, float(low), float(high))
        ax.set_ylim(0, float(weeks["high"].max()) * 1.06 or 1)
        _frame(ax, weeks, scale)
    return told(ax, title, _told(weeks, scale), lang)


def _interval(ax: "Axes", place: int, low: float, high: float) -> None:
    """Mark an interval by a stroke with its two ends."""
    ax.plot([place, place], [low, high], color=theme.INK, linewidth=1.6, solid_capstyle="butt")
    for end in (low, high):
        ax.plot([place - _CAP, place + _CAP], [end, end], color=theme.INK, linewidth=1.6)


def _frame(ax: "Axes", weeks: pd.DataFrame, scale: Euros) -> None:
    step = -(-len(weeks) // _MARKS)
    marked = range(0, len(weeks), step)
    ax.set_xticks(list(marked), [f"{weeks['week_from'].iloc[place]:%d/%m}" for place in marked])
    ax.set_xlabel(language.say("views.cash_forecast.axis", scale.lang))
    ax.grid(visible=False, axis="x")
    euro_axis(ax.yaxis, scale)


def _told(weeks: pd.DataFrame, scale: Euros) -> list[str]:
    rows = weeks[["week_from", "expected", "low", "high"]].itertuples(index=False, name=None)
    return [_week(row, scale) for row in rows]


def _week(row: tuple[pd.Timestamp, float, float, float], scale: Euros) -> str:
    expected, low, high = (scale.short(float(euros)) for euros in row[1:])
    return language.say("views.cash_forecast.value", scale.lang, day=row[0], expected=expected, low=low, high=high)
