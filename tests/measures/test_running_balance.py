"""Running balances against a plain sum of every movement up to the day."""

import numpy as np
import pytest

from cashkit.dossier.books import NO_DAY
from cashkit.measures.running_balance import RunningBalance


@pytest.mark.parametrize("seed", range(5))
def test_a_balance_is_the_sum_of_the_owners_movements_up_to_that_day(seed):
    r = np.random.default_rng(seed)
    owner, day, cents = r.integers(-1, 5, 80), r.integers(-20, 20, 80), r.integers(-900, 900, 80)
    running = RunningBalance.of(owner, day, cents)
    who, when = (grid.ravel() for grid in np.meshgrid(np.arange(-1, 7), np.arange(-25, 25)))
    plain = [cents[(owner == w) & (day <= d)].sum() if w >= 0 else 0 for w, d in zip(who, when, strict=True)]
    assert running.at(who, when).tolist() == plain


def test_what_has_no_day_was_always_there_and_without_movements_nothing_is():
    assert RunningBalance.of(np.array([1]), np.array([NO_DAY]), np.array([5])).at(np.array([1]), np.array([-9])) == [5]
    nothing = np.empty(0, np.int64)
    assert RunningBalance.of(nothing, nothing, nothing).at(np.array([0]), np.array([0])).tolist() == [0]
