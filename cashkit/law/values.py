"""A legal value: a figure, or a rule in one word, that the law sets, with its article and the time it holds.

Each room of the law has its table `law/<table>.csv`: key, value, unit, article, valid_from,
valid_to (empty: still in force), checked_on (the day somebody looked), mark (S sourced, K known,
U unsure). What is not a number (a court, a state, the terms of an e-invoice) is written as text.

>>> cap = in_force("payment_terms", "agreed_maximum", "2026-03-01")
>>> cap.value, cap.unit, cap.article
(Decimal('60'), 'days_after_issue', 'C. com. L441-10 I al. 2')
>>> in_force("late_payment", "recovery_indemnity", "2012-12-31") is None
True

`required` refuses the day on which nothing is known. Neither gives an unsure value unless its caller says
`accept_unsure=True`: an unsure figure is shown as such, never used in silence.

Errors: `ArgumentError` for what is no date, an unsure value, a day outside what is known; KeyError for a key that
no table has.
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
from cashkit.ground.errors import ArgumentError

Mark = Literal["S", "K", "U"]
_MARKS: dict[str, Mark] = {"S": "S", "K": "K", "U": "U"}
UNSURE: Mark = "U"


@dataclass(frozen=True)
class LegalValue:
    """One rule of the law, over one stretch of time."""

    key: str
    written: str
    unit: str
    article: str
    valid_from: dt.date
    valid_to: dt.date | None
    checked_on: dt.date
    mark: Mark

    @property
    def value(self) -> Decimal:
        """The figure; asking one of a rule in words is a programmer's mistake."""
        return Decimal(self.written)

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
            written=row["value"],
            unit=row["unit"],
            article=row["article"],
            valid_from=as_date(row["valid_from"]),
            valid_to=as_date(row["valid_to"]) if row["valid_to"] else None,
            checked_on=as_date(row["checked_on"]),
            mark=_MARKS[row["mark"]],
        )
        for row in rows
    )


@functools.cache
def history(table: str, key: str) -> tuple[LegalValue, ...]:
    """Return what a rule was and is, in order of time; KeyError for a key that the table does not have."""
    known = [value for value in legal_values(table) if value.key == key]
    if not known:
        raise KeyError(key)
    return tuple(sorted(known, key=lambda value: value.valid_from))


def in_force(table: str, key: str, day: DateLike, *, accept_unsure: bool = False) -> LegalValue | None:
    """Return the value that holds on a day, or None when the law says nothing then."""
    date = as_date(day)
    found = next((value for value in history(table, key) if value.holds(date)), None)
    if found is not None and found.mark == UNSURE and not accept_unsure:
        raise ArgumentError("law.unsure", rule=f"law_values.{table}.{key}", article=found.article)
    return found


def required(table: str, key: str, day: DateLike, *, accept_unsure: bool = False) -> LegalValue:
    """Return the value that holds on a day, or refuse a day on which none is known.

    >>> required("procedures", "payment_order_service", "2026-08-31").value
    Decimal('6')
    >>> required("procedures", "payment_order_service", "2026-09-01").value
    Decimal('3')
    """
    found = in_force(table, key, day, accept_unsure=accept_unsure)
    if found is not None:
        return found
    known = history(table, key)
    told = {"rule": f"law_values.{table}.{key}", "day": as_date(day), "first": known[0].valid_from}
    if known[-1].valid_to is None:
        raise ArgumentError("law.not_in_force_yet", **told)
    raise ArgumentError("law.not_in_force", **told, last=known[-1].valid_to)
