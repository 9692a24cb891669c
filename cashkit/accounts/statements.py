"""The balance sheet and the income statement of a year, made from its entries.

Assets show gross, amortisation and net; what the company owns equals what it owes, to the cent,
as long as the entries balance. The result is that of the year, less the sum of classes 6 and 7; the line
`net_income` of the balance sheet (DI) is the balance of account 12 plus that result.

>>> import pandas as pd
>>> entries = pd.DataFrame({
...     "account": ["512000", "101000", "411000", "707000", "445710"],
...     "debit": [50.0, 0, 12, 0, 0], "credit": [0, 50.0, 0, 10, 2],
... })
>>> books = statements(entries, date(2025, 1, 1))
>>> books.total_assets, books.total_liabilities, books.net_income
(Decimal('62.00'), Decimal('62.00'), Decimal('10.00'))
>>> print(books.lines.set_index("line_key")["net"].to_dict())
{'trade_receivables': 12.0, 'cash': 50.0, 'share_capital': 50.0, 'net_income': 10.0, 'tax_social_payables': 2.0}

Units: euros at the edge, cents in every sum. Source: `pcg_lines.csv`, see `cashkit.accounts.pcg_lines`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

import pandas as pd

from cashkit.accounts import year_end
from cashkit.accounts.fiscal_year import FiscalYear, first_day, lines_of
from cashkit.accounts.income_statement import IncomeStatement
from cashkit.accounts.memo_items import memo_items
from cashkit.accounts.pcg_lines import Chart, chart_of
from cashkit.accounts.placement import Balance, Placement, placement
from cashkit.accounts.postings import Postings, postings
from cashkit.accounts.remarks import Remark
from cashkit.accounts.soundness import soundness
from cashkit.accounts.statement_lines import ASSETS, CHARGES, INCOME, LIABILITIES, NET_INCOME, statement_lines
from cashkit.accounts.trial_balance import TrialBalance, balance_of
from cashkit.ground import money
from cashkit.ground.calendar import DateLike


@dataclass(frozen=True)
class Statements:
    """Balance sheet and income statement of one ledger: cells in cents by line, remarks, accounts without a place."""

    chart: Chart
    cells: Mapping[tuple[str, str], int]
    memos: Mapping[str, int]
    warnings: tuple[Remark, ...]
    unplaced: tuple[Balance, ...]

    @property
    def total_assets(self) -> Decimal:
        """Net assets, in euros."""
        return money.euros(sum(self._net(key) for key in self._keys(ASSETS)))

    @property
    def total_liabilities(self) -> Decimal:
        """Equity and liabilities, the result of the year included, in euros."""
        return money.euros(sum(self._net(key) for key in self._keys(LIABILITIES)))

    @property
    def net_income(self) -> Decimal:
        """The result of the year: less the sum of classes 6 and 7, in euros."""
        return self.income.net_income

    @cached_property
    def income(self) -> IncomeStatement:
        """The income statement of the same entries."""
        flows = {key: money.euros(self._net(key)) for key in self._keys(INCOME, CHARGES) if self._net(key)}
        return IncomeStatement(flows, {key: money.euros(cents) for key, cents in self.memos.items()})

    @property
    def lines(self) -> pd.DataFrame:
        """The lines of the balance sheet that carry an amount, in euros.

        Columns: side (assets, liabilities), line_key, label_fr, label_en, liasse_code, gross, amort, net.
        """
        rows = [
            (line.side, key, line.label("fr"), line.label("en"), line.liasse_code, *self._euros(key))
            for key, line in statement_lines().items()
            if line.side in {ASSETS, LIABILITIES} and (any(self._euros(key)) or key == NET_INCOME)
        ]
        columns = ["side", "line_key", "label_fr", "label_en", "liasse_code", "gross", "amort", "net"]
        return pd.DataFrame(rows, columns=columns)

    @property
    def unplaced_accounts(self) -> pd.DataFrame:
        """The accounts that no line takes, classes 8 and 9 among them: account, account_label, balance in euros."""
        rows = [(one.account, one.label, one.cents / 100) for one in self.unplaced]
        return pd.DataFrame(rows, columns=["account", "account_label", "balance"])

    def _keys(self, *sides: str) -> list[str]:
        return [key for key, line in statement_lines().items() if line.side in sides]

    def _net(self, key: str) -> int:
        return self.cells.get((key, "gross"), 0) - self.cells.get((key, "amort"), 0)

    def _euros(self, key: str) -> tuple[float, float, float]:
        return self.cells.get((key, "gross"), 0) / 100, self.cells.get((key, "amort"), 0) / 100, self._net(key) / 100


def statements(entries: pd.DataFrame, opening_date: date, *, chart: Chart | None = None) -> Statements:
    """Return the statements of an entries frame.

    The chart is that in force on `opening_date`, the first day of the year, unless one is named
    (a company may have used the chart of 2025 a year early).
    """
    return statements_of(postings(entries), chart or chart_of(opening_date))


def statements_of(lines: Postings, chart: Chart) -> Statements:
    """Return the statements of a ledger's lines; entries that close the result are left out, and told."""
    closing = year_end.closing_lines(lines)
    told: list[Remark] = []
    if closing.any():
        told.append(Remark("closing_entries_left_out", {"n": len(set(lines.entry[closing].tolist()))}))
        lines = lines.where(~closing)
    elif year_end.all_closed(lines):
        told.append(Remark("result_closed"))
    return _stated(balance_of(lines), chart, told)


def _stated(balance: TrialBalance, chart: Chart, told: list[Remark]) -> Statements:
    placed: Placement = placement(balance, chart)
    result = -sum(one.cents for one in placed.balances if one.account.startswith(("6", "7")))
    cells = dict(placed.cells)
    cells[NET_INCOME, "gross"] = cells.get((NET_INCOME, "gross"), 0) + result
    return Statements(
        chart=chart,
        cells=cells,
        memos=memo_items(placed.balances, chart),
        warnings=(*told, *soundness(placed, chart)),
        unplaced=placed.unplaced,
    )


def balance_sheet(dossier: FiscalYear, *, as_of: DateLike | None = None) -> Statements:
    """Return the balance sheet (and `.income`) of a dossier's fiscal year, up to a day: the closing date by default.

    Raises NotAvailableError when the dossier holds no entries. A day outside the entries gets an
    answer and a warning.
    """
    lines, told = lines_of(dossier, as_of)
    books = statements_of(lines, chart_of(first_day(dossier)))
    return Statements(books.chart, books.cells, books.memos, (*told, *books.warnings), books.unplaced)


def income_statement(dossier: FiscalYear, *, as_of: DateLike | None = None) -> IncomeStatement:
    """Return the income statement of a dossier's fiscal year, up to a day: the closing date by default."""
    return balance_sheet(dossier, as_of=as_of).income
