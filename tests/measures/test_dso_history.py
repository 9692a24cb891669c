"""The history says at each month end what the measures say there, to the cent."""

import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cashkit.dossier.dossier import Dossier
from cashkit.ground.errors import ArgumentError
from cashkit.measures.aged_balance import aged_balance
from cashkit.measures.as_of import CashkitWarning
from cashkit.measures.dso import dso
from cashkit.measures.dso_history import dso_history

METHODS = ["period", "rolling", "count_back", "best_possible", "delinquent"]


@settings(max_examples=15)
@given(seed=st.integers(0, 10**6), months=st.integers(1, 30), view=st.sampled_from(["strict", "matched"]))
def test_each_month_end_says_what_dso_and_the_aged_balance_say(random_tables, seed, months, view):
    dossier = Dossier.of(name="case", **random_tables(seed))
    history = dso_history(dossier, months=months, view=view)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", CashkitWarning)
        for row in history.itertuples():
            asked = [dso(dossier, as_of=row.month, method=method, view=view) for method in METHODS]
            told = [None if np.isnan(value) else value for value in (getattr(row, method) for method in METHODS)]
            assert told == [one.days for one in asked]
            assert [row.receivables, row.current] == [float(one.receivables) for one in (asked[0], asked[3])]
            aged = aged_balance(dossier, as_of=row.month, view=view)
            assert [row.receivables, row.current] == [round(aged[name].sum(), 2) for name in ("total", "not_due")]


def test_the_last_month_is_the_last_one_ended(steady):
    for as_of, last in (("2025-03-30", "2025-02-28"), ("2025-03-31", "2025-03-31"), (None, "2026-01-31")):
        history = dso_history(steady, months=2, as_of=as_of)
        assert history["month"].iloc[-1] == pd.Timestamp(last)
        assert len(history) == 2


def test_constant_sales_give_the_same_days_every_month(steady):
    history = dso_history(steady, months=24, as_of="2025-12-31")
    assert (history[["period", "rolling", "count_back", "best_possible"]] == 30.0).all(axis=None)
    assert (history["delinquent"] == 0.0).all()
    assert (history["receivables"] == 30_000.0).all()
    assert history["invoiced"].tolist() == [1000.0 * day for day in history["month"].dt.day]


def test_the_first_months_are_not_complete_and_not_guessed(steady):
    history = dso_history(steady, months=60, as_of="2025-12-31")
    assert history["month"].iloc[0] == pd.Timestamp("2023-01-31")
    assert len(history) == 36
    assert history["complete"].tolist() == [False] * 11 + [True] * 25
    assert history["period"].isna().tolist() == [False] * 0 + [True] * 11 + [False] * 25
    assert history["rolling"].isna().tolist() == [True] * 2 + [False] * 34
    assert history["count_back"].notna().all()


def test_a_month_without_sales_has_no_count_back(book):
    rows = [
        ("F1", "C1", "invoice", "2025-01-10", "2025-02-10", 310.0),
        ("F2", "C1", "invoice", "2025-03-10", "2025-04-10", 31.0),
    ]
    history = dso_history(book(rows), as_of="2025-03-31")
    assert history["invoiced"].tolist() == [310.0, 0.0, 31.0]
    assert history["count_back"].isna().tolist() == [False, True, True]
    assert history["rolling"].tolist()[2] == 90.0


def test_an_item_due_at_the_month_end_is_current_on_that_day(book):
    rows = [
        ("F1", "C1", "invoice", "2025-01-10", "2025-01-31", 31.0),
        ("F2", "C1", "invoice", "2025-01-10", "2025-01-30", 1.0),
    ]
    dossier = book([*rows, ("F3", "C1", "invoice", "2025-02-10", "2025-03-10", 7.0)])
    assert dso_history(dossier)["current"].tolist() == [31.0, 7.0]


def test_an_invoice_posted_after_its_due_date_was_never_current(book):
    rows = [
        ("F1", "C1", "invoice", "2025-01-10", "2025-01-20", 31.0),
        ("F2", "C1", "invoice", "2025-02-10", "2025-03-10", 7.0),
    ]
    dossier = book(rows, posted_on=["2025-02-05", "2025-02-10"])
    history = dso_history(dossier)
    assert history["month"].tolist() == [pd.Timestamp("2025-02-28")]
    assert history[["receivables", "current"]].to_numpy().tolist() == [[38.0, 7.0]]


def test_later_months_change_no_earlier_row(steady):
    first = dso_history(steady, months=12, as_of="2024-12-31")
    again = dso_history(steady, months=24, as_of="2025-12-31").head(12)
    pd.testing.assert_frame_equal(first, again)


def test_an_item_without_any_date_is_owed_at_each_month_end(book):
    rows = [("F1", "C1", "invoice", "2025-01-05", "2025-02-05", 310.0), ("F2", "C1", "invoice", None, None, 31.0)]
    history = dso_history(book(rows, closing="2025-02-28"), as_of="2025-01-31")
    assert history[["receivables", "invoiced"]].to_numpy().tolist() == [[341.0, 310.0]]


def test_empty_books_and_dates_before_them_have_no_rows(book, steady):
    empty = dso_history(book([]), as_of="2025-12-31")
    assert list(empty.columns) == ["month", "receivables", "current", "invoiced", *METHODS, "complete"]
    assert empty.empty
    with pytest.warns(CashkitWarning):
        early = dso_history(steady, as_of="2022-12-31")
    pd.testing.assert_frame_equal(early, empty)


def test_a_date_outside_the_entries_gets_a_warning(book):
    dossier = book([("F1", "C1", "invoice", "2025-01-10", "2025-02-10", 310.0)])
    with pytest.warns(CashkitWarning):
        assert len(dso_history(dossier, as_of="2025-04-30")) == 4


@pytest.mark.parametrize("months", [0, -1, 1.5])
def test_months_are_a_whole_number(steady, months):
    with pytest.raises(ArgumentError, match="months"):
        dso_history(steady, months=months)


@settings(max_examples=15)
@given(seed=st.integers(0, 10**6), view=st.sampled_from(["strict", "matched"]))
def test_rows_left_out_are_what_their_own_history_would_be_since_they_are_out(random_tables, seed, view):
    dossier = Dossier.of(name="case", **random_tables(seed))
    invoices = dossier.table("invoices")
    owed = invoices[(invoices["amount"] > 0) & ~invoices["invoice_id"].duplicated(keep=False)]
    ids = owed["invoice_id"].iloc[:3].tolist()
    whole = dso_history(dossier, months=24, view=view)
    since = int(dossier.engine.span()[0]) + 100
    rest = dso_history(dossier, months=24, view=view, without=dict.fromkeys(ids, since))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", CashkitWarning)
        for before, after in zip(whole.itertuples(), rest.itertuples(), strict=True):
            opened = dossier.engine.open_items((before.month - pd.Timestamp(0)).days, view)
            out = before.month >= pd.Timestamp(0) + pd.Timedelta(days=since)
            mine = opened[opened["id"].isin(ids) & (opened["table"] == "invoices") & out]
            apart = round(float(mine["open_amount"].sum()), 2)
            assert round(before.receivables - after.receivables, 2) == apart
            current = round(float(mine.loc[mine["days_late"] == 0, "open_amount"].sum()), 2)
            assert round(before.current - after.current, 2) == current
