"""Published survival figures: the remission times of Freireich, and Student's table.

Sources: Freireich et al., Blood 21 (1963), 699-716, the 6-mercaptopurine group, whose Kaplan-Meier estimate is printed
in Kalbfleisch and Prentice, The Statistical Analysis of Failure Time Data (2002), and in Collett, Modelling Survival
Data in Medical Research; Student's quantiles for 4 degrees of freedom as in any table.
"""

import numpy as np
import pytest

from cashkit.measures.interval import student
from cashkit.measures.payment_rates import Spells, bin_of, raw, tally

ENDED = [6, 6, 6, 7, 10, 13, 16, 22, 23]
STILL = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
PRINTED = {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448}


def test_the_rates_of_one_group_are_those_of_the_published_curve():
    days = np.array([*ENDED, *STILL])
    left = np.array([1] * len(ENDED) + [0] * len(STILL))
    spells = Spells(np.zeros_like(days), np.zeros_like(days), days, left, np.ones(len(days)))
    cash, other, followed = tally(spells, 1)
    unpaid = np.cumprod(1 - raw(cash, followed)[0])
    assert {day: round(float(unpaid[bin_of(np.array([day]))[0]]), 3) for day in PRINTED} == PRINTED
    assert not other.any()


@pytest.mark.parametrize(("level", "printed"), [(0.5, 0.741), (0.8, 1.533), (0.9, 2.132), (0.95, 2.776), (0.99, 4.604)])
def test_student_with_four_degrees_as_printed(level, printed):
    assert student(level) == pytest.approx(printed, abs=0.0005)
