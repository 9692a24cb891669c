"""Grade: whether the data are enough to assess a stage, let it be assessed in part, or do not.

A stage is not assessed where nothing feeds it: none of its points (`points.csv`) and none of its own sources.
Otherwise each measure of its rules (`grades.csv`) is held against two bounds: from `enough` on it is enough, from
`partly` on it allows a part, below it forbids. The worst of them is the grade. A measure of nothing (no open
invoice, no payment) does not count.

>>> rule = Rule("recovery", "real_due", 0.9, 0.0, ())
>>> [rule.grade(share) for share in (1.0, 0.9, 0.8999, 0.0)]
['enough', 'enough', 'partly', 'partly']

Measures, each a share: points (of the stage that the tables feed), used (lines read, without those lost), real_due
(of what is owed, with a real due date), known_customers (of what is owed, by a customer with a code), dated (of
what is owed, openings without their date apart), lettered (of what was received, matched by somebody), siren (of
what is owed by customers who must have a SIREN, with a valid one).
"""

from __future__ import annotations

import csv
import functools
from dataclasses import dataclass
from importlib import resources
from io import StringIO
from typing import TYPE_CHECKING

from cashkit.ground import language
from cashkit.stages.points import missing_points, points

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cashkit.dossier.dossier import Dossier
    from cashkit.dossier.findings import NotAssessed
    from cashkit.dossier.quality import Quality

GRADES = ("enough", "partly", "not")
_FED = "fed"


@dataclass(frozen=True)
class Rule:
    """One row of `grades.csv`: what a measure has to be; the row `fed` names the stage's own sources."""

    stage: str
    measure: str
    enough: float
    partly: float
    sources: tuple[str, ...]

    def grade(self, share: float) -> str:
        """Return what a share allows."""
        return "enough" if share >= self.enough else "partly" if share >= self.partly else "not"


@dataclass(frozen=True)
class Short:
    """A measure that is less than enough: what it is, and what would be enough."""

    measure: str
    share: float
    enough: float

    def told(self, lang: str | None = None) -> str:
        """Return the measure as a part of a sentence."""
        return language.say(f"trust.short_{self.measure}", lang, share=self.share, enough=self.enough)


@dataclass(frozen=True)
class Grade:
    """How far the data go for a stage: enough, partly or not, and why."""

    stage: str
    grade: str
    fed: int
    points: int
    short: tuple[Short, ...] = ()
    missing: tuple[NotAssessed, ...] = ()

    def label(self, lang: str | None = None) -> str:
        """Return the grade in a word or two."""
        return language.say(f"views.grade.{self.grade}", lang)

    def told(self, lang: str | None = None) -> str:
        """Return the reason: the points that can be looked at, what falls short, the tables that lack."""
        parts = [language.say("trust.points", lang, fed=self.fed, n=self.points)]
        parts += [one.told(lang) for one in self.short]
        tables = dict.fromkeys(language.say(f"report.table_{one.table}", lang) for one in self.missing)
        if tables:
            parts.append(language.say("trust.lacking", lang, tables=", ".join(tables)))
        return language.say("views.list_joint", lang).join(parts)


@functools.cache
def rules(stage: str) -> tuple[Rule, ...]:
    """Return the rules of a stage."""
    source = resources.files("cashkit.stages").joinpath("grades.csv")
    rows = csv.DictReader(StringIO(source.read_text(encoding="utf-8"), newline=""))
    return tuple(
        Rule(row["stage"], row["measure"], float(row["enough"] or 0), float(row["partly"] or 0), _words(row["sources"]))
        for row in rows
        if row["stage"] == stage
    )


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def shares(found: Quality, *, read: int = 0, lost: int = 0) -> Mapping[str, float | None]:
    """Return the measures of the data as shares, of lines read and lost too; None where there is nothing to measure."""
    owed, settled, identity = found.owed, found.settled, found.identity
    return {
        "used": share_of(read - lost, read),
        "real_due": None if owed.due_known is None else share_of(owed.due_known, owed.total),
        "known_customers": share_of(owed.total - owed.nobody, owed.total),
        "dated": share_of(owed.total - owed.undated, owed.total),
        "lettered": share_of(settled.lettered, settled.total),
        "siren": share_of(identity.owed_with_siren, identity.owed),
    }


def share_of(part: int, whole: int) -> float | None:
    """Return a part of a whole as a fraction, None of nothing."""
    return part / whole if whole > 0 else None


def grade(stage: str, dossier: Dossier, measured: Mapping[str, float | None]) -> Grade:
    """Return the grade of a stage."""
    all_points, missing = points(stage), missing_points(stage, dossier)
    fed = len(all_points) - len(missing)
    if not fed and not any(_feeds(one, dossier, measured) for rule in rules(stage) for one in rule.sources):
        return Grade(stage, "not", 0, len(all_points), (), missing)
    known = {**measured, "points": fed / len(all_points)}
    judged = [(rule, known[rule.measure]) for rule in rules(stage) if rule.measure != _FED]
    told = [(rule, share) for rule, share in judged if share is not None]
    worst = max((rule.grade(share) for rule, share in told), key=GRADES.index, default="enough")
    short = tuple(
        Short(rule.measure, share, rule.enough)
        for rule, share in told
        if share < rule.enough and rule.measure != "points"
    )
    return Grade(stage, worst, fed, len(all_points), short, missing)


def _feeds(source: str, dossier: Dossier, measured: Mapping[str, float | None]) -> bool:
    """Return whether a source is there: a table with rows in it, or real due dates."""
    if source == "due_dates":
        return bool(measured["real_due"])
    table = dossier.table(source)
    return table is not None and len(table) > 0
