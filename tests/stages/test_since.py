"""Since when a finding lasts: its own event, else the oldest row that it touches."""

import datetime as dt
from decimal import Decimal

import pandas as pd
import pytest

from cashkit.dossier.findings import Finding
from cashkit.stages.actions import actions
from cashkit.stages.review import Review
from cashkit.stages.since import WINDOW, dated, told
from cashkit.stages.situation import Situation
from tests.stages.book import book

AS_OF = dt.date(2025, 12, 31)
INVOICES = [
    ("F1", "C1", "2025-06-02", "2025-07-02", 100.0),
    ("F2", "C1", "2025-12-10", "2026-01-09", 100.0),
    ("F3", "C1", "2025-05-05", None, 100.0),
]


def made(code, *items, **params):
    return Finding(code, "error", "customers", "C1", "C1", "loss", Decimal(0), items, params)


def since(code, *items, orders=None, **params):
    """Return the day that a review tells of a finding."""
    tables = {} if orders is None else {"orders": orders}
    at = Situation(book(INVOICES, **tables), AS_OF)
    found = dated(Review("inform", AS_OF, finding_records=(made(code, *items, **params),)), at)
    return found.finding_records[0].since


def test_the_event_of_a_code_says_since_when():
    assert since("customer_ceased", ("invoices", "F1", 1), ceased=dt.date(2025, 3, 4)) == dt.date(2025, 3, 4)


def test_a_time_stamp_is_the_day_alone():
    assert since("credit_balance_old", since=pd.Timestamp("2025-03-04 10:11")) == dt.date(2025, 3, 4)


def test_a_code_that_looks_at_twelve_months_dates_from_their_first_day():
    assert since("concentration_high", ("invoices", "F1", 1)) == dt.date(2025, 1, 1)


def test_of_an_invoice_past_due_the_due_date_counts():
    assert since("limit_exceeded", ("invoices", "F1", 1)) == dt.date(2025, 7, 2)


def test_of_an_invoice_not_yet_due_the_day_of_its_issue_counts():
    assert since("limit_exceeded", ("invoices", "F2", 1)) == dt.date(2025, 12, 10)


def test_of_several_rows_the_oldest_counts():
    rows = [("invoices", key, 1) for key in ("F2", "F1")]
    assert since("limit_exceeded", *rows) == dt.date(2025, 7, 2)


def test_an_order_counts_from_its_day():
    order = {"order_id": ["O1"], "customer_id": ["C1"], "ordered_on": ["2025-04-01"], "amount": [10.0]}
    assert since("limit_exceeded", ("invoices", "F2", 1), ("orders", "O1", 1), orders=order) == dt.date(2025, 4, 1)


@pytest.mark.parametrize("row", [("invoices", "F9", 1), ("customers", "C1", 1), ("orders", "O1", 1)])
def test_a_row_that_nothing_dates_says_no_day(row):
    assert since("limit_exceeded", row) is None


def test_a_parameter_that_is_no_day_is_not_taken_for_one():
    assert told(made("limit_exceeded", since="bientôt"), AS_OF) is None
    assert told(made("a_code_of_a_plug_in", since=dt.date(2025, 1, 2)), AS_OF) == dt.date(2025, 1, 2)


def test_the_figures_and_tables_of_a_review_stay_as_they_are():
    review = Review("inform", AS_OF, tables={"t": pd.DataFrame()}, verdict="watch")
    assert dated(review, Situation(book(INVOICES), AS_OF)) == review


def test_a_code_names_a_parameter_of_its_own_or_the_window():
    """The sentences of a code use the day that dates it, except where the year or a row does."""
    assert {one.since for one in actions().values()} >= {"", WINDOW, "day", "due", "since"}
