"""Some of many amounts whose sum is what a story asks for."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cashkit.sample.choosing import choose

AMOUNTS = st.lists(st.integers(0, 10_000), min_size=1, max_size=60)


@given(AMOUNTS, st.integers(1, 10), st.integers(0, 60_000), st.integers(0, 5))
def test_no_more_than_asked_are_chosen_none_twice_and_none_of_nothing(amounts, count, total, seed):
    chosen = choose(amounts, count=count, total=total, random=np.random.default_rng(seed))
    assert len(set(chosen.tolist())) == len(chosen) == min(count, sum(one > 0 for one in amounts))
    assert all(amounts[place] > 0 for place in chosen)


def test_out_of_two_hundred_amounts_six_come_within_a_hundredth_of_the_sum():
    amounts = np.rint(np.random.default_rng(1).lognormal(8, 1, 200)).astype(np.int64)
    chosen = choose(amounts, count=6, total=20_000, random=np.random.default_rng(2))
    assert abs(int(amounts[chosen].sum()) - 20_000) < 200
