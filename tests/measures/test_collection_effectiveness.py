"""CEI: what was collected of what could be, in both conventions."""

import pytest

from cashkit.ground.errors import ArgumentError
from cashkit.measures.collection_effectiveness import collection_effectiveness, effectiveness


def test_when_nothing_due_is_left_the_index_is_one():
    assert effectiveness(opening=50, invoiced=100, closing=30, current=30) == 1.0


def test_when_nothing_was_paid_the_index_is_nil():
    assert effectiveness(opening=50, invoiced=100, closing=150, current=30) == 0.0


def test_without_anything_to_collect_there_is_no_index():
    assert effectiveness(opening=0, invoiced=100, closing=100, current=100) is None


def test_months_are_whole():
    with pytest.raises(ArgumentError):
        effectiveness(opening=1, invoiced=1, closing=1, current=1, months=0)


@pytest.fixture
def dossier(book):
    """Return a book in which 100 of January is paid in February, 60 of November is late, 40 of December is not due."""
    rows = [
        ("F1", "C1", "invoice", "2024-01-05", "2024-02-05", 100.0),
        ("F2", "C1", "invoice", "2025-01-05", "2025-02-05", 100.0),
        ("F3", "C1", "invoice", "2025-11-05", "2025-12-05", 60.0),
        ("F4", "C1", "invoice", "2025-12-05", "2026-01-05", 40.0),
    ]
    paid = [("P1", "C1", "2025-01-10", 100.0), ("P2", "C1", "2025-02-05", 100.0)]
    used = [("P1", "F1", 100.0, "2025-01-10"), ("P2", "F2", 100.0, "2025-02-05")]
    return book(rows, paid, used, closing="2025-12-31")


def test_the_index_of_a_year_holds_what_was_owed_before_it(dossier):
    found = collection_effectiveness(dossier, as_of="2025-12-31")
    assert [float(one) for one in (found.opening, found.invoiced, found.closing, found.current)] == [100, 200, 100, 40]
    assert found.over_period == pytest.approx((100 + 200 - 100) / (100 + 200 - 40))
    assert found.per_month == pytest.approx((100 + 200 / 12 - 100) / (100 + 200 / 12 - 40))


def test_a_period_that_begins_before_the_sales_are_known_has_no_index(dossier):
    found = collection_effectiveness(dossier, as_of="2024-06-30")
    assert (found.over_period, found.per_month, found.reason) == (None, None, "measures.history_short")


def test_a_first_year_opens_with_the_balances_that_it_brings_forward(book):
    rows = [
        ("AN", "C1", "opening", "2025-01-01", "2025-01-31", 300.0),
        ("F1", "C1", "invoice", "2025-01-15", "2025-02-15", 100.0),
    ]
    found = collection_effectiveness(
        book(rows, [("P1", "C1", "2025-02-05", 250.0)], closing="2025-12-31"), as_of="2025-12-31"
    )
    assert [float(one) for one in (found.opening, found.invoiced, found.closing)] == [300, 100, 150]
    assert found.over_period == pytest.approx(250 / 400)
