"""The methods of scoring: terms and weights, zones, where they were published.

`score_methods.csv` lists the methods, `score_terms.csv` their terms (a ratio of two amounts and its weight),
`score_zones.csv` their zones, tried from the top. Methods of kind `given` are not public: they have no terms, and
a score of theirs is only ever told by who made it. Those of kind `history` rest on a source that is not sure: they are
computed from typed amounts when they are asked for, and shown nowhere.

>>> [(term.numerator, term.denominator, term.weight) for term in methods()["zmijewski"].terms][:1]
[('net_result', 'total_assets', Decimal('-4.513'))]
>>> altman = methods()["altman"]
>>> [altman.zone(Decimal(bound)).zone for bound in ("2.991", "2.99", "1.81", "1.8099")]
['safe', 'uncertain', 'uncertain', 'distress']
>>> computed()[0], computed()[-1], len(computed())
('conan_holder', 'zmijewski', 8)

Errors: `ArgumentError` for a method that is none.
"""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from cashkit.accounts.answer import Verdict
from cashkit.accounts.csv_rows import rows_of
from cashkit.ground.errors import ArgumentError

_VERDICTS: Mapping[str, Verdict] = {"good": "good", "watch": "watch", "bad": "bad"}


@dataclass(frozen=True)
class Weighted:
    """One term of a method: a ratio of two amounts (`score_inputs.INPUTS`) and what it weighs."""

    numerator: str
    denominator: str
    weight: Decimal


@dataclass(frozen=True)
class Zone:
    """A zone of a method and its verdict; `test` is above (more than `bound`), from (`bound` or more) or any."""

    zone: str
    test: str
    bound: Decimal
    verdict: Verdict

    def holds(self, value: Decimal) -> bool:
        """Tell whether a score stands in this zone, or in a better one listed before it."""
        return self.test == "any" or value > self.bound or (self.test == "from" and value == self.bound)


@dataclass(frozen=True)
class Method:
    """One method; `sector` is the only one that it was made for, `needs` an amount that accounts do not give."""

    key: str
    kind: str
    constant: Decimal
    sector: str
    needs: str
    source: str
    terms: tuple[Weighted, ...]
    zones: tuple[Zone, ...]

    def zone(self, value: Decimal) -> Zone:
        """Return the zone of a score."""
        return next(zone for zone in self.zones if zone.holds(value))


@functools.cache
def methods() -> Mapping[str, Method]:
    """Return every method by its key."""
    return {row["key"]: _method(row) for row in rows_of("score_methods.csv")}


@functools.cache
def computed() -> tuple[str, ...]:
    """Return the methods that are public and can be computed."""
    return tuple(key for key, method in methods().items() if method.kind == "score")


def method_of(key: str) -> Method:
    """Return a method; ArgumentError for one that is not known."""
    if key not in methods():
        raise ArgumentError("accounts.unknown_score", value=key, known=", ".join(methods()))
    return methods()[key]


def _method(row: Mapping[str, str]) -> Method:
    terms = [one for one in rows_of("score_terms.csv") if one["method"] == row["key"]]
    zones = [one for one in rows_of("score_zones.csv") if one["method"] == row["key"]]
    return Method(
        key=row["key"],
        kind=row["kind"],
        constant=Decimal(row["constant"] or 0),
        sector=row["sector"],
        needs=row["needs"],
        source=row["source"],
        terms=tuple(Weighted(one["numerator"], one["denominator"], Decimal(one["weight"])) for one in terms),
        zones=tuple(
            Zone(one["zone"], one["test"], Decimal(one["bound"] or 0), _VERDICTS[one["verdict"]]) for one in zones
        ),
    )
