"""Rejected invoices: what stays open of them until a credit note corrects them."""

import datetime as dt

from cashkit.stages.door import review
from tests.stages.book import book, value

DAY = dt.date(2025, 6, 30)
NO = {"rejected_on": None, "rejection": None}
WRONG = {"rejected_on": "2025-06-04", "rejection": "SIRET_ERR"}


def invoice(key="F1", amount=1_200.0, day="2025-06-01", **columns):
    return (key, "C1", day, "2025-07-01", amount, NO | columns)


def reviewed(*invoices, payments=(), allocations=(), as_of=DAY):
    customers = [{"customer_id": "C1", "name": "Un"}]
    return review("invoice", book(invoices, payments, allocations, customers=customers), as_of=as_of)


def told(*invoices, **asked):
    found = reviewed(*invoices, **asked)
    return found.tables.get("rejected_invoices"), float(value(found, "rejected_open"))


def test_a_rejected_invoice_is_listed_with_its_reason_the_largest_first():
    rows, amount = told(invoice(**WRONG), invoice("F2", 3_000.0, **WRONG), invoice("F3"))
    assert rows[["invoice_id", "rejection", "open_amount"]].to_numpy().tolist() == [
        ["F2", "SIRET_ERR", 3_000.0],
        ["F1", "SIRET_ERR", 1_200.0],
    ]
    assert amount == 4_200


def test_what_was_paid_of_it_is_taken_off_and_a_paid_one_is_gone():
    paid, used = [("P1", "C1", "2025-06-20", 200.0)], [("P1", "F1", 200.0, "2025-06-20")]
    assert told(invoice(**WRONG), payments=paid, allocations=used)[1] == 1_000
    paid, used = [("P1", "C1", "2025-06-20", 1_200.0)], [("P1", "F1", 1_200.0, "2025-06-20")]
    assert told(invoice(**WRONG), payments=paid, allocations=used) == (None, 0)


def test_one_that_a_credit_note_corrects_is_gone():
    note = ("A1", "C1", "2025-06-10", "2025-06-10", -1_200.0, {"kind": "credit_note", "corrects": "F1"})
    assert told(invoice(**WRONG), note) == (None, 0)


def test_a_rejection_counts_from_its_own_day():
    assert told(invoice(**WRONG), as_of=dt.date(2025, 6, 3)) == (None, 0)
    assert told(invoice(**WRONG), as_of=dt.date(2025, 6, 4))[1] == 1_200


def test_where_no_rejection_was_ever_told_there_is_no_figure():
    assert "rejected_open" not in set(reviewed(invoice()).figures["key"])
