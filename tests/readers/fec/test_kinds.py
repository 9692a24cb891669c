"""What a customer line is posted against tells what it is (PCG; `operations` has the accounts)."""

import numpy as np
import pytest

from cashkit.dossier.tables import INVOICE_KINDS, PAYMENT_KINDS
from cashkit.readers.fec.entries import group_entries
from cashkit.readers.fec.kinds import NOTE, credit_kinds, debit_kinds, discounts
from cashkit.readers.fec.operations import RECEIVABLE, operations
from tests.readers.fec.making import lines


def posted(*rows):
    """Return the operations of one entry of (account, amount), and its customer lines."""
    read = lines(*(("OD", "1", "2025-03-01", account, amount, {"document_ref": "X"}) for account, amount in rows))
    found = operations(read, group_entries(read))
    return read, found, np.flatnonzero(np.isin(found.kind, RECEIVABLE))


def kinds(*rows, opening=False):
    """Return the kind of each customer line, in the order of the entry."""
    read, found, at = posted(*rows)
    owed = (read.debit - read.credit)[at] > 0
    debits = debit_kinds(found, at, np.full(len(at), opening))
    credits = credit_kinds(found, at)
    names = [INVOICE_KINDS[d] if up else "credit_note" if c == NOTE else PAYMENT_KINDS[c]
             for up, d, c in zip(owed.tolist(), debits.tolist(), credits.tolist(), strict=True)]  # fmt: skip
    return names[0] if len(names) == 1 else names


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param([("411", 120), ("706", -100), ("44571", -20)], "invoice", id="sale"),
        pytest.param([("411", 120), ("4181", -120)], "invoice", id="accrual invoiced"),
        pytest.param([("411", 120), ("4191", -120)], "invoice", id="deposit invoiced"),
        pytest.param([("411", 120), ("487", -100), ("44571", -20)], "invoice", id="sale of next year"),
        pytest.param([("411", -120), ("706", 100), ("44571", 20)], "credit_note", id="credit note"),
        pytest.param([("411", -12), ("709", 10), ("44571", 2)], "credit_note", id="rebate"),
        pytest.param([("512", 120), ("411", -120)], "payment", id="receipt"),
        pytest.param([("5112", 120), ("411", -120)], "payment", id="cheque to cash"),
        pytest.param([("53", 120), ("411", -120)], "payment", id="till"),
        pytest.param([("512", 118), ("627", 2), ("411", -120)], "payment", id="bank fee kept"),
        pytest.param([("512", 120.01), ("411", -120), ("758", -0.01)], "payment", id="a cent too much"),
        pytest.param([("411", 120), ("512", -120)], "reject", id="debit returned or refund"),
        pytest.param([("411", 135), ("512", -120), ("627", -15)], "reject", id="returned with its fee"),
        pytest.param([("413", 120), ("411", -120)], ["bill", "bill"], id="bill accepted"),
        pytest.param([("512", 120), ("413", -120)], "payment", id="bill cashed"),
        pytest.param([("512", 117), ("661", 3), ("413", -120)], "payment", id="bill discounted"),
        pytest.param([("413", 120), ("512", -120)], "reject", id="bill returned to 413"),
        pytest.param([("411", 120), ("512", -120)], "reject", id="bill returned to 411"),
        pytest.param([("411", 120), ("413", -120)], ["reject", "transfer"], id="bill unpaid before the bank"),
        pytest.param([("4191", 120), ("411", -120)], "advance", id="advance applied"),
        pytest.param([("654", 100), ("44571", 20), ("411", -120)], "write_off", id="loss with its VAT"),
        pytest.param([("654", 100), ("44571", 20), ("416", -120)], "write_off", id="loss on a doubtful debt"),
        pytest.param([("6714", 100), ("44571", 20), ("411", -120)], "write_off", id="loss, older chart"),
        pytest.param([("665", 10), ("44571", 2), ("411", -12)], "discount", id="discount on its own"),
        pytest.param([("416", 120), ("411", -120)], ["other", "transfer"], id="moved to doubtful"),
        pytest.param([("411", 120), ("416", -120)], ["other", "transfer"], id="moved back"),
        pytest.param([("512", 60), ("416", -60)], "payment", id="doubtful debt paid"),
        pytest.param([("416", 60), ("512", -60)], "reject", id="doubtful debt's cheque returned"),
        pytest.param([("467100", 120), ("411", -120)], "transfer", id="assigned to the factor"),
        pytest.param([("401", 120), ("411", -120)], "offset", id="set off against purchases"),
        pytest.param([("666", 3), ("411", -3)], "fx", id="exchange loss"),
        pytest.param([("656", 3), ("411", -3)], "fx", id="exchange loss, chart of 2025"),
        pytest.param([("411", 3), ("766", -3)], "other", id="exchange gain"),
        pytest.param([("411", -5), ("411", 5)], ["other", "other"], id="from customer to customer"),
        pytest.param([("411", -5), ("658", 5)], "other", id="rounding"),
    ],
)  # fmt: skip
def test_the_counterpart_tells_the_kind(rows, expected):
    assert kinds(*rows) == expected


def test_one_bank_entry_pays_for_many_customers():
    assert kinds(("512", 300), ("411", -100), ("411", -120), ("411", -80)) == ["payment"] * 3


def test_a_returned_debit_inside_a_day_of_receipts_is_owed_again():
    assert kinds(("512", 380), ("411", -500), ("411", 120)) == ["payment", "reject"]


def test_receipts_of_a_day_with_more_out_than_in_are_still_cash():
    assert kinds(("512", 100), ("411", -100), ("401", 300), ("512", -300)) == "payment"
    assert kinds(("411", -100), ("606", 300), ("512", -200)) == "payment"


def test_a_supplier_paid_less_what_he_owes_is_a_set_off():
    assert kinds(("401", 1000), ("411", -300), ("512", -700)) == "offset"


def test_a_cash_sale_is_an_invoice_and_its_payment():
    assert kinds(("411", 120), ("706", -100), ("44571", -20), ("53", 120), ("411", -120)) == ["invoice", "payment"]


def test_a_credit_note_given_back_at_once_is_a_note_and_a_refund():
    rows = (("411", -120), ("706", 100), ("44571", 20), ("411", 120), ("512", -120))
    assert kinds(*rows) == ["credit_note", "reject"]


def test_an_advance_taken_off_in_the_invoice_itself_is_an_advance():
    rows = (("411", 1200), ("411", -300), ("4191", 300), ("706", -1000), ("44571", -200))
    assert kinds(*rows) == ["invoice", "advance"]


@pytest.mark.parametrize(("sold", "credited"), [(500, 100), (100, 500)])
def test_a_batch_of_invoices_and_credit_notes_holds_both(sold, credited):
    assert kinds(("411", sold), ("411", -credited), ("706", credited - sold)) == ["invoice", "credit_note"]


def test_a_batch_with_returns_of_money_is_no_credit_note():
    assert kinds(("411", -50), ("706", -100), ("512", 150)) == "payment"


def test_an_opening_line_is_an_opening_whatever_stands_with_it():
    assert kinds(("411", 120), ("706", -120), opening=True) == "opening"
    assert kinds(("411", 120), ("512", -120), opening=True) == "opening"


class TestADiscountInsideAPayment:
    def split(self, *rows):
        read, found, at = posted(*rows)
        return discounts(found, at, (read.credit - read.debit)[at]).tolist()

    def test_a_payment_less_two_percent(self):
        assert self.split(("512", 980), ("665", 20), ("411", -1000)) == [2000]

    def test_a_discount_counts_with_its_vat_so_that_the_rest_is_the_cash(self):
        assert self.split(("512", 976), ("665", 20), ("44571", 4), ("411", -1000)) == [2400]

    def test_vat_that_falls_due_on_receipt_is_no_discount(self):
        assert self.split(("512", 980), ("665", 20), ("411", -1000), ("44574", 166), ("44571", -166)) == [2000]

    def test_a_payment_without_discount(self):
        assert self.split(("512", 1000), ("411", -1000)) == [0]

    def test_several_customers_in_the_entry_leave_it_unknown_whose_it_is(self):
        assert self.split(("512", 1980), ("665", 20), ("411", -1000), ("411", -1000)) == [0, 0]

    def test_a_discount_granted_without_money_is_all_of_it(self):
        assert self.split(("665", 20), ("411", -20)) == [0]
