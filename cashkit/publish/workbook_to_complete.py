"""The workbook to complete: a sheet of customers whose cells to fill in are coloured, and a sheet that tells how.

Numbers that identify (SIREN, SIRET, IBAN ...) are text cells, so that no spreadsheet drops their zeros. A choice or a
length is checked as one types, with a warning that lets pass: the reader of the file decides. No clock stands in it.

>>> import io, openpyxl
>>> content = workbook_to_complete(["Code", "SIREN"], [["=1+1", ""]], [["", "missing"]], "en")
>>> sheet = openpyxl.load_workbook(io.BytesIO(content))["To complete"]
>>> [(cell.value, cell.data_type, cell.fill.fgColor.rgb) for cell in sheet[2]]
[('=1+1', 's', '00000000'), (None, 'n', '00FFF2B3')]
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from cashkit.ground import language
from cashkit.publish.workbook import undated
from cashkit.views.cells import printable
from cashkit.views.settled import settled
from cashkit.views.tables import heading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.worksheet.worksheet import Worksheet

_FILLS = {"missing": "FFF2B3", "wrong": "F7C7A3", "double": "CFE2F3"}
_AMOUNT, _TEXT = "#,##0.00", "@"
_WIDEST, _LONGEST, _WIDE_GUIDE = 42, 32_000, 100
_GUIDE = ("cells", "order", "keep", "numbers", "terms", "second", "back")
_DIGITS = {"siren": 9, "siret": 14}


def workbook_to_complete(
    headings: Sequence[str], rows: Sequence[Sequence[Any]], states: Sequence[Sequence[str]], lang: str
) -> bytes:
    """Return the bytes of the workbook; `states` tell of each cell whether it is missing, wrong, double or neither."""
    import openpyxl  # noqa: PLC0415  (loaded when a workbook is written)

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = language.say("complete.sheet", lang)
    _head(sheet, headings)
    _body(sheet, rows, states)
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = sheet.dimensions
    for number, column in enumerate(zip(headings, *rows, strict=True), 1):
        letters = max(len(str(value)) for value in column)
        sheet.column_dimensions[sheet.cell(1, number).column_letter].width = min(letters + 3, _WIDEST)
    _checks(sheet, headings, len(rows), lang)
    _guide(book.create_sheet(language.say("complete.guide", lang)), lang)
    return settled(book.save, undated)


def _head(sheet: Worksheet, headings: Sequence[str]) -> None:
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415

    for number, text in enumerate(headings, 1):
        _typed(sheet, (1, number), text)
        sheet.cell(1, number).font = Font(bold=True)
        sheet.cell(1, number).alignment = Alignment(wrap_text=True, vertical="top")


def _body(sheet: Worksheet, rows: Sequence[Sequence[Any]], states: Sequence[Sequence[str]]) -> None:
    from openpyxl.styles import PatternFill  # noqa: PLC0415

    fills = {state: PatternFill("solid", fgColor=colour) for state, colour in _FILLS.items()}
    for place, (row, told) in enumerate(zip(rows, states, strict=True), 2):
        for number, (value, state) in enumerate(zip(row, told, strict=True), 1):
            _typed(sheet, (place, number), value)
            if state:
                sheet.cell(place, number).fill = fills[state]


def _typed(sheet: Worksheet, at: tuple[int, int], value: object) -> None:
    """Put a value into a cell: an amount as a number, all else as text that never acts."""
    cell = sheet.cell(*at)
    if isinstance(value, Decimal):
        cell.value, cell.number_format = float(value), _AMOUNT
        return
    cell.number_format = _TEXT
    if value:
        cell.value = printable(value)[:_LONGEST]
        cell.data_type = "s"  # whatever its first letter


def _checks(sheet: Worksheet, headings: Sequence[str], rows: int, lang: str) -> None:
    """Let the spreadsheet offer the choices and warn of a wrong length, column by column."""
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415

    titles = {heading: number for number, heading in enumerate(headings, 1)}
    for name, options in _choices(lang).items():
        number = titles.get(titled(name, lang))
        if number and rows:
            check = DataValidation(type="list", formula1=f'"{",".join(options)}"', allow_blank=True)
            _added(sheet, check, number, rows)
    for name, digits in _DIGITS.items():
        number = titles.get(titled(name, lang))
        if number and rows:
            first = f"{sheet.cell(1, number).column_letter}2"
            bare = f'SUBSTITUTE(SUBSTITUTE({first}," ",""),".","")'
            check = DataValidation(type="custom", formula1=f"LEN({bare})={digits}", allow_blank=True)
            check.error = language.say(f"complete.check_{name}", lang)
            _added(sheet, check, number, rows)


def _added(sheet: Worksheet, check: Any, number: int, rows: int) -> None:  # noqa: ANN401  (openpyxl has no types)
    check.errorStyle, check.showErrorMessage = "warning", True
    letter = sheet.cell(1, number).column_letter
    check.add(f"{letter}2:{letter}{rows + 1}")
    sheet.add_data_validation(check)


def _choices(lang: str) -> dict[str, list[str]]:
    """Return the answers to choose from."""
    methods = [row[lang] for key, row in language.table("views").items() if key.startswith("method.")]
    return {
        "payment_method": methods,
        "terms_signed": [language.say(f"complete.{one}", lang) for one in ("yes", "no")],
    }


def titled(name: str, lang: str) -> str:
    """Return the title of the column of an information."""
    words = language.table("views").get(f"information.{name}")
    return heading(name, lang) if words is None else words[lang][:1].upper() + words[lang][1:]


def _guide(sheet: Worksheet, lang: str) -> None:
    from openpyxl.styles import Alignment  # noqa: PLC0415

    for number, key in enumerate(_GUIDE, 1):
        _typed(sheet, (number, 1), language.say(f"complete.guide_{key}", lang))
        sheet.cell(number, 1).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.column_dimensions["A"].width = _WIDE_GUIDE
