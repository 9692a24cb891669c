"""Merged customers drawn: what each code of a customer exposes, laid end to end, against the one line of the customer.

>>> rows = [("code", "Un", 8e3, 10e3), ("code", "Un bis", 7e3, 10e3), ("total", "Un", 15e3, 10e3)]
>>> table = pd.DataFrame(rows, columns=["line_key", "name", "exposure", "credit_limit"])
>>> merged_customers_chart(table, "en").figure.cashkit_alt.partition("? ")[2]
'Un: €15k over 2 codes, highest limit €10k.'

Codes are light and less light in turn, so that they are told apart in grey; the line is a mark across the bar.
"""

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from cashkit.ground import language
from cashkit.views import cells, theme
from cashkit.views.axes import Euros, beside, euro_axis, lying, shortened
from cashkit.views.charts import canvas, nothing, told

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

_HEIGHT = 0.72
_TURNS = (theme.BUCKETS["not_due"], theme.BUCKETS["1-30"])


def merged_customers_chart(table: pd.DataFrame, lang: str | None = None, n: int = 8) -> "Axes":
    """Draw customers and their codes: line_key (`code`, or `total` of a customer), name, exposure, credit_limit."""
    lang = language.checked(lang or language.current())
    title = language.say("views.merged_customers.title", lang)
    rows = _blocks(table, n) if len(table) else table
    if rows.empty:
        return nothing(title, lang)
    whole = rows[rows["line_key"] == "total"]
    scale = Euros(float(whole[["exposure", "credit_limit"]].to_numpy().max()), lang)
    with theme.drawing():
        ax = canvas(title, height=1.3 + 0.36 * len(whole))
        for place, (block, exposure, limit) in enumerate(_numbers(whole)):
            _bar(ax, place, rows.loc[(rows["block"] == block) & (rows["line_key"] == "code"), "exposure"].tolist())
            _mark(ax, place, limit)
            beside(ax, max(exposure, limit), place, scale.short(exposure))
        lying(ax, range(len(whole)), [shortened(cells.printable(name)) for name in whole["name"]])
        euro_axis(ax.xaxis, scale)
        ax.set_xlabel(language.say("views.merged_customers.axis", lang))
    return told(ax, title, _told(rows, whole, scale), lang)


def _blocks(table: pd.DataFrame, n: int) -> pd.DataFrame:
    """Return the first customers that expose anything, the rows of each numbered as one block."""
    ends = (table["line_key"] == "total").to_numpy(bool)
    block: NDArray[np.int64] = np.cumsum(ends) - ends.astype(np.int64)
    rows = table.assign(block=block)
    exposed = rows.loc[ends & (rows["exposure"] > 0).to_numpy(bool), "block"].head(n)
    return rows[rows["block"].isin(exposed)]


def _numbers(whole: pd.DataFrame) -> list[tuple[int, float, float]]:
    """Return the number, the exposure and the line of each customer."""
    return list(zip(whole["block"].tolist(), whole["exposure"].tolist(), whole["credit_limit"].tolist(), strict=True))


def _bar(ax: "Axes", place: int, codes: list[float]) -> None:
    look: dict[str, Any] = {"edgecolor": theme.INK, "linewidth": 0.7, "height": _HEIGHT}
    left = 0.0
    for turn, exposure in enumerate(exposure for exposure in codes if exposure > 0):
        ax.barh(place, exposure, left=left, color=_TURNS[turn % len(_TURNS)], **look)
        left += exposure


def _mark(ax: "Axes", place: int, limit: float) -> None:
    if limit > 0:
        ax.plot([limit, limit], [place - 0.48, place + 0.48], color=theme.INK, linewidth=2.4, solid_capstyle="butt")


def _told(rows: pd.DataFrame, whole: pd.DataFrame, scale: Euros) -> list[str]:
    counts = rows[rows["line_key"] == "code"].groupby("block").size()
    return [
        language.say(
            "views.merged_customers.value",
            scale.lang,
            name=cells.printable(name),
            n=int(counts.get(block, 0)),
            exposure=scale.short(exposure),
            limit=scale.short(limit) if limit > 0 else cells.MISSING,
        )
        for name, (block, exposure, limit) in zip(whole["name"], _numbers(whole), strict=True)
    ]
