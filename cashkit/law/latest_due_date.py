"""The latest lawful due date: the last day to which firms may agree to pay an invoice, in the widest reading.

Firms may agree on 60 days from the issue of the invoice or on 45 days end of month, which the authority
reads both ways: the month end, then 45 days, or 45 days, then the month end. Only a due date later than all three is
certainly beyond the cap.

>>> str(latest_due_date(issue_date="2026-01-15")), str(latest_due_date(issue_date="2026-02-01"))
('2026-03-31', '2026-04-14')

Issued before the caps (2009), nothing is too late: `latest_due_date` is None, and in `latest_due_days` a
day that no due date reaches. Sectors with a cap of their own (transport, food), the summary invoice (45
days) and the public buyer (30, 50 or 60 days) are other rules.
Units: days of the calendar; a due date is not moved to a working day.
Errors: `ArgumentError` for what is no date.
Source: C. com. L441-10 I; DGCCRF for both readings; `payment_terms.csv`.
"""

import datetime as dt

import numpy as np
from numpy.typing import ArrayLike

from cashkit.ground.calendar import DateLike, Days, as_date, day_number, from_day, month_end
from cashkit.law.values import LegalValue, legal_values

NO_CAP = np.int32(np.iinfo(np.int32).max)
_TABLE = "payment_terms"


def latest_due_days(issue_days: ArrayLike) -> Days:
    """Return the latest lawful due day number of each issue day number, `NO_CAP` where the law set none yet."""
    issued = np.asarray(issue_days, dtype=np.int32)
    latest = np.full(issued.shape, NO_CAP, np.int32)
    for value in legal_values(_TABLE):
        if value.key == "agreed_maximum":
            _widen(latest, issued, value, issued + np.int32(value.value))
        elif value.key == "end_of_month_maximum":
            days = np.int32(value.value)
            _widen(latest, issued, value, np.maximum(month_end(issued) + days, month_end(issued + days)))
    return latest


def _widen(latest: Days, issued: Days, rule: LegalValue, due: Days) -> None:
    """Let one reading move the latest day of the invoices issued while it held."""
    first = day_number(rule.valid_from)
    last = day_number(rule.valid_to) if rule.valid_to else NO_CAP
    held = (issued >= first) & (issued <= last)
    known = latest != NO_CAP
    latest[held] = np.where(known, np.maximum(latest, due), due)[held]


def latest_due_date(*, issue_date: DateLike) -> dt.date | None:
    """Return the latest lawful due date of an invoice, None when no cap held on its day."""
    latest = latest_due_days([day_number(as_date(issue_date))])[0]
    return None if latest == NO_CAP else from_day(int(latest))
