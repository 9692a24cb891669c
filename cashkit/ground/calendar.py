"""Days as the trade counts them: a date, its number, its month, the working days in France.

A *day number* counts days since 1 January 1970, so that a column of dates is an int32 array and
"days late" is a subtraction. A *month index* is `year * 12 + month - 1`.

>>> as_date("2025-12-31"), day_number(as_date("1970-01-02")), from_day(20453)
(datetime.date(2025, 12, 31), 1, datetime.date(2025, 12, 31))
>>> [str(from_day(day)) for day in month_end([day_number(as_date("2024-02-10"))])]
['2024-02-29']
>>> next_working_day("2026-05-01")  # Labour Day, a Friday
datetime.date(2026, 5, 4)

Units: days (int32), months (int32).
Errors: `ArgumentError` for what is no date.
Source: public holidays of metropolitan France (C. trav. L3133-1), from the `holidays` library.
"""

import datetime as dt
import functools
import re

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cashkit.ground.errors import ArgumentError

DateLike = dt.date | str
Days = NDArray[np.int32]

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}.*)?|\d{8}")
_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_EPOCH = dt.date(1970, 1, 1).toordinal()
_YEAR = 12
_YEAR_ZERO = 1970 * _YEAR
_SATURDAY = 5
# Nearly every date of a ledger lies between 1950 and 2150: a direct table answers for it.
_LOW, _HIGH = -7305, 65744


def as_date(value: object) -> dt.date:
    """Return a day from ISO text, a date, a datetime, a pandas Timestamp or a NumPy datetime64.

    >>> as_date("20251231"), as_date(dt.datetime(2025, 12, 31, 23, 59))
    (datetime.date(2025, 12, 31), datetime.date(2025, 12, 31))
    """
    try:
        if isinstance(value, np.datetime64):
            value = value.astype("datetime64[D]").item()
        if isinstance(value, dt.datetime):
            return dt.date.fromordinal(value.toordinal())  # NaT is a datetime too, but has no ordinal: ValueError
        if isinstance(value, dt.date):
            return value
        if isinstance(value, str) and _ISO.fullmatch(value.strip()):
            return dt.datetime.fromisoformat(value.strip()).date()
    except ValueError:
        pass
    raise ArgumentError("ground.not_a_date", value=str(value))


def reporting_day(value: object) -> dt.date:
    """Return the day that a review is asked at: of these centuries, so that what lies weeks before or after exists.

    >>> reporting_day("2025-12-31")
    datetime.date(2025, 12, 31)
    """
    day = as_date(value)
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise ArgumentError("ground.day_out_of_reach", value=day.isoformat(), first=_FIRST_YEAR, last=_LAST_YEAR)
    return day


def day_number(day: dt.date) -> int:
    """Return the days since 1 January 1970."""
    return day.toordinal() - _EPOCH


def from_day(number: int) -> dt.date:
    """Return the date of a day number; one outside the years 1 to 9999 is refused."""
    try:
        return dt.date.fromordinal(int(number) + _EPOCH)
    except (ValueError, OverflowError):
        raise ArgumentError("ground.not_a_date", value=str(number)) from None


def months_after(day: DateLike, months: int) -> dt.date:
    """Return the same day of another month (before it, below zero), or its last day where that one does not exist.

    >>> months_after("2025-12-31", -18), months_after("2024-02-29", -12)
    (datetime.date(2024, 6, 30), datetime.date(2023, 2, 28))
    """
    date = as_date(day)
    year, month = divmod(date.year * _YEAR + date.month - 1 + months, _YEAR)
    following = dt.date(year + (month + 1) // _YEAR, (month + 1) % _YEAR + 1, 1)
    return min(dt.date(year, month + 1, 1) + dt.timedelta(days=date.day - 1), following - dt.timedelta(days=1))


def month_index(days: ArrayLike) -> Days:
    """Return the month of each day, as `year * 12 + month - 1`."""
    return _looked_up(np.asarray(days, dtype=np.int32), 0)


def month_end(days: ArrayLike) -> Days:
    """Return the last day of the month of each day."""
    return _looked_up(np.asarray(days, dtype=np.int32), 1)


def month_starts(months: ArrayLike) -> Days:
    """Return the first day of each month, given by its index.

    >>> month_starts([2026 * 12 + 1]).tolist() == [day_number(as_date("2026-02-01"))]
    True
    """
    since_1970 = np.asarray(months, dtype=np.int64) - _YEAR_ZERO
    return since_1970.astype("datetime64[M]").astype("datetime64[D]").astype(np.int32)


def _months(days: Days) -> Days:
    return days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int32) + np.int32(_YEAR_ZERO)


def _ends(days: Days) -> Days:
    return month_starts(_months(days) + 1) - np.int32(1)


@functools.cache
def _tables() -> tuple[Days, Days]:
    every_day = np.arange(_LOW, _HIGH, dtype=np.int32)
    return _months(every_day), _ends(every_day)


def _looked_up(days: Days, which: int) -> Days:
    """Answer from the direct table (ten times faster), or from the calendar for a far-off day."""
    if days.size and not (days.min() >= _LOW and days.max() < _HIGH):
        return (_months, _ends)[which](days)
    found: Days = _tables()[which][days - np.int32(_LOW)]
    return found


@functools.cache
def _public_holidays(year: int) -> frozenset[dt.date]:
    import holidays  # noqa: PLC0415  (only working days need it)

    return frozenset(holidays.country_holidays("FR", years=year))


def is_working_day(day: DateLike) -> bool:
    """Say whether offices in France work on that day: Monday to Friday, no public holiday.

    Alsace and Moselle have two holidays more (Good Friday and 26 December), which count as worked here.

    >>> is_working_day("2025-11-11"), is_working_day("2025-11-12")
    (False, True)
    """
    date = as_date(day)
    return date.weekday() < _SATURDAY and date not in _public_holidays(date.year)


def next_working_day(day: DateLike) -> dt.date:
    """Return the day itself when offices work, else the first day after it when they do."""
    date = as_date(day)
    while not is_working_day(date):
        date += dt.timedelta(days=1)
    return date
