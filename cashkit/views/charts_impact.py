"""What a loss costs, drawn: the sales needed to earn it back, by margin rate.

>>> needed = pd.DataFrame({"loss": 1000.0, "margin_rate": [0.05, 0.10], "sales_to_recover": [20_000.0, 10_000.0]})
>>> sales_to_recover_chart(needed, "en").figure.get_suptitle()
'How much must be sold to earn back a loss of €1,000?'
"""

from typing import TYPE_CHECKING

import pandas as pd

from cashkit.ground import formats, language
from cashkit.ground.errors import ArgumentError
from cashkit.views import theme
from cashkit.views.axes import Euros, beside, euro_axis, lying
from cashkit.views.charts import canvas, told

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def sales_to_recover_chart(table: pd.DataFrame, lang: str | None = None) -> "Axes":
    """Draw the sales needed for one loss: columns loss (the same in each row), margin_rate, sales_to_recover.

    A column `own` (true or false) tells the company's own margin from the others: its bar is dark.
    """
    lang = language.checked(lang or language.current())
    losses = table["loss"].nunique()
    if losses != 1:
        raise ArgumentError("views.several_losses", n=losses)
    title = language.say("views.sales_to_recover.title", lang, loss=table["loss"].iloc[0])
    scale = Euros(table["sales_to_recover"].max(), lang)
    own = table["own"] if "own" in table else pd.Series(data=False, index=table.index)
    with theme.drawing():
        ax = canvas(title, height=1.3 + 0.36 * len(table))
        for place, (sales, is_own) in enumerate(zip(table["sales_to_recover"], own, strict=True)):
            fill = theme.BUCKETS["61-90" if is_own else "not_due"]
            ax.barh(place, sales, color=fill, edgecolor=theme.INK, linewidth=0.7, height=0.72)
            beside(ax, sales, place, scale.short(sales))
        lying(ax, range(len(table)), [formats.percent(rate, lang) for rate in table["margin_rate"]])
        euro_axis(ax.xaxis, scale)
        ax.set_ylabel(language.say("views.sales_to_recover.axis", lang))
    return told(ax, title, _told(table, scale), lang)


def _told(table: pd.DataFrame, scale: Euros) -> list[str]:
    return [
        language.say("views.sales_to_recover.at", scale.lang, rate=rate, sales=scale.short(sales))
        for rate, sales in zip(table["margin_rate"], table["sales_to_recover"], strict=True)
    ]
