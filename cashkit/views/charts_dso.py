"""The DSO drawn month by month, one line for each way of computing it.

>>> months = pd.to_datetime(["2025-10-31", "2025-11-30", "2025-12-31"])
>>> history = pd.DataFrame({"month": months, "period": [None, 58.0, 59.64]})
>>> dso_history_chart(history, "en").figure.cashkit_alt
'Are customers taking longer to pay? period: 58.0\\xa0d in Nov 2025, 59.6\\xa0d in Dec 2025.'

A month that cannot be computed is a gap, never a zero. The first months, which have not yet enough
history (column `complete`), are shaded: they flatter every figure.
"""

import math
from typing import TYPE_CHECKING

import pandas as pd

from cashkit.ground import language
from cashkit.views import theme
from cashkit.views.axes import spread
from cashkit.views.cells import month, short_days
from cashkit.views.charts import canvas, nothing, told

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_HEIGHT = 3.6
_LABEL_SHARE = 0.065
"""Height of one line of type, as a share of the axes."""
_MARKS = 5


def dso_history_chart(history: pd.DataFrame, lang: str | None = None) -> "Axes":
    """Draw days by month from the columns `month` and any of period, rolling, count_back, best_possible."""
    lang = language.checked(lang or language.current())
    title = language.say("views.dso_history.title", lang)
    lines = _lines(history)
    if lines.empty:
        return nothing(title, lang)
    top = lines.max().max() * 1.1
    with theme.drawing():
        ax = canvas(title, height=_HEIGHT)
        _shade(ax, _first_comparable(history, lines), lang)
        _draw(ax, lines)
        ax.set_ylim(0, top)
        _name(ax, lines, top, lang)
        _month_axis(ax, lines.index, lang)
        ax.set_ylabel(language.say("views.dso_history.axis", lang))
    return told(ax, title, [_course(lines[name].dropna(), lang) for name in lines], lang)


def _lines(history: pd.DataFrame) -> pd.DataFrame:
    """Return one column a method that was computed at least once, indexed by month."""
    known = [name for name in theme.SERIES if name in history and history[name].notna().any()]
    return history.set_index("month")[known].astype(float) if known else pd.DataFrame()


def _draw(ax: "Axes", lines: pd.DataFrame) -> None:
    for name in lines:
        colour, dash = theme.SERIES[str(name)]
        ax.plot(range(len(lines)), lines[name], color=colour, linestyle=dash, linewidth=2, marker=".", markersize=4)
    ax.grid(visible=False, axis="x")
    ax.set_xlim(-0.4, len(lines) - 0.6)


def _name(ax: "Axes", lines: pd.DataFrame, top: float, lang: str) -> None:
    """Write each line's name and latest value at its end, where grey needs no legend."""
    ends = [lines[name].dropna().iloc[-1] for name in lines]
    for name, end, place in zip(lines, ends, spread(ends, gap=top * _LABEL_SHARE), strict=True):
        words = f"{language.say(f'views.dso_history.{name}', lang)} {short_days(end, lang)}"
        ax.annotate(
            words,
            (1.0, place),
            xycoords=("axes fraction", "data"),
            xytext=(4, 0),
            textcoords="offset points",
            va="center",
            color=theme.SERIES[str(name)][0],
            annotation_clip=False,
        )


def _month_axis(ax: "Axes", months: pd.Index, lang: str) -> None:
    """Mark a few months, the latest among them."""
    step = math.ceil(len(months) / _MARKS)
    marked = range(len(months) - 1, -1, -step)
    ax.set_xticks(list(marked), [month(months[i], lang, "MMM yy") for i in marked])


def _first_comparable(history: pd.DataFrame, lines: pd.DataFrame) -> int:
    """Return the first month with enough history: as `complete` says, else where every method is known."""
    known = history["complete"] if "complete" in history else lines.notna().all(axis=1)
    flags = known.to_numpy(dtype=bool)
    return int(flags.argmax()) if flags.any() else 0


def _shade(ax: "Axes", first: int, lang: str) -> None:
    """Shade the months before the first comparable one."""
    if not first:
        return
    words = language.say("views.dso_history.short", lang)
    ax.axvspan(-0.4, first - 0.5, color=theme.RULE, alpha=0.45, linewidth=0)
    ax.annotate(words, (-0.4, 0), xytext=(4, 6), textcoords="offset points", color=theme.FAINT)


def _course(line: pd.Series, lang: str) -> str:
    """Return where a line starts and ends, in words."""
    name = language.say(f"views.dso_history.{line.name}", lang)
    first, last = ((short_days(line.iloc[i], lang), month(line.index[i], lang)) for i in (0, -1))
    return language.say(
        "views.dso_history.course", lang, name=name, first=first[0], since=first[1], last=last[0], until=last[1]
    )
