"""Since: the day from which what a finding tells has lasted, so that each says since when.

`actions.csv` names the parameter of each code that holds it (the judgment, the due date, the delivery ...), or
`window` where a code looks at twelve months. Otherwise it is the day of the oldest row that the finding touches: of an
invoice its due date where that is past, else the day of its issue. Where no row bears a date, there is none.

>>> from decimal import Decimal
>>> from cashkit.dossier.findings import Finding
>>> late = Finding("overdue_never_reminded", "warning", "invoices", "F1", "C1", "cash_late", Decimal(5),
...     params={"due": dt.date(2025, 3, 1)})
>>> told(late, dt.date(2025, 12, 31))
datetime.date(2025, 3, 1)

Units: calendar days. Errors: none; a row that the dossier does not hold has no day.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from cashkit.dossier.books import NO_DAY
from cashkit.dossier.table_columns import first_rows
from cashkit.dossier.tables import IDS
from cashkit.ground.calendar import day_number, from_day, months_after
from cashkit.stages.actions import actions

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from cashkit.dossier.findings import Finding
    from cashkit.dossier.table_columns import TableColumns
    from cashkit.stages.review import Review
    from cashkit.stages.situation import Situation

    Row = tuple[str, str]

WINDOW = "window"
_YEAR = 12
_DAYS = {
    "invoices": ("due_date", "issue_date"),
    "deliveries": ("delivered_on",),
    "orders": ("ordered_on",),
    "payments": ("payment_date",),
}
"""The dates of a row, the first one that is past counts."""


def dated(review: Review, at: Situation) -> Review:
    """Return a review whose findings all bear the parameter `since`: a day, or None where no row has one."""
    found = [told(one, at.as_of) for one in review.finding_records]
    rows = _days(
        (row[:2] for one, day in zip(review.finding_records, found, strict=True) if not day for row in one.items), at
    )
    records = [
        replace(one, params={**one.params, "since": day or _oldest(one, rows)})
        for one, day in zip(review.finding_records, found, strict=True)
    ]
    return replace(review, finding_records=tuple(records))


def told(finding: Finding, as_of: dt.date) -> dt.date | None:
    """Return the day that the parameters of a finding tell; None where they tell none."""
    known = actions().get(finding.code)
    name = known.since if known else ""
    if name == WINDOW:
        return months_after(as_of, -_YEAR) + dt.timedelta(days=1)
    return replace(finding, params={"since": finding.params.get(name or "since")}).since


def _oldest(finding: Finding, days: dict[Row, int]) -> dt.date | None:
    known = [days[row[:2]] for row in finding.items if row[:2] in days]
    return from_day(min(known)) if known else None


def _days(rows: Iterable[Row], at: Situation) -> dict[Row, int]:
    """Return the day of each row that the dossier holds and dates, no later than the date."""
    wanted: dict[str, list[str]] = defaultdict(list)
    for table, key in rows:
        wanted[table].append(key)
    found: dict[Row, int] = {}
    for table, keys in wanted.items():
        columns = at.table(table) if table in _DAYS else None
        if columns is not None:
            days = _of_table(columns, table, keys, day_number(at.as_of))
            found |= {(table, key): int(day) for key, day in zip(keys, days, strict=True) if day != NO_DAY}
    return found


def _of_table(columns: TableColumns, table: str, keys: Sequence[str], until: int) -> NDArray[np.int64]:
    """Return the day of each key: the first of the table's dates that is known and past."""
    place = first_rows(columns.ids(IDS[table]), np.array(keys, object))
    found = np.full(len(keys), NO_DAY, np.int64)
    for name in _DAYS[table]:
        days = np.append(columns.days(name), NO_DAY).astype(np.int64)[place]
        found = np.where((found == NO_DAY) & (days <= until), days, found)
    return found
