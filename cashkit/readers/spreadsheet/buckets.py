"""Buckets: what is owed by days late, as the headings of an aged balance bound them.

>>> [bucket_of(text) for text in ("1 45", "> 60", "61 days and over", "plus de 45 jours", "de 0 a 15 j")]
['1-45', '61+', '61+', '46+', '1-15']
>>> [first_day(name) for name in ("not_due", "31-60", "61+", "month:2025-11")]
[0, 31, 61, None]
>>> month_of("11 2025"), month_of("nov 2025"), str(last_day("month:2025-02"))
('month:2025-11', 'month:2025-11', '2025-02-28')

A bucket is named by its first and last day late ("1-30"), or by its first day alone ("91+"); bounds told twice
("0-30", "30-60") belong to the younger bucket. Months are buckets too, of the dates that the ledger is aged by.
Units: days late.
"""

from __future__ import annotations

import calendar
import re
from datetime import date

STANDARD = {"not_due": 0, "1-30": 1, "31-60": 31, "61-90": 61, "91-120": 91, "over": 91}
_FILLERS = re.compile(
    r"\b(jours?|jrs?|days?|d|j|echus?|echues?|echeance|depasses?|retard|late|past|due|overdue|age|de|du|from|entre|between|period)\b"
)
_JOINS = re.compile(r"\b(a|to|et|and|au)\b")
_SPAN = re.compile(r"(\d{1,3}) (\d{1,3})")
_BEYOND = re.compile(
    r"(?:>=?|\+|plus|over|more than|older than|superieure? a|au dela)\s*(\d{1,3})"
    r"|(\d{1,3})\s*(?:\+|plus|over|above|more)"
)
_WITHIN = re.compile(r"(?:<=?|moins|jusqu|less than|up)\s*(\d{1,3})")
_NAMED = re.compile(r"(\d{1,3})-(\d{1,3})|(\d{1,3})\+")
_STEP = 15
_MONTHS = ("jan", "fev", "mar", "avr", "mai", "juin", "juil", "aou", "sep", "oct", "nov", "dec")
_ENGLISH = {"feb": 2, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8}
_NUMBERED = re.compile(r"(?:(\d{1,2}) (\d{4})|(\d{4}) (\d{1,2}))")
_WORDED = re.compile(r"([a-z]{3,9}) (\d{4})")
_YEARS = range(1990, 2100)
_BOUNDARY = re.compile(r"(?<=\d)(?=[a-z])|(?<=[a-z])(?=\d)")


def bucket_of(heading: str) -> str:
    """Return the bucket that a plain heading bounds, "" where it bounds none."""
    text = " ".join(_FILLERS.sub(" ", _BOUNDARY.sub(" ", heading)).split())
    bare = " ".join(_JOINS.sub(" ", text).split())
    if match := _SPAN.fullmatch(bare):
        first, last = int(match[1]), int(match[2])
        first += first % _STEP == 0
        return f"{first}-{last}" if first < last else ""
    if match := _BEYOND.fullmatch(bare):
        first = int(match[1] or match[2])
        return f"{first + (first % _STEP == 0)}+"
    match = _WITHIN.fullmatch(bare)
    return f"1-{int(match[1])}" if match else ""


def month_of(heading: str) -> str:
    """Return the bucket of a month that a plain heading names, "" where it names none."""
    if match := _NUMBERED.fullmatch(heading):
        month, year = (int(match[1]), int(match[2])) if match[1] else (int(match[4]), int(match[3]))
    elif match := _WORDED.fullmatch(heading):
        word, year = match[1], int(match[2])
        french = next((n for n, start in enumerate(_MONTHS, 1) if word.startswith(start)), 0)
        month = french or next((n for start, n in _ENGLISH.items() if word.startswith(start)), 0)
    else:
        return ""
    return f"month:{year}-{month:02d}" if year in _YEARS and month in range(1, 13) else ""


def is_bucket(field: str) -> bool:
    """Tell whether a field is a bucket."""
    return field in STANDARD or field.startswith("month:") or bool(_NAMED.fullmatch(field))


def first_day(field: str) -> int | None:
    """Return the first day late of a bucket, None for a month."""
    if field in STANDARD:
        return STANDARD[field]
    match = _NAMED.fullmatch(field)
    return int(match[1] or match[3]) if match else None


def last_day(field: str) -> date:
    """Return the last day of a month's bucket."""
    year, month = (int(part) for part in field.removeprefix("month:").split("-"))
    return date(year, month, calendar.monthrange(year, month)[1])
