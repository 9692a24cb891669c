"""The self-financing capacity (CAF) by both routes, step by step: down from the surplus, or up from the result.

From the gross operating surplus (EBE) everything else that moves cash is added; from the net result everything that
moves none is put back. Both come to the same amount, which is the check that nothing was forgotten.

>>> year = IncomeStatement.of(sales_services=500, external_charges=110, wages=250, depreciation_operating=20,
...                           interest_charges=20, exceptional_charges_ops=5, income_tax=40)
>>> [(key, int(amount)) for key, amount in from_surplus(year) if amount]
[('surplus', 140), ('financial', -20), ('exceptional', -5), ('tax', -40), ('capacity', 75)]
>>> [(key, int(amount)) for key, amount in from_result(year) if amount]
[('result', 55), ('depreciation', 20), ('capacity', 75)]

Transfers of charges count as cash; disposals, write-downs, their reversals and grants released do not.
Units: euros. Source: PCG art. 842-2 as in force until 31 December 2024 (from the surplus), common practice (from the
result).
"""

from decimal import Decimal

import pandas as pd

from cashkit.accounts.income_statement import ZERO, IncomeStatement
from cashkit.accounts.intermediate_balances import (
    NOT_CASH_CHARGES,
    NOT_CASH_INCOME,
    disposals,
    exceptional_grants,
    gross_operating_surplus,
)
from cashkit.ground import language

Steps = tuple[tuple[str, Decimal], ...]


def from_surplus(year: IncomeStatement) -> Steps:
    """Return the steps from the gross operating surplus to the capacity, the last of them."""
    a = year.amount
    others = a("other_operating_income") + a("asset_disposal_income") + a("unplaced_result")
    others -= a("other_operating_charges") + a("asset_disposal_cost")
    exceptional = year.section("HD") - a("reversals_exceptional") - year.section("HH") + a("exceptional_provisions")
    cost, proceeds = disposals(year)
    financial = year.section("GP") - a("reversals_financial") - year.section("GU") + a("financial_charges_provisions")
    steps = (
        ("surplus", gross_operating_surplus(year)),
        ("transfers", year.memos.get("A1", ZERO)),
        ("others", others),
        ("joint", year.section("GH") - year.section("GI")),
        ("financial", financial),
        ("exceptional", exceptional - exceptional_grants(year)),
        ("disposals", cost - proceeds),
        ("sharing", -year.section("HJ")),
        ("tax", -year.section("HK")),
    )
    return _summed(steps)


def from_result(year: IncomeStatement) -> Steps:
    """Return the steps from the net result to the capacity, the last of them."""
    cost, proceeds = disposals(year)
    taken = sum((year.amount(key) for key in NOT_CASH_INCOME), ZERO)
    steps = (
        ("result", year.net_income),
        ("depreciation", sum((year.amount(key) for key in NOT_CASH_CHARGES), ZERO)),
        ("reversals", year.memos.get("A1", ZERO) - taken),
        ("disposals", cost - proceeds),
        ("grants", -year.memos.get("grants_released", ZERO)),
    )
    return _summed(steps)


def self_financing_table(year: IncomeStatement, lang: str | None = None) -> pd.DataFrame:
    """Return both routes, steps that are nil left out: route, label, amount in euros."""
    routes = {"from_surplus": from_surplus(year), "from_result": from_result(year)}
    rows = [
        (route, language.say(f"accounts.caf_{key}", lang), float(amount))
        for route, steps in routes.items()
        for key, amount in steps
        if amount or key in {"surplus", "result", "capacity"}
    ]
    return pd.DataFrame(rows, columns=["route", "label", "amount"])


def _summed(steps: Steps) -> Steps:
    return (*steps, ("capacity", sum((amount for _, amount in steps), ZERO)))
