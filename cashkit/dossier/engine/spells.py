"""How long items stayed unpaid: the raw material of time to pay, paid items and open ones.

An item owed (an invoice or an opening item of positive amount) ends when its last cent is
settled and some of it was cash; it is still open (censored) at the day asked for when anything is
left, and at its last settlement when no cash settled it (a credit note, a write-off). Retention money,
due a year later by law, is left out: the item counts without it, and a settlement of just that amount is its release.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cashkit.dossier.books import NO_DAY, Allocations, Books, Items
from cashkit.dossier.engine.interface import Spells
from cashkit.dossier.tables import INVOICE_KINDS, PAYMENT_KINDS

Int64 = NDArray[np.int64]
TIMED_KINDS = ("invoice", "bill")
_CASH = PAYMENT_KINDS.index("payment")


@dataclass(frozen=True, eq=False)
class TimedItems:
    """Each item that is timed: its row, days since issue, days late, whether it was paid (1) or not (0), cents."""

    row: Int64
    days: Int64
    days_late: Int64
    ended: Int64
    cents: Int64


def spells_of(books: Books, rows: Allocations, when: NDArray[np.int32], until: int) -> Spells:
    """Return the spells of the items posted by a day, with the settlements known by then."""
    timed = timed_items(books, rows, when, until)
    return tallied(timed.days, timed.days_late, timed.ended, timed.cents)


def timed_items(books: Books, rows: Allocations, when: NDArray[np.int32], until: int) -> TimedItems:
    """Return the items posted by a day one by one, with the settlements known by then."""
    items = books.items
    timed = np.isin(items.kind, [INVOICE_KINDS.index(kind) for kind in TIMED_KINDS])
    known = np.flatnonzero(timed & (items.cents > 0) & (items.posted <= until) & (items.issue != NO_DAY))
    done = when <= until
    item, cents = rows.item[done], rows.cents[done]
    left, kept, cash = items.cents.copy(), retained_cents(items), np.zeros(len(items), np.int64)
    np.subtract.at(left, item, cents)
    last = last_settlement(len(items), item, rows.on[done], (kept[item] > 0) & (cents == kept[item]))
    credit = rows.credit[done]
    paid = credit < len(books.credits)
    paid[paid] = books.credits.kind[credit[paid]] == _CASH
    np.add.at(cash, item[paid], cents[paid])
    settled = left <= kept
    end = np.where(settled, last, until)[known].astype(np.int64)
    ended = (settled & (cash > 0))[known].astype(np.int64)
    return TimedItems(known, end - items.issue[known], end - items.due[known], ended, (items.cents - kept)[known])


def retained_cents(items: Items) -> Int64:
    """Return the part of each item that is kept as retention money, in cents."""
    return items.retained if items.retained is not None else np.zeros(len(items), np.int64)


def last_settlement(
    count: int, item: NDArray[np.integer], on: NDArray[np.int32], release: NDArray[np.bool_]
) -> NDArray[np.int32]:
    """Return the day of the last settlement of each of some items, NO_DAY for none.

    A release of retention money counts for an item only where nothing else settled any of it.
    """
    last, main = np.full(count, NO_DAY, np.int32), np.full(count, NO_DAY, np.int32)
    np.maximum.at(last, item, on)
    np.maximum.at(main, item[~release], on[~release])
    return np.where(main != NO_DAY, main, last)


def tallied(days: Int64, days_late: Int64, ended: Int64, cents: Int64) -> Spells:
    """Count equal spells together."""
    table = np.stack([np.asarray(column, np.int64) for column in (days, days_late, ended)], axis=1)
    if not len(table):
        none = np.empty(0, np.int64)
        return Spells(none, none, none, none, none)
    low = table.min(axis=0)
    size = table.max(axis=0) - low + 1
    code = ((table[:, 0] - low[0]) * size[1] + (table[:, 1] - low[1])) * size[2] + (table[:, 2] - low[2])
    cells, inverse, count = np.unique(code, return_inverse=True, return_counts=True)
    total = np.zeros(len(cells), np.int64)
    np.add.at(total, inverse, np.asarray(cents, np.int64))
    first, rest = np.divmod(cells, size[1] * size[2])
    second, third = np.divmod(rest, size[2])
    return Spells(first + low[0], second + low[1], third + low[2], count.astype(np.int64), total)
