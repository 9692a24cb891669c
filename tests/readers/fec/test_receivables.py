"""The customer lines as items with their dates: opened from the books of a small company."""

import pytest

from tests.readers.fec.booking import aged, balances, brought_forward, entry, invoice, opened, receipt


def item(dossier, ref, kind=None):
    """Return the one row of `invoices` of a document (of a kind)."""
    table = dossier.invoices
    chosen = table[(table["document_ref"] == ref) & ((table["kind"] == kind) if kind else True)]
    (row,) = chosen.to_dict("records")
    return row


def dates(dossier, ref, kind=None):
    row = item(dossier, ref, kind)
    return str(row["issue_date"])[:10], str(row["due_date"])[:10], row["due_date_source"]


def test_an_invoice_is_dated_by_its_document_and_due_by_the_terms():
    dossier = opened(invoice("F101", "2025-03-05", 120, dated="2025-03-01"), terms="45 EOM")
    assert dates(dossier, "F101") == ("2025-03-01", "2025-04-30", "default")
    assert str(item(dossier, "F101")["posted_on"])[:10] == "2025-03-05"


def test_a_document_dated_after_its_posting_is_dated_by_the_posting():
    assert dates(opened(invoice("F101", "2025-03-05", 120, dated="2025-04-01")), "F101")[0] == "2025-03-05"


def test_a_due_date_in_the_file_is_the_due_date():
    dossier = opened(invoice("F101", "2025-03-05", 120, due="2025-06-15"), invoice("F102", "2025-03-05", 60))
    assert dates(dossier, "F101") == ("2025-03-05", "2025-06-15", "file")
    assert dates(dossier, "F102") == ("2025-03-05", "2025-04-04", "default")


def test_an_invoice_keeps_its_vat_for_the_sales_without_it():
    dossier = opened(invoice("F101", "2025-03-05", 120), invoice("A101", "2025-03-06", -12))
    assert [item(dossier, ref)["vat"] for ref in ("F101", "A101")] == [20, -2]
    assert item(dossier, "A101")["kind"] == "credit_note"


def test_red_entries_count_with_their_sign():
    """An invoice cancelled in red: a negative debit on 411."""
    red = entry(
        "VE", "2025-03-08", ("411000", -120, {"customer": "ALPHA"}), ("707000", 100), ("445710", 20), ref="F101R"
    )
    dossier = opened(invoice("F101", "2025-03-05", 120), red)
    assert item(dossier, "F101R")["kind"] == "credit_note"
    assert aged(dossier, "2025-12-31") == {}


def test_instalments_are_items_of_one_number_each_due_on_its_day():
    lines = [("411000", 100, {"customer": "ALPHA", "due": day}) for day in ("2025-04-30", "2025-05-31", "2025-06-30")]
    dossier = opened(entry("VE", "2025-03-01", *lines, ("707000", -250), ("445710", -50), ref="F101"))
    assert list(dossier.invoices["kind"]) == ["invoice"] * 3
    assert dossier.invoices["invoice_id"].is_unique
    assert all("F101" in ident for ident in dossier.invoices["invoice_id"])
    assert aged(dossier, "2025-06-20") == {"ALPHA": {"not_due": 100, "1-30": 100, "31-60": 100}}


class TestOpenings:
    def opening(self, *fields):
        return brought_forward("2025-01-01", *[("411000", 100, {"customer": "ALPHA", **own}) for own in fields])

    def test_an_opening_item_with_its_own_date_keeps_its_age(self):
        dossier = opened(self.opening({"ref": "F24-9", "dated": "2024-10-15"}))
        assert dates(dossier, "F24-9") == ("2024-10-15", "2024-11-14", "default")
        assert item(dossier, "F24-9")["kind"] == "opening"

    @pytest.mark.parametrize(
        "text", ["FA 9 du 15/10/2024", "FA 9 15-10-24", "20241015 FA9", "ECH 31/02/24 FAC 15.10.2024"]
    )
    def test_a_date_in_the_label_is_read_when_the_document_bears_the_opening_day(self, text):
        assert dates(opened(self.opening({"ref": "N9", "text": text})), "N9")[0] == "2024-10-15"

    @pytest.mark.parametrize("text", ["Solde ALPHA", "FA du 15/03/2025", "FA du 15/10/2019", "No 99/99/99"])
    def test_a_date_after_the_opening_or_years_before_it_is_no_date_of_the_debt(self, text):
        assert dates(opened(self.opening({"ref": "N9", "text": text})), "N9")[0] == "2025-01-01"

    def test_the_date_in_a_label_dates_openings_only(self):
        dossier = opened(invoice("F101", "2025-03-05", 120, text="Commande du 15/10/2024"))
        assert dates(dossier, "F101")[0] == "2025-03-05"

    def test_an_opening_credit_is_an_item_that_counts_apart(self):
        dossier = opened(brought_forward("2025-01-01", ("411000", -80, {"customer": "ALPHA", "ref": "AV9"})))
        assert item(dossier, "AV9")["kind"] == "opening"
        assert aged(dossier, "2025-12-31") == {"ALPHA": {"unapplied": -80}}


class TestDebtsThatDoNotGrowYoung:
    def moved(self, **fields):
        """416 is debited for the total of the invoice, 411 credited."""
        lines = (("416000", 240, {"customer": "ALPHA"}), ("411000", -240, {"customer": "ALPHA", **fields}))
        return entry("OD", "2025-11-02", *lines, ref="OD9")

    @pytest.mark.parametrize(
        ("text", "letter"),
        [("Douteux F101", ""), ("Douteux", "AA"), ("Douteux", "")],
        ids=["number", "letter", "amount"],
    )
    def test_a_doubtful_debt_keeps_the_dates_of_its_invoice(self, text, letter):
        lettered = {"letter": letter, "lettered": "2025-11-02"} if letter else {}
        lines = (
            ("416000", 240, {"customer": "ALPHA", "text": text}),
            ("411000", -240, {"customer": "ALPHA", **lettered}),
        )
        dossier = opened(invoice("F101", "2025-03-05", 240, **lettered), entry("OD", "2025-11-02", *lines, ref="OD9"))
        row = item(dossier, "OD9")
        assert dates(dossier, "OD9") == ("2025-03-05", "2025-04-04", "default")
        assert row["doubtful"]
        assert row["kind"] == "other"
        assert aged(dossier, "2025-12-31") == {"ALPHA": {"91+": 240}}

    def test_it_keeps_the_due_date_of_the_file_too(self):
        dossier = opened(invoice("F101", "2025-03-05", 240, due="2025-06-30"), self.moved())
        assert dates(dossier, "OD9") == ("2025-03-05", "2025-06-30", "file")

    def test_a_due_date_of_its_own_stays_and_the_age_is_the_invoices(self):
        lines = (("416000", 240, {"customer": "ALPHA", "due": "2025-07-31"}), ("411000", -240, {"customer": "ALPHA"}))
        dossier = opened(
            invoice("F101", "2025-03-05", 240, due="2025-06-30"), entry("OD", "2025-11-02", *lines, ref="OD9")
        )
        assert dates(dossier, "OD9") == ("2025-03-05", "2025-07-31", "file")

    def test_the_transfer_is_no_money(self):
        dossier = opened(invoice("F101", "2025-03-05", 240), self.moved())
        assert list(dossier.payments["kind"]) == ["transfer"]

    def test_a_returned_debit_is_due_on_the_day_of_its_invoice(self):
        returned = entry("BQ", "2025-05-06", ("411000", 240, {"customer": "ALPHA"}), ("512000", -240), ref="R7",
                         text="Rejet prlv F101")  # fmt: skip
        dossier = opened(invoice("F101", "2025-03-05", 240), receipt("2025-04-04", 240, text="Prlv F101"), returned)
        assert dates(dossier, "R7", "reject")[1] == "2025-04-04"
        assert aged(dossier, "2025-05-10") == {"ALPHA": {"31-60": 240}}
        assert aged(dossier, "2025-05-05") == {}

    def test_a_return_that_names_nothing_is_due_by_the_terms_from_its_own_day(self):
        returned = entry("BQ", "2025-05-06", ("411000", 240, {"customer": "ALPHA"}), ("512000", -240), ref="R7")
        dossier = opened(invoice("F101", "2025-03-05", 240), receipt("2025-04-04", 240, text="Prlv F101"), returned)
        assert dates(dossier, "R7")[:2] == ("2025-05-06", "2025-06-05")


def test_a_line_that_moves_nothing_is_no_item():
    nothing = entry("OD", "2025-03-05", ("411000", 0, {"customer": "BETA"}), ("471000", 0), ref="N0")
    dossier = opened(invoice("F101", "2025-03-05", 120), nothing)
    assert list(dossier.customers["customer_id"]) == ["ALPHA"]


def test_prepayments_by_customers_and_invoices_to_come_are_no_receivables():
    """4191 is a debt of the company, 418 is not invoiced yet: neither is aged."""
    deposit = entry("BQ", "2025-03-01", ("512000", 300), ("419100", -300, {"customer": "ALPHA"}), ref="AC1")
    accrued = entry(
        "OD", "2025-12-31", ("418100", 120, {"customer": "ALPHA"}), ("707000", -100), ("445870", -20), ref="FAE"
    )
    dossier = opened(invoice("F101", "2025-12-05", 60), deposit, accrued)
    assert aged(dossier, "2025-12-31") == {"ALPHA": {"not_due": 60}}
    assert balances(dossier, "2025-12-31") == {"ALPHA": 6000}
