"""Aging: cases that other systems publish or were corrected for, retold with our rule for each day."""

import pytest

from cashkit.measures.aged_balance import aged_balance
from cashkit.measures.open_items import open_items
from tests.dossier.making import book

pytestmark = pytest.mark.filterwarnings("ignore::cashkit.measures.as_of.CashkitWarning")


def invoice(number, amount, issued, due, *, of="C1"):
    return number, of, "credit_note" if amount < 0 else "invoice", issued, due, amount


def late(dossier, as_of, view="strict"):
    """Return what is not nil of the portfolio's aged balance."""
    row = aged_balance(dossier, as_of=as_of, by=None, view=view).iloc[0]
    return {bucket: amount for bucket, amount in row.items() if amount}


def left(dossier, as_of, view="strict"):
    return open_items(dossier, as_of=as_of, view=view).set_index("id")["open_amount"].to_dict()


def test_a_missing_due_date_comes_from_the_terms():  # A2
    row = [("F1", "C1", "invoice", "2025-12-01", None, 100.0)]
    listed = open_items(book(row, terms="45"), as_of="2026-01-31")
    assert (str(listed["due_date"][0])[:10], listed["days_late"][0]) == ("2026-01-15", 16)
    assert str(open_items(book(row), as_of="2026-01-31")["due_date"][0])[:10] == "2025-12-31"


def test_a_payment_counts_from_its_day_on():  # A3
    dossier = book(
        [invoice("F1", 1000.0, "2025-12-01", "2025-12-31")],
        [("P1", "C1", "2026-01-10", 400.0)],
        [("P1", "F1", 400.0, "2026-01-10")],
    )
    assert late(dossier, "2026-01-31")["total"] == 600.0
    assert late(dossier, "2026-01-09")["total"] == 1000.0


def test_five_forty_five_and_two_hundred_days_late():  # A4
    rows = [
        invoice("F1", 100.0, "2025-05-01", "2025-12-26"),
        invoice("F2", 300.0, "2025-05-01", "2025-11-16"),
        invoice("F3", 600.0, "2025-05-01", "2025-06-14"),
    ]
    assert late(book(rows), "2025-12-31") == {"1-30": 100.0, "31-60": 300.0, "91+": 600.0, "total": 1000.0}


def test_an_open_credit_note_stands_beside_the_buckets():  # A5
    rows = [invoice("F1", 500.0, "2025-09-01", "2025-11-16"), invoice("AV1", -200.0, "2025-09-01", "2025-11-16")]
    assert late(book(rows), "2025-12-31") == {"31-60": 500.0, "unapplied": -200.0, "total": 300.0}


TERMS = [
    invoice("F1-1", 30.0, "2025-01-01", "2025-01-31"),
    invoice("F1-2", 50.0, "2025-01-01", "2025-03-02"),
    invoice("F1-3", 20.0, "2025-01-01", "2025-04-01"),
]


def test_instalments_are_items_of_their_own_paid_oldest_first():  # A7
    dossier = book(TERMS, [("P1", "C1", "2025-02-01", 40.0)])
    assert left(dossier, "2025-02-01", "matched") == {"F1-2": 40.0, "F1-3": 20.0}


def test_a_credit_note_kept_apart_leaves_the_instalments_open():  # A7
    note = invoice("AV1", -100.0, "2025-02-02", "2025-02-02")
    given = [("P1", "F1-1", 30.0, "2025-02-01"), ("P1", "F1-2", 10.0, "2025-02-01")]
    dossier = book([*TERMS, note], [("P1", "C1", "2025-02-01", 40.0)], given)
    assert left(dossier, "2025-02-28") == {"F1-2": 40.0, "F1-3": 20.0, "AV1": -100.0}
    assert late(dossier, "2025-02-28")["total"] == -40.0


def test_a_credit_note_applied_after_a_part_payment():  # A8
    rows = [
        invoice("F1-1", 60.0, "2025-01-01", "2025-01-31"),
        invoice("F1-2", 100.0, "2025-01-01", "2025-03-02"),
        invoice("F1-3", 40.0, "2025-01-01", "2025-04-01"),
        invoice("AV1", -100.0, "2025-02-02", "2025-02-02"),
    ]
    given = [
        ("P1", "F1-1", 40.0, "2025-02-01"),
        ("AV1", "F1-1", 20.0, "2025-02-02"),
        ("AV1", "F1-2", 80.0, "2025-02-02"),
    ]
    dossier = book(rows, [("P1", "C1", "2025-02-01", 40.0)], given)
    assert left(dossier, "2025-02-01") == {"F1-1": 20.0, "F1-2": 100.0, "F1-3": 40.0}
    assert left(dossier, "2025-02-02") == {"F1-2": 20.0, "F1-3": 40.0}


def test_a_full_credit_note_leaves_no_row():  # A9
    rows = [invoice("F1", 100.0, "2025-01-01", "2025-01-31"), invoice("AV1", -100.0, "2025-01-05", "2025-01-05")]
    dossier = book(rows, (), [("AV1", "F1", 100.0, "2025-01-05")])
    assert left(dossier, "2025-01-31") == {}
    assert left(dossier, "2025-01-04") == {"F1": 100.0}


def test_a_credit_note_nobody_applied_and_a_part_payment_are_two_rows():  # A10
    rows = [invoice("F1", 100.0, "2025-01-01", "2025-01-31"), invoice("AV1", -100.0, "2025-01-05", "2025-01-05")]
    dossier = book(rows, [("P1", "C1", "2025-01-03", 40.0)], [("P1", "F1", 40.0, "2025-01-03")])
    assert left(dossier, "2025-01-31") == {"F1": 60.0, "AV1": -100.0}


def test_money_received_before_any_invoice_is_unapplied():  # A11
    dossier = book([invoice("F1", 10.0, "2025-03-01", "2025-03-31", of="C2")], [("P1", "C1", "2025-01-03", 1000.0)])
    assert late(dossier, "2025-01-31", "matched") == {"unapplied": -1000.0, "total": -1000.0}


def test_a_credit_note_moved_to_another_invoice_closes_it():  # A12
    rows = [
        invoice("F1", 100.0, "2025-01-01", "2025-01-31"),
        invoice("AV1", -100.0, "2025-02-01", "2025-02-01"),
        invoice("F2", 100.0, "2025-02-05", "2025-03-07"),
    ]
    given = [("P1", "F1", 100.0, "2025-01-31"), ("AV1", "F2", 100.0, "2025-02-10")]
    dossier = book(rows, [("P1", "C1", "2025-01-31", 100.0)], given)
    assert left(dossier, "2025-02-10") == {}
    assert left(dossier, "2025-02-09") == {"AV1": -100.0, "F2": 100.0}


def test_a_cent_left_is_listed():  # A13
    dossier = book(
        [invoice("F1", 100.0, "2025-01-01", "2025-01-31")],
        [("P1", "C1", "2025-01-31", 99.99)],
        [("P1", "F1", 99.99, "2025-01-31")],
    )
    assert left(dossier, "2025-01-31") == {"F1": 0.01}


def test_what_tomorrow_brings_is_not_in_todays_balance():  # A15, with the answer that is ours
    dossier = book(
        [invoice("F1", 100.0, "2025-01-01", "2025-01-31")],
        [("P1", "C1", "2025-02-02", 110.0)],
        [("P1", "F1", 100.0, "2025-02-02")],
    )
    for view in ("strict", "matched"):
        assert left(dossier, "2025-02-01", view) == {"F1": 100.0}
        assert left(dossier, "2025-02-02", view) == {"P1": -10.0}


def test_one_receipt_pays_two_invoices_and_stays_with_each():  # A16
    rows = [invoice("A", 100.0, "2025-01-01", "2025-01-31"), invoice("B", 100.0, "2025-01-01", "2025-01-31")]
    given = [("P1", "A", 50.0, "2025-02-02"), ("P1", "B", 50.0, "2025-02-02")]
    dossier = book(rows, [("P1", "C1", "2025-02-02", 100.0)], given)
    assert left(dossier, "2025-02-02") == {"A": 50.0, "B": 50.0}


def test_an_advance_stands_beside_the_bucket_until_it_is_allocated():  # A17
    payments = [("P1", "C1", "2025-01-05", 50.0), ("P2", "C1", "2025-01-20", 125.0)]
    dossier = book([invoice("F1", 200.0, "2025-01-01", "2025-01-10")], payments, [("P2", "F1", 125.0, "2025-01-20")])
    assert late(dossier, "2025-01-15") == {"1-30": 200.0, "unapplied": -50.0, "total": 150.0}
    assert late(dossier, "2025-01-20") == {"1-30": 75.0, "unapplied": -50.0, "total": 25.0}


def test_the_invoices_of_a_customer_add_up():  # A18
    rows = [invoice("F1", 100.0, "2025-01-01", "2025-01-31"), invoice("F2", 85.0, "2025-01-01", "2025-01-31")]
    assert aged_balance(book(rows), as_of="2025-01-31")["total"].to_dict() == {"C1": 185.0}


def test_a_return_applied_to_its_invoice_leaves_the_rest():  # A19
    rows = [invoice("F1", 200.0, "2025-01-01", "2025-01-31"), invoice("AV1", -100.0, "2025-01-09", "2025-01-09")]
    assert left(book(rows, (), [("AV1", "F1", 100.0, "2025-01-09")]), "2025-01-31") == {"F1": 100.0}


def test_a_payment_matched_later_is_a_credit_until_then():  # A21
    rows = [
        *(invoice(f"M{i}", 10_000.0, "2019-03-15", "2019-03-31") for i in range(5)),
        invoice("A1", 100_000.0, "2019-04-10", "2019-04-30"),
    ]
    payments = [("P1", "C1", "2019-02-10", 1_000.0), ("P2", "C1", "2019-05-10", 49_000.0)]
    given = [("P1", "M0", 1_000.0, "2019-05-10"), *((f"P{2}", f"M{i}", 9_800.0, "2019-05-10") for i in range(5))]
    expected = {"not_due": 100_000.0, "1-30": 50_000.0, "unapplied": -1_000.0, "total": 149_000.0}
    assert late(book(rows, payments, given), "2019-04-30") == expected


def test_part_payments_of_several_days_leave_one_item_with_its_own_lateness():  # A22
    payments = [
        ("P1", "C1", "2016-11-09", 1500.0),
        ("P2", "C1", "2016-11-30", 1000.0),
        ("P3", "C1", "2017-01-30", 2000.0),
    ]
    given = [(ident, "F1", amount, day) for ident, _, day, amount in payments]
    dossier = book([invoice("F1", 10_000.0, "2016-11-30", "2017-02-28")], payments, given)
    assert open_items(dossier, as_of="2017-04-04")["days_late"].tolist() == [35]
    assert late(dossier, "2017-04-04") == {"31-60": 5500.0, "total": 5500.0}
    assert late(dossier, "2016-12-31") == {"not_due": 7500.0, "total": 7500.0}


def test_the_total_is_debits_less_credits_over_a_mixed_account():  # A24
    rows = [
        invoice("F1", 11.50, "1980-01-13", "1980-02-12", of="A"),
        invoice("F2", 6.75, "1980-03-01", "1980-03-31", of="B"),
        invoice("AV1", -3.00, "1980-03-05", "1980-03-05", of="B"),
        invoice("F3", 28.00, "1980-04-01", "1980-05-01", of="C"),
        invoice("AV2", -27.00, "1980-04-10", "1980-04-10", of="C"),
        ("R1", "D", "reject", "1981-01-05", "1981-01-05", 120.0),
        ("R2", "D", "reject", "1981-02-05", "1981-02-05", 50.0),
    ]
    payments = [
        ("P1", "A", "1980-03-18", 1.5), ("P2", "A", "1980-03-20", 2.0), ("P3", "C", "1980-04-15", 1.0),
        ("P4", "D", "1980-12-01", 120.0), ("P5", "D", "1980-12-15", 40.0),
    ]  # fmt: skip
    given = [
        ("P1", "F1", 1.5, "1980-03-18"), ("P2", "F1", 2.0, "1980-03-20"), ("AV2", "F3", 27.0, "1980-04-15"),
        ("P3", "F3", 1.0, "1980-04-15"), ("P4", "R1", 120.0, "1981-01-05"), ("P5", "R2", 40.0, "1981-02-05"),
    ]  # fmt: skip
    dossier = book(rows, payments, given)
    assert left(dossier, "1981-07-01") == {"F1": 8.0, "F2": 6.75, "AV1": -3.0, "R2": 10.0}
    assert late(dossier, "1981-07-01")["total"] == 21.75 == 216.25 - 194.50


def test_receipts_of_june_do_not_change_the_answer_of_may():  # A25
    rows = [invoice("F1", 110_775.0, "2025-03-01", "2025-04-15")]
    given = [("P1", "F1", 60_775.0, "2025-06-03")]
    dossier = book(rows, [("P1", "C1", "2025-06-03", 60_775.0)], given)
    assert (late(dossier, "2025-05-15")["total"], late(dossier, "2025-06-30")["total"]) == (110_775.0, 50_000.0)


def test_what_tomorrow_settles_on_two_items_leaves_both_open_today():  # A15
    rows = [invoice("F1", 100.0, "2025-01-01", "2025-01-31"), invoice("AV1", -10.0, "2025-01-05", "2025-01-05")]
    given = [("P1", "F1", 80.0, "2025-02-02"), ("AV1", "F1", 10.0, "2025-02-02")]
    dossier = book(rows, [("P1", "C1", "2025-02-02", 80.0)], given)
    assert left(dossier, "2025-02-01") == {"F1": 100.0, "AV1": -10.0}
    assert left(dossier, "2025-02-02") == {"F1": 10.0}


def test_a_payment_of_a_later_month_stays_on_the_line_of_its_invoice():  # A23
    given = [("P1", "F1", 300.0, "2025-02-10")]
    dossier = book([invoice("F1", 1_000.0, "2025-01-05", "2025-01-31")], [("P1", "C1", "2025-02-10", 300.0)], given)
    assert late(dossier, "2025-02-28") == {"1-30": 700.0, "total": 700.0}


def test_money_without_a_reference_pays_the_oldest_first_and_the_rest_is_shown():  # C14
    rows = [invoice("F1", 100.0, "2025-01-01", "2025-01-31"), invoice("F2", 100.0, "2025-01-02", "2025-02-01")]
    assert left(book(rows, [("P1", "C1", "2025-02-10", 150.0)]), "2025-02-28", "matched") == {"F2": 50.0}
    assert left(book(rows[:1], [("P1", "C1", "2025-02-10", 500.0)]), "2025-02-28", "matched") == {"P1": -400.0}


def test_one_receipt_with_several_invoices_and_two_receipts_on_one_count_once():  # E7, E8
    rows = [invoice("F1", 100.0, "2025-01-01", "2025-01-31"), invoice("F2", 60.0, "2025-01-02", "2025-02-01")]
    payments = [("P1", "C1", "2025-02-03", 80.0), ("P2", "C1", "2025-02-05", 70.0)]
    given = [
        ("P1", "F1", 50.0, "2025-02-03"), ("P1", "F2", 30.0, "2025-02-03"),
        ("P2", "F1", 50.0, "2025-02-05"), ("P2", "F2", 20.0, "2025-02-05"),
    ]  # fmt: skip
    assert left(book(rows, payments, given), "2025-02-04") == {"F1": 50.0, "F2": 30.0}
    assert left(book(rows, payments, given), "2025-02-28") == {"F2": 10.0}
