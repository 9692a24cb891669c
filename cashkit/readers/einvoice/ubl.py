"""The UBL syntax of an e-invoice (OASIS, Invoice and CreditNote): Peppol and others.

Errors: `SourceError` for an invoice without number, date or amount.
Source: EN 16931-3-2.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cashkit.ground.errors import SourceError
from cashkit.readers.einvoice.invoice import EInvoice, InvoiceLine, Party, VatLine

if TYPE_CHECKING:
    from decimal import Decimal

    from cashkit.readers.einvoice.terms import Place

ROOTS = ("Invoice", "CreditNote")
_SIREN, _SIRET = ("0002",), ("0009",)
_EURO = "EUR"
_TOTALS = {
    "BT-106": "LineExtensionAmount", "BT-107": "AllowanceTotalAmount", "BT-108": "ChargeTotalAmount",
    "BT-109": "TaxExclusiveAmount", "BT-112": "TaxInclusiveAmount", "BT-113": "PrepaidAmount",
    "BT-114": "PayableRoundingAmount", "BT-115": "PayableAmount",
}  # fmt: skip
_CATEGORY, _SHIP_TO = "TaxTotal/TaxSubtotal/TaxCategory", "Delivery/DeliveryLocation/Address"
_TEXTS = {
    "BT-6": "TaxCurrencyCode",
    "BT-8": "InvoicePeriod/DescriptionCode",
    "BT-10": "BuyerReference",
    "BT-12": "ContractDocumentReference/ID",
    "BT-13": "OrderReference/ID",
    "BT-16": "DespatchDocumentReference/ID",
    "BT-20": "PaymentTerms/Note",
    "BT-23": "ProfileID",
    "BT-24": "CustomizationID",
    "BT-25": "BillingReference/InvoiceDocumentReference/ID",
    "BT-33": "AccountingSupplierParty/Party/PartyLegalEntity/CompanyLegalForm",
    "BT-62": "TaxRepresentativeParty/PartyName/Name",
    "BT-73": "InvoicePeriod/StartDate",
    "BT-74": "InvoicePeriod/EndDate",
    "BT-77": f"{_SHIP_TO}/CityName",
    "BT-78": f"{_SHIP_TO}/PostalZone",
    "BT-81": "PaymentMeans/PaymentMeansCode",
    "BT-83": "PaymentMeans/PaymentID",
    "BT-120": f"{_CATEGORY}/TaxExemptionReason",
    "BT-121": f"{_CATEGORY}/TaxExemptionReasonCode",
}


def read_ubl(root: Place, kind: str) -> EInvoice:
    """Return what a UBL document says; `kind` is Invoice or CreditNote."""
    number, issued = root.text("ID"), root.day("IssueDate")
    amounts = _amounts(root)
    if not number or issued is None or "BT-112" not in amounts:
        raise SourceError("einvoice.incomplete", file=root.file)
    line, quantity = f"{kind}Line", "InvoicedQuantity" if kind == "Invoice" else "CreditedQuantity"
    return EInvoice(
        number, issued, root.text(f"{kind}TypeCode") or ("380" if kind == "Invoice" else "381"),
        root.text("DocumentCurrencyCode") or "EUR",
        _party(root.first("AccountingSupplierParty/Party")), _party(root.first("AccountingCustomerParty/Party")),
        amounts, {key: text for key, path in _TEXTS.items() if (text := root.text(path))},
        due_date=root.day("DueDate") or root.day("PaymentMeans/PaymentDueDate"),
        delivery_date=root.day("Delivery/ActualDeliveryDate"),
        vat_lines=tuple(_vat(one) for one in root.all("TaxTotal/TaxSubtotal")),
        lines=tuple(_line(one, quantity) for one in root.all(line)),
        notes=tuple(_note(note.text(".")) for note in root.all("Note")),
        syntax="ubl",
        due_dates=tuple(dict.fromkeys(one.text(".") for one in root.all("PaymentMeans/PaymentDueDate"))),
    )  # fmt: skip


def _amounts(root: Place) -> dict[str, Decimal]:
    sums = root.first("LegalMonetaryTotal")
    if sums is None:
        return {}
    found = {key: sums.amount(path) for key, path in _TOTALS.items()}
    found["BT-110"] = root.amount_in("TaxTotal/TaxAmount", root.text("DocumentCurrencyCode"))
    found["BT-111"] = next((one.amount(".") for one in root.all("TaxTotal/TaxAmount") if one.in_currency(_EURO)), None)
    return {key: value for key, value in found.items() if value is not None}


def _note(text: str) -> tuple[str, str]:
    """Return subject and text of a note: UBL writes the subject as #PMD# before it."""
    start, subject, rest = [*text.split("#", 2), "", ""][:3]
    return (subject, rest) if not start and subject else ("", text)


def _party(one: Place | None) -> Party:
    if one is None:
        return Party()
    legal, own = "PartyLegalEntity/CompanyID", "PartyIdentification/ID"
    siren = one.schemed(legal, *_SIREN) or one.schemed(own, *_SIREN)
    siret = one.schemed(legal, *_SIRET) or one.schemed(own, *_SIRET)
    lines = ("StreetName", "AdditionalStreetName", "PostalZone", "CityName")
    return Party(
        one.text("PartyLegalEntity/RegistrationName") or one.text("PartyName/Name"), siren or siret[:9], siret,
        _vat_number(one), one.text("PostalAddress/Country/IdentificationCode"),
        " ".join(text for key in lines if (text := one.text(f"PostalAddress/{key}"))),
        one.text("EndpointID"), one.text(own) or one.text(legal),
        one.schemed(legal, *_SIREN),
    )  # fmt: skip


def _vat_number(one: Place) -> str:
    schemes = one.all("PartyTaxScheme")
    return next((scheme.text("CompanyID") for scheme in schemes if scheme.text("TaxScheme/ID") == "VAT"), "")


def _vat(one: Place) -> VatLine:
    rate, base = one.amount("TaxCategory/Percent"), one.amount("TaxableAmount")
    return VatLine(one.text("TaxCategory/ID"), rate, base, one.amount("TaxAmount"))


def _line(one: Place, quantity: str) -> InvoiceLine:
    return InvoiceLine(
        one.text("ID"), one.text("Item/Name"), one.amount(quantity), one.amount("LineExtensionAmount"),
        one.amount("Item/ClassifiedTaxCategory/Percent"), one.amount("Price/PriceAmount"),
    )  # fmt: skip
