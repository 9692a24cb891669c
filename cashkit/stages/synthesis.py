"""Stage 10, synthesis: five figures, nine verdicts with a fact each, and the cases by euros, kind by kind.

It computes nothing of its own: it picks what the nine reviews found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from cashkit.dossier.codes import SEVERITIES
from cashkit.stages.review import STAGES, Review

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from cashkit.dossier.dossier import Dossier
    from cashkit.dossier.findings import Figure, Finding

FIVE = (
    ("recovery", "overdue"),
    ("collection", "dso_period"),
    ("collection", "weighted_days_late"),
    ("impact", "day_of_customers"),
    ("impact", "sales_to_recover_operating"),
)
_ORDER = ("bad", "watch", "good", "not_assessed")
_CASES = 8


def assess(dossier: Dossier, as_of: date, nine: Mapping[str, Review]) -> Review:
    """Return the synthesis of the nine reviews."""
    figures = [figure for stage, key in FIVE if (figure := _figure(nine.get(stage), key)) is not None]
    verdict = min(
        (review.verdict for review in nine.values() if review.verdict != "not_assessed"),
        key=_ORDER.index,
        default="not_assessed",
    )
    tables = {"cases_by_amount": _cases(nine), "data_findings": _data(dossier)}
    reason, params = _sentence(nine, figures)
    missing = tuple(point for review in nine.values() for point in review.missing)
    return Review("synthesis", as_of, tuple(figures), (), tables, missing, verdict, reason, params)


def _figure(review: Review | None, key: str) -> Figure | None:
    return None if review is None else next((figure for figure in review.figure_records if figure.key == key), None)


def _sentence(nine: Mapping[str, Review], figures: list[Figure]) -> tuple[str, dict[str, object]]:
    """Return the headline: what is overdue, its share, and what a day of sales is worth."""
    known = {figure.key: figure.value for figure in figures}
    rate = _figure(nine.get("recovery"), "overdue_rate")
    if known.get("overdue") is None or rate is None or rate.value is None:
        return "stages.synthesis_nothing", {
            "assessed": sum(review.verdict != "not_assessed" for review in nine.values())
        }
    day = known.get("day_of_customers")
    if day is None:
        return "stages.synthesis_overdue", {"overdue": known["overdue"], "rate": rate.value}
    return "stages.synthesis_headline", {"overdue": known["overdue"], "rate": rate.value, "day": day}


def _cases(nine: Mapping[str, Review]) -> pd.DataFrame:
    """Return the dearest findings of each kind: a kind is never ranked with another."""
    found: list[tuple[str, Finding]] = [
        (stage, one) for stage in STAGES if stage in nine for one in nine[stage].finding_records
    ]
    kinds = ("loss", "cash_late", "yearly_cost", "exposure")
    ranked = [
        pair
        for kind in kinds
        for pair in sorted((p for p in found if p[1].kind == kind), key=lambda p: -p[1].amount_at_stake)[:_CASES]
    ]
    rows = [
        (one.kind, stage, one.code, one.customer_id or "", one.key, float(one.amount_at_stake)) for stage, one in ranked
    ]
    return pd.DataFrame(rows, columns=["kind", "stage", "code", "customer_id", "key", "amount_at_stake"])


def _data(dossier: Dossier) -> pd.DataFrame:
    """Return how many places each severity of data finding counts."""
    counts = {severity: 0 for severity in SEVERITIES}
    for found in dossier.data_findings:
        counts[found.severity] += found.count
    return pd.DataFrame({"severity": list(counts), "count": list(counts.values())})
