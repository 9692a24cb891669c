"""The dates of a column: day or month first is decided on the whole column, never cell by cell.

>>> read = days(["03/01/2012", "23/01/2012"])
>>> str(read.values[0])[:10], read.order
('2012-01-03', 'day_first')
>>> days(["03/01/2012", "04/05/2012"]).order
'open'

A spreadsheet that opens dd/mm dates in a mm/dd country turns those that can be turned into dates, day and month
swapped, and leaves the others as text: text beyond the 12th beside dates of the 12th at most proves it. Then, and
only then, the dates are turned back, and it is told (`swapped`).
`order` is day_first, month_first, fixed (written year first, or true dates), or open: both readings hold.
Serial numbers of spreadsheets (since 30 December 1899) are read; 01/01/1900 and 31/12/9999 are empty.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from cashkit.readers.spreadsheet.sheet import Cell

_ISO = re.compile(r"(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})(?:[T ].*)?")
_TURNED = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})(?:[T ].*)?")
_WORDED = re.compile(
    r"(?P<day>\d{1,2})(?:er)?[- .]?(?P<month>[a-zéûà]{3,9})\.?[- .,]{0,2}(?P<year>\d{4}|\d{2})", re.IGNORECASE
)
_ENGLISH = re.compile(r"(?P<month>[a-z]{3,9})\.?[- ](?P<day>\d{1,2}),?[- ](?P<year>\d{4})", re.IGNORECASE)
_YEARS, _DIGITS, _SERIAL_DIGITS = range(1900, 2200), 8, 5
_MONTHS = (
    ("jan",), ("fev", "fév", "feb"), ("mar",), ("avr", "apr"), ("mai", "may"), ("juin", "jun"), ("juil", "jul"),
    ("aou", "aoû", "aug"), ("sep",), ("oct",), ("nov",), ("dec", "déc"),
)  # fmt: skip
_SERIALS = range(20_000, 60_001)
_ORIGIN = date(1899, 12, 30)
_EMPTY = {date(1900, 1, 1), date(1899, 12, 31), date(9999, 12, 31)}
_PIVOT, _CENTURY, _MONTHS_A_YEAR = 70, 100, 12
_NOT = np.datetime64("NaT")


@dataclass(frozen=True)
class Days:
    """The dates of a column, how they were read, and which cells are no date."""

    values: NDArray[np.datetime64]
    order: str
    unreadable: tuple[int, ...]
    swapped: int = 0

    def listed(self) -> list[date | None]:
        """Return the dates as Python's own, None for what is empty."""
        return [None if np.isnat(one) else one.astype("datetime64[D]").item() for one in self.values]


def days(cells: Sequence[Cell], *, order: str | None = None) -> Days:
    """Return the dates of a column; `order` (day_first or month_first) settles what the column leaves open."""
    pairs = [_pair(cell) for cell in cells]
    told = order or _order([pair for pair in pairs if pair is not None])
    reading = "day_first" if told in {"open", "fixed"} else told
    back = _swapped(cells, pairs, told)
    values = [_value(cell, pair, reading, turned=bool(back)) for cell, pair in zip(cells, pairs, strict=True)]
    lost = tuple(
        place
        for place, (cell, value) in enumerate(zip(cells, values, strict=True))
        if value is None and cell is not None and not _is_empty(cell)
    )
    found = np.array([_NOT if value is None or value in _EMPTY else np.datetime64(value, "s") for value in values])
    return Days(found.astype("datetime64[s]"), told, lost, back)


def _pair(cell: Cell) -> tuple[int, int, int] | None:
    """Return the three numbers of a date whose order is open: first, second, year."""
    match = _TURNED.fullmatch(cell.strip()) if isinstance(cell, str) else None
    return None if match is None else (int(match[1]), int(match[2]), _year(match[3]))


def _order(pairs: Sequence[tuple[int, int, int]]) -> str:
    if not pairs:
        return "fixed"
    if any(first > _MONTHS_A_YEAR for first, _, _ in pairs):
        return "day_first"
    if any(second > _MONTHS_A_YEAR for _, second, _ in pairs):
        return "month_first"
    return "open"


def _swapped(cells: Sequence[Cell], pairs: Sequence[tuple[int, int, int] | None], told: str) -> int:
    """Return how many true dates have day and month swapped: all can be, and every text is beyond the 12th."""
    true = [cell for cell in cells if isinstance(cell, datetime)]
    beyond = {"day_first": 0, "month_first": 1}.get(told)
    texts = [pair for pair in pairs if pair is not None]
    proven = beyond is not None and texts and all(pair[beyond] > _MONTHS_A_YEAR for pair in texts)
    return len(true) if proven and true and all(cell.day <= _MONTHS_A_YEAR for cell in true) else 0


def is_mixed(cells: Sequence[Cell]) -> bool:
    """Tell whether a column holds true dates and dates as text, day and month first or last."""
    texts = any(isinstance(cell, str) and _pair(cell) is not None for cell in cells)
    return texts and any(isinstance(cell, datetime) for cell in cells)


def _value(cell: Cell, pair: tuple[int, int, int] | None, order: str, *, turned: bool) -> date | None:
    if isinstance(cell, datetime):
        return date(cell.year, cell.day, cell.month) if turned else cell.date()
    if isinstance(cell, float):
        return _ORIGIN + timedelta(days=int(cell)) if int(cell) in _SERIALS else None
    if pair is not None:
        first, second, year = pair
        return _date(year, *((second, first) if order == "day_first" else (first, second)))
    return _written(cell.strip()) if isinstance(cell, str) else None


def _written(text: str) -> date | None:
    if match := _ISO.fullmatch(text):
        year, month, day = int(match[1]), int(match[2]), int(match[3])
        if year in _YEARS:
            return _date(year, month, day)
    if len(text) == _DIGITS and text.isdecimal():  # 31122025, as some programs print it
        return _date(int(text[4:]), int(text[2:4]), int(text[:2]))
    if match := _WORDED.fullmatch(text) or _ENGLISH.fullmatch(text):
        word = match["month"].lower()
        named = next((n for n, names in enumerate(_MONTHS, 1) if word.startswith(names)), 0)
        return _date(_year(match["year"]), named, int(match["day"]))
    serial = text.isdecimal() and len(text) == _SERIAL_DIGITS and int(text) in _SERIALS
    return _ORIGIN + timedelta(days=int(text)) if serial else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _year(text: str) -> int:
    number = int(text)
    return number if number >= _CENTURY else number + (2000 if number < _PIVOT else 1900)


def _is_empty(cell: Cell) -> bool:
    return cell == 0 or (isinstance(cell, str) and cell.strip().strip("0/-. ") == "")
