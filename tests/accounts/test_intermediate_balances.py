from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from cashkit.accounts.income_statement import IncomeStatement
from cashkit.accounts.intermediate_balances import BALANCES, intermediate_balances
from cashkit.accounts.statement_lines import CHARGES, INCOME, statement_lines

FLOWS = sorted(
    key for key, line in statement_lines().items() if line.side in {INCOME, CHARGES} and key != "unplaced_result"
)
FINANCIAL_INCOME = (
    "income_participations",
    "income_long_term_securities",
    "other_interest_income",
    "fx_gains",
    "securities_gains",
)


def cash_route(year, surplus):
    """CAF from the gross operating surplus: the other income and charges that move cash."""
    a = year.amount
    operating = a("other_operating_income") - a("other_operating_charges") + a("joint_ops_profit") - a("joint_ops_loss")
    financial = sum(a(key) for key in FINANCIAL_INCOME) - sum(
        a(key) for key in ("interest_charges", "fx_losses", "securities_losses")
    )
    exceptional = a("exceptional_income_ops") - a("exceptional_charges_ops")
    return surplus + operating + financial + exceptional - a("profit_sharing") - a("income_tax")


@given(st.dictionaries(st.sampled_from(FLOWS), st.integers(-(10**8), 10**8)))
def test_the_self_financing_capacity_is_the_same_by_both_routes(amounts):
    disposals = {key: Decimal(amounts.get(key, 0)) for key in amounts if "disposal" in key or key.endswith("_capital")}
    cost = sum(value for key, value in disposals.items() if "cost" in key or "charges" in key)
    income = sum(value for key, value in disposals.items() if "income" in key)
    year = IncomeStatement(IncomeStatement.of(**amounts).amounts, {"disposal_cost": cost, "disposal_income": income})
    sig = intermediate_balances(year)
    assert sig.self_financing_capacity == cash_route(year, sig.gross_operating_surplus)


@given(st.dictionaries(st.sampled_from(FLOWS), st.integers(-(10**8), 10**8)))
def test_the_last_balance_is_the_result_of_the_statement(amounts):
    year = IncomeStatement.of(**amounts)
    assert intermediate_balances(year).net_income == year.net_income


def test_transfers_of_charges_are_cash_and_reversals_are_not():
    year = IncomeStatement.of(reversals_operating=30)
    assert intermediate_balances(year).self_financing_capacity == 0
    assert intermediate_balances(IncomeStatement(year.amounts, {"A1": Decimal(20)})).self_financing_capacity == 20


def test_grants_released_stay_out_of_the_surplus_and_of_the_capacity():
    year = IncomeStatement.of(operating_grants=50)
    memos = {"grants_released": Decimal(20), "grants_in_operations": Decimal(20)}
    sig = intermediate_balances(IncomeStatement(year.amounts, memos))
    assert (sig.gross_operating_surplus, sig.net_income, sig.self_financing_capacity) == (30, 50, 30)


def test_grants_released_before_2025_were_exceptional_and_no_proceeds():
    year = IncomeStatement.of(exceptional_income_capital=20)
    memos = {"grants_released": Decimal(20), "grants_in_operations": Decimal(0), "disposal_income": Decimal(0)}
    sig = intermediate_balances(IncomeStatement(year.amounts, memos))
    assert (sig.gross_operating_surplus, sig.net_income, sig.self_financing_capacity) == (0, 20, 0)


def test_filed_accounts_take_the_lines_on_capital_for_disposals():
    year = IncomeStatement.of(exceptional_income_capital=20, exceptional_charges_capital=15)
    assert intermediate_balances(year).self_financing_capacity == 0


def test_the_table_of_balances_speaks_both_languages():
    sig = intermediate_balances(IncomeStatement.of(sales_services=100))
    assert sig.frame("fr")["label"][2] == "Valeur ajoutée"
    assert sig.frame("en")["label"][2] == "Value added"
    assert sig.frame("fr")["key"].tolist() == list(BALANCES)
