"""What stands along the axes of a chart: amounts, days, shares and months, written for its reader.

>>> Euros(590_000, "fr").short(590_123), Euros(590_000, "en").short(-12_345)
('590\\xa0k€', '-€12.3k')
>>> Euros(590_000, "fr").short(12), Euros(9_000, "fr").short(8_765.4)
('12\\xa0€', '8\\u202f765\\xa0€')
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from cashkit.ground import formats
from cashkit.views import theme

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis

_THOUSANDS_FROM = 10_000
_MILLIONS_FROM = 100_000_000
_ONE_DECIMAL_UNDER = 100
NAME_WIDTH = 20
"""How many letters of a name stand at the left of a lying bar."""


@dataclass(frozen=True)
class Euros:
    """Amounts of the currency in force, written in the scale of a chart: thousands from 10 000, millions from 100 M."""

    largest: float
    lang: str

    @property
    def divisor(self) -> int:
        """How many euros are one unit of the scale."""
        if abs(self.largest) < _THOUSANDS_FROM:
            return 1
        return 1_000 if abs(self.largest) < _MILLIONS_FROM else 1_000_000

    def short(self, euros: float) -> str:
        """Write an amount beside its bar: three digits or more, small ones in plain euros."""
        if abs(euros) < self.divisor or self.divisor == 1:
            return formats.round_money(euros, self.lang)
        scaled = abs(euros) / self.divisor
        return self._scaled(Decimal(str(scaled)).quantize(_step(scaled), ROUND_HALF_UP), negative=euros < 0)

    def tick(self, euros: float, _position: int | None = None) -> str:
        """Write a mark of the axis, with the decimals that it needs and no more."""
        if self.divisor == 1 or not euros:
            return formats.round_money(euros, self.lang)
        return self._scaled(Decimal(str(round(abs(euros) / self.divisor, 3))), negative=euros < 0)

    def _scaled(self, number: Decimal, *, negative: bool) -> str:
        unit = "thousands" if self.divisor == 1_000 else "millions"  # noqa: PLR2004  (the divisor says it)
        return formats.scaled_money(formats.number(number, self.lang), unit, self.lang, negative=negative)


def euro_axis(axis: "Axis", scale: Euros, marks: int = 5) -> None:
    """Write an axis in euros, with few marks."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator  # noqa: PLC0415  (matplotlib is loaded by a chart)

    axis.set_major_locator(MaxNLocator(nbins=marks, steps=[1, 2, 2.5, 5, 10]))
    axis.set_major_formatter(FuncFormatter(scale.tick))


def share_axis(axis: "Axis", lang: str) -> None:
    """Write an axis of shares as per cent, by quarters."""
    from matplotlib.ticker import FixedLocator, FuncFormatter  # noqa: PLC0415  (matplotlib is loaded by a chart)

    axis.set_major_locator(FixedLocator([0, 0.25, 0.5, 0.75, 1]))
    axis.set_major_formatter(FuncFormatter(lambda share, _: formats.percent(round(share, 4), lang)))


def lying(ax: "Axes", places: Sequence[float], names: Sequence[str]) -> None:
    """Set the frame of lying bars: names at the left, from the top; marks below; a line at zero; room for amounts."""
    ax.set_yticks(places, names)
    ax.invert_yaxis()
    ax.grid(visible=False, axis="y")
    ax.spines[["left", "bottom"]].set_visible(False)
    ax.tick_params(length=0)
    ax.axvline(0, color=theme.INK, linewidth=1)
    low, high = (float(edge) for edge in ax.dataLim.intervalx)
    width = (max(high, 0) - min(low, 0)) or 1
    ax.set_xlim(min(low, 0) - (0.03 * width if low < 0 else 0), max(high, 0) + 0.18 * width)


def shortened(name: str) -> str:
    """Return a name that fits at the left of a lying bar."""
    return name if len(name) <= NAME_WIDTH else f"{name[: NAME_WIDTH - 1].rstrip()}…"


def beside(ax: "Axes", value: float, place: float, text: str) -> None:
    """Write an amount at the right of its lying bar; beyond zero when the bar goes to the left, where names stand."""
    ax.annotate(text, (max(value, 0), place), xytext=(4, 0), textcoords="offset points", ha="left", va="center")


def spread(wanted: Sequence[float], gap: float) -> list[float]:
    """Move labels apart so that none covers another: in the same order, as near as can be.

    >>> spread([10, 11, 50], gap=5)
    [8.0, 13.0, 50.0]
    """
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    pools: list[list[float]] = []
    for rank, i in enumerate(order):
        pools.append([wanted[i] - rank * gap])
        while len(pools) > 1 and _mean(pools[-2]) >= _mean(pools[-1]):
            last = pools.pop()
            pools[-1] += last
    flat = [_mean(pool) for pool in pools for _ in pool]
    placed = {i: flat[rank] + rank * gap for rank, i in enumerate(order)}
    return [placed[i] for i in range(len(wanted))]


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _step(scaled: float) -> Decimal:
    return Decimal("0.1") if scaled < _ONE_DECIMAL_UNDER else Decimal(1)
