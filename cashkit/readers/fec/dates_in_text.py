"""A date written in a label: "FA 12 du 15/11/2024", "20241115", "15.11.24".

>>> from cashkit.ground.calendar import from_day
>>> read = dates_in_text(["Fact 12 du 15/11/2024", "SOLDE 31/02/24"])
>>> [str(from_day(int(day))) if day != NO_DAY else "" for day in read]
['2024-11-15', '']
"""

import re
from collections.abc import Sequence
from datetime import date

import numpy as np

from cashkit.ground.calendar import day_number
from cashkit.readers.fec.lines import NO_DAY, Int32

_WRITTEN = re.compile(r"(?<!\d)(?:(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})|(20\d\d)(\d\d)(\d\d))(?!\d)")


def dates_in_text(texts: Sequence[str | None]) -> Int32:
    """Return the first date in each text as a day number, NO_DAY where there is none."""
    return np.array([_first(text or "") for text in texts], np.int32)


def _first(text: str) -> int:
    for found in _WRITTEN.finditer(text):
        day, month, year, *ymd = found.groups()
        parts = (int(year) + (2000 if len(year) == 2 else 0), int(month), int(day)) if day else tuple(map(int, ymd))  # noqa: PLR2004  (two-digit year)
        try:
            return day_number(date(*parts))
        except ValueError:
            continue
    return int(NO_DAY)
