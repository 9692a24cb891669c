"""The sub-ledger: what settled what, told as (credit, invoice, amount, since when, how)."""

import pytest

from cashkit.ground.money import cents
from tests.readers.fec.booking import aged, balances, brought_forward, entry, invoice, opened, receipt, settled

REF, AMOUNT, FIFO = "fallback:ref", "fallback:amount", "fallback:fifo"


class TestWithoutLetters:
    def test_a_payment_settles_the_invoice_that_it_names_though_an_older_is_open(self):
        dossier = opened(
            invoice("F201", "2025-09-01", 1500, "PLATANE"),
            invoice("F202", "2025-10-01", 900, "PLATANE"),
            receipt("2025-11-03", 900, "PLATANE", ref="R1", text="VIR PLATANE F202"),
        )
        assert settled(dossier) == [("R1", "F202", 900, "2025-11-03", REF)]
        assert aged(dossier, "2025-12-31") == {"PLATANE": {"91+": 1500}}
        assert aged(dossier, "2025-12-31", "strict") == {"PLATANE": {"91+": 1500, "61-90": 900, "unapplied": -900}}

    def test_a_part_payment_that_names_its_invoice_leaves_the_rest_of_it(self):
        dossier = opened(
            invoice("F201", "2025-09-01", 1500), invoice("F202", "2025-10-01", 900),
            receipt("2025-11-03", 400, ref="R1", text="Acompte F202"),
        )  # fmt: skip
        assert aged(dossier, "2025-12-31") == {"ALPHA": {"91+": 1500, "61-90": 500}}

    def test_an_equal_amount_settles_the_younger_invoice(self):
        dossier = opened(
            invoice("F211", "2025-09-01", 640), invoice("F212", "2025-10-01", 875.3),
            receipt("2025-11-20", 875.3, ref="R1"),
        )  # fmt: skip
        assert settled(dossier) == [("R1", "F212", 875.3, "2025-11-20", AMOUNT)]

    def test_a_payment_of_three_invoices_together_settles_the_three(self):
        dossier = opened(
            invoice("F221", "2025-08-01", 1010), invoice("F222", "2025-09-01", 250.5),
            invoice("F223", "2025-09-10", 310), invoice("F224", "2025-09-20", 99.5),
            receipt("2025-11-01", 660, ref="R1"),
        )  # fmt: skip
        assert [(row[1], row[2]) for row in settled(dossier)] == [("F222", 250.5), ("F223", 310), ("F224", 99.5)]
        assert aged(dossier, "2025-12-31") == {"ALPHA": {"91+": 1010}}

    def test_a_sum_that_two_runs_make_settles_the_oldest_first(self):
        dossier = opened(
            invoice("F221", "2025-08-01", 100), invoice("F222", "2025-09-01", 100), invoice("F223", "2025-10-01", 100),
            receipt("2025-11-01", 200, ref="R1"),
        )  # fmt: skip
        assert [(row[1], row[4]) for row in settled(dossier)] == [("F221", FIFO), ("F222", FIFO)]

    def test_money_on_account_does_not_pay_an_invoice_that_comes_later(self):
        dossier = opened(receipt("2025-03-01", 180, ref="R1"), invoice("F191", "2025-09-01", 700))
        assert settled(dossier) == []
        assert aged(dossier, "2025-12-31") == {"ALPHA": {"91+": 700, "unapplied": -180}}

    def test_a_later_invoice_that_the_money_names_is_paid_by_it(self):
        dossier = opened(receipt("2025-03-01", 180, ref="R1", text="Acompte F191"), invoice("F191", "2025-09-01", 700))
        assert settled(dossier) == [("R1", "F191", 180, "2025-09-01", REF)]
        assert aged(dossier, "2025-08-31") == {"ALPHA": {"unapplied": -180}}

    def test_an_invoice_paid_twice_leaves_the_second_payment_on_account(self):
        dossier = opened(
            invoice("F181", "2025-10-01", 144), receipt("2025-11-05", 144, ref="R1", text="F181"),
            receipt("2025-11-12", 144, ref="R2", text="F181"),
        )  # fmt: skip
        assert aged(dossier, "2025-12-31") == {"ALPHA": {"unapplied": -144}}

    def test_a_credit_note_settles_the_invoice_that_it_names(self):
        dossier = opened(
            invoice("F201", "2025-09-01", 600), invoice("F202", "2025-10-01", 600),
            invoice("AV12", "2025-10-05", -120, text="Avoir sur F202"),
        )  # fmt: skip
        assert settled(dossier) == [("AV12", "F202", 120, "2025-10-05", REF)]

    def test_customers_do_not_pay_for_each_other(self):
        dossier = opened(invoice("F201", "2025-09-01", 600), receipt("2025-10-01", 600, "BETA", text="F201"))
        assert settled(dossier) == []

    def test_retention_money_is_not_paid_by_an_ordinary_payment(self):
        """4117 falls due at the end of the guarantee: money on 411 does not settle it."""
        retained = entry("VE", "2025-02-01", ("411700", 60, {"customer": "ALPHA"}), ("707000", -60), ref="RG1")
        dossier = opened(retained, invoice("F201", "2025-03-01", 90), receipt("2025-05-01", 100, ref="R1"))
        assert aged(dossier, "2025-12-31") == {"ALPHA": {"91+": 60, "unapplied": -10}}


class TestLettered:
    def test_one_payment_of_several_invoices_and_several_payments_of_one(self):
        a, b = {"letter": "A", "lettered": "2025-06-30"}, {"letter": "B", "lettered": "2025-07-31"}
        dossier = opened(
            invoice("F131", "2025-03-01", 400, **a), invoice("F132", "2025-04-01", 600, **a),
            receipt("2025-05-05", 1000, ref="R1", **a),
            invoice("F133", "2025-05-01", 900, **b), receipt("2025-06-10", 500, ref="R2", **b),
            receipt("2025-07-10", 400, ref="R3", **b),
        )  # fmt: skip
        assert [row[:4] for row in settled(dossier)] == [
            ("R1", "F131", 400, "2025-05-05"), ("R1", "F132", 600, "2025-05-05"),
            ("R2", "F133", 500, "2025-06-10"), ("R3", "F133", 400, "2025-07-10"),
        ]  # fmt: skip

    def test_strict_counts_a_lettering_from_its_day_and_matched_from_the_payment(self):
        a = {"letter": "A", "lettered": "2025-06-30"}
        dossier = opened(invoice("F131", "2025-03-01", 400, **a), receipt("2025-05-05", 400, ref="R1", **a))
        assert aged(dossier, "2025-06-29", "strict") == {"ALPHA": {"61-90": 400, "unapplied": -400}}
        assert aged(dossier, "2025-06-29") == aged(dossier, "2025-06-30", "strict") == {}

    def test_a_letter_without_a_day_counts_from_the_later_posting(self):
        dossier = opened(
            invoice("F131", "2025-03-01", 400, letter="A"), receipt("2025-05-05", 400, ref="R1", letter="A")
        )
        assert aged(dossier, "2025-05-04", "strict") == {"ALPHA": {"31-60": 400}}
        assert aged(dossier, "2025-05-05", "strict") == {}

    def test_a_letter_used_again_by_date_does_not_mix_its_uses(self):
        spring, autumn = {"letter": "A", "lettered": "2025-04-10"}, {"letter": "A", "lettered": "2025-10-10"}
        dossier = opened(
            invoice("F131", "2025-03-01", 400, **spring), invoice("F132", "2025-08-01", 600, **autumn),
            receipt("2025-04-05", 400, ref="R1", **spring), receipt("2025-10-08", 600, ref="R2", **autumn),
        )  # fmt: skip
        assert [row[:2] for row in settled(dossier)] == [("R1", "F131"), ("R2", "F132")]

    def test_a_letter_of_two_customers_does_not_mix_them(self):
        a = {"letter": "A", "lettered": "2025-07-10"}
        dossier = opened(
            invoice("F141", "2025-05-15", 900, "ALPHA", **a), invoice("F142", "2025-05-15", 300, "BETA", **a),
            receipt("2025-06-15", 300, "BETA", ref="R2", **a), receipt("2025-06-20", 900, "ALPHA", ref="R1", **a),
        )  # fmt: skip
        assert [row[:2] for row in settled(dossier)] == [("R1", "F141"), ("R2", "F142")]

    def test_what_a_letter_leaves_open_stays_open_on_its_members(self):
        a = {"letter": "A", "lettered": "2025-06-30"}
        dossier = opened(invoice("F131", "2025-03-01", 400, **a), receipt("2025-05-05", 390, ref="R1", **a))
        assert aged(dossier, "2025-12-31", "strict") == {"ALPHA": {"91+": 10}}

    def test_a_letter_whose_other_side_lies_outside_the_file_settles_nothing(self):
        a = {"letter": "A", "lettered": "2026-01-20"}
        dossier = opened(invoice("F131", "2025-11-01", 400, **a))
        assert aged(dossier, "2025-12-31") == aged(dossier, "2025-12-31", "strict") == {"ALPHA": {"1-30": 400}}


class TestOperations:
    def test_an_advance_applied_settles_like_money_that_came_earlier(self):
        """4191 takes the deposit; the invoice is paid by it and by a receipt; only the receipt is cash now."""
        a = {"letter": "A", "lettered": "2025-07-20"}
        dossier = opened(
            entry("BQ", "2025-05-02", ("512000", 300), ("419100", -300, {"customer": "ALPHA"}), ref="AC1"),
            invoice("F151", "2025-06-10", 1500, **a),
            entry("OD", "2025-06-10", ("419100", 300), ("411000", -300, {"customer": "ALPHA", **a}),
                  ref="OD1", text="Imputation acompte F151"),
            receipt("2025-07-15", 1200, ref="R1", text="Solde F151", **a),
        )  # fmt: skip
        assert [row[:4] for row in settled(dossier)] == [
            ("OD1", "F151", 300, "2025-06-10"), ("R1", "F151", 1200, "2025-07-15")
        ]  # fmt: skip
        assert dict(zip(dossier.payments["kind"], dossier.payments["amount"], strict=True)) == {
            "advance": 300,
            "payment": 1200,
        }

    def bill(self, *after):
        """Accepted by 413, cashed; the 411 side is lettered."""
        a, b = {"letter": "A", "lettered": "2025-09-20"}, {"letter": "B", "lettered": "2025-11-30"}
        return opened(
            invoice("F161", "2025-09-01", 2000, due="2025-10-31", **a),
            entry("OD", "2025-09-20", ("413000", 2000, {"customer": "ALPHA", "due": "2025-11-30", **b}),
                  ("411000", -2000, {"customer": "ALPHA", **a}), ref="LCR161", text="Traite F161"),
            entry("BQ", "2025-11-30", ("512000", 2000), ("413000", -2000, {"customer": "ALPHA", **b}), ref="ENC161"),
            *after,
        )  # fmt: skip

    def test_an_accepted_bill_is_still_owed_until_it_is_cashed(self):
        dossier = self.bill()
        assert aged(dossier, "2025-11-29") == {"ALPHA": {"not_due": 2000}}
        assert aged(dossier, "2025-11-30") == {}
        assert sorted(dossier.payments["kind"]) == ["bill", "payment"]
        assert sorted(dossier.invoices["kind"]) == ["bill", "invoice"]

    def test_a_bill_returned_unpaid_is_owed_again_since_its_own_due_date(self):
        back = entry(
            "BQ",
            "2025-12-10",
            ("411000", 2000, {"customer": "ALPHA"}),
            ("512000", -2000),
            ref="IMP",
            text="Impaye LCR161",
        )
        dossier = self.bill(back)
        assert aged(dossier, "2025-12-31") == {"ALPHA": {"31-60": 2000}}

    def test_a_debt_written_off_is_closed_but_not_cashed(self):
        """654 and its VAT against 416: both belong to the loss."""
        who = {"customer": "ALPHA"}
        moved = entry("OD", "2025-10-01", ("416000", 240, who), ("411000", -240, who), ref="DX1", text="Douteux F171")
        lost = entry(
            "OD", "2025-12-15", ("654000", 200), ("445710", 40), ("416000", -240, {"customer": "ALPHA"}), ref="DX2"
        )
        dossier = opened(invoice("F171", "2025-03-01", 240), moved, lost)
        assert aged(dossier, "2025-12-14") == {"ALPHA": {"91+": 240}}
        assert aged(dossier, "2025-12-31") == {}
        assert dossier.payments.groupby("kind")["amount"].sum().to_dict() == {"transfer": 240, "write_off": 240}

    def test_a_cash_discount_is_no_cash(self):
        paid = entry("BQ", "2025-04-10", ("512000", 1176), ("665000", 20), ("445710", 4),
                     ("411000", -1200, {"customer": "ALPHA", "text": "VIR F201"}), ref="R1")  # fmt: skip
        dossier = opened(invoice("F201", "2025-04-01", 1200), paid)
        assert dossier.payments.set_index("kind")["amount"].to_dict() == {"payment": 1176, "discount": 24}
        assert dossier.payments["payment_id"].is_unique
        assert aged(dossier, "2025-12-31") == {}

    def test_a_debt_assigned_to_a_factor_is_settled_without_cash(self):
        sold = entry("OD", "2025-04-10", ("467100", 1200), ("411000", -1200, {"customer": "ALPHA"}), ref="CES1")
        dossier = opened(invoice("F201", "2025-04-01", 1200), sold)
        assert aged(dossier, "2025-12-31") == {}
        assert list(dossier.payments["kind"]) == ["transfer"]

    def test_a_customer_who_is_a_supplier_is_set_off(self):
        set_off = entry(
            "OD", "2025-04-10", ("401000", 500, {"customer": "FALPHA"}), ("411000", -500, {"customer": "ALPHA"})
        )
        dossier = opened(invoice("F201", "2025-04-01", 1200), set_off)
        assert aged(dossier, "2025-04-20") == {"ALPHA": {"not_due": 700}}

    def test_what_an_exchange_rate_leaves_is_closed_as_such(self):
        a = {"letter": "A", "lettered": "2025-05-31"}
        loss = entry("OD", "2025-05-31", ("656000", 15), ("411000", -15, {"customer": "ALPHA", **a}), ref="FX1")
        dossier = opened(invoice("F201", "2025-04-01", 1200, **a), receipt("2025-05-20", 1185, ref="R1", **a), loss)
        assert aged(dossier, "2025-12-31", "strict") == {}
        assert dossier.payments.set_index("kind")["amount"].to_dict() == {"payment": 1185, "fx": 15}

    def test_one_bank_entry_settles_the_invoices_of_many_customers(self):
        lines = [
            ("411000", -amount, {"customer": who, "text": f"VIR {who}"})
            for who, amount in (("ALPHA", 120), ("BETA", 60))
        ]
        day = entry("BQ", "2025-05-20", ("512000", 180), *lines, ref="RELEVE")
        dossier = opened(invoice("F201", "2025-04-01", 120), invoice("F202", "2025-04-01", 60, "BETA"), day)
        assert aged(dossier, "2025-12-31") == {}
        assert list(dossier.payments["amount"]) == [120, 60]

    def test_documents_under_one_number_are_each_what_they_are(self):
        """One entry number for a day: a sale and a receipt, told apart by their references."""
        sold, paid = invoice("F201", "2025-04-01", 120)[3], receipt("2025-04-01", 60, "BETA", ref="R1")[3]
        dossier = opened(
            ("OD", "1", "2025-04-01", sold + paid), brought_forward("2025-01-01", ("411000", 60, {"customer": "BETA"}))
        )
        assert sorted(dossier.invoices["kind"]) == ["invoice", "opening"]
        assert list(dossier.payments["kind"]) == ["payment"]


class TestNames:
    def test_an_invoice_is_called_by_its_number_and_a_later_one_of_the_number_by_its_line_too(self):
        dossier = opened(invoice("F201", "2025-04-01", 120), invoice("F201", "2025-08-01", 60, "BETA"))
        assert list(dossier.invoices["invoice_id"]) == ["F201", "F201#5"]

    def test_a_payment_under_the_number_of_its_invoice_has_a_name_of_its_own(self):
        dossier = opened(invoice("F201", "2025-04-01", 120), receipt("2025-05-01", 120, ref="F201"))
        assert list(dossier.payments["payment_id"]) == ["F201#6"]

    def test_lines_without_number_are_called_by_their_line(self):
        dossier = opened(invoice("", "2025-04-01", 120), receipt("2025-05-01", 120))
        assert (list(dossier.invoices["invoice_id"]), list(dossier.payments["payment_id"])) == (["#2"], ["#6"])

    def test_a_number_that_looks_like_a_line_takes_no_other_ones_name(self):
        dossier = opened(
            invoice("F201#8", "2025-04-01", 120), invoice("F201", "2025-04-02", 60), invoice("F201", "2025-08-01", 90)
        )
        assert list(dossier.invoices["invoice_id"]) == ["F201#8#2", "F201", "F201#8"]


@pytest.mark.parametrize("view", ["strict", "matched"])
def test_the_balance_is_the_ledgers_whatever_was_settled(view):
    a = {"letter": "A", "lettered": "2025-06-30"}
    dossier = opened(
        brought_forward("2025-01-01", ("411000", 50, {"customer": "BETA"}), ("411000", -8, {"customer": "GAMMA"})),
        invoice("F131", "2025-03-01", 400, **a), receipt("2025-05-05", 390, ref="R1", **a),
        invoice("F132", "2025-03-01", 75, "BETA"), receipt("2025-05-05", 90, "BETA"),
    )  # fmt: skip
    for day in ("2025-01-01", "2025-04-01", "2025-05-05", "2025-12-31"):
        told = {who: sum(cents(amount) for amount in row.values()) for who, row in aged(dossier, day, view).items()}
        assert {who: total for who, total in told.items() if total} == balances(dossier, day)
