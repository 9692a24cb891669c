"""Where each settlement stands in the ledger, and which lines bear one letter."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from cashkit.ground.calendar import day_number
from cashkit.sample.customers import typed
from cashkit.sample.journals.routing import route
from cashkit.sample.steps import NEVER

PLAIN, KEPT, BILL, LOST = "411000", "411700", "413000", "416000"


def day(text):
    return day_number(dt.date.fromisoformat(text))


DATED = {"customer_id": "C1", "issue_date": "2025-01-10", "posted_on": "2025-01-10", "due_date": "2025-02-09"}
PAID_ON = {"customer_id": "C1", "payment_date": "2025-03-01", "posted_on": "2025-03-01"}


def table(name, columns, given, **common):
    return typed(name, [common | dict(zip(columns, row, strict=True)) for row in given])


def routed(invoices, payments, allocations, moved=None):
    """Route some rows: (id, kind, amount, retention), (id, kind, amount), (credit, item, amount, day, lettered)."""
    settled = ("credit_id", "invoice_id", "amount", "allocated_on", "lettered_on")
    tables = {
        "invoices": table("invoices", ("invoice_id", "kind", "amount", "retention_amount"), invoices, **DATED),
        "payments": table("payments", ("payment_id", "kind", "amount"), payments, **PAID_ON),
        "allocations": table("allocations", settled, allocations),
    }
    days = np.array([day(moved[key]) if moved and key in moved else NEVER for key, *_ in invoices], np.int64)
    return route(tables, days)


def lines(found):
    return list(zip(found.credits["account"], found.credits["cents"], found.credits["lettered"] < NEVER, strict=True))


INVOICE = [("F1", "invoice", 100.0, None)]
PAID = [("P1", "payment", 100.0)]


def test_a_paid_invoice_is_lettered_with_its_payment_on_the_clerk_s_day():
    found = routed(INVOICE, PAID, [("P1", "F1", 100.0, "2025-03-01", "2025-03-04")])
    assert lines(found) == [(PLAIN, 10_000, True)]
    assert found.items["own"].tolist() == found.credits["group"].tolist()
    assert found.items["own_day"].tolist() == found.credits["lettered"].tolist() == [day("2025-03-04")]


def test_what_nobody_lettered_stays_without_a_letter():
    found = routed(INVOICE, PAID, [("P1", "F1", 100.0, "2025-03-01", None)])
    assert lines(found) == [(PLAIN, 10_000, False)]
    assert found.items["own_day"].tolist() == [NEVER]


@pytest.mark.parametrize(("lettered", "bears_one"), [(2, True), (1, False)])
def test_one_forgotten_letter_of_three_does_not_leave_all_open(lettered, bears_one):
    invoices = [(f"F{i}", "invoice", 100.0, None) for i in range(3)]
    made = [("P1", f"F{i}", 100.0, "2025-03-01", "2025-03-02" if i < lettered else None) for i in range(3)]
    assert lines(routed(invoices, [("P1", "payment", 300.0)], made)) == [(PLAIN, 30_000, bears_one)]


@pytest.mark.parametrize("paid", [60.0, 99.99])
def test_a_part_payment_bears_no_letter(paid):
    found = routed(INVOICE, [("P1", "payment", paid)], [("P1", "F1", paid, "2025-03-01", "2025-03-01")])
    assert found.items["own_day"].tolist() == [NEVER]


def test_a_payment_with_something_left_is_one_line_without_a_letter():
    found = routed(INVOICE, [("P1", "payment", 130.0)], [("P1", "F1", 100.0, "2025-03-01", "2025-03-01")])
    assert lines(found) == [(PLAIN, 13_000, False)]


def test_a_payment_of_nothing_known_stands_on_the_customer_s_account():
    assert lines(routed(INVOICE, [("P1", "payment", 20.0)], [])) == [(PLAIN, 2_000, False)]


def test_two_invoices_and_their_payment_are_one_group():
    found = routed(
        [*INVOICE, ("F2", "invoice", 50.0, None)], [("P1", "payment", 150.0)],
        [("P1", "F1", 100.0, "2025-03-01", "2025-03-01"), ("P1", "F2", 50.0, "2025-03-01", "2025-03-01")],
    )  # fmt: skip
    assert set(found.items["own"]) == set(found.credits["group"])
    assert lines(found) == [(PLAIN, 15_000, True)]


def test_what_pays_the_retention_stands_on_its_own_account():
    invoices = [("F1", "invoice", 1000.0, 50.0)]
    first, rest = ("P1", "F1", 950.0, "2025-03-01", "2025-03-01"), ("P2", "F1", 50.0, "2026-03-01", "2026-03-01")
    found = routed(invoices, [("P1", "payment", 950.0), ("P2", "payment", 50.0)], [first, rest])
    assert lines(found) == [(PLAIN, 95_000, True), (KEPT, 5_000, True)]
    still = routed(invoices, [("P1", "payment", 950.0)], [first])
    assert still.items["own_day"].tolist() == [day("2025-03-01")]
    assert still.items["kept_day"].tolist() == [NEVER]


def test_one_payment_of_all_is_cut_between_the_invoice_and_its_retention():
    found = routed(
        [("F1", "invoice", 1000.0, 50.0)],
        [("P1", "payment", 1000.0)],
        [("P1", "F1", 1000.0, "2025-03-01", "2025-03-01")],
    )
    assert lines(found) == [(PLAIN, 95_000, True), (KEPT, 5_000, True)]


def test_a_doubtful_debt_is_moved_for_what_is_left_of_it_and_paid_where_it_stands():
    before, after = ("P1", "F1", 30.0, "2025-03-01", "2025-03-01"), ("P2", "F1", 70.0, "2025-09-01", "2025-09-01")
    found = routed(INVOICE, [("P1", "payment", 30.0), ("P2", "payment", 70.0)], [before, after], {"F1": "2025-06-30"})
    assert found.items["moved"].tolist() == [7_000]
    assert lines(found) == [(PLAIN, 3_000, True), (LOST, 7_000, True)]
    assert found.items["own_day"].tolist() == [day("2025-06-30")]


def test_a_loss_leaves_from_where_the_debt_stands():
    lost = [("P1", "write_off", 100.0)]
    made = [("P1", "F1", 100.0, "2025-09-30", "2025-09-30")]
    assert lines(routed(INVOICE, lost, made, {"F1": "2025-06-30"})) == [(LOST, 10_000, True)]
    assert lines(routed(INVOICE, lost, made)) == [(PLAIN, 10_000, True)]


def test_a_bill_is_paid_on_its_own_account():
    invoices = [*INVOICE, ("L1", "bill", 100.0, None)]
    made = [("A1", "F1", 100.0, "2025-03-01", "2025-03-01"), ("P1", "L1", 100.0, "2025-04-30", "2025-04-30")]
    found = routed(invoices, [("A1", "bill", 100.0), ("P1", "payment", 100.0)], made)
    assert lines(found) == [(PLAIN, 10_000, True), (BILL, 10_000, True)]
    assert len(set(found.credits["group"])) == 2


def test_a_credit_note_is_lettered_with_what_it_settles():
    invoices = [*INVOICE, ("A1", "credit_note", -100.0, None)]
    found = routed(invoices, [], [("A1", "F1", 100.0, "2025-03-01", "2025-03-02")])
    assert lines(found) == [(PLAIN, 10_000, True)]
    assert found.credits["note"].tolist() == [1]


def test_the_lines_come_to_what_is_open():
    random = np.random.default_rng(5)
    amounts = random.integers(10, 900, 40) / 1.0
    invoices = [(f"F{i}", "invoice", amount, None) for i, amount in enumerate(amounts)]
    paid = random.random(40) < 0.7
    payments = [(f"P{i}", "payment", amounts[i] + 5.0) for i in np.flatnonzero(paid)]
    made = [(f"P{i}", f"F{i}", amounts[i], "2025-03-01", "2025-03-01") for i in np.flatnonzero(paid)]
    found = routed(invoices, payments, made)
    ledger = found.items["cents"].sum() - found.credits["cents"].sum()
    assert ledger == round((amounts.sum() - sum(amount for *_, amount in payments)) * 100)
    assert pd.Series(found.credits["lettered"]).eq(NEVER).all()
