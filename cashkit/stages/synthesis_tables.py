"""The tables of the synthesis: five figures with their target, nine verdicts, cases by amount, the goal in 90 days."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pandas as pd

from cashkit.dossier.findings import KINDS, Figure, Finding, shown
from cashkit.ground import language
from cashkit.stages.review import STAGES, Review

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cashkit.stages.synthesis import Nine

CASES = 8
_TARGET_RATE = Decimal("0.15")
_COLUMNS = ["kind", "stage", "code", "customer_id", "key", "amount_at_stake", "message", "action"]


def five_figures(asked: Nine, figures: Sequence[Figure]) -> pd.DataFrame:
    """Return each of the five figures with its target and what it means: figure, value, target, so_what."""
    rows = [(_opening(one.label()), one.text(), *_meaning(asked, one)) for one in figures]
    return pd.DataFrame(rows, columns=["figure", "value", "target", "so_what"])


def _meaning(asked: Nine, figure: Figure) -> tuple[str, str]:
    """Return the target of a figure and what it means; "–" where it cannot be told."""
    params = _params(asked, figure)
    known = figure.value is not None and all(value is not None for value in params.values())
    if not known:
        return "–", language.say(f"figures.{figure.reason}") if figure.reason else "–"
    meant = language.say(f"stages.means_{_meant(asked, figure)}", **params)
    return language.say(f"stages.target_{figure.key}", **params), meant


def _meant(asked: Nine, figure: Figure) -> str:
    """Return the words key of a figure's meaning; the sales that earn back no loss of the year are an example."""
    lost = asked.number("impact", "losses")
    example = figure.key == "sales_to_recover_operating" and (lost is None or lost <= 0)
    return "example" if example else figure.key


def _params(asked: Nine, figure: Figure) -> Mapping[str, object]:
    """Return what the words of a figure's target and meaning are filled with."""
    if figure.key == "overdue":
        names = {"rate": "overdue_rate", "customers": "customers_overdue"}
        return {name: asked.number("recovery", key) for name, key in names.items()} | {"limit": _TARGET_RATE}
    if figure.key == "dso_period":
        best = asked.number("collection", "dso_best_possible")
        gap = None if best is None or figure.value is None else Decimal(str(figure.value)) - best
        return {"best": best, "gap": gap}
    if figure.key == "cash_within_reach":
        late, day = asked.number("collection", "days_overdue"), asked.number("collection", "day_of_customers")
        return {"late": late, "half": None if late is None else late / 2, "day": day}
    if figure.key == "sales_to_recover_operating":
        return {"loss": figure.inputs.get("loss"), "margin": figure.inputs.get("operating_margin")}
    return {}


def nine_verdicts(nine: Mapping[str, Review]) -> pd.DataFrame:
    """Return the verdict on each stage with its fact: stage, verdict, fact."""
    rows = [(stage, nine[stage].verdict, fact(nine[stage])) for stage in STAGES if stage in nine]
    return pd.DataFrame(rows, columns=["stage", "verdict", "fact"])


def fact(review: Review) -> str:
    """Return the reason of a verdict; for want of one, the tables that the dossier lacks."""
    if review.reason:
        return language.say(review.reason, **review.params)
    names = dict.fromkeys(language.say(f"report.table_{point.table}") for point in review.missing)
    return language.say("report.lacking", tables=", ".join(names)) if names else language.say("report.not_assessed")


def cases(nine: Mapping[str, Review]) -> pd.DataFrame:
    """Return the dearest findings of each kind: a kind is never ranked with another."""
    found = [(stage, one) for stage in STAGES if stage in nine for one in nine[stage].finding_records]
    ranked = [pair for kind in KINDS for pair in sorted((p for p in found if p[1].kind == kind), key=_dearest)[:CASES]]
    rows = [(one.kind, stage, one.code, one.customer_id or "", one.key, *_said(one)) for stage, one in ranked]
    return pd.DataFrame(rows, columns=_COLUMNS)


def _said(finding: Finding) -> tuple[float, str, str]:
    return float(finding.amount_at_stake), finding.message(), finding.action()


def _dearest(pair: tuple[str, Finding]) -> tuple[Decimal, int, str, str]:
    stage, finding = pair
    return -finding.amount_at_stake, STAGES.index(stage), finding.code, finding.key


def ninety_days(asked: Nine, figures: Sequence[Figure]) -> pd.DataFrame:
    """Return the goal in 90 days when the days overdue are halved: goal, today, in_90_days; no row where not known."""
    known = {one.key: one for one in figures}
    reach, late = known.get("cash_within_reach"), asked.number("collection", "days_overdue")
    dso = asked.number("collection", "dso_period")
    if reach is None or reach.value is None or late is None or dso is None:
        return pd.DataFrame(columns=["goal", "today", "in_90_days"])
    rows = [
        ("days_overdue", shown(float(late), "days"), shown(float(late / 2), "days")),
        ("dso_period", shown(float(dso), "days"), shown(float(dso - late / 2), "days")),
        ("cash", "–", shown(reach.value, "eur")),
    ]
    return pd.DataFrame(rows, columns=["goal", "today", "in_90_days"])


def _opening(label: str) -> str:
    return label[:1].upper() + label[1:]
