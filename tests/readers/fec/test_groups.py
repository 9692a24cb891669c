import numpy as np

from cashkit.readers.fec import groups
from tests.readers.fec.making import coded


def test_groups_are_numbered_as_they_appear():
    found = groups.group(np.array([9, 9, 2, 9, 5]))
    assert found.code.tolist() == [0, 0, 1, 0, 2]
    assert found.first.tolist() == [0, 2, 4]
    assert found.last().tolist() == [3, 2, 4]
    assert (found.count, found.runs) == (3, 4)


def test_looking_up_by_address_and_sorting_give_the_same_groups():
    keys = np.random.default_rng(7).integers(0, 40, 500)
    by_address, by_sorting = groups.group(keys, 40), groups.group(keys)
    assert by_address.code.tolist() == by_sorting.code.tolist()
    assert by_address.first.tolist() == by_sorting.first.tolist()


def test_no_line_makes_no_group():
    empty = np.zeros(0, np.int32)
    assert groups.group(empty).count == groups.pair(empty, empty).count == groups.of(coded([])).count == 0


def test_two_columns_are_told_apart_whatever_their_range():
    left, right = np.array([0, 0, 1, 1], np.int32), np.array([-(2**31), 2**31 - 1, -(2**31), 5], np.int32)
    assert groups.pair(left, right).code.tolist() == [0, 1, 2, 3]


def test_sums_are_exact_beyond_what_floats_hold():
    cents = np.array([2**60, 1, -(2**60)])
    assert groups.group(np.zeros(3, int)).sums(cents).tolist() == [1]


def test_an_unknown_value_is_no_second_value():
    found = groups.group(np.array([1, 1, 1, 2, 2]))
    values, known = np.array([0, 7, 7, 8, 9]), np.array([False, True, True, True, True])
    assert found.differing(values, known).tolist() == [False, True]
    assert found.differing(values).tolist() == [True, True]
