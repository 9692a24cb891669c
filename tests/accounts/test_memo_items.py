from datetime import date

import pytest

from cashkit.accounts.statements import statements


@pytest.fixture(name="memos")
def _memos(closings):
    return lambda amounts, opening=date(2025, 1, 1): statements(closings(amounts), opening).memos


def test_overdrafts_are_credit_balances_of_banks_and_bank_facilities(memos):
    assert memos({"512100": 100, "512200": -30, "519100": -20, "101000": -50})["EH"] == 5000


def test_claims_on_the_state_are_told_from_those_on_partners_and_sundry_debtors(memos):
    found = memos(
        {"444000": 1, "445670": 2, "447000": 4, "441000": 8, "455100": 16, "467000": 32, "456200": 64, "101000": -127}
    )
    assert {code: found[code] for code in ("VM", "VB", "VN", "VP", "VC", "VR")} == {
        "VM": 100, "VB": 200, "VN": 400, "VP": 800, "VC": 1600, "VR": 3200,
    }  # fmt: skip


def test_only_balances_of_the_right_side_count(memos):
    found = memos({"455100": -16, "455200": 5, "445670": -2, "101000": 13})
    assert (found["VI"], found["VC"], found["VB"]) == (1600, 500, 0)


def test_doubtful_customers_are_shown_before_their_allowance(memos):
    assert memos({"416000": 50, "491000": -20, "101000": -30})["VA"] == 5000


def test_partners_accounts_moved_to_the_other_payables_with_the_new_chart(memos):
    amounts = {"455100": -16, "512000": 16}
    assert memos(amounts)["partners_in_payables"] == 1600
    assert memos(amounts, date(2024, 1, 1))["partners_in_payables"] == 0


def test_disposals_are_found_in_both_charts(memos):
    old = memos({"675000": 7, "775000": -9, "777000": -3, "512000": 5}, date(2024, 1, 1))
    new = memos({"657000": 7, "757000": -9, "747000": -3, "512000": 5})
    assert (old["disposal_cost"], old["disposal_income"], old["grants_released"]) == (700, 900, 300)
    assert (new["disposal_cost"], new["disposal_income"], new["grants_released"]) == (700, 900, 300)
    assert (old["grants_in_operations"], new["grants_in_operations"]) == (0, 300)


def test_leasing_and_subcontracting_are_told(memos):
    found = memos({"612200": 1, "612500": 2, "611000": 4, "621000": 8, "512000": -15})
    assert (found["HP"], found["HQ"], found["YT"], found["YU"]) == (100, 200, 400, 800)
