"""A payment short by a cash discount: told where it is agreed, and where it only looks like one; never granted here.

>>> discount_note(Short(owed=100_000, paid=98_000, rate=0.02, days=10, taken_after=8))
'discount_agreed'
>>> discount_note(Short(owed=100_000, paid=98_000, rate=0.02, days=10, taken_after=25))
'discount_too_late'
>>> discount_note(Short(owed=100_000, paid=97_000)), discount_note(Short(owed=100_000, paid=97_123))
('looks_like_discount', '')

Units: whole cents, days since the invoice, fractions.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

_USUAL = (0.005, 0.01, 0.015, 0.02, 0.025, 0.03)
_CENT = 1


@dataclass(frozen=True)
class Short:
    """A payment below what was owed, with the discount that the customer's account grants (NaN: none)."""

    owed: int
    paid: int
    rate: float = math.nan
    days: float = math.nan
    taken_after: int = 0


def discount_note(short: Short) -> str:
    """Return the words key of what a payment kept back looks like, "" for no discount."""
    if short.rate > 0 and _is(short, short.rate):
        in_time = math.isnan(short.days) or short.taken_after <= short.days
        return "discount_agreed" if in_time else "discount_too_late"
    return "looks_like_discount" if any(_is(short, rate) for rate in _USUAL) else ""


def _is(short: Short, rate: float) -> bool:
    return abs(short.owed - short.paid - round(short.owed * rate)) <= _CENT
