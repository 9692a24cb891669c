"""A table's columns as integers and plain text: what is absent is blank, whatever the maker's types."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from cashkit.dossier.books import NO_DAY
from cashkit.dossier.table_columns import TableColumns, columns_of, first_rows
from cashkit.ground.calendar import day_number
from tests.stages.book import book

INVOICE = [("F1", "C1", "2025-12-01", "2025-12-20", 100)]


def column(*values):
    return TableColumns(pd.DataFrame({"x": list(values)}))


def test_an_absent_column_is_blank_in_every_row():
    table = TableColumns(pd.DataFrame({"order_id": ["O1", "O2"]}))
    assert not table.has("amount")
    assert table.ids("customer_id").tolist() == table.words("kind").tolist() == ["", ""]
    assert table.days("ordered_on").tolist() == [NO_DAY, NO_DAY]
    assert table.cents("amount").tolist() == [0, 0]
    assert table.given("amount").tolist() == table.flags("x").tolist() == [False, False]


@pytest.mark.parametrize("blank", [None, "", "  ", np.nan])
def test_a_column_without_anything_in_it_is_as_good_as_absent(blank):
    assert not column(blank, blank).has("x")
    assert column(blank, "a").has("x")


def test_whole_numbers_of_a_spreadsheet_and_text_are_the_same_ids():
    assert column(7.0, None).ids("x").tolist() == column("7", "").ids("x").tolist() == ["7", ""]
    assert column(7, 8).ids("x").tolist() == ["7", "8"]


@pytest.mark.parametrize(
    "day",
    [
        "2025-12-31",
        "20251231",
        "2025-12-31T23:30:00+02:00",
        dt.date(2025, 12, 31),
        pd.Timestamp("2025-12-31 08:00").to_pydatetime(),
    ],
)
def test_a_day_is_read_however_it_is_written(day):
    assert column(day, None).days("x").tolist() == [day_number(dt.date(2025, 12, 31)), NO_DAY]


def test_a_day_that_no_calendar_has_is_missing():
    assert column("31/02/2025", "2025-01-01").days("x").tolist() == [NO_DAY, day_number(dt.date(2025, 1, 1))]


def test_the_hour_of_a_time_zone_does_not_move_the_day():
    table = TableColumns(pd.DataFrame({"x": pd.to_datetime(["2025-07-01 23:30"]).tz_localize("Europe/Paris")}))
    assert table.days("x").tolist() == [day_number(dt.date(2025, 7, 1))]


def test_amounts_are_whole_cents_and_what_is_no_number_is_nothing():
    assert column("12.34", "abc", None).cents("x").tolist() == [1234, 0, 0]
    assert column(1.005, np.inf).cents("x").tolist() == [101, 0]


def test_yes_is_said_in_many_ways():
    assert column(*[True, False, None]).flags("x").tolist() == [True, False, False]
    assert column("True", "oui", "non", "").flags("x").tolist() == [True, True, False, False]
    assert column(1.0, 0.0).flags("x").tolist() == [True, False]


def test_a_table_without_its_required_columns_is_not_read():
    assert columns_of(book(INVOICE), "orders") is None
    assert columns_of(book(INVOICE, orders=[{"order_id": "O1"}]), "orders") is None
    assert len(columns_of(book(INVOICE), "invoices")) == 1


def test_the_first_row_of_an_id_is_found_and_a_blank_is_no_id():
    ids = np.array(["", "A", "A"], object)
    assert first_rows(ids, np.array(["A", "", "B"], object)).tolist() == [1, -1, -1]
    assert first_rows(np.empty(0, object), ids).tolist() == [-1, -1, -1]
