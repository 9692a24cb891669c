"""The fiscal year of a FEC: from its opening date to its closing date.

Closing: the date in the file's name if no entry is later, else the month end of the last entry
(F03). Opening: the first day of the month of the first posting, or the day of the balances
brought forward where that is earlier.

A fiscal year has 24 months at most, so a posting more than 24 months away from the middle one is
a mistyped date and decides nothing; nor does one in a hundred postings make a year longer than
twelve months. Opening entries that keep the dates of their invoices decide nothing either.
Source: C. com. art. L123-12 (twelve months as a rule); the rule of 24 is that of a first year.

>>> import datetime
>>> to_date(month_end(to_day(datetime.date(2024, 2, 7))))
datetime.date(2024, 2, 29)
"""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from cashkit.dossier.findings import DataFinding, data_finding
from cashkit.ground.errors import SourceError
from cashkit.readers.fec.lines import Int32, Lines
from cashkit.readers.fec.opening_journal import in_opening_journal

_EPOCH = date(1970, 1, 1).toordinal()
_THINKABLE = (date(1900, 1, 1).toordinal() - _EPOCH, date(2199, 12, 31).toordinal() - _EPOCH)
_LONGEST_MONTHS = 24
_USUAL_MONTHS = 12
_FEW = 100  # one posting in so many


@dataclass(frozen=True)
class FiscalYear:
    """The first and the last day of the year that the file is about, and how they were found."""

    opening: date
    closing: date
    findings: Sequence[DataFinding] = ()


def fiscal_year(lines: Lines, named_closing: date | None, file: str = "") -> FiscalYear:
    """Return the fiscal year; `named_closing` is the date in the file's name, where there is one.

    Raises SourceError when neither the name nor any line has a date.
    """
    dated = (lines.posting_day >= _THINKABLE[0]) & (lines.posting_day <= _THINKABLE[1])
    days = lines.posting_day[dated]
    if len(days) == 0:
        if named_closing is None:
            raise SourceError("fec_checks.no_date", file=file)
        return FiscalYear(to_date(_months_before(to_day(named_closing), _USUAL_MONTHS)), named_closing)
    brought_forward = in_opening_journal(lines)[dated]
    ordinary = _plausible(days[~brought_forward] if not brought_forward.all() else days)
    closing, findings = _closing(days, int(ordinary.max()), named_closing, file)
    opening = _opening(ordinary, days[brought_forward], to_day(closing))
    return FiscalYear(opening, closing, findings)


def _plausible(days: Int32) -> Int32:
    middle = np.partition(days, len(days) // 2)[len(days) // 2]
    return days[np.abs(days - middle) <= _LONGEST_MONTHS * 366 // 12]


def _closing(days: Int32, last: int, named: date | None, file: str) -> tuple[date, tuple[DataFinding, ...]]:
    kept = named if named is not None and to_day(named) >= last else to_date(month_end(last))
    latest = int(days.max())
    if named is not None and latest <= to_day(named):
        return kept, ()
    later = int(np.count_nonzero(days > to_day(named))) if named is not None else 0
    shown = named.isoformat() if named is not None else ""
    told = data_finding("F03", file=file, field="EcritureDate", value=shown, closing=kept, last=to_date(latest), later=later)
    return kept, (told,)


def _opening(ordinary: Int32, brought_forward: Int32, closing: int) -> date:
    usual = _months_before(closing, _USUAL_MONTHS)
    first = _month_start(int(ordinary.min()))
    early = np.count_nonzero(ordinary < usual)
    if first < usual and _FEW * early < len(ordinary):
        first = usual
    in_the_year = brought_forward[brought_forward <= closing]
    if len(in_the_year):
        last = int(in_the_year.max())
        stated = last + 1 if last == month_end(last) else last
        if stated == _month_start(stated) and stated >= _months_before(closing, _LONGEST_MONTHS):
            first = min(first, stated)
    return to_date(max(first, _months_before(closing, _LONGEST_MONTHS)))


def to_day(when: date) -> int:
    """Return a date as days since 1 January 1970."""
    return when.toordinal() - _EPOCH


def to_date(day: int) -> date:
    """Return days since 1 January 1970 as a date."""
    return date.fromordinal(int(day) + _EPOCH)


def month_end(day: int) -> int:
    """Return the last day of the month of a day."""
    when = to_date(day)
    return to_day(when.replace(day=calendar.monthrange(when.year, when.month)[1]))


def _month_start(day: int) -> int:
    return to_day(to_date(day).replace(day=1))


def _months_before(closing: int, months: int) -> int:
    """Return the first day of the year that ends on the closing day and has so many months."""
    after = to_date(closing + 1)
    count = after.year * 12 + after.month - 1 - months
    year, month = divmod(count, 12)
    return to_day(date(year, month + 1, min(after.day, 28)))
