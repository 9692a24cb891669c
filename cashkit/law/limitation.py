"""Limitation: the last day on which a debt can still be claimed in court.

Between merchants five years from the due date (ten before 19 June 2008); against a consumer two; for the
carriage of goods one; against the State or a local authority four years counted from 1 January after the
year of the debt.

>>> last_day("2021-03-26"), last_day("2021-11-15", debtor="public")
(datetime.date(2026, 3, 26), datetime.date(2025, 12, 31))
>>> is_near("2021-03-26", as_of="2025-12-31"), is_near("2021-03-26", as_of="2025-08-31")
(True, False)
>>> last_day("2005-03-26")
datetime.date(2013, 6, 19)

A shorter term that a new law sets runs from its first day, and never beyond the old one (loi 2008-561,
art. 26). A debt older than the first text known is told by that text.

A claim in court, an enforcement act or the debtor's acknowledgment starts a new term; a registered
letter does not (Cass. com. 18 May 2022, 20-23.204). None of them is in the books: the day is a
warning to have checked by a lawyer, not a verdict.

Units: days as dates.
Errors: `ArgumentError` for what is no date; KeyError for a debtor that the table does not have.
Source: C. com. L110-4; C. conso. L218-2; loi 68-1250, art. 1; `limitation.csv`; the last day of a
month for one that it does not have: C. civ. 2229, CPC 641.
"""

import datetime as dt
from typing import Literal

from cashkit.ground.calendar import DateLike, as_date, months_after
from cashkit.law.values import LegalValue, history

Debtor = Literal["merchant", "consumer", "public", "transport"]
WARNING_MONTHS = 6  # a custom of the trade: the time that a claim in court takes to prepare
WARNING_TRANSPORT = 3  # of the one year that a carrier has
_YEAR = 12


def last_day(due_date: DateLike, debtor: Debtor = "merchant") -> dt.date:
    """Return the last day on which a debt that fell due on a day can be claimed."""
    due, known = as_date(due_date), history("limitation", debtor)
    held = next((rule for rule in known if rule.holds(due)), known[0])
    last = _after(due, held, debtor)
    for later in known:
        if due < later.valid_from <= last:
            last = min(last, _after(later.valid_from, later, debtor))
    return last


def _after(day: dt.date, term: LegalValue, debtor: Debtor) -> dt.date:
    start = dt.date(day.year, 12, 31) if debtor == "public" else day
    return months_after(start, int(term.value) * _YEAR)


def is_near(due_date: DateLike, *, as_of: DateLike, debtor: Debtor = "merchant") -> bool:
    """Say whether a day is one of the last six months before the limitation (three in transport), its end included."""
    months = WARNING_TRANSPORT if debtor == "transport" else WARNING_MONTHS
    last, day = last_day(due_date, debtor), as_date(as_of)
    return months_after(last, -months) <= day <= last


def rule(key: str) -> LegalValue:
    """Return the value of today for a debtor, with its article."""
    return history("limitation", key)[-1]
