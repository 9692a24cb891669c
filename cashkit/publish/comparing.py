"""Compare two audits: reviews at hand, all reviews of a date, or the folders of two reports (`figures.json`).

A folder keeps the definitions that its figures had, so that a later edition of cashkit, which means something else by a
figure, does not pass for a change of the company.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from cashkit.ground.errors import ArgumentError
from cashkit.publish import runs
from cashkit.publish.kept_figures import FIGURES, kept_in
from cashkit.stages.before_after import Audit, compared
from cashkit.stages.review import STAGES, Review

if TYPE_CHECKING:
    from cashkit.stages.before_after import Comparison

Given: TypeAlias = "Review | Mapping[str, Review] | str | Path"


def compare(before: Given, after: Given) -> Comparison:
    """Return two audits side by side: `.table` to read, `.frame` to compute with, `.caution()` on their seasons."""
    audits = [audit_of(given) for given in (before, after)]
    told = {one.currency for one in audits} - {""}
    if len(told) > 1:
        raise ArgumentError("publish.two_currencies", before=audits[0].currency, after=audits[1].currency)
    return compared(*audits)


def audit_of(given: Given) -> Audit:
    """Return the audit of reviews or of a folder."""
    if isinstance(given, Review):
        return Audit((given,))
    if isinstance(given, Mapping):
        found = tuple(given.values())
        return Audit(found) if found else _nothing(str(given))
    run = Path(given)
    if (run / FIGURES).exists():
        return kept_in(run)
    kept = tuple(runs.read(run, stage) for stage in STAGES if (run / f"{stage}.json").exists())
    return Audit(kept, runs.definitions_of(run)) if kept else _nothing(run.name)


def _nothing(name: str) -> Audit:
    raise ArgumentError("publish.nothing_to_compare", name=name)
