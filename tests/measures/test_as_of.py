"""As of a date: inside the entries or with a warning, and in a view that the engine offers."""

import datetime as dt
import warnings
from types import SimpleNamespace

import pytest

from cashkit.ground import language
from cashkit.ground.errors import ArgumentError, NotAvailableError
from cashkit.measures.as_of import CashkitWarning, resolved_view, warn_outside
from cashkit.measures.dso import dso


@pytest.fixture
def dossier(book):
    return book([("F1", "C1", "invoice", "2025-11-10", "2025-12-10", 100.0)])


@pytest.mark.parametrize("day", ["2025-11-10", "2025-11-20", "2025-11-30"])
def test_from_the_first_posting_to_the_closing_date_nothing_is_said(dossier, day):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        warn_outside(dossier, dt.date.fromisoformat(day))


@pytest.mark.parametrize("day", ["2025-11-09", "2025-12-01"])
def test_a_date_outside_the_entries_gets_a_warning(dossier, day):
    with pytest.warns(CashkitWarning, match=r"\(10/11/2025 au 30/11/2025\)"):
        warn_outside(dossier, dt.date.fromisoformat(day))


def test_a_posting_after_the_closing_date_is_inside(book):
    late = book([("F1", "C1", "invoice", "2025-11-10", "2025-12-10", 100.0)], [("P1", "C1", "2026-01-15", 40.0)])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        warn_outside(late, dt.date(2026, 1, 31))


def test_books_without_entries_have_no_outside(book):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        warn_outside(book([]), dt.date(2026, 1, 31))


def test_an_item_without_any_date_does_not_stop_the_warning(book):
    rows = [("F1", "C1", "invoice", "2025-11-10", "2025-12-10", 100.0), ("F2", "C1", "invoice", None, None, 7.0)]
    with pytest.warns(CashkitWarning, match="30/11/2025"):
        warn_outside(book(rows), dt.date(2026, 1, 31))


def test_the_warning_speaks_the_language_in_force(dossier):
    with language.use("en"), pytest.warns(CashkitWarning, match="lies outside the entries"):
        warn_outside(dossier, dt.date(2026, 1, 1))


def test_the_warning_points_to_the_line_that_asked(dossier):
    with pytest.warns(CashkitWarning) as told:
        dso(dossier, as_of="2026-01-31")
    assert [warning.filename for warning in told] == [__file__]


def test_without_a_view_the_first_of_the_engine_is_meant(dossier):
    assert resolved_view(dossier, None) == "matched"
    frames = SimpleNamespace(engine=SimpleNamespace(views=("strict",)))
    assert resolved_view(frames, None) == resolved_view(frames, "strict") == "strict"


def test_a_view_that_the_engine_does_not_offer_is_refused():
    frames = SimpleNamespace(engine=SimpleNamespace(views=("strict",)))
    with pytest.raises(NotAvailableError, match="strict"):
        resolved_view(frames, "matched")


def test_an_unknown_view_is_refused(dossier):
    with pytest.raises(ArgumentError, match="loose"):
        resolved_view(dossier, "loose")
