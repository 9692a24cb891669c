"""Reminders that a story owes: letters that nothing followed, court letters, and some sent while a dispute was open.

And their counterparts: no other customer is left with a last letter unanswered for a month, none other was in
court half a year ago with anything open outside the doubtful accounts.

Units: days since 1970, whole cents with VAT.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.sample.booked import cents_of, days, positions, said, told
from cashkit.sample.choosing import choose
from cashkit.sample.claimable import claimable_at
from cashkit.sample.standing import CLOSING, YEAR_BEFORE, last_day, summed
from cashkit.sample.steps import NEVER
from cashkit.sample.story import AS_OF

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from cashkit.sample.booked import Booked
    from cashkit.sample.plan import Plan
    from cashkit.sample.reminders import Quiet

    Whole = NDArray[np.int64]
    Random = np.random.Generator

ON_DISPUTED, ON_DISPUTED_EUROS = 6, 22_400
JUST_AFTER = 8
"""Reminders sent on the day after a dispute was answered: the clock has started again."""
LAST_LETTER, NOTICE, COURT = 3, 4, 5
_PATIENCE = 27  # days: a last letter without an answer counts after 30
_HALF_YEAR = 177


def not_too_early_in_court(made: pd.DataFrame, booked: Booked, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Drop court letters of more than half a year ago to customers with anything open outside 416."""
    left = np.where(said(tables["invoices"], "doubtful"), 0, np.maximum(booked.left(AS_OF), 0))
    owed = summed(booked.items["customer"].to_numpy(), left, len(booked.customers))
    old = (made["level"] == COURT) & (made["day"] <= CLOSING - _HALF_YEAR)
    kept: pd.DataFrame = made[~old | (owed[made["customer"]] == 0)]
    return kept


def never_a_missed_notice(made: pd.DataFrame, booked: Booked, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Make a second reminder of the last letter that nothing followed for a month while something may be chased."""
    count = len(booked.customers)
    cash = told(tables["payments"], "kind").isin(["payment", ""]).to_numpy(bool)
    paid = last_day(booked.payments["customer"].to_numpy()[cash], booked.payments["posted"].to_numpy()[cash], count)
    owed = summed(booked.items["customer"].to_numpy(), claimable_at(booked, tables, CLOSING), count)
    owner, day = made["customer"].to_numpy(), made["day"].to_numpy()
    last = last_day(owner, day, count)[owner]
    missed = (made["level"] == LAST_LETTER) & (day >= last - 1) & (day <= CLOSING - _PATIENCE)
    missed &= (paid[owner] <= day + 1) & (owed[owner] > 0)
    return made.assign(level=made["level"].where(~missed, LAST_LETTER - 1))


def added(plan: Plan, booked: Booked, tables: Mapping[str, pd.DataFrame], quiet: Quiet) -> pd.DataFrame:
    """Return the reminders that a story owes: row, customer, level, day."""
    random = plan.random("reminders of the story")
    oldest = _oldest(booked, tables)
    parts = [_letters(oldest, quiet.last_letter, LAST_LETTER), _letters(oldest, quiet.court, COURT)]
    disputes = _disputes(booked, tables).drop_duplicates("row", keep=False)
    disputes = disputes[disputes["last"] < quiet.after[disputes["customer"]]]
    parts.append(_on_disputed(plan, disputes, random))
    parts.append(_just_after(plan, disputes, random))
    return pd.concat(parts, ignore_index=True)


def _oldest(booked: Booked, tables: Mapping[str, pd.DataFrame]) -> pd.Series:
    """Return for each customer the row of the oldest item that may be chased at closing."""
    owed = np.flatnonzero(claimable_at(booked, tables, CLOSING) > 0)
    own = booked.items.iloc[owed].assign(row=owed).sort_values(["due", "row"])
    return own.drop_duplicates("customer").set_index("customer")["row"]


def _letters(oldest: pd.Series, letters: Mapping[int, int], level: int) -> pd.DataFrame:
    known = {customer: day for customer, day in letters.items() if customer in oldest.index}
    row = [int(oldest[customer]) for customer in known]
    return pd.DataFrame(
        {"row": row, "customer": list(known), "level": level, "day": list(known.values())}, dtype=np.int64
    )


def _disputes(booked: Booked, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the disputes of the year with the days on which they stood open."""
    disputes = tables["disputes"]
    row = positions(disputes["invoice_id"], tables["invoices"]["invoice_id"])
    closed = days(disputes, "closed_on")
    frame = pd.DataFrame({"row": row, "customer": booked.items["customer"].to_numpy()[row], "closed": closed})
    frame["cents"], frame["left"] = cents_of(disputes, "amount"), booked.left(AS_OF)[row]
    frame["first"] = np.maximum(days(disputes, "opened_on"), YEAR_BEFORE + 2)
    frame["last"] = np.minimum(closed, CLOSING - 1)
    return frame[frame["last"] > frame["first"] + 4]


def _on_disputed(plan: Plan, disputes: pd.DataFrame, random: Random) -> pd.DataFrame:
    """Return second reminders sent in the middle of a dispute."""
    total = ON_DISPUTED_EUROS * 100 * plan.euros_scale
    chosen = choose(disputes["cents"], count=plan.count(ON_DISPUTED), total=total, random=random)
    own = disputes.iloc[chosen]
    day = ((own["first"] + own["last"]) // 2).astype(np.int64)
    return own[["row", "customer"]].assign(level=2, day=day)


def _just_after(plan: Plan, disputes: pd.DataFrame, random: Random) -> pd.DataFrame:
    """Return second reminders sent on the day after a dispute was answered, while something was still owed."""
    pool = disputes[(disputes["closed"] < NEVER) & (disputes["closed"] < CLOSING - 3) & (disputes["left"] > 0)]
    pool = pool if len(pool) >= JUST_AFTER else disputes[disputes["closed"] < CLOSING - 3]
    own = pool.iloc[np.sort(random.permutation(len(pool))[: plan.count(JUST_AFTER)])]
    return own[["row", "customer"]].assign(level=2, day=own["closed"] + 1)
