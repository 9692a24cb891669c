"""The dunning plan: what to do next about a customer, by the age of what it owes.

Before the due date, make sure that nothing stands against payment; after it, one step at a time, one
statement per customer. Credits are matched first, disputes go to their owner, doubtful debts follow
their procedure: none of these is chased.

>>> PLAN.step_at(4), PLAN.step_at(5), PLAN.step_at(30), PLAN.step_at(60)
('wait', 'level_1', 'level_3', 'legal')
>>> PLAN.step_at(90, last_level=1), PLAN.step_at(20, last_level=5)
('level_2', 'level_2')

A step is never skipped: where the reminders sent are known, the next one is at most one level higher.

Units: days after the due date, whole cents.
Source: custom of the trade, not law; the plan is a parameter.
"""

from __future__ import annotations

from dataclasses import dataclass

STEPS = ("wait", "level_1", "level_2", "level_3", "formal_notice", "legal")


@dataclass(frozen=True)
class DunningPlan:
    """From which day late each step is due, and below which amounts nobody is chased one by one.

    `before_due` is how many days before the due date the first contact is; below `floor` cents a customer gets
    a statement, below `smallest` cents nothing.
    """

    before_due: int = 10
    level_1: int = 5
    level_2: int = 15
    level_3: int = 30
    formal_notice: int = 45
    legal: int = 60
    floor: int = 15_000
    smallest: int = 500

    def step_at(self, days_late: int, last_level: int | None = None) -> str:
        """Return the step of a delay; `last_level` is the highest step taken so far (0 none, None not known)."""
        starts = (self.level_1, self.level_2, self.level_3, self.formal_notice, self.legal)
        by_age = sum(days_late >= start for start in starts)
        return STEPS[by_age if last_level is None else min(by_age, last_level + 1)]


PLAN = DunningPlan()
