"""What was invoiced: invoices less credit notes, VAT included, by the date of issue.

An invoice counts from the day on which it was posted, in the sales of the day on which it was
issued; opening balances, bills and rejects are no sales. Sales are known from the month of the first
posted invoice (or of the first day of the fiscal year, when the dossier tells it): before, they
are unknown, which is not zero.

Windows: the *n months up to a day* begin the day after that day n months earlier, and on the first of the
next month where such a day does not exist.

>>> import datetime as dt
>>> months_before(dt.date(2025, 12, 31), 12), months_before(dt.date(2025, 5, 15), 3)
(datetime.date(2025, 1, 1), datetime.date(2025, 2, 16))
>>> months_before(dt.date(2025, 5, 30), 3)  # there is no 31 February
datetime.date(2025, 3, 1)

Units: whole cents, day numbers, month indices.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from cashkit.dossier.engine.interface import Label, Month, Query, Span
from cashkit.dossier.tables import INVOICE_KINDS, INVOICED_KINDS
from cashkit.ground.calendar import day_number, from_day, month_index, month_starts

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.dossier.dossier import Dossier
    from cashkit.dossier.engine.interface import View

_FIRST_MONTH = 12  # January of year 1: an item without any date stands before it
INVOICED_CODES = np.array([INVOICE_KINDS.index(kind) for kind in INVOICED_KINDS])


def months_before(day: date, months: int) -> date:
    """Return the first day of the window of some months that ends with a day."""
    after = day + timedelta(days=1)
    year, month = divmod(after.year * 12 + after.month - 1 - months, 12)
    try:
        return date(year, month + 1, after.day)
    except ValueError:  # 30 February, 31 April ...
        return date(year, month + 2, 1)


def known_month(dossier: Dossier, view: View) -> int | None:
    """Return the month from which sales are known, None when no sale is."""
    cells = dossier.engine.cells(Query("items", (Label("kind"), Month("posted")), None, view))
    kind, month = cells.keys
    sold = month[np.isin(kind, INVOICED_CODES) & (month >= _FIRST_MONTH)]
    known = [int(sold.min())] if len(sold) else []
    if dossier.opening_date is not None:
        known.append(int(month_index([day_number(dossier.opening_date)])[0]))
    return min(known, default=None)


@dataclass(frozen=True)
class MonthInvoiced:
    """A month of sales, or its days up to the day asked for: its first day, its days, its cents."""

    first: date
    days: int
    cents: int


@dataclass(frozen=True)
class Invoiced:
    """Sales day by day up to a day, as posted by then, from the first day of which they are known."""

    known_from: int
    until: int
    by_day: NDArray[np.int64]

    def covers(self, first: int) -> bool:
        """Return whether all the days from a day on are known."""
        return self.known_from <= first <= self.until

    def since(self, first: int) -> int:
        """Return the cents invoiced from a day on."""
        return int(self.by_day[max(first - self.known_from, 0) :].sum())

    def months(self) -> list[MonthInvoiced]:
        """Return the known months, latest first; the latest ends with the day asked for."""
        if not len(self.by_day):
            return []
        low, high = (int(month) for month in month_index([self.known_from, self.until]))
        starts = month_starts(np.arange(low, high + 1))
        cents = np.add.reduceat(self.by_day, starts - self.known_from)
        days = np.diff(np.append(starts, self.until + 1))
        rows = zip(starts.tolist(), days.tolist(), cents.tolist(), strict=True)
        return [MonthInvoiced(from_day(first), length, total) for first, length, total in rows][::-1]


def invoiced_until(dossier: Dossier, until: int, view: View) -> Invoiced:
    """Return what was invoiced day by day, as known on a day; nothing when the day lies before known sales."""
    month = known_month(dossier, view)
    known_from = until + 1 if month is None else int(month_starts([month])[0])
    by_day = np.zeros(max(until + 1 - known_from, 0), np.int64)
    cells = dossier.engine.cells(Query("items", (Label("kind"), Span("issue", until)), until, view))
    kind, age = cells.keys
    hit = np.isin(kind, INVOICED_CODES) & (age >= 0) & (age < len(by_day))
    np.add.at(by_day, len(by_day) - 1 - age[hit], cells.cents[hit])
    return Invoiced(known_from, until, by_day)
