"""A fiscal year in the books: its entries, its first and its last day."""

from datetime import date
from typing import Protocol

import pandas as pd

from cashkit.accounts.postings import NO_DAY, Postings, postings
from cashkit.accounts.remarks import Remark
from cashkit.ground.calendar import DateLike, as_date, day_number
from cashkit.ground.errors import NotAvailableError


class FiscalYear(Protocol):
    """What a dossier has to offer: one year's entries and its days."""

    @property
    def entries(self) -> pd.DataFrame | None:
        """The entries frame of one fiscal year; None when the dossier has none."""

    @property
    def siren(self) -> str | None:
        """The SIREN of the company, where known."""

    @property
    def opening_date(self) -> date | None:
        """The first day of the fiscal year, where known."""

    @property
    def closing_date(self) -> date:
        """The last day of the fiscal year."""


def lines_of(dossier: FiscalYear, as_of: DateLike | None = None) -> tuple[Postings, list[Remark]]:
    """Return the lines of a dossier posted up to a day, and what is to be told about that choice."""
    if dossier.entries is None:
        raise NotAvailableError("accounts.no_entries")
    lines = postings(dossier.entries)
    told = [] if dossier.opening_date else [Remark("assumed_year", {"date": first_day(dossier)})]
    if as_of is None:
        return lines, told
    day = as_date(as_of)
    number = day_number(day)
    known = lines.day[lines.day != NO_DAY]
    if not len(known) or number < known.min() or day > dossier.closing_date:
        told.append(Remark("outside_entries", {"date": day}))
    return lines.where(lines.day <= number), told


def first_day(dossier: FiscalYear) -> date:
    """Return the first day of the fiscal year; a year is taken to have twelve months where none is known."""
    if dossier.opening_date is not None:
        return dossier.opening_date
    after = dossier.closing_date.toordinal() + 1
    next_year = date.fromordinal(after)
    return next_year.replace(year=next_year.year - 1, day=min(next_year.day, 28))
