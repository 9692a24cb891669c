"""Planted in stage 5 by the cycle: goods without proof, order or invoice, on credit after a judgment, or to reclaim.

Units: whole cents with VAT, days.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cashkit.ground.calendar import as_date, day_number
from cashkit.sample.booked import cents_of, days, told
from cashkit.sample.delivered import invoice_rows
from cashkit.sample.planted_orders import on_credit_after_judgment
from cashkit.sample.seen import rows
from cashkit.sample.standing import CLOSING, YEAR_BEFORE
from cashkit.sample.steps import NEVER

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from cashkit.sample.seen import Seen

    Flags = NDArray[np.bool_]
    Whole = NDArray[np.int64]

DELIVERY = "delivery"
_WORTH_A_PROOF = 50_000
_FORGOTTEN_AFTER = 30
_MONTHS_TO_RECLAIM = 3


def planted(seen: Seen) -> list[pd.DataFrame]:
    """Return the true cases of these codes."""
    table, day = seen.tables["deliveries"], days(seen.tables["deliveries"], "delivered_on")
    year, charged = _of_the_year(day), (told(table, "kind") != "free").to_numpy()
    shipped = told(table, "kind").isin(["shipped", ""]).to_numpy()
    bare = told(table, "proof").isin(["none", "disputed"]).to_numpy() & (cents_of(table, "amount") > _WORTH_A_PROOF)
    waiting = charged & ~invoiced(seen)
    found = {
        "delivery_without_proof": shipped & bare,
        "delivery_not_invoiced": waiting & (day < CLOSING - _FORGOTTEN_AFTER),
        "delivery_on_credit_after_judgment": on_credit_after_judgment(seen, table, day),
        "delivery_without_order": shipped & (told(table, "order_id") == "").to_numpy(),
    }
    made = [rows(DELIVERY, code, seen.ids("deliveries", "delivery_id", at & year)) for code, at in found.items()]
    return [*made, rows(DELIVERY, "goods_to_reclaim", seen.keys(to_reclaim(seen)))]


def near_misses(seen: Seen) -> list[pd.DataFrame]:
    """Return what looks like a fault of these codes and is none."""
    table, day = seen.tables["deliveries"], days(seen.tables["deliveries"], "delivered_on")
    year, kind = _of_the_year(day), told(table, "kind")
    collected = (kind == "collected").to_numpy() & (told(table, "proof") == "none").to_numpy()
    fresh = (kind != "free").to_numpy() & ~invoiced(seen) & (day >= CLOSING - _FORGOTTEN_AFTER)
    after = day > seen.days("judgment_on")[seen.owner("deliveries")]
    found = [
        ("delivery_without_proof", collected, "signed_ticket"),
        ("delivery_not_invoiced", fresh, "cut_off"),
        ("delivery_not_invoiced", (kind == "free").to_numpy(), "warranty"),
        ("delivery_on_credit_after_judgment", after & ~on_credit_after_judgment(seen, table, day), "prepaid"),
    ]
    return [
        rows(DELIVERY, code, seen.ids("deliveries", "delivery_id", at & year), note, near_miss=True)
        for code, at, note in found
    ]


def _of_the_year(day: Whole) -> Flags:
    return np.asarray((day > YEAR_BEFORE) & (day <= CLOSING))


def invoiced(seen: Seen) -> Flags:
    """Say which deliveries an invoice posted by the end of the story charges."""
    row = invoice_rows(seen.tables["deliveries"], seen.tables["invoices"])
    posted = seen.booked.items["posted"].to_numpy()
    return np.asarray((row >= 0) & (posted[row] <= CLOSING))


def to_reclaim(seen: Seen) -> Flags:
    """Say at which insolvent customers goods still stand that may be reclaimed."""
    table, owner = seen.tables["deliveries"], seen.owner("deliveries")
    before = days(table, "delivered_on") < seen.days("judgment_on")[owner]
    there = np.bincount(owner, np.where(before, cents_of(table, "in_kind"), 0), len(seen.customers)) > 0
    published = seen.days("published_on")
    return np.asarray(there & (published <= CLOSING) & (_months_later(published) >= CLOSING))


def _months_later(day: Whole) -> Whole:
    """Return the last day to reclaim, three months after publication."""
    last = np.full(len(day), NEVER, np.int64)
    for place in np.flatnonzero(day < NEVER):
        start = as_date(np.datetime64(int(day[place]), "D"))
        year, month = divmod(start.year * 12 + start.month - 1 + _MONTHS_TO_RECLAIM, 12)
        last[place] = day_number(start.replace(year=year, month=month + 1, day=min(start.day, 28)))
    return last
