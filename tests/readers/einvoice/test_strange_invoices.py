"""E-invoices as other software writes them, and as nobody should: each is read right, or refused with its reason."""

import io
import re
from datetime import date
from decimal import Decimal

import pypdf
import pytest

from cashkit.ground.errors import SourceError
from cashkit.readers.einvoice.invoice import row
from cashkit.readers.einvoice.life_cycle import STATUSES
from tests.readers.einvoice.test_einvoices import MESSAGE, cii, opened, pdf, ubl

DUE = "<ram:DueDateDateTime><udt:DateTimeString format='102'>20260914</udt:DateTimeString></ram:DueDateDateTime>"
TERMS = (
    f"<ram:SpecifiedTradePaymentTerms><ram:Description>30 jours</ram:Description>{DUE}</ram:SpecifiedTradePaymentTerms>"
)


def carrying(*attached, owner=None, user=""):
    """Return a PDF with attachments: name, content."""
    page = pypdf.PdfWriter()
    page.add_blank_page(100, 100)
    for name, content in attached:
        page.add_attachment(name, content)
    if owner is not None:
        page.encrypt(user, owner, algorithm="RC4-128")
    out = io.BytesIO()
    page.write(out)
    return out.getvalue()


def refused(tmp_path, content):
    with pytest.raises(SourceError) as caught:
        opened(tmp_path, content, "facture.pdf")
    assert "facture.pdf" in caught.value.say("fr")
    assert "facture.pdf" in caught.value.say("en")
    return caught.value.key


class TestProfilesAndSyntax:
    def test_prefixes_are_the_writers_own_affair(self, tmp_path):
        told = (
            cii()
            .replace("ram:", "a:")
            .replace("xmlns:ram", "xmlns:a")
            .replace("rsm:", "b:")
            .replace("xmlns:rsm", "xmlns:b")
        )
        assert opened(tmp_path, told).amounts == opened(tmp_path, cii()).amounts
        assert opened(tmp_path, told).data_findings == ()

    def test_a_minimum_invoice_has_neither_lines_nor_total_of_lines(self, tmp_path):
        told = re.sub(r"<ram:IncludedSupplyChain.*</ram:IncludedSupplyChainTradeLineItem>", "", cii())
        told = re.sub(
            r"<ram:(LineTotalAmount|TotalPrepaidAmount)>[^<]*</ram:\1>|<ram:ApplicableTradeTax>.*?Tax>", "", told
        )
        one = opened(tmp_path, told.replace("cen.eu:en16931:2017", "factur-x.eu:1p0:minimum").replace(TERMS, ""))
        assert (one.amount, one.vat, one.payable, one.lines) == (
            Decimal("144.00"),
            Decimal("24.00"),
            Decimal("144.00"),
            (),
        )
        assert "I10" not in {found.code for found in one.data_findings}

    def test_of_two_vat_totals_the_one_in_the_invoices_currency_counts(self, tmp_path):
        own = "<ram:TaxTotalAmount currencyID='EUR'>24.00</ram:TaxTotalAmount>"
        other = own.replace("EUR", "GBP").replace("24.00", "20.00")
        assert opened(tmp_path, cii().replace(own, other + own)).vat == Decimal("24.00")
        own = "<cac:TaxTotal><cbc:TaxAmount currencyID='EUR'>24.00</cbc:TaxAmount>"
        other = "<cac:TaxTotal><cbc:TaxAmount currencyID='GBP'>20.00</cbc:TaxAmount></cac:TaxTotal>"
        assert opened(tmp_path, ubl().replace(own, other + own)).vat == Decimal("24.00")

    def test_a_credit_note_in_ubl_is_due_on_the_day_of_its_means_of_payment(self, tmp_path):
        means = (
            "<cac:PaymentMeans><cbc:PaymentDueDate>2026-09-30</cbc:PaymentDueDate></cac:PaymentMeans><cac:PaymentTerms>"
        )
        told = ubl("CreditNote", "AV1", corrects="FA1").replace("<cac:PaymentTerms>", means)
        assert opened(tmp_path, told).due_date == date(2026, 9, 30)

    def test_several_due_dates_are_told_and_the_first_is_kept(self, tmp_path):
        later = DUE.replace("20260914", "20261014")
        one = opened(
            tmp_path,
            cii().replace(TERMS, TERMS + f"<ram:SpecifiedTradePaymentTerms>{later}</ram:SpecifiedTradePaymentTerms>"),
        )
        (found,) = [found for found in one.data_findings if found.code == "I30"]
        assert (found.params["n"], one.due_date) == (2, date(2026, 9, 14))

    def test_a_credit_note_below_zero_is_told(self, tmp_path):
        turned = ubl("CreditNote", "AV1", corrects="FA1").replace(">144.00<", ">-144.00<")
        one = opened(tmp_path, turned)
        assert "I31" in {found.code for found in one.data_findings}
        assert row(one)["amount"] == 144.0

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
    def test_an_invoice_is_read_in_each_encoding(self, tmp_path, encoding):
        told = cii().replace(" encoding='UTF-8'", "")
        assert opened(tmp_path, told.encode(encoding)).invoice_number == "FA1"


class TestStatuses:
    @pytest.mark.parametrize("code", STATUSES)
    def test_each_status_of_the_reform_is_known(self, tmp_path, code):
        assert opened(tmp_path, MESSAGE.format(code=code, rest="")).status == STATUSES[code]

    def test_a_status_that_is_not_known_keeps_its_code(self, tmp_path):
        told = opened(tmp_path, MESSAGE.format(code="499", rest=""))
        assert (told.status, told.code) == ("other", "499")

    def test_a_message_about_several_invoices_is_never_half_read(self, tmp_path):
        told = MESSAGE.format(code="207", rest="")
        one = told[told.index("<ram:ReferenceReferencedDocument>") : told.index("</rsm:AcknowledgementDocument>")]
        assert refused(tmp_path, told.replace(one, one + one.replace("FA1", "FA2"))) == "einvoice.several_invoices"


class TestPdfs:
    @pytest.mark.parametrize(
        "name", ["factur-x.xml", "ZUGFeRD-invoice.xml", "zugferd-invoice.xml", "xrechnung.xml", "F1.XML"]
    )
    def test_the_invoice_is_found_under_each_name(self, tmp_path, name):
        content = carrying(("photo.jpg", b"not a picture"), ("order.xml", b"<order/>"), (name, cii().encode()))
        assert opened(tmp_path, content, "facture.pdf").invoice_number == "FA1"

    def test_what_other_software_writes_before_a_pdf_is_passed_over(self, tmp_path):
        assert opened(tmp_path, b"\r\nMIME\r\n" + pdf(cii()), "facture.pdf").invoice_number == "FA1"

    def test_the_standards_name_goes_before_another_invoice(self, tmp_path):
        content = carrying(("autre.xml", cii(number="FA2").encode()), ("factur-x.xml", cii().encode()))
        assert opened(tmp_path, content, "facture.pdf").invoice_number == "FA1"

    @pytest.mark.parametrize("names", [("a.xml", "b.xml"), ("factur-x.xml", "xrechnung.xml")])
    def test_of_two_invoices_that_differ_none_is_guessed(self, tmp_path, names):
        content = carrying((names[0], cii().encode()), (names[1], cii(number="FA2").encode()))
        assert refused(tmp_path, content) == "einvoice.two_invoices"

    def test_one_invoice_attached_twice_is_one(self, tmp_path):
        content = carrying(("a.xml", cii().encode()), ("b.xml", cii().encode()))
        assert opened(tmp_path, content, "facture.pdf").invoice_number == "FA1"

    def test_a_pdf_locked_against_changes_only_is_read(self, tmp_path):
        content = carrying(("factur-x.xml", cii().encode()), owner="of")
        assert opened(tmp_path, content, "facture.pdf").invoice_number == "FA1"

    def test_a_pdf_locked_by_a_password_says_so(self, tmp_path):
        content = carrying(("factur-x.xml", cii().encode()), owner="of", user="me")
        assert refused(tmp_path, content) == "einvoice.locked_pdf"

    def test_xml_that_acts_is_refused_within_a_pdf_too(self, tmp_path):
        bomb = b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'
        assert refused(tmp_path, carrying(("factur-x.xml", bomb))) == "readers.xml_unsafe"
        assert refused(tmp_path, carrying(("other.xml", bomb))) == "einvoice.pdf_without_xml"

    def test_an_invoice_of_the_first_zugferd_is_told_by_its_age(self, tmp_path):
        old = b"<rsm:CrossIndustryDocument xmlns:rsm='urn:ferd:CrossIndustryDocument:invoice:1p0'/>"
        assert refused(tmp_path, carrying(("ZUGFeRD-invoice.xml", old))) == "einvoice.too_old"

    @pytest.mark.parametrize(
        "content",
        [
            b"%PDF-1.7 15 byt",
            pdf(cii())[: len(pdf()) // 2],
            pdf(cii()).replace(b"/Length ", b"/Length 209715200 %"),
            pdf(cii()).replace(b"/FlateDecode", b"/NoSuchCoding"),
        ],
    )
    def test_a_broken_pdf_is_refused_without_a_word_on_the_terminal(self, tmp_path, content, capfd):
        assert refused(tmp_path, content) in {"einvoice.broken_pdf", "einvoice.pdf_without_xml"}
        assert capfd.readouterr() == ("", "")


def test_a_fault_of_the_schema_is_told_by_the_element_and_its_line(tmp_path):
    told = (
        cii()
        .replace("<ram:TypeCode>380</ram:TypeCode>", "")
        .replace("<rsm:ExchangedDocument>", "\n<rsm:ExchangedDocument>")
    )
    (found,) = [found for found in opened(tmp_path, told).data_findings if found.code == "I01"]
    assert found.line == 2
    assert found.value == "Element 'IssueDateTime': This element is not expected. Expected is ( TypeCode )."


@pytest.mark.parametrize(
    "profile",
    [
        "urn:cen.eu:en16931:2017",
        "urn:cen.eu:en16931:2017#compliant#urn:factur-x.eu:1p0:basic",
        "urn:cen.eu:en16931:2017#conformant#urn:factur-x.eu:1p0:extended",
        "urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0",
    ],
)
def test_an_invoice_of_each_full_profile_is_checked_by_its_own_schema(tmp_path, profile):
    assert opened(tmp_path, cii().replace("urn:cen.eu:en16931:2017", profile)).data_findings == ()


def test_a_profile_that_nobody_knows_is_told_and_the_invoice_read(tmp_path):
    one = opened(tmp_path, cii().replace("urn:cen.eu:en16931:2017", "urn:example:own"))
    assert ([found.code for found in one.data_findings], one.amount) == (["I01"], Decimal("144.00"))


def test_two_rates_of_vat_are_each_tested_on_their_own_lines(tmp_path):
    first = cii()
    tax = first[
        first.index("<ram:ApplicableTradeTax><ram:CalculatedAmount>") : first.index("<ram:SpecifiedTradePaymentTerms>")
    ]
    low = tax.replace("24.00", "1.10").replace("120.00", "20.00").replace(">20.00</ram:Rate", ">5.50</ram:Rate")
    told = first.replace(tax, tax.replace("24.00", "20.00").replace("120.00", "100.00") + low)
    at = told.index(">20.00</ram:RateApplicablePercent>", told.index("<ram:LineID>2"))
    told = told[:at] + ">5.50" + told[at + 6 :]
    told = told.replace("'EUR'>24.00", "'EUR'>21.10").replace("144.00", "141.10")
    assert opened(tmp_path, told).data_findings == ()
    assert "I08" in {
        found.code for found in opened(tmp_path, told.replace("100.00</ram:Basis", "90.00</ram:Basis")).data_findings
    }
