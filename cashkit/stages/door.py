"""The door of the stages: one review a stage, at a date.

>>> import pandas as pd
>>> from cashkit.dossier.dossier import Dossier
>>> row = {"invoice_id": "F1", "customer_id": "C1", "kind": "invoice", "issue_date": "2025-12-01", "amount": 120.0}
>>> review("order", Dossier.of(name="case", invoices=pd.DataFrame([row]))).verdict
'not_assessed'
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from importlib import import_module
from typing import TYPE_CHECKING

from cashkit.ground import currency
from cashkit.ground.calendar import reporting_day
from cashkit.ground.errors import ArgumentError
from cashkit.stages.review import STAGES, Review
from cashkit.stages.rows_used import UsedRows, traced
from cashkit.stages.since import dated
from cashkit.stages.situation import Situation

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from cashkit.dossier.dossier import Dossier
    from cashkit.law.rates import Rates

ASSESSED = ("inform", "credit_line", "account", "order", "delivery", "invoice", "collection", "recovery", "impact")


@dataclass(frozen=True)
class Options:
    """What the user chose: a margin rate (a fraction; None: read from the books) and further interest rates."""

    margin_rate: Decimal | None = None
    rates: Rates | None = None


def review(
    stage: str,
    dossier: Dossier,
    *,
    as_of: object = None,
    margin_rate: float | Decimal | None = None,
    rates: Rates | None = None,
) -> Review:
    """Return the review of one stage (inform, credit_line ... impact, synthesis) at a date.

    `as_of` is the dossier's closing date when none is given. A table that the dossier does not
    hold leaves its points in `not_assessed`; nothing is guessed.
    """
    if stage not in STAGES:
        raise ArgumentError("stages.unknown_stage", value=stage, known=", ".join(STAGES))
    day = dossier.closing_date if as_of is None else reporting_day(as_of)
    options = Options(None if margin_rate is None else Decimal(str(margin_rate)), rates)
    if stage == "synthesis":
        return reviews(dossier, as_of=day, margin_rate=margin_rate, rates=rates)["synthesis"]
    with currency.use(dossier.currency):
        return _stage(stage, _rows(dossier, day), options)


def reviews(
    dossier: Dossier, *, as_of: object = None, margin_rate: float | Decimal | None = None, rates: Rates | None = None
) -> Mapping[str, Review]:
    """Return all ten reviews, the synthesis made of the nine others."""
    day = dossier.closing_date if as_of is None else reporting_day(as_of)
    options = Options(None if margin_rate is None else Decimal(str(margin_rate)), rates)
    rows = _rows(dossier, day)
    with currency.use(dossier.currency):
        nine = {stage: _stage(stage, rows, options) for stage in STAGES if stage != "synthesis"}
        return {**nine, "synthesis": _synthesis(rows, nine)}


def synthesised(dossier: Dossier, as_of: date, nine: Mapping[str, Review]) -> Review:
    """Return the synthesis of nine reviews."""
    with currency.use(dossier.currency):
        return _synthesis(_rows(dossier, as_of), nine)


def _synthesis(rows: UsedRows, nine: Mapping[str, Review]) -> Review:
    made = import_module("cashkit.stages.synthesis").assess(rows.at.dossier, rows.at.as_of, nine)
    return traced(made, rows)


def _rows(dossier: Dossier, as_of: date) -> UsedRows:
    return UsedRows(Situation(dossier, as_of))


def _stage(stage: str, rows: UsedRows, options: Options) -> Review:
    """Return the review of one of the nine stages; each module has `assess(dossier, as_of, options)`."""
    dossier, as_of = rows.at.dossier, rows.at.as_of
    if stage not in ASSESSED:
        from cashkit.stages.points import missing_points  # noqa: PLC0415  (only for stages without a review of their own)

        return Review(stage, as_of, missing=missing_points(stage, dossier))
    found: Review = import_module(f"cashkit.stages.{stage}").assess(dossier, as_of, options)
    return dated(traced(found, rows), rows.at)
