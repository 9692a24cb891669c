"""Planted in stage 6 by the cycle: invoices late, due too late, numbered with gaps, doubled, without or beyond goods.

Units: whole cents with VAT, days.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.law.latest_due_date import latest_due_days
from cashkit.sample.booked import cents_of, days, told
from cashkit.sample.delivered import invoice_rows
from cashkit.sample.market import RATES
from cashkit.sample.planted_orders import ROUNDING, due_by
from cashkit.sample.seen import rows
from cashkit.sample.standing import CLOSING, YEAR_BEFORE
from cashkit.sample.steps import NEVER

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.sample.seen import Seen

    Flags = NDArray[np.bool_]
    Whole = NDArray[np.int64]

INVOICE = "invoice"
SENT_WITHIN = 5
_LATE, _SEEN_AFTER = 10, 30
_STANDARD = 20
NUMBER = re.compile(r"(.*?)(\d+)(\D*)$")


def planted(seen: Seen) -> list[pd.DataFrame]:
    """Return the true cases of these codes."""
    table = seen.tables["invoices"]
    issue = days(table, "issue_date")
    last, sums = goods_of(seen)
    goods = told(table, "nature").isin(["goods", ""]).to_numpy()
    monthly = (seen.text("invoicing") == "monthly").to_numpy()[seen.owner("invoices")]
    found = {
        "invoice_late": ~monthly & (last < NEVER) & (issue - last > _LATE),
        "due_date_beyond_cap": _beyond_cap(seen),
        "invoice_doubled": _doubled(table),
        "invoice_without_delivery": goods & (last >= NEVER) & (issue < CLOSING - _SEEN_AFTER),
        "invoice_exceeds_delivery": goods & (last < NEVER) & (cents_of(table, "amount") * 100 > sums * 101),
        "vat_incoherent": _incoherent(table),
        "invoice_not_sent": _not_sent(table),
    }
    mine = invoices_of_the_year(table)
    made = [rows(INVOICE, code, seen.ids("invoices", "invoice_id", at & mine)) for code, at in found.items()]
    return [*made, rows(INVOICE, "numbering_gap", missing_numbers(table))]


def near_misses(seen: Seen) -> list[pd.DataFrame]:
    """Return what looks like a fault of these codes and is none."""
    table, mine = seen.tables["invoices"], invoices_of_the_year(seen.tables["invoices"])
    nature, issue = told(table, "nature"), days(table, "issue_date")
    last, _ = goods_of(seen)
    due, own = days(table, "due_date"), _own_due(seen)
    beyond = (due > latest_due_days(issue)) & (due <= own)
    monthly = (seen.text("invoicing") == "monthly").to_numpy()[seen.owner("invoices")]
    found = [
        ("invoice_without_delivery", (nature == "deposit").to_numpy(), "deposit"),
        ("invoice_without_delivery", (nature == "service").to_numpy(), "service"),
        ("invoice_late", spread(seen), "several_shipments"),
        ("invoice_late", monthly & (last < NEVER) & (issue - last > 0), "monthly"),
        ("due_date_beyond_cap", beyond, "terms_of_the_account"),
        ("vat_incoherent", told(table, "vat_regime").isin(["fitted", "reverse_charge"]).to_numpy(), "lawful_rate"),
    ]
    return [
        rows(INVOICE, code, seen.ids("invoices", "invoice_id", at & mine), note, near_miss=True)
        for code, at, note in found
    ]


def invoices_of_the_year(invoices: pd.DataFrame) -> Flags:
    """Say which rows are invoices issued in the year."""
    issue = days(invoices, "issue_date")
    return np.asarray((told(invoices, "kind") == "invoice").to_numpy() & (issue > YEAR_BEFORE) & (issue <= CLOSING))


def goods_of(seen: Seen) -> tuple[Whole, Whole]:
    """Return the day of the last delivery of each invoice (NEVER: none), and the sum of its deliveries."""
    table, deliveries = seen.tables["invoices"], seen.tables["deliveries"]
    row = invoice_rows(deliveries, table)
    linked = row >= 0
    last = np.full(len(table), -1, np.int64)
    np.maximum.at(last, row[linked], days(deliveries, "delivered_on")[linked])
    sums = np.zeros(len(table), np.int64)
    np.add.at(sums, row[linked], cents_of(deliveries, "amount")[linked])
    return np.where(last < 0, NEVER, last), sums


def spread(seen: Seen) -> Flags:
    """Say which invoices charge several deliveries of different days."""
    table, deliveries = seen.tables["invoices"], seen.tables["deliveries"]
    row, day = invoice_rows(deliveries, table), days(deliveries, "delivered_on")
    first, last = np.full(len(table), NEVER, np.int64), np.full(len(table), -1, np.int64)
    np.minimum.at(first, row[row >= 0], day[row >= 0])
    np.maximum.at(last, row[row >= 0], day[row >= 0])
    return np.asarray((last >= 0) & (last > first))


def _own_due(seen: Seen) -> Whole:
    """Return the due day of each invoice by the terms of its account."""
    table, owner = seen.tables["invoices"], seen.owner("invoices")
    account = seen.text("payment_terms").iloc[owner].reset_index(drop=True)
    return due_by(account, days(table, "issue_date"))


def _beyond_cap(seen: Seen) -> Flags:
    """Say which due days are later than the law allows and than the account's terms say."""
    table, owner = seen.tables["invoices"], seen.owner("invoices")
    bound = seen.firm & seen.home & ~seen.given("guarantee") & (seen.text("segment") != "export").to_numpy()
    due = days(table, "due_date")
    latest = latest_due_days(np.clip(days(table, "issue_date"), 0, CLOSING)).astype(np.int64)
    return np.asarray(bound[owner] & (due < NEVER) & (due > latest) & (due > _own_due(seen)))


def _doubled(invoices: pd.DataFrame) -> Flags:
    """Say which invoices charge an order a second time for the same amount, neither being corrected."""
    credited = set(told(invoices, "corrects")) - {""}
    live = (told(invoices, "kind") == "invoice") & (told(invoices, "order_id") != "")
    live &= ~told(invoices, "invoice_id").isin(credited)
    of = invoices[live].assign(cents=cents_of(invoices, "amount")[live.to_numpy()])
    of = of.sort_values(["issue_date", "invoice_id"], kind="stable")
    again = of.duplicated(["customer_id", "order_id", "cents"])
    return np.isin(np.arange(len(invoices)), np.flatnonzero(live)[np.argsort(_rank(of, live))][again.to_numpy()])


def _rank(of: pd.DataFrame, live: pd.Series) -> Whole:
    """Return the place that each live row has once sorted."""
    rank = pd.Series(np.arange(len(of)), index=of.index)
    return rank.reindex(live.index[live]).to_numpy(np.int64)


def _incoherent(invoices: pd.DataFrame) -> Flags:
    """Say of which invoices the VAT is not that of their regime."""
    vat, amount = cents_of(invoices, "vat"), cents_of(invoices, "amount")
    given = invoices["amount_excl_vat"].notna().to_numpy()
    net = np.where(given, cents_of(invoices, "amount_excl_vat"), amount - vat)
    rate = told(invoices, "vat_regime").map(RATES).to_numpy(float)
    low, high = np.where(np.isnan(rate), 0, rate), np.where(np.isnan(rate), _STANDARD, rate)
    off = (vat < net * low / 100 - ROUNDING - 1e-6) | (vat > net * high / 100 + ROUNDING + 1e-6)
    return np.asarray(off & invoices["vat"].notna().to_numpy())


def _not_sent(invoices: pd.DataFrame) -> Flags:
    """Say which invoices never left, or left late."""
    issue, sent = days(invoices, "issue_date"), days(invoices, "sent_on")
    never = (sent >= NEVER) & (issue < CLOSING - SENT_WITHIN)
    return np.asarray(never | ((sent < NEVER) & (sent > issue + SENT_WITHIN)))


def missing_numbers(invoices: pd.DataFrame) -> list[str]:
    """Return the first of each run of numbers that no invoice bears, between two of one series and of the year.

    >>> numbers = {"invoice_id": ["F2025-01", "F2025-04", "A2025-01"], "kind": ["invoice", "invoice", "credit_note"]}
    >>> missing_numbers(pd.DataFrame(numbers | {"issue_date": "2025-05-05"}))
    ['F2025-02']
    """
    issue = days(invoices, "issue_date")
    of = told(invoices, "kind").isin(["invoice", "credit_note"]).to_numpy() & (issue > YEAR_BEFORE) & (issue <= CLOSING)
    known: dict[tuple[str, str], dict[int, int]] = {}
    for text in told(invoices, "invoice_id")[of]:
        match = NUMBER.match(text)
        if match:
            known.setdefault((match[1], match[3]), {})[int(match[2])] = len(match[2])
    found = []
    for (before, after), numbers in sorted(known.items()):
        used = sorted(numbers)
        found += [
            f"{before}{low + 1:0{numbers[low]}d}{after}" for low, high in itertools.pairwise(used) if high - low > 1
        ]
    return found
