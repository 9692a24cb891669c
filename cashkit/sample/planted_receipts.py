"""Planted in stage 7 by the cycle: receipts that settle nothing, returns left alone, discounts taken, old credits.

Units: whole cents with VAT, days.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.sample.booked import days, told
from cashkit.sample.seen import rows
from cashkit.sample.standing import CLOSING, YEAR_BEFORE
from cashkit.sample.steps import NEVER

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.sample.seen import Seen

    Flags = NDArray[np.bool_]
    Whole = NDArray[np.int64]

COLLECTION = "collection"
_UNUSED_FOR, _SMALL, _IN_CREDIT_FOR, _RETURNED_FOR = 30, 500, 180, 15
_SOON = 10


def planted(seen: Seen) -> list[pd.DataFrame]:
    """Return the true cases of these codes."""
    found = {
        "receipt_unapplied": _unapplied(seen),
        "receipt_unidentified": cash(seen) & (told(seen.tables["payments"], "customer_id") == "").to_numpy(),
        "debit_return_not_retried": _debits_left_alone(seen),
        "bill_return_not_reversed": bills_not_reversed(seen),
        "discount_taken_unduly": _discounts(seen, unduly=True),
    }
    made = [rows(COLLECTION, code, seen.ids("payments", "payment_id", at)) for code, at in found.items()]
    return [*made, rows(COLLECTION, "credit_balance_old", seen.keys(in_credit_for(seen, _IN_CREDIT_FOR)))]


def near_misses(seen: Seen) -> list[pd.DataFrame]:
    """Return what looks like a fault of these codes and is none."""
    payments = seen.tables["payments"]
    unused, year = seen.booked.unused("2025-12-31"), days(payments, "payment_date") > YEAR_BEFORE
    recent = cash(seen) & (unused > _SMALL) & ~_unapplied(seen) & (told(payments, "customer_id") != "").to_numpy()
    returned = cash(seen) & (days(payments, "returned_on") < NEVER) & ~_debits_left_alone(seen)
    short = (told(payments, "kind") == "other").to_numpy()
    advance = (told(payments, "kind") == "advance").to_numpy()
    found = [
        ("receipt_unapplied", recent, "nothing_open"),
        ("receipt_unapplied", advance & year, "deposit"),
        ("debit_return_not_retried", returned & year, "paid_since"),
        ("discount_taken_unduly", _discounts(seen, unduly=False), "offered"),
        ("discount_taken_unduly", short & year, "tolerance"),
    ]
    made = [
        rows(COLLECTION, code, seen.ids("payments", "payment_id", at), note, near_miss=True) for code, at, note in found
    ]
    fresh = in_credit_for(seen, 0) & ~in_credit_for(seen, _IN_CREDIT_FOR)
    return [*made, rows(COLLECTION, "credit_balance_old", seen.keys(fresh), "recent", near_miss=True)]


def cash(seen: Seen) -> Flags:
    """Say which payments are money received by the end of the story."""
    payments = seen.tables["payments"]
    return np.asarray((told(payments, "kind").isin(["payment", ""])) & (days(payments, "payment_date") <= CLOSING))


def _unapplied(seen: Seen) -> Flags:
    """Say which receipts settle nothing although their customer has open items."""
    payments, booked = seen.tables["payments"], seen.booked
    owner = booked.payments["customer"].to_numpy()
    owes = np.bincount(booked.items["customer"].clip(0), np.maximum(seen.left, 0), len(seen.customers)) > 0
    old = booked.payments["posted"].to_numpy() < CLOSING - _UNUSED_FOR
    left = booked.unused("2025-12-31") > _SMALL
    return np.asarray(cash(seen) & old & left & (owner >= 0) & owes[owner] & (told(payments, "customer_id") != ""))


def _debits_left_alone(seen: Seen) -> Flags:
    """Say which payments came back, are still owed in full, and were followed by nothing."""
    payments, invoices, booked = seen.tables["payments"], seen.tables["invoices"], seen.booked
    returned, owner = days(payments, "returned_on"), booked.payments["customer"].to_numpy()
    rejects = np.flatnonzero((told(invoices, "kind") == "reject").to_numpy() & (seen.left == booked.items["cents"]))
    items = booked.items.iloc[rejects]
    open_ones = set(zip(items["customer"], items["posted"], items["cents"], strict=True))
    mine = [key in open_ones for key in zip(owner, returned, booked.payments["cents"], strict=True)]
    last = np.full(len(seen.customers), -1, np.int64)
    paid = cash(seen) & (owner >= 0)
    np.maximum.at(last, owner[paid], days(payments, "payment_date")[paid])
    if "reminders" in seen.tables:
        reminded = seen.owner("reminders")
        np.maximum.at(last, reminded[reminded >= 0], days(seen.tables["reminders"], "sent_on")[reminded >= 0])
    old = (returned < NEVER) & (returned < CLOSING - _RETURNED_FOR)
    return np.asarray(cash(seen) & old & np.array(mine, bool) & (last[owner] <= returned))


def bills_not_reversed(seen: Seen) -> Flags:
    """Say which accepted bills came back without the books saying so."""
    payments, invoices, booked = seen.tables["payments"], seen.tables["invoices"], seen.booked
    returned, owner = days(payments, "returned_on"), booked.payments["customer"].to_numpy()
    old = (told(payments, "kind") == "bill").to_numpy() & (returned <= CLOSING - _RETURNED_FOR)
    items = booked.items[(told(invoices, "kind") == "reject").to_numpy()]
    found = np.zeros(len(payments), bool)
    for place in np.flatnonzero(old):
        same = (items["customer"] == owner[place]) & (items["cents"] == booked.payments["cents"].iloc[place])
        found[place] = not (same & (items["posted"] >= returned[place])).any()
    return found


def _discounts(seen: Seen, *, unduly: bool) -> Flags:
    """Say which discounts of the year were taken without being offered, or too late; or the others."""
    payments, invoices, booked = seen.tables["payments"], seen.tables["invoices"], seen.booked
    owner, paid = booked.payments["customer"].to_numpy(), days(payments, "payment_date")
    mine = (told(payments, "kind") == "discount").to_numpy() & (paid > YEAR_BEFORE) & (paid <= CLOSING)
    rate = pd.to_numeric(seen.customers["discount_rate"]).fillna(0.0).to_numpy(float)[owner]
    within = pd.to_numeric(seen.customers["discount_days"]).fillna(0.0).to_numpy(float)[owner]
    made = booked.allocations[booked.allocations["payment"] >= 0]
    issue = np.full(len(payments), NEVER, np.int64)
    np.minimum.at(issue, made["payment"].to_numpy(), days(invoices, "issue_date")[made["item"].to_numpy()])
    wrong = (rate <= 0) | (paid > issue + within)
    return np.asarray(mine & (wrong if unduly else ~wrong))


def in_credit_for(seen: Seen, more_than: int) -> Flags:
    """Say which customers have been in credit for more than so many days."""
    steps, size = seen.booked.balance, len(seen.customers)
    every = np.arange(size)
    now = steps.at(every, np.full(size, CLOSING)) < 0
    owing = steps.at(steps.key, steps.day) >= 0
    last = np.full(size, -1, np.int64)
    np.maximum.at(last, steps.key[owing & (steps.day <= CLOSING)], steps.day[owing & (steps.day <= CLOSING)])
    after = np.full(size, NEVER, np.int64)
    later = ~owing & (steps.day <= CLOSING) & (steps.day > last[steps.key])
    np.minimum.at(after, steps.key[later], steps.day[later])
    return np.asarray(now & (CLOSING - after > more_than))
