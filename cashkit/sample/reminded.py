"""Reminded: what of a finished sample was reminded of, too little or too much.

Units: whole cents with VAT, days.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cashkit.sample.booked import days, positions, taken, told
from cashkit.sample.claimable import claimable_at
from cashkit.sample.standing import CLOSING, YEAR_BEFORE, last_day, summed
from cashkit.sample.steps import NEVER

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.sample.seen import Seen

    Flags = NDArray[np.bool_]
    Whole = NDArray[np.int64]

LATE, LARGE, PATIENCE = 30, 50_000, 30
_APART = ("public", "hospital", "intra_group")
_LAST_LETTER, _SECOND = 3, 2


def never_reminded(seen: Seen) -> Flags:
    """Say what is late by more than 30 days, above 500 euros, and was never reminded of, nor its customer since."""
    reminders, items = seen.tables["reminders"], seen.booked.items
    late = claimable_at(seen.booked, seen.tables, CLOSING, more_than=LATE) > LARGE
    row = positions(told(reminders, "invoice_id"), seen.tables["invoices"]["invoice_id"])
    sent, owner = days(reminders, "sent_on"), items["customer"].to_numpy()
    own = last_day(row, sent, len(items))
    blank = (told(reminders, "invoice_id") == "").to_numpy(bool)
    statement = last_day(seen.owner("reminders")[blank], sent[blank], len(seen.customers))[owner]
    reminded = (own > items["issue"].to_numpy()) | (statement > items["due"].to_numpy())
    apart = seen.text("kind").isin(_APART).to_numpy(bool)[owner]
    return np.asarray(late & ~reminded & ~apart, bool)


@dataclass(frozen=True, eq=False)
class Letters:
    """The last reminder of each customer, where it is a last letter: when sent, when paid since, what is owed."""

    sent: Whole
    paid: Whole
    third: Flags
    owed: Flags

    @property
    def old(self) -> Flags:
        """Say whose last letter is older than 30 days."""
        return np.asarray(self.third & (self.sent >= 0) & (self.sent < CLOSING - PATIENCE))

    @property
    def young(self) -> Flags:
        """Say whose last letter is not older than 30 days."""
        return np.asarray(self.third & (self.sent >= CLOSING - PATIENCE))


def last_letters(seen: Seen) -> Letters:
    """Return the last letters, what was paid since and what may still be claimed, a row a customer."""
    reminders, payments = seen.tables["reminders"], seen.tables["payments"]
    sent, owner, count = days(reminders, "sent_on"), seen.owner("reminders"), len(seen.customers)
    last = last_day(owner, sent, count)
    third = reminders["level"].eq(_LAST_LETTER).to_numpy(bool) & (sent == last[owner])
    cash = told(payments, "kind").isin(["payment", ""]).to_numpy(bool)
    paid = last_day(
        seen.booked.payments["customer"].to_numpy()[cash], seen.booked.payments["posted"].to_numpy()[cash], count
    )
    owed = summed(seen.booked.items["customer"].to_numpy(), seen.claimable, count) > 0
    return Letters(last, paid, np.bincount(owner[third], minlength=count) > 0, owed)


def last_letter_unanswered(seen: Seen) -> Flags:
    """Say who got a last letter more than 30 days ago, nothing since, and paid nothing since."""
    letters = last_letters(seen)
    apart = seen.text("kind").isin(_APART[:2]).to_numpy(bool) | (seen.days("judgment_on") <= CLOSING)
    return np.asarray(letters.old & (letters.paid <= letters.sent) & letters.owed & ~apart)


def disputed_then(seen: Seen) -> Flags:
    """Say which reminders of the year, second or later, were sent while their invoice was in dispute."""
    reminders, disputes = seen.tables["reminders"], seen.tables["disputes"]
    row = positions(told(reminders, "invoice_id"), disputes["invoice_id"])
    sent = days(reminders, "sent_on")
    opened = np.where(row >= 0, taken(days(disputes, "opened_on"), row), NEVER)
    closed = np.where(row >= 0, taken(days(disputes, "closed_on"), row), -1)
    lately = (sent > YEAR_BEFORE) & (sent <= CLOSING) & (reminders["level"] >= _SECOND).to_numpy(bool)
    return np.asarray(lately & (opened < sent) & (closed > sent), bool)


def frozen(seen: Seen) -> Flags:
    """Say which items are older than the judgment of their customer."""
    judged = seen.days("judgment_on")[seen.booked.items["customer"].to_numpy()]
    return np.asarray((seen.booked.items["issue"].to_numpy() < judged) & (judged <= CLOSING), bool)
