"""Line caps: what a customer's working capital, its purchases and the credit insurer let one supplier lend it.

- working capital: 20 % of its FRNG when it pays on time, 10 % when it is late, a small ticket at least. Where the
  trade lives on its suppliers (a need below zero, as in retail) the rule says nothing;
- purchases: a quarter of what it buys of everybody when it pays on time, a tenth when it is late, for the days that
  it takes to pay: beyond, it depends on one supplier, and that supplier on it;
- insurer: the exposure that the insurer agreed to cover. Where a policy tells the most that it pays instead, the line
  is that amount over the insured share.

>>> working_capital_share(working_capital=150_000, need=90_000, days_late=4)
Decimal('30000.00')
>>> purchases_share(purchases=1_200_000, days=60, days_late=4)  # 1 200 000 x 25 % x 60 / 365
Decimal('49315.07')
>>> insurer_cap(agreed=18_000), insurer_cap(agreed=18_000, paid_share=0.9)
(Decimal('18000.00'), Decimal('20000.00'))

Units: euros; purchases of twelve months with VAT (FS + FU + FW of the filed accounts); days.
Errors: `ArgumentError` for an amount that is none, or a share outside 0 to 1.
Source: practice of credit managers: 10 to 20 % of FRNG, 10 to 25 % of the purchases; the ends are chosen here.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from cashkit.ground.money import rounded
from cashkit.measures.arguments import amount, amount_owed, fraction
from cashkit.measures.credit_limit import PROMPT, SMALL_TICKET

if TYPE_CHECKING:
    from cashkit.ground.money import Money

PROMPT_CAPITAL, LATE_CAPITAL = Decimal("0.20"), Decimal("0.10")
PROMPT_PURCHASES, LATE_PURCHASES = Decimal("0.25"), Decimal("0.10")
_YEAR = 365


def working_capital_share(*, working_capital: Money, need: Money, days_late: float | None) -> Decimal | None:
    """Return the share of a customer's FRNG, a small ticket at least; None where its need (BFR) is nil or less.

    >>> working_capital_share(working_capital=-40_000, need=90_000, days_late=4)
    Decimal('5000.00')
    >>> working_capital_share(working_capital=-40_000, need=-60_000, days_late=4) is None
    True
    """
    if amount("need", need) <= 0:
        return None
    share = PROMPT_CAPITAL if _prompt(days_late) else LATE_CAPITAL
    return rounded(max(amount("working_capital", working_capital) * share, SMALL_TICKET))


def purchases_share(*, purchases: Money, days: float, days_late: float | None) -> Decimal:
    """Return the share of a customer's yearly purchases that one supplier may carry for so many days."""
    share = PROMPT_PURCHASES if _prompt(days_late) else LATE_PURCHASES
    return rounded(amount_owed("purchases", purchases) * share * Decimal(str(max(days, 0))) / _YEAR)


def insurer_cap(*, agreed: Money, paid_share: Money | None = None) -> Decimal:
    """Return the line that an insurer's agreement bears; `paid_share` where it tells the most that is paid.

    An insurer that pays nothing bears no line.
    """
    told = amount_owed("agreed", agreed)
    share = Decimal(1) if paid_share is None else fraction("paid_share", paid_share)
    return rounded(told / share) if share else Decimal("0.00")


def _prompt(days_late: float | None) -> bool:
    """Say whether a customer pays on time; without a history it counts as late."""
    return days_late is not None and days_late <= PROMPT
