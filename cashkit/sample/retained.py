"""Retained: the 5 % that builders keep of supply-and-fit invoices until a year after acceptance.

C0044 keeps it on every invoice. Of the others as many invoices bear it as make what is not yet due at the end of the
story come to 54 000; the share of those years holds for the years before. What is past its release is paid, but for
the invoices of the story that are still owed.

Units: whole cents with VAT, days since 1970.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import numpy as np

from cashkit.ground.calendar import day_number
from cashkit.sample.cast import NEVER
from cashkit.sample.due import TODAY
from cashkit.sample.filling import best_filled
from cashkit.sample.mishaps import KEEPS_RETENTION
from cashkit.sample.seasons import payment_run

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from cashkit.sample.plan import Plan

    Whole = NDArray[np.int64]
    Flags = NDArray[np.bool_]

NOT_DUE = 5_400_000
_SHARE = 20  # one part in twenty
_YEAR = 365
_SMALLEST = 60_000


def with_retention(plan: Plan, market: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the invoices with what is `retained`, `retained_until`, and `released` (the day it is paid)."""
    random = plan.random("retained")
    until = rows["retained_until"].to_numpy().copy()
    fits = _supply_and_fit(rows) & (market["until"] >= NEVER).to_numpy()[rows["customer"]]
    until[fits] = rows["issue"].to_numpy()[fits] + random.integers(5, 30, int(fits.sum())) + _YEAR
    until[fits] = np.where(np.abs(until[fits] - TODAY) <= _YEAR_END, TODAY + _YEAR_END, until[fits])
    kept = np.rint(rows["cents"].to_numpy() / _SHARE).astype(np.int64)
    always = (market["customer_id"] == KEEPS_RETENTION).to_numpy()[rows["customer"]] & fits
    chosen = always | (rows["retained_until"] < NEVER).to_numpy()
    chosen |= _until_enough(plan, (kept, until, fits, chosen), random)
    retained = np.where(chosen, kept, 0)
    owed = rows["retention_owed"].to_numpy() | (until > TODAY)
    paid = np.minimum(payment_run(np.minimum(until, TODAY), rows["customer"].to_numpy()), TODAY)
    until = np.where(chosen, until, NEVER)
    return rows.assign(retained=retained, retained_until=until, released=np.where(chosen & ~owed, paid, NEVER))


_YEAR_END = day_number(dt.date(2026, 1, 9)) - TODAY


def _supply_and_fit(rows: pd.DataFrame) -> Flags:
    """Return which invoices may bear retention: of builders, of some size, with no mishap and no credit note."""
    mine = (rows["segment"] == "builders") & (rows["kind"] == "invoice") & rows["ends"].isin(["", "normal"])
    bare = (rows["mishap"] == "") & (rows["noted"] == 0) & (rows["terms"] == "EOM 45")
    return np.asarray(mine & bare & (rows["cents"] >= _SMALLEST) & (rows["retained_until"] >= NEVER))


def _until_enough(plan: Plan, what: tuple[Whole, Whole, Flags, Flags], random: np.random.Generator) -> Flags:
    """Return as many invoices, in an order of chance, as make what is not yet due come to the story's figure."""
    kept, until, fits, already = what
    later = until > TODAY
    missing = NOT_DUE * plan.euros_scale - kept[already & later & (until < NEVER)].sum()
    pool = np.flatnonzero(fits & ~already & later)
    order = random.permutation(pool)
    enough = order[best_filled(kept[order], missing, random)]
    chosen = np.zeros(len(kept), bool)
    chosen[enough] = True
    earlier = fits & ~already & ~later
    share = len(enough) / max(len(pool), 1)
    return chosen | (earlier & (random.random(len(kept)) < share))
