from decimal import Decimal

import pytest

from cashkit.accounts.answer import Sector
from cashkit.accounts.earnings import retained_share
from cashkit.accounts.reading import read_balance_sheet


def asked(question, accounts, **options):
    answer = read_balance_sheet(accounts, **options).answer(question)
    return answer.verdict, answer.reason


def value(answer, key):
    return next(figure.value for figure in answer.figures if figure.key == key)


# --- 1 turnover ---------------------------------------------------------------
@pytest.mark.parametrize(
    ("now", "sector", "expected"),
    [
        (1000, None, ("good", "turnover_up")),
        (1200, 0.30, ("good", "turnover_up")),
        (850, None, ("watch", "turnover_down_alone")),
        (999, None, ("watch", "turnover_down_alone")),
        (850, -0.06, ("watch", "turnover_down_like_sector")),
        (840, -0.06, ("watch", "turnover_down_like_sector")),
        (839, -0.06, ("bad", "turnover_down_beyond_sector")),
        (850, 0.0, ("bad", "turnover_down_beyond_sector")),
    ],
)
def test_a_fall_of_turnover_is_judged_against_the_sector(typed, now, sector, expected):
    accounts = typed(typed(FI=1000), FI=now)
    assert asked("turnover", accounts, sector=Sector(turnover_growth=sector)) == expected


def test_a_fall_alone_is_never_bad(typed):
    assert asked("turnover", typed(typed(FI=1000), FI=100))[0] == "watch"


def test_years_of_different_length_are_brought_to_twelve_months(typed):
    answer = read_balance_sheet(typed(typed(FI=1250, months=15), FI=1000)).answer("turnover")
    assert answer.verdict == "good"
    assert value(answer, "turnover_growth") == pytest.approx(0)


def test_without_the_turnover_of_the_year_before_the_trend_is_not_assessed(typed):
    assert asked("turnover", typed(FI=1000)) == ("not_assessed", "turnover_no_previous")
    assert asked("turnover", typed(typed(BX=10), FI=1000)) == ("not_assessed", "turnover_no_previous")
    assert asked("turnover", typed(typed(FI=10), BX=10)) == ("not_assessed", "turnover_unknown")


def test_a_company_that_sold_nothing_has_no_trend(typed):
    assert asked("turnover", typed(typed(FI=0), FI=1000)) == ("not_applicable", "turnover_none")


# --- 2 result -----------------------------------------------------------------
def kept_year(typed, kept, *, capital=0):
    before = typed(DI=100, BX=1000, FI=100)
    return typed(before, DG=kept, DI=50, FI=50, DA=capital, DX=1000 - capital)


def test_a_profit_that_was_kept_is_good(typed):
    assert asked("result", kept_year(typed, 50)) == ("good", "result_kept")


def test_a_dividend_is_no_fault_where_equity_is_solid(typed):
    assert asked("result", kept_year(typed, 49)) == ("watch", "result_paid")
    assert asked("result", kept_year(typed, 49, capital=900)) == ("good", "result_paid_solid")


def test_a_result_not_yet_allocated_is_still_in_the_company(typed):
    before = typed(DI=100, FI=100)
    now = typed(before, DI=150, FI=50)
    assert retained_share(now, before) == 1.0


def test_what_was_kept_of_a_loss_is_not_asked(typed):
    assert retained_share(typed(DI=50, FI=50), typed(DI=-10, FW=10)) is None
    assert asked("result", typed(typed(DI=-10, FW=10), DI=50, FI=50)) == ("good", "result_profit")


def test_one_loss_is_to_watch_and_two_running_are_bad(typed):
    loss = {"DI": -10, "FW": 10}
    assert asked("result", typed(typed(DI=5, FI=5), **loss)) == ("watch", "result_loss")
    assert asked("result", typed(typed(**loss), **loss)) == ("bad", "result_loss_twice")
    assert asked("result", typed(**loss)) == ("watch", "result_loss_alone")


def test_a_profit_without_the_year_before_says_what_is_missing(typed):
    answer = read_balance_sheet(typed(DI=50, FI=50)).answer("result")
    assert (answer.verdict, answer.reason) == ("good", "result_profit")
    assert [remark.key for remark in answer.remarks] == ["result_retention_unknown"]


def test_without_the_result_nothing_is_said(typed):
    assert asked("result", typed(BX=10)) == ("not_assessed", "result_unknown")


# --- 3 margin -----------------------------------------------------------------
@pytest.mark.parametrize(
    ("flows", "sector", "expected"),
    [
        ({"FI": 100, "FW": 90}, None, ("good", "margin_good")),
        ({"FI": 100, "FW": 90}, 0.10, ("good", "margin_good")),
        ({"FI": 100, "FW": 90}, 0.11, ("watch", "margin_below_sector")),
        ({"FI": 100, "FW": 90, "GA": 10}, None, ("watch", "margin_operating_loss")),
        ({"FI": 100, "FW": 100}, None, ("bad", "margin_none")),
        ({"FI": 100, "FW": 120}, 0.05, ("bad", "margin_none")),
        ({"FW": 20}, None, ("not_applicable", "margin_no_sales")),
    ],
)
def test_the_margin_is_judged_on_the_gross_operating_surplus(typed, flows, sector, expected):
    assert asked("margin", typed(**flows), sector=Sector(operating_surplus_rate=sector)) == expected


def test_a_margin_that_was_not_compared_says_so(typed):
    answer = read_balance_sheet(typed(FI=100, FW=90)).answer("margin")
    assert [remark.key for remark in answer.remarks] == ["margin_no_sector"]
    assert value(answer, "operating_surplus_rate") == pytest.approx(0.10)


def test_the_margin_on_goods_is_shown_where_goods_are_resold(typed):
    answer = read_balance_sheet(typed(FC=100, FS=60, FI=50)).answer("margin")
    assert value(answer, "goods_margin_rate") == pytest.approx(0.40)
    assert value(answer, "operating_surplus") == Decimal(90)


def test_without_the_income_statement_the_margin_is_not_assessed(typed):
    assert asked("margin", typed(BX=10)) == ("not_assessed", "margin_unknown")
