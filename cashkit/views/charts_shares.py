"""Shares drawn: what the account forms lack, counted in sales, and which reasons hold money back in disputes.

>>> form = pd.DataFrame({"information": ["siren", "email"], "filled_by_weight": [0.995, 0.8], "missing": [1, 7]})
>>> completeness_chart(form, "en").figure.cashkit_alt
'What do the account forms lack, counted in sales? billing email: 20%; SIREN: 0.5%.'

What counts most comes first. The axis of what forms lack ends at 100 %, so that two charts can be compared.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pandas as pd

from cashkit.ground import formats, language
from cashkit.views import cells, theme
from cashkit.views.axes import Euros, beside, euro_axis, lying, share_axis, shortened
from cashkit.views.charts import canvas, listed, nothing, told

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_DARK, _LIGHT = theme.BUCKETS["61-90"], theme.BUCKETS["not_due"]
_DARK_UP_TO = 0.8
"""The reasons that make up four fifths are dark: the few that matter."""
_PRODUCTS = 12


def completeness_chart(table: pd.DataFrame, lang: str | None = None) -> "Axes":
    """Draw what is missing by information: columns information and filled_by_weight (a fraction)."""
    lang = language.checked(lang or language.current())
    title = language.say("views.completeness.title", lang)
    rows = _lacking(table) if len(table) else table
    if rows.empty:
        return nothing(title, lang)
    names = [cells.word("information", name, lang) for name in rows["information"]]
    texts = [formats.percent(Decimal(str(share)), lang) for share in rows["lacking"]]
    with theme.drawing():
        ax = canvas(title, height=1.0 + 0.34 * len(rows))
        _bars(ax, rows["lacking"].tolist(), texts, [_DARK] * len(rows))
        lying(ax, range(len(rows)), names)
        ax.set_xlim(0, 1.12)
        share_axis(ax.xaxis, lang)
    return told(ax, title, [listed(name, text, lang) for name, text in zip(names, texts, strict=True)], lang)


def _lacking(table: pd.DataFrame) -> pd.DataFrame:
    """Return what is missing anywhere, the heaviest first, with its share of sales in `lacking`."""
    rows = table.assign(lacking=(1 - table["filled_by_weight"]).round(3))
    return rows[rows["lacking"] > 0].sort_values("lacking", ascending=False, kind="stable")


def disputes_chart(table: pd.DataFrame, lang: str | None = None) -> "Axes":
    """Draw what disputes hold back by reason: columns reason, count and amount; the few that matter are dark."""
    lang = language.checked(lang or language.current())
    title = language.say("views.disputes.title", lang)
    rows = table[table["amount"] > 0] if len(table) else table
    if rows.empty:
        return nothing(title, lang)
    rows = rows.sort_values("amount", ascending=False, kind="stable")
    scale = Euros(float(rows["amount"].max()), lang)
    names = [cells.word("reason", name, lang) for name in rows["reason"]]
    texts = [
        language.say("views.disputes.value", lang, amount=scale.short(float(amount)), n=int(count))
        for amount, count in zip(rows["amount"], rows["count"], strict=True)
    ]
    with theme.drawing():
        ax = canvas(title, height=1.0 + 0.36 * len(rows))
        _bars(ax, rows["amount"].tolist(), texts, _few(rows["amount"]))
        lying(ax, range(len(rows)), [shortened(name) for name in names])
        ax.set_xlim(0, float(rows["amount"].max()) * 1.45)
        euro_axis(ax.xaxis, scale)
    return told(ax, title, [listed(name, text, lang) for name, text in zip(names, texts, strict=True)], lang)


def disputed_products_chart(table: pd.DataFrame, lang: str | None = None) -> "Axes":
    """Draw what is disputed of what is delivered: columns product_family, site and disputed_share (a fraction)."""
    lang = language.checked(lang or language.current())
    title = language.say("views.disputed_products.title", lang)
    rows = table[table["disputed_share"] > 0] if len(table) else table
    if rows.empty:
        return nothing(title, lang)
    rows = rows.sort_values("disputed_share", ascending=False, kind="stable").head(_PRODUCTS)
    words = [[cells.word(name, value, lang) for value in rows[name]] for name in ("product_family", "site")]
    names = [" · ".join(part for part in pair if part) for pair in zip(*words, strict=True)]
    texts = [formats.percent(Decimal(str(round(share, 3))), lang) for share in rows["disputed_share"]]
    with theme.drawing():
        ax = canvas(title, height=1.0 + 0.34 * len(rows))
        _bars(ax, rows["disputed_share"].tolist(), texts, [_DARK] * len(rows))
        lying(ax, range(len(rows)), [shortened(name) for name in names])
        ax.set_xlim(0, float(rows["disputed_share"].max()) * 1.2)
        share_axis(ax.xaxis, lang)
    return told(ax, title, [listed(name, text, lang) for name, text in zip(names, texts, strict=True)], lang)


def _few(amounts: pd.Series) -> list[str]:
    """Return dark for the largest amounts until they make four fifths, light for the rest."""
    before = amounts.cumsum() - amounts
    return [_DARK if share < _DARK_UP_TO else _LIGHT for share in before / amounts.sum()]


def _bars(ax: "Axes", values: Sequence[float], texts: Sequence[str], fills: Sequence[str]) -> None:
    look: dict[str, Any] = {"edgecolor": theme.INK, "linewidth": 0.7, "height": 0.72}
    for place, (value, text, fill) in enumerate(zip(values, texts, fills, strict=True)):
        ax.barh(place, value, color=fill, **look)
        beside(ax, value, place, text)
