"""What is wrong with the bytes and the physical lines of a FEC: F05, F06, F08, H06 and L01.

>>> odd = (OddLine(7, 20, b"VE|...", refused=False), OddLine(9, 3, b"VE|1", refused=True))
>>> [(told.line, told.params["repaired"], told.params["refused"]) for told in odd_line_findings("x.txt", 18, odd)]
[(9, 0, 1), (7, 1, 0)]
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from cashkit.dossier.findings import DETAILS, DataFinding, data_finding
from cashkit.readers.fec import text
from cashkit.readers.fec.columns import OddLine
from cashkit.readers.fec.heading import Heading


@dataclass(frozen=True)
class Form:
    """The physical form of a file, as found."""

    codec: str
    is_xml: bool
    bom: int
    nul: int
    odd_ends: int
    blank_lines: Sequence[int]
    trailing: int


def physical_findings(file: str, heading: Heading, form: Form) -> Iterator[DataFinding]:
    """Tell how the file differs from a plain one."""
    if form.codec == "cp1252":
        yield data_finding("F05", file=file, value="cp1252")
    places = form.bom + form.nul + form.odd_ends + len(form.blank_lines)
    if places:
        line = form.blank_lines[0] if form.blank_lines else None
        said: dict[str, Any] = {"bom": form.bom, "nul": form.nul, "ends": form.odd_ends}
        yield data_finding("F06", file=file, line=line, count=places, blank=len(form.blank_lines), **said)
    if form.is_xml:
        yield data_finding("F08", file=file)
    if heading.trailing or form.trailing:
        line = 1 if heading.trailing else None
        yield data_finding("H06", file=file, line=line, count=form.trailing + heading.trailing)


def odd_line_findings(file: str, expected: int, odd_lines: Sequence[OddLine]) -> list[DataFinding]:
    """Tell the lines whose fields were not as many as the headings: the refused ones, then the mended ones."""
    refused = [line for line in odd_lines if line.refused]
    return [*_told(file, expected, refused), *_told(file, expected, [line for line in odd_lines if not line.refused])]


def _told(file: str, expected: int, lines: Sequence[OddLine]) -> Iterator[DataFinding]:
    for place, odd in enumerate(lines[:DETAILS], 1):
        count = len(lines) - DETAILS + 1 if place == DETAILS else 1
        yield data_finding(
            "L01",
            file=file,
            line=odd.line,
            value=text.shown(odd.text[:400]),
            count=count,
            found=odd.fields,
            expected=expected,
            repaired=0 if odd.refused else count,
            refused=count if odd.refused else 0,
        )
