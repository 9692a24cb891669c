"""Payment terms: how many days, whether to a month end, and to which day of a month, an invoice runs.

Written as people write them, in English or in French:

- "30", "30 days", "30 jours" · "comptant", "0": the day of issue
- "45 EOM", "45 jours fin de mois", "45 FDM": 45 days, then the month end
- "EOM 45", "fin de mois + 45 jours", "FDM 45": the month end, then 45 days
- "30 EOM 10", "30 jours fin de mois le 10": then the next 10th, that day included
- "le 15", "30 le 15": the days, then the next 15th

>>> str(due_date(issue_date="2026-01-15", terms="45 EOM")), str(due_date(issue_date="2026-01-15", terms="EOM 45"))
('2026-03-31', '2026-03-17')
>>> parse_terms("30 jours fin de mois le 10")
Terms(net_days=30, month_end='after_days', day_of_month=10)

Units: days of the calendar; a due date is not moved to a working day.
Errors: `ArgumentError` for terms that nobody can read.
Source: C. com. L441-10; the DGCCRF accepts both readings of "45 days end of month". With a day
named, 45 days end of month starts from the month end ("45 jours fin de mois le 15", issued on
30 or 31 March: 15 May): the days lead near the 15th, and the other order would add a month.
For 30, 60, 90 days (whole months) the month end comes after the days (Sage's steps).
"""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from cashkit.ground.calendar import DateLike, Days, as_date, day_number, from_day, month_end, month_index, month_starts
from cashkit.ground.errors import ArgumentError
from cashkit.ground.plain_text import folded

MonthEnd = Literal["none", "after_days", "before_days"]

_LONGEST = 999
_LAST_DAY_OF_MONTH = 31
_MONTH_AND_A_HALF = 45


@dataclass(frozen=True)
class Terms:
    """Days, the place of the month end (none, after or before the days), and a day of the month."""

    net_days: int
    month_end: MonthEnd = "none"
    day_of_month: int | None = None

    def __post_init__(self) -> None:
        """Refuse what no calendar has."""
        day = self.day_of_month
        if not 0 <= self.net_days <= _LONGEST or not (day is None or 1 <= day <= _LAST_DAY_OF_MONTH):
            raise ArgumentError("law.not_terms", value=str(self))

    def __str__(self) -> str:
        """Return the shortest text that reads as these terms, such as "45 EOM 15"."""
        days = {"none": f"{self.net_days}", "after_days": f"{self.net_days} EOM", "before_days": f"EOM {self.net_days}"}
        day = "" if self.day_of_month is None else f"{' ON' if self.month_end == 'none' else ''} {self.day_of_month}"
        return days[self.month_end] + day

    @property
    def month_end_first(self) -> bool:
        """Whether the month end comes before the days: as said, or for 45 days and a day of the month."""
        half = self.net_days == _MONTH_AND_A_HALF and self.day_of_month is not None
        return self.month_end == "before_days" or (self.month_end == "after_days" and half)


_AT_ONCE = re.compile(r"comptant|(a )?reception( de( la)? facture)?|cash|(due )?on receipt|immediate?(ly)?")
_UNIT = re.compile(r"(?<=[0-9])(?=[a-z])")  # 45j, 15th
_END_OF_MONTH = re.compile(r"\b(fin (de |du )?mois|end of (the )?month|month end|f\.?d\.?m|eom)\b\.?")
_ON = re.compile(r"\b(le|on( the)?)\b")
_SILENT = re.compile(
    r"\b(jours?|jrs?|j|days?|d|nets?|puis|then|plus|th|st|nd|rd|from|a compter|de|la|date"
    r"|facture|facturation|emission|invoice)\b\.?|[+,'’]"
)
_SHAPES: tuple[tuple[MonthEnd, re.Pattern[str]], ...] = (
    ("before_days", re.compile(r"EOM (?P<days>\d{1,3})( (ON )?(?P<day>\d\d?))?")),
    ("after_days", re.compile(r"(?P<days>\d{1,3}) EOM( (ON )?(?P<day>\d\d?))?")),
    ("after_days", re.compile(r"(?P<days>)EOM( ON (?P<day>\d\d?))?")),
    ("none", re.compile(r"(?P<days>\d{1,3})( ON (?P<day>\d\d?))?")),
    ("none", re.compile(r"(?P<days>)ON (?P<day>\d\d?)")),
)


def parse_terms(text: str | float | Terms) -> Terms:
    """Read payment terms; a number (30, or 30.0 from a spreadsheet) is days."""
    if isinstance(text, Terms):
        return text
    plain = _plain(str(text))
    for month_end_place, shape in _SHAPES:
        if match := shape.fullmatch(plain):
            days, day = match["days"], match["day"]
            return Terms(int(days or 0), month_end_place, int(day) if day else None)
    raise ArgumentError("law.not_terms", value=str(text))


def _plain(text: str) -> str:
    """Return the text as numbers, EOM and ON: "45 jours fin de mois le 15" is "45 EOM ON 15"."""
    plain = folded(text.strip().removesuffix(".0"))
    if _AT_ONCE.fullmatch(plain):
        return "0"
    plain = _END_OF_MONTH.sub(" EOM ", _UNIT.sub(" ", plain))
    return " ".join(_SILENT.sub(" ", _ON.sub(" ON ", plain)).split())


def due_days(issue_days: ArrayLike, terms: str | float | Terms) -> Days:
    """Return the due day number of each issue day number."""
    read = parse_terms(terms)
    issued = np.asarray(issue_days, dtype=np.int32)
    if read.month_end_first:
        due = month_end(issued) + np.int32(read.net_days)
    else:
        due = issued + np.int32(read.net_days)
        due = month_end(due) if read.month_end == "after_days" else due
    return due if read.day_of_month is None else _next(due, read.day_of_month)


def _next(days: Days, day_of_month: int) -> Days:
    """Move each day to the next one of that number, itself included; the 31st of a short month is its last day."""
    months = month_index(days)
    this_month = _day_of(months, day_of_month)
    return np.where(this_month >= days, this_month, _day_of(months + np.int32(1), day_of_month)).astype(np.int32)


def _day_of(months: Days, day_of_month: int) -> Days:
    starts = month_starts(months)
    day: Days = np.minimum(starts + np.int32(day_of_month - 1), month_end(starts))
    return day


def due_date(*, issue_date: DateLike, terms: str | float | Terms) -> dt.date:
    """Return the last day to pay an invoice without being late.

    >>> due_date(issue_date="2024-01-15", terms="45 EOM")
    datetime.date(2024, 2, 29)
    """
    return from_day(int(due_days([day_number(as_date(issue_date))], terms)[0]))
