"""The portfolio drawn: how much of its line each customer uses, against how late it pays.

>>> rows = [("Un", 72e3, 1.2, 40.0, ""), ("Deux", 15e3, 0.4, 3.0, "")]
>>> book = pd.DataFrame(rows, columns=["name", "exposure", "limit_used", "weighted_lateness", "score_band"])
>>> portfolio_chart(book, "en").figure.cashkit_alt
'Who uses up its limit and pays late? Un: 120% of the limit, 40.0\\xa0d late, €72k; customers shown: 2.'

A disc is a customer, as large as its exposure: dark when its accounts are weak or it is in proceedings, middle when it
is beyond its line. The worst are named at the right, so that no name covers another. What is off the scale stands at
its edge; a customer without a history of payment is not drawn.
"""

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from cashkit.ground import formats, language
from cashkit.views import cells, theme
from cashkit.views.axes import Euros, shortened, spread
from cashkit.views.charts import canvas, legend, nothing, told

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NAMED = 6
MOST_USED, EARLIEST, LATEST = 1.6, -30.0, 90.0
"""The scale: shares of the line, days late."""
_BEYOND, _LATE, _VERY_LATE = 1.1, 15.0, 60.0
_WEAK = ("risk_30_to_65", "risk_above_65", "no_equity", "gone")
_GAP = 0.11
"""Between two names, as a share of the height of the axes."""
_LARGEST_DISC, _SMALLEST_DISC = 520.0, 14.0
_FILLS = {"within": "not_due", "beyond": "31-60", "weak": "91+"}


def portfolio_chart(table: pd.DataFrame, lang: str | None = None, n: int = NAMED) -> "Axes":
    """Draw customers: columns name, exposure, limit_used, weighted_lateness, score_band (a zone, gone or "")."""
    lang = language.checked(lang or language.current())
    title = language.say("views.portfolio.title", lang)
    book = _placed(table)
    if book.empty:
        return nothing(title, lang)
    worst = _worst(book, n)
    with theme.drawing():
        ax = canvas(title, height=4.4)
        _discs(ax, book, lang)
        _frame(ax, book, lang)
        _name(ax, worst)
        legend(ax, columns=2)
    shown = language.say("views.portfolio.shown", lang, n=len(book))
    return told(ax, title, [*_told(worst, lang), shown], lang)


def _placed(table: pd.DataFrame) -> pd.DataFrame:
    """Return the customers that have a place, the largest first, with their place and their fill."""
    if not len(table):
        return table
    kept = table[(table["exposure"] > 0) & table["limit_used"].notna() & table["weighted_lateness"].notna()]
    kept = kept.sort_values("exposure", ascending=False, kind="stable").reset_index(drop=True)
    weak, beyond = kept["score_band"].isin(_WEAK), kept["limit_used"] > _BEYOND
    fill = np.select([weak, beyond], ["weak", "beyond"], "within")
    x, y = kept["limit_used"].clip(0, MOST_USED), kept["weighted_lateness"].clip(EARLIEST, LATEST)
    return kept.assign(fill=fill, x=x, y=y)


def _worst(book: pd.DataFrame, n: int) -> pd.DataFrame:
    """Return the customers to name: those with something against them, the most exposed first."""
    late, full = book["weighted_lateness"], book["limit_used"] > 1 / _BEYOND
    against = (book["fill"] != "within") | (late > _VERY_LATE) | ((late > _LATE) & full)
    return book[against].head(n)


def _discs(ax: "Axes", book: pd.DataFrame, lang: str) -> None:
    area = _SMALLEST_DISC + (_LARGEST_DISC - _SMALLEST_DISC) * book["exposure"] / float(book["exposure"].max())
    look: dict[str, Any] = {"edgecolors": theme.INK, "linewidths": 0.7, "alpha": 0.9, "clip_on": False}
    for key, bucket in _FILLS.items():
        hit = (book["fill"] == key).to_numpy(bool)
        if hit.any():
            ax.scatter(book["x"][hit], book["y"][hit], s=area[hit], color=theme.BUCKETS[bucket], zorder=3, **look)
            words = language.say(f"views.portfolio.{key}", lang)
            ax.scatter([], [], s=60, color=theme.BUCKETS[bucket], label=words, edgecolors=theme.INK, linewidths=0.7)


def _frame(ax: "Axes", book: pd.DataFrame, lang: str) -> None:
    """Set the scale to what is there, the line at 100 % and the days up to which a customer pays on time."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator  # noqa: PLC0415  (matplotlib is loaded by a chart)

    right = max(1.15, float(book["x"].max()) + 0.08)
    low, high = float(book["y"].min()), float(book["y"].max())
    ax.set_xlim(0, right)
    ax.set_ylim(min(low, 0) - 6, max(high, _LATE) + 8)
    ax.axvline(1, color=theme.INK, linewidth=1.4)
    ax.axhline(_LATE, color=theme.FAINT, linewidth=1, linestyle="--")
    ax.xaxis.set_major_locator(MaxNLocator(nbins=4, steps=[2.5, 5, 10]))
    ax.xaxis.set_major_formatter(FuncFormatter(lambda share, _: formats.percent(round(share, 4), lang)))
    ax.yaxis.set_major_formatter(FuncFormatter(lambda days, _: formats.number(round(days, 2), lang)))
    ax.set_xlabel(language.say("views.portfolio.used", lang))
    ax.set_ylabel(language.say("views.portfolio.late", lang))


def _name(ax: "Axes", worst: pd.DataFrame) -> None:
    """Write the names at the right of the axes, each tied to its disc, none upon another."""
    if worst.empty:
        return
    low, high = ax.get_ylim()
    wanted = ((worst["y"] - low) / (high - low)).tolist()
    places = _within(spread(wanted, _GAP))
    look = {"arrowstyle": "-", "color": theme.FAINT, "linewidth": 0.7, "shrinkA": 0, "shrinkB": 2}
    for (_, row), place in zip(worst.iterrows(), places, strict=True):
        text = shortened(cells.printable(row["name"]))
        ax.annotate(
            text, (row["x"], row["y"]), xytext=(1.03, place), textcoords="axes fraction", va="center", arrowprops=look
        )


def _within(places: list[float]) -> list[float]:
    """Move names as a whole back between the foot and the top of the axes."""
    up = max(0.02 - min(places), 0.0)
    down = max(max(places) + up - 0.98, 0.0)
    return [place + up - down for place in places]


def _told(worst: pd.DataFrame, lang: str) -> list[str]:
    """Return the customers named, in words."""
    scale = Euros(float(worst["exposure"].max()) if len(worst) else 0.0, lang)
    return [
        language.say(
            "views.portfolio.value",
            lang,
            name=cells.printable(row["name"]),
            used=formats.percent(round(float(row["limit_used"]), 2), lang),
            days=cells.short_days(row["weighted_lateness"], lang),
            exposure=scale.short(float(row["exposure"])),
        )
        for _, row in worst.iterrows()
    ]
