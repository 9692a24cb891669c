"""Losses at stake: the rule by which the first stages judge, and the sentence that says it.

Bad when what may be lost, each euro counted once, is more than 5 % of what customers owe; to watch with any
fault; good without one; not assessed where nothing could be looked at.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from cashkit.ground.money import euros
from cashkit.stages.at_stake import once

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cashkit.dossier.findings import Finding

BAD_ABOVE = Decimal("0.05")
"""The share of what customers owe above which a possible loss is bad."""


@dataclass(frozen=True)
class Judged:
    """A verdict with the sentence that gives its reason: a words key and what fills it."""

    verdict: str
    reason: str
    params: dict[str, object]


def at_stake(findings: Iterable[Finding]) -> Decimal:
    """Return the euros at stake of findings of one kind, each euro once (see `at_stake.once`).

    >>> from cashkit.dossier.findings import Finding
    >>> row = ("invoices", "F1", 10_000)
    >>> late, again = (Finding(c, "error", "invoices", "F1", None, "loss", Decimal(100), (row,)) for c in ("A", "B"))
    >>> at_stake([late, again])
    Decimal('100.00')
    """
    return euros(once(findings))


def judged(stage: str, findings: Sequence[Finding], owed: int) -> Judged:
    """Return the verdict on a stage of which something could be assessed; `owed` is what customers owe, in cents."""
    if not findings:
        return Judged("good", f"stages.{stage}_sound", {"owed": euros(owed)})
    lost = at_stake(one for one in findings if one.kind == "loss")
    verdict = "bad" if lost > BAD_ABOVE * euros(owed) else "watch"
    count = len({finding.customer_id or finding.key for finding in findings})
    if not lost:
        return Judged(verdict, f"stages.{stage}_to_mend", {"count": count, "findings": len(findings)})
    dearest = max((one for one in findings if one.kind == "loss"), key=lambda one: one.amount_at_stake)
    named = {"name": dearest.params.get("name", dearest.key), "top": dearest.amount_at_stake}
    return Judged(verdict, f"stages.{stage}_at_risk", {"count": count, "loss": lost} | named)


def dearest(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings with those of the most euros first; of equals the order stays."""
    return sorted(findings, key=lambda one: -one.amount_at_stake)
