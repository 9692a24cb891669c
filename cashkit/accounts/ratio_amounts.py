"""What each ratio of the sheet divides by what, from the cells of the forms.

>>> from datetime import date
>>> from cashkit.accounts.cells import typed_cells
>>> typed = {"BX": (60, 0), "CF": 40, "DA": 25, "DU": 50, "EH": 10, "DX": 25}
>>> found = ratio_values(AnnualAccounts("", date(2025, 12, 31), 12, typed_cells(typed)))
>>> found["autonomy"], found["gearing"], round(found["current"], 3), found["repayment"]
(0.25, 0.4, 2.857, None)

Financial debts are DS to DV, with overdrafts, discounted bills not yet due and partners' accounts; own resources are
equity, other own funds, provisions and all depreciation; interest is what GR says, financial charges all of GU. Flows
count for twelve months.
Units: fractions and ratios, days of a year of 365. Source: the usual ratios of bankers and credit managers.
"""

from collections.abc import Mapping
from decimal import Decimal

from cashkit.accounts.annual_accounts import AnnualAccounts
from cashkit.accounts.functional import FINANCIAL_DEBTS, FunctionalBalance, functional_balance, known_or_nil
from cashkit.accounts.intermediate_balances import intermediate_balances
from cashkit.accounts.ratios import (
    GOODS_USED,
    PURCHASES,
    cash_cycle,
    customer_days,
    days_of,
    holds_no_stock,
    share,
    stock_days,
    supplier_days,
)
from cashkit.accounts.score_inputs import score_inputs
from cashkit.accounts.thresholds import thresholds

CASH = ("CD", "CF")


def ratio_values(accounts: AnnualAccounts) -> Mapping[str, float | None]:
    """Return every ratio of the sheet by its key, None for one that cannot be computed."""
    return {**_of_structure(accounts), **_of_liquidity(accounts), **_of_delays(accounts)}


def divided_by(accounts: AnnualAccounts) -> Mapping[str, Decimal | None]:
    """Return what each ratio divides by, None where it is not known: at nil or below it, no ratio is computed."""
    inputs, sheet = score_inputs(accounts), functional_balance(accounts)
    owed, surplus = inputs.amount("current_liabilities"), inputs.amount("gross_operating_surplus")
    sales, debts = accounts.value("FL"), financial_debts(accounts)
    return {
        "autonomy": accounts.value("EE"), "own_resources": debts, "gearing": accounts.value("DL"),
        "repayment": _capacity(accounts), "interest_burden": surplus, "interest_cover": accounts.value("GR"),
        "tax_social": inputs.amount("value_added"), "current": owed, "quick": owed, "cash": owed,
        "overdraft": sheet.need if sheet else None, "need_days": sales, "customer_days": sales,
        "supplier_days": _sum(accounts, PURCHASES), "stock_days": _sum(accounts, GOODS_USED),
        "cash_cycle": _least(sales, _sum(accounts, PURCHASES), _goods_used(accounts)),
    }  # fmt: skip


def _goods_used(accounts: AnnualAccounts) -> Decimal | None:
    """Return what stock is measured against; where there is none, nothing divides by it."""
    return Decimal(1) if holds_no_stock(accounts) else _sum(accounts, GOODS_USED)


def _least(*amounts: Decimal | None) -> Decimal | None:
    """Return the smallest of some amounts, None where one is not known."""
    known = [amount for amount in amounts if amount is not None]
    return min(known) if len(known) == len(amounts) else None


def _sum(accounts: AnnualAccounts, codes: tuple[str, ...]) -> Decimal | None:
    return accounts.total(*codes) if accounts.known(*codes) else None


def _of_structure(accounts: AnnualAccounts) -> dict[str, float | None]:
    debts, own = financial_debts(accounts), _own_resources(accounts)
    cash = accounts.total(*CASH) if accounts.known(*CASH) else None
    net = None if debts is None or cash is None else debts - cash
    inputs = score_inputs(accounts)
    surplus, charges = inputs.amount("gross_operating_surplus"), inputs.amount("financial_charges")
    interest = _yearly(accounts.value("GR"), accounts)
    return {
        "autonomy": share(accounts.value("DL"), accounts.value("EE")),
        "own_resources": share(own, debts),
        "gearing": share(net, accounts.value("DL")),
        "repayment": share(debts, _capacity(accounts)),
        "interest_burden": share(charges, surplus),
        "interest_cover": share(surplus, interest),
        "tax_social": share(accounts.value("DY"), inputs.amount("value_added")),
    }


def _of_liquidity(accounts: AnnualAccounts) -> dict[str, float | None]:
    inputs, sheet = score_inputs(accounts), functional_balance(accounts)
    owed = inputs.amount("current_liabilities")
    cash = accounts.total(*CASH) if accounts.known(*CASH) else None
    return {
        "current": share(inputs.amount("current_assets"), owed),
        "quick": share(inputs.amount("receivables_and_cash"), owed),
        "cash": share(cash, owed),
        "overdraft": None if sheet is None else share(sheet.overdrafts, sheet.need),
    }


def _of_delays(accounts: AnnualAccounts) -> dict[str, float | None]:
    vat, sheet = thresholds()["vat_rate"], functional_balance(accounts)
    return {
        "need_days": _in_days(accounts, sheet),
        "customer_days": customer_days(accounts, vat_rate=vat),
        "supplier_days": supplier_days(accounts, vat_rate=vat),
        "stock_days": stock_days(accounts),
        "cash_cycle": cash_cycle(accounts, vat_rate=vat),
    }


def financial_debts(accounts: AnnualAccounts) -> Decimal | None:
    """Return what is owed to banks and lenders, overdrafts and discounted bills included."""
    if not accounts.known(*FINANCIAL_DEBTS):
        return None
    return accounts.total(*FINANCIAL_DEBTS) + known_or_nil(accounts, "YS", "partners_in_payables")


def _own_resources(accounts: AnnualAccounts) -> Decimal | None:
    if not (accounts.known("DL", "DO", "DR") and accounts.known("CO", column="amort")):
        return None
    return accounts.total("DL", "DO", "DR") + accounts.total("CO", column="amort")


def _capacity(accounts: AnnualAccounts) -> Decimal | None:
    year = accounts.income
    return None if year is None else _yearly(intermediate_balances(year).self_financing_capacity, accounts)


def _yearly(flow: Decimal | None, accounts: AnnualAccounts) -> Decimal | None:
    return None if flow is None else flow * 12 / accounts.months


def _in_days(accounts: AnnualAccounts, sheet: FunctionalBalance | None) -> float | None:
    return None if sheet is None else days_of(sheet.need, accounts.value("FL"), months=accounts.months)
