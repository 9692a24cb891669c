"""The lowest cash: the least of the week ends, not of the weeks."""

from decimal import Decimal

import pytest

from cashkit.ground.errors import ArgumentError
from cashkit.measures.lowest_cash import lowest_cash


def test_the_lowest_is_that_of_the_week_ends_added_up_and_the_first_of_equals():
    found = lowest_cash(balance="10.00", receipts=[5, 0, 30, 0], paid_a_week="10.00")
    assert (found.amount, found.week) == (Decimal("-5.00"), 2)
    assert lowest_cash(balance=0, receipts=[1, 1], paid_a_week=1).week == 1


def test_an_overdraft_is_a_negative_balance_and_cents_are_added_exactly():
    found = lowest_cash(balance=-190_000.10, receipts=[0.2], paid_a_week=0.1)
    assert found.amount == Decimal("-190000.00")


def test_without_a_week_there_is_no_lowest_and_what_is_no_amount_is_refused():
    assert lowest_cash(balance=1, receipts=[], paid_a_week=1) is None
    with pytest.raises(ArgumentError):
        lowest_cash(balance="a lot", receipts=[1], paid_a_week=1)
