"""A sheet: the rows of a CSV file or of one sheet of a workbook, as cells of text, number or date.

>>> read_csv("x.csv", "Client;Solde\\nALPHA;12,50\\n".encode()).rows
[['Client', 'Solde'], ['ALPHA', '12,50']]

A workbook is read by its values, never by its formulas; hidden sheets are told. What is unsafe or beyond measure is
refused before it is unpacked.
Errors: `SourceError` for a workbook with a password or damaged, for one that unpacks beyond all measure, and for a CSV
that is binary, empty, or whose quotes do not close.
"""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from cashkit.ground.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator

Cell = str | float | datetime | None
LARGEST = 200_000_000
UNPACKED = 1_500_000_000
ROWS, COLUMNS = 1_048_576, 200
_RATIO, _DENSE = 300, 10_000_000
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_OLE = b"\xd0\xcf\x11\xe0"
_SAMPLE = 20
_SEPARATORS = ";\t,|"


@dataclass(frozen=True)
class Sheet:
    """The rows of a sheet; `unread` counts formulas whose value the workbook does not hold."""

    name: str
    rows: list[list[Cell]] = field(repr=False)
    hidden: bool = False
    unread: int = 0


def read_csv(file: str, content: bytes) -> Sheet:
    """Return the rows of a CSV file, its encoding and separator told by its content."""
    wide = content[:2] in _WIDE
    if not content.strip() or (b"\0" in content[:4096] and not wide):
        raise SourceError("spreadsheet.not_a_table", file=file)
    text = _decoded(content)
    separator = _separator(text)
    rows: list[list[Cell]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=False)
    try:
        for row in reader:
            if len(row) > COLUMNS:
                raise SourceError("spreadsheet.too_wide", file=file, line=reader.line_num, limit=COLUMNS)
            rows.append([cell.strip() or None for cell in row])
    except csv.Error:
        raise SourceError("spreadsheet.bad_quote", file=file, line=reader.line_num) from None
    swallowed = next((place for place, row in enumerate(rows, 1) if _spans(row, separator)), None)
    if swallowed is not None:
        raise SourceError("spreadsheet.bad_quote", file=file, line=swallowed)
    return Sheet("", rows)


def _spans(row: list[Cell], separator: str) -> bool:
    """Tell whether a cell swallowed whole lines: a quote that was opened and never closed."""
    texts = [cell for cell in row if isinstance(cell, str)]
    return any(cell.count("\n") > 2 and cell.count(separator) > 2 for cell in texts)  # noqa: PLR2004  (an address has fewer lines)


def _decoded(content: bytes) -> str:
    if content[:2] in _WIDE:
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _separator(text: str) -> str:
    """Return the separator whose count is the steadiest over the first lines."""
    lines = [line for line in text.splitlines()[: 3 * _SAMPLE] if line.strip()][:_SAMPLE]
    counts = {one: sorted(line.count(one) for line in lines) for one in _SEPARATORS}
    median = {one: values[len(values) // 2] if values else 0 for one, values in counts.items()}
    steady = {one: sum(value == median[one] for value in counts[one]) for one in _SEPARATORS if median[one]}
    return max(steady, key=lambda one: (steady[one], median[one])) if steady else ";"


def read_workbook(file: str, content: bytes) -> list[Sheet]:
    """Return the sheets of a workbook."""
    if content[:4] == _OLE:
        raise SourceError("spreadsheet.locked_or_old", file=file)
    _safe(file, content)
    import openpyxl  # noqa: PLC0415  (loaded for a workbook only)

    try:
        values = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        formulas = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False)
        return [_sheet(file, values[name], formulas[name]) for name in values.sheetnames if _is_grid(values[name])]
    except SourceError:
        raise
    except Exception:  # noqa: BLE001  (the library raises bare exceptions of many kinds for a damaged workbook)
        raise SourceError("spreadsheet.damaged", file=file) from None


def _is_grid(sheet: object) -> bool:
    return hasattr(sheet, "iter_rows")


def _safe(file: str, content: bytes) -> None:
    """Refuse an archive that is damaged or unpacks beyond all measure."""
    try:
        parts = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError, OSError):
        raise SourceError("spreadsheet.damaged", file=file) from None
    whole = sum(part.file_size for part in parts)
    dense = [part for part in parts if part.file_size > _DENSE and part.file_size > _RATIO * part.compress_size]
    if whole > UNPACKED or dense:
        raise SourceError("spreadsheet.bomb", file=file)
    if any(part.flag_bits & 1 for part in parts):
        raise SourceError("spreadsheet.locked_or_old", file=file)


def _sheet(file: str, values: object, formulas: object) -> Sheet:
    rows: list[list[Cell]] = []
    unread = 0
    for told, written in zip(_rows(values), _rows(formulas), strict=False):
        if len(rows) >= ROWS:
            raise SourceError("spreadsheet.too_long", file=file, limit=ROWS)
        unread += sum(
            value is None and isinstance(one, str) and one.startswith("=")
            for value, one in zip(told, written, strict=False)
        )
        rows.append([_cell(value) for value in told[:COLUMNS]])
    while rows and not any(cell is not None for cell in rows[-1]):
        rows.pop()
    hidden = getattr(values, "sheet_state", "visible") != "visible"
    return Sheet(str(getattr(values, "title", "")), rows, hidden, unread)


def _rows(sheet: object) -> Iterator[tuple[object, ...]]:
    return sheet.iter_rows(values_only=True)  # type: ignore[attr-defined,no-any-return]  # `_is_grid` saw it


def _cell(value: object) -> Cell:
    if value is None or isinstance(value, datetime):
        return value
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, (int, float)):
        return float(value)
    if hasattr(value, "year"):
        return datetime(value.year, value.month, value.day)  # type: ignore[attr-defined]  # noqa: DTZ001  (a day)
    return str(value).strip() or None
