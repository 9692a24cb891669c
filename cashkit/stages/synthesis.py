"""Stage 10, synthesis: one sentence, five figures, nine verdicts, the cases kind by kind, and how far the data go.

It picks what the nine reviews found. Of its own it only computes the cash within reach, half of what
lateness holds back, and the same figures a year earlier.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pandas as pd

from cashkit.dossier.findings import Figure
from cashkit.stages.action_plan import by_owner, plan
from cashkit.stages.cash_ahead import NO_BANK, Bank, lowest_figure
from cashkit.stages.decisions import decisions
from cashkit.stages.last_year import last_year
from cashkit.stages.maturity import profile
from cashkit.stages.nine import Nine
from cashkit.stages.review import Review
from cashkit.stages.situation import Situation
from cashkit.stages.synthesis_cases import at_stake, cases_to_act, grouped, limits_of
from cashkit.stages.synthesis_data import reliability, severities, to_ask_for, trust_line
from cashkit.stages.synthesis_sentences import ASSUMED, OVERDUE_WATCH, half_freed, lateness_days, on_top, sentences
from cashkit.stages.synthesis_tables import cases_by_amount, five_figures, nine_verdicts, ninety_days
from cashkit.stages.trust import trust
from cashkit.stages.trust_tables import trust_tables

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from cashkit.dossier.dossier import Dossier

_LOWEST_NEEDS = Figure("lowest_cash", None, "eur", reason="lowest_cash_needs")
"""The fifth figure where none can be told: the page says what it needs."""
_ORDER = ("bad", "watch", "good", "not_assessed")


def assess(dossier: Dossier, as_of: date, nine: Mapping[str, Review], bank: Bank = NO_BANK) -> Review:
    """Return the synthesis of the nine reviews; `bank` is what the user told of it."""
    asked = Nine(nine)
    figures = _five(asked, lowest_figure(dossier, as_of, asked, bank))
    reason, params = headline(asked)
    missing = tuple(point for review in nine.values() for point in review.missing)
    return Review(
        "synthesis",
        as_of,
        figure_records=figures,
        tables=_tables(dossier, as_of, asked, figures),
        missing=missing,
        verdict=_worst(nine),
        reason=reason,
        params=params,
    )


def _tables(dossier: Dossier, as_of: date, asked: Nine, figures: tuple[Figure, ...]) -> dict[str, pd.DataFrame]:
    limits = limits_of(asked, Situation(dossier, as_of))
    cases, found = grouped(asked, limits), trust(dossier, as_of=as_of)
    planned, trusted = plan(cases, as_of), reliability(dossier, found.quality)
    missing = tuple(point for review in asked.reviews.values() for point in review.missing)
    on_the_page = [("on_top", on_top(asked)), ("trust", trust_line(found, trusted, asked))]
    return {
        "reliability": trusted,
        **trust_tables(found),
        "data_findings": severities(dossier),
        "page_lines": pd.DataFrame(on_the_page, columns=["line_key", "sentence"]),
        "five_figures": five_figures(asked, figures, last_year(dossier, as_of), as_of),
        "nine_verdicts": nine_verdicts(asked.reviews, cases, found.grades),
        "cases_to_act": cases_to_act(cases, as_of),
        "action_plan": planned,
        "work_by_owner": by_owner(planned),
        "maturity": profile(asked),
        "cases_by_amount": cases_by_amount(asked),
        "at_stake": at_stake(asked, dossier, limits),
        "decisions": decisions(asked, missing),
        "ninety_days": ninety_days(asked),
        "six_sentences": sentences(asked, cases, as_of),
        "to_ask_for": to_ask_for(asked.reviews),
    }


def _worst(nine: Mapping[str, Review]) -> str:
    return min((review.verdict for review in nine.values()), key=_ORDER.index, default="not_assessed")


def _five(asked: Nine, lowest: Figure | None) -> tuple[Figure, ...]:
    """Return the five figures, without those that no stage knows of."""
    found = (
        asked.figure("recovery", "overdue"),
        asked.figure("collection", "dso_restated") or asked.figure("collection", "dso_period"),
        _within_reach(asked),
        asked.figure("impact", "not_written_down"),
        lowest or _coming(asked) or _earned_back(asked) or _LOWEST_NEEDS,
    )
    return tuple(figure for figure in found if figure is not None)


def _coming(asked: Nine) -> Figure | None:
    """Return the receipts expected in 13 weeks, where they could be forecast and the lowest cash is not known.

    The page says beside it what the lowest cash needs: the bank balance, and the entries of the bank.
    """
    expected = asked.figure("collection", "receipts_expected")
    return expected if expected is not None and expected.value is not None else None


def _earned_back(asked: Nine) -> Figure | None:
    """Return the sales that earn back what is lost, where they can be computed."""
    found = asked.figure("impact", "sales_to_recover_operating")
    return found if found is not None and found.value is not None else None


def _within_reach(asked: Nine) -> Figure | None:
    """Return the cash that comes in when what lateness costs is halved."""
    late, day, half = lateness_days(asked), asked.number("collection", "day_of_customers"), half_freed(asked)
    if asked.figure("collection", "days_overdue") is None:
        return None
    if late is None or day is None or half is None:
        return Figure("cash_within_reach", None, "eur", reason="nothing_over_the_year")
    named = "mean_lateness" if late == asked.number("collection", "mean_lateness") else "days_overdue"
    return Figure("cash_within_reach", half, "eur", inputs={named: float(late), "day_of_customers": day})


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
    sound = "late" if rate >= OVERDUE_WATCH else "sound"
    share = asked.number("recovery", "default_due_share") or Decimal()
    assumed = "_assumed" if share > ASSUMED else ""
    return f"stages.synthesis_{earned}_{sound}{assumed}", told | {"day": day, "result": abs(result), "share": share}
