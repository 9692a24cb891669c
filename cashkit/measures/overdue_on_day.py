"""Overdue on a day: what a customer could be chased for at the end of that day, asked for many customers and days.

Only what is late by more than a number of days, and claimable on that day: neither doubtful (416),
nor retention before its release, nor financed (factor, discounted bill), nor in dispute on that day, nor
older than a judgment of insolvency. An order or a delivery is judged by it.

>>> import pandas as pd
>>> from cashkit.dossier.dossier import Dossier
>>> invoices = pd.DataFrame({"invoice_id": ["F1", "F2"], "customer_id": "C1", "kind": "invoice",
...     "issue_date": "2025-01-01", "due_date": ["2025-01-31", "2025-02-10"], "amount": [900.0, 100.0]})
>>> disputes = pd.DataFrame({"dispute_id": ["L1"], "invoice_id": ["F1"], "opened_on": ["2025-03-10"]})
>>> dossier = Dossier.of(name="case", invoices=invoices, disputes=disputes)
>>> days = ["2025-03-02", "2025-03-03", "2025-03-10", "2025-03-13"]  # F1 is 30, 31 days late, disputed; F2 31
>>> overdue_on(dossier, "C1", days, more_than=30).tolist()
[0, 90000, 0, 10000]

Doubtful and financed are known as they are today, the rest as of each day.
Units: whole cents, VAT included.
Errors: `ArgumentError` for what is no date; `NotAvailableError` for tables that stay on an engine (DuckDB, Spark).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.dossier.books import NO_DAY
from cashkit.dossier.engine.arrays import Arrays
from cashkit.dossier.table_columns import TableColumns, columns_of, first_rows
from cashkit.dossier.tables import INVOICE_KINDS
from cashkit.ground.errors import NotAvailableError
from cashkit.measures.customer_facts import as_text, customer_facts
from cashkit.measures.delivery_links import NEVER
from cashkit.measures.exposure_on_day import day_numbers
from cashkit.measures.retention import ACCOUNT
from cashkit.measures.running_balance import RunningBalance

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from cashkit.dossier.dossier import Dossier

    Bool = NDArray[np.bool_]
    Int32 = NDArray[np.int32]
    Int64 = NDArray[np.int64]

_TWENTIETH = 20
_DOUBTFUL = "416"


@dataclass(frozen=True, eq=False)
class DailyOverdue:
    """What of every customer is overdue and claimable, day by day."""

    customers: NDArray[np.object_]
    balance: RunningBalance

    def on(self, customer_ids: ArrayLike, days: ArrayLike) -> Int64:
        """Return what is overdue of each customer at the end of each day."""
        ids, day = np.broadcast_arrays(as_text(np.atleast_1d(np.asarray(customer_ids, object))), day_numbers(days))
        return self.balance.at(first_rows(self.customers, ids), day)


def overdue_on(dossier: Dossier, customer_ids: ArrayLike, days: ArrayLike, *, more_than: int) -> Int64:
    """Return what is claimable and late by more than a number of days, in cents, of each customer on each day."""
    return daily_overdue(dossier, more_than=more_than).on(customer_ids, days)


def daily_overdue(dossier: Dossier, *, more_than: int) -> DailyOverdue:
    """Return what is claimable and late by more than a number of days, ready for any customers and days."""
    engine = dossier.engine
    if not isinstance(engine, Arrays):
        raise NotAvailableError("measures.needs_memory")
    late = _late(_spans(engine), dossier, engine, more_than)
    late = _before_judgment(late, dossier, engine)
    parts = [late, _in_dispute(late, dossier)]
    item, start, end, cents = (np.concatenate([getattr(part, name) for part in parts]) for name in Spans.NAMES)
    customer = engine.books.items.customer[item]
    moves = (np.tile(customer, 2), np.concatenate([start, end]), np.concatenate([cents, -cents]))
    return DailyOverdue(as_text(engine.books.customers), RunningBalance.of(*moves))


@dataclass(frozen=True, eq=False)
class Spans:
    """Stretches of days, the last one left out, on which so much of an item stands open."""

    NAMES = ("item", "start", "end", "cents")
    item: Int64
    start: Int32
    end: Int32
    cents: Int64

    def during(self, start: Int32, end: Int32) -> Spans:
        """Return what of the stretches lies between two days of each, the last one left out."""
        first, last = np.maximum(self.start, start), np.minimum(self.end, end)
        kept = (first < last) & (self.cents != 0)
        return Spans(self.item[kept], first[kept], last[kept], self.cents[kept])


def _spans(engine: Arrays) -> Spans:
    """Return what is open of each item owed, from its posting or an allocation up to the next one."""
    items, rows = engine.books.items, engine.matched
    owed = np.flatnonzero(items.cents > 0)
    item = np.concatenate([owed, rows.item])
    start = np.concatenate([items.posted[owed], rows.on])
    moved = np.concatenate([items.cents[owed], -rows.cents])
    order = np.lexsort((moved <= 0, start, item))  # an item stands there before anything settles it
    item, start, total = item[order].astype(np.int64), start[order], np.cumsum(moved[order])
    if not len(item):
        return Spans(item, start, start, total)
    ends = np.append(item[1:] != item[:-1], True)
    first = np.flatnonzero(np.append(True, ends[:-1]))
    before = np.repeat(np.append(0, total)[first], np.diff(np.append(first, len(item))))
    return Spans(item, start, np.where(ends, NEVER, np.append(start[1:], NEVER)), total - before)


def _late(spans: Spans, dossier: Dossier, engine: Arrays, more_than: int) -> Spans:
    """Return the stretches on which something is late by more than the days asked for, and not set apart."""
    facts = _Facts.of(dossier, len(engine.books.items))
    due, at = engine.books.items.due, spans.item
    kept = facts.retained(spans, engine)
    parts = [
        (spans.cents - kept, np.where(due == NO_DAY, NEVER, due)[at]),
        (kept, np.where(facts.release == NO_DAY, NEVER, facts.release)[at]),
    ]
    free = ~facts.apart[at]
    late = [
        Spans(at, spans.start, spans.end, np.where(free, cents, 0)).during(_after(from_day, more_than), spans.end)
        for cents, from_day in parts
    ]
    return Spans(*(np.concatenate([getattr(part, name) for part in late]) for name in Spans.NAMES))


def _after(day: Int32, more_than: int) -> Int32:
    return np.where(day == NEVER, NEVER, day + np.int32(more_than + 1)).astype(np.int32)


@dataclass(frozen=True, eq=False)
class _Facts:
    """What the invoices say of each item: set apart altogether, retained, released on."""

    apart: Bool
    on_retention: Bool
    retention: Int64
    release: Int32

    @classmethod
    def of(cls, dossier: Dossier, count: int) -> _Facts:
        """Return the facts of the items; those beyond the table of invoices have none."""
        table = columns_of(dossier, "invoices") or TableColumns(pd.DataFrame())
        account = table.ids("account").astype(str)
        apart = table.flags("doubtful") | np.char.startswith(account, _DOUBTFUL) | table.given("financed")
        more = count - len(table)
        return cls(
            np.append(apart, np.zeros(more, bool)),
            np.append(np.char.startswith(account, ACCOUNT), np.zeros(more, bool)),
            np.append(table.cents("retention_amount"), np.zeros(more, np.int64)),
            np.append(table.days("retention_due"), np.full(more, NO_DAY, np.int32)),
        )

    def retained(self, spans: Spans, engine: Arrays) -> Int64:
        """Return what of each stretch is retention: as given, else by its account, else exactly 5 % of an invoice."""
        items, at = engine.books.items, spans.item
        invoice = items.kind[at] == INVOICE_KINDS.index("invoice")
        twentieth = invoice & (np.abs(spans.cents * _TWENTIETH - items.cents[at]) < _TWENTIETH)
        whole = np.where(self.on_retention[at] | twentieth, spans.cents, 0)
        return np.where(self.retention[at] > 0, np.minimum(self.retention[at], spans.cents), whole)


def _before_judgment(late: Spans, dossier: Dossier, engine: Arrays) -> Spans:
    """Return the stretches up to the judgment, for items issued before it."""
    books = engine.books
    judged = customer_facts(dossier).days("judgment_on", books.customers)[books.items.customer[late.item]]
    frozen = (judged != NO_DAY) & (books.items.issue[late.item] < judged)
    return late.during(late.start, np.where(frozen, judged, NEVER))


def _in_dispute(late: Spans, dossier: Dossier) -> Spans:
    """Return, below zero, what of the stretches lies in a dispute."""
    disputed = _disputed(dossier)
    order = np.argsort(late.item, kind="stable")
    first, last = (np.searchsorted(late.item[order], disputed.item, side) for side in ("left", "right"))
    several = last - first
    dispute = np.repeat(np.arange(len(disputed.item)), several)
    place = np.arange(len(dispute)) - np.repeat(np.cumsum(several) - several, several) + np.repeat(first, several)
    row = order[place]
    pairs = Spans(late.item[row], late.start[row], late.end[row], -late.cents[row])
    return pairs.during(disputed.start[dispute], disputed.end[dispute])


def _disputed(dossier: Dossier) -> Spans:
    """Return the stretches on which each item is in dispute, each day once however many disputes there are."""
    disputes, invoices = columns_of(dossier, "disputes"), columns_of(dossier, "invoices")
    if disputes is None or invoices is None:
        nothing = np.empty(0, np.int64)
        return Spans(nothing, nothing.astype(np.int32), nothing.astype(np.int32), nothing)
    item = first_rows(invoices.ids("invoice_id"), disputes.ids("invoice_id"))
    start, closed = disputes.days("opened_on"), disputes.days("closed_on")
    known = np.flatnonzero((item >= 0) & (start != NO_DAY))
    order = known[np.lexsort((start[known], item[known]))]
    item, start, end = item[order], start[order], np.where(closed == NO_DAY, NEVER, closed)[order]
    until = np.asarray(pd.Series(end).groupby(item).cummax().groupby(item).shift(fill_value=NO_DAY), np.int32)
    return Spans(item, start, end, np.ones(len(item), np.int64)).during(until, end)
