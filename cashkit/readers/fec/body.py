"""The lines below the heading of a FEC, read all at once where they are regular.

>>> shape = Shape(("EcritureDate", "CompteNum", "EcritureLib", "Debit", "Credit"), b"|")
>>> text = b"20250131|411000|A|12,00|0,00\\r\\n||||\\r\\n\\r\\n20250131|706000|A|0,00|12,00"
>>> body = read_body(shape, pa.py_buffer(text), 2)
>>> body.line_no.tolist(), body.columns[1].values.to_pylist(), body.blank_lines
([2, 5], [b'411000', b'', b'706000'], (3, 4))

A regular text has as many fields on each line as headings (or one more, blank, when lines end with a
separator), no NUL and no CR but in line ends; any other goes to `irregular`.
"""

import dataclasses
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from cashkit.readers.fec import text
from cashkit.readers.fec.columns import Body, Cells, Raw, encoded, parse
from cashkit.readers.fec.irregular import read_irregular
from cashkit.readers.fec.lines import Int64
from cashkit.readers.fec.physical import Bytes, Faults, ends_by_kind, physical
from cashkit.readers.fec.ragged import Shape

_SAMPLE = 1 << 16
_LONG = 1 << 20
_LF = 10


def read_body(shape: Shape, content: pa.Buffer, first_line: int) -> Body:
    """Read the lines below the heading; `first_line` is the physical number of the first."""
    width = _width(shape, content)
    body = _at_once(shape, content, first_line, width)
    if body is None:
        body = read_irregular(shape, content.to_pybytes(), first_line, width)
    return _without_blank_rows(body)


def _width(shape: Shape, content: pa.Buffer) -> int:
    """Return how many fields most lines have: one more than the columns when they end with a separator."""
    count, mark = len(shape.columns), shape.separator
    sample = content.slice(0, min(_SAMPLE, content.size)).to_pybytes().replace(b"\r", b"\n").split(b"\n")
    ended = sum(line.count(mark) == count and line.endswith(mark) for line in sample)
    plain = sum(line.count(mark) == count - 1 for line in sample)
    return count + 1 if ended > plain else count


def _at_once(shape: Shape, content: pa.Buffer, first_line: int, width: int) -> Body | None:
    """Read a regular text; None for any other."""
    if not content.size:
        return None
    whole = np.frombuffer(content, np.uint8)
    with ThreadPoolExecutor(1) as clerk:
        counts = clerk.submit(ends_by_kind, whole)
        try:
            table = parse(content, shape.separator, width)
        except pa.ArrowInvalid:
            return None
    places = _places(whole, table.num_rows, counts.result())
    if places is None:
        return None
    columns, count = encoded(table, shape.amounts()), len(shape.columns)
    if any(map(_holds_nul, columns)) or any(map(_filled, columns[count:])):
        return None
    full, blank, faults = places
    repaired = np.zeros(len(full), bool)
    trailing = len(full) * (width > count)
    blanks = tuple((blank + first_line).tolist())
    return Body(columns[:count], full + first_line, repaired, (), blanks, trailing, faults)


def _places(whole: Bytes, rows: int, counts: tuple[int, int]) -> tuple[Int64, Int64, Faults] | None:
    """Return the places of the lines that were read and of the blank ones; None when a CR may be an end of its own.

    A long text with as many line ends as lines, all alike, needs no closer look.
    """
    lf, cr = counts
    if len(whole) > _LONG and rows == lf + (whole[-1] != _LF) and cr in {0, lf}:
        return np.arange(rows), np.zeros(0, np.int64), Faults()
    lines = physical(whole)
    full = lines.full()
    if rows != len(full) or not lines.clean:
        return None
    return full, np.setdiff1d(np.arange(len(lines.starts)), full), lines.faults


def _pieces(column: Raw | Cells) -> Iterator[NDArray[np.uint8]]:
    for values in (column.values,) if isinstance(column, Raw) else column.chunks:
        yield text.flat(values)[0]


def _holds_nul(column: Raw | Cells) -> bool:
    return any(len(whole) and not whole.min() for whole in _pieces(column))


def _filled(column: Raw | Cells) -> bool:
    return any(map(len, _pieces(column)))


def _without_blank_rows(body: Body) -> Body:
    """Count lines made of separators only as blank."""
    blank = np.ones(len(body), bool)
    for column in body.columns:
        blank &= column.empty()
        if not blank.any():
            return body
    numbers = (*body.blank_lines, *body.line_no[blank].tolist())
    return dataclasses.replace(body.only(~blank), blank_lines=tuple(sorted(numbers)))
