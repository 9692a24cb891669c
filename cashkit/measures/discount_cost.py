"""Cost of a cash discount: the yearly rate at which a company pays its customers for money a few days early.

`rate` is the discount, `days` the days gained: those between the discount's last day and the due date. Two per cent
within 10 days on terms of 30 gain 20 days.

>>> round(discount_cost(rate=0.02, days=20), 3), round(effective_discount_cost(rate=0.02, days=20), 3)
(0.372, 0.446)
>>> round(discount_cost(rate=0.02, days=30), 3)  # beside an overdraft at 6.8 %, a dear loan
0.248
>>> discount_cost(rate=1, days=30) is None  # nothing is received
True

Formula: d / (1 - d) x 365 / days, since what is received is 1 - d; granted again and again over the year,
(1 + d / (1 - d)) ^ (365 / days) - 1, the figure to set beside an effective rate.
Units: fractions a year (0.372 is 37.2 %); days. None where the discount takes everything.
Errors: `ArgumentError` for a discount that is no fraction, or no whole number of days.
Source: the usual formula of corporate finance ("2/10 net 30").
"""

from cashkit.ground.money import Money
from cashkit.measures.arguments import fraction, whole

YEAR = 365


def discount_cost(*, rate: Money, days: int) -> float | None:
    """Return the yearly rate of a discount, not compounded."""
    gained, share = whole("days", days), _of_what_is_received(rate)
    return None if share is None else share * YEAR / gained


def effective_discount_cost(*, rate: Money, days: int) -> float | None:
    """Return the yearly rate of a discount, compounded over the year."""
    gained, share = whole("days", days), _of_what_is_received(rate)
    return None if share is None else float((1.0 + share) ** (YEAR / gained)) - 1.0


def _of_what_is_received(rate: Money) -> float | None:
    """Return the discount as a share of what is received once it is taken."""
    taken = fraction("rate", rate)
    return float(taken / (1 - taken)) if taken < 1 else None
