"""The aged balance drawn: what is owed by bucket, and by the largest customers.

>>> aged = pd.DataFrame({"not_due": [500.0], "1-30": [200.0], "91+": [100.0], "unapplied": [-50.0]}, index=["C1"])
>>> aged_balance_chart(aged, "en").figure.cashkit_alt
'What do customers owe, and how late is it? Not due: €500; 1–30 days: €200; Over 90 days: €100; Unapplied: -€50.'

Credits not applied stand apart, at the left of zero: they are in no bucket.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from cashkit.ground import language, money
from cashkit.views import buckets, cells, theme
from cashkit.views.axes import Euros, beside, euro_axis, lying, shortened
from cashkit.views.charts import canvas, legend, listed, nothing, told

if TYPE_CHECKING:
    from matplotlib.axes import Axes

UNAPPLIED = "unapplied"


def aged_balance_chart(aged: pd.DataFrame, lang: str | None = None) -> "Axes":
    """Draw the total of each bucket, the credits not applied apart."""
    lang = language.checked(lang or language.current())
    title = language.say("views.aged_balance.title", lang)
    if aged.empty:
        return nothing(title, lang)
    totals = _cents(aged).sum() / 100
    heads = [buckets.heading(str(name), lang) for name in totals.index]
    scale = Euros(totals.abs().max(), lang)
    places = _places(totals.index)
    with theme.drawing():
        ax = canvas(title, height=1.1 + 0.36 * len(totals))
        for place, (name, euros) in zip(places, totals.items(), strict=True):
            ax.barh(place, euros, **_look(str(name), totals.index))
            beside(ax, euros, place, scale.short(euros))
        lying(ax, places, heads)
        euro_axis(ax.xaxis, scale)
    return told(ax, title, [listed(h, scale.short(t), lang) for h, t in zip(heads, totals, strict=True)], lang)


def largest_customers_chart(aged: pd.DataFrame, lang: str | None = None, n: int = 10) -> "Axes":
    """Draw who owes most: one bar a customer, from the latest overdue to what is not yet due."""
    lang = language.checked(lang or language.current())
    title = language.say("views.largest_customers.title", lang)
    book = _largest(aged, n)
    if book.empty:
        return nothing(title, lang)
    owed = book[buckets.names(book.columns)].sum(axis=1)
    scale = Euros(book.abs().to_numpy().max(), lang)
    with theme.drawing():
        ax = canvas(title, height=1.6 + 0.36 * len(book))
        _stack(ax, book, lang)
        for place, euros in enumerate(owed):
            beside(ax, euros, place, scale.short(euros))
        lying(ax, range(len(book)), [shortened(name) for name in book.index])
        euro_axis(ax.xaxis, scale)
        legend(ax, columns=3)
    return told(ax, title, _owing(book, scale), lang)


def _cents(aged: pd.DataFrame) -> pd.DataFrame:
    """Return buckets and credits in whole cents, which sum exactly."""
    names = [*buckets.names(aged.columns), *([UNAPPLIED] if UNAPPLIED in aged else [])]
    return pd.DataFrame({name: money.whole_cents(aged[name])[0] for name in names})


def _places(names: Iterable[object]) -> list[float]:
    """Return the height of each bar, from the top; the credits stand half a bar lower."""
    return [i + 0.5 * (name == UNAPPLIED) for i, name in enumerate(names)]


def _look(name: str, names: Iterable[object]) -> dict[str, Any]:
    """Return how the bar of a bucket is filled."""
    late = buckets.names(names)
    colours = dict(zip(late, theme.bucket_colours(late), strict=True))
    fill = colours.get(name, theme.BUCKETS[UNAPPLIED])
    return {"color": fill, "edgecolor": theme.INK, "linewidth": 0.7, "hatch": theme.HATCHES.get(name), "height": 0.72}


def _largest(aged: pd.DataFrame, n: int) -> pd.DataFrame:
    """Return the customers with most open, in euros, by name; credits not applied lower no one's place."""
    cents = _cents(aged)
    owed = cents[buckets.names(cents.columns)].sum(axis=1)
    order = owed[owed > 0].sort_values(ascending=False, kind="stable").index[:n]
    names = aged["name"] if "name" in aged else aged.index.to_series()
    return (cents.loc[order] / 100).set_index(pd.Index([cells.printable(names.iloc[i]) for i in order]))


def _stack(ax: "Axes", book: pd.DataFrame, lang: str) -> None:
    """Lay the buckets end to end, the latest first; the credits go to the left of zero."""
    places = range(len(book))
    start = pd.Series(0.0, index=book.index)
    for name in reversed(buckets.names(book.columns)):
        look = _look(name, book.columns)
        ax.barh(places, book[name], left=start, label=buckets.heading(name, lang), **look)
        start += book[name]
    if UNAPPLIED in book and book[UNAPPLIED].any():
        look = _look(UNAPPLIED, book.columns)
        ax.barh(places, book[UNAPPLIED], label=buckets.heading(UNAPPLIED, lang), **look)


def _owing(book: pd.DataFrame, scale: Euros) -> list[str]:
    """Return what each customer owes and what of it is overdue, in words."""
    late = [name for name in buckets.names(book.columns) if buckets.is_late(name)]
    sums: Sequence[tuple[float, float]] = list(
        zip(book[buckets.names(book.columns)].sum(axis=1), book[late].sum(axis=1), strict=True)
    )
    return [
        language.say(
            "views.largest_customers.value", scale.lang, name=name, total=scale.short(total), overdue=scale.short(late)
        )
        for name, (total, late) in zip(book.index, sums, strict=True)
    ]
