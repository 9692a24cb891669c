"""Days sales outstanding (DSO): how many days of sales customers still owe, from figures in hand.

Two methods. The *period* DSO spreads the receivables over the sales of one period. The *count-back*
DSO uses the receivables up against the sales of the latest months, newest first, and counts days.

>>> period_dso(receivables=30_000, invoiced=60_000, days=90)
45.0
>>> round(count_back_dso(receivables=2_500, invoiced=[1_200, 800, 700], days=[30, 31, 30]), 2)
82.43

Formula: receivables x days / invoiced; or, month by month, all the days of a month whose sales are
used up whole, then rest / sales x days of the month in which the receivables run out.
Units: euros, VAT included on both sides; days.
Errors: `ArgumentError` for what is no amount or no number of days. What cannot be computed is None.
Source: reference figures of the French trade press (see tests/reference/collection.csv).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from cashkit.ground.errors import ArgumentError
from cashkit.ground.money import Money
from cashkit.measures.arguments import amount, whole


def period_dso(*, receivables: Money, invoiced: Money, days: int) -> float | None:
    """Return the days of sales still unpaid over one period, both amounts with VAT.

    None when nothing was invoiced or credit notes exceed the sales: there is nothing to measure
    against. Below zero, customers have paid that many days of sales in advance.

    >>> period_dso(receivables=5_700, invoiced=7_600, days=91)
    68.25
    >>> period_dso(receivables=5_700, invoiced=0, days=91)
    """
    ratio = over_period(amount("receivables", receivables), amount("invoiced", invoiced), whole("days", days))
    return None if ratio is None else float(ratio)


def count_back_dso(*, receivables: Money, invoiced: Sequence[Money], days: Sequence[int]) -> float | None:
    """Return the days of sales still unpaid, counted back from the latest month (first in both lists).

    None when the months given do not use the receivables up, when a month without sales (or with
    more credit notes than sales) comes before they are, or when the receivables are below zero.

    >>> count_back_dso(receivables=40_000, invoiced=[30_000, 31_000], days=[30, 31])
    40.0
    >>> count_back_dso(receivables=10_000, invoiced=[1_000, 1_000], days=[30, 31])
    """
    if len(invoiced) != len(days):
        raise ArgumentError("measures.lengths_differ", months=len(invoiced), days=len(days))
    sales = [amount("invoiced", month) for month in invoiced]
    counted = counted_back(amount("receivables", receivables), sales, [whole("days", number) for number in days])
    return None if counted.days is None else float(counted.days)


def over_period(receivables: Decimal, invoiced: Decimal, days: int) -> Decimal | None:
    """Return receivables x days / invoiced, None when nothing was invoiced."""
    return receivables * days / invoiced if invoiced > 0 else None


@dataclass(frozen=True)
class CountBack:
    """A count back: the days, those counted in each month used (latest first), or the reason why there are none."""

    days: Decimal | None
    months: tuple[Decimal, ...] = ()
    reason: str = ""


def counted_back(receivables: Decimal, invoiced: Sequence[Decimal], days: Sequence[int]) -> CountBack:
    """Use the receivables up against the sales of each month, latest first."""
    if receivables < 0:
        return CountBack(None, reason="measures.in_credit")
    rest, counted = receivables, list[Decimal]()
    for sales, length in zip(invoiced, days, strict=True):
        if rest == 0:
            break
        if sales <= 0:
            return CountBack(None, tuple(counted), "measures.month_without_sales")
        counted.append(min(rest, sales) * length / sales)
        rest -= min(rest, sales)
    if rest > 0:
        return CountBack(None, tuple(counted), "measures.history_short")
    return CountBack(sum(counted, Decimal()), tuple(counted))
