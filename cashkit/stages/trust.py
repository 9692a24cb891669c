"""Trust: how far the data of a dossier can be trusted, on one page, before any figure is read.

What was read, refused, repaired and assumed; the measures of the data; for each stage whether they are enough; and
what to ask the client for, the most euros first.

>>> import pandas as pd
>>> from cashkit.dossier.dossier import Dossier
>>> row = {"invoice_id": "F1", "customer_id": "C1", "kind": "invoice", "issue_date": "2025-12-01", "amount": 120.0}
>>> found = trust(Dossier.of(name="case", invoices=pd.DataFrame([row])), as_of="2025-12-31")
>>> [one.code for one in found.assumed], found.share("data_real_due").value
(['R08'], 0.0)
>>> {one.stage: one.grade for one in found.grades}["recovery"], found.asks[0].key, found.asks[0].cents
('partly', 'due_dates', 12000)

Units: whole cents, shares as fractions.
Errors: `ArgumentError` for what is no date.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cashkit.dossier.codes import SEVERITIES
from cashkit.dossier.effects import Effect, effects
from cashkit.dossier.findings import Figure
from cashkit.dossier.quality import Owed, Quality, quality
from cashkit.ground.calendar import as_date
from cashkit.ground.money import euros
from cashkit.stages.asks import Ask, Lacks, asks
from cashkit.stages.grades import Grade, grade, share_of, shares
from cashkit.stages.points import missing_points
from cashkit.stages.review import STAGES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from cashkit.dossier.dossier import Dossier, SourceFile

NINE = tuple(stage for stage in STAGES if stage != "synthesis")
_BESIDE = "U"
"""The first letter of codes about a file of due dates or terms beside the source."""


@dataclass(frozen=True)
class Trust:
    """How far the data can be trusted at a date."""

    as_of: date
    files: tuple[SourceFile, ...]
    effects: tuple[Effect, ...]
    quality: Quality
    shares: tuple[Figure, ...]
    grades: tuple[Grade, ...]
    asks: tuple[Ask, ...]

    @property
    def refused(self) -> tuple[Effect, ...]:
        """What was left out."""
        return self.of("refused")

    @property
    def repaired(self) -> tuple[Effect, ...]:
        """What was read in spite of its form."""
        return self.of("repaired")

    @property
    def assumed(self) -> tuple[Effect, ...]:
        """What was put in for want of better."""
        return self.of("assumed")

    @property
    def receivable_codes(self) -> tuple[Effect, ...]:
        """What the receivables say of themselves: codes R01, R02 ..."""
        return tuple(one for one in self.effects if one.code.startswith("R"))

    def of(self, effect: str) -> tuple[Effect, ...]:
        """Return the findings of one effect."""
        return tuple(one for one in self.effects if one.effect == effect)

    def share(self, key: str) -> Figure:
        """Return one measure of the data by its key."""
        return next(one for one in self.shares if one.key == key)

    def grade(self, stage: str) -> Grade:
        """Return the grade of a stage."""
        return next(one for one in self.grades if one.stage == stage)


def trust(dossier: Dossier, *, as_of: object) -> Trust:
    """Return how far the data of a dossier can be trusted at a date."""
    day = as_date(as_of)
    found = quality(dossier, as_of=day)
    told = effects(dossier.data_findings, _known(found) if day == dossier.closing_date else None)
    lost = lines_lost(dossier, told)
    measured = shares(found, read=sum(source.lines_read for source in dossier.sources), lost=lost)
    return Trust(
        as_of=day,
        files=dossier.sources,
        effects=told,
        quality=found,
        shares=_figures(found, measured),
        grades=tuple(grade(stage, dossier, measured) for stage in NINE),
        asks=asks(found, _lacks(dossier, told, lost)),
    )


def _known(found: Quality) -> Mapping[str, int]:
    """Return the cents of codes that the findings tell one by one, up to a number of them."""
    known = {"R04": found.settled.on_account, "R05": found.owed.nobody, "R09": found.settled.in_credit}
    return {code: cents for code, cents in known.items() if cents}


def lines_lost(dossier: Dossier, told: tuple[Effect, ...]) -> int:
    """Return how many lines were refused because they could not be read.

    A copy, or a document of another company, is left out for good (a warning): nothing of the company's is lost.
    """
    grave = any(
        one.severity in SEVERITIES[:2] and one.code[0] not in _BESIDE for one in told if one.effect == "refused"
    )
    return sum(source.lines_refused for source in dossier.sources) if grave else 0


def _lacks(dossier: Dossier, told: tuple[Effect, ...], lost: int) -> Lacks:
    points = tuple(point for stage in NINE for point in missing_points(stage, dossier))
    unbalanced = sum(one.cents or 0 for one in told if one.code == "G01")
    return Lacks(points, lost, unbalanced)


def _figures(found: Quality, measured: Mapping[str, float | None]) -> tuple[Figure, ...]:
    owed, settled, identity = found.owed, found.settled, found.identity
    of_owed: dict[str, object] = {"data_owed": euros(owed.total)}
    of_settled = {"data_settled": euros(settled.total)}
    counted = {"data_customers": identity.customers, "data_with_siren": identity.with_siren}
    return (
        _rate("data_lettered", measured["lettered"], of_settled, "nothing_settled"),
        _rate("data_by_rule", share_of(settled.by_rule, settled.total), of_settled, "nothing_settled"),
        _rate("data_unapplied", share_of(settled.unapplied, settled.total), of_settled, "nothing_settled"),
        _rate("data_real_due", measured["real_due"], of_owed, _unknown(owed)),
        _rate("data_siren", measured["siren"], of_owed | counted, "nothing_open"),
        _rate("data_unapplied_of_owed", share_of(settled.unapplied, owed.total), of_owed, "nothing_open"),
        *(
            Figure(key, euros(cents), "eur")
            for key, cents in (
                ("unapplied_credits", settled.unapplied),
                ("data_unidentified", settled.unidentified),
                ("data_undated", owed.undated),
                ("data_nobody", owed.nobody),
            )
        ),
    )


def _unknown(owed: Owed) -> str:
    """Return why a share of real due dates is not known."""
    return "sources_not_known" if owed.due_known is None else "nothing_open"


def _rate(key: str, share: float | None, inputs: Mapping[str, object], reason: str) -> Figure:
    return Figure(key, share, "rate", inputs=inputs, reason="" if share is not None else reason)
