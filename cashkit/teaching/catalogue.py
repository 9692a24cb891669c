"""The catalogue: every exercise by its code, stage by stage, and the way to load one.

>>> exercises("impact")
('M08', 'M09', 'M12', 'day_of_customers', 'first_lever')
>>> load("m09", lang="en").title
'An allowance'

Codes M01 to M12 are the twelve misconceptions of the reference text; the others are named by what
is asked. Errors: `ArgumentError` for a code that is none, a seed that is no whole number.
"""

from collections.abc import Callable, Mapping

from cashkit.ground import language
from cashkit.ground.errors import ArgumentError
from cashkit.teaching import mistyped
from cashkit.teaching.choices import Choice, choice
from cashkit.teaching.exercise import Exercise
from cashkit.teaching.problem import Problem
from cashkit.teaching.problems import (
    account,
    collection,
    credit_line,
    delivery,
    impact,
    inform,
    invoice,
    order,
    recovery,
)
from cashkit.teaching.progress import progress
from cashkit.teaching.seeds import Draw, checked, drawn
from cashkit.teaching.story import Story

Maker = Callable[[Draw], Problem]
TEN_FINDINGS = "ten_findings"
_STAGES: Mapping[str, Mapping[str, Maker | None]] = {
    "inform": {
        "siren_key": inform.siren_key,
        "net_cash": inform.net_cash,
        "long_year": inform.long_year,
        "no_accounts": None,
    },
    "credit_line": {
        "M10": credit_line.exposure,
        "group_line": credit_line.group_line,
        "early_discount": credit_line.early_discount,
    },
    "account": {
        "firms_in_file": account.firms_in_file,
        "joint_exposure": account.joint_exposure,
        "two_codes": None,
        TEN_FINDINGS: None,
    },
    "order": {
        "order_and_line": order.order_and_line,
        "mixed_vat": order.mixed_vat,
        "frame_order": order.frame_order,
    },
    "delivery": {
        "claimable": delivery.claimable,
        "last_day_to_reclaim": delivery.last_day_to_reclaim,
        "deliver_or_hold": None,
    },
    "invoice": {
        "latest_due_date": invoice.latest_due_date,
        "missing_numbers": invoice.missing_numbers,
        "late_invoicing": invoice.late_invoicing,
        "follow_up": None,
    },
    "collection": {
        "M01": collection.vat_on_one_side,
        "M02": collection.days_of_the_sales,
        "M04": collection.weighted_lateness,
        "M05": collection.those_who_have_not_paid,
        "M11": collection.what_was_sold,
    },
    "recovery": {
        "M03": recovery.late_from_the_due_date,
        "M06": recovery.credits_apart,
        "M07": recovery.interest,
        "retention": recovery.retention,
        "limitation": recovery.limitation,
        "reminded": recovery.reminded,
        "call_before": None,
        "call": None,
    },
    "impact": {
        "M08": impact.loss,
        "M09": impact.allowance_without_vat,
        "M12": impact.growth,
        "day_of_customers": impact.day_of_customers,
        "first_lever": None,
    },
}
_MAKERS: Mapping[str, Maker | None] = {code: make for stage in _STAGES.values() for code, make in stage.items()}
OPTIONS, FINDINGS, TO_DELETE = 4, 10, 5


def stages() -> tuple[str, ...]:
    """Return the stages, in their order."""
    return tuple(_STAGES)


def exercises(stage: str | None = None) -> tuple[str, ...]:
    """Return the codes of a stage's exercises, or of all."""
    if stage is None:
        return tuple(_MAKERS)
    if stage not in _STAGES:
        raise ArgumentError("teaching.unknown_stage", value=str(stage), known=", ".join(_STAGES))
    return tuple(_STAGES[stage])


def load(code: str, *, seed: int = 0, lang: str | None = None, story: Story | None = None) -> Exercise:
    """Return an exercise: its situation, hints and check, in a language (the one in force by default).

    `seed` is the learner's own whole number: it changes one figure; 0 keeps the story's. `story` holds
    the figures of a company (`story_of`); by default they are the sample company's.
    """
    known, whole = _known(code), checked(seed)
    asked = _asked(known, whole, story or Story())
    spoken = language.checked(lang or language.current())
    mistyped.watch(spoken)
    return Exercise(asked, spoken, progress().record(known, whole), _decision(known, asked))


def _known(code: str) -> str:
    known = {one.lower(): one for one in _MAKERS}
    try:
        return known[str(code).strip().lower()]
    except KeyError:
        raise ArgumentError("teaching.unknown_exercise", value=str(code), known=", ".join(_MAKERS)) from None


def _asked(code: str, seed: int, story: Story) -> Problem | Choice:
    make, key = _MAKERS[code], f"exercises.{code}"
    if make is not None:
        return drawn(make, seed, story)
    return choice(key, FINDINGS, wanted=TO_DELETE) if code == TEN_FINDINGS else choice(key, OPTIONS)


def _decision(code: str, asked: Problem | Choice) -> Choice | None:
    """Return the decision that a figure leads to, where the words table has one."""
    if isinstance(asked, Choice) or f"{code}.decision" not in language.table("exercises"):
        return None
    return choice(f"exercises.{code}", OPTIONS, asked.words())
