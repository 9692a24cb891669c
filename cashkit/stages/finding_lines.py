"""A finding on one line: how much and of which kind, since when, then who and why it matters, then what to do by when.

The message of each code (`codes.csv`) names the customer, the facts and their consequence; the line puts before it
what is at stake, and after it the action with its last day (`actions.csv`). A day that the message tells already is
not told twice.

>>> import datetime as dt
>>> from decimal import Decimal
>>> from cashkit.dossier.findings import Finding
>>> said = {"name": "Alpha", "due": dt.date(2025, 3, 1), "days": 305, "since": dt.date(2025, 3, 1)}
>>> found = Finding("overdue_never_reminded", "warning", "invoices", "F1", "C1", "cash_late", Decimal(50), params=said)
>>> line = FindingLine("recovery", found, dt.date(2025, 12, 31))
>>> print(line.stake("en"))
cash late: €50.00
>>> print(line.to_do("en").partition(":")[0])
To do – Credit manager, by 16/01/2026

Units: euros of one kind, never added to another; calendar days.
Errors: none; an amount or a day that is not known is not told, and of an amount that is said.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cashkit.dossier.explaining import printable
from cashkit.ground import formats, language
from cashkit.stages.actions import actions
from cashkit.stages.review import STAGES

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from cashkit.dossier.findings import Finding
    from cashkit.stages.review import Review


@dataclass(frozen=True)
class FindingLine:
    """A finding with its stage and the date of the review."""

    stage: str
    finding: Finding
    as_of: dt.date

    @property
    def since(self) -> dt.date | None:
        """The day since which it lasts; None where nothing tells it."""
        return self.finding.since

    @property
    def owner(self) -> str:
        """Who answers it: a words key of `views.who`."""
        known = actions().get(self.finding.code)
        return known.owner if known else ""

    @property
    def due_by(self) -> dt.date | None:
        """The last day to act; None where the code has no deadline."""
        known = actions().get(self.finding.code)
        return known.deadline([self.finding], self.as_of) if known else None

    def stake(self, lang: str) -> str:
        """Return kind, amount and since when; the day is left out where the message tells it."""
        finding = self.finding
        kind = language.say(f"views.kind.{finding.kind}", lang)
        said = language.say("stages.line_stake" if finding.amount_at_stake else "stages.line_no_amount", lang,
            kind=kind, amount=finding.amount_at_stake)  # fmt: skip
        if self.since is None or formats.date(self.since, lang) in finding.message(lang):
            return said
        return language.say("stages.line_since", lang, stake=said, since=self.since)

    def to_do(self, lang: str) -> str:
        """Return what to do: who, by when, then what."""
        action = self.finding.action(lang)
        who, colon, what = action.partition(":")
        if not colon:
            return language.say("stages.line_action", lang, action=action)
        told = {"who": who.strip(), "what": what.strip()}
        if self.due_by is None:
            return language.say("stages.line_action_of", lang, **told)
        return language.say("stages.line_action_by", lang, by=self.due_by, **told)

    def text(self, lang: str | None = None) -> str:
        """Return the whole line."""
        lang = lang or language.current()
        message = self.finding.message(lang)
        told = language.say("stages.line", lang, stake=self.stake(lang), message=message, to_do=self.to_do(lang))
        return printable(" ".join(told.split("\n")))


def finding_lines(reviews: Mapping[str, Review], *, kind: str = "") -> Iterator[FindingLine]:
    """Yield the lines of reviews in the order of the stages, those of one kind where it is named."""
    for stage in STAGES:
        for one in reviews[stage].finding_records if stage in reviews else ():
            if kind in {"", one.kind}:
                yield FindingLine(stage, one, reviews[stage].as_of)
