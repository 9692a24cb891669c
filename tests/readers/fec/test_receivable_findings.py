"""What customer lines say of themselves: each code of the receivables told, and its near miss not."""

from decimal import Decimal

import pytest

from tests.readers.fec.booking import aged, brought_forward, entry, found, invoice, opened, receipt
from tests.readers.fec.making import said


def only(dossier, code):
    (finding,) = found(dossier, code)
    return finding


class TestUndatedOpenings:
    def opening(self, **fields):
        return opened(brought_forward("2025-01-01", ("411000", 450, {"customer": "ALPHA", "ref": "AN25", **fields})))

    def test_a_summed_opening_has_lost_its_age(self):
        told = only(self.opening(), "R03")
        assert (told.line, told.field, told.value, told.params["amount"]) == (2, "PieceDate", "AN25", Decimal("450.00"))
        french, english = said(told)
        assert french.startswith("À-nouveau non daté du client ALPHA (AN25, 450,00 €) : ")
        assert english.startswith("Undated opening item of customer ALPHA (AN25, €450.00): ")

    @pytest.mark.parametrize("fields", [{"dated": "2024-12-31"}, {"text": "FA 7 du 15/11/2024"}])
    def test_a_detailed_opening_has_not(self, fields):
        assert found(self.opening(**fields), "R03") == []

    def test_an_opening_in_detail_posted_on_the_days_of_its_documents_has_not(self):
        old = brought_forward("2024-11-15", ("411000", 450, {"customer": "ALPHA", "ref": "F7"}))
        summed = brought_forward("2025-01-01", ("411000", 80, {"customer": "BETA", "ref": "AN25"}))
        told = opened(old, summed, invoice("F8", "2025-01-01", 120))
        assert only(told, "R03").value == "AN25"
        assert found(told, "E03") == []

    def test_an_invoice_of_the_opening_day_is_no_opening(self):
        assert found(opened(invoice("F1", "2025-01-01", 120)), "R03") == []

    def test_the_greatest_come_first_and_all_are_counted(self):
        lines = [("411000", 10 + n, {"customer": "ALPHA", "ref": f"N{n}"}) for n in range(25)]
        told = found(opened(brought_forward("2025-01-01", *lines)), "R03")
        assert (len(told), sum(one.count for one in told)) == (20, 25)
        assert max(one.params["amount"] for one in told) == 34


class TestNobodysLines:
    def test_one_account_for_all_customers_is_told_with_its_lines(self):
        told = only(opened(invoice("F1", "2025-03-01", 120, ""), invoice("F2", "2025-03-02", 60, "")), "R05")
        assert (told.line, told.count, told.field) == (2, 2, "CompAuxNum")
        assert said(told) == (
            "2 lignes sans code client, comptées dans les totaux, mais pas dans l'analyse par client.",
            "2 rows without a customer code: in the totals, not in the analysis by customer.",
        )

    def test_one_line_without_customer_among_others_is_told(self):
        assert only(opened(invoice("F1", "2025-03-01", 120), invoice("F2", "2025-03-02", 60, "")), "R05").line == 5

    def test_accounts_that_name_the_customer_need_no_auxiliary(self):
        accounts = ("41100012", "41100013", "411DUPONT")
        book = [invoice(f"F{n}", "2025-03-01", 60, "", account=account) for n, account in enumerate(accounts)]
        assert found(opened(*book), "R05") == []

    def test_other_accounts_need_none(self):
        assert found(opened(invoice("F1", "2025-03-01", 120)), "R05") == []


class TestGapsInInvoiceNumbers:
    def numbered(self, *numbers, journal=None, form="FA25{:04d}"):
        book = [invoice(form.format(number), "2025-03-01", 60) for number in numbers]
        return opened(*[(journal or one[0], *one[1:]) for one in book])

    def test_missing_numbers_are_named(self):
        told = found(self.numbered(1, 2, 3, 5, 6, 8, 9), "R07")
        assert [(one.value, one.params["journal"]) for one in told] == [("FA250004", "VE"), ("FA250007", "VE")]
        assert said(told[0]) == (
            "Rupture dans la numérotation des factures du journal VE : il manque FA250004.",
            "Gap in the invoice numbers of journal VE: FA250004 is missing.",
        )

    @pytest.mark.parametrize(
        "numbers", [(1, 2, 3, 4, 5), (4, 2, 5, 3, 1), (1, 2, 4, 5), (1, 10, 20, 30, 40), (7, 8, 9, 10, 11)],
        ids=["whole", "in any order", "too few to tell", "no series", "does not start at 1"],
    )  # fmt: skip
    def test_a_series_without_gap_says_nothing(self, numbers):
        assert found(self.numbered(*numbers), "R07") == []

    def test_a_number_posted_twice_fills_no_gap(self):
        assert [one.value for one in found(self.numbered(1, 2, 3, 3, 5, 6), "R07")] == ["FA250004"]

    def test_each_prefix_is_a_series_and_so_is_each_width(self):
        book = [invoice(ref, "2025-03-01", 60) for n in (1, 2, 3, 4, 6) for ref in (f"A{n}", f"B{n:03d}", f"C{n:05d}")]
        told = found(opened(*book), "R07")
        assert [one.value for one in told] == ["A5", "B005", "C00005"]

    @pytest.mark.parametrize("number", ["F4", "AV4"])
    def test_a_credit_note_on_the_invoices_counter_fills_the_gap(self, number):
        book = [invoice(f"F{n}", "2025-03-01", 60) for n in (1, 2, 3, 5, 6)]
        assert found(opened(*book, invoice(number, "2025-03-02", -60)), "R07") == []

    @pytest.mark.parametrize("number", ["AV3", "AV04", "AV7"])
    def test_a_credit_note_with_a_series_of_its_own_fills_none(self, number):
        """Its numbers are those of invoices too, are written otherwise, or are not the one that is missing."""
        book = [invoice(f"F{n}", "2025-03-01", 60) for n in (1, 2, 3, 5, 6)]
        notes = [invoice(ref, "2025-03-02", -60) for ref in (number, "AV4" if number == "AV3" else number)]
        assert [one.value for one in found(opened(*book, *notes), "R07")] == ["F4"]

    def test_one_gap_of_hundreds_is_counted_in_full(self):
        told = found(self.numbered(*range(1, 201), *range(400, 600)), "R07")
        assert (len(told), sum(one.count for one in told), told[0].value) == (20, 199, "FA250201")

    def test_references_without_a_number_are_no_series(self):
        assert found(opened(*[invoice("SANS", "2025-03-01", 60) for _ in range(6)]), "R07") == []


class TestDoubles:
    def twice(self, day="2025-04-15", amount=120, customer="ALPHA", ref="F1"):
        return opened(invoice("F1", "2025-03-01", 120), invoice(ref, day, amount, customer))

    def test_a_number_posted_twice_within_60_days_is_told(self):
        told = only(self.twice("2025-04-30"), "R06")
        assert (told.line, told.value, told.params["amount"]) == (5, "F1", Decimal("120.00"))
        assert said(told) == (
            "Facture F1 du client ALPHA comptabilisée deux fois (120,00 €, à moins de 60 jours d'écart).",
            "Invoice F1 of customer ALPHA is posted twice (€120.00, within 60 days).",
        )

    @pytest.mark.parametrize(
        "other", [{"day": "2025-05-01"}, {"amount": 121}, {"customer": "BETA"}, {"ref": "F2"}],
        ids=["61 days", "another amount", "another customer", "another number"],
    )  # fmt: skip
    def test_its_near_misses_are_not(self, other):
        assert found(self.twice(**other), "R06") == []


class TestCreditsOnAccount:
    def test_money_that_settles_nothing_is_told(self):
        told = only(opened(receipt("2025-03-01", 180, ref="R1")), "R04")
        assert (told.value, told.params["amount"], told.line) == ("R1", Decimal("180.00"), 3)
        for words in said(told):
            assert "ALPHA" in words
            assert "180" in words

    def test_money_that_settles_all_of_an_invoice_is_not(self):
        assert found(opened(invoice("F1", "2025-03-01", 180), receipt("2025-03-08", 180)), "R04") == []

    def test_of_money_that_settles_a_part_the_rest_is_told(self):
        told = only(opened(invoice("F1", "2025-03-01", 100), receipt("2025-03-08", 180)), "R04")
        assert told.params["amount"] == 80


class TestDueDatesByDefault:
    def test_the_share_of_the_open_amount_is_told(self):
        told = only(opened(invoice("F1", "2025-03-01", 300, due="2025-05-01"), invoice("F2", "2025-03-01", 100)), "R08")
        assert (told.count, told.params["share"], told.params["amount"]) == (1, 0.25, Decimal("100.00"))
        assert said(told)[1] == (
            "1 item has no due date: it is computed with the default terms, for 25% of the open amount (€100.00)."
        )

    def test_due_dates_all_in_the_file_say_nothing(self):
        assert found(opened(invoice("F1", "2025-03-01", 300, due="2025-05-01")), "R08") == []


class TestCustomersInCredit:
    def test_a_customer_in_credit_is_told(self):
        told = only(opened(invoice("F1", "2025-03-01", 100), receipt("2025-03-08", 180)), "R09")
        assert (told.value, told.params["amount"]) == ("ALPHA", Decimal("80.00"))
        assert said(told) == (
            "Le client ALPHA est créditeur de 80,00 € : à reclasser au passif (pas de compensation).",
            "Customer ALPHA is in credit by €80.00: to be shown among liabilities (no netting).",
        )

    def test_a_customer_settled_to_the_cent_is_not(self):
        assert found(opened(invoice("F1", "2025-03-01", 100), receipt("2025-03-08", 100)), "R09") == []


class TestForeignCurrency:
    def billed(self, *currencies):
        book = enumerate((code, "140,00" if code else "") for code in currencies)
        return opened(*[invoice(f"F{n}", "2025-03-01", 120, currency=c, foreign=amount) for n, (c, amount) in book])

    def test_amounts_in_other_currencies_are_told_and_all_figures_are_in_euros(self):
        dossier = self.billed("USD", "GBP", "USD", "")
        told = only(dossier, "R11")
        assert (told.line, told.count, told.value, told.severity) == (2, 3, "GBP, USD", "info")
        assert said(told) == (
            (
                "3 lignes clients portent aussi un montant en devise (GBP, USD) : "
                "tous les montants sont ceux du débit et du crédit, en euros."
            ),
            (
                "3 customer lines bear an amount in another currency too (GBP, USD): "
                "all amounts are those of debit and credit, in euros."
            ),
        )
        assert aged(dossier, "2025-12-31") == {"ALPHA": {"91+": 480}}

    def test_euros_are_no_foreign_currency(self):
        assert found(self.billed("EUR", "eur", ""), "R11") == []


class TestNoReceivables:
    def test_a_file_without_customer_account_is_told_and_opened(self):
        dossier = opened(entry("AC", "2025-03-01", ("606000", 100), ("512000", -100)))
        told = only(dossier, "R10")
        assert told.severity == "error"
        french, english = said(told)
        assert french.startswith("Aucune ligne sur un compte client (411, 413 ou 416) : ")
        assert english.startswith("No line on a customer account (411, 413 or 416): ")
        assert len(dossier.invoices) == len(dossier.payments) == 0

    def test_one_customer_line_is_enough(self):
        assert found(opened(invoice("F1", "2025-03-01", 100)), "R10") == []
