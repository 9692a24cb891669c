"""Intermediate balances (SIG, soldes intermédiaires de gestion): how the result comes about, step by step.

From the margin on goods resold to the value added, to what is left once staff and taxes are paid
(EBE, gross operating surplus), to the operating, current, exceptional and net result; and the
self-financing capacity (CAF): the cash that the year's activity leaves before any change of
working capital need.

>>> year = IncomeStatement.of(sales_services=1000, external_charges=300, wages=450, depreciation_operating=50)
>>> sig = intermediate_balances(year)
>>> sig.value_added, sig.gross_operating_surplus, sig.net_income, sig.self_financing_capacity
(Decimal('700.00'), Decimal('250.00'), Decimal('200.00'), Decimal('250.00'))

Choices of presentation, since several are in use: the share of investment grants taken to the
result (747 from 2025, 777 before) stays out of the gross operating surplus; subcontracting is in
the external charges, agency staff too; leasing is a charge. In the self-financing capacity
transfers of charges count as cash, and disposals, write-downs, their reversals and the grants
released do not. Where the carrying value and the proceeds of disposals are not known apart, as
in filed accounts, the lines "on capital" (HF, HB) stand for them.

Units: euros. Source: PCG art. 842-1 and 842-2 as in force until 31 December 2024, a management
table since ANC regulation 2022-06.
"""

from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from cashkit.accounts.income_statement import IncomeStatement
from cashkit.ground import language

BALANCES = (
    "commercial_margin",
    "production",
    "value_added",
    "gross_operating_surplus",
    "operating_result",
    "current_result",
    "exceptional_result",
    "net_income",
    "self_financing_capacity",
)
NOT_CASH_CHARGES = (
    "depreciation_operating",
    "impairment_fixed_assets",
    "impairment_current_assets",
    "provisions_operating",
    "financial_charges_provisions",
    "exceptional_provisions",
)
NOT_CASH_INCOME = ("reversals_operating", "reversals_financial", "reversals_exceptional")


@dataclass(frozen=True)
class Sig:
    """The nine balances of a year, in euros."""

    commercial_margin: Decimal
    production: Decimal
    value_added: Decimal
    gross_operating_surplus: Decimal
    operating_result: Decimal
    current_result: Decimal
    exceptional_result: Decimal
    net_income: Decimal
    self_financing_capacity: Decimal

    def frame(self, lang: str | None = None) -> pd.DataFrame:
        """Return the balances in order: key, label, amount in euros."""
        rows = [(key, language.say(f"accounts.sig_{key}", lang), float(getattr(self, key))) for key in BALANCES]
        return pd.DataFrame(rows, columns=["key", "label", "amount"])


def intermediate_balances(year: IncomeStatement) -> Sig:
    """Return the intermediate balances and the self-financing capacity of an income statement."""
    margin = commercial_margin(year)
    produced = production(year)
    added = value_added(year)
    current = operating_result(year) + year.section("GH", "GP") - year.section("GI", "GU")
    return Sig(
        commercial_margin=margin,
        production=produced,
        value_added=added,
        gross_operating_surplus=gross_operating_surplus(year),
        operating_result=operating_result(year),
        current_result=current,
        exceptional_result=year.section("HD") - year.section("HH"),
        net_income=current + year.section("HD") - year.section("HH", "HJ", "HK"),
        self_financing_capacity=self_financing_capacity(year),
    )


def commercial_margin(year: IncomeStatement) -> Decimal:
    """Goods resold less what they cost: FC - (FS + FT)."""
    cost = year.amount("purchases_merchandise") + year.amount("stock_change_merchandise")
    return year.amount("sales_merchandise") - cost


def production(year: IncomeStatement) -> Decimal:
    """Sum what the company made, sold or not: FF + FI + FM + FN."""
    made = ("sales_goods", "sales_services", "production_stored", "production_capitalised")
    return sum((year.amount(key) for key in made), Decimal("0.00"))


def value_added(year: IncomeStatement) -> Decimal:
    """Margin and production less what was bought from others: MC + production - (FU + FV + FW)."""
    bought = ("purchases_materials", "stock_change_materials", "external_charges")
    return commercial_margin(year) + production(year) - sum((year.amount(key) for key in bought), Decimal("0.00"))


def gross_operating_surplus(year: IncomeStatement) -> Decimal:
    """EBE: value added plus operating grants, less taxes, wages and social charges (VA + FO - FX - FY - FZ)."""
    grants = year.amount("operating_grants") - year.memos.get("grants_in_operations", Decimal("0.00"))
    charges = year.amount("taxes_levies") + year.amount("wages") + year.amount("social_charges")
    return value_added(year) + grants - charges


def operating_result(year: IncomeStatement) -> Decimal:
    """Operating income less operating charges: FR - GF, which is EBE plus the other operating lines."""
    return year.section("FL", "FR") - year.section("GF")


def self_financing_capacity(year: IncomeStatement) -> Decimal:
    """CAF: net income with the charges that cost no cash added back and the income that brings none taken off."""
    added = sum((year.amount(key) for key in NOT_CASH_CHARGES), Decimal("0.00"))
    taken = sum((year.amount(key) for key in NOT_CASH_INCOME), Decimal("0.00"))
    transfers = year.memos.get("A1", Decimal("0.00"))
    grants = year.memos.get("grants_released", Decimal("0.00"))
    cost, proceeds = disposals(year)
    return year.net_income + added - (taken - transfers) + cost - proceeds - grants


def disposals(year: IncomeStatement) -> tuple[Decimal, Decimal]:
    """Return what the assets disposed of were worth in the books, and what they brought."""
    cost = year.memos.get("disposal_cost", year.amount("exceptional_charges_capital"))
    proceeds = year.amount("exceptional_income_capital") - exceptional_grants(year)
    return cost, year.memos.get("disposal_income", proceeds)


def exceptional_grants(year: IncomeStatement) -> Decimal:
    """Return the share of investment grants released outside the operating grants (777, until 2024)."""
    released = year.memos.get("grants_released", Decimal("0.00"))
    return released - year.memos.get("grants_in_operations", Decimal("0.00"))
