"""Every engine, the same cents: prepared arrays, DuckDB and lazy Polars answer alike (Spark is tried by hand)."""

import datetime as dt
import itertools

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from cashkit.dossier.dossier import Dossier
from cashkit.dossier.engine.interface import Bucket, Label, Month, Query, Span
from cashkit.ground.errors import ContractError, NotAvailableError
from cashkit.measures.aged_balance import aged_balance
from tests.dossier.making import ALLOCATIONS, INVOICES, PAYMENTS

START = dt.date(2024, 1, 1)


def on(day):
    return pd.Timestamp(START) + pd.Timedelta(days=day)


@st.composite
def tables(draw):
    customer, cents = st.sampled_from(["A", "B"]), st.integers(-300, 900).filter(bool)
    sold = st.tuples(customer, cents, st.integers(0, 400), st.integers(0, 90))
    invoices = [
        (f"F{i}", who, "invoice" if amount > 0 else "credit_note", on(day), on(day + term), amount / 100)
        for i, (who, amount, day, term) in enumerate(draw(st.lists(sold, min_size=3, max_size=7)))
    ]
    paid = st.tuples(customer, st.integers(1, 900), st.integers(0, 500))
    payments = [
        (f"P{i}", who, on(day), amount / 100)
        for i, (who, amount, day) in enumerate(draw(st.lists(paid, min_size=2, max_size=5)))
    ]
    return _filled(draw, invoices, payments)


def _filled(draw, invoices, payments):
    """Return the tables with some allocations, none beyond its item or its credit."""
    owed = {row[0]: round(row[5] * 100) for row in invoices if row[5] > 0}
    left = {row[0]: round(row[3] * 100) for row in payments}
    left |= {row[0]: -round(row[5] * 100) for row in invoices if row[5] < 0}
    allocations = []
    for credit, item in itertools.product(left, owed):
        cents = min(left[credit], owed[item])
        if cents and draw(st.booleans()):
            left[credit] -= cents
            owed[item] -= cents
            allocations.append((credit, item, cents / 100, on(draw(st.integers(0, 520)))))
    kept = [draw(st.sampled_from([None, 0.05, 1.0])) if row[5] > 0 else None for row in invoices]
    tables = {
        "invoices": pd.DataFrame(invoices, columns=INVOICES).assign(retention_amount=pd.array(kept, "Float64")),
        "payments": pd.DataFrame(payments, columns=PAYMENTS),
    }
    return tables | ({"allocations": pd.DataFrame(allocations, columns=ALLOCATIONS)} if allocations else {})


def engines(given_tables):
    con = duckdb.connect()
    return [
        Dossier.of(name="arrays", **given_tables).engine,
        Dossier.of(name="duckdb", **{key: con.from_df(table) for key, table in given_tables.items()}).engine,
        Dossier.of(name="polars", **{key: pl.from_pandas(table).lazy() for key, table in given_tables.items()}).engine,
    ]


def answer(engine, query):
    """Return the cells with labels for codes, sorted."""
    cells = engine.cells(query)
    columns = [
        engine.labels(key.column)[codes] if isinstance(key, Label) else codes
        for key, codes in zip(query.keys, cells.keys, strict=True)
    ]
    return sorted(zip(*[list(map(str, column)) for column in columns], cells.cents.tolist(), strict=True))


def spells(engine, until):
    found = engine.spells(until, "strict")
    return [getattr(found, name).tolist() for name in ("days", "days_late", "ended", "items", "cents")]


def opened(engine, until):
    rows = engine.open_items(until, "strict")[["id", "kind", "days_late", "open_amount"]]
    return sorted(map(tuple, rows.astype(str).to_numpy()))


def questions(until):
    return [
        Query("items", (Label("customer"), Label("sign"), Bucket(until)), until, "strict"),
        Query("items", (Label("kind"), Month("issue"), Month("due_exit")), until, "strict"),
        Query("credits", (Label("customer"), Label("credit_kind"), Month("posted")), until, "strict"),
        Query("allocations", (Label("customer"), Bucket(until, (10, 20))), until, "strict"),
        Query("allocations", (Label("credit_customer"), Label("credit_kind"), Month("effective")), until, "strict"),
        Query("allocations", (Span("issue"),), until, "strict"),
        Query("allocations", (Span("due", until),), until, "strict"),
        Query("items", (), None, "strict"),
    ]


@settings(max_examples=5, deadline=None, phases=[Phase.generate])  # small already: shrinking would take minutes
@given(tables(), st.integers(19_723, 20_300))
def test_every_question_gets_the_same_cents(given_tables, until):
    arrays, *others = engines(given_tables)
    for query in questions(until):
        expected = answer(arrays, query)
        assert all(answer(engine, query) == expected for engine in others)
    assert all(spells(engine, until) == spells(arrays, until) for engine in others)
    assert all(opened(engine, until) == opened(arrays, until) for engine in others)
    assert all(engine.span() == arrays.span() for engine in others)


def test_retention_money_is_left_out_of_time_to_pay_on_every_engine():
    """100 euros, 5 of them kept: 95 are paid after 40 days, 5 after a year; the second is paid but for its 5."""
    rows = [(key, "C1", "invoice", "2024-01-01", "2024-01-31", 100.0) for key in ("F1", "F2", "F3")]
    invoices = pd.DataFrame(rows, columns=INVOICES).assign(retention_amount=[5.0, 5.0, None])
    paid = [
        ("P1", 95.0, "2024-02-10"),
        ("P2", 5.0, "2025-02-01"),
        ("P3", 95.0, "2024-02-20"),
        ("P4", 95.0, "2024-02-20"),
    ]
    payments = pd.DataFrame([(key, "C1", on, amount) for key, amount, on in paid], columns=PAYMENTS)
    owners = ("F1", "F1", "F2", "F3")
    given = [(key, item, amount, on) for (key, amount, on), item in zip(paid, owners, strict=True)]
    tables = {"invoices": invoices, "payments": payments, "allocations": pd.DataFrame(given, columns=ALLOCATIONS)}
    for engine in engines(tables):
        days, late, ended, _, cents = spells(engine, 20_150)  # 3 March 2025: 427 days after the issue
        assert (days, late, ended, cents) == ([40, 50, 427], [10, 20, 397], [1, 1, 0], [9500, 9500, 10000])


def test_what_is_left_is_a_number_on_every_engine():
    """A sum of DuckDB is wider than 64 bits and arrives as Python objects: 9 euros were not 9.0 there."""
    invoices = pd.DataFrame([("F1", "C1", "invoice", "2024-01-01", "2024-01-31", 10.0)], columns=INVOICES)
    payments = pd.DataFrame([("P1", "C1", "2024-01-05", 9.0)], columns=PAYMENTS)
    given = pd.DataFrame([("P1", "F1", 1.0, "2024-01-05")], columns=ALLOCATIONS)
    for engine in engines({"invoices": invoices, "payments": payments, "allocations": given}):
        left = engine.open_items(19_831, "strict")["open_amount"]
        assert (str(left.dtype), sorted(left.tolist())) == ("float64", [-8.0, 9.0])


ROW = pd.DataFrame([("F1", "C1", "invoice", "2025-12-01", "2025-12-11", 10.0)] * 2, columns=INVOICES)
PAID = pd.DataFrame([("P1", "C1", "2025-12-05", 30.0)], columns=PAYMENTS)
GIVEN = pd.DataFrame([("P1", "F1", 30.0, "2025-12-05"), ("P1", "F9", 1.0, "2025-12-05")], columns=ALLOCATIONS)


def test_text_dates_are_read_on_an_engine():
    dossier = Dossier.of(name="x", invoices=pl.from_pandas(ROW.iloc[:1]).lazy())
    assert aged_balance(dossier, as_of="2025-12-31")["1-30"].to_dict() == {"C1": 10.0}


def test_what_rules_matched_in_memory_is_not_in_the_strict_view_of_an_engine():
    given = GIVEN.iloc[:1].assign(method="fallback:fifo", amount=10.0)
    tables = {"invoices": ROW.iloc[:1], "payments": PAID, "allocations": given}
    dossier = Dossier.of(name="x", **{key: pl.from_pandas(table).lazy() for key, table in tables.items()})
    assert aged_balance(dossier, as_of="2025-12-31").loc["C1", ["1-30", "unapplied"]].tolist() == [10.0, -30.0]


def test_the_matched_view_is_not_offered_on_an_engine():
    dossier = Dossier.of(name="x", invoices=pl.from_pandas(ROW).lazy())
    with pytest.raises(NotAvailableError):
        aged_balance(dossier, as_of="2025-12-31", view="matched")


def test_tables_on_an_engine_are_checked_by_queries():
    tables = {"invoices": ROW, "payments": PAID, "allocations": GIVEN}
    found = Dossier.of(name="x", **{key: pl.from_pandas(table).lazy() for key, table in tables.items()}).check()
    assert dict(zip(found["code"], found["count"], strict=True)) == {"D01": 1, "D02": 1, "D03": 2}


def test_an_engine_takes_net_days_as_terms_and_says_so_of_others():
    rows = pl.from_pandas(ROW.drop(columns="due_date").iloc[:1])
    dossier = Dossier.of(name="x", invoices=rows.lazy(), terms="10")
    assert aged_balance(dossier, as_of="2025-12-31")["1-30"].sum() == 10.0
    with pytest.raises(NotAvailableError, match="45 EOM"):
        Dossier.of(name="x", invoices=rows.lazy(), terms="45 EOM")


def test_tables_of_two_engines_are_refused():
    with pytest.raises(ContractError, match="payments"):
        Dossier.of(name="x", invoices=pl.from_pandas(ROW).lazy(), payments=PAID)


def test_a_missing_column_is_refused_on_an_engine():
    with pytest.raises(ContractError, match="amount"):
        Dossier.of(name="x", invoices=pl.from_pandas(ROW.drop(columns="amount")).lazy())


def test_sums_stay_whole_numbers():
    con = duckdb.connect()
    cells = Dossier.of(name="x", invoices=con.from_df(ROW)).engine.cells(Query("items", (), None, "strict"))
    assert (cells.cents.dtype, cells.cents.tolist()) == (np.int64, [2000])
