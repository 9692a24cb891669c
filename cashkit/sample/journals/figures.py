"""Figures: what the accounts of the story come to at each year end, as read from `year_ends.csv`.

>>> figures = Figures(1.0)
>>> figures.cents("net_cash", 2025), figures.change("gross_fixed", 2025), figures.rate("margin_rate", 2024)
(-16487352, 27000000, 0.345)

Units: euros in the file, whole cents here, larger companies in proportion. What a year does not say is 0.
"""

from __future__ import annotations

import csv
import functools
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cashkit.ground.money import cents

if TYPE_CHECKING:
    from collections.abc import Mapping

HERE = Path(__file__).parent
FIRST = 2022


def rows_of(name: str) -> list[dict[str, str]]:
    """Return the rows of a table beside this module."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@functools.cache
def _table() -> Mapping[str, Mapping[str, str]]:
    return {row["key"]: row for row in rows_of("year_ends.csv")}


@dataclass(frozen=True)
class Figures:
    """The figures of the story, `scale` times as large."""

    scale: float

    def cents(self, key: str, year: int) -> int:
        """Return a figure of one year."""
        return round(cents(_table()[key][str(year)] or 0) * self.scale)

    def change(self, key: str, year: int) -> int:
        """Return how much a balance grew over a year."""
        return self.cents(key, year) - self.cents(key, year - 1)

    def sum(self, key: str, *, until: int) -> int:
        """Return the sum of a figure over the years up to one."""
        return sum(self.cents(key, year) for year in range(FIRST, until + 1))

    def rate(self, key: str, year: int) -> float:
        """Return a rate, which no size changes."""
        return float(_table()[key][str(year)])
