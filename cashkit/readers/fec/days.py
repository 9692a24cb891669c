"""Dates of a FEC: AAAAMMJJ by law, and the other forms that can be read without a doubt.

>>> read("20251231"), read("31/12/2025 10:30"), read("2025-12-31T00:00:00")
(Day(20453, as_written=True), Day(20453, as_written=False), Day(20453, as_written=False))
>>> read("20250230").readable, read("00000000").blank
(False, True)

Days are counted from 1 January 1970. Years outside 1900-2099 are typing errors, and zeros mean blank.
Findings: L03 (unreadable), L04 (readable, but not AAAAMMJJ).
Source: art. A47 A-1 LPF, VI; the other forms are those that the tax office's test tool accepts.
"""

import datetime as dt
import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cashkit.readers.fec.lines import NO_DAY, Coded, Int32

_EPOCH = dt.date(1970, 1, 1).toordinal()
_TIME = r"(?:[T ]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?"
_YEAR_FIRST = re.compile(rf"([0-9]{{4}})([/.-]?)([0-9]{{1,2}})\2([0-9]{{1,2}}){_TIME}")
_DAY_FIRST = re.compile(rf"([0-9]{{1,2}})([/.-]?)([0-9]{{1,2}})\2([0-9]{{4}}){_TIME}")
_LEGAL = re.compile(r"[0-9]{8}")
_BLANK = re.compile(rf"[0/.-]*{_TIME}")
_YEARS = range(1900, 2100)
_LONGEST = 40


@dataclass(frozen=True)
class Day:
    """What one date field says: its day number, None when it is blank or unreadable."""

    number: int | None
    as_written: bool = True
    readable: bool = True

    @property
    def blank(self) -> bool:
        """Return whether the field holds no date at all."""
        return self.readable and self.number is None

    def __repr__(self) -> str:
        """Show what matters."""
        return f"Day({self.number}, as_written={self.as_written})"


@dataclass(frozen=True)
class Days:
    """A column of dates: the day of each line, and what is said of each distinct text."""

    column: Coded
    day: Int32
    blank: NDArray[np.bool_]
    unreadable: NDArray[np.bool_]
    other_form: NDArray[np.bool_]

    def blanks(self) -> NDArray[np.bool_]:
        """Return which lines have no date at all."""
        return self.blank[self.column.codes]


def read(text: str) -> Day:
    """Read one date."""
    if len(text) > _LONGEST:
        return Day(None, as_written=False, readable=False)
    if _LEGAL.fullmatch(text) and (number := _number(text[:4], text[4:6], text[6:])) is not None:
        return Day(number)
    if _BLANK.fullmatch(text):
        return Day(None)
    if (found := _YEAR_FIRST.fullmatch(text)) and _unmixed(found):
        number = _number(found[1], found[3], found[4])
        if number is not None:
            return Day(number, as_written=False)
    if (found := _DAY_FIRST.fullmatch(text)) and _unmixed(found):
        number = _number(found[4], found[3], found[1])
        if number is not None:
            return Day(number, as_written=False)
    return Day(None, as_written=False, readable=False)


def _unmixed(found: re.Match[str]) -> bool:
    """Return whether a date without separators has all its eight digits."""
    return bool(found[2]) or len(found[1] + found[3] + found[4]) == len("AAAAMMJJ")


def _number(year: str, month: str, day: str) -> int | None:
    if int(year) not in _YEARS:
        return None
    try:
        return dt.date(int(year), int(month), int(day)).toordinal() - _EPOCH
    except ValueError:
        return None


def days(column: Coded) -> Days:
    """Read a column of dates, each distinct text once."""
    each = [read(text) for text in column.values]
    numbers = np.array([NO_DAY if day.number is None else day.number for day in each], np.int32)
    return Days(
        column,
        numbers[column.codes],
        np.array([day.blank for day in each], bool),
        np.array([not day.readable for day in each], bool),
        np.array([day.readable and not day.as_written for day in each], bool),
    )
