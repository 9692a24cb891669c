"""Repeated blocks of lines (J04): what was exported, or imported, twice.

Exported twice: the lines of an entry stand there two times in the same order under one number,
each half in balance. Imported twice: at least three entries in a row say the same, number apart,
as as many entries in a row before them (same journal, dates, accounts, references, texts,
amounts). Two card payments of one amount on one day are no repeat, nor are two lines of an entry.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from cashkit.dossier.findings import DETAILS, DataFinding, capped
from cashkit.readers.fec.entries import Entries
from cashkit.readers.fec.lines import Int64, Lines
from cashkit.readers.fec.telling import Teller

Hashes = NDArray[np.uint64]
_ODD = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(29)
_BUCKETS = np.uint64(43)  # the 21 highest bits: what shares none with another need not be sorted
_ENTRIES_IN_A_ROW = 3
_LINES = 2


@dataclass(frozen=True)
class _Block:
    """A repeat: the entry where it begins, the first line of the original, how many lines."""

    entry: int
    repeat: int
    original: int
    size: int


def check_repeats(lines: Lines, entries: Entries, file: str = "") -> list[DataFinding]:
    """Return the findings J04."""
    told = Teller(lines, entries, file)
    said = hashes(lines)
    blocks = [*_exported_twice(said, entries), *_imported_twice(said, entries)]
    blocks.sort(key=lambda block: block.repeat)
    return capped((_tell(told, block) for block in blocks[:DETAILS]), len(blocks))


def _tell(told: Teller, block: _Block) -> DataFinding:
    finding = told.entry("J04", "EcritureNum", block.entry, n=block.size, first=told.line(block.original))
    return replace(finding, line=told.line(block.repeat))


def hashes(lines: Lines) -> Hashes:
    """Return a 64-bit number for what each line says, its entry number and lettering apart."""
    texts = (lines.journal_code, lines.account, lines.party, lines.document_ref, lines.line_text)
    columns: list[NDArray[np.integer]] = [text.codes for text in texts]
    columns += [lines.posting_day, lines.document_day, lines.debit, lines.credit]
    said = np.zeros(len(lines), np.uint64)
    for values in columns:
        said ^= values.astype(np.int64).view(np.uint64)
        said *= _ODD
        said ^= said >> _SHIFT
    return said


def _exported_twice(said: Hashes, entries: Entries) -> list[_Block]:
    """Return the entries whose second half says the same as the first; neighbours make one block."""
    sizes = entries.groups.sizes()
    ordered = np.argsort(entries.entry, kind="stable")
    start, half = np.cumsum(sizes) - sizes, sizes // 2
    even = np.flatnonzero((sizes % 2 == 0) & (half >= _LINES) & (entries.balance == 0) & ~entries.inferred)
    even = even[said[ordered[start[even]]] == said[ordered[start[even] + half[even]]]]
    size = half[even]
    owner = np.repeat(np.arange(len(even)), size)
    rows = np.arange(len(owner)) + (start[even] - np.cumsum(size) + size)[owner]
    first, second = ordered[rows], ordered[rows + size[owner]]
    same = np.bincount(owner[said[first] == said[second]], minlength=len(even)) == size
    entry = even[same]  # the entry balances, so each of two equal halves does
    return _joined(entry, ordered[start[entry]], ordered[start[entry] + half[entry]], half[entry])


def _joined(entry: Int64, original: Int64, repeat: Int64, size: Int64) -> list[_Block]:
    goes_on = (original[1:] == original[:-1] + size[:-1]) & (repeat[1:] == repeat[:-1] + size[:-1])
    begins = np.flatnonzero(np.concatenate((np.ones(min(len(entry), 1), bool), ~goes_on)))
    lengths = np.add.reduceat(size, begins) if len(begins) else size
    parts = zip(entry[begins], repeat[begins], original[begins], lengths, strict=True)
    return [_Block(*(int(part) for part in block)) for block in parts]


def _imported_twice(said: Hashes, entries: Entries) -> list[_Block]:
    """Return the rows of entries that say the same as earlier rows of entries."""
    whole = np.zeros(entries.count, np.uint64)
    np.add.at(whole, entries.entry, said)
    bucket = (whole >> _BUCKETS).astype(np.int64)
    likely = np.flatnonzero(np.bincount(bucket)[bucket] > 1)
    order = likely[np.argsort(whole[likely], kind="stable")]
    alike = np.flatnonzero(whole[order[1:]] == whole[order[:-1]])
    earlier = np.full(entries.count, -1)
    earlier[order[alike + 1]] = order[alike]
    repeated = np.flatnonzero(earlier >= 0)
    goes_on = (np.diff(repeated) == 1) & (np.diff(earlier[repeated]) == 1)
    begins = np.flatnonzero(np.concatenate((np.ones(min(len(repeated), 1), bool), ~goes_on)))
    length = np.diff(begins, append=len(repeated))
    first = repeated[begins]
    long = (length >= _ENTRIES_IN_A_ROW) & (first - earlier[first] >= _ENTRIES_IN_A_ROW)
    size = np.concatenate((np.zeros(1, np.int64), np.cumsum(entries.groups.sizes())))
    start = entries.groups.first
    return [
        _Block(int(entry), int(start[entry]), int(start[earlier[entry]]), int(size[entry + count] - size[entry]))
        for entry, count in zip(first[long], length[long], strict=True)
    ]
