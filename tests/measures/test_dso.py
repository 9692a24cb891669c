"""DSO of a dossier at a date: methods, windows, what cannot be computed, and nothing from later days."""

import warnings
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cashkit.dossier.dossier import Dossier
from cashkit.ground import language
from cashkit.ground.errors import ArgumentError
from cashkit.measures.as_of import CashkitWarning
from cashkit.measures.dso import dso

METHODS = ("count_back", "period", "rolling", "best_possible", "delinquent")


@given(day=st.dates(pd.Timestamp("2024-01-01").date(), pd.Timestamp("2025-12-31").date()))
def test_constant_sales_and_thirty_days_of_receivables_give_thirty_days_by_every_method(steady, day):
    found = {method: dso(steady, as_of=day, method=method).days for method in METHODS}
    assert found == {"count_back": 30.0, "period": 30.0, "rolling": 30.0, "best_possible": 30.0, "delinquent": 0.0}


def test_the_record_tells_what_the_figure_is_made_of(steady):
    found = dso(steady, as_of="2025-06-10")
    assert (found.receivables, found.invoiced, found.window_days) == (Decimal("30000.00"), Decimal("41000.00"), 41)
    assert [(used.month.isoformat(), used.days, used.counted) for used in found.months] == [
        ("2025-06-01", 10, 10.0),
        ("2025-05-01", 31, 20.0),
    ]
    assert (found.method, found.as_of.isoformat(), found.reason) == ("count_back", "2025-06-10", "")


@pytest.mark.parametrize(
    ("method", "as_of", "window"),
    [
        ("period", "2025-12-31", 365),
        ("period", "2024-12-31", 366),
        ("best_possible", "2024-02-29", 366),
        ("rolling", "2025-02-28", 90),
        ("rolling", "2024-02-29", 91),
        ("rolling", "2025-08-31", 92),
        ("rolling", "2025-05-15", 89),
    ],
)
def test_windows_count_actual_days(steady, method, as_of, window):
    found = dso(steady, as_of=as_of, method=method)
    assert found.window_days == window
    if window != 366 or as_of == "2024-12-31":
        assert found.invoiced == 1000 * window


def test_the_period_may_be_given_in_days(steady):
    assert dso(steady, as_of="2025-12-31", method="period", days=90).invoiced == 90_000
    assert dso(steady, as_of="2024-12-31", method="period", days=365).invoiced == 365_000


def test_a_quarter_and_a_year_differ_when_sales_are_seasonal(book):
    rows = [
        (f"F{m}", "C1", "invoice", f"2025-{m:02}-15", "2025-12-31", 100.0 if m < 10 else 500.0) for m in range(1, 13)
    ]
    dossier = book(rows)
    assert dso(dossier, as_of="2025-12-31", method="period").days == 365.0
    assert dso(dossier, as_of="2025-12-31", method="rolling").days == pytest.approx(2400 / 1500 * 92)


def test_credits_not_applied_lower_the_receivables_but_not_what_is_not_due(book):
    rows = [
        ("F1", "C1", "invoice", "2025-01-05", "2025-01-20", 600.0),
        ("F2", "C1", "invoice", "2025-01-10", "2025-02-10", 400.0),
    ]
    dossier = book(rows, [("P1", "C1", "2025-01-25", 150.0)])
    found = {
        method: dso(dossier, as_of="2025-01-31", method=method, days=31, view="strict")
        for method in ("period", "best_possible", "delinquent")
    }
    assert {name: one.receivables for name, one in found.items()} == {
        "period": 850,
        "best_possible": 400,
        "delinquent": 450,
    }
    assert found["delinquent"].days == pytest.approx(found["period"].days - found["best_possible"].days)


def test_the_matched_view_counts_a_payment_on_what_it_settles(book):
    rows = [
        ("F1", "C1", "invoice", "2025-01-05", "2025-02-20", 600.0),
        ("F2", "C1", "invoice", "2025-01-10", "2025-01-20", 150.0),
    ]
    dossier = book(rows, [("P1", "C1", "2025-01-25", 150.0)])
    overdue = {
        v: dso(dossier, as_of="2025-01-31", method="delinquent", days=31, view=v).receivables
        for v in ("strict", "matched")
    }
    assert overdue == {"strict": 0, "matched": 0}
    assert dso(dossier, as_of="2025-01-24", method="delinquent", days=24).receivables == 150


def test_an_invoice_due_today_is_not_late(book):
    dossier = book([("F1", "C1", "invoice", "2025-01-01", "2025-01-31", 310.0)], closing="2025-02-28")
    assert dso(dossier, as_of="2025-01-31", method="best_possible", days=31).days == 31.0
    assert dso(dossier, as_of="2025-02-01", method="best_possible", days=32).days == 0.0


@pytest.mark.parametrize("method", ["period", "rolling", "best_possible", "delinquent"])
def test_sales_before_the_first_month_are_unknown_and_not_nil(steady, method):
    early = dso(steady, as_of="2023-02-15", method=method)
    assert (early.days, early.reason) == (None, "measures.history_short")
    assert early.invoiced == 46_000


def test_receivables_beyond_the_known_sales_have_no_count_back(book):
    rows = [
        ("A1", "C1", "opening", "2025-01-01", "2025-01-31", 900.0),
        ("F1", "C1", "invoice", "2025-01-10", "2025-02-10", 100.0),
    ]
    found = dso(book(rows), as_of="2025-01-31")
    assert (found.days, found.reason, found.receivables) == (None, "measures.history_short", 1000)


def test_credit_notes_beyond_the_sales_leave_nothing_to_measure_against(book):
    rows = [
        ("F0", "C1", "invoice", "2025-01-05", "2025-02-05", 500.0),
        ("F1", "C1", "invoice", "2025-02-05", "2025-03-05", 100.0),
        ("A1", "C1", "credit_note", "2025-02-10", "2025-02-10", -300.0),
    ]
    dossier = book(rows)
    assert dso(dossier, as_of="2025-02-28", method="period", days=28).reason == "measures.nothing_invoiced"
    found = dso(dossier, as_of="2025-02-28")
    assert (found.days, found.reason, found.months) == (None, "measures.month_without_sales", ())


def test_customers_in_credit_have_nothing_to_count_back(book):
    dossier = book([("F1", "C1", "invoice", "2025-01-05", "2025-02-05", 100.0)], [("P1", "C1", "2025-01-10", 400.0)])
    assert dso(dossier, as_of="2025-01-31").reason == "measures.in_credit"


def test_before_the_first_posting_nothing_is_known(steady):
    with pytest.warns(CashkitWarning):
        found = dso(steady, as_of="2022-12-31")
    assert (found.days, found.reason, found.receivables) == (None, "measures.history_short", 0)


def test_after_the_last_posting_the_answer_comes_with_a_warning(book):
    dossier = book([("F1", "C1", "invoice", "2025-01-05", "2025-02-05", 310.0)])
    with pytest.warns(CashkitWarning):
        assert dso(dossier, as_of="2025-02-28", method="period", days=59).days == 59.0


def test_an_item_without_any_date_is_owed_and_makes_no_sales_known(book):
    rows = [("F1", "C1", "invoice", "2025-01-05", "2025-02-05", 310.0), ("F2", "C1", "opening", None, None, 31.0)]
    undated = [("F1", "C1", "invoice", "2025-01-05", "2025-02-05", 310.0), ("F2", "C1", "invoice", None, None, 31.0)]
    for dossier in (book(rows), book(undated)):
        found = dso(dossier, as_of="2025-01-31", method="period", days=31)
        assert (found.receivables, found.invoiced, found.days) == (341, 310, pytest.approx(34.1))
        assert dso(dossier, as_of="2025-01-31", method="period", days=32).reason == "measures.history_short"


def test_empty_books_have_no_dso(book):
    assert {dso(book([]), as_of="2025-12-31", method=method).reason for method in METHODS} == {"measures.history_short"}


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_reason_has_words(lang):
    reasons = ("history_short", "nothing_invoiced", "month_without_sales", "in_credit", "nothing_paid", "nothing_timed")
    assert all(language.say(f"measures.{reason}", lang).endswith(".") for reason in reasons)


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("average", {"method": "average"}),
        ("days", {"method": "rolling", "days": 90}),
        ("days", {"method": "count_back", "days": 90}),
        ("days", {"method": "period", "days": 0}),
        ("31/12/2025", {"as_of": "31/12/2025"}),
    ],
)
def test_an_argument_that_means_nothing_is_refused_by_name(steady, name, given):
    with pytest.raises(ArgumentError, match=name):
        dso(steady, **{"as_of": "2025-12-31"} | given)


@settings(max_examples=40)
@given(seed=st.integers(0, 10**6), later=st.integers(0, 900), method=st.sampled_from(METHODS))
def test_nothing_later_leaks_in(random_tables, seed, later, method):
    day = pd.Timestamp("2023-01-15") + pd.Timedelta(days=later)
    every = random_tables(seed)
    invoices = every["invoices"][every["invoices"]["posted_on"] <= day]
    payments = every["payments"][every["payments"]["payment_date"] <= day]
    known = every["allocations"]
    known = known[known["invoice_id"].isin(invoices["invoice_id"]) & known["credit_id"].isin(payments["payment_id"])]
    then = {"invoices": invoices, "payments": payments, "allocations": known}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", CashkitWarning)
        now, before = (
            dso(Dossier.of(name="case", **frames), as_of=day, method=method, view="strict") for frames in (every, then)
        )
    assert now == before
