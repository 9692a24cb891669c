"""A FEC made anonymous: the same columns, separator and lines, under a legal name with an invented SIREN.

The file is written anew, in UTF-8 with one line end: what was wrong with its bytes (codes F05, F06, F08, L01, H06)
is mended, lines that could not be read are left out, and counted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

import numpy as np

from cashkit.dossier.privacy.ledger_words import is_of_a_party
from cashkit.readers.anonymised.fec_cells import PAIRED, day, headings, is_reference, replacers
from cashkit.readers.fec.columns import Raw
from cashkit.readers.fec.frame import open_frame
from cashkit.readers.fec.source import Source, read_source
from cashkit.readers.fec.typed import typed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from cashkit.dossier.privacy.disguise import Disguise
    from cashkit.dossier.privacy.originals import Originals
    from cashkit.readers.fec.lines import Int32

_NAMED = re.compile(r"([0-9]*)FEC([0-9]{8})(?![0-9])", re.IGNORECASE)
_LEGAL = re.compile(r"[0-9]{9}FEC[0-9]{8}(_[0-9]{1,3})?", re.IGNORECASE)
_BREAKS = "\t\r\n\0"
_AT_ONCE = 50_000  # lines
_TEXT_FORM = "\t"  # of a file in XML form, which has no separator


@dataclass(frozen=True)
class FecSource:
    """The columns of a FEC, each value once."""

    name: str
    source: Source
    codec: str

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns."""
        return self.source.heading.columns

    def values(self, name: str) -> tuple[Int32, list[str]]:
        """Return the codes of a column's lines and its distinct values."""
        column = self.source.body.columns[self.columns.index(name)]
        if isinstance(column, Raw):
            return column.codes, [self._text(value) for value in column.values.to_pylist()]
        cells = [self._text(value) for chunk in column.chunks for value in chunk.to_pylist()]
        return np.arange(len(cells), dtype=np.int32), cells

    def _text(self, value: bytes) -> str:
        return value.decode(self.codec, errors="replace").strip()

    def pairs(self, label: str) -> tuple[Int32, list[tuple[str, str]]]:
        """Return the codes of a label's lines and its distinct values, each with the code that it explains."""
        codes, texts = self.values(label)
        if PAIRED[label] not in self.columns:
            return codes, [("", text) for text in texts]
        owners, owned = self.values(PAIRED[label])
        both = owners.astype(np.int64) * max(len(texts), 1) + codes
        found, place = np.unique(both, return_inverse=True)
        owner, text = np.divmod(found, max(len(texts), 1))
        return place.astype(np.int32), [
            (owned[i], texts[j]) for i, j in zip(owner.tolist(), text.tolist(), strict=True)
        ]


def fec_source(path: Path) -> FecSource:
    """Read a FEC for its columns."""
    source = read_source(open_frame(path))
    return FecSource(path.name, source, typed(source.heading, source.body).codec)


def seen_in_fec(read: FecSource, seen: Originals) -> None:
    """Gather the names, references and identifiers of a FEC."""
    named = _NAMED.search(PurePath(read.name).stem)
    seen.siren(named[1] if named else "")
    for column in ("CompAuxLib", "CompAuxNum", "IdClient"):
        if column in read.columns:
            _each(read.values(column)[1], seen.name)
    for column in read.columns:
        if column == "PieceRef" or (column not in read.source.heading.legal and is_reference(column)):
            _each(read.values(column)[1], seen.reference)
    if "CompteLib" in read.columns:
        _each(
            [f"{text} {account[3:]}" for account, text in read.pairs("CompteLib")[1] if is_of_a_party(account)],
            seen.name,
        )


def _each(values: Sequence[str], keep: Callable[[str], None]) -> None:
    for value in values:
        keep(value)


def fec_name(name: str, made: Disguise) -> str:
    """Return the name of the anonymous file: legal where it was, and with the same faults where it was not."""
    stem = PurePath(name).stem
    named = _NAMED.search(stem)
    if named is None:
        return "export_fec.txt"
    number = made.identities.siren(named[1]) if named[1] else ""
    part = _LEGAL.fullmatch(stem)
    before = "" if part else "export_"
    return f"{before}{number}FEC{day(named[2], made.days)}{(part[1] or '') if part else ''}.txt"


def write_fec(read: FecSource, path: Path, made: Disguise) -> int:
    """Write a FEC made anonymous; return the number of lines that could not be read, and are left out."""
    separator = read.source.heading.separator.decode() or _TEXT_FORM
    columns = [_replaced(read, name, made, separator) for name in read.columns]
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(separator.join(_cell(name, separator) for name in headings(read.source.heading)) + "\r\n")
        for lines in _lines(columns, len(read.source.body)):
            file.writelines(f"{separator.join(line)}\r\n" for line in lines)
    return sum(line.refused for line in read.source.body.odd_lines)


def _replaced(read: FecSource, name: str, made: Disguise, separator: str) -> tuple[Int32, np.ndarray]:
    """Return the codes of a column's lines and what replaces its distinct values."""
    if name in PAIRED:
        codes, pairs = read.pairs(name)
        label = made.ledger.journal_label if name == "JournalLib" else made.ledger.account_label
        found = [label(owner, text) for owner, text in pairs]
    else:
        codes, texts = read.values(name)
        replace = replacers(read.source.heading, made)[name]
        known = {text: replace(text) for text in dict.fromkeys(texts)}
        found = [known[text] for text in texts]
    return codes, np.array([_cell(text, separator) for text in found], object)


def _lines(columns: Sequence[tuple[Int32, np.ndarray]], count: int) -> Iterator[Iterator[tuple[str, ...]]]:
    for start in range(0, count, _AT_ONCE):
        cut = slice(start, start + _AT_ONCE)
        yield zip(*(values[codes[cut]].tolist() for codes, values in columns), strict=True)


def _cell(text: str, separator: str) -> str:
    for sign in (separator, *_BREAKS):
        text = text.replace(sign, " ")
    return text
