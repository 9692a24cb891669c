"""Published figures of collection: DSO, count-back, CEI and roll rates, each with its source (`collection.csv`).

Where a published figure is wrong, we give the right one, and the table says why theirs is not.
"""

import numpy as np
import pandas as pd
import pytest

from cashkit.measures.collection_effectiveness import effectiveness
from cashkit.measures.dso import dso
from cashkit.measures.dso_formulas import count_back_dso, period_dso
from cashkit.measures.roll_rates import rolled
from tests.dossier.making import book
from tests.reference.published import cases, check, inputs, table

MEASURES = {"cei": effectiveness, "dso": period_dso, "count_back": count_back_dso}


@cases("collection.csv")
def test_a_published_figure_is_ours_or_the_table_says_why_it_is_not(row):
    check(row, MEASURES[row["measure"]](**inputs(row["inputs"])))


def test_the_wrong_figures_in_print_are_those_of_three_publishers():
    wrong = {row["case"] for row in table("collection.csv") if row["right"] == "no"}
    assert wrong == {"Edebex as its text says", "Divalto first version", "Oracle HFM"}


def test_the_delinquent_days_are_those_of_all_less_those_of_what_is_not_due():
    """Vantage: the same method on both sides. By count back 31 days of the old and new book, by period 28."""
    months = {"invoiced": [10_000, 10_000], "days": [28, 31]}
    both = [count_back_dso(receivables=owed, **months) for owed in (20_000, 10_000)]
    assert both[0] - both[1] == 31.0
    period = [period_dso(receivables=owed, invoiced=10_000, days=28) for owed in (20_000, 10_000)]
    assert period[0] - period[1] == 28.0


def test_what_was_written_off_raises_the_index_of_the_books_above_that_of_the_cash():
    """Vantage: 5 000 of the 90 000 that left the books were never cash."""
    asked = {"opening": 100_000, "invoiced": 50_000, "current": 40_000}
    books, cash = (effectiveness(closing=left, **asked) for left in (60_000, 65_000))
    assert books > cash


def test_thirty_days_of_constant_sales_are_thirty_days_by_every_method():
    days = pd.date_range("2025-01-01", "2025-12-31")
    rows = [
        (f"F{n}", "C1", "invoice", str(day.date()), str((day + pd.Timedelta(days=30)).date()), 1_000.0)
        for n, day in enumerate(days)
    ]
    paid = [(f"P{n}", "C1", due, amount) for n, (_, _, _, _, due, amount) in enumerate(rows[:-30])]
    given = [(ident, f"F{n}", amount, day) for n, (ident, _, day, amount) in enumerate(paid)]
    ledger = book(rows, paid, given)
    found = {name: dso(ledger, as_of="2025-12-31", method=name).days for name in ("count_back", "period", "rolling")}
    assert found == pytest.approx(dict.fromkeys(found, 30.0))
    assert dso(ledger, as_of="2025-12-31", method="best_possible").days == pytest.approx(30.0)
    assert dso(ledger, as_of="2025-12-31", method="delinquent").days == pytest.approx(0.0)


def test_the_roll_rates_of_the_published_loss_matrix():
    """Of 100 sold, 50 are late by 1 to 30 days, 23 by 31 to 60, 8 by 61 to 90, 2 are never paid: 46, 34.8 and 25 %."""
    found = rolled(np.array([[100, 50, 23, 8, 2]] * 2))
    assert found["roll_rate"].round(3).tolist() == [0.46, 0.348, 0.25]
    assert found["reaching_last"].round(3).tolist() == [0.04, 0.087, 0.25]
