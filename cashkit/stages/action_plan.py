"""Action plan: every case of the nine stages with who answers, the work that it takes, the day and what it brings.

The work is an estimate in minutes (`efforts.csv`): so much once for a code, so much for each of its findings. What it
brings is of the kind of the case: a loss avoided, cash that comes in, a yearly saving, a risk closed.

>>> effort("delivery_not_invoiced", 11)  # an hour, and ten minutes a delivery
2.83
>>> ORDER
('loss', 'cash_late', 'yearly_cost', 'exposure')

Units: hours with two decimals; euros, of one kind only in each row.
Order: what is lost on a day first, then what waits, within each the kinds in order, the dearest first. Kinds are never
added. Source: estimates of the kit, to be replaced by those of the client's teams.
"""

from __future__ import annotations

import csv
import functools
from importlib import resources
from io import StringIO
from typing import TYPE_CHECKING

import pandas as pd

from cashkit.dossier.findings import KINDS
from cashkit.ground.money import euros

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from cashkit.stages.synthesis_cases import Case

ORDER = KINDS
COLUMNS = ("to_do", "who", "effort_hours", "due_by", "kind", "amount_at_stake", "brings")
_MINUTES = 60


def plan(cases: Sequence[Case], as_of: date) -> pd.DataFrame:
    """Return the plan, the most pressing first: to_do, who, effort_hours, due_by, kind, amount_at_stake, brings."""
    rows = []
    for case in sorted(cases, key=_pressing):
        deadline = case.action.deadline(case.findings, as_of)
        by = pd.NaT if deadline is None else pd.Timestamp(deadline)
        hours = effort(case.action.code, len(case.findings))
        amount = float(euros(case.cents)) if case.cents else float("nan")
        rows.append((case.title, case.action.owner, hours, by, case.kind, amount, case.kind))
    made = pd.DataFrame(rows, columns=list(COLUMNS))
    return made.astype({"due_by": "datetime64[s]"})


def _pressing(case: Case) -> tuple[int, int, int, str]:
    return case.action.rank, ORDER.index(case.kind), -case.cents, case.action.code


def by_owner(planned: pd.DataFrame) -> pd.DataFrame:
    """Return how much work each owner has, the soonest day and the number of actions: who, actions, hours, due_by."""
    rows = [
        (who, len(mine), round(float(mine["effort_hours"].sum()), 2), mine["due_by"].min())
        for who, mine in planned.groupby("who", sort=True)
    ]
    rows.sort(key=lambda row: (-row[2], row[0]))
    made = pd.DataFrame(rows, columns=["who", "actions", "effort_hours", "due_by"])
    return made.astype({"due_by": "datetime64[s]"})


def effort(code: str, findings: int) -> float:
    """Return the hours that the findings of a code take; KeyError for one that the table does not have."""
    once, each = efforts()[code]
    return round((once + each * findings) / _MINUTES, 2)


@functools.cache
def efforts() -> Mapping[str, tuple[int, int]]:
    """Return the minutes of each code: once, and for each finding."""
    source = resources.files("cashkit.stages").joinpath("efforts.csv")
    rows = csv.DictReader(StringIO(source.read_text(encoding="utf-8"), newline=""))
    return {row["code"]: (int(row["once"]), int(row["each"])) for row in rows}
