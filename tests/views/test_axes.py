import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashkit.views.axes import Euros, spread


@pytest.mark.parametrize(
    ("largest", "euros", "text"),
    [
        (9_999, 9_999, "9\u202f999\u00a0€"),
        (10_000, 10_000, "10\u00a0k€"),
        (150_000, 1_234, "1,2\u00a0k€"),
        (150_000, 999, "999\u00a0€"),
        (150_000, 99_960, "100\u00a0k€"),
        (5_000_000, -1_234_567, "-1\u202f235\u00a0k€"),
        (250_000_000, 123_456_789, "123\u00a0M€"),
        (250_000_000, 1_250_000, "1,3\u00a0M€"),
        (0, 0, "0\u00a0€"),
    ],
)
def test_amounts_are_written_in_the_scale_of_the_chart(largest, euros, text):
    assert Euros(largest, "fr").short(euros) == text


def test_an_english_amount_has_its_sign_before_the_currency():
    assert Euros(50_000, "en").short(-12_345) == "-€12.3k"


@pytest.mark.parametrize(("mark", "text"), [(0, "0\u00a0€"), (2_500, "2,5\u00a0k€"), (200_000, "200\u00a0k€")])
def test_marks_have_the_decimals_that_they_need(mark, text):
    assert Euros(200_000, "fr").tick(mark) == text


def test_a_mark_of_an_axis_may_be_a_number_of_numpy():
    assert Euros(200_000, "fr").tick(np.float64(-2_500)) == "-2,5\u00a0k€"


@given(st.lists(st.floats(0, 1000), min_size=1, max_size=12), st.floats(0.1, 50))
def test_labels_keep_their_order_and_their_distance(wanted, gap):
    placed = spread(wanted, gap)
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    assert all(placed[b] - placed[a] >= gap - 1e-6 for a, b in itertools.pairwise(order))


def test_labels_that_are_far_enough_apart_do_not_move():
    assert spread([30.0, 10.0, 20.0], gap=10) == [30.0, 10.0, 20.0]
