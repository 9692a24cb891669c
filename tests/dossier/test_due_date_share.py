"""How much of what is owed has a due date that somebody wrote."""

import pandas as pd
import pytest

from cashkit.dossier.dossier import Dossier
from cashkit.dossier.due_date_share import open_by_source, real_due_date_share, real_share

ROWS = [
    ("F1", "2025-11-30", "file", 100.01),
    ("F2", "2025-11-30", "erp", 200.02),
    ("F3", "2025-11-30", "terms", 50.0),
    ("F4", "2025-11-30", "default", 25.0),
    ("F5", None, "erp", 25.0),
    ("A1", "2025-11-30", "file", -40.0),
]


def dossier(rows=ROWS, payments=None, **tables):
    invoices = pd.DataFrame(rows, columns=["invoice_id", "due_date", "due_date_source", "amount"]).assign(
        customer_id="C1", kind="invoice", issue_date="2025-11-01"
    )
    return Dossier.of(name="case", invoices=invoices, payments=payments, **tables)


def test_the_open_cents_are_told_by_source_and_sum_to_what_is_owed():
    cents = open_by_source(dossier(), as_of="2025-12-31", view="strict")
    assert cents == {"file": 10001, "erp": 20002, "terms": 5000, "default": 5000, "bucket": 0}
    assert sum(cents.values()) == 40003


def test_the_source_of_a_date_that_is_not_there_is_the_default():
    assert dossier().invoices["due_date_source"].tolist() == ["file", "erp", "terms", "default", "default", "file"]


def test_a_source_that_nobody_knows_is_the_file_itself():
    rows = [("F1", "2025-11-30", "agenda", 10.0), ("F2", "2025-11-30", None, 10.0)]
    assert dossier(rows).invoices["due_date_source"].tolist() == ["file", "file"]


def test_only_the_file_and_the_erp_are_real():
    assert real_due_date_share(dossier(), as_of="2025-12-31", view="strict") == pytest.approx(30003 / 40003, abs=0)


def test_an_invoice_not_posted_yet_counts_for_nothing():
    assert real_due_date_share(dossier(), as_of="2025-10-31") is None


def test_what_is_paid_counts_for_nothing_from_its_day():
    paid = pd.DataFrame(
        [("P1", "C1", "2025-12-10", 200.02)], columns=["payment_id", "customer_id", "payment_date", "amount"]
    )
    given = pd.DataFrame(
        [("P1", "F2", 200.02, "2025-12-10")], columns=["credit_id", "invoice_id", "amount", "allocated_on"]
    )
    made = dossier(payments=paid, allocations=given)
    assert open_by_source(made, as_of="2025-12-09", view="strict")["erp"] == 20002
    assert open_by_source(made, as_of="2025-12-10", view="strict")["erp"] == 0


def test_tables_that_stay_on_an_engine_tell_no_source():
    polars = pytest.importorskip("polars")
    frame = polars.from_pandas(
        pd.DataFrame(
            [("F1", "C1", "invoice", "2025-11-01", "2025-11-30", 10.0)],
            columns=["invoice_id", "customer_id", "kind", "issue_date", "due_date", "amount"],
        )
    ).lazy()
    assert (
        real_due_date_share(Dossier.of(name="case", closing_date="2025-12-31", invoices=frame), as_of="2025-12-31")
        is None
    )


def test_a_date_taken_from_a_bucket_is_no_real_due_date():
    assert real_share({"file": 100, "bucket": 300}) == 0.25
