"""The tables of the synthesis: five figures with last year and target, nine verdicts, cases, the goal in 90 days."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pandas as pd

from cashkit.dossier.findings import KINDS, Figure, Finding, shown
from cashkit.ground import formats, language
from cashkit.ground.calendar import months_after
from cashkit.stages.collection_customers import PORTFOLIO
from cashkit.stages.review import STAGES, Review
from cashkit.stages.synthesis_cases import stage_fact
from cashkit.stages.synthesis_sentences import half_freed, lateness_days, overdue_parts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from cashkit.stages.grades import Grade
    from cashkit.stages.last_year import LastYear
    from cashkit.stages.nine import Nine
    from cashkit.stages.synthesis_cases import Case

CASES = 8
TARGET_RATE = Decimal("0.15")
MONTHS = 6
"""Half of the lateness is to be won in so many months; half of that in 90 days."""
_COLUMNS = ["kind", "stage", "code", "customer_id", "key", "amount_at_stake", "message", "action"]
_GOALS = ["goal", "today", "in_90_days"]
_UNKNOWN = "–"
LOWEST = {
    "bank_balance": "balance", "balance_given": "balance", "paid_a_week": "out", "lowest_in_week": "week",
    "bank_floor": "floor",
}  # fmt: skip
"""What the words on the lowest cash call its inputs."""


def five_figures(asked: Nine, figures: Sequence[Figure], before: LastYear | None, as_of: date) -> pd.DataFrame:
    """Return each of the five figures: figure, value, last_year, target, so_what."""
    rows = [
        (_opening(one.label()), _value(asked, one), _last_year(one, before), *_meaning(asked, one, as_of))
        for one in figures
    ]
    return pd.DataFrame(rows, columns=["figure", "value", "last_year", "target", "so_what"])


def _value(asked: Nine, figure: Figure) -> str:
    """Return a figure in three digits; with its share, or with the DSO on the books beside it."""
    if figure.value is None:
        return figure.text()
    if figure.unit != "eur":
        return figure.text()
    rate = asked.number("recovery", "overdue_rate") if figure.key == "overdue" else None
    return _with_rate(formats.short_money(figure.value, language.current()), rate)


def _with_rate(amount: str, rate: Decimal | float | None) -> str:
    return amount if rate is None else f"{amount} · {formats.short_percent(rate, language.current())}"


def _last_year(figure: Figure, before: LastYear | None) -> str:
    """Return the same figure a year earlier, a dash where it is not known."""
    if before is None:
        return _UNKNOWN
    if figure.key == "overdue":
        return _with_rate(formats.short_money(before.overdue, language.current()), before.overdue_rate)
    days = {"dso_period": before.dso, "dso_restated": before.dso_restated}.get(figure.key)
    return _UNKNOWN if days is None else formats.days(days, language.current())


def _meaning(asked: Nine, figure: Figure, as_of: date) -> tuple[str, str]:
    """Return the target of a figure and what it means; a dash where it cannot be told."""
    params = _params(asked, figure) | {"by": months_after(as_of, MONTHS)}
    known = figure.value is not None and all(value is not None for value in params.values())
    if not known:
        return _UNKNOWN, language.say(f"figures.{figure.reason}") if figure.reason else _UNKNOWN
    meant = language.say(f"stages.means_{_meant(asked, figure)}", **params)
    aim = "lowest_cash_no_line" if figure.key == "lowest_cash" and "floor" not in params else figure.key
    return language.say(f"stages.target_{aim}", **params), meant


def _meant(asked: Nine, figure: Figure) -> str:
    """Return the words key of a figure's meaning; the sales that earn back no loss of the year are an example."""
    lost = asked.number("impact", "losses")
    if figure.key == "sales_to_recover_operating" and (lost is None or lost <= 0):
        return "example"
    if "balance_given" in figure.inputs:
        return "lowest_cash_given"
    return "overdue_parts" if figure.key == "overdue" and overdue_parts(asked) else figure.key


def _params(asked: Nine, figure: Figure) -> dict[str, object]:
    """Return what the words of a figure's target and meaning are filled with."""
    if figure.key == "overdue":
        names = {"rate": "overdue_rate", "customers": "customers_overdue"}
        known: dict[str, object] = {name: asked.number("recovery", key) for name, key in names.items()}
        return known | {"limit": TARGET_RATE, "parts": overdue_parts(asked)}
    if figure.key in {"dso_period", "dso_restated"}:
        best, books = (asked.number("collection", key) for key in ("dso_best_possible", "dso_period"))
        gap = None if best is None or figure.value is None else Decimal(str(figure.value)) - best
        hidden = (
            {} if figure.key == "dso_period" else {"books": books, "hidden": asked.number("collection", "days_hidden")}
        )
        return {"best": best, "gap": gap, **hidden}
    if figure.key == "cash_within_reach":
        late, day = lateness_days(asked), asked.number("collection", "day_of_customers")
        return {"late": late, "half": None if late is None else late / 2, "day": day}
    if figure.key == "receipts_expected":
        return {name: figure.inputs.get(f"forecast_{name}") for name in ("low", "high", "level")}
    if figure.key == "sales_to_recover_operating":
        return {"loss": figure.inputs.get("loss"), "margin": figure.inputs.get("operating_margin")}
    return {LOWEST[key]: value for key, value in figure.inputs.items()} if figure.key == "lowest_cash" else {}


def nine_verdicts(nine: Mapping[str, Review], cases: Sequence[Case], grades: Sequence[Grade]) -> pd.DataFrame:
    """Return the verdict on each stage with its fact and the grade of its data: stage, verdict, fact, grade."""
    told = [(stage, nine[stage]) for stage in STAGES if stage in nine]
    known = {one.stage: one.grade for one in grades}
    rows = [(stage, one.verdict, stage_fact(cases, stage) or fact(one), known.get(stage, "")) for stage, one in told]
    return pd.DataFrame(rows, columns=["stage", "verdict", "fact", "grade"])


def fact(review: Review) -> str:
    """Return the reason of a verdict; for want of one, the tables that the dossier lacks."""
    if review.reason:
        return language.say(review.reason, **review.params)
    names = dict.fromkeys(language.say(f"report.table_{point.table}") for point in review.missing)
    return language.say("report.lacking", tables=", ".join(names)) if names else language.say("report.not_assessed")


def cases_by_amount(asked: Nine) -> pd.DataFrame:
    """Return the dearest findings of each kind: a kind is never ranked with another."""
    found = list(asked.findings())
    ranked = [pair for kind in KINDS for pair in sorted((p for p in found if p[1].kind == kind), key=_dearest)[:CASES]]
    rows = [(one.kind, stage, one.code, one.customer_id or "", _row(one), *_said(one)) for stage, one in ranked]
    return pd.DataFrame(rows, columns=_COLUMNS)


def _row(finding: Finding) -> str:
    """Return the row that a finding names; what concerns the whole portfolio names none."""
    return "" if finding.key == PORTFOLIO else finding.key


def _said(finding: Finding) -> tuple[float, str, str]:
    return float(finding.amount_at_stake), finding.message(), finding.action()


def _dearest(pair: tuple[str, Finding]) -> tuple[Decimal, int, str, str]:
    stage, finding = pair
    return -finding.amount_at_stake, STAGES.index(stage), finding.code, finding.key


def ninety_days(asked: Nine) -> pd.DataFrame:
    """Return the goal in 90 days, half of the way to half of the lateness: goal, today, in_90_days."""
    late, half = lateness_days(asked), half_freed(asked)
    key = "dso_restated" if asked.number("collection", "dso_restated") is not None else "dso_period"
    dso, overdue = asked.number("collection", key), asked.number("recovery", "overdue")
    if late is None or half is None or dso is None or late <= 0:
        return pd.DataFrame(columns=_GOALS)
    won, cash = late / 4, half / 2
    rows = [
        ("lateness", _days(late), _days(late - won)),
        (key, _days(dso), _days(dso - won)),
        ("cash", _UNKNOWN, formats.short_money(cash, language.current())),
    ]
    if overdue is not None:
        now, then = (formats.short_money(one, language.current()) for one in (overdue, max(overdue - cash, Decimal(0))))
        rows.insert(0, ("overdue", now, then))
    return pd.DataFrame(rows, columns=_GOALS)


def _days(value: Decimal) -> str:
    return shown(float(value), "days")


def _opening(label: str) -> str:
    return label[:1].upper() + label[1:]
