from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashkit.accounts.annual_accounts import AnnualAccounts
from cashkit.accounts.cells import typed_cells
from cashkit.accounts.functional import functional_balance
from cashkit.accounts.own_accounts import accounts_of
from cashkit.accounts.statement_lines import ASSETS, LIABILITIES, statement_lines

ASSET_CODES = sorted(line.code for line in statement_lines().values() if line.side == ASSETS)
LIABILITY_CODES = sorted(line.code for line in statement_lines().values() if line.side == LIABILITIES)
AMOUNTS = st.integers(-(10**8), 10**8)


@given(
    st.dictionaries(st.sampled_from(ASSET_CODES), st.tuples(AMOUNTS, AMOUNTS)),
    st.dictionaries(st.sampled_from([*LIABILITY_CODES, "EH", "YS", "VC", "VR", "partners_in_payables"]), AMOUNTS),
)
def test_working_capital_less_need_is_net_cash_on_any_balanced_sheet(assets, others):
    cells = typed_cells({"BX": (0, 0), "DA": 0, **assets, **others})
    gap = cells["CO", "net"] - cells["EE", "net"]
    cells = typed_cells({"BX": (0, 0), **assets, **others, "DA": others.get("DA", 0) + gap})
    sheet = functional_balance(AnnualAccounts("", date(2025, 12, 31), 12, cells))
    assert sheet.working_capital - sheet.need == sheet.net_cash


def test_overdrafts_are_treasury_and_not_a_lasting_resource(typed):
    sheet = functional_balance(typed(CF=10, BX=90, DU=100, EH=60))
    assert (sheet.stable_resources, sheet.overdrafts, sheet.net_cash) == (40, 60, -50)


def test_partners_accounts_are_lasting_under_both_charts(closings, year):
    entries = closings({"455100": -100, "512000": 100})
    old = year(entries, opening_date=date(2024, 1, 1), closing_date=date(2024, 12, 31))
    new = year(entries)
    sheets = [functional_balance(accounts_of(books)) for books in (old, new)]
    assert sheets[0] == sheets[1]
    assert sheets[0].stable_resources == 100


@pytest.mark.parametrize("cell", [("EH", "net"), ("DX", "net"), ("BX", "gross")])
def test_without_one_of_its_lines_there_is_no_functional_sheet(typed, cell):
    whole = typed(CF=10, DA=10)
    cells = {key: value for key, value in whole.values.items() if key != cell}
    assert functional_balance(whole) is not None
    assert functional_balance(AnnualAccounts("", whole.closing_date, 12, cells)) is None
