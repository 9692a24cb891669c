"""Lowest cash: the least that a bank balance comes to in the coming weeks, and the week in which it does.

>>> found = lowest_cash(balance=100, receipts=[10, 50, 30], paid_a_week=40)
>>> found.amount, found.week
(Decimal('70.00'), 1)

Formula: balance + receipts of the weeks so far - weeks so far x payments of a week; the least of all weeks. Payments
are at one pace: salaries, taxes and other dates within a week or a month are not seen, nor what is not in the receipts.
Units: euros; weeks from 1. Errors: `ArgumentError` for what is no amount. Without receipts there is no week: None.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from cashkit.ground.money import Money, cents, euros

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal


@dataclass(frozen=True)
class LowestCash:
    """The least, and the week at whose end it stands."""

    amount: Decimal
    week: int


def lowest_cash(*, balance: Money, receipts: Sequence[Money], paid_a_week: Money) -> LowestCash | None:
    """Return the lowest cash over the weeks of the receipts; of equal ones the first."""
    week_out = cents(paid_a_week)
    ends = list(accumulate((cents(one) - week_out for one in receipts), initial=cents(balance)))[1:]
    if not ends:
        return None
    least = min(ends)
    return LowestCash(euros(least), ends.index(least) + 1)
