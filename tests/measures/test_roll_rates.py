"""Roll rates and transitions: what is not collected moves on by a bucket a month."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cashkit.dossier.dossier import Dossier
from cashkit.ground.calendar import from_day
from cashkit.measures.roll_rates import month_days, roll_rates, rolled, transitions


def test_month_ends_go_back_by_month_ends():
    assert [str(from_day(day)) for day in month_days("2024-03-31", 1)] == ["2024-02-29", "2024-03-31"]


@pytest.fixture
def dossier(book):
    """Return a book with 100 due on 15 September and never paid, and 100 due on 15 October, paid on 20 November."""
    rows = [
        ("F1", "C1", "invoice", "2025-08-16", "2025-09-15", 100.0),
        ("F2", "C1", "invoice", "2025-09-15", "2025-10-15", 100.0),
    ]
    return book(rows, [("P1", "C1", "2025-11-20", 100.0)], [("P1", "F2", 100.0, "2025-11-20")], closing="2025-12-31")


def test_each_month_end_is_compared_with_the_bucket_before(dossier):
    found = roll_rates(dossier, as_of="2025-12-31", months=3).set_index("bucket")
    assert found.loc["1-30", ["before", "after", "roll_rate"]].tolist() == [200.0, 100.0, 0.5]
    assert found["roll_rate"].tolist() == [0.5, 1.0, 1.0]
    assert found["reaching_last"].tolist() == [0.5, 1.0, 1.0]


def test_transitions_follow_the_items_and_what_was_settled(dossier):
    found = transitions(dossier, as_of="2025-12-31", months=3).set_index("bucket")
    assert found.loc["1-30", ["to_31_60", "settled"]].tolist() == [0.5, 0.5]
    assert found.loc["31-60", "to_61_90"] == 1.0
    assert found.loc["61-90", "to_91_beyond"] == 1.0


def test_an_empty_bucket_has_no_rate():
    found = rolled(np.array([[0, 0, 5, 0, 0], [0, 0, 0, 5, 0]]))
    assert np.isnan(found["roll_rate"].iloc[0])
    assert found["roll_rate"].iloc[1] == 1.0


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_each_row_of_the_matrix_sums_to_one(random_tables, seed):
    dossier = Dossier.of(name="case", **random_tables(seed))
    shares = transitions(dossier, as_of="2025-03-31", months=24).set_index("bucket").dropna()
    assert shares.sum(axis=1).tolist() == pytest.approx([1.0] * len(shares))
    assert ((shares >= 0) & (shares <= 1)).all(axis=None)
