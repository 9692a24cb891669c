"""Published figures of collection: DSO, count-back, CEI, time to pay, roll rates, each with its source.

Where a published figure is wrong, we give the right one, and the table says why theirs is not.
"""

import csv
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from cashkit.dossier.dossier import Dossier
from cashkit.measures.collection_effectiveness import effectiveness
from cashkit.measures.dso_formulas import count_back_dso, period_dso
from cashkit.measures.roll_rates import rolled
from cashkit.measures.time_to_pay import time_to_pay

HERE = Path(__file__).parent
MEASURES = {"cei": effectiveness, "dso": period_dso, "count_back": count_back_dso}


def table(name):
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def number(text):
    return int(text) if text.isdigit() else float(text)


def inputs(told):
    """Return the inputs of a case: name=number, or name=number/number for the months of a count-back."""
    pairs = (part.split("=") for part in told.split())
    return {name: [number(one) for one in text.split("/")] if "/" in text else number(text) for name, text in pairs}


def decimals(text):
    return len(text.partition(".")[2])


COLLECTION, TIME = table("collection.csv"), table("time_to_pay.csv")


@pytest.mark.parametrize("row", COLLECTION, ids=lambda row: row["case"])
def test_the_figure_is_the_right_one(row):
    found = MEASURES[row["measure"]](**inputs(row["inputs"]))
    assert round(found, decimals(row["expected"])) == float(row["expected"])


@pytest.mark.parametrize("row", [row for row in COLLECTION if row["printed"]], ids=lambda row: row["case"])
def test_a_published_figure_is_ours_or_the_table_says_why_it_is_wrong(row):
    found = MEASURES[row["measure"]](**inputs(row["inputs"]))
    agrees = round(found, decimals(row["printed"])) == float(row["printed"])
    assert agrees == (row["right"] == "yes")
    assert bool(row["why"]) == (row["right"] == "no")


def test_the_wrong_count_back_of_oracle_is_that_of_other_receivables():
    """Its 179.7 days are those of 13 000 owed, not of the 12 000 that it prints."""
    months = {"invoiced": [2_500, 1_750, 2_250, 2_500, 2_000, 2_250], "days": [30, 31, 31, 30, 31, 30]}
    assert round(count_back_dso(receivables=13_000, **months), 1) == 179.7
    assert round(count_back_dso(receivables=12_000, **months), 2) == 166.33


def paid(told):
    """Return a dossier of paid invoices: amount@days to pay@days of terms."""
    cases = [[int(one) for one in part.split("@")] for part in told.split()]
    ids, day = [f"F{i}" for i in range(len(cases))], pd.Timestamp("2025-01-01")
    amounts = [float(amount) for amount, _, _ in cases]
    due, on = ([day + pd.Timedelta(days=one[place]) for one in cases] for place in (2, 1))
    invoices = pd.DataFrame({"invoice_id": ids, "customer_id": "C1", "kind": "invoice", "issue_date": day})
    payments = pd.DataFrame({"payment_id": ids, "customer_id": "C1", "payment_date": on, "amount": amounts})
    used = pd.DataFrame({"credit_id": ids, "invoice_id": ids, "amount": amounts, "allocated_on": on})
    return Dossier.of(
        name="case",
        closing_date="2025-12-31",
        invoices=invoices.assign(due_date=due, amount=amounts),
        payments=payments.assign(payment_id="P" + payments["payment_id"]),
        allocations=used.assign(credit_id="P" + used["credit_id"]),
    )


@pytest.mark.parametrize("row", TIME, ids=lambda row: row["case"])
def test_the_time_to_pay_of_published_examples(row):
    found = time_to_pay(paid(row["items"]), as_of="2025-12-31", view="strict")
    names = ["mean_days", "weighted_days", "weighted_days_late", "weighted_days_late_only"]
    assert [getattr(found, name) for name in names] == pytest.approx([float(row[name]) for name in names], abs=0.001)


def test_early_payments_set_to_nil_are_no_mean_delay():
    """Their 3.0 is our figure of late payments only: the mean of both payments is two days before the due date."""
    row = next(row for row in TIME if row["right"] == "no")
    found = time_to_pay(paid(row["items"]), as_of="2025-12-31", view="strict")
    assert found.weighted_days_late_only == float(row["printed"])
    assert found.weighted_days_late == -2.0


def test_the_roll_rates_of_the_published_loss_matrix():
    """Of 100 sold, 50 are late by 1 to 30 days, 23 by 31 to 60, 8 by 61 to 90, 2 are never paid: 46, 34.8 and 25 %."""
    found = rolled(np.array([[100, 50, 23, 8, 2]] * 2))
    assert found["roll_rate"].round(3).tolist() == [0.46, 0.348, 0.25]
    assert found["reaching_last"].round(3).tolist() == [0.04, 0.087, 0.25]
