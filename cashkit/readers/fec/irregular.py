"""A text with irregular lines: each of those is read by itself, the others all at once.

Irregular is a line with other fields than the headings; a text with NUL bytes, or with a CR among its
characters, is made regular first. Every line keeps its physical number.

>>> shape = Shape(("EcritureDate", "CompteNum", "EcritureLib", "Debit", "Credit"), b"|")
>>> text = b"20250131|411000|A|B|12,00|0,00\\n\\n20250131|706\\n20250131|706000|A|0,00|12,00\\n"
>>> body = read_irregular(shape, text, 2, 5)
>>> body.line_no.tolist(), body.columns[2].values.to_pylist(), body.blank_lines
([2, 5], [b'A', b'A|B'], (3,))
>>> [(line.line, line.refused) for line in body.odd_lines]
[(2, False), (4, True)]
"""

from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from cashkit.readers.fec import ragged
from cashkit.readers.fec.columns import Body, OddLine, encoded, parse, table_of
from cashkit.readers.fec.physical import BLANKS, Physical, mend, physical, separators
from cashkit.readers.fec.ragged import Shape

_LEAST_BLOCK = 1 << 20


@dataclass(frozen=True)
class _Set:
    """What became of the irregular lines, by their place: rows mended, odd lines, blank and trailing ones."""

    places: list[int] = field(default_factory=list)
    rows: list[list[bytes]] = field(default_factory=list)
    repaired: list[bool] = field(default_factory=list)
    odd_lines: list[OddLine] = field(default_factory=list)
    blank: list[int] = field(default_factory=list)
    trailing: list[int] = field(default_factory=list)


def read_irregular(shape: Shape, content: bytes, first_line: int, width: int) -> Body:
    """Read a text whose lines are not all alike; most of them have `width` fields."""
    content, faults = mend(content)
    whole = np.frombuffer(content, np.uint8)
    lines = physical(whole)
    good = (separators(whole, lines, shape.separator) == width - 1) & (lines.stops > lines.starts)
    ended = width > len(shape.columns)
    if ended:
        good &= whole[np.maximum(lines.stops, 1) - 1] == shape.separator[0]
    apart = _one_by_one(shape, content, lines, np.flatnonzero(~good))
    regular = _regular(shape, _good_text(content, lines, good), width, int((lines.stops - lines.starts).max(initial=0)))
    columns = encoded(pa.concat_tables([regular, table_of(apart.rows, len(shape.columns))]), shape.amounts())
    line_no = np.concatenate([np.flatnonzero(good), np.array(apart.places, np.int64)])
    repaired = np.concatenate([np.zeros(int(good.sum()), bool), np.array(apart.repaired, bool)])
    order = np.argsort(line_no, kind="stable")
    return Body(
        tuple(column.at(order) for column in columns),
        line_no[order] + first_line,
        repaired[order],
        tuple(OddLine(odd.line + first_line, odd.fields, odd.text, odd.refused) for odd in apart.odd_lines),
        tuple(place + first_line for place in apart.blank),
        len(apart.trailing) + int(good.sum()) * ended,
        faults,
    )


def _one_by_one(shape: Shape, content: bytes, lines: Physical, places: NDArray[np.intp]) -> _Set:
    apart = _Set()
    for place in places.tolist():
        line = content[lines.starts[place] : lines.stops[place]]
        if not line.strip(BLANKS + shape.separator):
            apart.blank.append(place)
            continue
        fields = line.split(shape.separator)
        way = (fields, False) if len(fields) == len(shape.columns) else ragged.mended(shape, fields)
        if way:
            apart.places.append(place)
            apart.rows.append(way[0])
            apart.repaired.append(way[1])
        if way is None or way[1]:
            apart.odd_lines.append(OddLine(place, len(fields), line, refused=way is None))
        elif len(fields) > len(shape.columns):
            apart.trailing.append(place)
    return apart


def _good_text(content: bytes, lines: Physical, good: NDArray[np.bool_]) -> bytes:
    """Return the text without its irregular lines (PyArrow passes over empty ones)."""
    pieces, at = [], 0
    for place in np.flatnonzero(~good & (lines.stops > lines.starts)).tolist():
        pieces.append(content[at : lines.starts[place]])
        at = int(lines.stops[place]) + 1
    return b"".join([*pieces, content[at:]]) if pieces else content


def _regular(shape: Shape, content: bytes, width: int, longest: int) -> pa.Table:
    """Return the regular lines as a table of as many columns as headings."""
    count = len(shape.columns)
    if not content.strip(b"\n"):
        return table_of([], count)
    block = max(_LEAST_BLOCK, 2 * longest)  # PyArrow refuses a line longer than its block
    return parse(pa.py_buffer(content), shape.separator, width, block).select(range(count))
