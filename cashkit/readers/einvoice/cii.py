"""The CII syntax of an e-invoice (UN/CEFACT Cross Industry Invoice): Factur-X, ZUGFeRD 2, XRechnung.

Errors: `SourceError` for an invoice without number, date or amount.
Source: EN 16931-3-3.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cashkit.ground.errors import SourceError
from cashkit.readers.einvoice.invoice import EInvoice, InvoiceLine, Party, VatLine

if TYPE_CHECKING:
    from decimal import Decimal

    from cashkit.readers.einvoice.terms import Place

ROOT = "CrossIndustryInvoice"
_SIREN, _SIRET = ("0002",), ("0009",)
_DATE, _EURO = "DateTimeString", "EUR"
_TOTALS = {
    "BT-106": "LineTotalAmount", "BT-107": "AllowanceTotalAmount", "BT-108": "ChargeTotalAmount",
    "BT-109": "TaxBasisTotalAmount", "BT-112": "GrandTotalAmount", "BT-113": "TotalPrepaidAmount",
    "BT-114": "RoundingAmount", "BT-115": "DuePayableAmount",
}  # fmt: skip
_AGREEMENT, _DELIVERY, _SETTLEMENT = (
    f"SupplyChainTradeTransaction/ApplicableHeaderTrade{part}" for part in ("Agreement", "Delivery", "Settlement")
)
_DUE = f"{_SETTLEMENT}/SpecifiedTradePaymentTerms/DueDateDateTime/{_DATE}"
_PERIOD = f"{_SETTLEMENT}/BillingSpecifiedPeriod"
_TAX = f"{_SETTLEMENT}/ApplicableTradeTax"
_TEXTS = {
    "BT-6": f"{_SETTLEMENT}/TaxCurrencyCode",
    "BT-8": f"{_TAX}/DueDateTypeCode",
    "BT-10": f"{_AGREEMENT}/BuyerReference",
    "BT-12": f"{_AGREEMENT}/ContractReferencedDocument/IssuerAssignedID",
    "BT-13": f"{_AGREEMENT}/BuyerOrderReferencedDocument/IssuerAssignedID",
    "BT-16": f"{_DELIVERY}/DespatchAdviceReferencedDocument/IssuerAssignedID",
    "BT-20": f"{_SETTLEMENT}/SpecifiedTradePaymentTerms/Description",
    "BT-23": "ExchangedDocumentContext/BusinessProcessSpecifiedDocumentContextParameter/ID",
    "BT-24": "ExchangedDocumentContext/GuidelineSpecifiedDocumentContextParameter/ID",
    "BT-25": f"{_SETTLEMENT}/InvoiceReferencedDocument/IssuerAssignedID",
    "BT-33": f"{_AGREEMENT}/SellerTradeParty/Description",
    "BT-62": f"{_AGREEMENT}/SellerTaxRepresentativeTradeParty/Name",
    "BT-73": f"{_PERIOD}/StartDateTime/{_DATE}",
    "BT-74": f"{_PERIOD}/EndDateTime/{_DATE}",
    "BT-77": f"{_DELIVERY}/ShipToTradeParty/PostalTradeAddress/CityName",
    "BT-78": f"{_DELIVERY}/ShipToTradeParty/PostalTradeAddress/PostcodeCode",
    "BT-81": f"{_SETTLEMENT}/SpecifiedTradeSettlementPaymentMeans/TypeCode",
    "BT-83": f"{_SETTLEMENT}/PaymentReference",
    "BT-120": f"{_TAX}/ExemptionReason",
    "BT-121": f"{_TAX}/ExemptionReasonCode",
}


def read_cii(root: Place) -> EInvoice:
    """Return what a CII document says."""
    head = root.first("ExchangedDocument")
    number, issued = ("", None) if head is None else (head.text("ID"), head.day(f"IssueDateTime/{_DATE}"))
    if head is None or not number or issued is None:
        raise SourceError("einvoice.incomplete", file=root.file)
    amounts = _amounts(root)
    if "BT-112" not in amounts:
        raise SourceError("einvoice.incomplete", file=root.file)
    return EInvoice(
        number, issued, head.text("TypeCode"), root.text(f"{_SETTLEMENT}/InvoiceCurrencyCode") or "EUR",
        _party(root.first(f"{_AGREEMENT}/SellerTradeParty")), _party(root.first(f"{_AGREEMENT}/BuyerTradeParty")),
        amounts, {key: text for key, path in _TEXTS.items() if (text := root.text(path))},
        due_date=root.day(_DUE),
        delivery_date=root.day(f"{_DELIVERY}/ActualDeliverySupplyChainEvent/OccurrenceDateTime/{_DATE}"),
        vat_lines=tuple(_vat(one) for one in root.all(f"{_SETTLEMENT}/ApplicableTradeTax")),
        lines=tuple(_line(one) for one in root.all("SupplyChainTradeTransaction/IncludedSupplyChainTradeLineItem")),
        notes=tuple((note.text("SubjectCode"), note.text("Content")) for note in head.all("IncludedNote")),
        syntax="cii",
        due_dates=tuple(dict.fromkeys(one.text(".") for one in root.all(_DUE))),
    )  # fmt: skip


def _amounts(root: Place) -> dict[str, Decimal]:
    sums = root.first(f"{_SETTLEMENT}/SpecifiedTradeSettlementHeaderMonetarySummation")
    if sums is None:
        return {}
    found = {key: sums.amount(path) for key, path in _TOTALS.items()}
    found["BT-110"] = sums.amount_in("TaxTotalAmount", root.text(f"{_SETTLEMENT}/InvoiceCurrencyCode"))
    found["BT-111"] = next((one.amount(".") for one in sums.all("TaxTotalAmount") if one.in_currency(_EURO)), None)
    return {key: value for key, value in found.items() if value is not None}


def _party(one: Place | None) -> Party:
    if one is None:
        return Party()
    legal, own = "SpecifiedLegalOrganization/ID", "GlobalID"
    siren = one.schemed(legal, *_SIREN) or one.schemed(own, *_SIREN)
    siret = one.schemed(legal, *_SIRET) or one.schemed(own, *_SIRET)
    lines = ("LineOne", "LineTwo", "PostcodeCode", "CityName")
    return Party(
        one.text("Name"), siren or siret[:9], siret,
        one.schemed("SpecifiedTaxRegistration/ID", "VA"), one.text("PostalTradeAddress/CountryID"),
        " ".join(text for key in lines if (text := one.text(f"PostalTradeAddress/{key}"))),
        one.text("URIUniversalCommunication/URIID"), one.text(own) or one.text("ID") or one.text(legal),
        one.schemed(legal, *_SIREN),
    )  # fmt: skip


def _vat(one: Place) -> VatLine:
    rate, base = one.amount("RateApplicablePercent"), one.amount("BasisAmount")
    return VatLine(one.text("CategoryCode"), rate, base, one.amount("CalculatedAmount"))


def _line(one: Place) -> InvoiceLine:
    settled = "SpecifiedLineTradeSettlement"
    return InvoiceLine(
        one.text("AssociatedDocumentLineDocument/LineID"), one.text("SpecifiedTradeProduct/Name"),
        one.amount("SpecifiedLineTradeDelivery/BilledQuantity"),
        one.amount(f"{settled}/SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount"),
        one.amount(f"{settled}/ApplicableTradeTax/RateApplicablePercent"),
        one.amount("SpecifiedLineTradeAgreement/NetPriceProductTradePrice/ChargeAmount"),
    )  # fmt: skip
