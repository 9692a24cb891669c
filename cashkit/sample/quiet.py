"""Quiet: where the sample's house does nothing although it should: broken promises, last letters, items forgotten.

A direct debit that came back and was not tried again stays without a word from that day on.

Units: days since 1970, whole cents with VAT.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.sample.booked import days, told
from cashkit.sample.choosing import choose
from cashkit.sample.claimable import claimable_at, late_since
from cashkit.sample.reminders import Quiet
from cashkit.sample.standing import CLOSING
from cashkit.sample.steps import NEVER

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from cashkit.sample.booked import Booked
    from cashkit.sample.plan import Plan
    from cashkit.sample.seen import Seen

    Whole = NDArray[np.int64]
    Flags = NDArray[np.bool_]
    Cast = Mapping[str, Whole]

BROKEN, BROKEN_EUROS = 6, 33_500
FORGOTTEN, FORGOTTEN_EUROS = 12, 47_300
_LATE, _LARGE, _PROMISED = 33, 52_000, 105_000  # beyond 30 days, 500 euros, 1 000 euros
_RETURN_FORGOTTEN = 15
_PATIENT = ("public", "hospital", "intra_group", "counter", "private")


def _broken_promises(plan: Plan, seen: Seen, cast: Cast) -> pd.DataFrame:
    """Return the promises that nobody followed up: row (of `invoices`), made, promised, cents."""
    booked, random = seen.booked, plan.random("broken promises")
    late, left = claimable_at(booked, seen.tables, CLOSING, more_than=20), seen.left
    whole = (late == left) & (left == booked.items["cents"]) & (left > _PROMISED)
    rows = np.flatnonzero(whole & _plain(booked, cast, booked.items["customer"].to_numpy()))
    rows = rows[_first_of_its_customer(booked, rows)]
    total = BROKEN_EUROS * 100 * plan.euros_scale
    rows = rows[choose(left[rows], count=plan.count(BROKEN), total=total, random=random)]
    promised = CLOSING - random.integers(13, 19, len(rows))
    return pd.DataFrame({"row": rows, "made": promised - 7, "promised": promised, "cents": left[rows]}, dtype=np.int64)


def _plain(booked: Booked, cast: Cast, owner: Whole) -> Flags:
    """Say which items belong to firms that play no other part in the follow-up."""
    apart = told(booked.customers, "kind").isin(_PATIENT) | booked.customers["judgment_on"].notna()
    busy = np.concatenate([cast[part] for part in ("insurer_notice_due", "formal_notice_due", "court")])
    free = ~apart.to_numpy(bool)
    free[busy] = False
    return np.asarray(free[owner] & (owner >= 0), bool)


def _first_of_its_customer(booked: Booked, rows: Whole) -> Whole:
    _, first = np.unique(booked.items["customer"].to_numpy()[rows], return_index=True)
    return np.sort(first)


def quiet_of(plan: Plan, seen: Seen, cast: Cast) -> Quiet:
    """Return what the house keeps silent, and its last letters; nothing of it comes into dispute."""
    broken = _broken_promises(plan, seen, cast)
    booked, random = seen.booked, plan.random("quiet")
    after = np.full(len(seen.customers), NEVER, np.int64)
    owner = booked.items["customer"].to_numpy()
    np.minimum.at(after, owner[broken["row"]], broken["promised"].to_numpy())
    _hush_returned(after, seen)
    paid = seen.known["last_paid"].to_numpy()
    wanted = {int(one): CLOSING - int(random.integers(34, 48)) for one in cast["formal_notice_due"]}
    letters = {one: min(max(day, int(paid[one]) + 2), CLOSING - 34) for one, day in wanted.items()}
    for customer, day in letters.items():
        after[customer] = day - 1
    court = {int(one): CLOSING - int(random.integers(190, 206)) for one in cast["court"]}
    forgotten = _forgotten(plan, seen, cast, after)
    return Quiet(after, forgotten, letters, court, broken)


def _hush_returned(after: Whole, seen: Seen) -> None:
    """Keep silent, from its return on, with whoever's debit came back and was neither tried again nor paid since."""
    payments, invoices, booked = seen.tables["payments"], seen.tables["invoices"], seen.booked
    back = days(payments, "returned_on")
    cash = told(payments, "kind").isin(["payment", ""]).to_numpy(bool)
    left = seen.left
    owed = (told(invoices, "kind") == "reject").to_numpy(bool) & (left > 0) & (left == booked.items["cents"])
    keys = pd.MultiIndex.from_arrays([booked.items[name].to_numpy()[owed] for name in ("customer", "posted", "cents")])
    mine = pd.MultiIndex.from_arrays([booked.payments["customer"], back, booked.payments["cents"]])
    last_paid = np.full(len(after), -1, np.int64)
    np.maximum.at(last_paid, booked.payments["customer"].to_numpy()[cash], booked.payments["posted"].to_numpy()[cash])
    unsolved = cash & mine.isin(keys) & (back < CLOSING - _RETURN_FORGOTTEN)
    unsolved &= last_paid[booked.payments["customer"]] <= back
    np.minimum.at(after, booked.payments["customer"].to_numpy()[unsolved], back[unsolved])


def _forgotten(plan: Plan, seen: Seen, cast: Cast, after: Whole) -> Flags:
    """Choose items late by more than a month that nobody ever reminded of; what came back counts among them."""
    booked = seen.booked
    late = claimable_at(booked, seen.tables, CLOSING, more_than=_LATE - 1)
    owner = booked.items["customer"].to_numpy()
    never = (late > _LARGE) & (booked.items["posted"].to_numpy() >= after[owner])
    whole = late_since(booked, seen.tables, CLOSING) == booked.items["due"].to_numpy()
    pool = np.flatnonzero((late > _LARGE) & whole & _plain(booked, cast, owner) & (after[owner] == NEVER))
    pool = pool[_first_of_its_customer(booked, pool)]
    total = FORGOTTEN_EUROS * 100 * plan.euros_scale - int(late[never].sum())
    count = max(2, plan.count(FORGOTTEN) - int(never.sum()))
    chosen = pool[choose(late[pool], count=count, total=max(total, 0), random=plan.random("forgotten"))]
    flags = np.zeros(len(owner), bool)
    flags[chosen] = True
    return flags
