"""What four levers do to the days of sales, the cash, the interest and the losses to expect."""

from dataclasses import replace

import pytest

from cashkit.ground.errors import ArgumentError
from cashkit.measures.levers import Levers, Standing, over_twelve_months, pulled

STANDING = Standing(
    dso=70,
    day_value=1000,
    lateness=12,
    invoicing_delay=3,
    overdue=10_000,
    disputed=4_000,
    provision=500,
    annual_rate=0.12,
)
ALL = Levers(terms_days=5, invoicing_days=1, disputes_settled=1, lateness_won=1)


def won(levers, standing=STANDING):
    return pulled(standing, levers).set_index("lever")


def test_each_day_of_terms_or_invoicing_frees_the_value_of_a_day():
    found = won(Levers(terms_days=5, invoicing_days=1))
    assert found["cash_freed"].to_dict() == {"terms": 5000, "invoicing": 1000, "disputes": 0, "reminders": 0}
    assert found["interest_saved"]["terms"] == 600
    assert found["losses_avoided"].sum() == 0


def test_no_more_days_of_invoicing_are_won_than_there_are():
    assert won(Levers(invoicing_days=9))["days_won"]["invoicing"] == 3


def test_a_settled_dispute_comes_in_and_lateness_is_won_on_the_rest_only():
    found = won(ALL)
    assert found["days_won"].to_dict() == {"terms": 5, "invoicing": 1, "disputes": 4, "reminders": 7.2}
    assert found["losses_avoided"].to_dict() == {"terms": 0, "invoicing": 0, "disputes": 200, "reminders": 300}


def test_no_more_is_won_than_what_is_overdue_or_to_be_lost():
    all_disputed = replace(STANDING, disputed=99_000)
    assert won(ALL, all_disputed)["days_won"]["reminders"] == 0
    assert won(ALL, all_disputed)["losses_avoided"].sum() == 500
    nothing = replace(STANDING, overdue=0, disputed=0, day_value=0)
    assert won(ALL, nothing)["cash_freed"].sum() == 0


def test_customers_who_pay_early_leave_no_lateness_to_win():
    assert won(ALL, replace(STANDING, lateness=-3))["days_won"]["reminders"] == 0


def test_twelve_months_reach_the_whole_effect_in_equal_steps():
    way = over_twelve_months(STANDING, Levers(terms_days=6), months=3).set_index("month_number")
    assert way["dso"].head(4).tolist() == [68, 66, 64, 64]
    assert way["cash_freed"].iloc[-1] == 6000
    assert way["interest_saved"].head(3).tolist() == [20, 60, 120]
    assert way["interest_saved"].iloc[-1] == 660
    assert set(way["provision"]) == {500}


@pytest.mark.parametrize("wrong", [Levers(lateness_won=50), Levers(terms_days=-1), Levers(disputes_settled=1.01)])
def test_a_lever_that_cannot_be_is_refused_under_its_name(wrong):
    with pytest.raises(ArgumentError, match=r"lateness_won|terms_days|disputes_settled"):
        pulled(STANDING, wrong)
