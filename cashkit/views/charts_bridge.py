"""The DSO bridge drawn: from the DSO of a year ago to that of the date, each cause a step up or down.

>>> table = pd.DataFrame({"bridge_step": ["start", "terms", "lateness", "end"], "days": [50.0, 4.0, -1.0, 53.0],
...     "cumulated_days": [50.0, 54.0, 53.0, 53.0]})
>>> dso_bridge_chart(table, "en").figure.cashkit_alt.split("; ")[1:]
['terms granted: +4.0\\xa0d', 'late payments: -1.0\\xa0d', 'DSO at the date: 53.0\\xa0d.']

A step lies where the one before it ended; both DSOs start at zero. What lengthens the DSO is dark, what shortens it is
light and hatched, and each bar bears its days.
"""

from typing import TYPE_CHECKING

import pandas as pd

from cashkit.ground import language
from cashkit.views import theme
from cashkit.views.axes import beside, lying
from cashkit.views.cells import short_days, word
from cashkit.views.charts import canvas, listed, nothing, told

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_ENDS = ("start", "end")
_LONGER, _SHORTER = theme.BUCKETS["61-90"], theme.BUCKETS["unapplied"]


def dso_bridge_chart(table: pd.DataFrame, lang: str | None = None) -> "Axes":
    """Draw the columns bridge_step, days and cumulated_days: both DSOs, and the causes between them."""
    lang = language.checked(lang or language.current())
    title = language.say("views.dso_bridge.title", lang)
    if table.empty:
        return nothing(title, lang)
    columns = (table[name].tolist() for name in ("bridge_step", "days", "cumulated_days"))
    rows = list(zip(*columns, strict=True))
    with theme.drawing():
        ax = canvas(title, height=1.2 + 0.32 * len(rows))
        for place, row in enumerate(rows):
            _bar(ax, place, row, lang)
        lying(ax, range(len(rows)), [word("bridge_step", step, lang) for step, _, _ in rows])
        ax.set_xlabel(language.say("views.dso_bridge.axis", lang))
    return told(ax, title, [_said(row, lang) for row in rows], lang)


def _bar(ax: "Axes", place: int, row: tuple[str, float, float], lang: str) -> None:
    """Draw one bar: a DSO from zero, a cause from where the bar before it ended."""
    step, days, reached = row
    is_end = step in _ENDS
    left = 0.0 if is_end else min(reached, reached - days)
    fill = theme.BUCKETS["not_due"] if is_end else _LONGER if days > 0 else _SHORTER
    hatch = theme.HATCHES["unapplied"] if fill == _SHORTER else None
    ax.barh(place, abs(days), left=left, color=fill, hatch=hatch, edgecolor=theme.INK, linewidth=0.7, height=0.72)
    beside(ax, left + abs(days), place, _written(step, days, lang))


def _written(step: str, days: float, lang: str) -> str:
    """Write the days of a bar: a cause with its sign."""
    sign = "+" if days > 0 and step not in _ENDS else ""
    return sign + short_days(round(days, 6), lang)


def _said(row: tuple[str, float, float], lang: str) -> str:
    step, days, _ = row
    return listed(word("bridge_step", step, lang), _written(step, days, lang), lang)
