"""Disputes: what the sample's customers object to, when, for how much, and how it ended.

>>> from cashkit.sample.customers import make_customers
>>> from cashkit.sample.cycle import make_cycle
>>> from cashkit.sample.plan import Plan
>>> from cashkit.sample.seen import Seen
>>> plan = Plan(invoices=600)
>>> customers = make_customers(plan)
>>> seen = Seen({**make_cycle(plan, customers), "customers": customers})
>>> made = make_disputes(plan, seen, reserved=(np.zeros(0, np.int64), np.zeros(0, np.int64)))
>>> bool((made["closed_on"] < made["opened_on"]).any())
False

A few of those granted wait for their credit note, a few of those open for somebody to answer them.
Units: euros with VAT, dates. Disputes of one invoice follow one another: in a small sample there are not enough.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.sample.choosing import choose
from cashkit.sample.customers import typed
from cashkit.sample.dispute_reasons import BY_YEAR, REASONS
from cashkit.sample.disputed import candidates
from cashkit.sample.disputes_raised import answered, credited, in_good_time, objections, open_at_closing, untouched
from cashkit.sample.standing import CLOSING, TWO_YEARS_BEFORE, YEAR_BEFORE
from cashkit.sample.steps import NEVER

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.sample.plan import Plan
    from cashkit.sample.seen import Seen

    Whole = NDArray[np.int64]

NOT_CREDITED, NOT_CREDITED_EUROS = 5, 13_700
NO_OWNER, NO_OWNER_EUROS = 8, 52_600
NOBODY_NEEDED = 3
_GRACE = 63  # days: a credit note is overdue after 60
_LONG_OPEN = 33  # days: an owner is missed after 30
_OFTEN = 0.6  # share of a customer's disputes that come just after the due date


def make_disputes(plan: Plan, seen: Seen, *, reserved: tuple[Whole, Whole]) -> pd.DataFrame:
    """Return the table `disputes`; customers and rows of `invoices` that are reserved have none at closing."""
    random = plan.random("disputes")
    rows = candidates(seen, reserved)
    parts = [objections(rows, random)]
    rows = rows[~rows["named"]]
    parts += [open_at_closing(plan, untouched(rows, parts), parts[0], random)]
    parts += [credited(plan, untouched(rows, parts), random)]
    parts += [answered(plan, untouched(rows, parts), parts, random)]
    parts += [in_good_time(untouched(rows, parts), parts, random)]
    made = _sized(pd.concat(parts, ignore_index=True), plan)
    made = _owned(_not_credited(made, plan, random), plan, random)
    return _table(_not_all_after_due(made), seen.tables["invoices"]["invoice_id"])


def _sized(made: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """Give the disputes without an amount of their own a share of their invoice, so that each reason sums as told."""
    made = made.sort_values(["opened", "row"], ignore_index=True)
    year = np.searchsorted([TWO_YEARS_BEFORE, YEAR_BEFORE], made["opened"].to_numpy(), side="left")
    for reason in REASONS:
        for place, count in enumerate(BY_YEAR):
            own = ((made["reason"] == reason.code) & (year == place)).to_numpy()
            known = own & (made["cents"] > 0).to_numpy()
            total = reason.thousands * 100_000 * plan.euros_scale * count / BY_YEAR[-1] - made["cents"][known].sum()
            made.loc[own & ~known, "cents"] = _shared(made["whole"][own & ~known].to_numpy(), total)
    return made


def _shared(whole: Whole, total: float) -> Whole:
    """Return a part of each invoice, the same share of all, between 5 % and the whole."""
    share = np.clip(total / max(1, whole.sum()), 0.05, 1.0)
    return np.asarray(np.maximum(np.rint(whole * share), 100), np.int64)


def _not_credited(made: pd.DataFrame, plan: Plan, random: np.random.Generator) -> pd.DataFrame:
    """Grant a few disputes more than 60 days ago without a credit note."""
    plain = (made["note"] < 0) & ~made["named"] & (made["outcome"] != "granted") & (made["closed"] < NEVER)
    pool = np.flatnonzero(plain & (made["closed"] > YEAR_BEFORE + 3) & (made["opened"] < CLOSING - _GRACE - 4))
    total = NOT_CREDITED_EUROS * 100 * plan.euros_scale
    chosen = pool[choose(made["cents"].to_numpy()[pool], count=plan.count(NOT_CREDITED), total=total, random=random)]
    made.loc[chosen, "outcome"] = "granted"
    made.loc[chosen, "closed"] = np.minimum(made["closed"].to_numpy()[chosen], CLOSING - _GRACE)
    return made


def _owned(made: pd.DataFrame, plan: Plan, random: np.random.Generator) -> pd.DataFrame:
    """Name who answers each dispute, but for a few of those open for more than 30 days, and a few given up."""
    owner = made["reason"].map({one.code: one.owner for one in REASONS})
    pool = np.flatnonzero((made["closed"] == NEVER) & (made["opened"] < CLOSING - _LONG_OPEN) & ~made["named"])
    total = NO_OWNER_EUROS * 100 * plan.euros_scale
    chosen = pool[choose(made["cents"].to_numpy()[pool], count=plan.count(NO_OWNER), total=total, random=random)]
    owner.iloc[np.concatenate([chosen, _withdrawn_at_once(made)[: plan.count(NOBODY_NEEDED)]])] = None
    return made.assign(owner=owner)


def _withdrawn_at_once(made: pd.DataFrame) -> Whole:
    """Return the disputes of the year that customers gave up before anybody was named to answer them."""
    over = (made["outcome"] == "withdrawn") & (made["opened"] > YEAR_BEFORE) & ~made["named"]
    return np.flatnonzero(over & (made["closed"] < NEVER))


def _not_all_after_due(made: pd.DataFrame) -> pd.DataFrame:
    """See that no other customer objects mostly in the ten days after the due date without ever being right."""
    of_year = made["opened"] > YEAR_BEFORE
    after = (made["opened"] - made["due"]).between(1, 10) & of_year
    by = made["customer"]
    share = after.groupby(by).transform("sum") / of_year.groupby(by).transform("sum").clip(lower=1)
    suspect = after & (share > _OFTEN) & ~made["named"] & (made["issue"] < made["due"] - 8)
    moved = suspect & (after.groupby(by).cumsum() % 2 == 1)
    return made.assign(opened=made["opened"].where(~moved, made["due"] - 4))


def _table(made: pd.DataFrame, invoice_ids: pd.Series) -> pd.DataFrame:
    made = made.sort_values(["opened", "row"], ignore_index=True)
    columns = {
        "dispute_id": [f"L{rank + 1:05d}" for rank in range(len(made))],
        "invoice_id": invoice_ids.to_numpy()[made["row"]],
        "opened_on": pd.to_datetime(made["opened"], unit="D"),
        "closed_on": pd.to_datetime(made["closed"].where(made["closed"] < NEVER), unit="D"),
        "reason": made["reason"],
        "amount": made["cents"] / 100,
        "owner": made["owner"],
        "outcome": made["outcome"].where(made["outcome"] != ""),
    }
    return typed("disputes", columns)
