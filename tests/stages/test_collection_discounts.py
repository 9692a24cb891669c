"""What the discounts agreed with customers cost over a year."""

import datetime as dt

import numpy as np
import pytest

from cashkit.stages.collection_discounts import COLUMNS, discounts_agreed
from cashkit.stages.situation import Situation
from tests.stages.book import AS_OF, book

INVOICES = [(f"F{n}", f"C{n}", "2025-11-10", "2025-12-10", 100.0) for n in (1, 2, 3, 4)]


def agreed(*customers):
    rows = [
        {"customer_id": key, "name": key, "payment_terms": terms, "discount_rate": rate, "discount_days": days}
        for key, terms, rate, days in customers
    ]
    return discounts_agreed(Situation(book(INVOICES, customers=rows), dt.date.fromisoformat(AS_OF)))


def test_two_per_cent_within_ten_days_on_terms_of_thirty_cost_37_2_per_cent_a_year():
    found = agreed(("C1", "30", 0.02, 10.0), ("C2", "30", None, None))
    assert found[["customer_id", "granted_days", "days_gained"]].to_numpy().tolist() == [["C1", 30.0, 20]]
    assert found["discount_cost"].item() == pytest.approx(0.3724, abs=0.0001)


def test_the_dearest_discount_comes_first_and_one_that_buys_no_day_last():
    found = agreed(("C1", "60", 0.02, 10.0), ("C2", "30", 0.02, 30.0), ("C3", "30", 0.02, 10.0))
    assert found["customer_id"].tolist() == ["C3", "C1", "C2"]
    assert np.isnan(found["discount_cost"].iloc[-1])
    assert found["days_gained"].isna().tolist() == [False, False, True]


def test_terms_that_nobody_can_read_leave_the_cost_untold():
    found = agreed(("C1", "selon accord", 0.02, 10.0))
    assert found["customer_id"].tolist() == ["C1"]
    assert np.isnan(found["discount_cost"].item())


@pytest.mark.parametrize("rate", [0.0, 1.0, 2.0, -0.02])
def test_no_discount_and_one_that_is_no_fraction_are_not_told(rate):
    assert agreed(("C1", "30", rate, 10.0)).empty


def test_without_a_column_of_discounts_there_is_no_table():
    bare = book(INVOICES, customers=[{"customer_id": "C1", "name": "Un", "payment_terms": "30"}])
    found = discounts_agreed(Situation(bare, dt.date.fromisoformat(AS_OF)))
    assert found.empty
    assert list(found.columns) == list(COLUMNS)
