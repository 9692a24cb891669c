"""The balance at a date is the total of the aged balance, and what is current stands in its column not due."""

import warnings

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from cashkit.dossier.dossier import Dossier
from cashkit.ground.calendar import day_number
from cashkit.measures.aged_balance import aged_balance
from cashkit.measures.as_of import CashkitWarning
from cashkit.measures.balance import balance_at


@settings(max_examples=40)
@given(seed=st.integers(0, 10**6), later=st.integers(0, 1000), view=st.sampled_from(["strict", "matched"]))
def test_the_balance_is_that_of_the_aged_balance(random_tables, seed, later, view):
    day = (pd.Timestamp("2023-01-01") + pd.Timedelta(days=later)).date()
    dossier = Dossier.of(name="case", **random_tables(seed))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", CashkitWarning)
        aged = aged_balance(dossier, as_of=day, view=view)
    found = balance_at(dossier.engine, day_number(day), view)
    assert [found.total, found.current] == [round(float(aged[name].sum()) * 100) for name in ("total", "not_due")]


def test_credits_are_in_the_total_and_not_in_what_is_current(book):
    rows = [
        ("F1", "C1", "invoice", "2025-01-05", "2025-02-05", 100.0),
        ("A1", "C1", "credit_note", "2025-01-06", "2025-02-05", -30.0),
    ]
    found = balance_at(book(rows, [("P1", "C1", "2025-01-10", 20.0)]).engine, 20_119, "strict")
    assert (found.total, found.current) == (5000, 10_000)
