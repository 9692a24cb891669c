"""Where an item comes from: the invoice behind a returned payment or a debt moved to 416.

It is found by its number, by the letter under which it was closed, or by its amount. A returned
bill or debit is due again on its invoice's due date, and a doubtful debt keeps the dates of the
invoice, so that neither grows young by a bookkeeping entry.
"""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from cashkit.dossier.references import named_pairs
from cashkit.readers.fec.lines import Int32, Int64

NONE = -1


@dataclass(frozen=True)
class Trail:
    """What links customer lines: one row each; `group` is the lettered group, `numbers` their own numbers."""

    customer: Int32
    cents: Int64
    posted: Int32
    due: Int32
    operation: Int32
    group: Int32
    texts: pa.Array
    numbers: pa.Array


def by_number(trail: Trail, seeking: Int64, sought: Int64) -> Int64:
    """Return for each row seeking its origin the latest earlier row that it names (NONE: not found)."""
    origin = np.full(len(seeking), NONE, np.int64)
    if not len(seeking) or not len(sought):
        return origin
    texts, numbers = trail.texts.take(pa.array(seeking)), trail.numbers.take(pa.array(sought))
    who, what = named_pairs(texts, trail.customer[seeking], numbers, trail.customer[sought])
    row, named = seeking[who], sought[what]
    earlier = (trail.posted[named] <= trail.posted[row]) & (named != row)
    who, named = who[earlier], named[earlier]
    order = np.lexsort((named, trail.posted[named], who))
    origin[who[order]] = named[order]
    return origin


def by_amount(trail: Trail, seeking: Int64, sought: Int64) -> Int64:
    """Return for each row the latest earlier row of the same customer and amount (NONE: not found)."""
    latest: dict[tuple[int, int], list[int]] = {}
    for row in sought[np.isin(trail.customer[sought], trail.customer[seeking])].tolist():
        latest.setdefault((int(trail.customer[row]), int(trail.cents[row])), []).append(row)
    found = [
        _before(latest.get((int(trail.customer[row]), int(trail.cents[row])), []), row, trail.posted)
        for row in seeking.tolist()
    ]
    return np.array(found, np.int64)


def _before(rows: list[int], row: int, posted: Int32) -> int:
    earlier = [other for other in rows if other != row and posted[other] <= posted[row]]
    return max(earlier, key=lambda other: (int(posted[other]), other), default=NONE)


def by_letter(trail: Trail, seeking: Int64) -> Int64:
    """Return for each row moved the earliest due item of the group in which its counterpart was lettered."""
    owed = trail.cents > 0
    operation, group = trail.operation, trail.group
    via = np.flatnonzero(~owed & (group >= 0) & np.isin(operation, operation[seeking]))
    first_due: dict[int, int] = {}
    for row in np.flatnonzero(owed & np.isin(group, group[via])).tolist() if len(via) else []:
        best = first_due.get(int(group[row]))
        if best is None or trail.due[row] < trail.due[best]:
            first_due[int(group[row])] = row
    of_operation = {int(operation[row]): first_due.get(int(group[row]), NONE) for row in via.tolist()}
    return np.array([of_operation.get(int(operation[row]), NONE) for row in seeking.tolist()], np.int64)
