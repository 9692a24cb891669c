"""Where an item comes from: the invoice behind a returned payment or a debt moved to 416, found by number, letter or amount.

A returned bill or debit is due again on its invoice's due date, and a doubtful debt keeps the
dates of the invoice, so that neither grows young by a bookkeeping entry.
"""

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from cashkit.dossier.references import named_pairs
from cashkit.readers.fec.lines import Int32, Int64

NONE = -1


def by_number(seeking: Int64, sought: Int64, customer: Int32, texts: tuple[pa.Array, pa.Array], posted: Int32) -> Int64:
    """Return for each row seeking its origin the latest earlier row that it names (NONE: not found).

    Rows number the receivable lines; `texts` are their texts and their own numbers.
    """
    origin = np.full(len(seeking), NONE, np.int64)
    if not len(seeking) or not len(sought):
        return origin
    who, what = named_pairs(
        texts[0].take(pa.array(seeking)), customer[seeking], texts[1].take(pa.array(sought)), customer[sought]
    )
    row, named = seeking[who], sought[what]
    earlier = (posted[named] <= posted[row]) & (named != row)
    who, named = who[earlier], named[earlier]
    order = np.lexsort((named, posted[named], who))
    origin[who[order]] = named[order]
    return origin


def by_amount(seeking: Int64, sought: Int64, customer: Int32, cents: Int64, posted: Int32) -> Int64:
    """Return for each row the latest earlier row of the same customer and amount (NONE: not found)."""
    latest: dict[tuple[int, int], list[int]] = {}
    for row in sought[np.isin(customer[sought], customer[seeking])].tolist():
        latest.setdefault((int(customer[row]), int(cents[row])), []).append(row)
    return np.array(
        [_before(latest.get((int(customer[row]), int(cents[row])), []), row, posted) for row in seeking.tolist()],
        np.int64,
    )


def _before(rows: list[int], row: int, posted: Int32) -> int:
    earlier = [other for other in rows if other != row and posted[other] <= posted[row]]
    return max(earlier, key=lambda other: (int(posted[other]), other), default=NONE)


def by_letter(seeking: Int64, operation: Int32, group: Int32, owed: NDArray[np.bool_], due: Int32) -> Int64:
    """Return for each row moved the earliest due item of the group in which its counterpart was lettered."""
    via = np.flatnonzero(~owed & (group >= 0) & np.isin(operation, operation[seeking]))
    first_due: dict[int, int] = {}
    for row in np.flatnonzero(owed & np.isin(group, group[via])).tolist() if len(via) else []:
        best = first_due.get(int(group[row]))
        if best is None or due[row] < due[best]:
            first_due[int(group[row])] = row
    of_operation = {int(operation[row]): first_due.get(int(group[row]), NONE) for row in via.tolist()}
    return np.array([of_operation.get(int(operation[row]), NONE) for row in seeking.tolist()], np.int64)
