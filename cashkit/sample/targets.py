"""Targets: what each segment owes at the end of each year, how late it pays and how often in time.

>>> told = targets(2025)["builders"]
>>> told.buckets, told.lateness  # retention apart: 54 not yet due, 17 past its release
((376.0, 92.0, 51.0, 31.0, 41.0), 29.0)

Units: k€ with VAT at base size, accepted and discounted bills and factored invoices included; days weighted by amount;
share of the invoices due in the year.
"""

from __future__ import annotations

import csv
import functools
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

BUCKETS = ("not_due", "1-30", "31-60", "61-90", "91+")
EDGES = (0, 30, 60, 90)


@dataclass(frozen=True)
class Target:
    """What the story says of a segment at the end of a year."""

    buckets: tuple[float, ...]
    lateness: float
    on_time: float


@functools.cache
def targets(year: int) -> Mapping[str, Target]:
    """Return the targets of a year by segment."""
    text = resources.files("cashkit.sample").joinpath("targets.csv").read_text(encoding="utf-8")
    rows = [row for row in csv.DictReader(text.splitlines()) if int(row["year"]) == year]
    return {
        row["segment"]: Target(
            tuple(float(row[name]) for name in BUCKETS), float(row["lateness"]), float(row["on_time"])
        )
        for row in rows
    }
