"""Harmless in stages 7 and 8: receipts, letters and disputes that look like a fault and are none.

Each case differs from a fault of `planted_receipts`, `planted_collection` or `planted_recovery` in one condition.
Units: whole cents with VAT, days since 1970.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cashkit.sample.booked import days, told
from cashkit.sample.planted_collection import COLLECTION
from cashkit.sample.planted_receipts import bills_not_reversed, cash
from cashkit.sample.planted_recovery import LONG_OPEN, OFTEN, SHARE, STAGE, objections
from cashkit.sample.reminded import last_letters
from cashkit.sample.seen import rows
from cashkit.sample.standing import CLOSING, YEAR_BEFORE
from cashkit.sample.steps import NEVER

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from cashkit.sample.seen import Seen

    Flags = NDArray[np.bool_]
    Case = tuple[str, str, str, list[str]]

_DECLARED_WITHIN = 60  # days from the publication: the least that two months can be


def near_misses(seen: Seen) -> list[pd.DataFrame]:
    """Return what looks like a fault of these stages and is none."""
    cases = [*_of_receipts(seen), *_of_financed(seen), *_of_letters(seen), *_of_disputes(seen)]
    return [rows(stage, code, keys, note, near_miss=True) for stage, code, note, keys in cases]


def _of_receipts(seen: Seen) -> list[Case]:
    """Return the receipts without a word of what they pay whose customer is known, and the bills taken back."""
    table, year = seen.tables["payments"], days(seen.tables["payments"], "payment_date") > YEAR_BEFORE
    owner, method = seen.booked.payments["customer"].to_numpy(), told(table, "method")
    received = cash(seen) & year & (owner >= 0) & (told(table, "reference") == "").to_numpy(bool)
    counter = (seen.text("kind") == "counter").to_numpy(bool)[owner]
    returned = year & (days(table, "returned_on") < NEVER) & (method == "bill").to_numpy(bool)
    found = [
        ("receipt_unidentified", "counter_sale", received & counter),
        ("receipt_unidentified", "known_by_its_account", received & (method == "transfer").to_numpy(bool) & ~counter),
        ("bill_return_not_reversed", "reversed", returned & ~bills_not_reversed(seen)),
    ]
    return [(COLLECTION, code, note, seen.ids("payments", "payment_id", flags)) for code, note, flags in found]


def _of_financed(seen: Seen) -> list[Case]:
    """Return what was financed and customers have paid since."""
    table, due = seen.tables["invoices"], seen.booked.items["due"].to_numpy()
    means, settled = told(table, "financed"), days(table, "settled_on")
    factored = (means == "factor").to_numpy(bool) & (settled > YEAR_BEFORE) & (settled <= CLOSING)
    matured = (means == "discounted").to_numpy(bool) & (due > YEAR_BEFORE) & (due <= CLOSING)
    code = "financed_receivables_left_out"
    return [
        (COLLECTION, code, "factor_was_paid", seen.ids("invoices", "invoice_id", factored)),
        (COLLECTION, code, "bill_has_matured", seen.ids("invoices", "invoice_id", matured)),
    ]


def _of_letters(seen: Seen) -> list[Case]:
    """Return the last letters that were answered, are too young or ask for nothing, and the claims declared in time."""
    letters = last_letters(seen)
    published, declared = seen.days("published_on"), seen.days("claim_declared_on")
    found = [
        ("formal_notice_due", "paid_since", letters.old & (letters.paid > letters.sent)),
        ("formal_notice_due", "nothing_claimable_left", letters.old & ~letters.owed),
        ("formal_notice_due", "sent_lately", letters.young & letters.owed),
        ("claim_not_declared", "declared_in_time", (declared < NEVER) & (declared <= published + _DECLARED_WITHIN)),
    ]
    return [(STAGE, code, note, seen.keys(flags)) for code, note, flags in found]


def _of_disputes(seen: Seen) -> list[Case]:
    """Return the disputes without an owner that are over, and those who object often, but sooner or with reason."""
    disputes = seen.tables["disputes"]
    opened, closed = days(disputes, "opened_on"), days(disputes, "closed_on")
    owned = (told(disputes, "owner") != "").to_numpy(bool)
    long_open = (opened < CLOSING - LONG_OPEN) & (closed > CLOSING)
    all_of, soon, right = objections(seen)
    often = all_of >= OFTEN
    return [
        (STAGE, "dispute_without_owner", "closed", seen.ids("disputes", "dispute_id", ~owned & (closed <= CLOSING))),
        (STAGE, "dispute_without_owner", "in_hand", seen.ids("disputes", "dispute_id", owned & long_open)),
        (STAGE, "disputes_after_due_date", "with_reason", seen.keys(often & (right > 0))),
        (STAGE, "disputes_after_due_date", "before_the_due_date", seen.keys(often & (soon < SHARE * all_of))),
    ]
