"""Planted in stage 8: what was never chased, answered, declared or told in time, told from the finished tables.

Units: whole cents with VAT, days.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cashkit.ground.calendar import from_day, months_after
from cashkit.law.limitation import is_near
from cashkit.sample.booked import cents_of, days, positions, taken, told
from cashkit.sample.claimable import claimable_at, late_since
from cashkit.sample.reminded import disputed_then, frozen, last_letter_unanswered, never_reminded
from cashkit.sample.seen import rows
from cashkit.sample.standing import CLOSING, NOTICE, YEAR_BEFORE, summed
from cashkit.sample.steps import NEVER
from cashkit.sample.story import AS_OF

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from cashkit.law.limitation import Debtor
    from cashkit.sample.seen import Seen

    Flags = NDArray[np.bool_]
    Whole = NDArray[np.int64]

STAGE = "recovery"
_SMALL, _SLOW = 500, 15
LONG_OPEN = 30
OFTEN, SHARE = 5, 0.75
_SOON = 10
_RELIEF_MONTHS = 6
_SECOND = 2
_OLD = 3 * 365
"""Days: nothing younger is near its limitation in the sample."""


def planted(seen: Seen) -> list[pd.DataFrame]:
    """Return the true cases of stage 8."""
    disputes = seen.tables["disputes"]
    opened, closed = days(disputes, "opened_on"), days(disputes, "closed_on")
    orphan = (opened < CLOSING - LONG_OPEN) & (closed > CLOSING) & (told(disputes, "owner") == "").to_numpy(bool)
    by_invoice = {
        "overdue_never_reminded": never_reminded(seen),
        "limitation_near": _lapsing(seen, "interrupted_on"),
        "retention_past_release": _retained_too_long(seen),
    }
    by_customer = {
        "formal_notice_due": last_letter_unanswered(seen),
        "claim_not_declared": _not_declared(seen),
        "insurer_notice_due": _insurer_not_told(seen),
        "disputes_after_due_date": _objects_when_due(seen),
    }
    made = [rows(STAGE, code, seen.ids("invoices", "invoice_id", flags)) for code, flags in by_invoice.items()]
    made += [rows(STAGE, code, seen.keys(flags)) for code, flags in by_customer.items()]
    made += [rows(STAGE, "dispute_without_owner", seen.ids("disputes", "dispute_id", orphan))]
    return [*made, rows(STAGE, "reminder_on_disputed_item", seen.ids("reminders", "reminder_id", disputed_then(seen)))]


def _lapsing(seen: Seen, interrupted: str) -> Flags:
    """Say what lapses within six months, counted from what interrupted its limitation."""
    invoices = seen.tables["invoices"]
    start = days(invoices, "due_date")
    if interrupted:
        again = days(invoices, interrupted)
        start = np.where(again < NEVER, again, start)
    late = (seen.booked.items["due"] < CLOSING).to_numpy(bool) & (seen.left > _SMALL)
    near = np.zeros(len(invoices), bool)
    public = (seen.text("segment") == "public").to_numpy(bool)
    for row in np.flatnonzero(late & (start < CLOSING - _OLD)):
        debtor: Debtor = "public" if public[seen.booked.items["customer"].iloc[row]] else "merchant"
        near[row] = is_near(from_day(int(start[row])), as_of=AS_OF, debtor=debtor)
    return near


def _retained_too_long(seen: Seen) -> Flags:
    """Say which retentions were to be released and are still owed, without a dispute."""
    invoices = seen.tables["invoices"]
    kept = np.minimum(cents_of(invoices, "retention_amount"), seen.left)
    released = (kept > _SMALL) & (days(invoices, "retention_due") < CLOSING)
    return np.asarray(released & (seen.claimable > 0) & ~frozen(seen), bool)


def _not_declared(seen: Seen) -> Flags:
    """Say whose insolvency was published, not more than six months ago, without a claim declared."""
    published, judged = seen.days("published_on"), seen.days("judgment_on")
    owner = seen.booked.items["customer"].to_numpy()
    old = (seen.booked.items["issue"].to_numpy() < judged[owner]) & (judged[owner] < NEVER)
    owed = summed(owner, np.where(old, np.maximum(seen.left, 0), 0), len(seen.customers))
    open_still = np.array(
        [day < NEVER and months_after(from_day(int(day)), _RELIEF_MONTHS) >= AS_OF for day in published], bool
    )
    return np.asarray((published <= CLOSING) & open_still & ~seen.given("claim_declared_on") & (owed > 0), bool)


def _insurer_not_told(seen: Seen) -> Flags:
    """Say who is insured and late by more than 60 days without the insurer knowing."""
    late = claimable_at(seen.booked, seen.tables, CLOSING, more_than=NOTICE) > 0
    oldest = np.full(len(seen.customers), NEVER, np.int64)
    since = late_since(seen.booked, seen.tables, CLOSING)[late]
    np.minimum.at(oldest, seen.booked.items["customer"].to_numpy()[late], since)
    told_on = seen.days("insurer_notice_on")
    untold = (told_on == NEVER) | (told_on < oldest)
    calm = seen.active & (seen.days("judgment_on") > CLOSING)
    return np.asarray(calm & (seen.cents("insured_limit") > 0) & (oldest < NEVER) & untold, bool)


def _objects_when_due(seen: Seen) -> Flags:
    """Say who objects five times a year or more, mostly in the ten days after the due date, and never with reason."""
    all_of, soon, right = objections(seen)
    return np.asarray((all_of >= OFTEN) & (soon >= SHARE * all_of) & (right == 0), bool)


def objections(seen: Seen) -> tuple[Whole, Whole, Whole]:
    """Return how often each customer objected in the year, in the ten days after the due date, and with reason."""
    disputes = seen.tables["disputes"]
    row = positions(disputes["invoice_id"], seen.tables["invoices"]["invoice_id"])
    opened, owner = days(disputes, "opened_on"), taken(seen.booked.items["customer"], row)
    after = opened - seen.booked.items["due"].to_numpy()[row]
    granted = (told(disputes, "outcome") == "granted").to_numpy(bool)
    lately, count = (opened > YEAR_BEFORE) & (opened <= CLOSING), len(seen.customers)
    all_of, soon, right = (
        summed(owner, (lately & flags).astype(np.int64), count)
        for flags in (lately, (after >= 1) & (after <= _SOON), granted)
    )
    return all_of, soon, right


def near_misses(seen: Seen) -> list[pd.DataFrame]:
    """Return what looks like a fault of stage 8 and is none."""
    invoices, kind = seen.tables["invoices"], seen.text("kind")
    overdue = (seen.booked.items["due"] < CLOSING - LONG_OPEN).to_numpy(bool)
    sold = overdue & (told(invoices, "financed") == "factor").to_numpy(bool) & (days(invoices, "settled_on") > CLOSING)
    old_debt = overdue & frozen(seen) & (seen.left > 0)
    hospital = (kind == "hospital").to_numpy(bool)
    slow = (seen.known["late"] > _SLOW).to_numpy(bool) & hospital
    small = overdue & (seen.left > 0) & (seen.left < 15_000) & (seen.claimable > 0)  # noqa: PLR2004  (150 euros)
    interrupted = _lapsing(seen, "") & ~_lapsing(seen, "interrupted_on")
    kept = (cents_of(invoices, "retention_amount") > 0) & (days(invoices, "retention_due") > CLOSING) & (seen.left > 0)
    statements = (told(seen.tables["reminders"], "invoice_id") == "").to_numpy(bool)
    cases = [
        ("overdue_never_reminded", "factor_chases", "invoices", "invoice_id", sold),
        ("overdue_never_reminded", "declared_and_frozen", "invoices", "invoice_id", old_debt),
        ("overdue_never_reminded", "grouped", "invoices", "invoice_id", small),
        ("overdue_never_reminded", "statement", "reminders", "reminder_id", statements),
        ("limitation_near", "interrupted", "invoices", "invoice_id", interrupted),
        ("retention_past_release", "not_released_yet", "invoices", "invoice_id", kept),
        ("formal_notice_due", "hospital", "customers", "customer_id", slow),
        ("insurer_notice_due", "insurer_told", "customers", "customer_id", _insurer_told(seen)),
        ("reminder_on_disputed_item", "answered_the_day_before", "reminders", "reminder_id", _just_after(seen)),
    ]
    return [
        rows(STAGE, code, seen.ids(table, key, flags), note, near_miss=True) for code, note, table, key, flags in cases
    ]


def _insurer_told(seen: Seen) -> Flags:
    late = claimable_at(seen.booked, seen.tables, CLOSING, more_than=NOTICE)
    owed = summed(seen.booked.items["customer"].to_numpy(), late, len(seen.customers)) > 0
    return owed & (seen.cents("insured_limit") > 0) & seen.given("insurer_notice_on") & ~_insurer_not_told(seen)


def _just_after(seen: Seen) -> Flags:
    """Say which reminders were sent on the day after a dispute was answered."""
    reminders, disputes = seen.tables["reminders"], seen.tables["disputes"]
    row = positions(reminders["invoice_id"], disputes["invoice_id"])
    closed = np.where(row >= 0, taken(days(disputes, "closed_on"), row), NEVER)
    second = (reminders["level"] >= _SECOND).to_numpy(bool)
    return np.asarray((days(reminders, "sent_on") == closed + 1) & second, bool)
