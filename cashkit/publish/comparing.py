"""Compare two audits: reviews at hand, all reviews of a date, or folders in which an audit was kept (`runs.save`).

A folder keeps the definitions that its figures had, so that a later edition of cashkit, which means something else by a
figure, does not pass for a change of the company.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from cashkit.ground.errors import ArgumentError
from cashkit.publish import runs
from cashkit.stages.before_after import Audit, compared
from cashkit.stages.review import STAGES, Review

if TYPE_CHECKING:
    from cashkit.stages.before_after import Comparison

Given: TypeAlias = "Review | Mapping[str, Review] | str | Path"


def compare(before: Given, after: Given) -> Comparison:
    """Return two audits side by side: `.table` to read, `.frame` to compute with, `.caution()` on their seasons."""
    return compared(_audit(before), _audit(after))


def _audit(given: Given) -> Audit:
    if isinstance(given, Review):
        return Audit((given,))
    if isinstance(given, Mapping):
        found = tuple(given.values())
        return Audit(found) if found else _nothing(str(given))
    run = Path(given)
    kept = tuple(runs.read(run, stage) for stage in STAGES if (run / f"{stage}.json").exists())
    return Audit(kept, runs.definitions_of(run)) if kept else _nothing(run.name)


def _nothing(name: str) -> Audit:
    raise ArgumentError("publish.nothing_to_compare", name=name)
