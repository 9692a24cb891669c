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
import pyarrow.csv as pacsv
from numpy.typing import NDArray

from cashkit.readers.fec import text
from cashkit.readers.fec.lines import Coded, Int32, Int64
from cashkit.readers.fec.physical import Faults

_BLOCK = 1 << 20


@dataclass(frozen=True)
class Raw:
    """A column of bytes: `values[codes[i]]` is the field of line i, values distinct.

    `utf8` is the same column as text when it is UTF-8 (and wanted as text), else None.
    """

    codes: Int32
    values: pa.Array
    utf8: Coded | None = None

    def at(self, rows: NDArray[np.bool_] | NDArray[np.intp]) -> "Raw":
        """Return the column of some lines, or in another order."""
        codes = self.codes[rows]
        if self.utf8 is None or self.utf8.codes is self.codes:
            return Raw(codes, self.values, self.utf8 and Coded(codes, self.utf8.values))
        return Raw(codes, self.values, Coded(self.utf8.codes[rows], self.utf8.values))

    def empty(self) -> NDArray[np.bool_]:
        """Return which lines have no byte in this column."""
        places = np.flatnonzero(np.diff(text.flat(self.values)[1]) == 0)
        return self.codes == places[0] if len(places) else np.zeros(len(self.codes), bool)


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

    columns: tuple[Raw, ...]
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
        convert_options=pacsv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.binary()), null_values=[], strings_can_be_null=False
        ),
    )


def table_of(rows: Sequence[Sequence[bytes]], width: int) -> pa.Table:
    """Return fields that were split already as a table like `parse`'s."""
    columns = [pa.array([row[place] for row in rows], pa.binary()) for place in range(width)]
    return pa.table(columns, names=[str(place) for place in range(width)])


def encoded(table: pa.Table, as_bytes: Collection[int] = ()) -> tuple[Raw, ...]:
    """Return the columns of a table with each distinct value once, and as text but for some; two at a time."""
    wanted = [place not in as_bytes for place in range(table.num_columns)]
    with ThreadPoolExecutor(2) as clerks:
        return tuple(clerks.map(_encoded, table.itercolumns(), wanted))


def _encoded(column: pa.ChunkedArray, as_text: bool) -> Raw:  # noqa: FBT001  (one of two lists that are walked together)
    raw = _distinct(column)
    return Raw(raw.codes, raw.values, text.utf8(raw.codes, raw.values)) if as_text else raw


def _distinct(column: pa.ChunkedArray) -> Raw:
    if not any(_bytes(chunk) for chunk in column.chunks):
        return Raw(np.zeros(len(column), np.int32), pa.array([b""] if len(column) else [], pa.binary()))
    chunks = column.dictionary_encode().chunks
    return Raw(np.concatenate([chunk.indices.to_numpy() for chunk in chunks]), chunks[-1].dictionary)


def _bytes(chunk: pa.Array) -> int:
    """Return how many bytes the values of a chunk have."""
    offsets = np.frombuffer(chunk.buffers()[1], np.int32)[chunk.offset : chunk.offset + len(chunk) + 1]
    return int(offsets[-1] - offsets[0]) if len(chunk) else 0
