"""The work list: whom to chase, why, in what order, with which next step.

One row a customer. `to_chase` is what is overdue and may be chased, less the customer's credits that settle
nothing yet: neither factored nor frozen, disputed or retained items are. A public body has its own route (the
officer who orders payments, then the accountant, then the prefect); sister companies settle between themselves.
Order: first match, then the amounts to chase, the largest first; statements, first contacts, waiting and
procedures follow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.measures.customer_facts import customer_facts
from cashkit.measures.facts import names_of
from cashkit.stages.dunning import PLAN, STEPS

if TYPE_CHECKING:
    from datetime import date

    from cashkit.dossier.dossier import Dossier
    from cashkit.stages.dunning import DunningPlan

COLUMNS = (
    "priority",
    "customer_id",
    "name",
    "next_step",
    "reason",
    "to_chase",
    "overdue",
    "unapplied",
    "due_soon",
    "items",
    "oldest_days_late",
)
_ORDER = ("identify", "match", "chase", "dispute", "statement", "before_due", "wait", "procedure")
_PUBLIC_STEPS = ((60, "public_prefect"), (30, "public_accountant"), (0, "public_officer"))
"""From which day late each step towards a public body is due."""
_NOBODY = ""
_SUMS = ("overdue", "items", "unapplied", "due_soon", "disputed", "apart")


def work_list(dossier: Dossier, found: pd.DataFrame, as_of: date, plan: DunningPlan = PLAN) -> pd.DataFrame:
    """Return what to do about each customer at a date, from its claims (columns: `COLUMNS`)."""
    rows = _by_customer(found, as_of, plan)
    rows["to_chase"] = (rows["overdue"] - rows["unapplied"]).clip(lower=0)
    facts = customer_facts(dossier)
    rows = rows[facts.words("kind", rows["customer_id"]) != "intra_group"].reset_index(drop=True)
    level, public = _last_levels(dossier, rows, as_of), facts.is_public(rows["customer_id"])
    records = rows.assign(last_level=level, public=public).to_dict("records")
    steps = [_step({str(name): value for name, value in row.items()}, plan) for row in records]
    rows["next_step"], rows["reason"] = [step for step, _ in steps], [reason for _, reason in steps]
    rows = rows[rows["next_step"] != ""]
    rank = [_ORDER.index(step if step in _ORDER else "chase") for step in rows["next_step"]]
    order = np.lexsort((-rows["oldest_days_late"], -rows["due_soon"], -rows["to_chase"], np.array(rank, np.int64)))
    return _told(dossier, rows.iloc[order])


def _by_customer(found: pd.DataFrame, as_of: date, plan: DunningPlan) -> pd.DataFrame:
    """Return the cents of each customer by what can be done about them."""
    cents, late = found["open_cents"], found["days_late"] > 0
    free = found["standing"] == "claimable"
    soon = free & ~late & ((found["due_date"] - pd.Timestamp(as_of)).dt.days <= plan.before_due)
    parts = found[["customer_id"]].assign(
        overdue=cents.where(free & late, 0),
        items=(free & late).astype("int64"),
        unapplied=-cents.where(found["standing"] == "credit", 0),
        due_soon=cents.where(soon, 0),
        disputed=cents.where((found["standing"] == "disputed") & late, 0),
        apart=cents.where(found["standing"].isin(["doubtful", "frozen"]), 0),
        oldest_days_late=found["days_late"].where(free & (cents >= plan.smallest), 0),
        oldest_due=found["due_date"].where(free & late),
    )
    groups = parts.groupby("customer_id", sort=True)
    rows = groups[list(_SUMS)].sum().join(groups[["oldest_days_late"]].max()).join(groups[["oldest_due"]].min())
    return rows.reset_index()


def _last_levels(dossier: Dossier, rows: pd.DataFrame, as_of: date) -> pd.Series:
    """Return the highest step taken since each customer's oldest due date; missing where reminders are not known."""
    reminders = dossier.table("reminders")
    if reminders is None or "level" not in reminders.columns or rows.empty:
        return pd.Series(np.nan, index=rows.index)
    sent = pd.to_datetime(reminders["sent_on"])
    since = reminders["customer_id"].map(rows.set_index("customer_id")["oldest_due"])
    counted = reminders[(sent <= pd.Timestamp(as_of)) & (sent > since)]
    highest = counted.groupby("customer_id")["level"].max()
    return rows["customer_id"].map(highest).fillna(0).astype(float)


def _step(row: dict[str, object], plan: DunningPlan) -> tuple[str, str]:
    """Return the next step about a customer and its reason; no step where nothing is to be done."""
    overdue, chase, soon = (int(str(row[name])) for name in ("overdue", "to_chase", "due_soon"))
    if overdue and row["customer_id"] == _NOBODY:
        return "identify", "no_customer"
    if overdue >= plan.smallest:
        if chase < plan.smallest or chase * 2 <= overdue:
            return "match", "credits_cover"
        return _chased(row, plan) if chase >= plan.floor else ("statement", "below_floor")
    if int(str(row["disputed"])) >= plan.smallest:
        return "dispute", "owner_to_answer"
    if soon >= plan.floor:
        return "before_due", "falls_due_soon"
    return ("procedure", "in_procedure") if int(str(row["apart"])) >= plan.smallest else ("", "")


def _chased(row: dict[str, object], plan: DunningPlan) -> tuple[str, str]:
    """Return the step of a customer to chase: by age, at most one level above the last one taken."""
    if row["public"]:
        late = int(str(row["oldest_days_late"]))
        return next(step for start, step in _PUBLIC_STEPS if late >= start), "public_route"
    known = float(str(row["last_level"]))
    level = None if np.isnan(known) else int(known)
    step = plan.step_at(int(str(row["oldest_days_late"])), level)
    if step == STEPS[0]:
        return step, "bank_days"
    if level is None and step == "legal":
        return "formal_notice", "by_age_old"
    if row["unapplied"]:
        return step, "match_part"
    if level is None:
        return step, "by_age"
    return step, "after_last_step" if level else "never_reminded"


def _told(dossier: Dossier, rows: pd.DataFrame) -> pd.DataFrame:
    euros = {name: rows[name] / 100 for name in ("to_chase", "overdue", "unapplied", "due_soon")}
    told = rows.assign(**euros, name=names_of(dossier, rows["customer_id"]), priority=range(1, len(rows) + 1))
    return told[list(COLUMNS)].reset_index(drop=True)
