"""The way from order to cash drawn: the days of each link, month by month.

>>> links = pd.DataFrame({"month": pd.to_datetime(["2025-11-30", "2025-12-31"]), "days_to_deliver": [12.0, 10.0],
...     "days_to_invoice": [6.0, 4.0], "days_to_pay": [50.0, None]})
>>> for words in order_to_cash_chart(links, "en").figure.cashkit_alt.split("? ")[1].split("; "):
...     print(words.replace("\\xa0", " "))
order to delivery: 10.0 d in Dec 2025
delivery to invoice: 4.0 d in Dec 2025
invoice to payment: 50.0 d in Nov 2025.

The links are stacked in their order. A link that is not known in a month (nothing of it is paid yet) is a gap,
never a zero; the latest months count only what was paid early.
"""

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from cashkit.ground import formats, language
from cashkit.views import theme
from cashkit.views.axes import Euros, beside, lying, shortened
from cashkit.views.cells import month, printable, short_days
from cashkit.views.charts import canvas, legend, listed, nothing, told

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.ticker import FuncFormatter

LINKS = ("days_to_deliver", "days_to_invoice", "days_to_pay")
_FILLS = {"days_to_deliver": ("#d6e4f0", ""), "days_to_invoice": ("#5c1420", ""), "days_to_pay": ("#fdc281", "....")}
"""The fill and hatch of each link: light, dark, dotted, so that grey tells them apart."""
LOST = ("days_beyond_promise", "days_to_invoice", "days_past_due")
_FILLS |= {name: _FILLS[link] for name, link in zip(LOST, LINKS, strict=True)}
_MARKS = 6


def order_to_cash_chart(table: pd.DataFrame, lang: str | None = None) -> "Axes":
    """Draw a table by month: columns month and any of days_to_deliver, days_to_invoice, days_to_pay."""
    lang = language.checked(lang or language.current())
    title = language.say("views.order_to_cash.title", lang)
    known = [name for name in LINKS if name in table and table[name].notna().any()]
    if not known:
        return nothing(title, lang)
    with theme.drawing():
        ax = canvas(title, height=3.8)
        _stack(ax, table[known], lang)
        _mark_months(ax, table["month"], lang)
        _mark_days(ax, lang)
        legend(ax, columns=2)
    return told(ax, title, [_latest(table, name, lang) for name in known], lang)


def _stack(ax: "Axes", links: pd.DataFrame, lang: str) -> None:
    """Lay the links one upon another; days below zero (invoiced before it left) stand below the axis."""
    places, above, below = np.arange(len(links)), np.zeros(len(links)), np.zeros(len(links))
    for name in links:
        days = links[name].fillna(0).to_numpy(float)
        fill, hatch = _FILLS[str(name)]
        look: dict[str, Any] = {"color": fill, "hatch": hatch, "edgecolor": theme.INK, "linewidth": 0.7, "width": 0.8}
        start = np.where(days >= 0, above, below)
        ax.bar(places, days, bottom=start, label=language.say(f"views.link.{name}", lang), **look)
        above, below = above + np.maximum(days, 0), below + np.minimum(days, 0)
    ax.axhline(0, color=theme.INK, linewidth=1)


def _latest(table: pd.DataFrame, name: str, lang: str) -> str:
    """Return the days of a link in the latest month in which they are known."""
    last = table[table[name].notna()].iloc[-1]
    days, when = short_days(last[name], lang), month(last["month"], lang)
    words = language.say("views.order_to_cash.at", lang, days=days, month=when)
    return listed(language.say(f"views.link.{name}", lang), words, lang)


def invoicing_delay_chart(table: pd.DataFrame, lang: str | None = None) -> "Axes":
    """Draw the days from delivery to invoice by month: columns month and weighted_days."""
    lang = language.checked(lang or language.current())
    title = language.say("views.invoicing_delay.title", lang)
    rows = table[table["weighted_days"].notna()] if len(table) else table
    if rows.empty:
        return nothing(title, lang)
    with theme.drawing():
        ax = canvas(title, height=3.2)
        fill = _FILLS["days_to_deliver"][0]
        ax.bar(range(len(rows)), rows["weighted_days"], color=fill, edgecolor=theme.INK, linewidth=0.7, width=0.8)
        _mark_months(ax, rows["month"], lang)
        _mark_days(ax, lang)
        ax.axhline(0, color=theme.INK, linewidth=1)
    days = [short_days(value, lang) for value in rows["weighted_days"]]
    months = [month(value, lang) for value in rows["month"]]
    return told(ax, title, [listed(name, text, lang) for name, text in zip(months, days, strict=True)], lang)


def days_lost_chart(table: pd.DataFrame, lang: str | None = None, n: int = 8) -> "Axes":
    """Draw the customers whose lost days cost most: columns name, days_beyond_promise ... days_past_due, carried."""
    lang = language.checked(lang or language.current())
    title = language.say("views.days_lost.title", lang)
    book = table[table["carried"] > 0].head(n) if len(table) else table
    if book.empty:
        return nothing(title, lang)
    scale, names = Euros(float(book["carried"].max()), lang), [shortened(printable(name)) for name in book["name"]]
    days, money = book[list(LOST)].fillna(0).clip(lower=0), [scale.short(float(euros)) for euros in book["carried"]]
    with theme.drawing():
        ax = canvas(title, height=1.6 + 0.36 * len(book))
        _lay(ax, days, lang)
        for place, text in enumerate(money):
            beside(ax, float(days.iloc[place].sum()), place, text)
        lying(ax, range(len(book)), names)
        ax.xaxis.set_major_formatter(_numbers(lang))
        ax.set_xlabel(language.say("views.days_lost.axis", lang))
        legend(ax, columns=3)
    return told(ax, title, _lost_in_words(days, names, money, lang), lang)


def _lost_in_words(days: pd.DataFrame, names: list[str], money: list[str], lang: str) -> list[str]:
    totals = [short_days(float(value), lang) for value in days.sum(axis=1)]
    said = [
        language.say("views.days_lost.at", lang, days=one, amount=text) for one, text in zip(totals, money, strict=True)
    ]
    return [listed(name, text, lang) for name, text in zip(names, said, strict=True)]


def _lay(ax: "Axes", days: pd.DataFrame, lang: str) -> None:
    """Lay the days lost at each link one after another, customer by customer."""
    start = np.zeros(len(days))
    for name in days:
        fill, hatch = _FILLS[str(name)]
        look: dict[str, Any] = {"color": fill, "hatch": hatch, "edgecolor": theme.INK, "linewidth": 0.7}
        width = days[name].to_numpy(float)
        ax.barh(np.arange(len(days)), width, left=start, label=language.say(f"views.link.{name}", lang), **look)
        start = start + width


def _mark_days(ax: "Axes", lang: str) -> None:
    """Write the axis of days as its reader writes numbers."""
    ax.yaxis.set_major_formatter(_numbers(lang))
    ax.set_ylabel(language.say("views.order_to_cash.axis", lang))


def _numbers(lang: str) -> "FuncFormatter":
    from matplotlib.ticker import FuncFormatter  # noqa: PLC0415  (matplotlib is loaded by a chart)

    return FuncFormatter(lambda days, _: formats.number(round(days, 2), lang))


def _mark_months(ax: "Axes", months: pd.Series, lang: str) -> None:
    """Mark a few months, the latest among them."""
    step = math.ceil(len(months) / _MARKS)
    marked = range(len(months) - 1, -1, -step)
    ax.set_xticks(list(marked), [month(months.iloc[i], lang, "MMM yy") for i in marked])
    ax.grid(visible=False, axis="x")
