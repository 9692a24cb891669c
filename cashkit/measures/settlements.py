"""Settlement: the part of an item that left the ledger on a day, as cash or otherwise, as known on a day.

An invoice paid in two goes has two settlements, and what is left of it is a third part that has not left yet. A
bill accepted is no cash: its invoice leaves when its bill is paid, and is still there until then. A payment known to
have come back, a credit note, a write-off, a set-off or a bill discounted at the bank leave otherwise.

>>> import pandas as pd
>>> from cashkit.dossier.dossier import Dossier
>>> invoices = pd.DataFrame({"invoice_id": ["F1"], "customer_id": "C1", "kind": "invoice",
...     "issue_date": "2025-11-01", "due_date": "2025-12-01", "amount": [100.0]})
>>> paid = pd.DataFrame({"payment_id": ["P1"], "customer_id": "C1", "payment_date": "2025-12-05", "amount": [60.0]})
>>> used = pd.DataFrame({"credit_id": ["P1"], "invoice_id": ["F1"], "amount": [60.0], "allocated_on": "2025-12-05"})
>>> ledger = settlements(Dossier.of(name="case", invoices=invoices, payments=paid, allocations=used), view="strict")
>>> found = ledger.known_on(20_453)  # 31 December 2025
>>> found.cents.tolist(), (20_453 - found.day).tolist(), found.left.tolist()
([6000, 4000], [26, 0], [1, 0])

Units: whole cents, day numbers; `left` is 0 (still there), 1 (cash), 2 (otherwise).
Tables that stay on an engine (DuckDB, Spark) have no settlements: None.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from cashkit.dossier.books import NO_DAY
from cashkit.dossier.engine.arrays import Arrays
from cashkit.dossier.table_columns import columns_of
from cashkit.dossier.tables import PAYMENT_KINDS
from cashkit.measures.bills import bill_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.dossier.books import Allocations, Books
    from cashkit.dossier.dossier import Dossier
    from cashkit.dossier.engine.interface import View

    Int32 = NDArray[np.int32]
    Int64 = NDArray[np.int64]
    Bool = NDArray[np.bool_]

OPEN, CASH, OTHERWISE = 0, 1, 2
_CASH_KIND = PAYMENT_KINDS.index("payment")


@dataclass(frozen=True, eq=False)
class Settled:
    """Parts of items as known on a day: the item's row, its cents, the day it left (or that day), and how.

    `since` is the day from which the ledger shows it: earlier than `day` where a bill was accepted first.
    """

    item: Int64
    cents: Int64
    day: Int64
    left: Int64
    since: Int64

    def where(self, rows: Bool) -> Settled:
        """Return some of the parts."""
        return Settled(*(getattr(self, name)[rows] for name in ("item", "cents", "day", "left", "since")))


@dataclass(frozen=True, eq=False)
class Settlements:
    """The allocations of a dossier in one view, ready to be asked at any day."""

    books: Books
    rows: Allocations
    when: Int32
    cash: Bool
    returned: Int32
    bill: Int64

    @cached_property
    def oldest_first(self) -> Int64:
        """The items customer by customer, each from its oldest due date on."""
        return np.lexsort((self.books.items.due, self.books.items.customer))

    def left_on(self, until: int) -> tuple[Int64, Int64]:
        """Return what is left of each item and of each payment on a day, nothing of those posted later."""
        known = self.rows.where(self.when <= until)
        items, credits = self.books.items, self.books.credits
        owed, unused = self.books.open_items(known), self.books.open_credits(known)
        return np.where(items.posted <= until, owed, 0), np.where(credits.posted <= until, unused, 0)

    def known_on(self, until: int) -> Settled:
        """Return the parts of the items posted by a day, as known on it."""
        found = np.flatnonzero(self.when <= until)
        item, cents = self.rows.item[found].astype(np.int64), self.rows.cents[found]
        on = self.rows.on[found].astype(np.int64)
        left = np.where(self.cash[found] & ~self._came_back(found, until), CASH, OTHERWISE)
        day, through = on.copy(), self.bill[found] >= 0
        ended, how = self._items_ended(item, cents, on, left)
        bill = self.bill[found][through]
        day[through] = np.where(how[bill] == OPEN, until, np.maximum(on[through], ended[bill]))
        left[through] = how[bill]
        rest, _ = self.left_on(until)
        still = np.flatnonzero(rest > 0)
        now = np.full(len(still), until, np.int64)
        return Settled(
            item=np.concatenate([item, still]),
            cents=np.concatenate([cents, rest[still]]),
            day=np.concatenate([day, now]),
            left=np.concatenate([left, np.full(len(still), OPEN)]),
            since=np.concatenate([self.when[found], now]),
        )

    def _came_back(self, found: Int64, until: int) -> Bool:
        """Return the allocations of payments that are known to have come back by a day."""
        back = self.returned[found]
        came: Bool = (back != NO_DAY) & (back <= until)
        return came

    def _items_ended(self, item: Int64, cents: Int64, on: Int64, left: Int64) -> tuple[Int64, Int64]:
        """Return the day on which each item was settled, and how: open, in cash at least in part, or otherwise."""
        count = len(self.books.items)
        rest, last, cash = self.books.items.cents.copy(), np.zeros(count, np.int64), np.zeros(count, np.int64)
        np.subtract.at(rest, item, cents)
        np.maximum.at(last, item, on)
        np.add.at(cash, item, np.where(left == CASH, cents, 0))
        return last, np.where(rest > 0, OPEN, np.where(cash > 0, CASH, OTHERWISE))


def settlements(dossier: Dossier, *, view: View) -> Settlements | None:
    """Return the settlements of a dossier in a view; None for tables that stay on an engine."""
    engine = dossier.engine
    if not isinstance(engine, Arrays):
        return None
    allocated, when = engine.allocated(view)
    rows, credits = allocated.rows, engine.books.credits
    of_payment = rows.credit < len(credits)
    payment = np.where(of_payment, rows.credit, len(credits))
    cash = np.append(credits.kind == _CASH_KIND, values=False)[payment]
    returned = np.append(_returned(dossier, len(credits)), NO_DAY)[payment]
    bill = np.append(bill_of(engine), -1)[payment]
    return Settlements(engine.books, rows, when, cash, returned, bill)


def _returned(dossier: Dossier, count: int) -> Int32:
    """Return the day on which each payment came back, NO_DAY where it did not."""
    days = np.full(count, NO_DAY, np.int32)
    payments = columns_of(dossier, "payments")
    if payments is not None and payments.has("returned_on"):
        days[: len(payments)] = payments.days("returned_on")[:count]
    return days
