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
from cashkit.sample.dispute_reasons import BY_YEAR, REASONS, codes, days_to_answer, shared_out
from cashkit.sample.disputed import BEFORE_DUE, opening
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
_AT_LEAST, _TIME_TO_ANSWER = 6, 90
_LONG_OPEN = 0.6
_OFTEN = 5
_TIME_TO_OBJECT = 2 * _OFTEN + 2  # days: for as many objections, one after the other
_SPREAD = 0.5
_SOONER_CREDITED = 0.75
_SOONER, _LATER = 0.45, 1.5  # of the median days, for what is found before the due date and after it


def untouched(rows: pd.DataFrame, parts: list[pd.DataFrame]) -> pd.DataFrame:
    """Return the invoices that are in no dispute yet."""
    return rows[~rows["row"].isin(np.concatenate([part["row"].to_numpy(np.int64) for part in parts]))]


def objections(rows: pd.DataFrame, random: Random) -> pd.DataFrame:
    """Return the disputes of the customer that objects when it should pay."""
    own = rows[rows["named"] & (rows["due"] > YEAR_BEFORE) & (rows["due"] < CLOSING - 1)]
    own = own.sort_values(["due", "row"]).tail(OBJECTIONS)
    if len(own) < _OFTEN:
        return _repeated(own, "due", random)
    early = np.arange(len(own)) < len(own) - AFTER_DUE
    after = np.minimum(own["due"] + random.integers(2, 10, len(own)), CLOSING - 1)
    opened = np.where(early, np.maximum(own["issue"] + 1, own["due"] - 9), after)
    closed = np.maximum(np.minimum(opened + random.integers(12, 40, len(own)), CLOSING - 2), opened + 1)
    reason = codes(shared_out(own["whole"], credited=False, random=random))
    made = own.assign(opened=opened, closed=closed, outcome="rejected", note=-1, reason=reason)
    return _kept_open(made.assign(cents=np.where(own["left"] > 0, own["left"], own["whole"])), random)


def in_good_time(rows: pd.DataFrame, parts: list[pd.DataFrame], random: Random) -> pd.DataFrame:
    """Return the disputes of one who objects often and before it is due to pay, where a small sample has nobody else.

    Who objects often otherwise does so with reason, or not mostly once it should pay.
    """
    before = pd.concat(parts)
    others = before[~before["named"] & (before["opened"] > YEAR_BEFORE)]
    if (others["customer"].value_counts() >= _OFTEN).any():
        return before.iloc[:0]
    pool = rows[rows["calm"] & (rows["note"] < 0) & (rows["issue"] > YEAR_BEFORE) & (rows["due"] < CLOSING)]
    pool = pool[pool["due"] - pool["issue"] > _TIME_TO_OBJECT]
    own = pool[pool["customer"] == pool["customer"].mode().iloc[0]].head(_OFTEN)
    return _repeated(own, "issue", random).assign(cents=0)


def _repeated(own: pd.DataFrame, after: str, random: Random) -> pd.DataFrame:
    """Return the disputes of a small sample: the same few invoices are objected to again and again, after some day."""
    again = -(-_OFTEN // max(len(own), 1))
    made = own.loc[own.index.repeat(again)].reset_index(drop=True)
    turn = made.groupby("row").cumcount().to_numpy(np.int64)
    opened = made[after] + 1 + 2 * turn
    reason = codes(shared_out(made["whole"], credited=False, random=random))
    made = made.assign(opened=opened, closed=opened + 1, outcome="rejected", note=-1, reason=reason)
    made = made.assign(cents=np.where(made["left"] > 0, made["left"], made["whole"]))
    return made[made["closed"] < CLOSING - 1]


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


def open_at_closing(plan: Plan, rows: pd.DataFrame, before: pd.DataFrame, random: Random) -> pd.DataFrame:
    """Return the disputes open at closing beside those known: what the factor sent back, and others' overdue items."""
    pool = rows[(rows["left"] > 0) & (rows["due"] < CLOSING) & rows["open_allowed"] & (rows["issue"] < CLOSING - 12)]
    sent_back, left = pool["sent_back"].to_numpy(bool), pool["left"].to_numpy()
    known = before[before["closed"] == NEVER]
    total = OPEN_EUROS * 100 * plan.euros_scale - int(known["cents"].sum()) - int(left[sent_back].sum())
    count = max(2, plan.count(OPEN_AT_CLOSING) - len(known) - int(sent_back.sum()))
    others = np.flatnonzero(~sent_back)
    chosen = others[choose(left[others], count=count, total=max(total, 0), random=random)]
    made = pool.iloc[np.sort(np.concatenate([chosen, np.flatnonzero(sent_back)]))]
    opened = np.minimum(opening(made, random), CLOSING - 2)
    opened = np.where(random.random(len(made)) < _LONG_OPEN, np.minimum(opened, CLOSING - 36), opened)
    opened = np.maximum(opened, made["issue"] + 1)
    reason = codes(shared_out(made["left"], credited=False, random=random))
    return made.assign(opened=opened, closed=NEVER, outcome="", note=-1, cents=made["left"], reason=reason)


def credited(plan: Plan, rows: pd.DataFrame, random: Random) -> pd.DataFrame:
    """Return the disputes that a credit note ended."""
    pool = rows[(rows["note"] >= 0) & (rows["note_day"] > rows["issue"] + 3) & (rows["note_day"] <= CLOSING)]
    share = sum(one.disputes * one.credited for one in REASONS) / BY_YEAR[-1]
    pool = pool.iloc[np.sort(random.permutation(len(pool))[: round(share * sum(BY_YEAR) * plan.scale)])]
    places = shared_out(pool["note_cents"], credited=True, random=random)
    usual = days_to_answer(places) * np.where(pool["note_day"] <= pool["due"], _SOONER_CREDITED, 1.0)
    waited = np.maximum(np.rint(usual * _around(len(pool), random)), 2).astype(np.int64)
    opened = np.maximum(pool["note_day"] - waited, pool["issue"] + 1)
    closed = np.where(opened + waited < CLOSING - 2, np.maximum(opened + waited, pool["note_day"]), pool["note_day"])
    made = pool.assign(cents=pool["note_cents"], closed=closed, opened=opened)
    return made.assign(outcome="granted", reason=codes(places))


def _around(count: int, random: Random) -> NDArray[np.float64]:
    return np.asarray(np.exp(_SPREAD * random.standard_normal(count)))


def answered(plan: Plan, rows: pd.DataFrame, parts: list[pd.DataFrame], random: Random) -> pd.DataFrame:
    """Return the disputes answered without a credit note, as many as each year still lacks."""
    before = pd.concat(parts)
    early = float((before["opened"] <= before["due"]).sum())
    lacking = max(1.0, sum(BY_YEAR) * plan.scale - len(before))
    share = np.clip((BEFORE_DUE * sum(BY_YEAR) * plan.scale - early) / lacking, 0.05, 1.0)
    made, start = [], -1
    for wanted, end in zip(BY_YEAR, (TWO_YEARS_BEFORE, YEAR_BEFORE, CLOSING), strict=True):
        count = round(wanted * plan.scale) - int(((before["opened"] > start) & (before["opened"] <= end)).sum())
        pool = rows[rows["calm"] & (rows["note"] < 0) & (rows["issue"] > start) & (rows["due"] < end - _TIME_TO_ANSWER)]
        made.append(_answered(pool, max(count, plan.count(_AT_LEAST)), float(share), random))
        start = end
    return pd.concat(made)


def _answered(pool: pd.DataFrame, count: int, early: float, random: Random) -> pd.DataFrame:
    """Return so many disputes of what was paid late rather than in time: who waits for an answer does not pay."""
    weight = 1.0 + np.clip(pool["paid"] - pool["due"], 0, 60)
    if early < BEFORE_DUE:
        weight = np.where(pool["paid"] > pool["due"] + 5, weight, 0.01)
    count = min(count, len(pool) // 2)
    chosen = random.choice(len(pool), count, replace=False, p=weight / weight.sum()) if count else np.zeros(0, int)
    made = pool.iloc[np.sort(chosen)]
    places, opened = shared_out(made["whole"], credited=False, random=random), opening(made, random, before=early)
    usual = days_to_answer(places) * np.where(opened < made["due"], _SOONER, _LATER)
    took = np.maximum(np.rint(usual * _around(count, random)), 1).astype(np.int64)
    outcome = np.where(random.random(count) < _REJECTED, "rejected", "withdrawn")
    made = made.assign(opened=opened, closed=np.minimum(opened + took, CLOSING - 3), outcome=outcome, note=-1, cents=0)
    return made.assign(reason=codes(places))
