"""Year ends: which invoices are open at the end of each year, so that every bucket of every segment is the story's.

Those whom nothing holds (`free`) are chosen in order of the customer's pull, the slowest first, until the bucket is
full; at the end of the story one more in each bucket is paid in part, so that the sum is exact. The others are paid by
that day.

Units: whole cents with VAT, days since 1970.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cashkit.sample import story
from cashkit.sample.cast import NEVER
from cashkit.sample.due import TODAY
from cashkit.sample.filling import filled
from cashkit.sample.habits import YEAR_ENDS
from cashkit.sample.targets import EDGES, targets

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from cashkit.sample.plan import Plan

    Real = NDArray[np.float64]
    Whole = NDArray[np.int64]
    Flags = NDArray[np.bool_]

_WORTH_A_PART = 5_000
_LONGEST = 420  # days late: nothing of the crowd stays open longer
_CHAIN = "retail"


@dataclass
class Ends:
    """The first and last day on which each invoice may be paid, and what is paid of it before."""

    low: Whole
    high: Whole
    part_paid: Whole
    open_now: Flags


def year_ends(plan: Plan, rows: pd.DataFrame) -> Ends:
    """Choose what is open at the end of each year."""
    size = len(rows)
    high = rows["settled_by"].to_numpy().copy()
    ends = Ends(np.full(size, -NEVER), high, np.zeros(size, np.int64), np.zeros(size, bool))
    for year, day in zip(story.YEARS, YEAR_ENDS, strict=True):
        for segment, told in targets(year).items():
            mine = (rows["segment"] == segment).to_numpy() & (rows["issue"] <= day).to_numpy()
            wanted = np.array(told.buckets) * 100_000 * plan.euros_scale
            if segment == _CHAIN and day == TODAY:
                mine &= (rows["ends"] == "").to_numpy()
                wanted[1:] = 0
            _close(rows, ends, mine, (day, wanted))
    return ends


def left_to_pay(rows: pd.DataFrame) -> Whole:
    """Return what of each invoice is to be paid on its term: without credit note, retention, advance and deductions."""
    off = rows["noted"] + rows["retained"] + rows["advance"] + rows["discount"] + rows["short"]
    return np.asarray(rows["cents"] - off, np.int64)


def _close(rows: pd.DataFrame, ends: Ends, mine: Flags, when: tuple[int, Real]) -> None:
    """Choose among the invoices of a segment at the end of a year."""
    day, wanted = when
    due, left = np.where(rows["ends"] == "bill_returned", day + 1, rows["due"]), left_to_pay(rows)
    bucket = np.searchsorted(EDGES, day - due)
    fixed = mine & ~rows["free"].to_numpy() & (rows["ended"] > day).to_numpy()
    fixed &= ~(rows["doubtful"].to_numpy() & (day == TODAY))  # none was doubtful yet a year before
    alive = mine & rows["free"].to_numpy() & (ends.high > day)
    if day == TODAY:
        paid = rows["apart"].to_numpy() | (rows["released"] < NEVER).to_numpy()
        ends.high[alive & paid] = TODAY
        alive &= ~paid
    if not wanted[1:].any():
        bucket = np.where(day - due > _LONGEST, -1, 0)
    for place in range(len(wanted)):
        missing = wanted[place] - left[fixed & (bucket == place)].sum()
        pool = np.flatnonzero(alive & (bucket == place) & (day - due < _LONGEST))
        pool = pool[np.argsort(-_order(rows, pool, one_pot=not wanted[1:].any()), kind="stable")]
        chosen = filled(left[pool], missing)
        ends.low[pool[chosen]] = day + 1
        missing -= left[pool[chosen]].sum()
        if day == TODAY:
            ends.open_now[pool[chosen]] = True
            withheld = _withheld(rows, np.flatnonzero(mine & (bucket == place) & (day - due > 0)))
            _in_part(ends, (pool[~chosen], left), (withheld, missing if wanted[1:].any() else 0))
    kept = alive & (ends.low <= day)
    ends.high[kept] = np.minimum(ends.high[kept], day)


def _order(rows: pd.DataFrame, pool: Whole, *, one_pot: bool) -> NDArray[np.float64]:
    """Return in which order invoices stay open: the slow ones first; of a pot without buckets, the latest due."""
    pull = rows["pull"].to_numpy()[pool]
    return pull + (rows["due"].to_numpy()[pool] / 4 if one_pot else 0)


def _withheld(rows: pd.DataFrame, pool: Whole) -> Whole:
    """Return the debits and bills that were paid, any of which could have been held back instead."""
    plain = (
        rows["method"].isin(["direct_debit", "bill"]) & (rows["ends"] == "") & (rows["mishap"] == "") & ~rows["free"]
    )
    paid = plain & (rows["returned"] >= NEVER) & (rows["noted"] == 0) & ~rows["apart"]
    pool = pool[paid.to_numpy()[pool]]
    return pool[np.argsort(-rows["pull"].to_numpy()[pool], kind="stable")]


def _in_part(ends: Ends, others: tuple[Whole, Whole], how: tuple[Whole, float]) -> None:
    """Leave what is missing open of one more invoice, the rest of it paid; before, hold back some debits if need be."""
    (pool, left), (withheld, missing) = others, how
    larger = pool[left[pool] > missing]
    if missing >= _WORTH_A_PART and not len(larger):
        chosen = filled(left[withheld], missing)
        ends.low[withheld[chosen]], ends.open_now[withheld[chosen]] = TODAY + 1, True
        missing -= left[withheld[chosen]].sum()
        larger = withheld[~chosen][left[withheld[~chosen]] > missing]
    if missing < _WORTH_A_PART or not len(larger):
        return
    one = larger[np.argmin(left[larger])]
    ends.low[one], ends.open_now[one] = TODAY + 1, True
    ends.part_paid[one] = left[one] - int(missing)
