"""Asks: what to ask the client for so that the data go further, ranked by the euros that each concerns.

Each row of `asks.csv` is one thing to ask for: the euros concerned (a measure of the data) and, where whole tables
or columns of them are wanted, which. Something is asked for only where it is missing. A file that lost lines, or
does not balance, puts all that is owed in doubt; books of which 80 % is matched are not asked to match the rest.
Tables concern what they would explain: orders and deliveries what is not late yet, disputes, reminders and filed
accounts what is.

>>> from cashkit.dossier.quality import Identity, Owed, Quality, Settled
>>> found = Quality(Owed(total=10_000, due_known=4_000), Settled(unapplied=7_000), Identity())
>>> [(one.key, one.cents) for one in asks(found, Lacks())]
[('unapplied', 7000), ('due_dates', 6000)]

Units: whole cents; 0 where nothing is owed.
"""

from __future__ import annotations

import csv
import functools
from dataclasses import dataclass
from importlib import resources
from io import StringIO
from typing import TYPE_CHECKING

from cashkit.dossier.findings import NotAssessed
from cashkit.ground import language

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cashkit.dossier.quality import Quality

SHOWN = 5
"""How many are shown; more than that nobody answers."""
COLUMNS = ("credit_limit", "payment_terms", "insured_limit", "payment_method", "iban", "group_id")
"""The columns of the customer file that are asked for first, and so many at most."""
LETTERED = 0.80
"""From this share of what was received on, the matching of the books does (as in `grades.csv`)."""


@dataclass(frozen=True)
class Wanted:
    """One row of `asks.csv`."""

    ask: str
    concerns: str
    tables: tuple[str, ...]


@dataclass(frozen=True)
class Lacks:
    """What is missing beside euros: points that lack a table or a column, lines refused, cents that do not balance."""

    points: tuple[NotAssessed, ...] = ()
    refused: int = 0
    unbalanced: int = 0


@dataclass(frozen=True)
class Ask:
    """One thing to ask the client for: what, from whom, why, and the euros concerned."""

    key: str
    cents: int
    lacking: tuple[NotAssessed, ...] = ()
    refused: int = 0

    def what(self, lang: str | None = None) -> str:
        """Return what to ask for, and in which form."""
        joint = language.say("trust.and", lang)
        names = dict.fromkeys(language.say(f"report.table_{one.table}", lang) for one in self.lacking)
        params = {"tables": _joined(list(names), joint), "columns": self._columns(lang), "refused": self.refused}
        return language.say(f"trust.{self.key}_what", lang, **params)

    def _columns(self, lang: str | None) -> str:
        """Return the names of the columns to complete, the most useful first."""
        lacking = dict.fromkeys(column for one in self.lacking for column in one.columns)
        asked = sorted(lacking, key=lambda column: COLUMNS.index(column) if column in COLUMNS else len(COLUMNS))
        return ", ".join(NotAssessed("", "", asked[: len(COLUMNS)]).column_labels(lang))

    def whom(self, lang: str | None = None) -> str:
        """Return who has it."""
        return language.say(f"trust.{self.key}_whom", lang)

    def why(self, lang: str | None = None) -> str:
        """Return what it would change."""
        return language.say(f"trust.{self.key}_why", lang)

    def told(self, lang: str | None = None) -> str:
        """Return all of it as a sentence, without the euros."""
        return language.say("trust.ask", lang, whom=self.whom(lang), what=self.what(lang), why=self.why(lang))


@functools.cache
def wanted() -> tuple[Wanted, ...]:
    """Return what can be asked for, in the order in which equal sums are asked for."""
    source = resources.files("cashkit.stages").joinpath("asks.csv")
    rows = csv.DictReader(StringIO(source.read_text(encoding="utf-8"), newline=""))
    return tuple(Wanted(row["ask"], row["concerns"], tuple(row["tables"].split())) for row in rows)


def asks(found: Quality, lacks: Lacks) -> tuple[Ask, ...]:
    """Return what to ask for, the most euros first."""
    cents = _concerned(found, lacks.unbalanced)
    made = [_ask(one, cents[one.concerns], lacks) for one in wanted()]
    named = {one.key for one in made if one is not None}
    kept = [one for one in made if one is not None and not (one.key == "customer_file" and "siren" in named)]
    return tuple(sorted(kept, key=lambda one: -one.cents))


def _ask(one: Wanted, cents: int, lacks: Lacks) -> Ask | None:
    if one.ask == "complete_file":
        return Ask(one.ask, cents, refused=lacks.refused) if lacks.unbalanced or lacks.refused else None
    lacking = tuple(point for point in lacks.points if point.table in one.tables)
    whole = lacking if one.ask == "customer_file" else _absent(lacking)
    if one.tables:
        return Ask(one.ask, cents, whole) if whole else None
    return Ask(one.ask, cents) if cents > 0 else None


def _absent(points: Iterable[NotAssessed]) -> tuple[NotAssessed, ...]:
    """Return the points of tables that are not there at all: at least one of theirs needs no column of its own."""
    points = tuple(points)
    absent = {one.table for one in points if not one.columns}
    return tuple(one for one in points if one.table in absent)


def _concerned(found: Quality, unbalanced: int) -> Mapping[str, int]:
    owed, settled, identity = found.owed, found.settled, found.identity
    return {
        "unproven": max(owed.total, unbalanced),
        "owed": owed.total,
        "current": owed.total - owed.late,
        "late": owed.late,
        "assumed_due": 0 if owed.due_known is None else owed.total - owed.due_known,
        "undated": owed.undated,
        "nobody": owed.nobody,
        "by_rule": settled.by_rule if settled.lettered < LETTERED * settled.total else 0,
        "unapplied": settled.unapplied,
        "unidentified": settled.unidentified,
        "without_siren": identity.owed - identity.owed_with_siren,
    }


def _joined(names: list[str], joint: str) -> str:
    return joint.join(filter(None, [", ".join(names[:-1]), names[-1]])) if names else ""
