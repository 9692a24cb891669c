"""What waiting costs, and what growth asks for: the price of financing receivables, the cash of a day, of a growth.

>>> financing_cost(amount=590_000, annual_rate=0.05)
Decimal('29500.00')
>>> financing_cost(amount=590_000, annual_rate=0.05, days=30)
Decimal('2424.66')
>>> growth_cash(need=1_085_000, turnover=9_900_000, net_margin=0.0246, growth=0.10)
Growth(growth=Decimal('0.1'), need_added=Decimal('108500.00'), profit_added=Decimal('24354.00'))
>>> growth_cash(need=1_085_000, turnover=9_900_000, net_margin=0.0246, growth=0.10).cash_left
Decimal('-84146.00')

>>> growth_limit(need=1_085_000, turnover=9_900_000, net_margin=0.0246, cash=25_215)  # 3 % takes all of it
Decimal('0.0300')

Formula: cost = amount x annual rate x days / 365. A growth of g at unchanged terms and margins adds
g x working capital need to what has to be financed, and g x turnover x net margin to the profit.
Units: euros with two places; rates as fractions; turnover over twelve months, without VAT.
Source: the usual reasoning of working capital need in days of sales.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from cashkit.ground.money import Money, rounded
from cashkit.measures.arguments import amount as in_euros
from cashkit.measures.arguments import fraction, whole

YEAR = 365
GROWTHS = (0.05, 0.10, 0.20)
_PLACES = Decimal("0.0001")


@dataclass(frozen=True)
class Growth:
    """What a growth of sales adds in the first year: to the working capital need, and to the profit."""

    growth: Decimal
    need_added: Decimal
    profit_added: Decimal

    @property
    def cash_left(self) -> Decimal:
        """The profit added less the need added: below zero, growth has to be financed."""
        return self.profit_added - self.need_added


def financing_cost(*, amount: Money, annual_rate: Money, days: int = YEAR) -> Decimal:
    """Return what carrying an amount costs over so many days."""
    return rounded(in_euros("amount", amount) * fraction("annual_rate", annual_rate) * days / YEAR)


def growth_cash(*, need: Money, turnover: Money, net_margin: Money, growth: Money) -> Growth:
    """Return what a growth of sales asks for and brings, at unchanged terms and margins.

    A need below zero (customers pay before suppliers are paid) makes growth bring cash; a loss makes it cost more.
    """
    share = in_euros("growth", growth)
    sold = in_euros("turnover", turnover) * share
    return Growth(share, rounded(in_euros("need", need) * share), rounded(sold * in_euros("net_margin", net_margin)))


def growth_limit(*, need: Money, turnover: Money, net_margin: Money, cash: Money) -> Decimal | None:
    """Return the growth above which treasury starves: when it has taken all the cash at hand; None where growth pays.

    `cash` is what may be used: what the year leaves, or net cash with the bank line; nothing or less allows no growth.
    """
    one = growth_cash(need=need, turnover=turnover, net_margin=net_margin, growth=1)
    if one.cash_left >= 0:
        return None
    known = max(in_euros("cash", cash), Decimal(0))
    return (known / -one.cash_left).quantize(_PLACES)


def growth_table(
    *, need: Money, turnover: Money, net_margin: Money, growths: Sequence[Money] = GROWTHS
) -> pd.DataFrame:
    """Return one row a growth, in euros: growth, need_added, profit_added, cash_left."""
    asked = [growth_cash(need=need, turnover=turnover, net_margin=net_margin, growth=one) for one in growths]
    rows = [(float(one.growth), float(one.need_added), float(one.profit_added), float(one.cash_left)) for one in asked]
    return pd.DataFrame(rows, columns=["growth", "need_added", "profit_added", "cash_left"])


def cash_of_days(*, day_values: Mapping[str, Money], days: int) -> pd.DataFrame:
    """Return the cash that so many days free, one row a lever: lever, day_value, days_gained, cash_freed, in euros.

    >>> cash_of_days(day_values={"customers": 100, "stock": 40}, days=5)
           lever  day_value  days_gained  cash_freed
    0  customers      100.0            5       500.0
    1      stock       40.0            5       200.0
    """
    gained = whole("days", days)
    known = {lever: in_euros(lever, value) for lever, value in day_values.items()}
    rows = [(lever, float(value), gained, float(value * gained)) for lever, value in known.items()]
    return pd.DataFrame(rows, columns=["lever", "day_value", "days_gained", "cash_freed"])


def financing_table(*, amounts: Mapping[str, Money], annual_rate: Money) -> pd.DataFrame:
    """Return what carrying amounts costs over a year: financed_amount, amount, annual_rate, yearly_cost, in euros.

    >>> financing_table(amounts={"overdue": 1000}, annual_rate=0.05)
      financed_amount  amount  annual_rate  yearly_cost
    0         overdue  1000.0         0.05         50.0
    """
    rate = float(fraction("annual_rate", annual_rate))
    rows = [
        (key, float(in_euros(key, value)), rate, float(financing_cost(amount=value, annual_rate=annual_rate)))
        for key, value in amounts.items()
    ]
    return pd.DataFrame(rows, columns=["financed_amount", "amount", "annual_rate", "yearly_cost"])
