"""Thresholds of the reading: from where on a figure is good, to watch or bad.

They are conventions of the trade, not laws: `thresholds.csv` says of each where it comes from and
whether it is sourced, known practice or proposed here. A reader with better ones gives them.

>>> limits = thresholds({"supplier_days_bad": 90})
>>> limits["supplier_days_watch"], limits["supplier_days_bad"]
(60.0, 90.0)

Units: rates as fractions, days, ratios, as the table says.
"""

import functools
from collections.abc import Mapping
from dataclasses import dataclass

from cashkit.accounts.csv_rows import rows_of
from cashkit.ground.errors import ArgumentError


@dataclass(frozen=True)
class Threshold:
    """One row of `thresholds.csv`; `mark` is sourced, known or proposed."""

    key: str
    value: float
    unit: str
    mark: str
    source: str
    fr: str
    en: str


@functools.cache
def defaults() -> Mapping[str, Threshold]:
    """Return every threshold as shipped, by its key."""
    return {row["key"]: _threshold(row) for row in rows_of("thresholds.csv")}


def thresholds(own: Mapping[str, float] | None = None) -> Mapping[str, float]:
    """Return the thresholds in force: those shipped, replaced by one's own; an unknown key is an ArgumentError."""
    own = own or {}
    for key in own:
        if key not in defaults():
            raise ArgumentError("accounts.unknown_threshold", value=key, known=", ".join(defaults()))
    return {key: float(own.get(key, threshold.value)) for key, threshold in defaults().items()}


def _threshold(row: Mapping[str, str]) -> Threshold:
    words = {name: text for name, text in row.items() if name != "value"}
    return Threshold(value=float(row["value"]), **words)
