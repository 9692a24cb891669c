import pytest

from cashkit.accounts.reading import read_balance_sheet


def asked(question, accounts, **options):
    answer = read_balance_sheet(accounts, **options).answer(question)
    return answer.verdict, answer.reason


# --- 5 need -------------------------------------------------------------------
def grown(typed, need, *, sales=1100, suppliers=0):
    before = typed(BX=100, DA=100, FI=1000)
    return typed(before, BX=need + suppliers, DX=suppliers, DA=need, FI=sales, FW=1000)


@pytest.mark.parametrize(
    ("need", "expected"),
    [
        (110, ("good", "need_follows_sales")),
        (111, ("watch", "need_outgrows_sales")),
        (130, ("watch", "need_outgrows_sales")),
        (131, ("bad", "need_outgrows_sales")),
        (60, ("good", "need_follows_sales")),
    ],
)
def test_the_need_may_grow_with_sales(typed, need, expected):
    assert asked("need", grown(typed, need)) == expected


def test_a_need_that_grows_as_sales_do_to_the_tenth_of_a_per_cent_shown_is_good(typed):
    before = typed(BX=100_000, DA=100_000, FI=1_000_000)
    assert asked("need", typed(before, BX=110_040, DA=110_040, FI=1_100_000, FW=1)) == ("good", "need_follows_sales")
    assert asked("need", typed(before, BX=110_060, DA=110_060, FI=1_100_000, FW=1)) == ("watch", "need_outgrows_sales")


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (60, ("good", "need_prompt_suppliers")),
        (61, ("watch", "need_slow_suppliers")),
        (75, ("watch", "need_slow_suppliers")),
        (76, ("bad", "need_slow_suppliers")),
    ],
)
def test_suppliers_who_wait_too_long_finance_the_activity(typed, days, expected):
    owed = 12 * days  # purchases of 3 650 without VAT, 4 380 with: 12 a day
    assert asked("need", typed(BX=2000, DX=owed, DA=2000 - owed, FI=5000, FW=3650)) == expected


def test_the_worse_of_the_two_points_decides(typed):
    assert asked("need", grown(typed, 60, suppliers=300)) == ("bad", "need_slow_suppliers")
    assert asked("need", grown(typed, 131, suppliers=300)) == ("bad", "need_outgrows_sales")


def test_without_the_turnover_before_only_the_suppliers_are_judged_and_it_is_told(typed):
    answer = read_balance_sheet(typed(typed(BX=100, DA=100), BX=200, DA=200, FI=1000, FW=500)).answer("need")
    assert (answer.verdict, answer.reason) == ("good", "need_prompt_suppliers")
    assert [remark.key for remark in answer.remarks] == ["need_not_compared"]
    assert "capital_need_change" not in {figure.key for figure in answer.figures}


def test_a_need_that_was_negative_has_no_growth(typed):
    accounts = typed(typed(BX=10, DX=20, FI=1000), BX=50, DA=50, FI=1000)
    assert asked("need", accounts) == ("not_assessed", "need_no_point")


def test_without_sales_or_balance_sheet_the_need_is_not_judged(typed):
    assert asked("need", typed(BX=10, DA=10, FI=0)) == ("not_applicable", "need_no_sales")
    assert asked("need", typed(BX=10, DA=10)) == ("not_assessed", "need_unknown")
    assert asked("need", typed(FI=10)) == ("not_assessed", "need_unknown")


# --- 6 cash -------------------------------------------------------------------
def in_debt(typed, overdraft, previous=None, need=1000):
    """Sales of 36 500, 100 a day; a need financed by equity and by overdraft."""
    return typed(previous, BX=need, DU=overdraft, EH=overdraft, DA=need - overdraft, FI=36_500)


def test_cash_in_hand_is_good(typed):
    assert asked("cash", typed(CF=10, DA=10, FI=100)) == ("good", "cash_good")
    assert asked("cash", typed(CD=10, DA=10)) == ("good", "cash_good")
    assert asked("cash", typed(CF=10, DU=10, EH=10)) == ("watch", "cash_nil")


def test_an_overdraft_up_to_forty_per_cent_of_the_need_is_to_watch(typed):
    assert asked("cash", in_debt(typed, 400)) == ("watch", "cash_short")
    assert asked("cash", in_debt(typed, 401)) == ("bad", "cash_on_overdraft")


def test_low_cash_at_one_closing_may_be_a_season(typed):
    assert asked("cash", in_debt(typed, 2000, need=10_000)) == ("watch", "cash_short")


def test_low_cash_two_closings_running_is_no_season(typed):
    before = in_debt(typed, 1501, need=10_000)
    assert asked("cash", in_debt(typed, 1501, before, need=10_000)) == ("bad", "cash_low_twice")
    assert asked("cash", in_debt(typed, 1500, before, need=10_000)) == ("watch", "cash_short")
    better = in_debt(typed, 1500, need=10_000)
    assert asked("cash", in_debt(typed, 1501, better, need=10_000)) == ("watch", "cash_short")


def test_an_overdraft_without_any_need_is_bad(typed):
    assert asked("cash", typed(AT=100, DX=60, DU=40, EH=40, FI=36_500)) == ("bad", "cash_on_overdraft")


def test_without_overdrafts_known_net_cash_is_not_assessed(typed):
    assert asked("cash", typed(FI=10)) == ("not_assessed", "cash_unknown")
