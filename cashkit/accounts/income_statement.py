"""The income statement: what a year earned and what it cost, line by line.

Income stands positive on its lines and charges on theirs; a change of stock is a charge (a debit
of 603 uses stock up). The result is income less charges.

>>> year = IncomeStatement.of(sales_merchandise=1000, purchases_merchandise=600)
>>> year.turnover, year.net_income
(Decimal('1000.00'), Decimal('400.00'))

Units: euros. Source: ANC, PCG art. 821-3 (income statement by nature).
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from cashkit.accounts.statement_lines import CHARGES, INCOME, statement_lines
from cashkit.ground import money
from cashkit.ground.errors import ArgumentError
from cashkit.ground.money import Money

ZERO = Decimal("0.00")


@dataclass(frozen=True)
class IncomeStatement:
    """Amounts in euros by line key, and the memo items that the self-financing capacity needs."""

    amounts: Mapping[str, Decimal]
    memos: Mapping[str, Decimal] = dataclasses.field(default_factory=dict)

    @classmethod
    def of(cls, **amounts: Money) -> "IncomeStatement":
        """Make a statement from typed amounts, by line key (`sales_services=...`)."""
        for key in amounts:
            if key not in statement_lines() or statement_lines()[key].side not in {INCOME, CHARGES}:
                raise ArgumentError("accounts.unknown_line", value=key)
        return cls({key: money.rounded(money.exact(value)) for key, value in amounts.items()})

    def amount(self, line_key: str) -> Decimal:
        """Return the amount of a line; nothing booked is zero."""
        return self.amounts.get(line_key, ZERO)

    def section(self, *sections: str) -> Decimal:
        """Return the sum of the lines of some sections (FL, FR, GF ...), as they stand in the forms."""
        return sum((self.amount(key) for key, line in statement_lines().items() if line.section in sections), ZERO)

    @property
    def turnover(self) -> Decimal:
        """Sales without VAT, net of the rebates granted (FL)."""
        return self.section("FL")

    @property
    def net_income(self) -> Decimal:
        """Income less charges (HN)."""
        return self.section("FL", "FR", "GH", "GP", "HD") - self.section("GF", "GI", "GU", "HH", "HJ", "HK")

    @property
    def lines(self) -> pd.DataFrame:
        """The lines that carry an amount: side, line_key, label_fr, label_en, liasse_code, amount in euros."""
        rows = [
            (line.side, key, line.label("fr"), line.label("en"), line.liasse_code, float(self.amount(key)))
            for key, line in statement_lines().items()
            if line.side in {INCOME, CHARGES} and self.amount(key)
        ]
        return pd.DataFrame(rows, columns=["side", "line_key", "label_fr", "label_en", "liasse_code", "amount"])
