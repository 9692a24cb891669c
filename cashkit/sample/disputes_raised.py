"""Disputes raised: which invoices of the sample are objected to, and when each objection is answered.

A credit note ends a granted one; some are still open at closing, what the factor sent back among them; the rest
were answered without a note. C0041 objects only once its invoices are due.

Units: days since 1970 (`NEVER`: not answered yet), whole cents with VAT (0: a share of the invoice).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.sample.choosing import choose
from cashkit.sample.dispute_reasons import BY_YEAR, REASONS, drawn
from cashkit.sample.disputed import opening
from cashkit.sample.standing import CLOSING, TWO_YEARS_BEFORE, YEAR_BEFORE
from cashkit.sample.steps import NEVER

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.sample.plan import Plan

    Whole = NDArray[np.int64]
    Random = np.random.Generator

OPEN_AT_CLOSING, OPEN_EUROS = 31, 143_000
OBJECTIONS, AFTER_DUE, STILL_OPEN, STILL_OPEN_EUROS = 11, 9, 4, 17_900
_REJECTED = 0.3
_SPREAD = 0.5
_SOONER, _LATER = 0.6, 1.3  # of the median days, for what is found before the due date and after it


def untouched(rows: pd.DataFrame, parts: list[pd.DataFrame]) -> pd.DataFrame:
    """Return the invoices that are in no dispute yet."""
    return rows[~rows["row"].isin(np.concatenate([part["row"].to_numpy(np.int64) for part in parts]))]


def objections(rows: pd.DataFrame, random: Random) -> pd.DataFrame:
    """Return the disputes of the customer that objects when it should pay."""
    own = rows[rows["named"] & (rows["due"] > YEAR_BEFORE) & (rows["due"] < CLOSING - 1)]
    own = own.sort_values(["due", "row"]).tail(OBJECTIONS)
    early = np.arange(len(own)) < len(own) - AFTER_DUE
    after = np.minimum(own["due"] + random.integers(2, 10, len(own)), CLOSING - 1)
    opened = np.where(early, np.maximum(own["issue"] + 1, own["due"] - 9), after)
    closed = np.maximum(np.minimum(opened + random.integers(12, 40, len(own)), CLOSING - 2), opened + 1)
    made = own.assign(opened=opened, closed=closed, outcome="rejected", note=-1, reason=_codes(own, random))
    return _kept_open(made.assign(cents=np.where(own["left"] > 0, own["left"], own["whole"])), random)


def _kept_open(made: pd.DataFrame, random: Random) -> pd.DataFrame:
    """Leave some of them unanswered, for the sum that the story tells."""
    left = np.where(made["left"] > 0, made["left"], 0)
    chosen = choose(left, count=STILL_OPEN, total=STILL_OPEN_EUROS * 100, random=random)
    still, cents = np.zeros(len(made), bool), made["cents"].to_numpy(np.int64, copy=True)
    still[chosen] = True
    if (beyond := int(left[chosen].sum()) - STILL_OPEN_EUROS * 100) > 0:
        largest = chosen[np.argmax(left[chosen])]
        cents[largest] -= min(beyond, cents[largest] - 1)
    closed, outcome = made["closed"].where(~still, NEVER), made["outcome"].where(~still, "")
    return made.assign(cents=cents, closed=closed, outcome=outcome)


def _codes(rows: pd.DataFrame, random: Random, *, credited: bool = False) -> list[str]:
    return [one.code for one in drawn(len(rows), credited=credited, random=random)]


def open_at_closing(plan: Plan, rows: pd.DataFrame, random: Random) -> pd.DataFrame:
    """Return the disputes that are open at closing: what the factor sent back, and overdue items of others."""
    pool = rows[(rows["left"] > 0) & (rows["due"] < CLOSING) & rows["open_allowed"] & (rows["issue"] < CLOSING - 12)]
    sent_back, left = pool["sent_back"].to_numpy(bool), pool["left"].to_numpy()
    total = (OPEN_EUROS - STILL_OPEN_EUROS) * 100 * plan.euros_scale - int(left[sent_back].sum())
    count = max(2, plan.count(OPEN_AT_CLOSING) - STILL_OPEN - int(sent_back.sum()))
    others = np.flatnonzero(~sent_back)
    chosen = others[choose(left[others], count=count, total=max(total, 0), random=random)]
    made = pool.iloc[np.sort(np.concatenate([chosen, np.flatnonzero(sent_back)]))]
    opened = np.minimum(opening(made, random), CLOSING - 2)
    return made.assign(
        opened=opened, closed=NEVER, outcome="", note=-1, cents=made["left"], reason=_codes(made, random)
    )


def credited(plan: Plan, rows: pd.DataFrame, random: Random) -> pd.DataFrame:
    """Return the disputes that a credit note ended."""
    pool = rows[(rows["note"] >= 0) & (rows["note_day"] > rows["issue"] + 3) & (rows["note_day"] <= CLOSING)]
    share = sum(one.disputes * one.credited for one in REASONS) / BY_YEAR[-1]
    pool = pool.iloc[np.sort(random.permutation(len(pool))[: round(share * sum(BY_YEAR) * plan.scale)])]
    reasons = drawn(len(pool), credited=True, random=random)
    waited = np.array([one.days for one in reasons]) * np.exp(_SPREAD * random.standard_normal(len(pool)))
    opened = np.maximum(pool["note_day"] - np.maximum(np.rint(waited), 2).astype(np.int64), pool["issue"] + 1)
    made = pool.assign(cents=pool["note_cents"], closed=pool["note_day"], opened=opened)
    return made.assign(outcome="granted", reason=[one.code for one in reasons])


def answered(plan: Plan, rows: pd.DataFrame, parts: list[pd.DataFrame], random: Random) -> pd.DataFrame:
    """Return the disputes answered without a credit note, as many as each year still lacks."""
    before = pd.concat([part["opened"] for part in parts]).to_numpy(np.int64)
    ends = (TWO_YEARS_BEFORE, YEAR_BEFORE, CLOSING)
    made, start = [], -1
    for wanted, end in zip(BY_YEAR, ends, strict=True):
        lacking = round(wanted * plan.scale) - int(((before > start) & (before <= end)).sum())
        pool = rows[rows["calm"] & (rows["note"] < 0) & (rows["issue"] > start) & (rows["due"] < end - 15)]
        made.append(_answered(pool, max(lacking, 0), random))
        start = end
    return pd.concat(made)


def _answered(pool: pd.DataFrame, count: int, random: Random) -> pd.DataFrame:
    """Return so many disputes of what was paid late rather than in time: who waits for an answer does not pay."""
    weight = 1.0 + np.clip(pool["paid"] - pool["due"], 0, 60)
    count = min(count, len(pool) // 2)
    drawn_rows = random.choice(len(pool), count, replace=False, p=weight / weight.sum()) if count else np.zeros(0, int)
    made = pool.iloc[np.sort(drawn_rows)]
    reasons, opened = drawn(count, credited=False, random=random), opening(made, random)
    usual = np.array([one.days for one in reasons]) * np.where(opened < made["due"], _SOONER, _LATER)
    took = np.maximum(np.rint(usual * np.exp(_SPREAD * random.standard_normal(count))), 1).astype(np.int64)
    outcome = np.where(random.random(count) < _REJECTED, "rejected", "withdrawn")
    made = made.assign(opened=opened, closed=np.minimum(opened + took, CLOSING - 3), outcome=outcome, note=-1, cents=0)
    return made.assign(reason=[one.code for one in reasons])
