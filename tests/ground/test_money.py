"""Whole cents: sums in integers, rounding half up, nothing lost without a flag."""

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashkit.ground.errors import ArgumentError
from cashkit.ground.money import cents, euros, exact, rounded, whole_cents


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0.29, 29),
        ("0.29", 29),
        (Decimal("0.29"), 29),
        (2.675, 268),
        (-2.675, -268),
        (1.005, 101),
        ("0.004", 0),
        (7, 700),
    ],
)
def test_an_amount_becomes_whole_cents_rounded_half_up(value, expected):
    assert cents(value) == expected


@pytest.mark.parametrize(
    "value", ["", "abc", "1 234,56", None, True, "nan", float("nan"), float("inf"), "1e400", 1e16, "-1e16"]
)
def test_what_is_no_amount_is_refused(value):
    with pytest.raises(ArgumentError):
        exact(value)


def test_the_greatest_amount_still_counts_in_cents():
    assert cents("9999999999999999.99") == 999_999_999_999_999_999


@pytest.mark.parametrize(("value", "text"), [(0, "0.00"), (1, "0.01"), (-1, "-0.01"), (123456, "1234.56")])
def test_cents_become_euros_with_two_places(value, text):
    assert str(euros(value)) == text


def test_rounding_is_half_up_away_from_zero():
    assert [str(rounded(Decimal(text))) for text in ("0.005", "-0.005", "0.0049999")] == ["0.01", "-0.01", "0.00"]


@given(st.integers(-(10**14), 10**14))
def test_cents_to_euros_and_back_is_lossless(n):
    assert cents(euros(n)) == n


def test_a_column_of_whole_cents_has_no_finding():
    values, odd = whole_cents([0.1, 0.29, 1.15, -0.0, 1e13, 90071992547409.91])
    assert values.tolist() == [10, 29, 115, 0, 10**15, 9007199254740991]
    assert not odd.any()


def test_parts_of_a_cent_are_flagged_and_rounded_half_up():
    values, odd = whole_cents([1.005, -1.005, 0.001, 120.0051, 0.30])
    assert values.tolist() == [101, -101, 0, 12001, 30]
    assert odd.tolist() == [True, True, True, True, False]


def test_what_no_account_can_hold_becomes_zero_and_is_flagged():
    values, odd = whole_cents([np.nan, np.inf, -np.inf, 1e17, 5.0])
    assert values.tolist() == [0, 0, 0, 0, 500]
    assert odd.tolist() == [True, True, True, True, False]


def test_an_empty_column_has_no_cents():
    values, odd = whole_cents([])
    assert values.dtype == np.int64
    assert odd.size == 0


@given(st.lists(st.one_of(st.floats(-1e12, 1e12), st.integers(-(10**6), 10**6).map(lambda n: n / 1000))))
def test_a_column_is_rounded_as_each_of_its_amounts(amounts):
    assert whole_cents(amounts)[0].tolist() == [cents(amount) for amount in amounts]


@given(st.lists(st.integers(-(10**13), 10**13)))
def test_whole_cents_pass_through_floats_unharmed(amounts):
    values, odd = whole_cents([amount / 100 for amount in amounts])
    assert values.tolist() == amounts
    assert not odd.any()


@pytest.mark.parametrize("value", ["1e16", "-1e16", "1e1000000", "9" * 5_000])
def test_what_is_beyond_all_money_is_no_amount(value):
    with pytest.raises(ArgumentError):
        cents(value)
