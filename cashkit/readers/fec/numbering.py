"""The series in which entries are numbered, detected from the numbers.

A series is a prefix followed by digits (`VE-2025-0012`: prefix `VE-2025-`, number 12), of one
journal or of the whole file. When the digits begin with the year or the month of the posting
(`202501003`), that part belongs to the prefix, so that numbers may start again every month.
Numbers that do not end with digits, and digits that are longer than a number can be, stand in no
series. A series may start at any number.

>>> prefixes, digits, lengths = split(np.array(["VE0012", "OUVERTURE/2025", "A", "7"], object))
>>> prefixes.tolist(), digits.tolist(), lengths.tolist()
([0, 1, 2, 3], [12, 2025, -1, 7], [4, 4, 0, 1])
"""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from cashkit.ground.calendar import month_index
from cashkit.readers.fec.entries import Entries
from cashkit.readers.fec.groups import pair
from cashkit.readers.fec.lines import NO_DAY, Int32, Int64, Lines

NO_NUMBER = -1
_LONGEST = 15  # digits
_MOSTLY = 0.9
_ALIKE = 0.1
_ENOUGH = 4  # entries that tell a scheme


@dataclass(frozen=True)
class Numbering:
    """The numbered entries in the order of their series and numbers: one row an entry."""

    entry: Int64
    series: Int64
    number: Int64

    def steps(self) -> Int64:
        """Return the distance to the next row of the same series (0 at the end of a series)."""
        distance = np.diff(self.number, append=0)
        distance[self.ends()] = 0
        return distance

    def ends(self) -> NDArray[np.bool_]:
        """Return which rows are the last ones of their series."""
        return np.asarray(np.diff(self.series, append=-1) != 0)


@dataclass(frozen=True)
class _Numbers:
    """What is known of each numbered entry before its series is."""

    entry: Int64
    journal: Int32
    prefix: Int32
    number: Int64
    length: Int64
    day: Int32


def numbering(lines: Lines, entries: Entries) -> Numbering:
    """Return the series of the file: per journal, or through all journals where that leaves fewer gaps."""
    prefix, number, length = split(lines.entry_number.values)
    written = lines.entry_number.codes[entries.groups.first]
    entry = np.flatnonzero((number[written] != NO_NUMBER) & ~entries.inferred)
    first, written = entries.groups.first[entry], written[entry]
    journal, day = lines.journal_code.codes[first], lines.posting_day[first]
    read = _Numbers(entry, journal, prefix[written], number[written], length[written], day)
    found = _per_journal(read)
    if not (found.steps() > 1).any():
        return found
    read = _without_dates(read)
    apart, whole = _per_journal(read), _ordered(read.entry, read.prefix, read.number)
    through = _through_all_journals(read, apart, whole)[read.prefix]
    other = read.prefix.max(initial=0) + 1 + pair(read.prefix, read.journal).code
    return _ordered(read.entry, np.where(through, read.prefix, other), read.number)


def split(values: NDArray[np.object_]) -> tuple[Int32, Int64, Int64]:
    """Return for each text the code of its prefix, the number at its end and how many digits it has."""
    texts = pa.array(values, pa.string())
    prefix = pc.ascii_rtrim(texts, characters="0123456789")
    length = np.asarray(pc.subtract(pc.binary_length(texts), pc.binary_length(prefix))).astype(np.int64)
    code = np.asarray(prefix.dictionary_encode().indices).astype(np.int32)
    number = np.where((length == 0) | (length > _LONGEST), NO_NUMBER, 0)
    _, offsets, signs = texts.buffers()
    ends = np.frombuffer(offsets, np.int32)[1 : len(texts) + 1] if len(texts) else np.zeros(0, np.int32)
    for place in range(int(length[number == 0].max(initial=0))):
        rows = np.flatnonzero((number != NO_NUMBER) & (length > place))
        digit = np.frombuffer(signs, np.uint8)[ends[rows] - 1 - place].astype(np.int64) - ord("0")
        number[rows] += digit * 10**place
    return code, number, length


def _without_dates(read: _Numbers) -> _Numbers:
    """Move a year or a month at the head of the digits to the prefix, where it is that of the posting."""
    month = month_index(np.where(read.day == NO_DAY, 0, read.day))
    year, month = month // 12, month % 12 + 1
    heads = ((6, year * 100 + month), (4, year % 100 * 100 + month), (4, year), (2, year % 100), (2, month))
    family = pair(read.prefix, read.journal)
    head_of, number = np.zeros(len(read.entry), np.int64), read.number
    for kind, (digits, head) in enumerate(heads, start=1):
        scale = 10 ** np.clip(read.length - digits, 0, _LONGEST)
        lead = read.number // scale
        same = (read.day != NO_DAY) & (read.length > digits) & (lead == head)
        share = np.bincount(family.code[same], minlength=family.count) / np.maximum(family.sizes(), 1)
        chosen = (share >= _MOSTLY) & (family.sizes() >= _ENOUGH) & family.differing(lead)
        moved = chosen[family.code] & (read.length > digits) & (head_of == 0)
        head_of = np.where(moved, kind * 10**7 + lead, head_of)
        number = np.where(moved, read.number % scale, number)
    prefix = pair(read.prefix, head_of.astype(np.int32)).code
    return _Numbers(read.entry, read.journal, prefix, number, read.length, read.day)


def _through_all_journals(read: _Numbers, apart: Numbering, whole: Numbering) -> NDArray[np.bool_]:
    """Tell for each prefix whether one series runs through all journals.

    It does when that leaves fewer gaps than numbering per journal, and the journals beside the
    largest share few numbers with another: shared numbers are the mark of numbering per journal.
    """
    place = np.zeros(int(read.entry.max(initial=0)) + 1, np.int32)
    place[read.entry] = read.prefix
    count = int(read.prefix.max(initial=-1)) + 1

    def by_prefix(found: Numbering, rows: NDArray[np.bool_]) -> NDArray[np.int64]:
        return np.bincount(place[found.entry[rows]], minlength=count)

    shared = by_prefix(whole, (whole.steps() == 0) & ~whole.ends())
    family = pair(read.prefix, read.journal)
    largest = np.zeros(count, np.int64)
    np.maximum.at(largest, read.prefix[family.first], family.sizes())
    beside = np.bincount(read.prefix, minlength=count) - largest
    fewer = by_prefix(whole, whole.steps() > 1) < by_prefix(apart, apart.steps() > 1)
    return fewer & (shared <= _ALIKE * beside)


def _per_journal(read: _Numbers) -> Numbering:
    return _ordered(read.entry, pair(read.prefix, read.journal).code, read.number)


def _ordered(entry: Int64, series: NDArray[np.integer], number: Int64) -> Numbering:
    order = np.lexsort((number, series))
    return Numbering(entry[order], series[order].astype(np.int64), number[order])
