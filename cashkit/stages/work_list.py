"""The work list: whom to chase, why, in what order, with which next step and by which means.

One row a customer. `to_chase` is what is overdue and may be chased, less the customer's credits that settle
nothing yet and what waits for a promised day: neither factored nor frozen, disputed or retained items are. A public
body has its own route (the officer who orders payments, then the accountant, then the prefect); sister companies
settle between themselves, and nobody owes what the counter takes in. Order: first match, then the amounts to chase,
the largest first; statements, first contacts, waiting and procedures follow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cashkit.measures.completeness import APART
from cashkit.measures.customer_facts import customer_facts
from cashkit.measures.facts import names_of
from cashkit.stages.chaseable import chaseable
from cashkit.stages.dunning import PLAN, STEPS
from cashkit.stages.steps_taken import steps_taken

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd

    from cashkit.dossier.dossier import Dossier
    from cashkit.stages.dunning import DunningPlan

COLUMNS = (
    "priority",
    "customer_id",
    "name",
    "next_step",
    "channel",
    "reason",
    "to_chase",
    "overdue",
    "unapplied",
    "due_soon",
    "items",
    "oldest_days_late",
)
_ORDER = ("identify", "match", "chase", "dispute", "statement", "before_due", "promise", "wait", "procedure")
_PUBLIC_STEPS = ((60, "public_prefect"), (30, "public_accountant"), (0, "public_officer"))
"""From which day late each step towards a public body is due."""
_NOBODY = ""
_LEGAL = STEPS.index("legal")
_MEANS = {"call": "phone", "statement": "email", "dispute": "phone"}


def work_list(dossier: Dossier, found: pd.DataFrame, as_of: date, plan: DunningPlan = PLAN) -> pd.DataFrame:
    """Return what to do about each customer at a date, from its claims (columns: `COLUMNS`)."""
    rows = chaseable(dossier, found, as_of, plan)
    facts = customer_facts(dossier)
    rows = rows[~np.isin(facts.words("kind", rows["customer_id"]), APART)].reset_index(drop=True)
    rows = rows.join(steps_taken(dossier, rows, as_of))
    records = rows.assign(public=facts.is_public(rows["customer_id"])).to_dict("records")
    steps = [_step({str(name): value for name, value in row.items()}, plan) for row in records]
    rows["next_step"], rows["reason"] = [step for step, _ in steps], [reason for _, reason in steps]
    rows["channel"] = [_MEANS.get(step) or plan.channel(step) for step in rows["next_step"]]
    rows = rows[rows["next_step"] != ""]
    rank = [_ORDER.index(step if step in _ORDER else "chase") for step in rows["next_step"]]
    order = np.lexsort((-rows["oldest_days_late"], -rows["due_soon"], -rows["to_chase"], np.array(rank, np.int64)))
    return _told(dossier, rows.iloc[order])


def _step(row: dict[str, object], plan: DunningPlan) -> tuple[str, str]:
    """Return the next step about a customer and its reason; no step where nothing is to be done."""
    overdue, soon = int(str(row["overdue"])), int(str(row["due_soon"]))
    if overdue and row["customer_id"] == _NOBODY:
        return "identify", "no_customer"
    if overdue >= plan.smallest:
        return _overdue_step(row, plan)
    if int(str(row["disputed"])) >= plan.smallest:
        return "dispute", "owner_to_answer"
    if soon >= plan.floor:
        return "before_due", "falls_due_soon"
    return ("procedure", "in_procedure") if int(str(row["apart"])) >= plan.smallest else ("", "")


def _overdue_step(row: dict[str, object], plan: DunningPlan) -> tuple[str, str]:
    """Return the step of a customer with something overdue: wait for what is promised, match, then chase."""
    chase, due = int(str(row["to_chase"])), int(str(row["overdue"])) - int(str(row["promised"]))
    if due < plan.smallest:
        return "promise", "promised"
    if chase < plan.smallest or chase * 2 <= due:
        return "match", "credits_cover"
    return _chased(row, plan) if chase >= plan.floor else ("statement", "below_floor")


def _chased(row: dict[str, object], plan: DunningPlan) -> tuple[str, str]:
    """Return the step of a customer to chase: by age, at most one level above the last one taken."""
    late, known = int(str(row["oldest_days_late"])), float(str(row["last_level"]))
    if row["public"]:
        return next(step for start, step in _PUBLIC_STEPS if late >= start), "public_route"
    level = None if np.isnan(known) else int(known)
    step = plan.step_at(late, level)
    if step == STEPS[0]:
        return step, "bank_days"
    if level is None and step == "legal":
        return "formal_notice", "by_age_old"
    if level and (STEPS.index(plan.step_at(late)) <= level or float(str(row["since_last"])) < plan.gap):
        return ("wait", "step_taken") if level < _LEGAL else ("procedure", "legal_under_way")
    if step == plan.call_before and row["called"] == 0:
        return "call", "call_first"
    return step, _why(row, level)


def _why(row: dict[str, object], level: int | None) -> str:
    if row["unapplied"]:
        return "match_part"
    if row["broken"]:
        return "promise_broken"
    if level is None:
        return "by_age"
    return "after_last_step" if level else "never_reminded"


def _told(dossier: Dossier, rows: pd.DataFrame) -> pd.DataFrame:
    euros = {name: rows[name] / 100 for name in ("to_chase", "overdue", "unapplied", "due_soon")}
    told = rows.assign(**euros, name=names_of(dossier, rows["customer_id"]), priority=range(1, len(rows) + 1))
    return told[list(COLUMNS)].reset_index(drop=True)
