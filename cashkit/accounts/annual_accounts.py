"""Annual accounts: the balance sheet and income statement of a company, by the cells of the tax forms.

`value("CO")` is the total of the assets, `value("BX")` the trade receivables after impairment,
`value("BX", "gross")` before, `value("FL")` the turnover. A cell that is not known is None, never
zero. `previous` are the accounts of the year before, as far as they are known.

>>> year = AnnualAccounts("", date(2025, 12, 31), 12, {("FL", "net"): Decimal("1000.00")})
>>> year.value("FL"), year.value("FJ"), year.value("CO")
(Decimal('1000.00'), Decimal('1000.00'), None)

Units: euros, months. Source: forms 2050 to 2053 of the "liasse fiscale"; the printed cells of the
amortisation column (AC, BY ...) and the register's names of the turnover lines (FA, FD, FG, FJ)
are understood too.
"""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from cashkit.accounts.income_statement import ZERO, IncomeStatement
from cashkit.accounts.remarks import Remark
from cashkit.accounts.statement_lines import CHARGES, INCOME, statement_lines

Column = Literal["net", "gross", "amort"]
Values = Mapping[tuple[str, Column], Decimal]
TURNOVER_CELLS = {"FA": "FC", "FD": "FF", "FG": "FI", "FJ": "FL"}
RESULT_MEMOS = ("disposal_cost", "disposal_income", "grants_released", "grants_in_operations")
FLOW_MEMOS = ("A1", "HP", "HQ", "YT", "YU", *RESULT_MEMOS)


@dataclass(frozen=True)
class AnnualAccounts:
    """The accounts of one closing; `values` maps (cell, column) to euros, liabilities and flows stand in "net".

    `form` is what was filed, where it was: C complete, S simplified, K consolidated, B of a bank, A of an insurer.
    """

    siren: str
    closing_date: date
    months: int
    values: Values
    previous: "AnnualAccounts | None" = None
    remarks: tuple[Remark, ...] = ()
    form: str = ""

    def value(self, code: str, column: Column = "net") -> Decimal | None:
        """Return a cell in euros; None when it is not known."""
        cell = amort_cells().get(code, (TURNOVER_CELLS.get(code, code), column))
        return self.values.get(cell)

    def known(self, *codes: str, column: Column = "net") -> bool:
        """Tell whether all of these cells are known."""
        return all(self.value(code, column) is not None for code in codes)

    def total(self, *codes: str, column: Column = "net") -> Decimal:
        """Return the sum of some cells; KeyError when one of them is not known."""
        return sum((self.values[TURNOVER_CELLS.get(code, code), column] for code in codes), ZERO)

    @property
    def income(self) -> IncomeStatement | None:
        """The income statement, when the year's flows are known."""
        if not self.known("FL", "HN"):
            return None
        flows = [(line.code, key) for key, line in statement_lines().items() if line.side in {INCOME, CHARGES}]
        lines = dict(reversed(flows))  # of two lines with one cell, the first stands for both
        amounts = {key: self.value(code) or ZERO for code, key in lines.items()}
        memos = {code: self.total(code) for code in FLOW_MEMOS if self.known(code)}
        return IncomeStatement(amounts, memos)


@functools.cache
def amort_cells() -> Mapping[str, tuple[str, Column]]:
    """Return the printed cells of the amortisation column: BY is the "amort" of BX."""
    printed: dict[str, tuple[str, Column]] = {"1A": ("CO", "amort"), "BK": ("BJ", "amort"), "CK": ("CJ", "amort")}
    return printed | {line.amort_code: (line.code, "amort") for line in statement_lines().values() if line.amort_code}
