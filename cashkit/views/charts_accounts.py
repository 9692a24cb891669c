"""The balance sheet drawn: what the company owns beside who financed it, by large groups.

>>> lines = pd.DataFrame({
...     "side": ["assets", "assets", "liabilities", "liabilities"],
...     "line_key": ["trade_receivables", "cash", "share_capital", "trade_payables"],
...     "net": [6000.0, 1000.0, 2000.0, 5000.0],
... })
>>> balance_sheet_chart(lines, "en").figure.cashkit_alt.split("? ")[1]
'Customers: €6,000; Cash: €1,000; Equity: €2,000; Suppliers: €5,000.'

Which line goes to which group stands in `balance_groups.csv`, top to bottom as a French balance
sheet has them; `*` takes the lines that no other group names. Rows whose key starts with `total` are sums
of others and are left out. A negative group (equity after losses) hangs below zero.
"""

import csv
import functools
from collections.abc import Mapping
from importlib import resources
from typing import TYPE_CHECKING

import pandas as pd

from cashkit.ground import language, money
from cashkit.views import theme
from cashkit.views.axes import Euros, spread
from cashkit.views.charts import canvas, listed, nothing, told

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SIDES = ("assets", "liabilities")
_FILLS: Mapping[str, str] = {
    "stocks": "#d4d4d4",
    "customers": "#2f78b3",
    "provisions": "#d4d4d4",
    "borrowings": "#b4b4b4",
    "suppliers": "#9ec3de",
}
"""What credit management looks at is blue; the groups not named here are the lightest grey."""
_LIGHTEST = "#efefef"
_LABEL_SHARE = 0.125
"""Height of a label of two lines, as a share of the chart."""


def balance_sheet_chart(lines: pd.DataFrame, lang: str | None = None) -> "Axes":
    """Draw two stacked bars from the columns side (assets, liabilities), line_key and net."""
    lang = language.checked(lang or language.current())
    title = language.say("views.balance_sheet.title", lang)
    sums = _sums(lines)
    pieces = [(group, euros) for side in sums.values() for group, euros in side.items()]
    if not pieces:
        return nothing(title, lang)
    scale = Euros(max(abs(euros) for _, euros in pieces), lang)
    with theme.drawing():
        ax = canvas(title, height=4.0)
        _frame(ax, sums, lang)
        for place, side in enumerate(sums.values()):
            _stack(ax, place, side, scale)
    return told(ax, title, [listed(_named(group, lang), scale.short(euros), lang) for group, euros in pieces], lang)


@functools.cache
def groups() -> Mapping[str, Mapping[str, str]]:
    """Return, for each side, the group of each line key, top to bottom."""
    source = resources.files("cashkit.views").joinpath("balance_groups.csv")
    found: dict[str, dict[str, str]] = {side: {} for side in SIDES}
    for row in csv.DictReader(source.read_text(encoding="utf-8").splitlines()):
        found[row["side"]][row["line_key"]] = row["group"]
    return found


def _sums(lines: pd.DataFrame) -> dict[str, dict[str, float]]:
    """Return, for each side, the euros of each group that has any, top to bottom."""
    cents = {side: dict.fromkeys(members.values(), 0) for side, members in groups().items()}
    whole = money.whole_cents(lines["net"])[0].tolist()
    for side, key, amount in zip(lines["side"], lines["line_key"], whole, strict=True):
        if side in SIDES and not str(key).startswith("total"):
            cents[side][groups()[side].get(key, groups()[side]["*"])] += amount
    return {side: {group: n / 100 for group, n in found.items() if n} for side, found in cents.items()}


def _stack(ax: "Axes", place: int, side: Mapping[str, float], scale: Euros) -> None:
    """Pile the groups of one side, the first on top and negative ones below zero; name each beside it."""
    middles: dict[str, float] = {}
    ends = {True: 0.0, False: 0.0}
    for group, euros in reversed(list(side.items())):
        base, ends[euros > 0] = ends[euros > 0], ends[euros > 0] + euros
        fill = _FILLS.get(group, _LIGHTEST)
        ax.bar(place, euros, bottom=base, color=fill, edgecolor=theme.INK, linewidth=0.7, width=0.8)
        middles[group] = base + euros / 2
    low, high = ax.get_ylim()
    levels = spread(list(middles.values()), gap=(high - low) * _LABEL_SHARE)
    for (group, middle), level in zip(middles.items(), levels, strict=True):
        _name(ax, (place, middle, level), f"{_named(group, scale.lang)}\n{scale.short(side[group])}")


def _name(ax: "Axes", where: tuple[int, float, float], words: str) -> None:
    """Write words beside a piece: at the left of the assets, at the right of the liabilities, a thin line to it."""
    place, middle, level = where
    outwards = -1 if place == 0 else 1
    edge = place + outwards * 0.4
    ax.annotate(
        words,
        (edge, middle),
        xytext=(edge + outwards * 0.14, level),
        ha="right" if outwards < 0 else "left",
        va="center",
        linespacing=1.1,
        arrowprops={"arrowstyle": "-", "color": theme.FAINT, "linewidth": 0.8, "shrinkA": 1, "shrinkB": 0},
        annotation_clip=False,
    )


def _frame(ax: "Axes", sums: Mapping[str, Mapping[str, float]], lang: str) -> None:
    """Set the frame: both sides on one scale from zero, their names below, no other marks."""
    heads = [language.say(f"views.balance_sheet.{name}", lang) for name in SIDES]
    ax.set_xticks(range(len(SIDES)), heads, fontweight="bold")
    ax.set_xlim(-0.45, 1.45)
    ax.set_ylim(
        min(sum(euros for euros in side.values() if euros < 0) for side in sums.values()),
        max(sum(euros for euros in side.values() if euros > 0) for side in sums.values()),
    )
    ax.tick_params(length=0)
    ax.spines[["left", "bottom"]].set_visible(False)
    ax.axhline(0, color=theme.INK, linewidth=1)
    ax.grid(visible=False)
    ax.yaxis.set_visible(False)


def _named(group: str, lang: str) -> str:
    return language.say(f"views.group.{group}", lang)
