"""Matching: which credit settled which item, in three passes (reference, amount, oldest first).

Passes run one after the other over the whole of a pool (a lettered group, or a customer's
unmatched rows on one collective account): a credit first settles the items whose number it
names, then an item of its very amount (and, outside lettered groups, the one run of 2 to 6
successive items that sums to it), then the earliest due. Inside a pass credits go by (posting
day, line) and items by (due day, issue day, line). Outside lettered groups, oldest-first never
pays an item posted after the credit: money left on account does not wait for later invoices.
"""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from cashkit.dossier.first_in import fifo, fifo_of_known
from cashkit.dossier.ordering import Amounts, sorted_rows
from cashkit.dossier.references import named_pairs

Int32 = NDArray[np.int32]
Int64 = NDArray[np.int64]
Texts: TypeAlias = pa.Array
BY_REFERENCE, BY_AMOUNT, BY_FIFO = 0, 1, 2
_RUN = (2, 6)
_FIRST_OPEN = 20


@dataclass(frozen=True)
class Debits:
    """Items still owed: cents left (> 0), in which pool, their days and numbers; `row` names them."""

    row: Int64
    pool: Int32
    cents: Int64
    due: Int32
    issue: Int32
    posted: Int32
    number: Texts | None = None


@dataclass(frozen=True)
class Means:
    """Credits still to use: cents left (> 0), pool, posting day, texts; `row` names them."""

    row: Int64
    pool: Int32
    cents: Int64
    posted: Int32
    texts: Texts | None = None


@dataclass(frozen=True)
class Match:
    """What was matched: rows of credit and item, cents, and the pass that did it."""

    credit: Int64
    item: Int64
    cents: Int64
    by: NDArray[np.int8]


def match(debits: Debits, means: Means, *, lettered: bool) -> Match:
    """Match the credits of each pool to its items; rows are given in line order.

    >>> day = np.array([10, 20], np.int32)
    >>> pool = np.zeros(2, np.int32)
    >>> owed = Debits(np.array([0, 1]), pool, np.array([100, 70]), day + 30, day, day)
    >>> paid = Means(np.array([5]), pool[:1], np.array([70]), np.array([25], np.int32))
    >>> m = match(owed, paid, lettered=False)
    >>> m.credit.tolist(), m.item.tolist(), m.cents.tolist(), m.by.tolist()
    ([5], [1], [70], [1])
    """
    field = _Field(debits, means)
    field.by_reference()
    field.by_amount()
    if not lettered:
        field.by_runs()
    field.oldest_first(lettered=lettered)
    return field.result()


class _Field:
    """The rows of all pools that have both sides, sorted, with what is left of each."""

    def __init__(self, debits: Debits, means: Means) -> None:
        size = 1 + max(int(debits.pool.max(initial=-1)), int(means.pool.max(initial=-1)))
        owing, paying = np.zeros(size, bool), np.zeros(size, bool)
        owing[debits.pool] = True
        paying[means.pool] = True
        both = owing & paying
        d, c = np.flatnonzero(both[debits.pool]), np.flatnonzero(both[means.pool])
        self.d = d[sorted_rows(debits.pool[d], debits.due[d], debits.issue[d])]
        self.c = c[sorted_rows(means.pool[c], means.posted[c])]
        self.debits, self.means = debits, means
        self.owed, self.left = debits.cents[self.d].copy(), means.cents[self.c].copy()
        self.d_pool, self.c_pool = debits.pool[self.d], means.pool[self.c]
        self.pieces: list[tuple[Int64, Int64, Int64, int]] = []

    def take(self, c: Int64, d: Int64, cents: Int64, by: int) -> None:
        """Note what positions c of the credits pay of positions d of the items."""
        np.subtract.at(self.left, c, cents)
        np.subtract.at(self.owed, d, cents)
        self.pieces.append((c, d, cents, by))

    def by_reference(self) -> None:
        """Let each credit pay the items whose number it names."""
        if self.means.texts is None or self.debits.number is None or not len(self.c):
            return
        c, d = named_pairs(
            self.means.texts.take(pa.array(self.c)), self.c_pool, self.debits.number.take(pa.array(self.d)), self.d_pool
        )
        alone = (np.bincount(c, minlength=len(self.c))[c] == 1) & (np.bincount(d, minlength=len(self.d))[d] == 1)
        self.take(c[alone], d[alone], np.minimum(self.left[c[alone]], self.owed[d[alone]]), BY_REFERENCE)
        self._in_turn(c[~alone], d[~alone])

    def _in_turn(self, c: Int64, d: Int64) -> None:
        left, owed = self.left.tolist(), self.owed.tolist()
        taken = []
        for i, j in zip(c.tolist(), d.tolist(), strict=True):
            cents = min(left[i], owed[j])
            if cents:
                left[i] -= cents
                owed[j] -= cents
                taken.append((i, j, cents))
        if taken:
            who, what, cents_taken = np.array(taken, np.int64).T
            self.take(who, what, cents_taken, BY_REFERENCE)

    def by_amount(self) -> None:
        """Pair equal amounts inside a pool: first credit with earliest due item."""
        c, d = np.flatnonzero(self.left), np.flatnonzero(self.owed)
        amounts = Amounts(self.left[c])
        code = amounts.code(self.owed[d])
        d, code = d[code >= 0], code[code >= 0]
        if not len(d):
            return
        c_key = _keyed(self.c_pool[c], amounts.code(self.left[c]), amounts)
        d_key = _keyed(self.d_pool[d], code, amounts)
        c_order, d_order = np.argsort(c_key, kind="stable"), np.argsort(d_key, kind="stable")
        c_turn, d_turn = _turns(c_key[c_order]), _turns(d_key[d_order])
        width = int(max(c_turn.max(initial=0), d_turn.max(initial=0))) + 1
        at = np.searchsorted(d_key[d_order] * width + d_turn, c_key[c_order] * width + c_turn)
        at = np.minimum(at, len(d_order) - 1)
        same = (d_key[d_order][at] == c_key[c_order]) & (d_turn[at] == c_turn)
        c, d = c[c_order[same]], d[d_order[at[same]]]
        self.take(c, d, self.left[c], BY_AMOUNT)

    def by_runs(self) -> None:
        """Let a credit pay the one run of 2 to 6 successive open items that sums to it."""
        waiting = self.left > 0
        while True:
            c, first, length = self._first_run_of_each_pool(np.flatnonzero(waiting))
            if not len(c):
                return
            for i, start, n in zip(c.tolist(), first, length.tolist(), strict=True):
                run = start[:n]
                self.take(np.full(n, i), run, self.owed[run], BY_AMOUNT)
            last = np.full(int(self.c_pool.max()) + 1, -1)
            last[self.c_pool[c]] = c
            changed = last[self.c_pool]
            waiting &= (changed >= 0) & (np.arange(len(self.c)) > changed)

    def _first_run_of_each_pool(self, c: Int64) -> tuple[Int64, list[Int64], Int64]:
        """Return the first credit of each pool that one run alone sums to, the run's items, its length."""
        nothing: tuple[Int64, list[Int64], Int64] = (np.empty(0, np.int64), [], np.empty(0, np.int64))
        pools = np.zeros(int(self.d_pool.max(initial=-1)) + 1, bool)
        pools[self.c_pool[c]] = True
        d = np.flatnonzero((self.owed > 0) & pools[self.d_pool])
        d = d[_turns(self.d_pool[d]) < _FIRST_OPEN]
        if not len(c) or not len(d):
            return nothing
        amounts = Amounts(self.left[c])
        most = np.zeros(int(self.c_pool.max()) + 1, np.int64)
        np.maximum.at(most, self.c_pool[c], self.left[c])
        start, length, key = self._runs(d, amounts, most)
        order = np.argsort(key, kind="stable")
        wanted = _keyed(self.c_pool[c], amounts.code(self.left[c]), amounts)
        at, end = np.searchsorted(key[order], wanted, "left"), np.searchsorted(key[order], wanted, "right")
        once = np.flatnonzero(end - at == 1)
        if not len(once):
            return nothing
        once = once[np.unique(self.c_pool[c[once]], return_index=True)[1]]
        run = order[at[once]]
        return c[once], [d[s : s + _RUN[1]] for s in start[run].tolist()], length[run]

    def _runs(self, d: Int64, amounts: Amounts, most: Int64) -> tuple[Int64, Int64, Int64]:
        """Return start (position in d), length, key of each run whose sum is an amount (`most`: each pool's top)."""
        total = np.concatenate([[0], np.cumsum(self.owed[d])])
        pool = self.d_pool[d]
        found = []
        for n in range(_RUN[0], _RUN[1] + 1):
            start = np.arange(max(len(d) - n + 1, 0))
            start = start[pool[start] == pool[start + n - 1]]
            sums = total[start + n] - total[start]
            small = np.flatnonzero(sums <= most[pool[start]])
            code = amounts.code(sums[small])
            hit, code = small[code >= 0], code[code >= 0]
            found.append((start[hit], np.full(len(hit), n), _keyed(pool[start[hit]], code, amounts)))
        starts, lengths, keys = (np.concatenate(column) for column in zip(*found, strict=True))
        return starts, lengths, keys

    def oldest_first(self, *, lettered: bool) -> None:
        """Let what is left pay the earliest due items of the pool."""
        c, d = np.flatnonzero(self.left), np.flatnonzero(self.owed)
        if lettered:
            i, j, cents = fifo(self.c_pool[c], self.left[c], self.d_pool[d], self.owed[d])
        else:
            c_posted, d_posted = self.means.posted[self.c[c]], self.debits.posted[self.d[d]]
            i, j, cents = fifo_of_known(
                (self.c_pool[c], self.left[c], c_posted), (self.d_pool[d], self.owed[d], d_posted)
            )
        self.take(c[i], d[j], cents, BY_FIFO)

    def result(self) -> Match:
        """Return what was matched, by rows of the caller."""
        if not self.pieces:
            none = np.empty(0, np.int64)
            return Match(none, none, none, np.empty(0, np.int8))
        c, d, cents = (np.concatenate([piece[k] for piece in self.pieces]) for k in range(3))
        by = np.concatenate([np.full(len(piece[0]), piece[3], np.int8) for piece in self.pieces])
        return Match(self.means.row[self.c[c]], self.debits.row[self.d[d]], cents, by)


def _keyed(pool: Int32, code: Int64, amounts: Amounts) -> Int64:
    return pool.astype(np.int64) * (len(amounts) + 1) + code


def _turns(sorted_keys: NDArray[np.signedinteger]) -> Int64:
    """Return 0, 1, 2 ... inside each run of equal keys."""
    if not len(sorted_keys):
        return np.empty(0, np.int64)
    start = np.concatenate([[True], sorted_keys[1:] != sorted_keys[:-1]])
    first = np.flatnonzero(start)
    return np.arange(len(sorted_keys)) - np.repeat(first, np.diff(np.append(first, len(sorted_keys))))
