"""Accepted: the bills of exchange that customers accept, those that the bank discounts, and those kept until maturity.

A bill gathers what a customer owes on one day. Accepted some days after the last of its invoices, it stands in account
413 until it is paid; discounted, it leaves the books but not the risk. At the end of each year what is discounted and
not due is the story's; at the end of the story what stands in 413 too: the other bills are still with the customers.

Columns: bunch, customer, accepted, due, cents, paid (NEVER: open), discounted, and for a bill that comes back
`first` (the day it was collected) and `returned`. Bills are numbered by row.

Units: whole cents with VAT, days since 1970.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.ground.calendar import as_date, day_number
from cashkit.sample.cast import NEVER
from cashkit.sample.due import TODAY
from cashkit.sample.filling import best_filled
from cashkit.sample.habits import YEAR_ENDS
from cashkit.sample.seasons import bank_day
from cashkit.sample.year_ends import left_to_pay

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.sample.plan import Plan

    Whole = NDArray[np.int64]
    Flags = NDArray[np.bool_]

IN_413 = 24_000_000
DISCOUNTED = (5_200_000, 8_600_000, 13_000_000)
_SHARE_DISCOUNTED = (0.15, 0.22, 0.30)
_PRESSED = 5  # days before a year end, from which a bill is not accepted by then
_TO_THE_BANK = 4  # days from acceptance to discount, at least
KEPT_AS_NOT_DUE = "bill_returned"
RETURNED_ON, RENEWED_TO = (day_number(as_date(day)) for day in ("2025-12-04", "2026-01-31"))


def accepted_bills(plan: Plan, rows: pd.DataFrame) -> tuple[pd.DataFrame, Whole]:
    """Return the bills, and the bill of each invoice (-1: none)."""
    random = plan.random("bills")
    usable = (rows["method"] == "bill") & (rows["kind"] == "invoice") & ~rows["doubtful"] & ~rows["open_now"]
    usable &= rows["part_paid"] == 0
    made = _gathered(rows[usable].assign(left=left_to_pay(rows)[usable]), random)
    made = _discounted(plan, made, random)
    made = made[_with_us(plan, made)].reset_index(drop=True)
    place = pd.Series(made.index, index=made["bunch"])
    bill = rows["bunch"].map(place).where(usable).fillna(-1).astype(np.int64).to_numpy()
    kept = made["ends"] == KEPT_AS_NOT_DUE
    return made.assign(due=made["due"].where(~kept, RENEWED_TO)), np.asarray(bill, np.int64)


def _gathered(rows: pd.DataFrame, random: np.random.Generator) -> pd.DataFrame:
    """Return one bill for what a customer owes on one day."""
    rows = rows.assign(last=np.maximum(rows["issue"], rows["noted_on"].where(rows["noted_on"] < NEVER, 0)))
    ways = {"customer": "first", "due": "max", "ends": "first", "last": "max", "left": "sum"}
    made = rows.groupby("bunch").agg(ways | {"ended": "max", "first": "first", "returned": "first"}).reset_index()
    made = made.rename(columns={"left": "cents", "ended": "paid"})
    lag = random.integers(4, 10, len(made))
    accepted = np.minimum(bank_day(made["last"].to_numpy() + lag), made["due"].to_numpy() - 2)
    for day in YEAR_ENDS:  # customers are pressed for their signature before a year ends
        pressed = (made["last"] <= day - _PRESSED).to_numpy() & (made["due"] > day).to_numpy()
        accepted = np.where(pressed, np.minimum(accepted, day - _TO_THE_BANK), accepted)
    return made.assign(accepted=accepted, discounted=NEVER)[made["cents"] > 0].reset_index(drop=True)


def _discounted(plan: Plan, bills: pd.DataFrame, random: np.random.Generator) -> pd.DataFrame:
    """Return the bills with the day on which the bank discounted them."""
    fit = ((bills["ends"] == "") & (bills["returned"] >= NEVER)).to_numpy()
    accepted, due, cents = (bills[name].to_numpy() for name in ("accepted", "due", "cents"))
    chosen = np.zeros(len(bills), bool)
    spanning = np.zeros(len(bills), bool)
    for day, wanted, share in zip(YEAR_ENDS, DISCOUNTED, _SHARE_DISCOUNTED, strict=True):
        over = (accepted <= day) & (due > day)
        spanning |= (accepted <= day) & (due >= day)
        pool = np.flatnonzero(fit & over & (accepted <= day - _TO_THE_BANK))
        chosen[pool[best_filled(cents[pool], wanted * plan.euros_scale, random)]] = True
        this_year = (accepted > day - 365) & (due <= day)
        chosen |= fit & this_year & ~spanning & (random.random(len(bills)) < share)
    on = np.minimum(bank_day(accepted + _TO_THE_BANK - 1), due - 1)
    return bills.assign(discounted=np.where(chosen, on, NEVER))


def _with_us(plan: Plan, bills: pd.DataFrame) -> Flags:
    """Return which bills are accepted by the end of the story: as many as stand in account 413."""
    accepted = (bills["accepted"] <= TODAY).to_numpy()
    waiting = accepted & (bills["paid"] > TODAY).to_numpy() & (bills["discounted"] > TODAY).to_numpy()
    told = waiting & (bills["ends"] != "").to_numpy()
    pool = np.flatnonzero(waiting & ~told)
    pool = pool[np.argsort(bills["accepted"].to_numpy()[pool], kind="stable")]
    cents = bills["cents"].to_numpy()
    wanted = IN_413 * plan.euros_scale - cents[told].sum()
    inside = best_filled(cents[pool], wanted, plan.random("bills with us"))
    room, out = wanted - cents[pool[inside]].sum(), pool[~inside]
    nearer = out[cents[out] < 2 * room]
    kept = np.append(pool[inside], nearer[np.argsort(cents[nearer])][:1])
    return np.asarray(accepted & (~waiting | told | np.isin(np.arange(len(bills)), kept)))
