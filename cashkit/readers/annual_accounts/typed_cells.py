"""Typed cells: what a person writes down from a printed tax return, a cell of the form and its amount.

As lines (`FL;1 200,50`), with optional lines for siren, closing_date, months, form and name, or as JSON
(`{"siren": ..., "closing_date": ..., "cells": {"FL": 1200.5}}`), the cells also beside the identity, and a cell also by
column (`{"BX": {"gross": 120, "net": 100}}`).

>>> from_codes("x.csv", "siren;732829320\\nclosing_date;2024-12-31\\nFL;1 200,50\\nBX;100\\n")[0].cells
{('FL', 'net'): 1200.5, ('BX', 'net'): 100.0}
>>> from_cells("x.json", {"siren": "732829320", "date_cloture": "31/12/2024", "cells": {"FL": 1200.5}})[0].cells
{('FL', 'net'): 1200.5}

Errors: `SourceError` with the line, or the cell, for an amount or a cell that is none, and for a file without closing.
Source: form 2050 to 2053 and 2033.
"""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING, Any

from cashkit.ground.errors import SourceError
from cashkit.readers.annual_accounts.filing import YEAR, Filing
from cashkit.readers.annual_accounts.table_files import day_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Cells = dict[tuple[str, str], float]
_ABOUT = {
    "siren": "siren", "closing_date": "closing_date", "date_cloture": "closing_date", "cloture": "closing_date",
    "date_cloture_exercice": "closing_date", "months": "months", "duree": "months", "form": "form", "type": "form",
    "name": "name", "denomination": "name",
}  # fmt: skip
_HEADINGS = {"code", "cell", "case", "cellule"}
_HOLDERS = ("cells", "cases", "cellules")
_CELL = re.compile(r"[A-Z0-9]{2,3}", re.ASCII)
_COLUMNS = {"net", "gross", "brut", "amort", "n", "n-1", "previous", "m1", "m2", "m3", "m4"}
_AMOUNT = re.compile(r"\(?[-+−]?[\d\u00a0\u202f .']{0,40}(,\d{1,2}|\.\d{1,2})?\)?-?", re.ASCII)
_MONTHS = re.compile(r"[1-9]\d?", re.ASCII)
_LONGEST = 15


def from_codes(file: str, text: str) -> list[Filing]:
    """Return the filing of a `code;amount` file."""
    rows = list(_rows(file, text))
    known = sum(_key(parts[0]) in _ABOUT or bool(_CELL.fullmatch(parts[0].upper())) for _, parts in rows)
    if 2 * known < len(rows) or not rows:
        raise SourceError("accounts_files.not_accounts", file=file)
    about: dict[str, str] = {}
    cells: Cells = {}
    for line, parts in rows:
        if _key(parts[0]) in _ABOUT:
            about[_ABOUT[_key(parts[0])]] = parts[1]
        elif not _CELL.fullmatch(parts[0].upper()):
            raise SourceError("accounts_files.bad_cell", file=file, line=line, value=parts[0][:40])
        elif parts[1]:  # a box of the form left blank is a cell that is missing
            column = parts[2].lower() if len(parts) > 2 and parts[2] else "net"  # noqa: PLR2004  (its column)
            cells[parts[0].upper(), column] = _amount(file, line, parts[1])
    return [_filing(file, about, cells)]


def from_cells(file: str, told: object) -> list[Filing]:
    """Return the filings of a JSON of typed cells: one, or a list of several years."""
    return [_of_json(file, one) for one in (told if isinstance(told, list) else [told]) if isinstance(one, dict)]


def holds_cells(told: object) -> bool:
    """Tell whether a JSON is one of typed cells."""
    listed = told if isinstance(told, list) else [told]
    return bool(listed) and all(
        isinstance(one, dict)
        and (any(name in one for name in _HOLDERS) or sum(bool(_CELL.fullmatch(str(key))) for key in one) > 0)
        and not {"identite", "detail"} & set(one)
        for one in listed
    )


def _rows(file: str, text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the lines that hold a key and a value, with their numbers."""
    try:
        for line, row in enumerate(csv.reader(text.splitlines(), delimiter=_separator(text)), 1):
            parts = [part.strip() for part in row]
            if len(parts) > 1 and parts[0] and parts[0].lower() not in _HEADINGS:
                yield line, parts
    except csv.Error:  # a field beyond all measure
        raise SourceError("accounts_files.not_accounts", file=file) from None


def _separator(text: str) -> str:
    head = text[:2000]
    return max(";\t|,", key=lambda one: (head.count(one), one == ";"))


def _key(text: str) -> str:
    return text.strip().lower().replace(" ", "_").replace("ô", "o").replace("é", "e")


def _of_json(file: str, one: Mapping[str, Any]) -> Filing:
    about = {_ABOUT[_key(key)]: str(value) for key, value in one.items() if _key(key) in _ABOUT and _scalar(value)}
    held = next((one[name] for name in _HOLDERS if isinstance(one.get(name), dict)), None)
    beside = {key: value for key, value in one.items() if _CELL.fullmatch(key.upper())}
    cells: Cells = {}
    for code, value in (beside if held is None else held).items():
        by_column = value if isinstance(value, dict) else {"net": value}
        for column, amount in by_column.items():
            if not _CELL.fullmatch(code.upper()) or column.lower() not in _COLUMNS or not _scalar(amount):
                raise SourceError("accounts_files.bad_cell", file=file, line=1, value=f"{code} {column}"[:40])
            cells[code.upper(), column.lower()] = _amount(file, 1, _written(amount))
    return _filing(file, about, cells)


def _scalar(value: object) -> bool:
    return isinstance(value, (str, int, float)) and not isinstance(value, bool)


def _written(amount: float | str) -> str:
    """Return an amount of JSON as it would be typed: a float to the cent."""
    return f"{amount:.2f}" if isinstance(amount, float) else str(amount)


def _filing(file: str, about: Mapping[str, str], cells: Cells) -> Filing:
    closing = day_of(about.get("closing_date", ""))
    if closing is None or not cells:
        raise SourceError("accounts_files.no_closing", file=file)
    months = _MONTHS.fullmatch(about.get("months", ""))
    return Filing(
        about.get("siren", "").replace(" ", ""), closing, int(months[0]) if months else YEAR,
        about.get("form", "").upper() or ("S" if all(code.isdigit() for code, _ in cells) else "C"),
        cells, about.get("name", ""),
    )  # fmt: skip


def _amount(file: str, line: int, text: str) -> float:
    bare = text.replace("€", "").strip()
    digits = re.sub(r"[^0-9,.]", "", bare)
    if not _AMOUNT.fullmatch(bare) or not digits.strip(",.") or len(digits) > _LONGEST + 7:
        raise SourceError("accounts_files.bad_line", file=file, line=line, value=text[:40])
    negative = any(sign in bare for sign in "-−(")
    whole, sign, rest = digits.rpartition("," if "," in digits else ".")
    cents = rest if sign and len(rest) <= 2 else ""  # noqa: PLR2004  (two decimals; a longer group is thousands)
    units = re.sub(r"[^0-9]", "", whole if cents else digits) or "0"
    amount = int(units) + int(cents.ljust(2, "0") or 0) / 100
    return -amount if negative else amount
