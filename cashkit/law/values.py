"""A legal value: a figure that the law sets, with its article and the time it holds.

Each room of the law has its table `law/<table>.csv`: key, value, unit, article, valid_from,
valid_to (empty: still in force), checked_on (the day somebody looked), mark (S sourced, K known,
U unsure).

>>> cap = in_force("payment_terms", "agreed_maximum", "2026-03-01")
>>> cap.value, cap.unit, cap.article
(Decimal('60'), 'days_after_issue', 'C. com. L441-10 I al. 2')
>>> in_force("late_payment", "recovery_indemnity", "2012-12-31") is None
True
"""

import csv
import datetime as dt
import functools
from dataclasses import dataclass
from decimal import Decimal
from importlib import resources
from io import StringIO
from typing import Literal

from cashkit.ground.calendar import DateLike, as_date

Mark = Literal["S", "K", "U"]
_MARKS: dict[str, Mark] = {"S": "S", "K": "K", "U": "U"}


@dataclass(frozen=True)
class LegalValue:
    """One figure of the law, over one stretch of time."""

    key: str
    value: Decimal
    unit: str
    article: str
    valid_from: dt.date
    valid_to: dt.date | None
    checked_on: dt.date
    mark: Mark

    def holds(self, day: dt.date) -> bool:
        """Say whether the value is in force on a day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@functools.cache
def legal_values(table: str) -> tuple[LegalValue, ...]:
    """Return every value of a table, as its file has them."""
    source = resources.files("cashkit.law").joinpath(f"{table}.csv")
    rows = csv.DictReader(StringIO(source.read_text(encoding="utf-8"), newline=""))
    return tuple(
        LegalValue(
            key=row["key"],
            value=Decimal(row["value"]),
            unit=row["unit"],
            article=row["article"],
            valid_from=as_date(row["valid_from"]),
            valid_to=as_date(row["valid_to"]) if row["valid_to"] else None,
            checked_on=as_date(row["checked_on"]),
            mark=_MARKS[row["mark"]],
        )
        for row in rows
    )


def in_force(table: str, key: str, day: DateLike) -> LegalValue | None:
    """Return the value that holds on a day, or None when the law says nothing then."""
    known = [value for value in legal_values(table) if value.key == key]
    if not known:
        raise KeyError(key)
    date = as_date(day)
    return next((value for value in known if value.holds(date)), None)
