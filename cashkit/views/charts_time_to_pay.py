"""Time to pay drawn: the share of invoices still unpaid as days go by.

>>> curve = pd.DataFrame({"day": [0, 30, 60], "unpaid_share": [1.0, 0.6, 0.2], "at_risk": [100, 60, 20]})
>>> time_to_pay_chart(curve, "en", paid_mean=33.0).figure.cashkit_alt.split("? ")[1]
'after 30 days, 60% still unpaid; after 60 days, 20% still unpaid; mean of paid invoices only: 33\\xa0days.'

The mean of paid invoices leaves out those that nobody has paid: it stands beside the curve, so that
the difference shows. Where the curve has a band (columns lowest, highest), it is shaded around the steps.
"""

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.ground import formats, language
from cashkit.views import theme
from cashkit.views.axes import share_axis
from cashkit.views.charts import canvas, nothing, told

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_TOLD_DAYS = (30, 60, 90, 120)
_STEPS = (10, 15, 30, 60, 90, 180, 365)
_MARKS = 6
_LABEL_WIDTH = 20
_TAIL = 0.02
"""The share of the fall that may stand beyond the axis: a few very late invoices would flatten the rest."""
_BEYOND = 1.25
"""How far the axis goes on after that, so that the part never paid shows as a level line."""


def time_to_pay_chart(curve: pd.DataFrame, lang: str | None = None, *, paid_mean: float | None = None) -> "Axes":
    """Draw the steps of a curve with the columns day, unpaid_share (a fraction) and at_risk (invoices).

    `paid_mean` is the mean of paid invoices only, in days, marked by a line. What is paid before its date of
    issue stands at the left of the axis, as a curve that starts below one.
    """
    lang = language.checked(lang or language.current())
    title = language.say("views.time_to_pay.title", lang)
    if curve.empty:
        return nothing(title, lang)
    last = _last_day(curve)
    with theme.drawing():
        ax = canvas(title, height=3.7)
        days = np.r_[min(0, curve["day"].iloc[0]), curve["day"], max(last, curve["day"].iloc[-1])]
        shares = np.r_[1.0, curve["unpaid_share"], curve["unpaid_share"].iloc[-1]]
        ax.step(days, shares, where="post", color=theme.SERIES["period"][0], linewidth=2)
        _band(ax, curve, days)
        if paid_mean is not None:
            _mark_mean(ax, paid_mean, lang)
        _frame(ax, curve, last, lang)
    return told(ax, title, _told(curve, paid_mean, lang), lang)


def _band(ax: "Axes", curve: pd.DataFrame, days: np.ndarray) -> None:
    """Shade what the items allow 95 times in 100, where the curve tells it."""
    if not {"lowest", "highest"} <= set(curve):
        return
    low, high = (np.r_[1.0, curve[name], curve[name].iloc[-1]] for name in ("lowest", "highest"))
    ax.fill_between(days, low, high, step="post", color=theme.SERIES["period"][0], alpha=0.25, linewidth=0)


def _last_day(curve: pd.DataFrame) -> int:
    """Return the day at which the axis ends: soon after the curve has all but reached its lowest."""
    longest, lowest = int(curve["day"].iloc[-1]), curve["unpaid_share"].iloc[-1]
    fallen = curve.loc[curve["unpaid_share"] <= lowest + _TAIL * (1 - lowest), "day"].iloc[0]
    return max(min(round(float(fallen) * _BEYOND), longest), 1)


def _mark_mean(ax: "Axes", paid_mean: float, lang: str) -> None:
    ax.axvline(paid_mean, color=theme.INK, linestyle="--", linewidth=1.4)
    words = language.say("views.time_to_pay.paid_mean", lang, days=paid_mean)
    ax.annotate(
        "\n".join(textwrap.wrap(words, _LABEL_WIDTH)),
        (paid_mean, 1.0),
        xytext=(5, -1),
        textcoords="offset points",
        va="top",
    )


def _frame(ax: "Axes", curve: pd.DataFrame, last: int, lang: str) -> None:
    """Mark the days, each with the number of invoices that the curve still follows there."""
    step = next((step for step in _STEPS if last / step <= _MARKS), 730)
    marks = range(0, last + 1, step)
    ax.set_xlim(0, last * 1.02)
    ax.set_ylim(0, 1.05)
    ax.set_xticks(list(marks), [f"{day}\n({_followed(curve, day, lang)})" for day in marks])
    ax.set_xlabel(language.say("views.time_to_pay.axis", lang))
    ax.set_ylabel(language.say("views.time_to_pay.share", lang))
    share_axis(ax.yaxis, lang)
    ax.grid(visible=False, axis="x")


def _followed(curve: pd.DataFrame, day: int, lang: str) -> str:
    """Return how many invoices were neither paid nor out of sight just before a day."""
    later = curve.loc[curve["day"] >= day, "at_risk"]
    return formats.number(int(later.iloc[0]) if len(later) else 0, lang)


def _told(curve: pd.DataFrame, paid_mean: float | None, lang: str) -> Sequence[str]:
    said = [
        language.say("views.time_to_pay.at", lang, day=day, share=formats.percent(_unpaid(curve, day), lang))
        for day in _TOLD_DAYS
        if day <= curve["day"].iloc[-1]
    ]
    said += _told_band(curve, lang)
    mean = [] if paid_mean is None else [language.say("views.time_to_pay.paid_mean", lang, days=paid_mean)]
    return [*said, *mean]


def _told_band(curve: pd.DataFrame, lang: str) -> list[str]:
    """Say the band on the first day told, where the curve has one."""
    day = _TOLD_DAYS[0]
    earlier = curve[curve["day"] <= day]
    if "lowest" not in curve or earlier.empty:
        return []
    low, high = (formats.percent(round(float(earlier[name].iloc[-1]), 3), lang) for name in ("lowest", "highest"))
    return [language.say("views.time_to_pay.band", lang, low=low, high=high, day=day)]


def _unpaid(curve: pd.DataFrame, day: int) -> float:
    """Return the share still unpaid after a day, as the curve has it."""
    earlier = curve.loc[curve["day"] <= day, "unpaid_share"]
    return round(float(earlier.iloc[-1]), 3) if len(earlier) else 1.0
