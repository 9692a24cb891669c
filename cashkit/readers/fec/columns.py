"""The lines of a FEC as columns of bytes, each distinct value once: PyArrow's part of the reading.

>>> table = parse(pa.py_buffer(b'VE|12,00|a "b\\nVE|0,00|c\\n'), b"|", 3)
>>> [column.values.to_pylist() for column in encoded(table)]
[[b'VE'], [b'12,00', b'0,00'], [b'a "b', b'c']]

Traps met: quoting and escaping are off, for labels hold bare quotes; nothing is null; amounts stay
bytes (PyArrow's own numbers lose cents with a decimal comma); its handler of invalid rows decodes them
as UTF-8 and fails on others, so such lines never reach it (`irregular`).
"""

from collections.abc import Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv
from numpy.typing import NDArray

from cashkit.readers.fec import text
from cashkit.readers.fec.clean_amounts import clean_cents
from cashkit.readers.fec.lines import Coded, Int32, Int64
from cashkit.readers.fec.physical import Faults

Rows = NDArray[np.bool_] | NDArray[np.intp]
_BLOCK = 1 << 20
_FEW, _HALF = 5, 0.5


@dataclass(frozen=True)
class Raw:
    """A column of bytes: `values[codes[i]]` is the field of line i, values distinct.

    `utf8` is the same column as text when it is UTF-8, else None.
    """

    codes: Int32
    values: pa.Array
    utf8: Coded | None = None

    def at(self, rows: Rows) -> "Raw":
        """Return the column of some lines, or in another order."""
        codes = self.codes[rows]
        if self.utf8 is None:
            return Raw(codes, self.values)
        return Raw(
            codes,
            self.values,
            text.recoded(self.utf8, codes if self.utf8.codes is self.codes else self.utf8.codes[rows]),
        )

    def empty(self) -> NDArray[np.bool_]:
        """Return which lines have no byte in this column."""
        places = np.flatnonzero(np.diff(text.flat(self.values)[1]) == 0)
        return self.codes == places[0] if len(places) else np.zeros(len(self.codes), bool)


@dataclass(frozen=True)
class Cells:
    """A column of amounts: the bytes of every line, and the cents of those that are clean (`clean_amounts`)."""

    chunks: tuple[pa.Array, ...]
    cents: Int64
    clean: NDArray[np.bool_]

    def at(self, rows: Rows) -> "Cells":
        """Return the column of some lines, or in another order."""
        whole = pa.chunked_array(self.chunks, pa.binary()).combine_chunks()
        kept = whole.filter(pa.array(rows)) if rows.dtype == bool else whole.take(pa.array(rows))
        return Cells((kept,), self.cents[rows], self.clean[rows])

    def empty(self) -> NDArray[np.bool_]:
        """Return which lines have no byte in this column."""
        return np.concatenate([np.diff(text.flat(chunk)[1]) == 0 for chunk in self.chunks])


@dataclass(frozen=True)
class OddLine:
    """A line whose fields were not as many as the headings: mended, or refused."""

    line: int
    fields: int
    text: bytes
    refused: bool


@dataclass(frozen=True)
class Body:
    """The lines below the heading, in file order, and what was set apart (physical line numbers)."""

    columns: tuple[Raw | Cells, ...]
    line_no: Int64
    repaired: NDArray[np.bool_]
    odd_lines: tuple[OddLine, ...] = ()
    blank_lines: tuple[int, ...] = ()
    trailing: int = 0
    faults: Faults = field(default_factory=Faults)

    def __len__(self) -> int:
        """Return the number of lines with as many fields as headings, mended ones included."""
        return len(self.line_no)

    def only(self, kept: NDArray[np.bool_]) -> "Body":
        """Return the body with some of its lines."""
        columns = tuple(column.at(kept) for column in self.columns)
        return replace(self, columns=columns, line_no=self.line_no[kept], repaired=self.repaired[kept])


def parse(content: pa.Buffer, separator: bytes, width: int, block: int = _BLOCK) -> pa.Table:
    """Read lines of `width` fields; any other line is a `pyarrow.ArrowInvalid`."""
    names = [str(place) for place in range(width)]
    return pacsv.read_csv(
        pa.BufferReader(content),
        read_options=pacsv.ReadOptions(column_names=names, block_size=block),
        parse_options=pacsv.ParseOptions(
            delimiter=separator.decode(), quote_char=False, double_quote=False, escape_char=False
        ),
        convert_options=pacsv.ConvertOptions(column_types=dict.fromkeys(names, pa.binary()), strings_can_be_null=False),
    )


def table_of(rows: Sequence[Sequence[bytes]], width: int) -> pa.Table:
    """Return fields that were split already as a table like `parse`'s."""
    columns = [pa.array([row[place] for row in rows], pa.binary()) for place in range(width)]
    return pa.table(columns, names=[str(place) for place in range(width)])


def encoded(table: pa.Table, amounts: Collection[int] = ()) -> tuple[Raw | Cells, ...]:
    """Return the columns of a table: amounts read, every other one with each distinct value once, two at a time."""
    places = [place for place in range(table.num_columns) if place not in amounts]
    with ThreadPoolExecutor(2) as clerks:
        coded = clerks.map(_encoded, (table.column(place) for place in places))
        columns: dict[int, Raw | Cells] = {place: _cells(table.column(place)) for place in amounts}
        columns |= zip(places, coded, strict=True)
    return tuple(columns[place] for place in range(table.num_columns))


def _cells(column: pa.ChunkedArray) -> Cells:
    chunks = tuple(column.chunks) or (pa.array([], pa.binary()),)
    parts = [clean_cents(chunk) for chunk in chunks]
    return Cells(chunks, *(np.concatenate(each) for each in zip(*parts, strict=True)))


def _encoded(column: pa.ChunkedArray) -> Raw:
    raw = _distinct(column)
    return Raw(raw.codes, raw.values, text.utf8(raw.codes, raw.values))


def _distinct(column: pa.ChunkedArray) -> Raw:
    if not any(len(text.flat(chunk)[0]) for chunk in column.chunks):
        return Raw(np.zeros(len(column), np.int32), pa.array([b""] if len(column) else [], pa.binary()))
    if _changes_with_entries(column.chunk(0)):
        runs = pc.run_end_encode(column.combine_chunks())
        coded = runs.values.dictionary_encode()
        lengths = np.diff(runs.run_ends.to_numpy(), prepend=0)
        return Raw(np.repeat(coded.indices.to_numpy(), lengths), coded.dictionary)
    chunks = column.dictionary_encode().chunks
    return Raw(np.concatenate([chunk.indices.to_numpy() for chunk in chunks]), chunks[-1].dictionary)


def _changes_with_entries(sample: pa.Array) -> bool:
    """Return whether a column has many values, each on a few lines that follow each other: an entry's number."""
    return len(sample) < _FEW * len(sample.unique()) and len(pc.run_end_encode(sample).values) < _HALF * len(sample)
