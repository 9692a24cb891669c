"""Prepared arrays: the default engine. Built once per dossier, asked many times.

Each question is a handful of passes over columns of small integers (`np.add.at` on int64 cents,
exact for any sum): a slider on `as_of` stays live at a million invoices.
"""

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cashkit.dossier.books import NO_DAY, Allocations, Books, joined
from cashkit.dossier.engine.interface import Bucket, Cells, Key, Label, Month, Query, Span, Spells, View
from cashkit.dossier.engine.rows import open_rows
from cashkit.dossier.engine.spells import spells_of
from cashkit.dossier.fallback import fallback
from cashkit.dossier.tables import INVOICE_KINDS, PAYMENT_KINDS
from cashkit.ground.calendar import month_index

Int32 = NDArray[np.int32]
Int64 = NDArray[np.int64]
Whole = NDArray[np.signedinteger]  # any width
Columns = dict[str, Whole]
CREDIT_KINDS = (*PAYMENT_KINDS, "credit_note")
_SIGN = ("owed", "credited")
_SPARSE = 16


@dataclass(frozen=True)
class Allocated:
    """Allocations with the attributes of both their sides beside them."""

    rows: Allocations
    customer: Int32
    credit_customer: Int32
    kind: NDArray[np.int8]
    credit_kind: NDArray[np.int8]
    issue: Int32
    due: Int32


class Arrays:
    """The engine over the books of one dossier."""

    views: tuple[View, ...] = ("matched", "strict")

    def __init__(self, books: Books) -> None:
        """Keep the books; what costs is computed at the first question that needs it."""
        self.books = books

    @cached_property
    def _given(self) -> Allocated:
        return self._allocated(self.books.allocations)

    @cached_property
    def fallback(self) -> Allocations:
        """The allocations that the rules add to the given ones."""
        return self.books.by_rule if len(self.books.by_rule) else fallback(self.books)

    @cached_property
    def matched(self) -> Allocations:
        """All allocations, given or by rule."""
        return joined(self.books.allocations, self.fallback)

    @cached_property
    def _all(self) -> Allocated:
        return self._given if not len(self.fallback) else self._allocated(self.matched)

    def _allocated(self, rows: Allocations) -> Allocated:
        items, credits = self.books.items, self.books.credits
        of_item = rows.credit >= len(credits)
        payment = np.where(of_item, 0, rows.credit)
        note = rows.credit[of_item] - len(credits)
        credit_customer, credit_kind = items.customer[rows.item], np.full(len(rows), len(PAYMENT_KINDS), np.int8)
        if len(credits):
            credit_customer, credit_kind = credits.customer[payment], credits.kind[payment]
        credit_customer[of_item], credit_kind[of_item] = items.customer[note], len(PAYMENT_KINDS)
        return Allocated(
            rows,
            items.customer[rows.item],
            credit_customer,
            items.kind[rows.item],
            credit_kind,
            items.issue[rows.item],
            items.due[rows.item],
        )

    def allocated(self, view: View) -> tuple[Allocated, Int32]:
        """Return the allocations of a view and the day from which it counts each."""
        if view == "strict":
            return self._given, self._given.rows.strict_from
        return self._all, self._all.rows.on

    def labels(self, column: str) -> NDArray[np.generic]:
        """Return what the codes of a label column stand for."""
        fixed = {"kind": INVOICE_KINDS, "credit_kind": CREDIT_KINDS, "sign": _SIGN}
        return np.array(fixed[column], object) if column in fixed else self.books.customers

    def cells(self, query: Query) -> Cells:
        """Sum cents by keys (see `Engine.cells`)."""
        columns, when, cents = self._columns(query)
        if query.until is not None:
            cents = np.where(when <= query.until, cents, 0)
        sizes, code = [], np.zeros(len(cents), np.int64)
        firsts = []
        for key in query.keys:
            value, first, size = self._coded(key, columns, query)
            code *= size
            code += value
            sizes.append(size)
            firsts.append(first)
        hit, total = _totals(code, cents, sizes)
        keys = np.unravel_index(hit, sizes) if sizes else ()
        return Cells([k.astype(np.int64) + first for k, first in zip(keys, firsts, strict=True)], total)

    def _columns(self, query: Query) -> tuple[Columns, Int32, Int64]:
        items, credits = self.books.items, self.books.credits
        if query.source == "items":
            sign = (items.cents < 0).view(np.int8)
            columns: Columns = {
                "customer": items.customer,
                "kind": items.kind,
                "sign": sign,
                "issue": items.issue,
                "due": items.due,
                "posted": items.posted,
            }
            return columns, items.posted, items.cents
        if query.source == "credits":
            return (
                {"customer": credits.customer, "credit_kind": credits.kind, "posted": credits.posted},
                credits.posted,
                credits.cents,
            )
        rows, when = self.allocated(query.view)
        columns = {
            "customer": rows.customer, "credit_customer": rows.credit_customer, "kind": rows.kind,
            "credit_kind": rows.credit_kind, "issue": rows.issue, "due": rows.due, "effective": when,
        }  # fmt: skip
        return columns, when, rows.rows.cents

    def _coded(self, key: Key, columns: Columns, query: Query) -> tuple[Whole, int, int]:
        """Return a key as codes from 0, the value of code 0, and how many codes there are."""
        if isinstance(key, Label):
            return columns[key.column], 0, max(len(self.labels(key.column)), 1)
        if isinstance(key, Bucket):
            late = key.at - columns["due"]
            value = (late > 0).astype(np.int8)
            for edge in key.edges:
                value += late > edge
            return value, 0, len(key.edges) + 2
        value = self._month(key, columns, query) if isinstance(key, Month) else _span(key, columns)
        if not len(value):
            return value, 0, 1
        first, last = int(value.min()), int(value.max())
        return value - first, first, last - first + 1

    def _month(self, key: Month, columns: Columns, query: Query) -> Whole:
        name = (query.source, query.view if query.source == "allocations" else "", key.of)
        if name not in self._months:
            day = columns["due"] + 1 if key.of == "due_exit" else columns[key.of]
            self._months[name] = month_index(day)
        return self._months[name]

    @cached_property
    def _months(self) -> dict[tuple[str, str, str], Whole]:
        return {}

    def spells(self, until: int, view: View) -> Spells:
        """Return how long the items owed stayed unpaid, as known on a day."""
        rows, when = self.allocated(view)
        return spells_of(self.books, rows.rows, when, until)

    def open_items(self, until: int, view: View) -> pd.DataFrame:
        """Return the items and credits with anything open on a day."""
        rows, when = self.allocated(view)
        return open_rows(self.books, rows.rows, when, until)

    def span(self) -> tuple[int, int]:
        """Return the first and the last posting day (0, 0 for empty books)."""
        days = np.concatenate([self.books.items.posted, self.books.credits.posted])
        days = days[days != NO_DAY]
        return (int(days.min()), int(days.max())) if len(days) else (0, 0)


def _totals(code: Int64, cents: Int64, sizes: list[int]) -> tuple[Int64, Int64]:
    """Return the cells that are not nil and their cents.

    By direct address, or by sorting where the cells outnumber the rows by far.
    """
    cells = math.prod(sizes)
    if cells > _SPARSE * (len(cents) + 1_000):
        hit, place = np.unique(code, return_inverse=True)
        total = np.zeros(len(hit), np.int64)
        np.add.at(total, place, cents)
        return hit[total != 0], total[total != 0]
    dense = np.zeros(cells, np.int64)
    np.add.at(dense, code, cents)
    hit = np.flatnonzero(dense)
    return hit, dense[hit]


def _span(key: Span, columns: Columns) -> Whole:
    end = columns["effective"] if key.to is None else key.to
    return np.asarray(end - columns[key.since])
