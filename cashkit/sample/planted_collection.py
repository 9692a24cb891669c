"""Planted in stages 6 and 7 by the follow-up: promises that nobody minded, slow cheques, receivables left out.

Units: whole cents with VAT, days.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cashkit.sample.booked import cents_of, days, positions, taken, told
from cashkit.sample.seen import rows
from cashkit.sample.standing import CLOSING, YEAR_BEFORE, last_day

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from cashkit.sample.seen import Seen

    Flags = NDArray[np.bool_]
    Whole = NDArray[np.int64]

INVOICE, COLLECTION = "invoice", "collection"
_PROMISED, _DAYS_PAST = 100_000, 10
_BY_CHEQUE, _LATE = 5_000_000, 15
_CREDIT_DAYS = 60
PORTFOLIO = "portfolio"


def planted(seen: Seen) -> list[pd.DataFrame]:
    """Return the true cases of these codes."""
    known, cheque = seen.known, (seen.text("payment_method") == "cheque").to_numpy(bool)
    slow = cheque & (known["invoiced"] > _BY_CHEQUE).to_numpy(bool) & (known["late"] > _LATE).to_numpy(bool)
    financed = [PORTFOLIO] if financed_outstanding(seen).sum() > 0 else []
    return [
        rows(INVOICE, "credit_note_overdue", _not_credited(seen)),
        rows(COLLECTION, "promise_broken", seen.ids("promises", "promise_id", _broken(seen))),
        rows(COLLECTION, "means_of_payment_slow", seen.keys(slow)),
        rows(COLLECTION, "financed_receivables_left_out", financed),
    ]


def _not_credited(seen: Seen) -> list[str]:
    """Return the invoices of disputes granted more than 60 days ago that no credit note corrects."""
    disputes, invoices = seen.tables["disputes"], seen.tables["invoices"]
    notes = invoices.loc[(told(invoices, "kind") == "credit_note"), "corrects"].dropna()
    closed = days(disputes, "closed_on")
    granted = (told(disputes, "outcome") == "granted").to_numpy(bool)
    old = (closed > YEAR_BEFORE) & (closed < CLOSING - _CREDIT_DAYS)
    return seen.ids("disputes", "invoice_id", granted & old & ~disputes["invoice_id"].isin(notes).to_numpy(bool))


def financed_outstanding(seen: Seen) -> Whole:
    """Return what the factor and the bank have paid for and customers have not, of each row of `invoices`."""
    invoices, items = seen.tables["invoices"], seen.booked.items
    means = told(invoices, "financed")
    factored = (means == "factor").to_numpy(bool) & (days(invoices, "settled_on") > CLOSING)
    discounted = (means == "discounted").to_numpy(bool) & (items["due"] > CLOSING).to_numpy(bool)
    there = (items["posted"] <= CLOSING).to_numpy(bool)
    return np.where((factored | discounted) & there, np.maximum(items["cents"], 0), 0)


def _broken(seen: Seen) -> Flags:
    """Say which promises were not kept, and nobody has said a word since."""
    promises, invoices = seen.tables["promises"], seen.tables["invoices"]
    row = positions(promises["invoice_id"], invoices["invoice_id"])
    made, promised = days(promises, "made_on"), days(promises, "promised_on")
    left, owner = taken(seen.left, row), taken(seen.booked.items["customer"], row)
    past = (cents_of(promises, "amount") > _PROMISED) & (promised < CLOSING - _DAYS_PAST) & (left > 0)
    silent = _last_word(seen)[owner] <= promised
    return past & (_last_paid(seen)[row] <= made) & silent & (_last_promise(seen, owner)[owner] <= promised)


def _last_paid(seen: Seen) -> Whole:
    """Return the last day on which something was allocated to each row of `invoices`."""
    made = seen.booked.allocations
    made = made[(made["item"] >= 0) & (made["day"] <= CLOSING)]
    return last_day(made["item"].to_numpy(), made["day"].to_numpy(), len(seen.booked.items))


def _last_word(seen: Seen) -> Whole:
    """Return the last day on which each customer was reminded or said something."""
    count = len(seen.customers)
    sent = last_day(seen.owner("reminders"), days(seen.tables["reminders"], "sent_on"), count)
    return np.maximum(sent, last_day(seen.owner("contacts"), days(seen.tables["contacts"], "on"), count))


def _last_promise(seen: Seen, owner: Whole) -> Whole:
    return last_day(owner, days(seen.tables["promises"], "made_on"), len(seen.customers))


def near_misses(seen: Seen) -> list[pd.DataFrame]:
    """Return what looks like a fault of these codes and is none."""
    promises = seen.tables["promises"]
    row = positions(promises["invoice_id"], seen.tables["invoices"]["invoice_id"])
    open_still = (taken(seen.left, row) > 0) & (days(promises, "promised_on") < CLOSING - _DAYS_PAST)
    minded = open_still & (cents_of(promises, "amount") > _PROMISED) & ~_broken(seen)
    cheque = (seen.text("payment_method") == "cheque").to_numpy(bool) & (seen.known["late"] > 0).to_numpy(bool)
    fast = cheque & (seen.known["invoiced"] > 0).to_numpy(bool) & (seen.known["late"] <= _LATE).to_numpy(bool)
    credited = (told(seen.tables["disputes"], "outcome") == "granted").to_numpy(bool)
    missing = set(_not_credited(seen))
    done = [one for one in seen.ids("disputes", "invoice_id", credited) if one not in missing]
    return [
        rows(COLLECTION, "promise_broken", seen.ids("promises", "promise_id", minded), "followed_up", near_miss=True),
        rows(COLLECTION, "means_of_payment_slow", seen.keys(fast), "cheque_in_time", near_miss=True),
        rows(INVOICE, "credit_note_overdue", done, "credited", near_miss=True),
    ]
