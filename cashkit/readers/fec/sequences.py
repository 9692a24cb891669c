"""Gaps (J02) and inversions (J03) in the numbers of entries.

The law wants numbers that follow each other without a gap, in the order in which entries were
validated. A series may start anywhere, and start again at a round number (10400 then 20001, 140
then 201): that is no gap when at least a fifth of the block before was left free. Where more
numbers are missing than present, the numbers follow no sequence: one finding says so for the series.
Source: BOFiP BOI-CF-IOR-60-40-20 §40.
"""

import numpy as np

from cashkit.dossier.findings import DETAILS, DataFinding, capped
from cashkit.ground.calendar import from_day
from cashkit.readers.fec.entries import Entries
from cashkit.readers.fec.groups import Mask, group
from cashkit.readers.fec.lines import NO_DAY, Int64, Lines
from cashkit.readers.fec.numbering import Numbering, numbering
from cashkit.readers.fec.telling import Params, Teller

_LARGEST_BLOCK = 10**12
_SMALLEST_BLOCK = 100
_FREE = 5  # a fifth of the block


def check_sequences(lines: Lines, entries: Entries, file: str = "") -> list[DataFinding]:
    """Return the findings J02 and J03; nothing where the numbers tell no entries apart (E08)."""
    if entries.rebuilt:
        return []
    found = numbering(lines, entries)
    restarts = starts_again(found)
    told = Teller(lines, entries, file)
    return [*_gaps(found, restarts, told), *_inversions(found, restarts, told)]


def starts_again(found: Numbering) -> Mask:
    """Return after which rows the series starts again with a new block of numbers.

    >>> numbers = np.array([10399, 10400, 20001, 20004])
    >>> starts_again(Numbering(np.arange(4), np.zeros(4, np.int64), numbers)).tolist()
    [False, True, False, False]
    """
    missing = found.steps() - 1
    following = found.number + found.steps()
    again = np.zeros(len(missing), bool)
    block = _SMALLEST_BLOCK
    while block <= _LARGEST_BLOCK:
        again |= (following % block <= 1) & (missing < block) & (missing * _FREE >= block)
        block *= 10
    return again


def _gaps(found: Numbering, restarts: Mask, told: Teller) -> list[DataFinding]:
    missing = np.where(restarts, 0, np.maximum(found.steps() - 1, 0))
    if not missing.any():
        return []
    series = group(found.series)
    lacking = series.sums(missing)
    sparse = lacking > series.sizes()
    rows = np.flatnonzero((missing > 0) & ~sparse[series.code])
    before = np.concatenate((rows, series.first[sparse]))
    after = np.concatenate((rows + 1, series.last()[sparse]))
    count = np.concatenate((missing[rows], lacking[sparse]))
    places = np.argsort(found.entry[after], kind="stable")
    details = [
        told.entry(
            "J02", "EcritureNum", found.entry[after[i]], n=int(count[i]), **_between(found, told, before[i], after[i])
        )
        for i in places[:DETAILS]
    ]
    return capped(details, len(places))


def _inversions(found: Numbering, restarts: Mask, told: Teller) -> list[DataFinding]:
    day = told.lines.validation_day[told.entries.groups.first[found.entry]]
    following = np.roll(day, -1)
    stated = (day != NO_DAY) & (following != NO_DAY)
    rows = np.flatnonzero(stated & (following < day) & (found.steps() > 0) & ~restarts)
    rows = rows[np.argsort(found.entry[rows + 1], kind="stable")]
    details = [
        told.entry(
            "J03",
            "ValidDate",
            found.entry[row + 1],
            before=from_day(int(day[row])),
            after=from_day(int(day[row + 1])),
            **_between(found, told, row, row + 1),
        )
        for row in rows[:DETAILS]
    ]
    return capped(details, len(rows))


def _between(found: Numbering, told: Teller, before: Int64, after: Int64) -> Params:
    """Return the numbers of two rows as they are written."""
    first = told.entries.groups.first[found.entry[[before, after]]]
    written = told.lines.entry_number
    return {"first": written.values[written.codes[first[0]]], "last": written.values[written.codes[first[1]]]}
