import pandas as pd
import pytest

from cashkit.measures.customers_in_credit import customers_in_credit
from cashkit.measures.means_of_payment import means_of_payment
from cashkit.measures.unapplied import unapplied_credits
from tests.stages.book import AS_OF, book


def test_receipts_and_credit_notes_that_settle_nothing_are_told_with_what_the_customer_owes():
    invoices = [
        ("F1", "C1", "2025-12-05", "2026-01-05", 100),
        ("A1", "C2", "2025-12-01", "2025-12-01", -20, {"kind": "credit_note"}),
    ]
    found = unapplied_credits(book(invoices, [("P1", "C1", "2025-12-01", 30)]), as_of=AS_OF)
    assert found[["id", "unused", "age", "customer_owes"]].to_numpy().tolist() == [
        ["P1", 30, 30, 100],
        ["A1", 20, 30, 0],
    ]


def test_what_is_used_in_part_counts_for_its_rest():
    dossier = book(
        [("F1", "C1", "2025-11-05", "2025-12-05", 100)],
        [("P1", "C1", "2025-12-01", 130)],
        [("P1", "F1", 100, "2025-12-01")],
    )
    assert unapplied_credits(dossier, as_of=AS_OF)["unused_cents"].tolist() == [3000]
    assert unapplied_credits(dossier, as_of="2025-11-30").empty


def test_a_customer_is_in_credit_since_the_last_day_that_took_its_balance_below_zero():
    invoices = [("F1", "C1", "2025-02-01", "2025-03-01", 100), ("F2", "C1", "2025-06-01", "2025-07-01", 60)]
    payments = [("P1", "C1", "2025-01-10", 40), ("P2", "C1", "2025-03-10", 100), ("P3", "C1", "2025-08-01", 50)]
    found = customers_in_credit(book(invoices, payments), as_of=AS_OF)
    # -40, then +60, then -40 from 10 March, +20 from 1 June, -30 for good from 1 August
    assert found.to_dict("records") == [
        {"customer_id": "C1", "balance": -30.0, "since": pd.Timestamp("2025-08-01"), "days": 152}
    ]


def test_a_balance_back_at_nought_ends_the_credit():
    payments = [("P1", "C1", "2025-01-10", 40), ("P2", "C1", "2025-08-01", 30)]
    found = customers_in_credit(book([("F1", "C1", "2025-02-01", "2025-03-01", 40)], payments), as_of=AS_OF)
    assert found["since"].tolist() == [pd.Timestamp("2025-08-01")]


def test_a_balance_of_nought_is_no_credit():
    dossier = book([("F1", "C1", "2025-02-01", "2025-03-01", 100)], [("P1", "C1", "2025-03-10", 100)])
    assert customers_in_credit(dossier, as_of=AS_OF).empty


def test_a_movement_after_the_date_is_not_known():
    dossier = book([("F1", "C1", "2025-12-20", "2026-01-20", 100)], [("P1", "C1", "2025-03-10", 50)])
    assert customers_in_credit(dossier, as_of="2025-12-19")["balance"].tolist() == [-50.0]
    assert customers_in_credit(dossier, as_of=AS_OF).empty


def means(payments, as_of=AS_OF):
    invoices = [(f"F{i}", "C1", "2025-05-01", "2025-05-31", row[3]) for i, row in enumerate(payments)]
    allocations = [(row[0], f"F{i}", row[3], row[2]) for i, row in enumerate(payments)]
    return means_of_payment(book(invoices, payments, allocations), as_of=as_of)


def test_lateness_of_a_means_is_weighted_by_amount():
    payments = [
        ("P1", "C1", "2025-06-05", 12_000, {"method": "transfer"}),
        ("P2", "C1", "2025-07-06", 3_000, {"method": "transfer"}),
        ("P3", "C1", "2025-08-14", 900, {"method": "transfer"}),
        ("P4", "C1", "2025-05-31", 4_100, {"method": "debit"}),
    ]
    found = means(payments).set_index("method")
    assert found.loc["transfer", "weighted_days_late"] == pytest.approx((12_000 * 5 + 3_000 * 36 + 900 * 75) / 15_900)
    assert found.loc["debit"].tolist() == [1, 4_100, 0.205, 0]


def test_payments_of_more_than_a_year_ago_and_write_offs_are_not_counted():
    row = {"method": "cheque"}
    assert means([("P1", "C1", "2025-06-05", 100, row)], as_of="2026-06-04")["count"].tolist() == [1]
    assert means([("P1", "C1", "2025-06-05", 100, row)], as_of="2026-06-05").empty
    assert means([("P1", "C1", "2025-06-05", 100, row | {"kind": "write_off"})]).empty


def test_without_methods_nothing_is_told_of_means():
    assert means([("P1", "C1", "2025-06-05", 100)]).empty
