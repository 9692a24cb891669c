"""Mandatory particulars of an invoice, looked for among the terms of an e-invoice.

States: `present`, `missing`, `wrong`; `to_check` where the law asks for it only in a case that the document does not
tell (another delivery address, an order number of the buyer), or where the profile keeps it for the PDF;
`not_applicable`. An invoice of 150 euros without VAT at most, one under the small-business exemption and a
corrective one may leave out the seller's VAT number and the reason for exemption.

>>> from datetime import date
>>> from decimal import Decimal
>>> from cashkit.readers.einvoice.invoice import EInvoice, Party
>>> seller = Party("Ombrage", siren="732829320", address="1 rue du Test", vat_number="FR44732829320")
>>> one = EInvoice("F1", date(2026, 9, 5), "380", "EUR", seller, Party("Client"), {"BT-109": Decimal(500)})
>>> said = mentions(one)
>>> said["seller_identity"], said["buyer_identity"], said["order_number"], said["corrected_invoice"]
('present', 'missing', 'to_check', 'not_applicable')

Source: CGI ann. II, art. 242 nonies A; C. com. L441-9, R123-237, R123-238 (the articles stand in the law's table).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cashkit.ground.identifiers import is_siren
from cashkit.ground.plain_text import folded
from cashkit.law.values import in_force
from cashkit.readers.einvoice.checks import wrong_key
from cashkit.readers.einvoice.french_rules import BILLING_MODES, HOME, MISSING, NOT_APPLICABLE, PRESENT, WRONG, b2b

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from cashkit.readers.einvoice.invoice import EInvoice, InvoiceLine

TO_CHECK = "to_check"
STATES = (PRESENT, MISSING, WRONG, TO_CHECK, NOT_APPLICABLE)
_FOREIGN_OR_REVERSED, _WITHOUT_VAT = ("K", "AE"), ("E", "AE", "K", "G", "O")
_CORRECTING = ("381", "396", "261", "502", "503", "384", "471", "472", "473")
_FRANCHISE = "VATEX-FR-FRANCHISE"
_WITHOUT_LINES = ("minimum", "basicwl")
_STEMS = {"penalty_rate": ("PMD", "penalit"), "indemnity": ("PMT", "indemnit"), "discount_terms": ("AAB", "escompte")}


def mentions(one: EInvoice) -> dict[str, str]:
    """Return the state of each particular."""
    said = {key: test(one) for key, test in _TESTS.items()}
    if one.texts.get("BT-24", "").lower().endswith(_WITHOUT_LINES):  # such an XML comes beside a PDF that people read
        return {key: TO_CHECK if state == MISSING else state for key, state in said.items()}
    return said


def _there(*terms: object) -> str:
    return PRESENT if all(terms) else MISSING


def _if_any(term: object) -> str:
    return PRESENT if term else NOT_APPLICABLE


def _relieved(one: EInvoice) -> bool:
    limit, total = in_force("invoice_particulars", "small_invoice_relief", one.issue_date), one.amount_excl_vat
    small = limit is not None and total is not None and abs(total) <= limit.value
    return small or one.type_code in _CORRECTING or one.texts.get("BT-121") == _FRANCHISE


def _seller(one: EInvoice) -> str:
    seller = one.seller
    if seller.country not in HOME:
        return _there(seller.name, seller.address)
    if seller.siren and not is_siren(seller.siren):
        return WRONG
    return _there(seller.name, seller.address, seller.siren)


def _legal_form(one: EInvoice) -> str:
    told = one.texts.get("BT-33") or any(subject in {"REG", "ABL"} for subject, _ in one.notes)
    return PRESENT if told else TO_CHECK


def _own_vat(one: EInvoice) -> str:
    if not one.seller.vat_number:
        return NOT_APPLICABLE if _relieved(one) else MISSING
    return WRONG if wrong_key(one.seller) else PRESENT


def _their_vat(one: EInvoice) -> str:
    if not _any_category(one, _FOREIGN_OR_REVERSED):
        return NOT_APPLICABLE
    if not one.buyer.vat_number:
        return MISSING
    return WRONG if wrong_key(one.buyer) else PRESENT


def _any_category(one: EInvoice, categories: tuple[str, ...]) -> bool:
    return any(line.category in categories for line in one.vat_lines)


def _lines(one: EInvoice) -> str:
    return _there(one.lines, all(_whole(line) for line in one.lines))


def _whole(line: InvoiceLine) -> bool:
    return bool(line.name) and line.quantity is not None and line.unit_price is not None


def _supply(one: EInvoice) -> str:
    told = one.delivery_date or one.texts.get("BT-73") or one.texts.get("BT-74")
    return PRESENT if told else TO_CHECK


def _totals(one: EInvoice) -> str:
    bases = [line.base is not None and line.amount is not None for line in one.vat_lines]
    return _there(one.vat_lines, all(bases), "BT-109" in one.amounts, "BT-110" in one.amounts or not _taxed(one))


def _taxed(one: EInvoice) -> bool:
    return _any_category(one, ("S",))


def _exemption(one: EInvoice) -> str:
    if not _any_category(one, _WITHOUT_VAT) or _relieved(one):
        return NOT_APPLICABLE
    return _there(one.texts.get("BT-120") or one.texts.get("BT-121"))


def _payment(one: EInvoice) -> str:
    if one.is_credit_note or one.payable == 0:
        return NOT_APPLICABLE
    if one.due_date is not None:
        return PRESENT
    return TO_CHECK if one.texts.get("BT-20") else MISSING


def _said_in_notes(key: str) -> Callable[[EInvoice], str]:
    subject, stem = _STEMS[key]

    def test(one: EInvoice) -> str:
        if one.is_credit_note:
            return NOT_APPLICABLE
        free = [one.texts.get("BT-20", ""), *(text for _, text in one.notes)]
        return _there(any(code == subject for code, _ in one.notes) or any(stem in folded(text) for text in free))

    return test


def _their_siren(one: EInvoice) -> str:
    buyer = one.buyer
    if buyer.country not in HOME or b2b(one) is False:
        return NOT_APPLICABLE
    if not buyer.siren:
        return MISSING if b2b(one) or buyer.vat_number else TO_CHECK
    return PRESENT if is_siren(buyer.siren) else WRONG


def _delivery(one: EInvoice) -> str:
    if one.texts.get("BT-77") or one.texts.get("BT-78"):
        return PRESENT
    return NOT_APPLICABLE if one.texts.get("BT-23", "").startswith("S") else TO_CHECK


def _category(one: EInvoice) -> str:
    mode = one.texts.get("BT-23", "")
    if not mode:
        return MISSING
    return PRESENT if mode in BILLING_MODES else WRONG


def _on_debits(one: EInvoice) -> str:
    if one.texts.get("BT-8"):
        return PRESENT
    return NOT_APPLICABLE if one.texts.get("BT-23", "").startswith("B") else TO_CHECK


_TESTS: Mapping[str, Callable[[EInvoice], str]] = {
    "seller_identity": _seller,
    "seller_legal_form": _legal_form,
    "buyer_identity": lambda one: _there(one.buyer.name, one.buyer.address),
    "seller_vat_number": _own_vat,
    "buyer_vat_number": _their_vat,
    "fiscal_representative": lambda one: _if_any(one.texts.get("BT-62")),
    "issue_date": lambda one: _there(one.issue_date),
    "number": lambda one: _there(one.invoice_number),
    "lines": _lines,
    "rebates": lambda one: _if_any(one.amounts.get("BT-107")),
    "supply_date": _supply,
    "vat_and_totals": _totals,
    "exemption_reason": _exemption,
    "payment_date": _payment,
    "discount_terms": _said_in_notes("discount_terms"),
    "penalty_rate": _said_in_notes("penalty_rate"),
    "indemnity": _said_in_notes("indemnity"),
    "order_number": lambda one: PRESENT if one.texts.get("BT-13") else TO_CHECK,
    "corrected_invoice": lambda one: _there(one.texts.get("BT-25")) if one.type_code in _CORRECTING else NOT_APPLICABLE,
    "buyer_siren": _their_siren,
    "delivery_address": _delivery,
    "category": _category,
    "vat_on_debits": _on_debits,
}
