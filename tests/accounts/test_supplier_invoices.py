"""Supplier invoices from the entries: what is unpaid, since when it is late whatever was agreed, what was bought."""

import pandas as pd

from cashkit.accounts.supplier_invoices import purchases, supplier_invoices

AS_OF = "2025-12-31"


def entries(*rows):
    """Return entries: (entry, account, supplier, letter, day, debit, credit)."""
    names = ["entry_id", "account", "customer_id", "lettering", "posting_date", "debit", "credit"]
    frame = pd.DataFrame(rows, columns=names)
    frame["posting_date"] = pd.to_datetime(frame["posting_date"])
    journal = ["AN" if entry.startswith("AN") else "AC" for entry in frame["entry_id"]]
    return frame.assign(document_date=frame["posting_date"], journal_code=journal, journal_label=journal)


def invoice(entry, day, amount, letter="", *, supplier="F1"):
    return [(entry, "607000", "", "", day, amount, 0.0), (entry, "401000", supplier, letter, day, 0.0, amount)]


def payment(entry, day, amount, letter="", *, supplier="F1"):
    return [(entry, "401000", supplier, letter, day, amount, 0.0), (entry, "512000", "", "", day, 0.0, amount)]


def unpaid(*parts):
    found = supplier_invoices(entries(*[row for part in parts for row in part]), as_of=AS_OF)
    return found[["id", "cents"]].to_numpy().tolist()


def test_a_lettered_invoice_is_paid():
    assert unpaid(invoice("1", "2025-03-01", 100.0, "A"), payment("2", "2025-04-01", 100.0, "A")) == []


def test_a_letter_that_does_not_cancel_out_settles_nothing_by_itself():
    assert unpaid(invoice("1", "2025-03-01", 100.0, "A"), payment("2", "2025-04-01", 60.0, "A")) == [["1", 4_000]]


def test_a_payment_after_the_date_is_not_known_yet():
    assert unpaid(invoice("1", "2025-03-01", 100.0, "A"), payment("2", "2026-01-05", 100.0, "A")) == [["1", 10_000]]


def test_debits_settle_the_oldest_invoice_of_the_same_supplier():
    parts = [invoice("1", "2025-03-01", 100.0), invoice("2", "2025-04-01", 80.0), payment("3", "2025-05-01", 120.0)]
    assert unpaid(*parts, invoice("4", "2025-01-01", 5.0, supplier="F2")) == [["2", 6_000], ["4", 500]]


def test_an_invoice_is_late_from_the_day_after_the_latest_lawful_due_date():
    """Of 10 July 2025: 60 days on 8 September, 45 days end of month on 14 September or 31 August."""
    rows = entries(*invoice("1", "2025-07-10", 100.0))
    late = [int(supplier_invoices(rows, as_of=day)["days_late"].iloc[0]) for day in ("2025-09-14", "2025-09-15")]
    assert late == [0, 1]


def test_without_suppliers_on_the_lines_nothing_can_be_told():
    assert supplier_invoices(entries(*invoice("1", "2025-07-10", 100.0, supplier="")), as_of=AS_OF) is None


def test_purchases_hold_credit_notes_and_neither_payments_nor_opening_balances():
    opening = [
        ("AN1", "401000", "F1", "", "2025-01-01", 0.0, 500.0),
        ("AN1", "101000", "", "", "2025-01-01", 500.0, 0.0),
    ]
    note = [("3", "401000", "F1", "", "2025-06-01", 20.0, 0.0), ("3", "607000", "", "", "2025-06-01", 0.0, 20.0)]
    rows = [*opening, *invoice("1", "2025-03-01", 100.0), *payment("2", "2025-04-01", 100.0), *note]
    assert purchases(entries(*rows), as_of=AS_OF) == 80
