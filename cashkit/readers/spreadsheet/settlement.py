"""Settlement: which credit of a ledger settled which debit, as its lettering or its clearing dates tell.

Rows of one customer under one code, or cleared on one day, settle each other, the oldest first; what the ledger says
is settled beyond that was paid by a payment that it does not list, or, for a credit, given back.

>>> rows = Rows(np.array([10000, -4000]), np.array([1, 9]), [("C1", "A"), ("C1", "A")], np.array([10000, 4000]))
>>> settle(rows).pairs, settle(rows).rest.tolist()
([(1, 0, 4000)], [6000, 0])

Units: whole cents; days are numbers.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from numpy.typing import NDArray


@dataclass(frozen=True)
class Rows:
    """Signed cents of each row, its day, its group (None: none), and how many cents are settled (None: not told)."""

    cents: NDArray[np.int64]
    day: NDArray[np.int64]
    group: Sequence[Hashable | None]
    settled: NDArray[np.int64] | None = None


@dataclass(frozen=True)
class Settled:
    """The pairs (credit row, debit row, cents), and what is told as settled beyond them."""

    pairs: list[tuple[int, int, int]]
    rest: NDArray[np.int64]


def settle(rows: Rows) -> Settled:
    """Return what settled what."""
    size = np.abs(rows.cents)
    left = size.copy() if rows.settled is None else np.minimum(size, np.maximum(rows.settled, 0))
    pairs: list[tuple[int, int, int]] = []
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for row, group in enumerate(rows.group):
        if group is not None and left[row]:
            groups[group].append(row)
    for members in groups.values():
        pairs += _within(members, rows, left)
    if rows.settled is None:
        return Settled(pairs, np.zeros_like(size))
    return Settled(pairs, left + np.maximum(rows.settled - size, 0))


def _within(members: Sequence[int], rows: Rows, left: NDArray[np.int64]) -> list[tuple[int, int, int]]:
    """Settle the rows of one group, the oldest first; `left` is what each may still settle."""
    ordered = sorted(members, key=lambda row: (rows.day[row], row))
    debits = [row for row in ordered if rows.cents[row] > 0]
    pairs = []
    for credit in (row for row in ordered if rows.cents[row] < 0):
        while debits and left[credit]:
            debit = debits[0]
            cents = int(min(left[credit], left[debit]))
            pairs.append((credit, debit, cents))
            left[credit] -= cents
            left[debit] -= cents
            if not left[debit]:
                debits.pop(0)
    return pairs
