"""Where opening lines come from: (reference, label, amount, day of the document) on both sides, one customer."""

import numpy as np
import pyarrow as pa

from cashkit.readers.fec.opening_origins import Trace, origins
from tests.readers.fec.making import day


def found(candidates, openings, pools=None):
    """Return the pairs (opening line, candidate), both numbered from 0, and how many bear a number."""
    rows = [*candidates, *openings]
    trace = Trace(
        np.array(pools or [0] * len(rows), np.int32),
        np.array([row[2] for row in rows], np.int64),
        np.array([day(row[3] if len(row) > 3 else "") for row in rows], np.int32),
        pa.array([row[0] for row in rows]),
        pa.array([f"{row[0]} {row[1]}" for row in rows]),
    )
    split = len(candidates)
    told = origins(trace, np.arange(split, len(rows)), np.arange(split))
    return sorted((opening - split, row) for opening, row in told.pairs), told.named


def test_a_short_reference_is_one_with_its_amount():
    assert found([("12", "", 500), ("13", "", 500)], [("13", "", 500)]) == ([(0, 1)], 1)


def test_a_dash_is_no_reference():
    pairs, named = found([("-", "", 500), ("-", "", 700)], [("-", "", 500)])
    assert (pairs, named) == ([(0, 0)], 0)


def test_of_two_that_bear_the_number_the_one_of_the_amount_is_meant():
    assert found([("F101", "", 500), ("F101", "", 700)], [("AN", "solde F101", 700)])[0] == [(0, 1)]


def test_two_of_one_number_may_be_brought_forward_as_their_sum():
    assert found([("F101", "", 500), ("F101", "", 700)], [("F101", "", 1200)])[0] == [(0, 0), (0, 1)]


def test_two_of_one_number_that_sum_to_something_else_are_not_known():
    assert found([("F101", "", 500), ("F101", "", 700)], [("F101", "", 900)])[0] == []


def test_a_payment_that_names_an_invoice_does_not_come_from_it():
    assert found([("F101", "", 500)], [("V201", "VIR F101", -200)])[0] == []


def test_what_was_paid_in_part_is_known_by_its_number():
    assert found([("F101", "", 500), ("F102", "", 300)], [("F101", "", 200)])[0] == [(0, 0)]


def test_equal_amounts_are_taken_by_their_date():
    candidates = [("", "", 500, "2024-11-01"), ("", "", 500, "2024-12-01")]
    assert found(candidates, [("", "", 500, "2024-12-01")])[0] == [(0, 1)]


def test_equal_amounts_without_a_date_are_taken_only_where_all_are_brought_forward():
    candidates = [("", "", 500, "2024-12-01"), ("", "", 500, "2024-11-01")]
    assert found(candidates, [("", "", 500)])[0] == []
    assert found(candidates, [("", "", 500), ("", "", 500)])[0] == [(0, 1), (1, 0)]


def test_another_customers_invoice_is_none():
    assert found([("F101", "", 500)], [("F101", "", 500)], pools=[0, 1])[0] == []
