"""DSO from figures in hand: boundaries and properties (published cases: tests/reference)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashkit.ground.errors import ArgumentError
from cashkit.measures.dso_formulas import count_back_dso, counted_back, period_dso

cents = st.integers(1, 10**9).map(lambda n: Decimal(n) / 100)
lengths = st.integers(28, 31)


@pytest.mark.parametrize("invoiced", [0, "0.00", -1])
def test_without_sales_there_is_no_period_dso(invoiced):
    assert period_dso(receivables=1000, invoiced=invoiced, days=30) is None


def test_without_receivables_the_dso_is_nought():
    assert period_dso(receivables=0, invoiced=1000, days=30) == 0.0
    assert count_back_dso(receivables=0, invoiced=[1000], days=[30]) == 0.0
    assert count_back_dso(receivables=0, invoiced=[0], days=[30]) == 0.0


def test_customers_in_credit_have_paid_days_of_sales_in_advance():
    assert period_dso(receivables=-100, invoiced=1000, days=30) == -3.0
    assert count_back_dso(receivables=-100, invoiced=[1000], days=[30]) is None


@pytest.mark.parametrize("invoiced", [[1000, 0, 5000], [1000, -200, 5000]])
def test_a_month_without_sales_stops_the_count_back(invoiced):
    assert count_back_dso(receivables=1500, invoiced=invoiced, days=[30, 31, 30]) is None


def test_a_month_without_sales_beyond_the_last_one_used_does_not_matter():
    assert count_back_dso(receivables=1000, invoiced=[1000, 0], days=[30, 31]) == 30.0


def test_receivables_beyond_all_known_sales_are_not_computable():
    assert count_back_dso(receivables=2001, invoiced=[1000, 1000], days=[30, 31]) is None
    assert count_back_dso(receivables=2000, invoiced=[1000, 1000], days=[30, 31]) == 61.0
    assert count_back_dso(receivables=1, invoiced=[], days=[]) is None


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("receivables", {"receivables": "a lot"}),
        ("invoiced", {"invoiced": float("nan")}),
        ("days", {"days": 0}),
    ],
)
def test_an_argument_that_means_nothing_is_refused_by_name(name, given):
    with pytest.raises(ArgumentError, match=name):
        period_dso(**{"receivables": 1, "invoiced": 1, "days": 30} | given)


def test_each_month_of_sales_has_its_days():
    with pytest.raises(ArgumentError, match="3 et 2"):
        count_back_dso(receivables=1, invoiced=[1, 1, 1], days=[30, 31])


def test_a_count_back_tells_the_days_of_each_month_and_why_it_stopped():
    assert counted_back(Decimal(1500), [Decimal(1000), Decimal(2000)], [30, 28]).months == (30, 7)
    stopped = counted_back(Decimal(1500), [Decimal(1000), Decimal(0)], [30, 28])
    assert (stopped.days, stopped.months, stopped.reason) == (None, (30,), "measures.month_without_sales")


@given(receivables=cents, invoiced=cents, days=st.integers(1, 400))
def test_the_period_dso_gives_the_receivables_back(receivables, invoiced, days):
    found = period_dso(receivables=receivables, invoiced=invoiced, days=days)
    assert found * float(invoiced) / days == pytest.approx(float(receivables), rel=1e-12)


@given(sales=st.lists(cents, min_size=1, max_size=24), share=st.fractions(0, 1))
def test_the_count_back_never_exceeds_the_days_known_and_grows_with_the_receivables(sales, share):
    days = [30] * len(sales)
    part = sum(sales) * share.numerator / share.denominator
    less = count_back_dso(receivables=part, invoiced=sales, days=days)
    assert 0 <= less <= count_back_dso(receivables=sum(sales), invoiced=sales, days=days) == sum(days)


@given(day=cents, days=st.lists(lengths, min_size=12, max_size=12), owed=st.integers(1, 336))
def test_with_the_same_sales_every_day_both_methods_count_the_days_owed(day, days, owed):
    months = [day * length for length in days]
    period = period_dso(receivables=day * owed, invoiced=sum(months), days=sum(days))
    back = count_back_dso(receivables=day * owed, invoiced=months, days=days)
    assert period == pytest.approx(owed)
    assert back == pytest.approx(owed)
