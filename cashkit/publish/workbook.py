"""A table as a workbook of one sheet (XLSX): amounts, counts and days as numbers, all else as text that never acts.

A stranger's text that starts with = + - @ is written as text, not as a formula; codes are said in words. The same
table gives the same bytes: no clock stands in the file.

>>> import io, openpyxl
>>> content = workbook(pd.DataFrame({"name": ["=1+1"], "to_chase": [1234.5]}), "en", "Work list")
>>> sheet = openpyxl.load_workbook(io.BytesIO(content)).active
>>> [[(cell.value, cell.data_type) for cell in row] for row in sheet.iter_rows()]
[[('Customer', 's'), ('To chase', 's')], [('=1+1', 's'), (1234.5, 'n')]]
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from cashkit.ground import language
from cashkit.views.cells import printable, word
from cashkit.views.settled import settled
from cashkit.views.tables import heading

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_WIDEST, _LONGEST, _TITLE = 40, 32_000, 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
_AMOUNT = "#,##0.00"


def workbook(frame: pd.DataFrame, lang: str, title: str) -> bytes:
    """Return a table as the bytes of a workbook, its headings and codes in the language."""
    import openpyxl  # noqa: PLC0415  (loaded when a workbook is written)

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = _FORBIDDEN.sub(" ", title)[:_TITLE]
    told = in_words(frame, lang)
    for place, name in enumerate(told.columns, 1):
        unit = language.table("columns").get(str(name), {}).get("unit", "")
        values = [heading(str(name), lang), *told[name].tolist()]
        _column(sheet, place, values, _AMOUNT if unit in {"eur", "euro"} else None)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    return settled(book.save, undated)


def in_words(frame: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Return a table whose codes are said in words (a next step, a reason, a channel ...)."""
    known = language.table("columns")
    codes = [name for name in frame.columns if known.get(str(name), {}).get("unit") == "word"]
    return frame.assign(**{name: [word(str(name), value, lang) for value in frame[name]] for name in codes})


def _column(sheet: Worksheet, place: int, values: list[Any], form: str | None) -> None:
    for row, value in enumerate(values, 1):
        cell = sheet.cell(row, place)
        number = _number(value)
        if number is not None:
            cell.value = number
            cell.number_format = form or cell.number_format
        elif not pd.isna(value):
            cell.value = printable(value)[:_LONGEST]
            cell.data_type = "s"  # whatever its first letter
    longest = max((len(str(value)) for value in values), default=0)
    sheet.column_dimensions[sheet.cell(1, place).column_letter].width = min(longest + 2, _WIDEST)


def _number(value: object) -> float | None:
    if isinstance(value, bool | np.bool_) or not isinstance(value, int | float | np.number):
        return None
    number = float(value)
    return number if np.isfinite(number) else None


def undated(name: str, content: bytes) -> bytes:
    """Return a part of a workbook without the hour of its making, which its properties tell."""
    return _STAMP.sub(rb"\g<1>2000-01-01T00:00:00Z", content) if "core" in name else content
