"""Harmless in stages 4 to 6: orders, deliveries and invoices that look like a fault and are none.

Each case differs from a fault of `planted_orders`, `planted_deliveries` or `planted_invoices` in one condition.
Units: whole cents with VAT, days since 1970.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.sample.booked import cents_of, days, positions, told
from cashkit.sample.planted_deliveries import DELIVERY, to_reclaim
from cashkit.sample.planted_invoices import INVOICE, NUMBER, SENT_WITHIN, goods_of, invoices_of_the_year, spread
from cashkit.sample.planted_orders import ORDER, approved, begun, longer, of_the_year
from cashkit.sample.seen import rows
from cashkit.sample.standing import CLOSING, YEAR_BEFORE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.sample.seen import Seen

    Flags = NDArray[np.bool_]
    Case = tuple[str, str, str, list[str]]


def near_misses(seen: Seen) -> list[pd.DataFrame]:
    """Return what looks like a fault of these stages and is none."""
    cases = [*_of_orders(seen), *_of_deliveries(seen), *_of_invoices(seen)]
    return [rows(stage, code, keys, note, near_miss=True) for stage, code, note, keys in cases]


def _of_orders(seen: Seen) -> list[Case]:
    table, live = seen.tables["orders"], of_the_year(seen.tables["orders"])
    asked, got = cents_of(table, "deposit_agreed"), cents_of(table, "deposit_received")
    account = (seen.text("payment_terms") == "").to_numpy(bool)[seen.owner("orders")]
    own = (told(table, "payment_terms") != "").to_numpy(bool)
    found = [
        ("order_terms_longer", "approved", longer(seen) & approved(seen)),
        ("order_terms_longer", "account_without_terms", own & account),
        ("deposit_not_received", "received_before", (asked > 0) & (got >= asked) & begun(seen)),
    ]
    return [(ORDER, code, note, seen.ids("orders", "order_id", flags & live)) for code, note, flags in found]


def _of_deliveries(seen: Seen) -> list[Case]:
    table, orders = seen.tables["deliveries"], seen.tables["orders"]
    day, order = days(table, "delivered_on"), told(table, "order_id")
    year = (day > YEAR_BEFORE) & (day <= CLOSING)
    row = positions(order, orders["order_id"])
    frames = (told(orders, "frame_order_id") != "").to_numpy(bool)
    called = (row >= 0) & frames[row] & told(table, "kind").eq("shipped").to_numpy(bool)
    owner, judged = seen.owner("deliveries"), seen.days("judgment_on")
    before = np.bincount(owner[day < judged[owner]], minlength=len(judged)) > 0
    gone = (seen.days("published_on") <= CLOSING) & before & ~to_reclaim(seen)
    return [
        (DELIVERY, "delivery_without_order", "called_off", seen.ids("deliveries", "delivery_id", year & called)),
        (DELIVERY, "goods_to_reclaim", "nothing_left_in_time", seen.keys(gone)),
    ]


def _of_invoices(seen: Seen) -> list[Case]:
    table, mine = seen.tables["invoices"], invoices_of_the_year(seen.tables["invoices"])
    _, sums = goods_of(seen)
    whole = cents_of(table, "amount") * 100 <= sums * 101
    after = days(table, "sent_on") - days(table, "issue_date")
    found = [
        ("invoice_exceeds_delivery", "several_shipments", mine & spread(seen) & whole),
        ("invoice_not_sent", "sent_within_five_days", mine & (after > 1) & (after <= SENT_WITHIN)),
        ("invoice_doubled", "bill_of_exchange", _same_again(seen, "bill")),
        ("invoice_doubled", "payment_returned", _same_again(seen, "reject")),
    ]
    made = [(INVOICE, code, note, seen.ids("invoices", "invoice_id", flags)) for code, note, flags in found]
    return [*made, (INVOICE, "numbering_gap", "series_restarts", _first_numbers(seen.tables["invoices"]))]


def _same_again(seen: Seen, kind: str) -> Flags:
    """Say which rows of the year repeat an invoice of their customer to the cent without being one."""
    table, issue = seen.tables["invoices"], days(seen.tables["invoices"], "issue_date")
    key = pd.MultiIndex.from_arrays([told(table, "customer_id"), cents_of(table, "amount")])
    invoices = (told(table, "kind") == "invoice").to_numpy(bool)
    again = (told(table, "kind") == kind).to_numpy(bool) & (issue > YEAR_BEFORE) & (issue <= CLOSING)
    return np.asarray(again & key.isin(key[invoices]))


def _first_numbers(invoices: pd.DataFrame) -> list[str]:
    """Return the first number of each series of the year: none is missing before it.

    >>> numbers = {"invoice_id": ["F2025-02", "F2025-01", "A2025-01", "F2024-09"], "kind": "invoice"}
    >>> _first_numbers(pd.DataFrame(numbers | {"issue_date": ["2025-05-05"] * 3 + ["2024-05-05"]}))
    ['F2025-01', 'A2025-01']
    """
    issue = days(invoices, "issue_date")
    of = told(invoices, "kind").isin(["invoice", "credit_note"]).to_numpy() & (issue > YEAR_BEFORE) & (issue <= CLOSING)
    matched = [(text, NUMBER.match(text)) for text in told(invoices, "invoice_id")[of]]
    return [text for text, match in matched if match and int(match[2]) == 1]
