"""The tables of art. D441-6: which invoices are past due, by bucket, disputed ones apart."""

import pandas as pd
import pytest

from cashkit.dossier.dossier import Dossier
from cashkit.ground.money import euros
from cashkit.measures.payment_practices import invoiced_over_the_year, invoices_issued, past_due

BUCKETS = ["1-30", "31-60", "61-90", "91+"]


def late(*days, disputed=()):
    ids = [f"F{i}" for i in range(len(days))]
    rows = pd.DataFrame({"id": ids, "cents": 10_000, "days_late": days})
    return rows.assign(disputed=rows["id"].isin(disputed))


def counts(rows):
    return past_due(rows, total=euros(100_000)).set_index("bucket")["invoices"].to_dict()


@pytest.mark.parametrize(
    ("days", "bucket"),
    [(1, "1-30"), (30, "1-30"), (31, "31-60"), (60, "31-60"), (61, "61-90"), (90, "61-90"), (91, "91+")],
)
def test_the_edges_are_those_of_the_article(days, bucket):
    found = counts(late(days))
    assert [name for name in BUCKETS if found[name]] == [bucket]
    assert found["past_due"] == 1


def test_an_invoice_due_on_the_day_is_not_past_due():
    assert counts(late(0, -5))["past_due"] == 0


def test_disputed_invoices_are_left_out_and_counted_apart():
    found = counts(late(10, 40, disputed=["F1"]))
    assert (found["past_due"], found["31-60"], found["excluded"]) == (1, 0, 1)


def test_the_buckets_sum_to_the_total_and_shares_are_of_the_year():
    table = past_due(late(1, 31, 61, 91), total=euros(100_000)).set_index("bucket")
    assert table.loc[BUCKETS, "amount"].sum() == table.loc["past_due", "amount"] == 400
    assert table.loc["past_due", "share"] == 0.4


def test_without_a_known_total_there_is_no_share():
    assert past_due(late(1), total=None)["share"].isna().all()


def test_credits_and_retention_are_no_invoices_past_due_and_disputes_are_known():
    rows = [("F1", "411000", 120.0), ("F2", "411700", 50.0), ("F3", "411000", -20.0), ("F4", "411000", 70.0)]
    invoices = pd.DataFrame(rows, columns=["invoice_id", "account", "amount"]).assign(
        customer_id="C1", kind="invoice", issue_date="2025-11-01", due_date="2025-12-01"
    )
    disputes = pd.DataFrame({"dispute_id": ["L1"], "invoice_id": ["F4"], "opened_on": ["2025-12-05"]})
    dossier = Dossier.of(name="case", closing_date="2025-12-31", invoices=invoices, disputes=disputes)
    found = invoices_issued(dossier, as_of="2025-12-31")
    assert found.sort_values("id")[["id", "disputed"]].to_numpy().tolist() == [["F1", False], ["F4", True]]


def test_the_sales_of_the_year_are_unknown_where_the_books_begin_later(book):
    dossier = book([("F1", "C1", "invoice", "2025-06-01", "2025-07-01", 100.0)], closing="2025-12-31")
    assert invoiced_over_the_year(dossier, as_of="2025-12-31") is None
    assert invoiced_over_the_year(dossier, as_of="2026-05-31") == 100
