"""A sheet: the rows of a CSV file or of one sheet of a workbook, as cells of text, number or date.

>>> read_csv("x.csv", "Client;Solde\\nALPHA;12,50\\n".encode()).rows
[['Client', 'Solde'], ['ALPHA', '12,50']]

A workbook is read by its values, never by its formulas; hidden sheets and rows are told. What is unsafe or beyond
measure is refused before it is unpacked.
Errors: `SourceError` for what is no table, for a workbook with a password, of another form or damaged, for what is
beyond all measure, and for a CSV whose quotes do not close.
"""

from __future__ import annotations

import csv
import io
import sys
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING

from cashkit.ground.errors import SourceError
from cashkit.readers.spreadsheet.heading import known_headings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Cell = str | float | datetime | None
LARGEST = 200_000_000
ROWS, COLUMNS = 1_048_576, 1_000
CELLS = 20_000_000
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_SAMPLE = 60
_SEPARATORS = ";\t,|"
_RULE = frozenset("-=_+| \t")
_FOREIGN = (b"{\\rtf", b"%pdf")
_PAGES = (b"<!doctype", b"<html", b"<table", b"<?xml", b"<")


@dataclass(frozen=True)
class Sheet:
    """The rows of a sheet.

    `unread` counts formulas whose value the workbook does not hold, `hidden_rows` the rows that it does not show.
    `fixed` is set for entries at fixed positions: the layout, and how many lines are of other accounts.
    """

    name: str
    rows: list[list[Cell]] = field(repr=False)
    hidden: bool = False
    unread: int = 0
    hidden_rows: int = 0
    fixed: tuple[str, int] | None = None


def read_csv(file: str, content: bytes) -> Sheet:
    """Return the rows of a CSV file, its encoding and separator told by its content."""
    _refuse(file, content)
    text = decoded(content)
    separator = _separator(text)
    rows: list[list[Cell]] = []
    cells, line = 0, 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=False)
    try:
        for row in reader:
            kept = _row(row)
            cells += len(kept)
            measured(file, (len(rows) + 1, len(kept), cells), line=reader.line_num)
            rows.extend([[]] * (line - len(rows)))  # a row stands at the line of the file on which it starts
            rows.append(kept)
            line = reader.line_num
    except csv.Error:
        raise SourceError("spreadsheet.bad_quote", file=file, line=line + 1) from None
    swallowed = _swallowed(rows, separator)
    if swallowed:
        raise SourceError("spreadsheet.bad_quote", file=file, line=swallowed)
    return Sheet("", rows)


def measured(file: str, size: tuple[int, int, int], *, line: int = 0) -> None:
    """Refuse more rows, columns or cells than a ledger has."""
    rows, columns, cells = size
    if rows > ROWS:
        raise SourceError("spreadsheet.too_long", file=file, limit=ROWS)
    if columns > COLUMNS:
        raise SourceError("spreadsheet.too_wide", file=file, line=line or rows, limit=COLUMNS)
    if cells > CELLS:
        raise SourceError("spreadsheet.too_many_cells", file=file, limit=CELLS)


def _refuse(file: str, content: bytes) -> None:
    wide = content[:2] in _WIDE
    start = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not start or start.startswith(_FOREIGN) or (b"\0" in content[:4096] and not wide):
        raise SourceError("spreadsheet.not_a_table", file=file)
    if start.startswith(_PAGES):
        raise SourceError("spreadsheet.web_page", file=file)


def _row(row: Sequence[str]) -> list[Cell]:
    """Return a row of a CSV: blank cells and rules of dashes are empty, texts told again are kept once."""
    kept: list[Cell] = [sys.intern(text) if (text := cell.strip()) else None for cell in row]
    while kept and kept[-1] is None:
        kept.pop()
    return [] if all(cell is None or (_RULE.issuperset(str(cell)) and len(str(cell)) > 2) for cell in kept) else kept  # noqa: PLR2004  (a dash or two is a nil amount)


def _swallowed(rows: Sequence[Sequence[Cell]], separator: str) -> int:
    """Return the line where a quote was opened and never closed: what it swallowed could be rows of their own."""
    plain = [len(row) for row in rows[:_SAMPLE] if not any(isinstance(cell, str) and "\n" in cell for cell in row)]
    width = max(plain or (len(row) for row in rows[:_SAMPLE]), default=0)
    for line, row in enumerate(rows, 1):
        for place, cell in enumerate(row):
            if isinstance(cell, str) and "\n" in cell:
                start, _, rest = cell.partition("\n")
                whole = start.count(separator) >= max(1, width - 1 - place) and separator in rest
                if whole or (cell.count("\n") > 2 and cell.count(separator) > 2):  # noqa: PLR2004  (an address has fewer lines)
                    return line
    return 0


def decoded(content: bytes) -> str:
    """Return a text whatever its encoding: UTF-8, UTF-16 with its mark, else that of Western Windows."""
    if content[:2] in _WIDE:
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _separator(text: str) -> str:
    """Return the separator that gives the most known headings, then the steadiest rows."""
    lines = [line[:10_000] for line in islice(io.StringIO(text), _SAMPLE) if line.strip()]
    found = {one: _told_by(lines, one) for one in _SEPARATORS}
    return max(found, key=lambda one: found[one])


def _told_by(lines: Iterable[str], separator: str) -> tuple[int, int, int]:
    try:
        rows = [row for row in csv.reader(lines, delimiter=separator) if any(row)]
    except csv.Error:
        return 0, 0, 0
    widths = [len(row) for row in rows if len(row) > 1]
    steady = max((widths.count(width) for width in set(widths)), default=0)
    return max((known_headings(row) for row in rows), default=0), steady, max(widths, default=0)


def read_workbook(file: str, content: bytes) -> list[Sheet]:
    """Return the sheets of a workbook."""
    from cashkit.readers.spreadsheet.workbook import sheets_of  # noqa: PLC0415  (openpyxl is loaded for a workbook only)

    return sheets_of(file, content)
