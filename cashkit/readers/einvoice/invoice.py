"""An e-invoice: what it says, by the terms of the European standard (BT-1 is its number, BT-112 its total with VAT).

Amounts are kept as the document writes them; a credit note's are above zero there, and below zero in the
dossier's table `invoices` (`row`).

>>> seller, buyer = Party("Ombrage", siren="732829320"), Party("Client", siren="552100554")
>>> one = EInvoice("F1", date(2026, 1, 5), "381", "EUR", seller, buyer, {"BT-112": Decimal("120.00")})
>>> one.amount, one.is_credit_note, row(one)["amount"], row(one)["customer_id"]
(Decimal('120.00'), True, -120.0, '552100554')

Units: the document's currency, VAT included unless the name says otherwise.
Source: EN 16931-1; UNTDID 1001 (type of document).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date  # noqa: TC003  (the doctest makes one)
from decimal import Decimal  # noqa: TC003  (same)
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cashkit.dossier.findings import DataFinding

CREDIT_NOTES = ("381", "396", "261", "262", "502", "503")
DEPOSITS = ("386", "500")


@dataclass(frozen=True)
class Party:
    """A seller or a buyer (BG-4, BG-7)."""

    name: str = ""
    siren: str = ""
    siret: str = ""
    vat_number: str = ""
    country: str = ""
    address: str = ""
    electronic_address: str = ""
    other_id: str = ""
    siren_written: str = ""
    """What stands under the scheme of SIRENs (0002), whatever it is."""

    @property
    def id(self) -> str:
        """What the party is known by: SIREN, else VAT number, another number, its name."""
        return self.siren or self.siret[:9] or self.vat_number or self.other_id or self.name


@dataclass(frozen=True)
class VatLine:
    """One line of the VAT breakdown (BG-23)."""

    category: str
    rate: Decimal | None
    base: Decimal | None
    amount: Decimal | None


@dataclass(frozen=True)
class InvoiceLine:
    """One line of the invoice (BG-25)."""

    number: str
    name: str
    quantity: Decimal | None
    amount_excl_vat: Decimal | None
    rate: Decimal | None
    unit_price: Decimal | None = None


@dataclass(frozen=True)
class EInvoice:
    """What an e-invoice says; `amounts` and `texts` hold its further terms by number (BT-9, BT-20 ...)."""

    invoice_number: str
    issue_date: date
    type_code: str
    currency: str
    seller: Party
    buyer: Party
    amounts: Mapping[str, Decimal] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    due_date: date | None = None
    delivery_date: date | None = None
    vat_lines: tuple[VatLine, ...] = ()
    lines: tuple[InvoiceLine, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    syntax: str = ""
    due_dates: tuple[str, ...] = ()
    data_findings: tuple[DataFinding, ...] = ()

    @property
    def amount(self) -> Decimal | None:
        """The total with VAT (BT-112)."""
        return self.amounts.get("BT-112")

    @property
    def amount_excl_vat(self) -> Decimal | None:
        """The total without VAT (BT-109)."""
        return self.amounts.get("BT-109")

    @property
    def vat(self) -> Decimal | None:
        """The VAT (BT-110)."""
        return self.amounts.get("BT-110")

    @property
    def payable(self) -> Decimal | None:
        """What is left to pay (BT-115)."""
        return self.amounts.get("BT-115")

    @property
    def is_credit_note(self) -> bool:
        """Whether the document gives money back (BT-3)."""
        return self.type_code in CREDIT_NOTES

    def term(self, number: str) -> object:
        """Return a term by its number in the standard, None where the document does not give it."""
        fixed: dict[str, object] = {
            "BT-1": self.invoice_number, "BT-2": self.issue_date, "BT-3": self.type_code, "BT-5": self.currency,
            "BT-9": self.due_date, "BT-27": self.seller.name, "BT-44": self.buyer.name, "BT-72": self.delivery_date,
        }  # fmt: skip
        return fixed.get(number) or self.amounts.get(number, self.texts.get(number))


def row(one: EInvoice) -> dict[str, object]:
    """Return an e-invoice as a row of the dossier's table `invoices`; the customer is known by its own number."""
    sign = -1 if one.is_credit_note else 1
    return {
        "invoice_id": one.invoice_number,
        "customer_id": one.buyer.id,
        "kind": "credit_note" if one.is_credit_note else "invoice",
        "issue_date": one.issue_date.isoformat(),
        "due_date": None if one.due_date is None else one.due_date.isoformat(),
        "amount": _signed(one.amount, sign),
        "vat": _signed(one.vat, sign),
        "amount_excl_vat": _signed(one.amount_excl_vat, sign),
        "order_id": one.texts.get("BT-13"),
        "corrects": one.texts.get("BT-25"),
        "nature": "deposit" if one.type_code in DEPOSITS else None,
        "currency": one.currency,
    }


def customer(one: EInvoice) -> dict[str, object]:
    """Return the buyer as a row of the dossier's table `customers`."""
    buyer = one.buyer
    return {
        "customer_id": buyer.id,
        "name": buyer.name or buyer.id,
        "siren": buyer.siren or None,
        "siret": buyer.siret or None,
        "vat_number": buyer.vat_number or None,
        "country": buyer.country or None,
        "address": buyer.address or None,
        "email": None,
        "payment_terms": None,
    }


def _signed(amount: Decimal | None, sign: int) -> float | None:
    return None if amount is None else float(sign * amount)
