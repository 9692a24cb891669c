"""What nobody matched, matched by rule: reference, then amount, then oldest first (`matching`)."""

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from cashkit.dossier.books import FALLBACK, NO_DAY, Allocations, Books, Texts, no_allocations
from cashkit.dossier.matching import Debits, Match, Means, match

Int32 = NDArray[np.int32]
Int64 = NDArray[np.int64]


def fallback(books: Books) -> Allocations:
    """Return the allocations that the rules add to the given ones, customer by customer."""
    owed, unused = books.open_items(books.allocations), books.open_credits(books.allocations)
    debits, means = _debits(books, owed), _means(books, owed, unused)
    if not len(debits.row) or not len(means.row):
        return no_allocations()
    return dated(books, match(debits, means, lettered=False), FALLBACK)


def dated(books: Books, found: Match, method: int) -> Allocations:
    """Give each match its day: the later posting day of its two sides."""
    posted = np.concatenate([books.credits.posted, books.items.posted])
    credit, item = found.credit.astype(np.int32), found.item.astype(np.int32)
    on = np.maximum(posted[credit], books.items.posted[item])
    never = np.full(len(credit), NO_DAY, np.int32)
    return Allocations(credit, item, found.cents, on, never, (found.by + method).astype(np.int8))


def _debits(books: Books, owed: Int64) -> Debits:
    items = books.items
    rows = np.flatnonzero((owed > 0) & (items.pool >= 0))
    rows = rows[np.argsort(items.line[rows], kind="stable")]
    number = None if items.number is None else items.number.take(pa.array(rows)).cast(pa.string())
    since = items.posted if items.payable_from is None else items.payable_from
    return Debits(rows, items.pool[rows], owed[rows], items.due[rows], items.issue[rows], since[rows], number)


def _means(books: Books, owed: Int64, unused: Int64) -> Means:
    items, credits = books.items, books.credits
    notes = np.flatnonzero((owed < 0) & (items.pool >= 0))
    paid = np.flatnonzero((unused > 0) & (credits.pool >= 0))
    line = np.concatenate([credits.line[paid], items.line[notes]])
    order = np.argsort(line, kind="stable")
    row = np.concatenate([paid, notes + len(credits)])[order]
    pool = np.concatenate([credits.pool[paid], items.pool[notes]])[order]
    cents = np.concatenate([unused[paid], -owed[notes]])[order]
    posted = np.concatenate([credits.posted[paid], items.posted[notes]])[order]
    return Means(row, pool, cents, posted, _texts(books, paid, notes, order))


def _texts(books: Books, paid: Int64, notes: Int64, order: Int64) -> Texts | None:
    if books.credits.texts is None and books.items.texts is None:
        return None
    both = [
        side.texts.take(pa.array(rows)).cast(pa.string())
        if side.texts is not None
        else pa.nulls(len(rows), pa.string())
        for side, rows in ((books.credits, paid), (books.items, notes))
    ]
    return pa.concat_arrays(both).take(pa.array(order))
