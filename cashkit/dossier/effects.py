"""Effect: what became of the data where a finding was made: refused, repaired, assumed, or told only.

Refused data is left out of every figure; repaired data was read in spite of its form; assumed data is a value
that stands in for one the files do not give. The rest is told and nothing was changed.

>>> from cashkit.dossier.findings import data_finding
>>> found = [data_finding("L04", count=3, field="PieceDate", lines="2, 3, 4"), data_finding("L02", count=2, refused=2)]
>>> [(one.code, one.effect, one.count) for one in effects(found)]
[('L02', 'refused', 2), ('L04', 'repaired', 3)]

The effect of a code stands in `codes.csv`; a finding that says how many of its lines were refused or repaired
goes by that. Units: whole cents, None where the findings do not tell them all.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from cashkit.dossier import codes
from cashkit.ground import language
from cashkit.ground.money import cents

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cashkit.dossier.findings import DataFinding


@dataclass(frozen=True)
class Effect:
    """The findings of one code that had one effect: in how many places, for how much, and the dearest of them."""

    code: str
    effect: str
    severity: str
    count: int
    cents: int | None
    dearest: DataFinding
    others: int = 0
    """How many places the sentence of the dearest does not tell."""

    def told(self, lang: str | None = None) -> str:
        """Return the dearest finding as a sentence, and how many others are like it."""
        message = self.dearest.message(lang)
        return language.say("trust.and_others", lang, message=message, n=self.others) if self.others else message


def effects(found: Iterable[DataFinding], known: Mapping[str, int] | None = None) -> tuple[Effect, ...]:
    """Return the findings by code and effect, the gravest first; `known` are cents of codes measured elsewhere."""
    groups: dict[tuple[str, str], list[DataFinding]] = {}
    for one in found:
        groups.setdefault((one.code, effect_of(one)), []).append(one)
    made = [_effect(effect, group, (known or {}).get(code)) for (code, effect), group in groups.items()]
    return tuple(sorted(made, key=lambda one: (codes.SEVERITIES.index(one.severity), one.code)))


def effect_of(found: DataFinding) -> str:
    """Return what became of the data of a finding.

    >>> from cashkit.dossier.findings import data_finding
    >>> effect_of(data_finding("L07", refused=0)), effect_of(data_finding("R08")), effect_of(data_finding("E01"))
    ('told', 'assumed', 'told')
    """
    for name in ("refused", "repaired"):
        if found.params.get(name):
            return name
    usual = codes.code(found.code).effect
    return "told" if usual == "refused" and "refused" in found.params else usual


def _effect(effect: str, group: Sequence[DataFinding], known: int | None) -> Effect:
    first, count = max(group, key=_amount), sum(one.count for one in group)
    amounts = _amounts(group) if known is None else known
    told = first.count if "{count" in codes.code(first.code).fr else 1
    return Effect(first.code, effect, first.severity, count, amounts, first, count - told)


def _amount(one: DataFinding) -> Decimal:
    amount = one.params.get("amount")
    return abs(amount) if isinstance(amount, Decimal) else Decimal(0)


def _amounts(group: Sequence[DataFinding]) -> int | None:
    """Return the cents of a group; None where one tells no amount, or stands for others whose amounts are not told."""
    amounts = [one.params.get("amount") for one in group]
    whole = len(group) == 1 or all(one.count == 1 for one in group)
    if not whole or not all(isinstance(one, Decimal) for one in amounts):
        return None
    return sum(abs(cents(one)) for one in amounts if isinstance(one, Decimal))
