"""Margins of a year, to know what a sale leaves: the operating margin and the margin on variable cost.

Operating margin: operating result over turnover. Margin after purchases: turnover and production less the
goods and materials used, over turnover. Margin on variable cost: from it are taken too what else follows each
sale as far as accounts by nature can tell, subcontracting (604, 605, 611); carriage (624) is left out, since that
account mixes what comes in, what goes out and what carries staff.

>>> year = IncomeStatement.of(sales_services=1000, purchases_materials=400, wages=550)
>>> operating_margin_rate(year), purchases_margin_rate(year)
(Decimal('0.0500'), Decimal('0.6000'))

Units: fractions with four decimals; None without turnover.
"""

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from cashkit.accounts.income_statement import IncomeStatement
from cashkit.accounts.intermediate_balances import operating_result

if TYPE_CHECKING:
    from cashkit.accounts.trial_balance import TrialBalance

FOLLOW_SALES = ("604", "605", "611")
_PLACES = Decimal("0.0001")


def operating_margin_rate(year: IncomeStatement) -> Decimal | None:
    """Return operating result over turnover."""
    return _rate(operating_result(year), year.turnover)


def purchases_margin_rate(year: IncomeStatement) -> Decimal | None:
    """Return what is left of a sale after the goods and materials that it uses."""
    made = year.amount("production_stored")
    return _rate(year.turnover + made - purchases_used(year), year.turnover)


def variable_margin_rate(year: IncomeStatement, ledger: "TrialBalance") -> Decimal | None:
    """Return what is left of a sale after purchases used and subcontracting."""
    made = year.amount("production_stored")
    costs = purchases_used(year) + ledger.balance(*FOLLOW_SALES)
    return _rate(year.turnover + made - costs, year.turnover)


def purchases_used(year: IncomeStatement) -> Decimal:
    """Return the goods and materials used: purchases and the change of their stocks (charge-signed)."""
    lines = ("purchases_merchandise", "stock_change_merchandise", "purchases_materials", "stock_change_materials")
    return sum((year.amount(line) for line in lines), Decimal(0))


def _rate(part: Decimal, whole: Decimal) -> Decimal | None:
    return (part / whole).quantize(_PLACES, ROUND_HALF_UP) if whole > 0 else None
