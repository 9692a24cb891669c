"""Oldest first: credits, in their order, pay the items of their pool, in theirs.

Two forms: `fifo` for lettered groups, where dates do not matter, and `fifo_of_known` where a
credit pays only what was posted when it came in.
"""

from collections.abc import Iterable
from heapq import heappop, heappush

import numpy as np
from numpy.typing import NDArray

from cashkit.dossier.ordering import sorted_rows

Int32 = NDArray[np.int32]
Int64 = NDArray[np.int64]
Taken = tuple[Int64, Int64, Int64]
Side = tuple[Int32, Int64, Int32]
_HALF = 31
_FEW = 24


def fifo(c_pool: Int32, c_cents: Int64, d_pool: Int32, d_cents: Int64) -> Taken:
    """Return (credit, item, cents): both sides sorted by pool, each pool served in order.

    Laid end to end, the credits and the items of a pool cut the same length of money; each
    piece between two cuts belongs to one credit and one item.

    >>> pool = np.zeros(2, np.int32)
    >>> [x.tolist() for x in fifo(pool[:1], np.array([150]), pool, np.array([100, 100]))]
    [[0, 0], [0, 1], [100, 50]]
    """
    size = 1 + max(int(c_pool.max(initial=-1)), int(d_pool.max(initial=-1)))
    paid, owed = np.zeros(size, np.int64), np.zeros(size, np.int64)
    np.add.at(paid, c_pool, c_cents)
    np.add.at(owed, d_pool, d_cents)
    common = np.minimum(paid, owed)
    base = np.cumsum(common) - common
    c_end, d_end = _ends((c_pool, c_cents), paid, common, base), _ends((d_pool, d_cents), owed, common, base)
    cuts = np.unique(np.concatenate([[0], c_end, d_end]))
    start, length = cuts[:-1], np.diff(cuts)
    return np.searchsorted(c_end, start, "right"), np.searchsorted(d_end, start, "right"), length


def _ends(rows: tuple[Int32, Int64], total: Int64, common: Int64, base: Int64) -> Int64:
    """Return where each row (pool, cents) ends on the line of matched money."""
    pool, cents = rows
    before = np.cumsum(total) - total
    return np.minimum(np.cumsum(cents) - before[pool], common[pool]) + base[pool]


def fifo_of_known(credits: Side, items: Side) -> Taken:
    """Return (credit, item, cents) where a credit pays only items posted by its own day.

    Each side is (pool, cents, posting day), sorted by pool and then by its own order.

    >>> pool = np.zeros(1, np.int32)
    >>> day = np.array([10], np.int32)
    >>> [x.tolist() for x in fifo_of_known((pool, np.array([80]), day), (pool, np.array([50]), day + 1))]
    [[], [], []]
    """
    (c_pool, _, c_posted), (d_pool, _, d_posted) = credits, items
    c, d = _can_meet(c_pool, c_posted, d_pool, d_posted)
    count = np.bincount(c_pool[c], minlength=int(d_pool[d].max(initial=-1)) + 1)
    few_c, few_d = count[c_pool[c]] <= _FEW, count[d_pool[d]] <= _FEW
    parts = [_in_rounds(c[few_c], d[few_d], credits, items), _in_queues(c[~few_c], d[~few_d], credits, items)]
    i, k, cents = (np.concatenate(column) for column in zip(*parts, strict=True))
    return i, k, cents


def _in_rounds(c: Int64, d: Int64, credits: Side, items: Side) -> Taken:
    """Serve pools of few credits together: the first credit of each, then the second ..., each by a cumulative sum."""
    (c_pool, c_cents, c_posted), (d_pool, d_cents, d_posted) = credits, items
    first = np.searchsorted(c_pool[c], c_pool[c], "left")
    turn = np.arange(len(c)) - first
    place = np.full(int(d_pool[d].max(initial=-1)) + 1, -1, np.int64)
    left, found = d_cents[d].copy(), []
    for now in range(int(turn.max(initial=-1)) + 1):
        paying = c[turn == now]
        place[:] = -1
        place[c_pool[paying]] = np.arange(len(paying))
        at = place[d_pool[d]]
        still = (at >= 0) & (left > 0)
        d, left, at = d[still], left[still], at[still]
        known = np.flatnonzero(d_posted[d] <= c_posted[paying][at])
        by, owed = at[known], left[known]
        before = np.cumsum(owed) - owed
        before -= before[np.searchsorted(by, by, "left")]
        part = np.clip(c_cents[paying][by] - before, 0, owed)
        left[known] -= part
        some = part > 0
        found.append((paying[by[some]], d[known[some]], part[some]))
    if not found:
        return c[:0], d[:0], d_cents[:0]
    i, j, cents = (np.concatenate(column) for column in zip(*found, strict=True))
    return i, j, cents


def _in_queues(c: Int64, d: Int64, credits: Side, items: Side) -> Taken:
    """Serve pools of many credits one by one, the waiting items in a heap."""
    (c_pool, c_cents, c_posted), (d_pool, d_cents, d_posted) = credits, items
    if not len(c) or not len(d):
        return c[:0], d[:0], d_cents[:0]
    arrival = d[sorted_rows(d_pool[d], d_posted[d])]
    first = np.searchsorted(d_pool[arrival], c_pool[c], "left").tolist()
    last = np.searchsorted(d_pool[arrival], c_pool[c], "right").tolist()
    credits_in_turn = zip(c.tolist(), c_cents[c].tolist(), c_posted[c].tolist(), first, last, strict=True)
    pairs, cents = _served(credits_in_turn, arrival.tolist(), d_posted[arrival].tolist(), d_cents.tolist())
    pair = np.array(pairs, np.int64)
    return pair >> _HALF, pair & ((1 << _HALF) - 1), np.array(cents, np.int64)


def _can_meet(c_pool: Int32, c_posted: Int32, d_pool: Int32, d_posted: Int32) -> tuple[Int64, Int64]:
    """Return the rows that could meet: items posted by the last credit, credits after the first item."""
    size = 1 + max(int(c_pool.max(initial=-1)), int(d_pool.max(initial=-1)))
    latest = np.full(size, np.iinfo(np.int32).min, np.int32)
    earliest = np.full(size, np.iinfo(np.int32).max, np.int32)
    np.maximum.at(latest, c_pool, c_posted)
    np.minimum.at(earliest, d_pool, d_posted)
    return np.flatnonzero(c_posted >= earliest[c_pool]), np.flatnonzero(d_posted <= latest[d_pool])


def _served(
    credits: Iterable[tuple[int, int, int, int, int]], coming: list[int], day: list[int], owed: list[int]
) -> tuple[list[int], list[int]]:
    """Serve credits (row, cents, day, bounds of its pool in `coming`).

    Items queue from their posting day, earliest due first.
    Return credit and item in one integer (the credit in the high half), and the cents.
    """
    pairs: list[int] = []
    taken: list[int] = []
    queue: list[int] = []
    pool_end, waiting = -1, 0
    for i, cents, today, first, last in credits:
        if last != pool_end:
            queue, waiting, pool_end = [], first, last
        while waiting < last and day[waiting] <= today:
            heappush(queue, coming[waiting])
            waiting += 1
        left = cents
        while left and queue:
            j = queue[0]
            part = owed[j]
            if part > left:
                owed[j] = part - left
                pairs.append(i << _HALF | j)
                taken.append(left)
                break
            heappop(queue)
            pairs.append(i << _HALF | j)
            taken.append(part)
            left -= part
    return pairs, taken
