"""The self-financing capacity by both routes, step by step."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashkit.accounts.income_statement import IncomeStatement
from cashkit.accounts.intermediate_balances import intermediate_balances
from cashkit.accounts.self_financing import from_result, from_surplus, self_financing_table
from cashkit.accounts.statement_lines import CHARGES, INCOME, statement_lines

FLOWS = sorted(key for key, line in statement_lines().items() if line.side in {INCOME, CHARGES})
MEMOS = ("A1", "disposal_cost", "disposal_income", "grants_released", "grants_in_operations")
AMOUNTS = st.integers(-(10**8), 10**8)


@given(st.dictionaries(st.sampled_from(FLOWS), AMOUNTS), st.dictionaries(st.sampled_from(MEMOS), AMOUNTS))
def test_both_routes_come_to_the_same_capacity_whatever_was_booked(amounts, memos):
    year = IncomeStatement(IncomeStatement.of(**amounts).amounts, {key: Decimal(one) for key, one in memos.items()})
    capacity = intermediate_balances(year).self_financing_capacity
    assert from_surplus(year)[-1] == ("capacity", capacity)
    assert from_result(year)[-1] == ("capacity", capacity)


def test_a_disposal_brings_no_capacity():
    year = IncomeStatement.of(exceptional_charges_capital=30, exceptional_income_capital=100)
    assert from_surplus(year)[-1][1] == 0
    assert dict(from_surplus(year))["disposals"] == -70
    assert dict(from_result(year))["disposals"] == -70


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_table_tells_both_routes_and_leaves_out_what_is_nil(lang):
    year = IncomeStatement.of(sales_services=100, depreciation_operating=20, income_tax=10)
    told = self_financing_table(year, lang)
    assert told["route"].tolist() == ["from_surplus"] * 3 + ["from_result"] * 3
    assert told["amount"].tolist() == [100, -10, 90, 70, 20, 90]
