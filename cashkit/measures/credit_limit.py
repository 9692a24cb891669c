"""Credit limit: how much one customer may owe, by several rules side by side, the smallest of them binding.

- need: what it will owe at the height of its season if it goes on buying and paying as it does: the most that
  it was invoiced within the days that it takes to pay (terms and lateness);
- equity: 20 % of its equity when it pays on time, 10 % when it is late, and never less than a small ticket,
  a flat line that no study is worth, so that a young craftsman is not shut out;
- working_capital, purchases and insurer: see `line_caps`;
- concentration: a tenth of all that is owed, so that no single failure brings the company down.

The plain need, of a steady buyer, is what it buys over some days times the days that it takes to pay: monthly
purchases x (terms + lateness + days to invoice) / 30, or those of a year / 365.

A rule that nothing is known for does not bind. The rules are conventions: a starting point for who decides.

>>> issued, cents = np.array([0, 20, 40, 100]), np.array([30_000, 50_000, 20_000, 60_000])
>>> need(issued=issued, cents=cents, days=45), [equity_share(equity=400_000, days_late=days) for days in (3, 30)]
(Decimal('1000.00'), [Decimal('80000.00'), Decimal('40000.00')])
>>> plain_need(purchases=12_000, over=30, days=45 + 10), plain_need(purchases=144_000, over=365, days=55)
(Decimal('22000.00'), Decimal('21698.63'))
>>> proposed, rule = binding({"need": [90_000.0, 4_000.0], "equity": [60_000.0, 5_000.0], "insurer": [np.nan] * 2})
>>> proposed.tolist(), rule.tolist()
([60000.0, 4000.0], ['equity', 'need'])

Units: euros with VAT; days.
Errors: `ArgumentError` for an amount that is none.
Source: practice of credit managers; the shares are known practice, the tenth and the small ticket are proposed here.
"""

from __future__ import annotations

import math
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np

from cashkit.ground.money import Money, euros, rounded
from cashkit.measures.arguments import amount, amount_owed, whole

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

SMALL_TICKET = Decimal(5_000)
TOLERANCE = Decimal("0.10")
"""Beyond a limit by less than this share nobody acts: an invoice too many, gone with the next receipt."""
PROMPT = 15
"""Days late, weighted, up to which a customer counts as paying on time."""
PROMPT_SHARE, LATE_SHARE = Decimal("0.20"), Decimal("0.10")
CONCENTRATION = Decimal("0.10")
RULES = ("need", "equity", "working_capital", "purchases", "concentration", "insurer")
FLAT = "small_ticket"


def need(*, issued: NDArray[np.int64], cents: NDArray[np.int64], days: float) -> Decimal:
    """Return the most that was invoiced within some days in a row: day numbers, cents (credit notes below zero).

    Nothing bought, or paid on the day of issue, is no need.
    """
    if not len(issued) or days <= 0:
        return Decimal("0.00")
    order = np.argsort(issued, kind="stable")
    day, total = issued[order], np.append(0, np.cumsum(cents[order]))
    first = np.searchsorted(day, day - math.ceil(days), side="right")
    last = np.searchsorted(day, day, side="right")
    return euros(max(0, int((total[last] - total[first]).max())))


def plain_need(*, purchases: Money, over: int, days: int) -> Decimal:
    """Return what a steady buyer owes: purchases with VAT over so many days, times the days that it takes to pay."""
    return rounded(amount_owed("purchases", purchases) * max(days, 0) / whole("over", over))


def equity_share(*, equity: Money, days_late: float | None, small_ticket: Money = SMALL_TICKET) -> Decimal:
    """Return the share of a customer's equity that one supplier may lend it, a small ticket at least.

    Without a history it counts as late.
    """
    share = PROMPT_SHARE if days_late is not None and days_late <= PROMPT else LATE_SHARE
    return rounded(max(amount("equity", equity) * share, amount("small_ticket", small_ticket)))


def concentration_cap(*, receivables: Money) -> Decimal:
    """Return the share of all receivables that one customer may owe."""
    return rounded(max(amount("receivables", receivables), Decimal(0)) * CONCENTRATION)


def binding(rules: Mapping[str, Sequence[float]]) -> tuple[NDArray[np.float64], NDArray[np.object_]]:
    """Return the smallest limit of each customer and the rule that gives it (the first of equals).

    NaN and "" where no rule knows anything.
    """
    names = np.array([*rules, ""], object)
    table = np.array([np.asarray(values, float) for values in rules.values()])
    unknown = np.isnan(table)
    place = np.where(unknown.all(axis=0), len(rules), np.where(unknown, np.inf, table).argmin(axis=0))
    smallest = np.append(table, np.full((1, table.shape[1]), np.nan), axis=0)[place, np.arange(table.shape[1])]
    return smallest, names[place]


def beyond(*, exposure: NDArray[np.int64], limit: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Say whose exposure is beyond the limit by more than the tolerance; both in cents, no limit is not passed.

    >>> beyond(exposure=np.array([110, 111, 50]), limit=np.array([100, 100, 0])).tolist()
    [False, True, False]
    """
    whole = int(TOLERANCE * 100)
    return np.asarray((limit > 0) & (exposure * 100 > limit * (100 + whole)), bool)
