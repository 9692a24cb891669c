"""Life-cycle messages of e-invoices: what a platform says happened to an invoice (disputed, paid ...).

>>> STATUSES["207"], STATUSES["212"]
('disputed', 'paid')

Errors: `SourceError` for a message that names no invoice or no status, or is about several invoices.
Source: French reform of e-invoicing, external specifications of the public portal: statuses of the life cycle (CDV).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from cashkit.ground.errors import SourceError

if TYPE_CHECKING:
    from cashkit.readers.einvoice.terms import Place

ROOT = "CrossDomainAcknowledgementAndResponse"
STATUSES = {
    "200": "deposited", "201": "issued", "202": "received", "203": "made_available", "204": "taken_in_charge",
    "205": "approved", "206": "approved_in_part", "207": "disputed", "208": "suspended", "209": "completed",
    "210": "refused", "211": "payment_sent", "212": "paid", "213": "rejected",
}  # fmt: skip


@dataclass(frozen=True)
class LifeCycle:
    """One status of one invoice; `amount` is what was paid, where the message says it."""

    invoice_number: str
    status: str
    code: str
    on: date
    reasons: tuple[tuple[str, str], ...] = ()
    amount: Decimal | None = None


def read_life_cycle(root: Place) -> LifeCycle:
    """Return what a life-cycle message says."""
    references = root.all("AcknowledgementDocument/ReferenceReferencedDocument")
    if len(references) > 1:
        raise SourceError("einvoice.several_invoices", file=root.file, n=len(references))
    reference = references[0] if references else None
    sent = root.text("AcknowledgementDocument/IssueDateTime/DateTimeString")
    number, code = ("", "") if reference is None else _named(reference)
    if reference is None or not number or not code or not sent:
        raise SourceError("einvoice.bad_life_cycle", file=root.file)
    reasons = tuple((one.text("ReasonCode"), one.text("Reason")) for one in reference.all("SpecifiedDocumentStatus"))
    try:
        day = date(int(sent[:4]), int(sent[4:6]), int(sent[6:8])) if sent.isascii() and sent.isdigit() else None
    except ValueError:
        day = None
    if day is None:
        raise SourceError("einvoice.bad_date", file=root.file, place="IssueDateTime", value=sent[:40])
    known = tuple(pair for pair in reasons if any(pair))
    return LifeCycle(number, STATUSES.get(code, "other"), code, day, known, _paid(reference))


def _named(reference: Place) -> tuple[str, str]:
    return reference.text("IssuerAssignedID"), reference.text("ProcessConditionCode")


def _paid(reference: Place) -> Decimal | None:
    """Return the sum of the amounts that a message tells as received (one for each rate of VAT)."""
    told = [
        amount
        for one in reference.all("SpecifiedDocumentStatus/SpecifiedDocumentCharacteristic")
        if one.text("TypeCode") == "MEN" and (amount := one.amount("ValueAmount")) is not None
    ]
    return sum(told, Decimal()) if told else None
