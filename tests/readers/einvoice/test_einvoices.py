"""E-invoices in both syntaxes and in a PDF, each written here term by term."""

import io
from datetime import date
from decimal import Decimal

import facturx
import pypdf
import pytest

from cashkit.ground.errors import SourceError
from cashkit.readers.einvoice.einvoice_file import open_einvoice
from cashkit.readers.einvoice.invoice import customer, row

GOOD = {
    "number": "FA1", "type": "380", "issued": "20260815", "due": "20260914", "lines": ("100.00", "20.00"),
    "total": "120.00", "excl": "120.00", "base": "120.00", "rate": "20.00", "vat": "24.00", "incl": "144.00",
    "prepaid": "0.00", "payable": "144.00", "siret": "73282932000074", "vat_number": "FR44732829320",
    "terms": "30 jours", "corrects": "",
}  # fmt: skip


def cii(**changes):
    said = {**GOOD, **changes}
    lines = "".join(
        f"<ram:IncludedSupplyChainTradeLineItem><ram:AssociatedDocumentLineDocument><ram:LineID>{number}</ram:LineID>"
        "</ram:AssociatedDocumentLineDocument><ram:SpecifiedTradeProduct><ram:Name>Volet</ram:Name>"
        "</ram:SpecifiedTradeProduct><ram:SpecifiedLineTradeAgreement><ram:NetPriceProductTradePrice>"
        f"<ram:ChargeAmount>{amount}</ram:ChargeAmount></ram:NetPriceProductTradePrice>"
        "</ram:SpecifiedLineTradeAgreement><ram:SpecifiedLineTradeDelivery><ram:BilledQuantity unitCode='C62'>1"
        "</ram:BilledQuantity></ram:SpecifiedLineTradeDelivery><ram:SpecifiedLineTradeSettlement>"
        "<ram:ApplicableTradeTax><ram:TypeCode>VAT</ram:TypeCode><ram:CategoryCode>S</ram:CategoryCode>"
        f"<ram:RateApplicablePercent>{said['rate']}</ram:RateApplicablePercent></ram:ApplicableTradeTax>"
        "<ram:SpecifiedTradeSettlementLineMonetarySummation>"
        f"<ram:LineTotalAmount>{amount}</ram:LineTotalAmount></ram:SpecifiedTradeSettlementLineMonetarySummation>"
        "</ram:SpecifiedLineTradeSettlement></ram:IncludedSupplyChainTradeLineItem>"
        for number, amount in enumerate(said["lines"], 1)
    )

    def party(kind, name, siret, vat=""):
        tax = f"<ram:SpecifiedTaxRegistration><ram:ID schemeID='VA'>{vat}</ram:ID></ram:SpecifiedTaxRegistration>"
        return (
            f"<ram:{kind}TradeParty><ram:Name>{name}</ram:Name><ram:SpecifiedLegalOrganization>"
            f"<ram:ID schemeID='0009'>{siret}</ram:ID></ram:SpecifiedLegalOrganization><ram:PostalTradeAddress>"
            "<ram:PostcodeCode>84000</ram:PostcodeCode><ram:LineOne>1 rue du Test</ram:LineOne>"
            "<ram:CityName>Avignon</ram:CityName><ram:CountryID>FR</ram:CountryID></ram:PostalTradeAddress>"
            f"{tax if vat else ''}</ram:{kind}TradeParty>"
        )

    due_day = f"<udt:DateTimeString format='102'>{said['due']}</udt:DateTimeString>"
    due = f"<ram:DueDateDateTime>{due_day}</ram:DueDateDateTime>"
    terms = f"<ram:Description>{said['terms']}</ram:Description>" if said["terms"] else ""
    paid = f"<ram:SpecifiedTradePaymentTerms>{terms}{due if said['due'] else ''}</ram:SpecifiedTradePaymentTerms>"
    corrects = (
        f"<ram:InvoiceReferencedDocument><ram:IssuerAssignedID>{said['corrects']}</ram:IssuerAssignedID>"
        "</ram:InvoiceReferencedDocument>"
    )
    return (
        "<?xml version='1.0' encoding='UTF-8'?><rsm:CrossIndustryInvoice"
        " xmlns:rsm='urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100'"
        " xmlns:ram='urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100'"
        " xmlns:udt='urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100'><rsm:ExchangedDocumentContext>"
        "<ram:GuidelineSpecifiedDocumentContextParameter><ram:ID>urn:cen.eu:en16931:2017</ram:ID>"
        "</ram:GuidelineSpecifiedDocumentContextParameter></rsm:ExchangedDocumentContext><rsm:ExchangedDocument>"
        f"<ram:ID>{said['number']}</ram:ID><ram:TypeCode>{said['type']}</ram:TypeCode><ram:IssueDateTime>"
        f"<udt:DateTimeString format='102'>{said['issued']}</udt:DateTimeString></ram:IssueDateTime>"
        f"</rsm:ExchangedDocument><rsm:SupplyChainTradeTransaction>{lines}<ram:ApplicableHeaderTradeAgreement>"
        f"{party('Seller', 'Ombrage', said['siret'], said['vat_number'])}{party('Buyer', 'Client', '55210055400013')}"
        "</ram:ApplicableHeaderTradeAgreement><ram:ApplicableHeaderTradeDelivery/>"
        "<ram:ApplicableHeaderTradeSettlement><ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>"
        f"<ram:ApplicableTradeTax><ram:CalculatedAmount>{said['vat']}</ram:CalculatedAmount>"
        f"<ram:TypeCode>VAT</ram:TypeCode><ram:BasisAmount>{said['base']}</ram:BasisAmount>"
        f"<ram:CategoryCode>S</ram:CategoryCode><ram:RateApplicablePercent>{said['rate']}</ram:RateApplicablePercent>"
        f"</ram:ApplicableTradeTax>{paid}<ram:SpecifiedTradeSettlementHeaderMonetarySummation>"
        f"<ram:LineTotalAmount>{said['total']}</ram:LineTotalAmount>"
        f"<ram:TaxBasisTotalAmount>{said['excl']}</ram:TaxBasisTotalAmount>"
        f"<ram:TaxTotalAmount currencyID='EUR'>{said['vat']}</ram:TaxTotalAmount>"
        f"<ram:GrandTotalAmount>{said['incl']}</ram:GrandTotalAmount>"
        f"<ram:TotalPrepaidAmount>{said['prepaid']}</ram:TotalPrepaidAmount>"
        f"<ram:DuePayableAmount>{said['payable']}</ram:DuePayableAmount>"
        "</ram:SpecifiedTradeSettlementHeaderMonetarySummation>"
        f"{corrects if said['corrects'] else ''}</ram:ApplicableHeaderTradeSettlement>"
        "</rsm:SupplyChainTradeTransaction></rsm:CrossIndustryInvoice>"
    )


def ubl(kind="Invoice", number="FA1", corrects=""):
    names = "xmlns:cac='urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2'"
    names += " xmlns:cbc='urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2'"

    def party(role, name, siret, vat=""):
        tax = f"<cac:PartyTaxScheme><cbc:CompanyID>{vat}</cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT</cbc:ID>"
        tax += "</cac:TaxScheme></cac:PartyTaxScheme>"
        return (
            f"<cac:Accounting{role}Party><cac:Party>{tax if vat else ''}<cac:PartyLegalEntity><cbc:RegistrationName>"
            f"{name}</cbc:RegistrationName><cbc:CompanyID schemeID='0009'>{siret}</cbc:CompanyID>"
            f"</cac:PartyLegalEntity></cac:Party></cac:Accounting{role}Party>"
        )

    back = f"<cac:BillingReference><cac:InvoiceDocumentReference><cbc:ID>{corrects}</cbc:ID>"
    back += "</cac:InvoiceDocumentReference></cac:BillingReference>"
    return (
        f"<{kind} xmlns='urn:oasis:names:specification:ubl:schema:xsd:{kind}-2' {names}><cbc:ID>{number}</cbc:ID>"
        "<cbc:IssueDate>2026-08-15</cbc:IssueDate>"
        f"{'<cbc:DueDate>2026-09-14</cbc:DueDate>' if kind == 'Invoice' else ''}"
        f"<cbc:{kind}TypeCode>{'380' if kind == 'Invoice' else '381'}</cbc:{kind}TypeCode>"
        "<cbc:Note>#PMD#3 fois</cbc:Note>"
        f"<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>{back if corrects else ''}"
        f"{party('Supplier', 'Ombrage', '73282932000074', 'FR44732829320')}"
        f"{party('Customer', 'Client', '55210055400013')}"
        "<cac:PaymentTerms><cbc:Note>30 jours</cbc:Note></cac:PaymentTerms>"
        "<cac:TaxTotal><cbc:TaxAmount currencyID='EUR'>24.00</cbc:TaxAmount><cac:TaxSubtotal>"
        "<cbc:TaxableAmount currencyID='EUR'>120.00</cbc:TaxableAmount><cbc:TaxAmount currencyID='EUR'>24.00"
        "</cbc:TaxAmount><cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>20</cbc:Percent><cac:TaxScheme>"
        "<cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:TaxCategory></cac:TaxSubtotal></cac:TaxTotal>"
        "<cac:LegalMonetaryTotal><cbc:LineExtensionAmount currencyID='EUR'>120.00</cbc:LineExtensionAmount>"
        "<cbc:TaxExclusiveAmount currencyID='EUR'>120.00</cbc:TaxExclusiveAmount><cbc:TaxInclusiveAmount"
        " currencyID='EUR'>144.00</cbc:TaxInclusiveAmount><cbc:PayableAmount currencyID='EUR'>144.00"
        f"</cbc:PayableAmount></cac:LegalMonetaryTotal><cac:{kind}Line><cbc:ID>1</cbc:ID>"
        f"<cbc:{'Invoiced' if kind == 'Invoice' else 'Credited'}Quantity unitCode='C62'>1"
        f"</cbc:{'Invoiced' if kind == 'Invoice' else 'Credited'}Quantity>"
        "<cbc:LineExtensionAmount currencyID='EUR'>120.00</cbc:LineExtensionAmount><cac:Item><cbc:Name>Volet</cbc:Name>"
        "<cac:ClassifiedTaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>20</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID>"
        "</cac:TaxScheme></cac:ClassifiedTaxCategory></cac:Item><cac:Price><cbc:PriceAmount currencyID='EUR'>120"
        f"</cbc:PriceAmount></cac:Price></cac:{kind}Line></{kind}>"
    )


def opened(tmp_path, content, name="facture.xml"):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return open_einvoice(path)


def pdf(xml=None):
    page = pypdf.PdfWriter()
    page.add_blank_page(100, 100)
    out = io.BytesIO()
    page.write(out)
    return (
        out.getvalue() if xml is None else facturx.generate_from_binary(out.getvalue(), xml.encode(), level="en16931")
    )


def test_a_clean_invoice_has_no_finding_and_says_its_terms(tmp_path):
    one = opened(tmp_path, cii())
    assert one.data_findings == ()
    assert (one.invoice_number, one.issue_date, one.due_date) == ("FA1", date(2026, 8, 15), date(2026, 9, 14))
    assert [one.term(term) for term in ("BT-112", "BT-110", "BT-115", "BT-20", "BT-9")] == [
        Decimal("144.00"), Decimal("24.00"), Decimal("144.00"), "30 jours", date(2026, 9, 14),
    ]  # fmt: skip
    assert (one.buyer.siren, one.seller.vat_number, one.buyer.country) == ("552100554", "FR44732829320", "FR")
    assert [line.amount_excl_vat for line in one.lines] == [Decimal("100.00"), Decimal("20.00")]


def test_both_syntaxes_say_the_same(tmp_path):
    one, two = opened(tmp_path, cii()), opened(tmp_path, ubl())
    assert two.data_findings == ()
    for name in ("invoice_number", "issue_date", "due_date", "amount", "vat", "amount_excl_vat", "payable"):
        assert getattr(one, name) == getattr(two, name)
    assert (one.buyer.id, two.notes) == (two.buyer.id, (("PMD", "3 fois"),))


def test_the_invoice_within_a_pdf_is_read(tmp_path):
    assert opened(tmp_path, pdf(cii()), "facture.pdf").amount == Decimal("144.00")


def test_a_credit_note_is_below_zero_in_the_table_and_names_its_invoice(tmp_path):
    one = opened(tmp_path, ubl("CreditNote", "AV1", corrects="FA1"))
    told = row(one)
    assert (told["kind"], told["amount"], told["vat"], told["corrects"]) == ("credit_note", -144.0, -24.0, "FA1")
    assert one.data_findings == ()
    assert customer(one)["siren"] == "552100554"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"lines": ("100.00", "30.00"), "base": "130.00", "vat": "26.00", "excl": "120.00", "incl": "146.00",
          "payable": "146.00"}, "I02"),
        ({"excl": "110.00", "incl": "134.00", "payable": "134.00"}, "I03"),
        ({"incl": "150.00", "payable": "150.00"}, "I05"),
        ({"payable": "100.00"}, "I06"),
        ({"vat": "30.00", "incl": "150.00", "payable": "150.00"}, "I07"),
        ({"base": "125.00", "vat": "25.00", "incl": "145.00", "payable": "145.00"}, "I08"),
        ({"due": "20260814"}, "I09"),
        ({"due": "", "terms": ""}, "I10"),
        ({"siret": "73282932000079"}, "I11"),
        ({"type": "381"}, "I12"),
        ({"vat_number": "FR45732829320"}, "I13"),
    ],
)  # fmt: skip
def test_what_does_not_hold_is_told(tmp_path, change, code):
    found = [one for one in opened(tmp_path, cii(**change)).data_findings if one.code != "I01"]
    assert [one.code for one in found] == [code]
    for lang in ("fr", "en"):
        assert found[0].message(lang).endswith(".")
        assert "{" not in found[0].message(lang)


def test_a_deposit_paid_before_is_taken_off(tmp_path):
    assert opened(tmp_path, cii(prepaid="44.00", payable="100.00")).data_findings == ()


def test_vat_by_rate_must_come_to_the_vat(tmp_path):
    told = cii().replace("currencyID='EUR'>24.00", "currencyID='EUR'>20.00").replace(">144.00<", ">140.00<")
    assert [one.code for one in opened(tmp_path, told).data_findings] == ["I04"]


def test_what_the_schema_refuses_is_told(tmp_path):
    told = opened(tmp_path, cii().replace("<ram:TypeCode>380</ram:TypeCode>", ""))
    assert "I01" in {one.code for one in told.data_findings}


MESSAGE = (
    "<rsm:CrossDomainAcknowledgementAndResponse xmlns:rsm='urn:a' xmlns:ram='urn:b' xmlns:udt='urn:c'>"
    "<rsm:AcknowledgementDocument><ram:IssueDateTime><udt:DateTimeString>20260903180000</udt:DateTimeString>"
    "</ram:IssueDateTime><ram:ReferenceReferencedDocument><ram:IssuerAssignedID>FA1</ram:IssuerAssignedID>"
    "<ram:ProcessConditionCode>{code}</ram:ProcessConditionCode><ram:SpecifiedDocumentStatus>{rest}"
    "</ram:SpecifiedDocumentStatus></ram:ReferenceReferencedDocument></rsm:AcknowledgementDocument>"
    "</rsm:CrossDomainAcknowledgementAndResponse>"
)
PAID = (
    "<ram:SpecifiedDocumentCharacteristic><ram:TypeCode>MEN</ram:TypeCode><ram:ValueAmount>{}</ram:ValueAmount>"
    "</ram:SpecifiedDocumentCharacteristic>"
)


def test_a_life_cycle_message_tells_a_dispute_with_its_reason(tmp_path):
    reason = "<ram:ReasonCode>TX_TVA_ERR</ram:ReasonCode><ram:Reason>Taux erroné</ram:Reason>"
    told = opened(tmp_path, MESSAGE.format(code="207", rest=reason))
    assert (told.invoice_number, told.status, told.on) == ("FA1", "disputed", date(2026, 9, 3))
    assert (told.reasons, told.amount) == ((("TX_TVA_ERR", "Taux erroné"),), None)


def test_a_life_cycle_message_tells_what_was_paid_over_all_rates(tmp_path):
    told = opened(tmp_path, MESSAGE.format(code="212", rest=PAID.format("100.00") + PAID.format("20.50")))
    assert (told.status, told.amount) == ("paid", Decimal("120.50"))


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "einvoice.not_an_invoice"),
        (b"hello", "einvoice.not_an_invoice"),
        (b"<a/>", "einvoice.not_an_invoice"),
        (b"%PDF-1.4\nbroken", "einvoice.broken_pdf"),
        (pdf(), "einvoice.pdf_without_xml"),
        (cii(number="").encode(), "einvoice.incomplete"),
        (cii(incl="1,5").encode(), "einvoice.bad_amount"),
        (cii(incl="1E99").encode(), "einvoice.bad_amount"),
        (cii(issued="20260230").encode(), "einvoice.bad_date"),
        (b"<rsm:CrossIndustryDocument xmlns:rsm='urn:ferd:CrossIndustryDocument:invoice:1p0'/>", "einvoice.too_old"),
        (MESSAGE.format(code="", rest="").encode(), "einvoice.bad_life_cycle"),
        (b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>', "readers.xml_unsafe"),
        (b"<a>" * 10_000, "readers.xml_unsafe"),
    ],
)
def test_what_is_no_invoice_is_said_with_its_file(tmp_path, content, key):
    with pytest.raises(SourceError) as caught:
        opened(tmp_path, content, "facture.bin")
    assert caught.value.key == key
    assert "facture.bin" in caught.value.say("fr")
