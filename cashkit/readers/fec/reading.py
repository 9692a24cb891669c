"""A FEC read: its typed lines, what is wrong with the file and its fields, and how many lines count.

`read_lines` reads any FEC: text (tab or `|`; `;` and `,` where they leave no doubt) or XML, in UTF-8,
ISO 8859-15 or cp1252, in its four layouts. It goes on whatever a line holds: `lines_read` is
`lines_used + lines_refused`, blank lines apart, and each fault is a finding with its line.

>>> text = "JournalCode|EcritureDate|CompteNum|Debit|Credit\\n"
>>> text += "VE|20250131|411000|12,00|0,00\\nVE|20250131|706000|0,00|x\\n"
>>> file = read_bytes("732829320FEC20251231.txt", text.encode())
>>> file.siren, file.lines.debit.tolist(), file.lines_read, file.lines_refused
('732829320', [1200], 2, 1)
>>> [(finding.line, finding.value) for finding in file.findings if finding.code == "L07"]
[(3, 'x')]

Errors: `SourceError` for a file that is no FEC, or of which nothing can be computed.
Source: art. A47 A-1 LPF; the codes stand in `dossier/codes.csv`.
"""

import datetime as dt
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from cashkit.dossier.findings import DataFinding
from cashkit.ground.errors import SourceError
from cashkit.readers.fec.assembly import lines_of
from cashkit.readers.fec.columns import Body
from cashkit.readers.fec.day_checks import check_days
from cashkit.readers.fec.field_checks import check_fields
from cashkit.readers.fec.fiscal_year import FiscalYear, fiscal_year
from cashkit.readers.fec.frame import Frame, frame_of, open_frame
from cashkit.readers.fec.heading_findings import heading_findings
from cashkit.readers.fec.label_checks import check_texts
from cashkit.readers.fec.lines import Lines
from cashkit.readers.fec.name import read_name
from cashkit.readers.fec.observations import Observations
from cashkit.readers.fec.physical_findings import Form, odd_line_findings, physical_findings
from cashkit.readers.fec.source import Source, read_source
from cashkit.readers.fec.typed import Typed, typed


@dataclass(frozen=True)
class FecFile:
    """One FEC as it was read.

    `encoding` is utf-8, iso8859-15 or cp1252; `separator` is "" for the XML form; `layout` is DC, MS, BA21
    or BNC22; `siren` and `named_closing` are what the file's name says; `year` is the fiscal year that
    holds, with its own finding (F03, not among `findings`); `headings` are as found.
    """

    name: str
    sha256: str
    size: int
    encoding: str
    separator: str
    layout: str
    siren: str | None
    named_closing: dt.date | None
    year: FiscalYear
    lines: Lines
    lines_read: int
    lines_used: int
    lines_refused: int
    findings: tuple[DataFinding, ...]
    headings: tuple[str, ...]


def read_lines(path: str | Path) -> FecFile:
    """Read a FEC."""
    return read_frame(open_frame(Path(path)))


def read_bytes(file: str, content: bytes) -> FecFile:
    """Read a FEC whose bytes and name are known already."""
    return read_frame(frame_of(file, pa.py_buffer(content)))


def read_frame(frame: Frame) -> FecFile:
    """Read the bytes of a FEC."""
    source = read_source(frame)
    read = typed(source.heading, source.body)
    refused = read.refused()
    with ThreadPoolExecutor(1) as clerk:
        texts = clerk.submit(_observed, frame.file, read, check_texts)
        fields = _observed(frame.file, read, check_fields)
    findings = [*_form_findings(frame, source, read), *fields, *texts.result()]
    if refused.all():
        raise _nothing_usable(frame.file, source.body, findings)
    lines = lines_of(read, ~refused)
    name = read_name(frame.file)
    year = fiscal_year(lines, name.closing, frame.file)
    claimed = year.closing if name.closing is None or name.closing < year.opening else name.closing
    findings += name.findings
    findings += _observed(
        frame.file, read, lambda read, seen: check_days(read, FiscalYear(year.opening, claimed), seen)
    )
    lost = int(refused.sum()) + sum(line.refused for line in source.body.odd_lines)
    return FecFile(
        name=frame.file,
        sha256=frame.sha256(),
        size=frame.size,
        encoding=read.codec,
        separator=source.heading.separator.decode(),
        layout=source.heading.layout,
        siren=name.siren,
        named_closing=name.closing,
        year=year,
        lines=lines,
        lines_read=len(lines) + lost,
        lines_used=len(lines),
        lines_refused=lost,
        findings=tuple(sorted(findings, key=lambda finding: (finding.code, finding.line or 0))),
        headings=source.heading.found,
    )


def _form_findings(frame: Frame, source: Source, read: Typed) -> list[DataFinding]:
    body, heading = source.body, source.heading
    form = Form(
        read.codec,
        not heading.separator,
        int(frame.has_bom),
        body.faults.nul + source.nul,
        body.faults.odd_ends,
        (*source.blank, *body.blank_lines),
        body.trailing,
    )
    return [
        *physical_findings(frame.file, heading, form),
        *heading_findings(frame.file, heading),
        *odd_line_findings(frame.file, len(heading.columns), body.odd_lines),
    ]


def _observed(file: str, read: Typed, check: Callable[[Typed, Observations], None]) -> list[DataFinding]:
    seen = Observations(file, read.body.line_no)
    check(read, seen)
    return seen.findings


def _nothing_usable(file: str, body: Body, findings: list[DataFinding]) -> SourceError:
    cause = next(finding for finding in findings if finding.params.get("refused"))
    read = len(body) + sum(line.refused for line in body.odd_lines)
    return SourceError(
        "fec.no_usable_line", file=file, read=read, line=cause.line, field=cause.field, value=cause.value
    )
