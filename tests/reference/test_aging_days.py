"""Where a day falls: our bucket, that of the law's table (art. D441-6), beside those of six systems (`aging_days.csv`).

A cell is "none" where the system has no column for the day, blank where nobody published it; columns named 0-30 or
term 0 there are written 1-30, those of 91 to 120 days and of 120 and more 91+.
"""

import pandas as pd
import pytest

from cashkit.measures.aged_balance import aged_balance
from cashkit.measures.payment_practices import invoices_issued, past_due
from tests.dossier.making import book
from tests.reference.published import cases, table
from tests.stages.book import book as full_book

AS_OF = pd.Timestamp("2025-12-31")
PEERS = ("erpnext", "oca_balance", "oca_statement", "tryton", "business_central", "arcollect")


def late_by(days):
    due = str((AS_OF - pd.Timedelta(days=days)).date())
    return book([("F1", "C1", "invoice", "2023-01-02", due, 100.0)], closing_date=str(AS_OF.date()))


@cases("aging_days.csv")
def test_a_day_falls_into_the_bucket_of_the_law(row):
    found = aged_balance(late_by(int(row["days_late"])), as_of=AS_OF).loc["C1"]
    assert {name: value for name, value in found.items() if value} == {row["expected"]: 100.0, "total": 100.0}


@cases("aging_days.csv")
def test_the_published_table_of_the_law_agrees_with_the_aged_balance(row):
    told = past_due(invoices_issued(late_by(int(row["days_late"])), as_of=AS_OF), total=None).set_index("bucket")
    owed = {name for name in ("1-30", "31-60", "61-90", "91+") if told.loc[name, "amount"]}
    assert owed == {row["expected"]} - {"not_due"}


@cases("aging_days.csv")
def test_where_a_system_puts_the_day_elsewhere_the_table_says_why(row):
    assert bool(row["why"]) == any(row[peer] not in {"", row["expected"]} for peer in PEERS)


@pytest.mark.parametrize(
    ("peer", "days"), [("oca_statement", ["30", "60", "90"]), ("arcollect", []), ("oca_balance", [])]
)
def test_the_days_that_a_system_puts_elsewhere(peer, days):
    assert [row["days_late"] for row in table("aging_days.csv") if row[peer] not in {"", row["expected"]}] == days


def test_one_interval_of_thirty_days_leaves_nothing_out():
    """OCA with the interval 30 alone: 31 and 45 days late fall in no column. Ours has an open end."""
    rows = [
        ("F1", "C1", "invoice", "2025-01-02", str((AS_OF - pd.Timedelta(days=late)).date()), amount)
        for late, amount in ((31, 100.0), (45, 50.0), (10, 7.0))
    ]
    found = aged_balance(book(rows, closing_date=str(AS_OF.date())), as_of=AS_OF, edges=(30,)).loc["C1"]
    assert found.to_dict() == {"not_due": 0.0, "1-30": 7.0, "31+": 150.0, "unapplied": 0.0, "total": 157.0}


def test_an_invoice_without_a_due_date_is_not_the_oldest_of_all():
    """Tryton puts it in its oldest column. Ours takes the terms, and says so."""
    found = aged_balance(book([("F1", "C1", "invoice", "2025-12-01", None, 100.0)]), as_of="2025-12-31").loc["C1"]
    assert (found["not_due"], found["91+"]) == (100.0, 0.0)


def test_a_third_of_the_overdue_invoices_is_disputed_and_a_sixth_of_the_amount():
    """Business Central: 100 in dispute, 200 and 300 without. The table of the law counts the disputed one apart."""
    rows = [(f"F{amount}", "C1", "2025-10-01", "2025-11-01", amount) for amount in (100, 200, 300)]
    disputes = [{"dispute_id": "D1", "invoice_id": "F100", "opened_on": "2025-11-05"}]
    told = past_due(invoices_issued(full_book(rows, disputes=disputes), as_of=AS_OF), total=None).set_index("bucket")
    both = told.loc[["past_due", "excluded"], ["invoices", "amount"]]
    assert both.to_numpy().tolist() == [[2, 500.0], [1, 100.0]]
    shares = both.loc["excluded"] / both.sum()
    assert shares.round(4).tolist() == [0.3333, 0.1667]
