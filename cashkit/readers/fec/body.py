"""The lines below the heading of a FEC, read all at once where they are regular.

>>> shape = Shape(("EcritureDate", "CompteNum", "EcritureLib", "Debit", "Credit"), b"|")
>>> text = b"20250131|411000|A|12,00|0,00\\r\\n||||\\r\\n\\r\\n20250131|706000|A|0,00|12,00"
>>> body = read_body(shape, pa.py_buffer(text), 2)
>>> body.line_no.tolist(), body.columns[4].values.to_pylist(), body.blank_lines
([2, 5], [b'0,00', b'', b'12,00'], (3, 4))

A regular text has as many fields on each line as headings (or one more, blank, when lines end with a
separator), no NUL and no CR but in line ends; any other goes to `irregular`.
"""

import dataclasses
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pyarrow as pa

from cashkit.readers.fec import text
from cashkit.readers.fec.columns import Body, Raw, encoded, parse
from cashkit.readers.fec.irregular import read_irregular
from cashkit.readers.fec.physical import physical
from cashkit.readers.fec.ragged import Shape

_SAMPLE = 1 << 16


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
    with ThreadPoolExecutor(1) as clerk:
        scan = clerk.submit(physical, np.frombuffer(content, np.uint8))
        try:
            table = parse(content, shape.separator, width)
        except pa.ArrowInvalid:
            return None
        lines = scan.result()
    full = lines.full()
    if table.num_rows != len(full) or not lines.clean:
        return None
    columns = encoded(table, shape.amounts())
    count = len(shape.columns)
    if any(map(_holds_nul, columns)) or any(map(_filled, columns[count:])):
        return None
    blank = np.setdiff1d(np.arange(len(lines.starts)), full) if len(full) < len(lines.starts) else full[:0]
    return Body(
        columns[:count],
        full + first_line,
        np.zeros(len(full), bool),
        blank_lines=tuple((blank + first_line).tolist()),
        trailing=len(full) * (width > count),
        faults=lines.faults,
    )


def _holds_nul(column: Raw) -> bool:
    whole, _ = text.flat(column.values)
    return bool(len(whole)) and not whole.min()


def _filled(column: Raw) -> bool:
    return bool(len(text.flat(column.values)[0]))


def _without_blank_rows(body: Body) -> Body:
    """Count lines made of separators only as blank."""
    blank = np.ones(len(body), bool)
    for column in body.columns:
        blank &= column.empty()
        if not blank.any():
            return body
    numbers = (*body.blank_lines, *body.line_no[blank].tolist())
    return dataclasses.replace(body.only(~blank), blank_lines=tuple(sorted(numbers)))
