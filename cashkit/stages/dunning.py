"""The dunning plan: what to do next about a customer, by the age of what it owes.

Before the due date, make sure that nothing stands against payment; after it, one step at a time, one
statement per customer. Credits are matched first, disputes go to their owner, doubtful debts follow
their procedure: none of these is chased. What is promised waits for its day and is chased again from then on.

>>> PLAN.step_at(4), PLAN.step_at(5), PLAN.step_at(30), PLAN.step_at(60)
('wait', 'level_1', 'level_3', 'legal')
>>> PLAN.step_at(90, last_level=1), PLAN.step_at(20, last_level=5)
('level_2', 'level_2')
>>> PLAN.channel("level_1"), PLAN.channel("wait")
('email', '')

A step is never skipped: where the reminders sent are known, the next one is at most one level higher. The step
named `call_before` is taken only once somebody called. A plan of one's own is a file: see `dunning_file`.

Units: days after the due date, whole cents.
Source: custom of the trade, not law; the plan is a parameter.
"""

from __future__ import annotations

from dataclasses import dataclass

STEPS = ("wait", "level_1", "level_2", "level_3", "formal_notice", "legal")
TIMED = ("before_due", *STEPS[1:])
"""The steps that have a day and a channel."""
CHANNELS = ("phone", "email", "letter", "registered_letter", "court", "visit")


@dataclass(frozen=True)
class DunningPlan:
    """From which day late each step is due, and below which amounts nobody is chased one by one.

    `before_due` is how many days before the due date the first contact is; below `floor` cents a customer gets
    a statement, below `smallest` cents nothing. `call_before` is the step that a call must come before ("": none),
    `promise_grace` how many days a promise is given after its day, `gap` how many days at least lie between two
    steps, `channels` the means of each step of `TIMED`.
    """

    before_due: int = 10
    level_1: int = 5
    level_2: int = 15
    level_3: int = 30
    formal_notice: int = 45
    legal: int = 60
    floor: int = 15_000
    smallest: int = 500
    call_before: str = "level_3"
    promise_grace: int = 3
    gap: int = 8
    channels: tuple[str, ...] = ("phone", "email", "email", "letter", "registered_letter", "court")

    def step_at(self, days_late: int, last_level: int | None = None) -> str:
        """Return the step of a delay; `last_level` is the highest step taken so far (0 none, None not known)."""
        starts = (self.level_1, self.level_2, self.level_3, self.formal_notice, self.legal)
        by_age = sum(days_late >= start for start in starts)
        return STEPS[by_age if last_level is None else min(by_age, last_level + 1)]

    def channel(self, step: str) -> str:
        """Return by which means a step is taken, "" for one that has none of its own."""
        return self.channels[TIMED.index(step)] if step in TIMED else ""


PLAN = DunningPlan()
