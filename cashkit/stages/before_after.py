"""Before and after: the same figures of two audits side by side, as long as their definitions are the same.

>>> from datetime import date
>>> from cashkit.stages.review import Review
>>> first = Audit((Review("recovery", date(2024, 12, 31), (Figure("overdue_rate", 0.25, "rate"),)),))
>>> second = Audit((Review("recovery", date(2025, 12, 31), (Figure("overdue_rate", 0.20, "rate"),)),))
>>> round(compared(first, second).pairs[0].difference, 2)
-0.05

A figure whose definition changed between the two (`definitions`, a digest of its words, unit and expression) is shown
without a difference, and says so; one that only one audit knows has no difference either. Two dates of different
seasons are compared all the same, with a caution: season and mix may explain all of it.

Units: those of each figure; the difference is later less earlier.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pandas as pd

from cashkit.dossier.findings import Figure, shown
from cashkit.dossier.provenance import provenance
from cashkit.ground import language

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from cashkit.stages.review import Review

_NOT_KNOWN = "–"
_DIGITS = 12
_SEASON = 15
"""Days of the year by which two dates may differ and still be of one season."""
_YEAR = 365


@dataclass(frozen=True)
class Audit:
    """The reviews of an audit, with the definitions that its figures had; none given: those of today."""

    reviews: tuple[Review, ...]
    defined: Mapping[str, str] | None = None
    currency: str = ""
    """That of its amounts; "" where it is not told."""

    @property
    def as_of(self) -> date:
        """The date of the audit."""
        return self.reviews[0].as_of

    def figures(self) -> dict[tuple[str, str], Figure]:
        """Return the figures by stage and key."""
        return {(review.stage, one.key): one for review in self.reviews for one in review.figure_records}

    def definition(self, key: str) -> str:
        """Return the digest of a definition; "" where the audit did not keep it."""
        return definition(key) if self.defined is None else self.defined.get(key, "")


@dataclass(frozen=True)
class Pair:
    """A figure of two audits; `same` says that both mean the same by it."""

    stage: str
    key: str
    earlier: Figure | None
    later: Figure | None
    same: bool

    @property
    def difference(self) -> float | None:
        """Later less earlier; None where the two cannot be compared."""
        values = [None if one is None else one.value for one in (self.earlier, self.later)]
        numbers = [float(value) for value in values if value is not None and not isinstance(value, str)]
        return numbers[1] - numbers[0] if self.same and len(numbers) == len(values) else None

    @property
    def known(self) -> Figure:
        """The figure that names it."""
        found = self.later or self.earlier
        return found if found is not None else Figure(self.key, None, "text")

    def remark(self, lang: str | None = None) -> str:
        """Return why there is no difference, "" where there is one."""
        if not self.same and self.earlier is not None and self.later is not None:
            return language.say("stages.definition_changed", lang)
        return "" if self.difference is not None else language.say("stages.one_audit_only", lang)


@dataclass(frozen=True)
class Comparison:
    """Two audits side by side: `frame` holds the numbers, `table` the same as it is read."""

    dates: tuple[date, date]
    pairs: tuple[Pair, ...] = field(default_factory=tuple)

    @property
    def frame(self) -> pd.DataFrame:
        """The figures as numbers: stage, key, unit, earlier, later, difference, remark."""
        rows = [
            (one.stage, one.key, one.known.unit, _value(one.earlier), _value(one.later), one.difference, one.remark())
            for one in self.pairs
        ]
        return pd.DataFrame(rows, columns=["stage", "key", "unit", "earlier", "later", "difference", "remark"])

    @property
    def table(self) -> pd.DataFrame:
        """The figures as they are read: stage, figure, earlier, later, difference, remark."""
        rows = [
            (
                one.stage,
                one.known.label(),
                *(_text(figure) for figure in (one.earlier, one.later)),
                _signed(one),
                one.remark(),
            )
            for one in self.pairs
        ]
        return pd.DataFrame(rows, columns=["stage", "figure", "earlier", "later", "difference", "remark"])

    def caution(self, lang: str | None = None) -> str:
        """Return a sentence where the two dates are of different seasons, "" where they are of one."""
        apart = abs((self.dates[1] - self.dates[0]).days) % _YEAR
        if min(apart, _YEAR - apart) <= _SEASON:
            return ""
        return language.say("stages.other_season", lang, earlier=self.dates[0], later=self.dates[1])


def compared(before: Audit, after: Audit) -> Comparison:
    """Return two audits side by side, every figure that one of them knows, in the order of the later one."""
    old, new = before.figures(), after.figures()
    pairs = [
        Pair(stage, key, old.get((stage, key)), new.get((stage, key)), _same(key, before, after))
        for stage, key in dict.fromkeys([*new, *old])
    ]
    return Comparison((before.as_of, after.as_of), tuple(pairs))


def definitions(reviews: Iterable[Review]) -> dict[str, str]:
    """Return the definitions of the figures of some reviews, as digests by key."""
    return {one.key: definition(one.key) for review in reviews for one in review.figure_records}


def definition(key: str) -> str:
    """Return the digest of what a figure means today: its words in both languages, its unit, its expression."""
    words = language.table("figures").get(key, {})
    told = [words.get(column, "") for column in ("unit", "definition_fr", "definition_en")]
    return hashlib.sha256("\n".join([key, *told, provenance(key).expression]).encode()).hexdigest()[:_DIGITS]


def _same(key: str, before: Audit, after: Audit) -> bool:
    return bool(before.definition(key)) and before.definition(key) == after.definition(key)


def _value(figure: Figure | None) -> float | None:
    known = None if figure is None else figure.value
    return None if known is None or isinstance(known, str) else float(known)


def _text(figure: Figure | None) -> str:
    return _NOT_KNOWN if figure is None or figure.value is None else figure.text()


def _signed(pair: Pair) -> str:
    """Return a difference with its sign."""
    if pair.difference is None:
        return _NOT_KNOWN
    if pair.known.unit == "rate":
        written = language.say("stages.difference_points", x=round(100 * pair.difference, 1))
    else:
        written = shown(round(pair.difference, 6), pair.known.unit)
    return f"+{written}" if pair.difference > 0 else written
