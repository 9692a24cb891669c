"""Pay day: the day of the month on which a customer settles its suppliers, where its payments show one.

Nine payments in ten of the last year, six at least on different days, fell on that day or on the three after it (bank
days): whatever the due date, its money then comes on that day.

>>> months = [day_number(as_date(f"2025-{month:02}-15")) for month in range(1, 13)]
>>> pay_days(np.zeros(12, np.int64), np.array(months), size=2).tolist()
[15, 0]

Units: day numbers in, days of the month out (0: none shows). Chance alone puts four payments in thirty there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cashkit.ground.calendar import as_date, day_number, from_day  # noqa: F401  (the doctest)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Int64 = NDArray[np.int64]

_LEAST, _SHARE, _BANK_DAYS, _MONTH = 6, 0.9, 3, 31


def pay_days(customer: Int64, day: Int64, *, size: int) -> Int64:
    """Return the pay day of each of `size` customers, from the days on which cash came."""
    pairs = np.unique(np.stack([customer, day]), axis=1) if len(day) else np.empty((2, 0), np.int64)
    counts = np.zeros((size, _MONTH), np.int64)
    np.add.at(counts, (pairs[0], day_of_month(pairs[1]) - 1), 1)
    after = np.sum([np.roll(counts, -shift, axis=1) for shift in range(_BANK_DAYS + 1)], axis=0)
    total = counts.sum(axis=1)
    best = (after * (total[:, None] + 1) + counts).argmax(axis=1)  # of equal windows the one that starts on a full day
    shows = (total >= _LEAST) & (after.max(axis=1) >= _SHARE * total)
    return np.where(shows, best + 1, 0)


def day_of_month(day: Int64) -> Int64:
    """Return the day of the month of day numbers."""
    dates = np.asarray(day, np.int64).astype("datetime64[D]")
    number: Int64 = (dates - dates.astype("datetime64[M]")).astype(np.int64) + 1
    return number


def on_pay_days(due: Int64, pay_day: Int64) -> Int64:
    """Return due dates moved to the pay day of their customer, where it has one."""
    moved = due.copy()
    for one in np.unique(pay_day[pay_day > 0]):
        rows = pay_day == one
        moved[rows] = pay_day_after(due[rows], int(one))
    return moved


def pay_day_after(day: Int64, pay_day: int) -> Int64:
    """Return the pay day from each day on (a month's last where it is too short), the bank days after it as they are.

    >>> first, second = day_number(as_date("2026-02-16")), day_number(as_date("2026-02-20"))
    >>> [str(from_day(one)) for one in pay_day_after(np.array([first, second]), 15)]
    ['2026-02-16', '2026-03-15']
    """
    later = day[:, None] + np.arange(_MONTH + 1)
    number = day_of_month(later)
    last = day_of_month(later + 1) == 1
    on = (number == pay_day) | (last & (number < pay_day))
    found = day + on.argmax(axis=1)
    within = (number[:, 0] - pay_day) % _MONTH <= _BANK_DAYS
    return np.where(within, day, found).astype(np.int64)
