"""What stands in the file of a FEC: its heading, and its lines as columns of bytes.

The heading is the first line that is not blank; lines are numbered as an editor numbers them.

>>> import pyarrow as pa
>>> from cashkit.readers.fec.frame import frame_of
>>> text = b"JournalCode|EcritureDate|CompteNum|Debit|Credit\\r\\nVE|20250131|411000|12,00|0,00\\r\\n"
>>> source = read_source(frame_of("x.txt", pa.py_buffer(text)))
>>> source.heading.layout, source.body.line_no.tolist()
('DC', [2])

Errors: `SourceError` when no heading is recognised, no line follows, or a separator that the law does
not know leaves doubts (F07).
"""

import re
from dataclasses import dataclass

from cashkit.ground.errors import SourceError
from cashkit.readers.fec.body import read_body
from cashkit.readers.fec.columns import Body
from cashkit.readers.fec.frame import Frame
from cashkit.readers.fec.heading import Heading, read_heading
from cashkit.readers.fec.physical import mend
from cashkit.readers.fec.ragged import Shape
from cashkit.readers.fec.xml_form import is_xml, read_xml

_FIRST = re.compile(rb"((?:[ \t\x1a]*(?:\r\r\n|\r\n|\n|\r))*)([^\r\n]*)(?:\r\r\n|\r\n|\n|\r|$)")
_HEADING_SIZE = 1 << 20
_DOUBTFUL_SEPARATORS = (b";", b",")


@dataclass(frozen=True)
class Source:
    """The heading and the body of a file, and the blank lines and NUL bytes met before the body."""

    heading: Heading
    body: Body
    blank: tuple[int, ...] = ()
    nul: int = 0


def read_source(frame: Frame) -> Source:
    """Find the heading of a file and read its body into columns of bytes."""
    head = frame.content.slice(0, min(_HEADING_SIZE, frame.content.size)).to_pybytes()
    if is_xml(head):
        return Source(*read_xml(frame.file, frame.content.to_pybytes()))
    found = _FIRST.match(head)
    if found is None:
        raise SourceError("fec.no_heading", file=frame.file, value=head[:60].decode(errors="replace"))
    before = mend(found[1])[0].count(b"\n")
    heading = read_heading(frame.file, found[2].replace(b"\0", b""))
    shape = Shape(heading.columns, heading.separator)
    body = read_body(shape, frame.content.slice(found.end()), before + 2)
    if not len(body) and not body.odd_lines:
        raise SourceError("fec.no_line", file=frame.file)
    _refuse_doubtful_separator(frame.file, heading, body)
    return Source(heading, body, tuple(range(1, before + 1)), found[2].count(b"\0"))


def _refuse_doubtful_separator(file: str, heading: Heading, body: Body) -> None:
    """Refuse `;` and `,` where most lines do not have as many fields as headings."""
    if heading.separator in _DOUBTFUL_SEPARATORS and len(body.odd_lines) > len(body) // 2:
        raise SourceError("fec.ambiguous_separator", file=file, value=heading.separator.decode())
