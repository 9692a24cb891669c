"""Line weights: coefficients as data, the user's own before those shipped."""

import math

import pytest

from cashkit.accounts.score_methods import method_of
from cashkit.ground.errors import ArgumentError
from cashkit.measures.line_weights import LineWeights, coefficients, practice_line, weighted_line

SHIPPED = LineWeights.of()


def test_the_shipped_coefficients_are_one_seven_tenths_four_tenths_and_nil():
    zones = [zone.zone for zone in method_of("conan_holder").zones]
    assert [SHIPPED.score(zone) for zone in zones] == [1.0, 0.7, 0.4, 0.0]
    assert (SHIPPED.score("gone"), SHIPPED.score("no_equity"), SHIPPED.score(None)) == (0.0, 0.4, None)


@pytest.mark.parametrize(
    ("days", "weight"), [(-40, 1.1), (0, 1.1), (0.1, 1.0), (15, 1.0), (30, 0.8), (31, 0.5), (60, 0.5), (61, 0.2)]
)
def test_the_later_a_customer_pays_the_less_it_weighs(days, weight):
    assert SHIPPED.behaviour(days) == weight


def test_what_is_not_known_weighs_nothing():
    assert SHIPPED.behaviour(math.nan) is None
    assert SHIPPED.terms(None) is None
    assert weighted_line(line=10_000, score=None, behaviour=None) == 10_000


def test_ones_own_coefficients_go_before_those_shipped():
    own = LineWeights.of({"terms_long": 0.5})
    assert [own.terms(days) for days in (30, 60, 61)] == [1.1, 1.0, 0.5]


@pytest.mark.parametrize("own", [{"terms_longer": 1}, {"terms_long": -0.1}, {"terms_long": 2.1}, {"terms_long": "1"}])
def test_a_coefficient_that_is_none_is_refused_by_name(own):
    with pytest.raises(ArgumentError, match="terms_long"):
        LineWeights.of(own)


def test_weights_bring_a_line_down_and_never_above_its_smallest_rule():
    assert weighted_line(line=20_000, score=0.7, behaviour=0.5) == 7_000
    assert weighted_line(line=20_000, score=1.0, behaviour=1.1) == 20_000
    assert weighted_line(line=20_000, score=0.0, behaviour=1.1) == 0


def test_the_practice_formula_weighs_the_whole_outstanding():
    assert practice_line(orders=6_000, to_invoice=9_000, opened=38_000, weights=(1.1, 0.8)) == 46_640
    assert practice_line(orders=6_000, to_invoice=9_000, opened=38_000, weights=(None, None)) == 53_000


def test_every_coefficient_is_marked_as_a_convention():
    assert {one.factor for one in coefficients().values()} == {"score", "behaviour", "terms"}
    assert all(one.mark == "convention" for one in coefficients().values())
