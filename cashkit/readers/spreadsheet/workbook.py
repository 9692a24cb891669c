"""A workbook: its sheets as rows of cells, by the values that the spreadsheet stored.

>>> import io, openpyxl
>>> book, out = openpyxl.Workbook(), io.BytesIO()
>>> book.active.append(["Client", 12.5])
>>> book.save(out)
>>> sheets_of("x.xlsx", out.getvalue())[0].rows
[['Client', 12.5]]

Each sheet is looked through (`parts`), then read once, row by row. Formulas are never computed, links never followed.
Errors: `SourceError` for a workbook that is damaged, protected, of another program, or beyond all measure.
"""

from __future__ import annotations

import io
import warnings
from datetime import datetime
from typing import TYPE_CHECKING

import openpyxl

from cashkit.ground.errors import SourceError
from cashkit.readers.spreadsheet.parts import Scan, scanned_parts
from cashkit.readers.spreadsheet.sheet import Cell, Sheet, measured

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def sheets_of(file: str, content: bytes) -> list[Sheet]:
    """Return the sheets of a workbook."""
    parts = scanned_parts(file, content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of the library, about what it leaves aside: styles, validation, charts
            return _read(file, content, parts)
    except SourceError:
        raise
    except Exception:  # noqa: BLE001  (the library raises bare exceptions of many kinds for a damaged workbook)
        raise SourceError("spreadsheet.damaged", file=file) from None


def _read(file: str, content: bytes, parts: Mapping[str, Scan]) -> list[Sheet]:
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    try:
        return [_sheet(file, sheet, parts) for sheet in book.worksheets]
    finally:
        book.close()


def _sheet(file: str, sheet: object, parts: Mapping[str, Scan]) -> Sheet:
    rows: list[list[Cell]] = []
    last = cells = 0
    for row in _rows(sheet):
        kept = _row(row)
        cells += len(kept)
        measured(file, (len(rows) + 1, len(kept), cells))
        rows.append(kept)
        last = len(rows) if kept else last
    del rows[last:]
    # the part that a sheet stands in is told by no public name of the library
    scan = parts.get(str(getattr(sheet, "_worksheet_path", "")).lstrip("/"), Scan())
    hidden = getattr(sheet, "sheet_state", "visible") != "visible"
    return Sheet(str(getattr(sheet, "title", "")), rows, hidden, scan.unread, scan.hidden_rows)


def _rows(sheet: object) -> Iterator[tuple[object, ...]]:
    sheet.reset_dimensions()  # type: ignore[attr-defined]  # what the sheet says of its size may be anything
    return sheet.iter_rows(values_only=True)  # type: ignore[attr-defined,no-any-return]  # sheets opened to be read


_NOTHING: list[Cell] = []


def _row(row: tuple[object, ...]) -> list[Cell]:
    width = len(row)
    while width and row[width - 1] is None:
        width -= 1
    if not width:
        return _NOTHING
    kept = [_cell(value) for value in row[:width]]
    while kept and kept[-1] is None:
        kept.pop()
    return kept


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
