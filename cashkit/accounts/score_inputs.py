"""What scores are made of: amounts of a year's accounts, flows brought to twelve months.

From the cells of the forms: permanent capital is what is not owed within a year; "receivables and cash" are the
current assets but the stocks; total liabilities are all but equity, total debts leave the provisions out. The price of
the shares and what only a score of history asks for are typed, never read.

>>> from datetime import date
>>> from cashkit.accounts.cells import typed_cells
>>> typed = {"AT": (400, 0), "BT": (200, 0), "BX": (300, 0), "CF": 100, "DA": 450, "DU": 250, "EH": 50, "DX": 300}
>>> cells = typed_cells({**typed, "FI": 900, "FW": 900})
>>> told = score_inputs(AnnualAccounts("", date(2025, 12, 31), 6, cells))
>>> told.amount("current_liabilities"), told.amount("permanent_capital"), told.amount("receivables_and_cash")
(Decimal('350.00'), Decimal('650.00'), Decimal('400.00'))
>>> told.amount("sales"), [one.key for one in told.remarks]
(Decimal('1800.00'), ['score_annualised', 'score_debts_split'])

Debts within a year are the footnote EG; without it they are all debts less borrowings, overdrafts put back: the
part of the borrowings that falls due within the year is not told there, and a remark says so.
Units: euros. Errors: `ArgumentError` for an amount that no score asks for.
Source: forms 2050 to 2053; the correspondence with the published ratios is proposed here.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from cashkit.accounts.annual_accounts import AnnualAccounts
from cashkit.accounts.earnings import RESERVES
from cashkit.accounts.functional import FINANCIAL_DEBTS, STOCKS
from cashkit.accounts.intermediate_balances import gross_operating_surplus, value_added
from cashkit.accounts.remarks import Remark
from cashkit.ground import money
from cashkit.ground.errors import ArgumentError
from cashkit.ground.money import Money

INPUTS = (
    "total_assets", "current_assets", "current_liabilities", "working_capital", "total_debts", "total_liabilities",
    "equity", "permanent_capital", "retained_earnings", "receivables_and_cash", "sales", "operating_result",
    "gross_operating_surplus", "value_added", "personnel_charges", "financial_charges", "result_before_tax",
    "net_result", "market_value", "gross_economic_result", "stable_resources", "invested_capital", "self_financing",
    "trade_debts", "purchases_with_vat", "value_added_growth", "value_added_before", "customers_financed",
    "production_with_vat", "capital_expenditure",
)  # fmt: skip
YEAR = 12
Amounts = Mapping[str, Decimal | None]


@dataclass(frozen=True)
class ScoreInputs:
    """Amounts in euros by name (`INPUTS`), None for what is not known, and what is to be told about them."""

    amounts: Amounts
    remarks: tuple[Remark, ...] = dataclasses.field(default=())

    @classmethod
    def of(cls, **amounts: Money) -> "ScoreInputs":
        """Make the inputs of typed amounts, by name (`total_assets=1000`)."""
        for name in amounts:
            if name not in INPUTS:
                raise ArgumentError("accounts.unknown_score_input", value=name, known=", ".join(INPUTS))
        return cls({name: money.exact(value) for name, value in amounts.items()})

    def amount(self, name: str) -> Decimal | None:
        """Return one amount; None when it is not known."""
        return self.amounts.get(name)


def score_inputs(accounts: AnnualAccounts) -> ScoreInputs:
    """Return what a company's accounts give the scores."""
    flows = _flows(accounts)
    if accounts.months != YEAR:
        flows = {key: None if flow is None else flow * YEAR / accounts.months for key, flow in flows.items()}
    told = [Remark("score_annualised", {"months": accounts.months})] if accounts.months != YEAR else []
    if accounts.value("EG") is None and current_liabilities(accounts) is not None:
        told.append(Remark("score_debts_split"))
    rounded = {key: None if flow is None else money.rounded(flow) for key, flow in flows.items()}
    return ScoreInputs({**_balances(accounts), **rounded}, tuple(told))


def current_liabilities(accounts: AnnualAccounts) -> Decimal | None:
    """Return what is owed within a year: EG, else all debts less the borrowings that are no overdrafts."""
    if accounts.known("EG"):
        return accounts.value("EG")
    if not accounts.known("EC", "EH", *FINANCIAL_DEBTS):
        return None
    return accounts.total("EC") - accounts.total(*FINANCIAL_DEBTS) + accounts.total("EH")


def _balances(accounts: AnnualAccounts) -> dict[str, Decimal | None]:
    current, owed, total = accounts.value("CJ"), current_liabilities(accounts), accounts.value("EE")
    equity = accounts.value("DL")
    stocks = accounts.total(*STOCKS) if accounts.known(*STOCKS) else None
    reserves = accounts.total(*RESERVES, "DI") if accounts.known(*RESERVES, "DI") else None
    return {
        "total_assets": total,
        "current_assets": current,
        "current_liabilities": owed,
        "working_capital": less(current, owed),
        "total_debts": accounts.value("EC"),
        "total_liabilities": less(total, equity),
        "equity": equity,
        "permanent_capital": less(total, owed),
        "retained_earnings": reserves,
        "receivables_and_cash": less(current, stocks),
    }


def _flows(accounts: AnnualAccounts) -> dict[str, Decimal | None]:
    year = accounts.income
    staff = accounts.total("FY", "FZ") if accounts.known("FY", "FZ") else None
    taxed = accounts.total("HN", "HK") if accounts.known("HN", "HK") else None
    return {
        "sales": accounts.value("FL"),
        "operating_result": accounts.value("GG"),
        "gross_operating_surplus": gross_operating_surplus(year) if year and staff is not None else None,
        "value_added": value_added(year) if year and accounts.known("FW") else None,
        "personnel_charges": staff,
        "financial_charges": accounts.value("GU"),
        "result_before_tax": taxed,
        "net_result": accounts.value("HN"),
    }


def less(whole: Decimal | None, part: Decimal | None) -> Decimal | None:
    """Return a difference; None when either is not known."""
    return None if whole is None or part is None else whole - part
