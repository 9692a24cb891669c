"""Figures of the law as published, with what is out of date in print (`law.csv`): value, certainty, day."""

import datetime as dt

from cashkit.law.limitation import last_day
from cashkit.law.values import in_force
from tests.reference.published import cases, check


@cases("law.csv")
def test_a_figure_of_the_law_is_the_one_in_force_that_day(row):
    found = in_force(row["table"], row["key"], row["day"], accept_unsure=True)
    check(row, found.value)
    assert found.mark == row["mark"]


def test_a_formal_notice_does_not_interrupt_the_limitation():
    assert in_force("limitation", "registered_letter", "2026-11-22").written == "does_nothing"


def test_a_business_debit_is_not_refunded_and_its_mandate_stands_with_the_bank():
    known = {
        key: in_force("means_of_payment", f"business_debit_{key}", "2026-11-22").written
        for key in ("refund", "mandate")
    }
    assert known == {"refund": "no_refund", "mandate": "registered_mandate"}


def test_instant_transfers_and_the_check_of_the_payee_came_in_2025():
    assert in_force("means_of_payment", "instant_transfer", "2025-01-08") is None
    assert in_force("means_of_payment", "payee_check", "2025-10-08") is None
    assert in_force("means_of_payment", "payee_check", "2025-10-09") is not None


def test_large_firms_issue_e_invoices_from_2026_and_all_firms_from_2027():
    days = ("2026-08-31", "2026-09-01", "2027-08-31", "2027-09-01")
    known = [in_force("e_invoicing", "issue", day) for day in days]
    assert [one and one.written for one in known] == [None, "large_and_mid", "large_and_mid", "all_firms"]


def test_a_procedure_without_its_decree_is_not_available():
    assert in_force("procedures", "merchant_invoices", "2026-11-22").written == "not_available"


def test_an_invoice_due_on_29_february_2024_is_barred_on_28_february_2029():
    assert last_day("2024-02-29", "merchant") == dt.date(2029, 2, 28)
