import numpy as np
import pytest

from cashkit.readers.fec import operations as trade
from cashkit.readers.fec.entries import group_entries
from tests.readers.fec.making import lines


def of(*rows, **every):
    read = lines(*rows, **every)
    return trade.operations(read, group_entries(read))


@pytest.mark.parametrize(
    ("account", "expected"),
    [
        ("411000", trade.CUSTOMERS),
        ("4117", trade.CUSTOMERS),
        ("411DUPONT", trade.CUSTOMERS),
        ("413000", trade.BILLS),
        ("416100", trade.DOUBTFUL),
        ("419100", trade.ADVANCES),
        ("418100", trade.ACCRUED),
        ("401000", trade.SUPPLIERS),
        ("467100", trade.FACTOR),
        ("512000", trade.MONEY),
        ("511200", trade.MONEY),
        ("531000", trade.MONEY),
        ("706000", trade.SALES),
        ("758000", trade.SALES),
        ("487000", trade.SALES),
        ("445710", trade.VAT),
        ("445870", trade.VAT),
        ("445660", trade.OTHER),
        ("654000", trade.LOSSES),
        ("671400", trade.LOSSES),
        ("665000", trade.DISCOUNTS),
        ("666000", trade.EXCHANGE),
        ("766000", trade.EXCHANGE),
        ("765000", trade.OTHER),
        ("781740", trade.OTHER),
        ("627000", trade.OTHER),
        ("", trade.OTHER),
    ],
)
def test_the_longest_prefix_says_what_an_account_is(account, expected):
    assert trade.account_class(account) == expected


def test_an_entry_is_one_operation():
    found = of(("VE", "1", "2025-03-01", "411000", 120), ("VE", "1", "2025-03-01", "706000", -100),
               ("VE", "1", "2025-03-01", "445710", -20))  # fmt: skip
    assert set(found.operation.tolist()) == {0}
    rows = np.array([0])
    moved = [int(found.of(rows, kind)[0]) for kind in (trade.CUSTOMERS, trade.SALES, trade.VAT, trade.MONEY)]
    assert moved == [12_000, -10_000, -2_000, 0]


def day_of_bank(second_bank=-300):
    """One number for a day of the bank: a receipt from a customer and a payment to a supplier."""
    return (
        ("BQ", "1", "2025-03-01", "512000", 100, {"document_ref": "R1"}),
        ("BQ", "1", "2025-03-01", "411000", -100, {"document_ref": "R1"}),
        ("BQ", "1", "2025-03-01", "401000", 300, {"document_ref": "P1"}),
        ("BQ", "1", "2025-03-01", "512000", second_bank, {"document_ref": "P1"}),
    )


def test_documents_under_one_number_that_each_balance_are_operations_of_their_own():
    found = of(*day_of_bank())
    assert found.operation[0] == found.operation[1] != found.operation[2] == found.operation[3]
    assert found.of(np.array([1]), trade.SUPPLIERS).tolist() == [0]


def test_documents_that_do_not_each_balance_stay_one_operation():
    found = of(*day_of_bank(-290), ("BQ", "1", "2025-03-01", "627000", -10, {"document_ref": "R1"}))
    assert len(set(found.operation.tolist())) == 1


def test_money_that_came_in_is_seen_beside_more_that_went_out():
    found = of(*day_of_bank(), document_ref="RELEVE")
    rows = np.array([1])
    found_alone = of(*(row[:5] for row in day_of_bank()), document_ref="RELEVE")
    assert found_alone.of(rows, trade.MONEY).tolist() == [-20_000]
    assert found_alone.took_in(rows).tolist() == [True]
    assert found.took_in(rows).tolist() == [True]


def test_money_taken_out_by_a_red_entry_came_not_in():
    """A red entry: the debit of the bank is negative."""
    found = of(("BQ", "1", "2025-03-01", "512000", -100), ("BQ", "1", "2025-03-01", "411000", 100))
    assert found.took_in(np.array([0])).tolist() == [False]
