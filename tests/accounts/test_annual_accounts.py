from hypothesis import given
from hypothesis import strategies as st

from cashkit.accounts.statement_lines import CHARGES, INCOME, statement_lines

FLOWS = sorted({line.code for line in statement_lines().values() if line.side in {INCOME, CHARGES}})


def test_an_asset_has_three_columns(typed):
    year = typed(BX=(360, 10))
    assert (year.value("BX"), year.value("BX", "gross"), year.value("BX", "amort")) == (350, 360, 10)


def test_printed_cells_of_the_depreciation_column_are_understood(typed):
    year = typed(BX=(360, 10), AT=(100, 40))
    assert (year.value("BY"), year.value("AU"), year.value("1A"), year.value("BK")) == (10, 40, 50, 40)


def test_the_register_names_of_turnover_are_understood(typed):
    year = typed(FC=1, FF=2, FI=4)
    assert [year.value(code) for code in ("FA", "FD", "FG", "FJ")] == [1, 2, 4, 7]


def test_what_is_not_known_is_none_and_never_zero(typed):
    year = typed(BX=360)
    assert year.value("FL") is None
    assert year.value("VC") is None
    assert year.value("DX") == 0
    assert year.income is None
    assert not year.known("BX", "FL")


@given(st.dictionaries(st.sampled_from(FLOWS), st.integers(-(10**8), 10**8), min_size=1))
def test_the_income_statement_of_accounts_has_their_result(amounts):
    from datetime import date

    from cashkit.accounts.annual_accounts import AnnualAccounts
    from cashkit.accounts.cells import typed_cells

    year = AnnualAccounts("", date(2025, 12, 31), 12, typed_cells(amounts))
    assert year.income.net_income == year.value("HN")
    assert year.income.turnover == year.value("FL")
