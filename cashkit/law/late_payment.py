"""Late-payment interest and the fixed indemnity: what a debtor owes for paying after the due date.

Interest runs without a reminder from the day after the due date to the day of payment, both
included, on the amount with VAT; each half-year bears its own rate unless the contract has one.
An invoice paid at least one day late costs 40 € more.

>>> owed = late_payment(amount=10_000, due_date="2026-05-01", paid_on="2026-09-01")
>>> owed.interest, owed.indemnity, [(period.days, period.rate) for period in owed.periods]
(Decimal('413.75'), Decimal('40.00'), [(60, Decimal('0.1215')), (63, Decimal('0.1240'))])

Formula: amount x rate x days / 365, summed over the half-years, rounded once, half up.
Units: euros (Decimal), cents (int64) for portfolios, days, rates as fractions a year.
Errors: `ArgumentError` for an amount of 0 or less, a rate that is no fraction, an unknown half-year.
Source: C. com. L441-10 II, D441-5. The law is silent on the year's length: 365 days is the practice.
"""

import datetime as dt
import functools
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cashkit.ground.calendar import DateLike, as_date, day_number
from cashkit.ground.errors import ArgumentError
from cashkit.ground.money import Cents, Money, exact, rounded
from cashkit.law.rates import Rates, default_rates
from cashkit.law.values import in_force

YEAR = 365
_PARTS = 1_000_000  # the table's rates are whole millionths, so that a portfolio is counted in integers


class InterestPeriod(NamedTuple):
    """Days at one rate, both bounds included, and their interest before rounding."""

    start: dt.date
    end: dt.date
    days: int
    rate: Decimal
    interest: Decimal


@dataclass(frozen=True)
class LatePayment:
    """What paying late costs the debtor: interest, indemnity and how they come about."""

    interest: Decimal
    indemnity: Decimal
    periods: tuple[InterestPeriod, ...]
    days: int

    @property
    def total(self) -> Decimal:
        """Interest and indemnity together."""
        return self.interest + self.indemnity


def late_payment(
    *,
    amount: Money,
    due_date: DateLike,
    paid_on: DateLike,
    annual_rate: Money | None = None,
    rates: Rates | None = None,
) -> LatePayment:
    """Return what is owed for one invoice (VAT included) paid after its due date; nothing when paid in time."""
    owed = _positive(amount)
    contract = None if annual_rate is None else _fraction(annual_rate)
    due, paid = as_date(due_date), as_date(paid_on)
    if paid <= due:
        return LatePayment(rounded(Decimal(0)), rounded(Decimal(0)), (), 0)
    first = due + dt.timedelta(days=1)
    stretches = _by_half_year(first, paid, rates or default_rates()) if contract is None else [(first, paid, contract)]
    periods = tuple(_period(owed, *stretch) for stretch in stretches)
    year_days = sum(((period.rate * period.days) for period in periods), Decimal(0))
    return LatePayment(rounded(owed * year_days / YEAR), indemnity(first), periods, (paid - due).days)


def indemnity(first_late_day: DateLike) -> Decimal:
    """Return the fixed sum due for each invoice paid late: 40 € since 2013, nothing before."""
    law = in_force("late_payment", "recovery_indemnity", first_late_day)
    return rounded(Decimal(0) if law is None else law.value)


def _by_half_year(first: dt.date, last: dt.date, rates: Rates) -> Iterator[tuple[dt.date, dt.date, Decimal]]:
    while first <= last:
        half = rates.half_year(first)
        yield first, min(half.end, last), half.default_late_rate
        first = half.end + dt.timedelta(days=1)


def _period(owed: Decimal, start: dt.date, end: dt.date, rate: Decimal) -> InterestPeriod:
    days = (end - start).days + 1
    return InterestPeriod(start, end, days, rate, owed * rate * days / YEAR)


def _positive(amount: Money) -> Decimal:
    owed = exact(amount)
    if owed <= 0:
        raise ArgumentError("law.amount_not_positive", value=str(amount))
    return owed


def _fraction(rate: Money) -> Decimal:
    try:
        fraction = exact(rate)
    except ArgumentError:
        raise ArgumentError("law.rate_not_a_fraction", value=str(rate)) from None
    if not 0 <= fraction <= 1:
        raise ArgumentError("law.rate_not_a_fraction", value=str(rate))
    return fraction


def interest_cents(
    open_cents: ArrayLike, due_day: ArrayLike, until_day: ArrayLike, rates: Rates | None = None
) -> tuple[Cents, NDArray[np.bool_]]:
    """Return the interest on each open amount from its due day to a day, in cents, and where some of it is missing.

    Days are day numbers. Interest is counted for the days whose rate is known; the second array
    marks the items that also run on days before the first or beyond the last known half-year. A
    credit (an amount of 0 or less) and an item not late bear nothing, and nothing of theirs is missing.

    >>> from cashkit.ground.calendar import as_date
    >>> due, until, unknown = (day_number(as_date(day)) for day in ("2026-05-01", "2026-09-01", "2039-09-01"))
    >>> cents, missing = interest_cents([1_000_000, 1_000_000], due, [until, unknown])
    >>> cents.tolist(), missing.tolist()
    ([41375, 82482], [False, True])
    """
    known = rates or default_rates()
    owed = np.maximum(np.asarray(open_cents, dtype=np.int64), 0)
    due, until = np.asarray(due_day, dtype=np.int64), np.asarray(until_day, dtype=np.int64)
    late = (until > due) & (owed > 0)
    weight = np.where(late, _weight(until, known) - _weight(due, known), 0)
    # Divided in two steps, so that no product leaves the 64 bits.
    whole, rest = np.divmod(owed, YEAR * _PARTS)
    interest = whole * weight + (rest * weight + YEAR * _PARTS // 2) // (YEAR * _PARTS)
    before, beyond = day_number(known.first_known_day) - 1, day_number(known.last_known_day)
    return interest, late & ((due < before) | (until > beyond))


def _weight(days: NDArray[np.int64], rates: Rates) -> NDArray[np.int64]:
    """Return the sum of the daily rates, in millionths a year, from the first known day to each day included."""
    starts, daily, before = _steps(rates)
    known = np.clip(days, starts[0] - 1, day_number(rates.last_known_day))
    step = np.maximum(np.searchsorted(starts, known, side="right") - 1, 0)
    return before[step] + daily[step] * (known - starts[step] + 1)


@functools.lru_cache(maxsize=8)
def _steps(rates: Rates) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    halves = rates.half_years
    starts = np.array([day_number(half.start) for half in halves], dtype=np.int64)
    daily = np.array([int(half.default_late_rate * _PARTS) for half in halves], dtype=np.int64)
    lengths = np.array([(half.end - half.start).days + 1 for half in halves], dtype=np.int64)
    return starts, daily, np.concatenate([[0], np.cumsum(daily * lengths)[:-1]])
