"""The titles of a ledger: what stands above its heading, and the date that it tells.

>>> day_of(["Balance âgée", "Période du 01/01/2025 au 31/12/2025", "Édité le 05/01/2026"])
datetime.date(2025, 12, 31)
>>> day_of(["Aged receivables", "As of December 31, 2025"])
datetime.date(2025, 12, 31)
>>> order_of(["As of 12/31/2025"])
'month_first'

A date after "au", "as of" or the like is the ledger's; else the only date there is, but for the day of printing.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING

from cashkit.readers.spreadsheet.days import days

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cashkit.readers.spreadsheet.sheet import Cell

_DATE = (
    r"(\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d{2}-\d{2}"
    r"|\d{1,2}(?:er)? [a-zéûà]{3,9}\.? \d{4}|[a-z]{3,9}\.? \d{1,2},? \d{4})"
)
_DATED = re.compile(_DATE, re.IGNORECASE)
_AT = re.compile(
    r"(?:\bau|\bas of|\bas at|\baged as of|\barr[êe]t[ée]e?s?(?: au| le)?|\b[àa] la date du|\bdate d'arr[êe]t[ée]"
    r"|\bsituation du|\bkey date|\bopen at|\bau plus tard le|\bto|\buntil)\s*:?\s*" + _DATE,
    re.IGNORECASE,
)
_FRENCH = re.compile(
    r"\b(?:au|arr[êe]t[ée]|balance [âa]g[ée]e|[ée]ch[ée]ancier|soci[ée]t[ée]|p[ée]riode|clients)\b", re.IGNORECASE
)
_PRINTED = re.compile(
    r"(?:[ée]dit[ée]e?|imprim[ée]e?|g[ée]n[ée]r[ée]e?|tirage|[ée]dition|printed|run|generated|created|export[ée]*)\b.*",
    re.IGNORECASE,
)


def titles_of(rows: Sequence[Sequence[Cell]]) -> list[Cell]:
    """Return what stands in some rows: the texts of each row as one, its true dates apart."""
    texts = [" ".join(cell for cell in row if isinstance(cell, str)) for row in rows]
    dates = [cell for row in rows for cell in row if isinstance(cell, datetime)]
    return [*(text for text in texts if text), *dates]


def day_of(titles: Sequence[Cell], order: str = "") -> date | None:
    """Return the date that some titles tell, None where they tell none or several."""
    texts = [_PRINTED.sub("", cell) for cell in titles if isinstance(cell, str)]
    said = [match[1] for cell in texts for match in _AT.finditer(cell)]
    typed = [cell for cell in titles if isinstance(cell, datetime)]
    other = [match[1] for cell in texts for match in _DATED.finditer(cell)]
    for cells in (said, typed, other):
        read = days([*cells], order=order or order_of(titles) or ("day_first" if _is_french(titles) else None))
        found = {one for one in read.listed() if one is not None} if read.order != "open" or _alike(cells) else set()
        if len(found) == 1:
            return found.pop()
    return None


def _is_french(titles: Sequence[Cell]) -> bool:
    """Tell whether titles are in French, where the day is first."""
    return any(_FRENCH.search(cell) for cell in titles if isinstance(cell, str))


def _alike(cells: Sequence[Cell]) -> bool:
    """Tell whether dates are the same whichever of day and month is first."""
    return days(cells, order="day_first").listed() == days(cells, order="month_first").listed()


def order_of(titles: Sequence[Cell]) -> str:
    """Return whether day or month is first in the dates of some titles, "" where they do not prove it."""
    texts = [match[1] for cell in titles if isinstance(cell, str) for match in _DATED.finditer(cell)]
    order = days(texts).order
    return order if order in {"day_first", "month_first"} else ""
