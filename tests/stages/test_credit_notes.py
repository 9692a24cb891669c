"""Credit notes in the review of invoices: to whom, when, why, and what is still owed."""

import pytest

from cashkit.stages.door import review
from tests.stages.book import book, value


def credited(*notes, disputes=(), **tables):
    """Return invoices of 1 000 € to two customers, with credit notes: (id, customer, day, amount, corrects)."""
    rows = [("F1", "C1", "2025-03-05", "2025-04-05", 1_000.0), ("F2", "C2", "2025-04-05", "2025-05-05", 1_000.0)]
    rows += [
        (key, who, day, day, -amount, {"kind": "credit_note", "corrects": corrects})
        for key, who, day, amount, corrects in notes
    ]
    return review("invoice", book(rows, **({"disputes": list(disputes)} if disputes else {}), **tables))


def dispute(key="L1", invoice="F1", reason="price", **columns):
    row = {"dispute_id": key, "invoice_id": invoice, "opened_on": "2025-03-10", "closed_on": "2025-10-02"}
    return row | {"reason": reason, "outcome": "granted", "amount": 80.0} | columns


def test_credit_notes_are_told_by_customer_with_their_share_and_main_reason():
    notes = [("A1", "C1", "2025-03-25", 100.0, "F1"), ("A2", "C1", "2025-04-02", 50.0, None)]
    table = credited(*notes, ("A3", "C2", "2025-04-10", 30.0, "F2"), disputes=[dispute()]).tables[
        "credit_notes_by_customer"
    ]
    columns = ["customer_id", "count", "amount", "credit_note_share", "mean_days", "reason"]
    assert table[columns].to_numpy().tolist() == [
        ["C1", 2, 150.0, 0.15, 20.0, "price"],
        ["C2", 1, 30.0, 0.03, 5.0, "no_dispute"],
    ]


def test_credit_notes_are_told_by_month_rebates_apart():
    notes = [("A1", "C1", "2025-03-25", 100.0, "F1"), ("A3", "C2", "2025-06-10", 30.0, "F2")]
    table = credited(*notes, disputes=[dispute(reason="rebate")]).tables["credit_notes_by_month"]
    assert table[["count", "amount", "rebates"]].to_numpy().tolist() == [[1, 100.0, 100.0], [1, 30.0, 0.0]]
    assert table["credit_note_share"].iloc[0] == 0.1
    assert table["credit_note_share"].isna().tolist() == [False, True]


def test_a_credit_note_that_the_books_post_as_a_rebate_is_one():
    line = {"entry_id": "1", "posting_date": "2025-03-25", "document_ref": "A1", "customer_id": None, "credit": 0.0}
    entries = [line | {"account": "709100", "debit": 100.0}]
    note = ("A1", "C1", "2025-03-25", 100.0, "F1")
    assert credited(note, entries=entries).tables["credit_notes_by_reason"]["reason"].tolist() == ["rebate"]
    entries[0]["account"] = "707000"
    assert credited(note, entries=entries).tables["credit_notes_by_reason"]["reason"].tolist() == ["not_told"]


def test_without_a_table_of_disputes_no_credit_note_is_said_to_be_without_one():
    note = ("A1", "C1", "2025-03-25", 100.0, "F1")
    assert credited(note).tables["credit_notes_by_reason"]["reason"].tolist() == ["not_told"]
    other = dispute(invoice="F2")
    assert credited(note, disputes=[other]).tables["credit_notes_by_reason"]["reason"].tolist() == ["no_dispute"]


@pytest.mark.parametrize(
    ("columns", "owed"),
    [({}, 80), ({"outcome": "rejected"}, 0), ({"closed_on": None}, 0), ({"closed_on": "2026-01-02"}, 0)],
)
def test_a_dispute_granted_is_owed_until_a_credit_note_corrects_its_invoice(columns, owed):
    assert value(credited(disputes=[dispute(**columns)]), "credit_notes_owed") == owed
    assert value(credited(("A1", "C1", "2025-11-02", 80.0, "F1"), disputes=[dispute()]), "credit_notes_owed") == 0


def test_what_is_owed_stands_by_customer_beside_the_rebates_of_the_books():
    line = {"entry_id": "1", "posting_date": "2025-12-31", "document_ref": "OD", "debit": 0.0}
    entries = [line | {"account": "419800", "customer_id": "C2", "credit": 400.0}]
    found = credited(disputes=[dispute()], entries=entries)
    table = found.tables["credits_owed"][["customer_id", "count", "granted", "days_waiting", "rebates_accrued"]]
    assert table.iloc[0].tolist() == ["C1", 1, 80.0, 90.0, 0.0]
    assert table.iloc[1, [0, 1, 2, 4]].tolist() == ["C2", 0, 0.0, 400.0]
    assert (value(found, "credit_notes_owed"), value(found, "rebates_accrued")) == (80, 400)


def test_without_disputes_or_books_nothing_is_said_to_be_owed():
    keys = {one.key for one in credited().figure_records}
    assert keys.isdisjoint({"credit_notes_owed", "rebates_accrued"})
