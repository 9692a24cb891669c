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

    from cashkit.accounts.ratio_sheet import Sector
    from cashkit.dossier.dossier import Dossier
    from cashkit.law.rates import Rates
    from cashkit.stages.cash_ahead import Bank

ASSESSED = ("inform", "credit_line", "account", "order", "delivery", "invoice", "collection", "recovery", "impact")


@dataclass(frozen=True)
class Options:
    """What the user chose: a margin rate (a fraction; None: read from the books), further interest rates, a sector."""

    margin_rate: Decimal | None = None
    rates: Rates | None = None
    sector: Sector | None = None


def _options(margin_rate: float | Decimal | None, rates: Rates | None, sector: Sector | None) -> Options:
    return Options(None if margin_rate is None else Decimal(str(margin_rate)), rates, sector)


def review(
    stage: str,
    dossier: Dossier,
    *,
    as_of: object = None,
    margin_rate: float | Decimal | None = None,
    rates: Rates | None = None,
    sector: Sector | None = None,
) -> Review:
    """Return the review of one stage (inform, credit_line ... impact, synthesis) at a date.

    `as_of` is the dossier's closing date when none is given. A table that the dossier does not
    hold leaves its points in `not_assessed`; nothing is guessed. `sector` gives quartiles (first, median, third) by
    ratio, read beside the company's own in stage 1.
    """
    if stage not in STAGES:
        raise ArgumentError("stages.unknown_stage", value=stage, known=", ".join(STAGES))
    day = dossier.closing_date if as_of is None else reporting_day(as_of)
    options = _options(margin_rate, rates, sector)
    if stage == "synthesis":
        return reviews(dossier, as_of=day, margin_rate=margin_rate, rates=rates, sector=sector)["synthesis"]
    with currency.use(dossier.currency):
        return _stage(stage, _rows(dossier, day), options)


def reviews(
    dossier: Dossier,
    *,
    as_of: object = None,
    margin_rate: float | Decimal | None = None,
    rates: Rates | None = None,
    sector: Sector | None = None,
    bank: Bank | None = None,
) -> Mapping[str, Review]:
    """Return all ten reviews, the synthesis made of the nine others; `bank` is what the user told of it."""
    day = dossier.closing_date if as_of is None else reporting_day(as_of)
    options = _options(margin_rate, rates, sector)
    rows = _rows(dossier, day)
    with currency.use(dossier.currency):
        nine = {stage: _stage(stage, rows, options) for stage in STAGES if stage != "synthesis"}
        return {**nine, "synthesis": _synthesis(rows, nine, bank)}


def synthesised(dossier: Dossier, as_of: date, nine: Mapping[str, Review], bank: Bank | None = None) -> Review:
    """Return the synthesis of nine reviews; `bank` is what the user told of it."""
    with currency.use(dossier.currency):
        return _synthesis(_rows(dossier, as_of), nine, bank)


def _synthesis(rows: UsedRows, nine: Mapping[str, Review], bank: Bank | None) -> Review:
    told = {} if bank is None else {"bank": bank}
    made = import_module("cashkit.stages.synthesis").assess(rows.at.dossier, rows.at.as_of, nine, **told)
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
