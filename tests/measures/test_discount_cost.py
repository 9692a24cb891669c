"""What a discount for early payment costs a year."""

import pytest

from cashkit.ground.errors import ArgumentError
from cashkit.measures.discount_cost import discount_cost, effective_discount_cost


def test_a_discount_is_dearer_the_fewer_days_it_gains():
    assert discount_cost(rate=0.02, days=10) == pytest.approx(2 * discount_cost(rate=0.02, days=20))


def test_over_a_whole_year_both_rates_are_the_same():
    assert discount_cost(rate=0.02, days=365) == pytest.approx(effective_discount_cost(rate=0.02, days=365))


def test_no_discount_costs_nothing_and_one_of_everything_cannot_be_told():
    assert discount_cost(rate=0, days=20) == effective_discount_cost(rate=0, days=20) == 0.0
    assert discount_cost(rate=1, days=20) is effective_discount_cost(rate=1, days=20) is None


@pytest.mark.parametrize(("rate", "days"), [(2, 20), (-0.01, 20), (0.02, 0), (0.02, -5), (0.02, 1.5), ("2 %", 20)])
def test_a_rate_in_per_cent_or_no_days_are_refused(rate, days):
    with pytest.raises(ArgumentError):
        discount_cost(rate=rate, days=days)
