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


def with_deductions(plan: Plan, market: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the invoices with advance, discount and short; those paid early for their discount are settled."""
    random = plan.random("deducted")
    cents = rows["cents"].to_numpy()
    bare = plain(market)[rows["customer"]] & (rows["mishap"] == "").to_numpy() & (rows["noted"] == 0).to_numpy()
    bare &= rows["free"].to_numpy() & (rows["kind"] == "invoice").to_numpy() & (rows["retained"] == 0).to_numpy()
    bare &= rows["method"].isin(_PAID).to_numpy() & (rows["segment"] != "retail").to_numpy()
    offered = market["customer_id"].map({code: days for code, (_, days) in story.DISCOUNTS.items()}).fillna(0)
    early = bare & (offered.to_numpy()[rows["customer"]] > 0) & (random.random(len(rows)) < _TAKEN)
    early &= (rows["issue"] <= TODAY - _WELL_BEFORE_THE_END).to_numpy()
    taken = early | (rows["mishap"] == "discount_taken_unduly").to_numpy()
    left = bare & ~taken & (rows["due"] <= TODAY - _WELL_BEFORE_THE_END).to_numpy()
    advanced = _some(plan, left & (cents >= MADE_TO_MEASURE), _ADVANCES, random)
    short = _some(plan, left & ~advanced, _SHORT, random)
    fees = _some(plan, left & ~advanced & ~short & (rows["segment"] == "export").to_numpy(), _FEES, random)
    made = rows.assign(
        advance=np.where(advanced, np.rint(cents * DEPOSIT_SHARE), 0).astype(np.int64),
        discount=np.where(taken, np.rint(cents * _DISCOUNT), 0).astype(np.int64),
        short=np.select([short, fees], [random.integers(1, 6, len(rows)), _FEE], 0).astype(np.int64),
    )
    in_time = bank_day(rows["issue"].to_numpy() + 6)
    return made.assign(ended=np.where(early, in_time, made["ended"]), free=made["free"] & ~early, early=early)


def _some(plan: Plan, fits: Flags, count: int, random: np.random.Generator) -> Flags:
    """Return some of those that fit, in proportion to the size of the sample."""
    pool = np.flatnonzero(fits)
    chosen = np.zeros(len(fits), bool)
    chosen[random.choice(pool, min(plan.count(count), len(pool)), replace=False)] = True
    return chosen
