"""Losses at stake: the rule by which the first stages judge, and the sentence that says it.

Bad when what may be lost, each euro counted once, is more than 5 % of what customers owe; to watch with any
fault; good without one; not assessed where nothing could be looked at.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cashkit.ground.money import euros

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cashkit.dossier.findings import Finding

BAD_ABOVE = 0.05
"""The share of what customers owe above which a possible loss is bad."""


@dataclass(frozen=True)
class Judged:
    """A verdict with the sentence that gives its reason: a words key and what fills it."""

    verdict: str
    reason: str
    params: dict[str, object]


def loss_cents(findings: Iterable[Finding]) -> int:
    """Return what findings of kind loss put at stake, a row that several of them touch counted once.

    >>> from decimal import Decimal
    >>> from cashkit.dossier.findings import Finding
    >>> row = ("invoices", "F1", 10_000)
    >>> twice = [Finding(c, "error", "customers", "C1", "C1", "loss", Decimal(100), (row,)) for c in ("a", "b")]
    >>> loss_cents(twice)
    10000
    """
    counted: dict[tuple[str, str], int] = {}
    for finding in findings:
        if finding.kind == "loss":
            for table, key, cents in finding.items:
                counted[table, key] = max(counted.get((table, key), 0), cents)
    return sum(counted.values())


def judged(stage: str, findings: Sequence[Finding], owed: int) -> Judged:
    """Return the verdict on a stage of which something could be assessed; `owed` is what customers owe, in cents."""
    if not findings:
        return Judged("good", f"stages.{stage}_sound", {"owed": euros(owed)})
    lost = loss_cents(findings)
    verdict = "bad" if lost > BAD_ABOVE * owed else "watch"
    count = len({finding.customer_id or finding.key for finding in findings})
    if not lost:
        return Judged(verdict, f"stages.{stage}_to_mend", {"count": count, "findings": len(findings)})
    dearest = max((one for one in findings if one.kind == "loss"), key=lambda one: one.amount_at_stake)
    named = {"name": dearest.params.get("name", dearest.key), "top": dearest.amount_at_stake}
    return Judged(verdict, f"stages.{stage}_at_risk", {"count": count, "loss": euros(lost)} | named)


def dearest(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings with those of the most euros first; of equals the order stays."""
    return sorted(findings, key=lambda one: -one.amount_at_stake)
