import numpy as np

from cashkit.readers.fec.chart import RESULT, classes, of_class, starting
from tests.readers.fec.making import coded


def test_the_class_is_the_first_digit():
    assert classes(coded(["411000", "6061", "A1", ""])).tolist() == [4, 6, -1, -1]


def test_charges_and_income_are_the_result():
    assert of_class(coded(["601", "706", "12"]), RESULT).tolist() == [True, True, False]


def test_accounts_are_found_by_their_beginning():
    assert starting(coded(["411DUPONT", "41", "4011"]), "411").tolist() == [True, False, False]
    assert starting(coded([]), "411").dtype == np.bool_
