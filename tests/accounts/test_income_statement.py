import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashkit.accounts.income_statement import IncomeStatement
from cashkit.accounts.statement_lines import CHARGES, INCOME, statement_lines
from cashkit.ground.errors import ArgumentError

FLOWS = {key: line.side for key, line in statement_lines().items() if line.side in {INCOME, CHARGES}}


def test_charges_stand_positive_and_are_taken_off():
    year = IncomeStatement.of(sales_services=100, wages=70)
    assert year.net_income == 30
    assert year.lines["amount"].tolist() == [100.0, 70.0]
    assert year.lines["side"].tolist() == ["income", "charges"]


def test_a_line_without_amount_is_nil():
    assert IncomeStatement.of(wages=70).amount("sales_services") == 0


@pytest.mark.parametrize("key", ["trade_receivables", "turnover"])
def test_what_is_no_line_of_the_income_statement_is_refused(key):
    with pytest.raises(ArgumentError):
        IncomeStatement.of(**{key: 1})


@given(st.dictionaries(st.sampled_from(sorted(FLOWS)), st.integers(-(10**8), 10**8)))
def test_the_result_is_income_less_charges_whatever_the_lines(amounts):
    expected = sum(amount if FLOWS[key] == INCOME else -amount for key, amount in amounts.items())
    assert IncomeStatement.of(**amounts).net_income == expected
