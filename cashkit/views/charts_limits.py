"""Credit limits drawn: what each customer owes or will owe, against the line that it was granted.

>>> book = pd.DataFrame({"name": ["Un", "Deux"], "exposure": [72e3, 15e3], "credit_limit": [60e3, 40e3]})
>>> limit_used_chart(book, "en").figure.cashkit_alt
'Who is near the credit limit, and who is beyond it? Un: €72k for a limit of €60k; Deux: €15k for a limit of €40k.'

What is beyond a line is dark; the line itself is a mark across the bar. Customers without a line have none to pass.
"""

from typing import TYPE_CHECKING, Any

import pandas as pd

from cashkit.ground import language
from cashkit.views import cells, theme
from cashkit.views.axes import Euros, beside, euro_axis, lying, shortened
from cashkit.views.charts import canvas, nothing, told

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_HEIGHT = 0.72
"""Thickness of a bar; the mark of the line goes a little beyond it."""


def limit_used_chart(table: pd.DataFrame, lang: str | None = None, n: int = 10) -> "Axes":
    """Draw the customers that use most of their line: columns name, exposure, credit_limit."""
    return _against_the_line(table, "limit_used", lang, n)


def delivered_beyond_chart(table: pd.DataFrame, lang: str | None = None, n: int = 10) -> "Axes":
    """Draw the customers delivered furthest beyond their line, by the exposure of the worst day: the same columns."""
    return _against_the_line(_worst_days(table), "delivered_beyond", lang, n)


def _worst_days(table: pd.DataFrame) -> pd.DataFrame:
    """Return the delivery of each customer that was furthest beyond the line."""
    excess = table["exposure"] - table["credit_limit"]
    order = excess.sort_values(ascending=False, kind="stable").index
    return table.loc[order].drop_duplicates("name")


def _against_the_line(table: pd.DataFrame, key: str, lang: str | None, n: int) -> "Axes":
    lang = language.checked(lang or language.current())
    title = language.say(f"views.{key}.title", lang)
    book = _most_used(table, n)
    if book.empty:
        return nothing(title, lang)
    scale = Euros(float(book[["exposure", "credit_limit"]].to_numpy().max()), lang)
    with theme.drawing():
        ax = canvas(title, height=1.3 + 0.36 * len(book))
        for place, (exposure, limit) in enumerate(zip(book["exposure"], book["credit_limit"], strict=True)):
            _bar(ax, place, float(exposure), float(limit))
            beside(ax, max(float(exposure), float(limit)), place, scale.short(float(exposure)))
        lying(ax, range(len(book)), [shortened(cells.printable(name)) for name in book["name"]])
        euro_axis(ax.xaxis, scale)
        ax.set_xlabel(language.say("views.limit_used.axis", lang))
    return told(ax, title, _told(book, scale), lang)


def _most_used(table: pd.DataFrame, n: int) -> pd.DataFrame:
    """Return the rows that use the largest share of their line, the largest first."""
    lined = table[(table["credit_limit"] > 0) & (table["exposure"] > 0)] if len(table) else table
    if lined.empty:
        return lined
    used = lined["exposure"] / lined["credit_limit"]
    return lined.loc[used.sort_values(ascending=False, kind="stable").index[:n]]


def _bar(ax: "Axes", place: int, exposure: float, limit: float) -> None:
    """Lay what is within the line, then what is beyond it, and mark the line."""
    within = min(exposure, limit)
    look: dict[str, Any] = {"edgecolor": theme.INK, "linewidth": 0.7, "height": _HEIGHT}
    ax.barh(place, within, color=theme.BUCKETS["not_due"], **look)
    if exposure > limit:
        ax.barh(place, exposure - limit, left=limit, color=theme.BUCKETS["61-90"], **look)
    ax.plot([limit, limit], [place - 0.48, place + 0.48], color=theme.INK, linewidth=2.4, solid_capstyle="butt")


def _told(book: pd.DataFrame, scale: Euros) -> list[str]:
    rows = zip(book["name"], book["exposure"], book["credit_limit"], strict=True)
    return [
        language.say(
            "views.limit_used.value",
            scale.lang,
            name=cells.printable(name),
            exposure=scale.short(float(exposure)),
            limit=scale.short(float(limit)),
        )
        for name, exposure, limit in rows
    ]
