"""What waiting costs, and what growth asks for."""

import pytest

from cashkit.ground.errors import ArgumentError
from cashkit.measures.financing import cash_of_days, financing_cost, financing_table, growth_cash, growth_table

CASE = {"need": 1_085_000, "turnover": 9_900_000, "net_margin": 0.0246}


def test_a_year_costs_the_annual_rate_and_a_day_its_365th():
    assert financing_cost(amount=36_500, annual_rate=0.10) == 3650
    assert financing_cost(amount=36_500, annual_rate=0.10, days=1) == 10


def test_growth_is_not_paid_for_by_its_own_profit():
    grown = growth_cash(**CASE, growth=0.10)
    assert (grown.need_added, grown.profit_added, grown.cash_left) == (108_500, 24_354, -84_146)


@pytest.mark.parametrize("slip", [24_354, 990_000, 1_085_000, 1_193_500])
def test_the_usual_slips_give_another_figure(slip):
    assert abs(growth_cash(**CASE, growth=0.10).cash_left) != slip


def test_a_negative_need_makes_growth_bring_cash():
    assert growth_cash(need=-300_000, turnover=9_900_000, net_margin=0.0246, growth=0.10).cash_left == 54_354


def test_a_loss_makes_growth_cost_more():
    assert growth_cash(need=100, turnover=1000, net_margin=-0.10, growth=0.10).cash_left == -20


def test_the_table_has_a_row_a_growth():
    assert growth_table(**CASE)["growth"].tolist() == [0.05, 0.10, 0.20]
    assert growth_table(**CASE)["cash_left"].tolist() == [-42_073, -84_146, -168_292]


def test_days_won_are_worth_their_number_of_days():
    told = cash_of_days(day_values={"day_of_customers": "12.34", "day_of_stock": 5}, days=10)
    assert told["cash_freed"].tolist() == [123.4, 50]


@pytest.mark.parametrize("days", [0, -1, 1.5])
def test_days_are_whole_and_at_least_one(days):
    with pytest.raises(ArgumentError):
        cash_of_days(day_values={"day_of_customers": 1}, days=days)


def test_a_rate_in_per_cent_is_refused():
    with pytest.raises(ArgumentError):
        financing_table(amounts={"overdue": 1000}, annual_rate=5)
