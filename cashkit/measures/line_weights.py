"""Line weights: by how much a score and the way in which a customer pays bring its line down, or up.

The line by the rules counts in full, by 0.7, 0.4 or not at all by the zone of the customer's Conan-Holder score, and
less the later it pays; a weight never lifts a line above its smallest rule. The practice formula of French credit
managers weighs the outstanding itself: (orders to deliver + to be invoiced + open invoices) x terms x behaviour,
where more than 1 is good and less than 1 is bad.

The coefficients are conventions (`line_weights.csv`), none of them law: give your own by their keys.

>>> weights = LineWeights.of()
>>> weights.score("risk_10_to_30"), weights.behaviour(-2.0), weights.behaviour(15.4), weights.terms(45)
(0.7, 1.1, 0.8, 1.0)
>>> LineWeights.of({"behaviour_late": 0.6}).behaviour(15.4), weights.score(None), weights.behaviour(None)
(0.6, None, None)
>>> weighted_line(line=20_000, score=0.7, behaviour=1.1)
Decimal('14000.00')
>>> practice_line(orders=6_000, to_invoice=9_000, opened=38_000, weights=(1.0, 0.8))
Decimal('42400.00')

What is not known weighs nothing: no accounts, no history. Units: euros with VAT, days, factors.
Errors: `ArgumentError` for a key that is none, a coefficient below 0 or above 2, an amount that is none.
Source: practice of credit managers (AFDCC); the values are proposed here.
"""

from __future__ import annotations

import csv
import functools
import math
from dataclasses import dataclass
from decimal import Decimal
from importlib import resources
from io import StringIO
from typing import TYPE_CHECKING

from cashkit.ground.errors import ArgumentError
from cashkit.ground.money import rounded
from cashkit.measures.arguments import amount_owed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cashkit.ground.money import Money

MOST = 2.0
GONE, NO_EQUITY = "gone", "no_equity"


@dataclass(frozen=True)
class Coefficient:
    """One row of `line_weights.csv`: a band of a factor, up to so many days, with its value and what it rests on."""

    key: str
    factor: str
    up_to: float
    value: float
    mark: str


@dataclass(frozen=True)
class LineWeights:
    """The coefficients in force."""

    values: Mapping[str, float]

    @classmethod
    def of(cls, own: Mapping[str, float] | None = None) -> LineWeights:
        """Return the coefficients shipped, replaced by one's own."""
        for key, value in (own or {}).items():
            if key not in coefficients():
                raise ArgumentError("measures.unknown_weight", value=key, known=", ".join(coefficients()))
            if not _is_weight(value):
                raise ArgumentError("measures.bad_weight", name=key, value=str(value))
        return cls({key: float((own or {}).get(key, one.value)) for key, one in coefficients().items()})

    def score(self, zone: str | None) -> float | None:
        """Return the weight of a zone of the score, or of `GONE` or `NO_EQUITY`; None where there is no score."""
        return None if zone is None else self.values[f"score_{zone}"]

    def behaviour(self, days_late: float | None) -> float | None:
        """Return the weight of mean days late, each invoice counting for its amount."""
        return self._band("behaviour", days_late)

    def terms(self, days: float | None) -> float | None:
        """Return the weight of the days granted."""
        return self._band("terms", days)

    def _band(self, factor: str, days: float | None) -> float | None:
        if days is None or math.isnan(days):
            return None
        bands = (one for one in coefficients().values() if one.factor == factor)
        return next(self.values[one.key] for one in bands if days <= one.up_to)


@functools.cache
def coefficients() -> Mapping[str, Coefficient]:
    """Return every coefficient as shipped, by its key."""
    source = resources.files("cashkit.measures").joinpath("line_weights.csv")
    rows = csv.DictReader(StringIO(source.read_text(encoding="utf-8"), newline=""))
    return {row["key"]: _coefficient(row) for row in rows}


def weighted_line(*, line: Money, score: float | None, behaviour: float | None) -> Decimal:
    """Return a line brought down by its weights, never up: the smallest rule stays a cap."""
    lowered = [min(one, 1.0) for one in (score, behaviour) if one is not None]
    return rounded(amount_owed("line", line) * Decimal(str(math.prod(lowered))))


def practice_line(
    *, orders: Money, to_invoice: Money, opened: Money, weights: tuple[float | None, float | None]
) -> Decimal:
    """Return the line of the practice formula; `weights` are those of terms and of behaviour."""
    parts = {"orders": orders, "to_invoice": to_invoice, "opened": opened}
    outstanding = sum((amount_owed(name, value) for name, value in parts.items()), Decimal(0))
    return rounded(outstanding * Decimal(str(math.prod(one for one in weights if one is not None))))


def _is_weight(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= MOST


def _coefficient(row: Mapping[str, str]) -> Coefficient:
    return Coefficient(row["key"], row["factor"], float(row["up_to"] or math.inf), float(row["value"]), row["mark"])
