"""The open items behind an aged balance, row by row."""

import pytest

from cashkit.measures.as_of import CashkitWarning
from cashkit.measures.open_items import open_items
from tests.dossier.making import book

LATE = ("F1", "C1", "invoice", "2025-10-01", "2025-11-30", 1000.0)
DUE_TODAY = ("F2", "C1", "invoice", "2025-12-01", "2025-12-31", 50.0)
NOTE = ("AV1", "C2", "credit_note", "2025-12-10", "2025-12-10", -30.0)
PAID = [("P1", "C1", "2025-12-05", 400.0), ("P2", "C3", "2025-12-20", 70.0)]
GIVEN = [("P1", "F1", 250.0, "2025-12-05")]
DOSSIER = book([LATE, DUE_TODAY, NOTE], PAID, GIVEN)


def listed(as_of, view="strict"):
    return open_items(DOSSIER, as_of=as_of, view=view).set_index("id")


def test_each_item_is_listed_with_what_is_left_of_it():
    rows = listed("2025-12-31")
    assert rows["open_amount"].to_dict() == {"F1": 750.0, "F2": 50.0, "AV1": -30.0, "P1": -150.0, "P2": -70.0}
    assert rows["amount"].to_dict() == {"F1": 1000.0, "F2": 50.0, "AV1": -30.0, "P1": -400.0, "P2": -70.0}


def test_days_late_start_the_day_after_the_due_date_and_credits_are_never_late():
    assert listed("2025-12-31")["days_late"].to_dict() == {"F1": 31, "F2": 0, "AV1": 0, "P1": 0, "P2": 0}


def test_a_row_says_where_it_comes_from():
    rows = listed("2025-12-31")
    assert rows.loc["F1", ["table", "customer_id", "kind"]].tolist() == ["invoices", "C1", "invoice"]
    assert rows.loc["P2", ["table", "customer_id", "kind"]].tolist() == ["payments", "C3", "payment"]
    assert (str(rows.loc["F1", "due_date"])[:10], str(rows.loc["F1", "issue_date"])[:10]) == (
        "2025-11-30",
        "2025-10-01",
    )


def test_what_is_posted_later_is_not_listed_yet():
    assert listed("2025-12-04")["open_amount"].to_dict() == {"F1": 1000.0, "F2": 50.0}


def test_the_matched_view_also_counts_what_the_rules_found():
    rows = listed("2025-12-31", "matched")
    assert rows["open_amount"].to_dict() == {"F1": 600.0, "F2": 50.0, "AV1": -30.0, "P2": -70.0}


def test_a_date_after_all_entries_is_told():
    with pytest.warns(CashkitWarning):
        listed("2026-03-31")
