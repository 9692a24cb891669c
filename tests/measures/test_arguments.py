"""Arguments are read as what they stand for, or refused under their own name."""

from decimal import Decimal

import numpy as np
import pytest

from cashkit.ground.errors import ArgumentError
from cashkit.measures.arguments import amount, amount_owed, fraction, margin, whole


@pytest.mark.parametrize("value", [1000, 1000.0, "1000", Decimal(1000), np.float64(1000), np.int64(1000)])
def test_an_amount_may_be_a_number_or_text(value):
    assert amount("loss", value) == 1000


@pytest.mark.parametrize("value", ["", "abc", "1 000,00", None, True, float("nan"), float("inf")])
def test_what_is_no_amount_is_refused_by_name(value):
    with pytest.raises(ArgumentError, match="receivables"):
        amount("receivables", value)


def test_an_amount_owed_is_never_negative():
    assert amount_owed("loss", 0) == 0
    with pytest.raises(ArgumentError, match="loss"):
        amount_owed("loss", -0.01)


@pytest.mark.parametrize("value", [0, 0.4, "0.4", 1])
def test_a_fraction_lies_between_nothing_and_all(value):
    assert fraction("recovered", value) == Decimal(str(value))


@pytest.mark.parametrize("value", [-0.1, 1.01, 40, "40 %", None, float("nan")])
def test_a_percentage_for_a_fraction_is_refused_by_name(value):
    with pytest.raises(ArgumentError, match="recovered"):
        fraction("recovered", value)


@pytest.mark.parametrize("value", [0, 1, -0.1, 10, float("nan"), None, "ten"])
def test_a_margin_is_strictly_between_nothing_and_all(value):
    with pytest.raises(ArgumentError, match=r"margin_rate.*0\.10"):
        margin(value)


@pytest.mark.parametrize("value", [90, 90.0, "90", np.int64(90)])
def test_days_are_whole(value):
    assert whole("days", value) == 90


@pytest.mark.parametrize("value", [0, -30, 90.5, None, "many", float("inf")])
def test_what_is_no_number_of_days_is_refused_by_name(value):
    with pytest.raises(ArgumentError, match="days"):
        whole("days", value)
