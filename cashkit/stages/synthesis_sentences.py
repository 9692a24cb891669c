"""The sentences of the synthesis: the one on top of the page, and those that an audit must be able to say.

Each is made of figures of the nine reviews; what is not known is left out of it, and a sentence without its
figure is not said.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pandas as pd

from cashkit.ground import language
from cashkit.stages.synthesis_cases import to_act

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cashkit.stages.nine import Nine
    from cashkit.stages.synthesis_cases import Case

OVERDUE_WATCH = Decimal("0.15")
ASSUMED = Decimal("0.5")
HALF = Decimal("0.5")
FIRST = 1
_CENT = Decimal("0.01")


def lateness_days(asked: Nine) -> Decimal | None:
    """Return the days that lateness costs: the mean lateness of the year, at most the days of sales overdue today."""
    mean, overdue = asked.number("collection", "mean_lateness"), asked.number("collection", "days_overdue")
    return mean if mean is not None and overdue is not None and 0 < mean < overdue else overdue


def half_freed(asked: Nine) -> Decimal | None:
    """Return the cash that comes in when these days are halved."""
    late, day = lateness_days(asked), asked.number("collection", "day_of_customers")
    return None if late is None or day is None else (late * HALF * day).quantize(_CENT)


def on_top(asked: Nine) -> str:
    """Return the sentence on top of the page, "" when nothing overdue is known."""
    overdue, rate = asked.number("recovery", "overdue"), asked.number("recovery", "overdue_rate")
    if overdue is None or rate is None or not overdue:
        return ""
    result = asked.number("inform", "net_result")
    earned = "nothing" if result is None else "profit" if result >= 0 else "loss"
    sound = "late" if rate >= OVERDUE_WATCH else "sound"
    said = language.say(f"stages.page_{earned}_{sound}", overdue=overdue, rate=rate)
    return _then(said + _beside_overdraft(asked, overdue), _waiting(asked, overdue)) + "." + _assumed(asked)


def _then(said: str, more: str) -> str:
    """Return a sentence and its second half; the first alone where there is no second."""
    return language.say("stages.then", said=said, more=more) if more else said


def _beside_overdraft(asked: Nine, overdue: Decimal) -> str:
    drawn = asked.number("impact", "overdrafts")
    if not drawn or drawn <= 0 or overdue < drawn:
        return ""
    times = (overdue / drawn).quantize(Decimal("0.1"))
    return language.say("stages.page_beside_overdraft", times=times, overdraft=drawn)


def _waiting(asked: Nine, overdue: Decimal) -> str:
    disputed = asked.number("recovery", "disputed_overdue")
    return language.say("stages.page_waiting", share=disputed / overdue) if disputed else ""


def _assumed(asked: Nine) -> str:
    share = asked.number("recovery", "default_due_share")
    return " " + language.say("stages.page_assumed", share=share) if share is not None and share > ASSUMED else ""


def sentences(asked: Nine, cases: Sequence[Case], as_of: date) -> pd.DataFrame:
    """Return what the audit says: subject, sentence."""
    said = {
        "dso": _dso(asked),
        "overdue": _overdue(asked),
        "lateness": _lateness(asked),
        "losses": _losses(asked),
        "dates": _dates(cases, as_of),
        "growth": _growth(asked),
    }
    return pd.DataFrame([(key, text) for key, text in said.items() if text], columns=["subject", "sentence"])


def _dso(asked: Nine) -> str:
    books, best = asked.number("collection", "dso_period"), asked.number("collection", "dso_best_possible")
    restated, financed = (asked.number("collection", key) for key in ("dso_restated", "financed_outstanding"))
    if books is None or best is None:
        return ""
    if restated is None or not financed:
        return language.say("stages.say_dso", books=books, best=best)
    return language.say("stages.say_dso_restated", books=books, best=best, restated=restated, financed=financed)


def overdue_parts(asked: Nine) -> str:
    """Return of what the overdue is made, as the end of a sentence: disputes, the first segment; "" where unknown."""
    disputed, by = asked.number("recovery", "disputed_overdue"), asked.table("recovery", "overdue_by_segment")
    parts = [language.say("stages.part_disputed", amount=disputed)] if disputed else []
    known = by[by["segment"] != ""] if len(by) else by
    if len(known) > FIRST:
        top = known.iloc[0]
        segment = language.table("views").get(f"segment.{top['segment']}", {}).get(language.current(), top["segment"])
        told = {"amount": top["overdue"], "share": top["share"], "segment": segment}
        parts.append(language.say("stages.part_segment", **told))
    return language.say("stages.part_joint").join(parts)


def _overdue(asked: Nine) -> str:
    overdue, rate = asked.number("recovery", "overdue"), asked.number("recovery", "overdue_rate")
    if overdue is None or rate is None or not overdue:
        return ""
    parts = overdue_parts(asked)
    key = "stages.say_overdue_parts" if parts else "stages.say_overdue"
    return language.say(key, overdue=overdue, rate=rate, **({"parts": parts} if parts else {}))


def _lateness(asked: Nine) -> str:
    late, day, half = lateness_days(asked), asked.number("collection", "day_of_customers"), half_freed(asked)
    if late is None or day is None or half is None or late <= 0:
        return ""
    key = "lateness" if late == asked.number("collection", "mean_lateness") else "days_overdue"
    said = language.say(f"stages.say_{key}", days=late, day=day, held=late * day, half=half)
    drawn = asked.number("impact", "overdrafts")
    if not drawn or drawn <= 0:
        return said + "."
    beside = "stages.say_more_than_overdraft" if half > drawn else "stages.say_less_than_overdraft"
    return said + language.say(beside, overdraft=drawn) + "."


def _losses(asked: Nine) -> str:
    lost, needed = asked.number("impact", "losses"), asked.number("impact", "sales_to_recover_operating")
    margin = asked.number("impact", "operating_margin")
    if not lost or lost <= 0 or needed is None or margin is None:
        return ""
    said = language.say("stages.say_losses", lost=lost, sales=needed, margin=margin)
    other, rate = (asked.number("impact", key) for key in ("sales_to_recover_variable", "variable_margin"))
    if other is None or rate is None:
        return said + "."
    return said + language.say("stages.say_losses_variable", sales=other, margin=rate) + "."


def _dates(cases: Sequence[Case], as_of: date) -> str:
    """Return the dates not to be missed, the soonest first: those on which a right is lost."""
    urgent = [case for case in to_act(cases) if case.action.rank == FIRST]
    dated = [(day, case) for case in urgent if (day := case.action.deadline(case.findings, as_of)) is not None]
    said = [
        language.say("stages.say_date", day=day, what=case.phrase, amount=Decimal(case.cents) / 100)
        for day, case in sorted(dated, key=lambda pair: pair[0])
    ]
    return language.say("stages.say_dates", dates=language.say("views.list_joint").join(said)) if said else ""


def _growth(asked: Nine) -> str:
    found = asked.figure("impact", "growth_cash")
    if found is None or found.value is None or Decimal(str(found.inputs["need_added"])) <= 0:
        return ""
    told = {"growth": found.inputs["growth"], "need": found.inputs["need_added"]}
    left = asked.number("impact", "working_capital_change")
    more = "" if left is None else language.say(f"stages.say_growth_{_left(left, told['need'])}", left=abs(left))
    return _then(language.say("stages.say_growth", **told), more) + "."


def _left(left: Decimal, need: object) -> str:
    """Return whether the year used cash up, left too little of it for the growth, or enough."""
    if left < 0:
        return "eaten"
    return "left" if left < Decimal(str(need)) else "covered"
