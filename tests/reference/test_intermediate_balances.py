"""Published and worked cases of the intermediate balances and of the functional balance sheet."""

from datetime import date
from decimal import Decimal

from cashkit.accounts.annual_accounts import AnnualAccounts
from cashkit.accounts.cells import typed_cells
from cashkit.accounts.functional import functional_balance
from cashkit.accounts.income_statement import IncomeStatement
from cashkit.accounts.intermediate_balances import intermediate_balances
from cashkit.accounts.self_financing import from_result, from_surplus

PUBLISHED = IncomeStatement.of(
    sales_merchandise=1000,
    purchases_merchandise=600,
    stock_change_merchandise=50,
    sales_goods=200,
    purchases_materials=60,
    external_charges=40,
    taxes_levies=30,
    wages=200,
    social_charges=80,
    depreciation_operating=20,
    interest_charges=20,
    exceptional_charges_ops=5,
    income_tax=40,
)


def test_the_published_case_of_the_intermediate_balances():
    sig = intermediate_balances(PUBLISHED)
    assert sig.commercial_margin == 350
    assert sig.production == 200
    assert sig.value_added == 450
    assert sig.gross_operating_surplus == 140
    assert sig.current_result == 100
    assert sig.exceptional_result == -5
    assert sig.net_income == 55
    assert sig.self_financing_capacity == 75


def test_the_published_case_comes_to_a_self_financing_of_75_by_both_routes():
    down, up = from_surplus(PUBLISHED), from_result(PUBLISHED)
    assert [(key, int(one)) for key, one in down if one] == [
        ("surplus", 140), ("financial", -20), ("exceptional", -5), ("tax", -40), ("capacity", 75),
    ]  # fmt: skip
    assert [(key, int(one)) for key, one in up if one] == [("result", 55), ("depreciation", 20), ("capacity", 75)]


def test_the_published_case_read_from_the_tax_forms():
    cells = typed_cells({
        "FC": 1000, "FF": 200, "FS": 600, "FT": 50, "FU": 60, "FW": 40, "FX": 30, "FY": 200, "FZ": 80,
        "GA": 20, "GR": 20, "HE": 5, "HK": 40,
    })  # fmt: skip
    year = AnnualAccounts("", date(2025, 12, 31), 12, cells)
    assert (year.value("FL"), year.value("GG"), year.value("GW"), year.value("HN")) == (1200, 120, 100, 55)
    assert intermediate_balances(year.income) == intermediate_balances(PUBLISHED)


def test_the_worked_case_of_the_functional_balance_sheet():
    cells = typed_cells({
        "AT": (800, 300), "BT": (200, 0), "BX": (360, 10), "BZ": (40, 0), "CH": (5, 0), "CD": (20, 0), "CF": (35, 0),
        "DA": 450, "DQ": 30, "DU": 300, "EH": 50, "DX": 240, "DY": 110, "EA": 15, "EB": 5, "YS": 25,
    })  # fmt: skip
    year = AnnualAccounts("", date(2025, 12, 31), 12, cells)
    sheet = functional_balance(year)
    assert year.value("CO") == year.value("EE") == 1150
    assert (sheet.stable_resources, sheet.stable_uses) == (1040, 800)
    assert sheet.working_capital == 240
    assert (sheet.operating_need, sheet.other_need, sheet.need) == (275, -15, 260)
    assert sheet.net_cash == Decimal(-20) == sheet.working_capital - sheet.need
