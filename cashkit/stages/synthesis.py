"""Stage 10, synthesis: one sentence, five figures, nine verdicts, the cases kind by kind, and how far the data go.

It picks what the nine reviews found. Of its own it only computes the cash within reach: half of the
days of sales that are overdue.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from cashkit.dossier.findings import Figure
from cashkit.ground.money import rounded
from cashkit.stages.decisions import decisions
from cashkit.stages.review import Review
from cashkit.stages.synthesis_data import reliability, severities, to_ask_for
from cashkit.stages.synthesis_tables import cases, five_figures, nine_verdicts, ninety_days

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from cashkit.dossier.dossier import Dossier

OVERDUE_WATCH = 0.15
ASSUMED = 0.5
_ORDER = ("bad", "watch", "good", "not_assessed")
_HALF = Decimal("0.5")


@dataclass(frozen=True)
class Nine:
    """The nine reviews, asked for a figure by stage and key."""

    reviews: Mapping[str, Review]

    def figure(self, stage: str, key: str) -> Figure | None:
        """Return a figure of a stage; None when the stage does not have it."""
        review = self.reviews.get(stage)
        return None if review is None else next((one for one in review.figure_records if one.key == key), None)

    def number(self, stage: str, key: str) -> Decimal | None:
        """Return the value of a figure; None when it is not known."""
        found = self.figure(stage, key)
        return None if found is None or found.value is None else Decimal(str(found.value))


def assess(dossier: Dossier, as_of: date, nine: Mapping[str, Review]) -> Review:
    """Return the synthesis of the nine reviews."""
    asked = Nine(nine)
    figures = _five(asked)
    reason, params = headline(asked)
    missing = tuple(point for review in nine.values() for point in review.missing)
    return Review(
        "synthesis",
        as_of,
        figure_records=figures,
        tables={
            "reliability": reliability(dossier, as_of),
            "data_findings": severities(dossier),
            "five_figures": five_figures(asked, figures),
            "nine_verdicts": nine_verdicts(nine),
            "cases_by_amount": cases(nine),
            "decisions": decisions(asked, missing),
            "ninety_days": ninety_days(asked, figures),
            "to_ask_for": to_ask_for(nine),
        },
        missing=missing,
        verdict=_worst(nine),
        reason=reason,
        params=params,
    )


def _worst(nine: Mapping[str, Review]) -> str:
    return min((review.verdict for review in nine.values()), key=_ORDER.index, default="not_assessed")


def _five(asked: Nine) -> tuple[Figure, ...]:
    """Return the five figures, without those that no stage knows of."""
    found = (
        asked.figure("recovery", "overdue"),
        asked.figure("collection", "dso_period"),
        _within_reach(asked),
        asked.figure("impact", "not_written_down"),
        asked.figure("impact", "sales_to_recover_operating"),
    )
    return tuple(figure for figure in found if figure is not None)


def _within_reach(asked: Nine) -> Figure | None:
    """Return the cash that comes in when the days of sales overdue are halved."""
    late, day = asked.number("collection", "days_overdue"), asked.number("collection", "day_of_customers")
    if asked.figure("collection", "days_overdue") is None:
        return None
    if late is None or day is None:
        return Figure("cash_within_reach", None, "eur", reason="nothing_over_the_year")
    value = rounded(late * _HALF * day)
    return Figure("cash_within_reach", value, "eur", inputs={"days_overdue": float(late), "day_of_customers": day})


def headline(asked: Nine) -> tuple[str, dict[str, object]]:
    """Return the one sentence: what the company earns, what is overdue, what a day is worth."""
    overdue, rate = asked.number("recovery", "overdue"), asked.number("recovery", "overdue_rate")
    day, result = asked.number("collection", "day_of_customers"), asked.number("inform", "net_result")
    if overdue is None or rate is None:
        assessed = sum(review.verdict != "not_assessed" for review in asked.reviews.values())
        return "stages.synthesis_nothing", {"assessed": assessed}
    told: dict[str, object] = {"overdue": overdue, "rate": rate}
    if day is None:
        return "stages.synthesis_overdue", told
    if not overdue:
        return "stages.synthesis_none_overdue", {"open": asked.number("recovery", "gross_open"), "day": day}
    if result is None:
        return "stages.synthesis_headline", told | {"day": day}
    earned = "profit" if result >= 0 else "loss"
    sound = "late" if rate >= Decimal(str(OVERDUE_WATCH)) else "sound"
    share = asked.number("recovery", "default_due_share") or Decimal()
    assumed = "_assumed" if share > Decimal(str(ASSUMED)) else ""
    return f"stages.synthesis_{earned}_{sound}{assumed}", told | {"day": day, "result": abs(result), "share": share}
