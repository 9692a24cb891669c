"""Deducted: what customers take off when they pay, and what they paid before the invoice.

An advance of 30 % settles part of some made-to-measure goods on the day of issue. Customers with a discount on offer
take it on a quarter of their invoices, in its time; others take 2 % that nobody gave them (a mishap). A few payments
are some cents short, some from abroad by the fees of a bank.

Units: whole cents with VAT, days since 1970.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cashkit.sample import story
from cashkit.sample.due import TODAY
from cashkit.sample.mishaps import plain
from cashkit.sample.seasons import bank_day
from cashkit.sample.standing import YEAR_BEFORE

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from cashkit.sample.plan import Plan

    Flags = NDArray[np.bool_]
    Whole = NDArray[np.int64]

DEPOSIT_SHARE = 0.3
MADE_TO_MEASURE = 1_500_000
_ADVANCES, _SHORT, _FEES = 27, 15, 8  # over the three years, at base size
_FEE = 1_500
_TAKEN = 0.25
_DISCOUNT = 0.02
_PAID = ("transfer", "cheque")
_WELL_BEFORE_THE_END = 120
_ORDERED_LATELY = YEAR_BEFORE + 75  # what is issued later was ordered in the last year too


def with_deductions(plan: Plan, market: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the invoices with advance, discount and short; those paid early for their discount are settled."""
    random = plan.random("deducted")
    cents = rows["cents"].to_numpy()
    usual = _paid_as_usual(rows)
    bare = usual & plain(market)[rows["customer"]]
    offered = market["customer_id"].map({code: days for code, (_, days) in story.DISCOUNTS.items()}).fillna(0)
    early = bare & (offered.to_numpy()[rows["customer"]] > 0) & (random.random(len(rows)) < _TAKEN)
    early &= (rows["issue"] <= TODAY - _WELL_BEFORE_THE_END).to_numpy()
    taken = early | (rows["mishap"] == "discount_taken_unduly").to_numpy()
    advanced, short, fees, settled = _deducted(plan, rows, (usual & ~taken, bare), random)
    made = rows.assign(
        advance=np.where(advanced, np.rint(cents * DEPOSIT_SHARE), 0).astype(np.int64),
        discount=np.where(taken, np.rint(cents * _DISCOUNT), 0).astype(np.int64),
        short=np.select([short, fees], [random.integers(1, 6, len(rows)), _FEE], 0).astype(np.int64),
    )
    ended = np.where(early, bank_day(rows["issue"].to_numpy() + 6), made["ended"])
    return made.assign(ended=ended, free=made["free"] & ~early, early=early, apart=made["apart"] | settled)


def _deducted(
    plan: Plan, rows: pd.DataFrame, which: tuple[Flags, Flags], random: np.random.Generator
) -> tuple[Flags, Flags, Flags, Flags]:
    """Return what was paid in advance, some cents short and less fees; and what of it is settled by the end.

    A small sample has one of the last year of each of the first two, whoever the customer is.
    """
    usual, bare = which
    over = (rows["due"] <= TODAY - _WELL_BEFORE_THE_END).to_numpy()
    large = (rows["cents"] >= MADE_TO_MEASURE).to_numpy()
    left, lately = usual & bare & over, usual & over & (rows["issue"] > _ORDERED_LATELY).to_numpy()
    advanced = _one_at_least(_some(plan, left & large, _ADVANCES, random), lately & large, left)
    short = _one_at_least(_some(plan, left & ~advanced, _SHORT, random), lately & ~advanced, left)
    fees = _some(plan, left & ~advanced & ~short & (rows["segment"] == "export").to_numpy(), _FEES, random)
    return advanced, short, fees, short & lately & (plan.scale < 1)


def _paid_as_usual(rows: pd.DataFrame) -> Flags:
    """Say which invoices their customer pays when and as it likes, in whole: nothing is told, wrong or kept of them."""
    told = (rows["ends"] != "") | (rows["mishap"] != "") | (rows["noted"] != 0) | (rows["retained"] != 0)
    invoiced = rows["free"] & (rows["kind"] == "invoice") & (rows["segment"] != "retail")
    return np.asarray(invoiced & ~told & rows["method"].isin(_PAID), bool)


def _one_at_least(chosen: Flags, lately: Flags, first: Flags) -> Flags:
    """Return what was chosen, with one of the last year more where none of it was: a small sample shows it too.

    >>> _one_at_least(np.array([True, False, False]), np.array([False, True, True]), np.array([True, True, False]))
    array([ True,  True, False])
    """
    made = chosen.copy()
    if not (chosen & lately).any():
        made[np.flatnonzero(lately & first if (lately & first).any() else lately)[-1:]] = True
    return made


def _some(plan: Plan, fits: Flags, count: int, random: np.random.Generator) -> Flags:
    """Return some of those that fit, in proportion to the size of the sample."""
    pool = np.flatnonzero(fits)
    chosen = np.zeros(len(fits), bool)
    chosen[random.choice(pool, min(plan.count(count), len(pool)), replace=False)] = True
    return chosen
