"""A plan: one seed, one size, and a stream of chance for each room."""

import pytest

from cashkit.ground import language
from cashkit.ground.errors import ArgumentError
from cashkit.sample.plan import Plan


def test_each_room_has_a_stream_of_its_own():
    drawn = Plan().random("sales").integers(10**9, size=3).tolist()
    Plan().random("market").integers(10**9, size=100)
    assert Plan().random("sales").integers(10**9, size=3).tolist() == drawn
    assert Plan().random("market").integers(10**9, size=3).tolist() != drawn


def test_another_seed_is_another_stream():
    assert Plan(seed=1).random("sales").integers(10**9) != Plan(seed=2).random("sales").integers(10**9)


@pytest.mark.parametrize(
    ("invoices", "at_base", "count"), [(6000, 34, 34), (600, 34, 3), (600, 4, 2), (6000, 1, 2), (60_000, 4, 40)]
)
def test_faults_grow_with_the_size_and_are_never_fewer_than_two(invoices, at_base, count):
    assert Plan(invoices=invoices).count(at_base) == count


def test_a_smaller_sample_is_the_same_company_in_larger_invoices():
    assert (Plan(invoices=600).euros_scale, Plan(invoices=600).invoice_growth) == (1.0, 10.0)
    assert (Plan(invoices=12_000).euros_scale, Plan(invoices=12_000).invoice_growth) == (2.0, 1.0)


@pytest.mark.parametrize("wrong", [{"invoices": 599}, {"seed": -1}])
def test_a_plan_that_no_company_has_is_refused_in_both_languages(wrong):
    with pytest.raises(ArgumentError) as told:
        Plan(**wrong)
    with language.use("fr"):
        assert "société d'exemple" in str(told.value).replace("’", "'")
    with language.use("en"):
        assert "sample company" in str(told.value)
