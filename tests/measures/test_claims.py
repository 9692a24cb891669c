"""What is open, told by what stands between each item and a reminder."""

import pandas as pd
import pytest

from cashkit.measures.aged_balance import aged_balance
from cashkit.measures.aged_claims import aged_claims
from cashkit.measures.claims import claims, disputes_open, gross, overdue
from tests.stages.book import AS_OF, book

LATE = "2025-11-30"


def standing(dossier, key="F1", as_of=AS_OF):
    rows = claims(dossier, as_of=as_of)
    return rows.loc[rows["id"] == key, "standing"].tolist()


def test_an_invoice_due_today_is_not_overdue_and_one_due_yesterday_is():
    dossier = book([("F1", "C1", "2025-12-01", AS_OF, 100), ("F2", "C1", "2025-12-01", "2025-12-30", 100)])
    assert overdue(claims(dossier, as_of=AS_OF))["id"].tolist() == ["F2"]


def test_credits_are_owed_to_nobody_and_doubtful_items_are_not_overdue():
    rows = [
        ("F1", "C1", "2025-10-31", LATE, 100, {"account": "411000"}),
        ("F2", "C1", "2025-10-31", LATE, 50, {"account": "416000"}),
        ("A1", "C2", "2025-10-31", LATE, -30, {"account": "411000", "kind": "credit_note"}),
    ]
    found = claims(book(rows), as_of=AS_OF)
    assert found.set_index("id")["standing"].to_dict() == {"F1": "claimable", "F2": "doubtful", "A1": "credit"}
    assert overdue(found)["id"].tolist() == ["F1"]
    assert gross(found)["id"].tolist() == ["F1"]


def test_retention_is_owed_and_not_overdue_before_its_release():
    row = ("F1", "C1", "2025-10-31", LATE, 100, {"retention_amount": 5.0, "retention_due": "2026-06-30"})
    found = claims(book([row]), as_of=AS_OF)
    assert overdue(found)["open_cents"].tolist() == [9_500]
    assert gross(found)["open_cents"].sum() == 10_000


def test_the_flag_of_the_data_makes_an_item_doubtful_without_any_account():
    assert standing(book([("F1", "C1", "2025-10-31", LATE, 100, {"doubtful": True})])) == ["doubtful"]
    assert standing(book([("F1", "C1", "2025-10-31", LATE, 100, {"doubtful": False})])) == ["claimable"]


def dispute(opened, closed=None):
    return [{"dispute_id": "D1", "invoice_id": "F1", "opened_on": opened, "closed_on": closed}]


@pytest.mark.parametrize(
    ("opened", "closed", "expected"),
    [
        ("2025-12-31", None, "disputed"),
        ("2026-01-01", None, "claimable"),
        ("2025-11-01", "2025-12-31", "claimable"),
        ("2025-11-01", "2026-01-01", "disputed"),
    ],
)
def test_an_item_is_disputed_from_the_opening_of_the_dispute_until_its_close(opened, closed, expected):
    assert standing(book([("F1", "C1", "2025-10-31", LATE, 100)], disputes=dispute(opened, closed))) == [expected]


def test_a_disputed_item_stays_in_the_overdue_amount():
    found = claims(book([("F1", "C1", "2025-10-31", LATE, 100)], disputes=dispute("2025-12-01")), as_of=AS_OF)
    assert len(overdue(found)) == 1


def test_without_a_table_of_disputes_nobody_knows_them():
    assert disputes_open(book([("F1", "C1", "2025-10-31", LATE, 100)]), pd.Timestamp(AS_OF).date()) is None


def test_a_debt_older_than_the_judgment_is_frozen_and_a_later_one_is_not():
    rows = [("F1", "C1", "2025-10-01", "2025-10-31", 100), ("F2", "C1", "2025-11-02", "2025-12-02", 100)]
    customers = [{"customer_id": "C1", "name": "Atelier", "judgment_on": "2025-11-01"}]
    dossier = book(rows, customers=customers)
    assert standing(dossier, "F1") == ["frozen"]
    assert standing(dossier, "F2") == ["claimable"]


def test_a_financed_invoice_is_chased_by_the_factor():
    rows = [("F1", "C1", "2025-10-31", LATE, 100, {"financed": "factor"}), ("F2", "C1", "2025-10-31", LATE, 100)]
    dossier = book(rows)
    assert standing(dossier) == ["financed"]
    assert standing(dossier, "F2") == ["claimable"]


# --- retention ----------------------------------------------------------------
def paid_but(rest, amount=600, **columns):
    """Return a book whose invoice of 600 was paid but for a rest."""
    return book(
        [("F1", "C1", "2025-06-01", "2025-06-30", amount, columns)],
        [("P1", "C1", "2025-07-10", amount - rest)],
        [("P1", "F1", amount - rest, "2025-07-10")],
    )


@pytest.mark.parametrize(("rest", "expected"), [(30, "retention"), (29.99, "claimable"), (30.01, "claimable")])
def test_exactly_five_per_cent_left_of_an_invoice_is_proposed_as_retention(rest, expected):
    assert standing(paid_but(rest)) == [expected]


def test_five_per_cent_of_an_odd_amount_is_told_to_the_cent():
    assert standing(paid_but(30.86, amount=617.29)) == ["retention"]
    assert standing(paid_but(30.88, amount=617.29)) == ["claimable"]


def test_account_4117_is_never_late_while_its_release_is_not_known():
    found = claims(book([("F1", "C1", "2024-01-01", "2024-01-31", 500, {"account": "411700"})]), as_of=AS_OF)
    assert found["standing"].tolist() == ["retention"]
    assert overdue(found).empty


@pytest.mark.parametrize(("release", "expected", "late"), [(AS_OF, "retention", 184), ("2025-12-30", "claimable", 1)])
def test_retention_is_late_only_after_its_release(release, expected, late):
    found = claims(paid_but(30, retention_amount=30.0, retention_due=release), as_of=AS_OF)
    assert found["standing"].tolist() == [expected]
    assert found["days_late"].tolist() == [late]


def test_what_is_left_beyond_the_retention_is_a_claim_of_its_own():
    found = claims(paid_but(130, retention_amount=30.0, retention_due="2026-06-30"), as_of=AS_OF)
    assert dict(zip(found["standing"], found["open_cents"], strict=True)) == {"claimable": 10_000, "retention": 3_000}
    assert found["open_amount"].sum() == 130


# --- aged claims ---------------------------------------------------------------
def test_without_doubtful_items_and_retention_it_is_the_aged_balance():
    days = (
        "2025-12-31",
        "2025-12-30",
        "2025-12-01",
        "2025-11-30",
        "2025-11-01",
        "2025-10-31",
        "2025-10-02",
        "2025-10-01",
    )
    rows = [(f"F{i}", f"C{i % 3}", "2025-09-01", due, 2.0**i) for i, due in enumerate(days)]
    dossier = book(rows, [("P1", "C9", "2025-12-01", 7)])
    aged, told = aged_balance(dossier, as_of=AS_OF), aged_claims(claims(dossier, as_of=AS_OF))
    assert told["doubtful_open"].sum() == told["retention"].sum() == 0
    pd.testing.assert_frame_equal(told.drop(columns=["doubtful_open", "retention"]), aged, check_index_type=False)


def test_the_late_buckets_sum_to_the_overdue_amount_and_the_row_to_the_balance():
    rows = [
        ("F1", "C1", "2025-10-31", LATE, 100, {"account": "411000"}),
        ("F2", "C1", "2025-10-31", LATE, 50, {"account": "416000"}),
        ("F3", "C1", "2025-10-31", LATE, 5, {"account": "411700"}),
    ]
    found = claims(book(rows), as_of=AS_OF)
    told = aged_claims(found).loc["C1"]
    assert told[["1-30", "31-60", "61-90", "91+"]].sum() == overdue(found)["open_amount"].sum() == 100
    assert told[["doubtful_open", "retention", "total"]].tolist() == [50, 5, 155]
