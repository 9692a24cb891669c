"""The fiscal year of a FEC: from its opening date to its closing date.

Closing: the date in the file's name if no entry is later, else the month end of the last entry
(F03). Opening: the first day of the month of the first posting, or the day of the balances
brought forward where that is earlier.

A fiscal year has 24 months at most, so a posting more than 24 months away from the middle one is
a mistyped date and decides nothing; nor does one in a hundred postings make a year longer than
twelve months. Opening entries that keep the dates of their invoices decide nothing either.
Source: C. com. art. L123-12 (twelve months as a rule).

>>> from cashkit.ground.calendar import from_day
>>> from_day(_year_start(day_number(date(2025, 8, 31)), months=12))
datetime.date(2024, 9, 1)
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from cashkit.dossier.findings import DataFinding, data_finding
from cashkit.ground.calendar import day_number, from_day, month_end, month_index, month_starts
from cashkit.ground.errors import SourceError
from cashkit.readers.fec.lines import NO_DAY, Int32, Lines
from cashkit.readers.fec.opening_journal import in_opening_journal

_USUAL, _LONGEST = 12, 24  # months
_FAR = _LONGEST * 366 // 12  # days
_FEW = 100  # one posting in so many


@dataclass(frozen=True)
class FiscalYear:
    """The first and the last day of the year that the file is about, and what was found about them."""

    opening: date
    closing: date
    findings: Sequence[DataFinding] = ()


def fiscal_year(lines: Lines, named_closing: date | None, file: str = "") -> FiscalYear:
    """Return the fiscal year; `named_closing` is the date in the file's name, where there is one.

    Raises SourceError when neither the name nor any line has a date.
    """
    dated = lines.posting_day != NO_DAY
    days = lines.posting_day[dated]
    if len(days) == 0:
        if named_closing is None:
            raise SourceError("fec_checks.no_date", file=file)
        return FiscalYear(from_day(_year_start(day_number(named_closing), _USUAL)), named_closing)
    brought_forward = in_opening_journal(lines)[dated]
    ordinary = _plausible(days if brought_forward.all() else days[~brought_forward])
    closing, findings = _closing(days, int(ordinary.max()), named_closing, file)
    opening = _opening(ordinary, days[brought_forward], day_number(closing))
    return FiscalYear(opening, closing, findings)


def _plausible(days: Int32) -> Int32:
    middle = np.partition(days, len(days) // 2)[len(days) // 2]
    return np.asarray(days[np.abs(days - middle) <= _FAR])


def _closing(days: Int32, last: int, named: date | None, file: str) -> tuple[date, tuple[DataFinding, ...]]:
    latest = int(days.max())
    if named is not None and latest <= day_number(named):
        return named, ()
    kept = named if named is not None and last <= day_number(named) else from_day(int(month_end(last)))
    shown = named.isoformat() if named is not None else file
    told = data_finding("F03", file=file, field="EcritureDate", value=shown, closing=kept, last=from_day(latest))
    return kept, (told,)


def _opening(ordinary: Int32, brought_forward: Int32, closing: int) -> date:
    usual, longest = _year_start(closing, _USUAL), _year_start(closing, _LONGEST)
    first = _month_start(int(ordinary.min()))
    if first < usual and _FEW * np.count_nonzero(ordinary < usual) < len(ordinary):
        first = usual
    in_the_year = brought_forward[brought_forward <= closing]
    if len(in_the_year):
        last = int(in_the_year.max())
        stated = last + 1 if last == int(month_end(last)) else last  # some date the opening at the day before
        if stated == _month_start(stated):
            first = min(first, stated)
    return from_day(max(first, longest))


def _month_start(day: int) -> int:
    return int(month_starts(month_index(day)))


def _year_start(closing: int, months: int) -> int:
    """Return the first day of a year of so many months that ends with the month of the closing day."""
    return int(month_starts(month_index(closing) - months + 1))
