"""Insolvency: the last days that a creditor has once a judgment is published in the BODACC.

To declare a claim born before the judgment: two months. To ask the judge to be relieved of having missed
them: six months. To reclaim goods sold under retention of title that are still there: three months.

>>> last_day("2025-10-22", "declare_claim"), last_day("2025-10-22", "reclaim_goods")
(datetime.date(2025, 12, 22), datetime.date(2026, 1, 22))
>>> last_day("2025-08-31", "relief_from_foreclosure")
datetime.date(2026, 2, 28)

Two months become four for a creditor outside metropolitan France; a last day that falls on a Saturday, a
Sunday or a holiday moves to the next working day (CPC 642): the days here are the earliest.
Units: days as dates.
Errors: `ArgumentError` for what is no date; KeyError for a step that the table does not have.
Source: `insolvency.csv`.
"""

import datetime as dt

from cashkit.ground.calendar import DateLike, months_after
from cashkit.law.values import LegalValue, history


def last_day(published: DateLike, step: str) -> dt.date:
    """Return the last day of a step (declare_claim, relief_from_foreclosure, reclaim_goods) after a publication."""
    return months_after(published, int(rule(step).value))


def rule(key: str) -> LegalValue:
    """Return the value of today for a step, with its article."""
    return history("insolvency", key)[-1]
