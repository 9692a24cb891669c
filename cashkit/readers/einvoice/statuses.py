"""What happened to invoices by their life-cycle messages: disputes opened and closed, money received, refusals.

>>> from datetime import date
>>> told = [LifeCycle("F1", "disputed", "207", date(2026, 2, 1), (("QTE_ERR", "manque 2"),)),
...     LifeCycle("F1", "approved", "205", date(2026, 2, 9))]
>>> history = happened([Message("a.xml", one) for one in told], {"F1": Issued("C1", Decimal(120), date(2026, 1, 5))})
>>> history.disputes[0]["reason"], history.disputes[0]["opened_on"], history.disputes[0]["closed_on"]
('quantity', '2026-02-01', '2026-02-09')

A dispute ends with the approval, with payment sent, or once the invoice is paid in full. A refused or rejected
invoice stays in the books until a credit note takes it out: it is told, never dropped.
Findings: I19 a message about an invoice that is not there, I20 a refused or rejected invoice, I22 an invoice said to be
paid without an amount, which is taken as all that was left of it.
Units: the document's currency, VAT included.
Source: French reform of e-invoicing, statuses of the life cycle (CDV) and their reasons.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from cashkit.dossier.findings import DataFinding, capped, data_finding
from cashkit.readers.einvoice.life_cycle import LifeCycle  # noqa: TC001  (the doctest makes one)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

Row = dict[str, object]
_REASONS = {
    "price": ("PU_ERR", "REM_ERR", "MONTANTTOTAL_ERR", "CALCUL_ERR"),
    "quantity": ("QTE_ERR",),
    "quality": ("QUALITE_ERR", "ART_ERR"),
    "delivery": ("LIVR_INCOMP",),
    "duplicate": ("DOUBLON", "DOUBLE_FACT"),
    "paperwork": (
        "TX_TVA_ERR", "CMD_ERR", "REF_ERR", "REF_CT_ABSENT", "ADR_ERR", "SIRET_ERR", "DEST_ERR", "DEST_INC",
        "EMMET_INC", "CODE_ROUTAGE", "CODE_ROUTAGE_ERR", "JUSTIF_ABS", "MODPAI_ERR", "COORD_BANC_ERR", "NON_CONFORME",
    ),
}  # fmt: skip
_REASON_OF = {code: reason for reason, codes in _REASONS.items() for code in codes}
_SETTLED = ("approved", "payment_sent")
_REFUSED = ("refused", "rejected")


@dataclass(frozen=True)
class Message:
    """A life-cycle message with the file in which it stands."""

    file: str
    said: LifeCycle


@dataclass(frozen=True)
class Issued:
    """What the messages are about: an invoice's customer, what is to pay of it, its date."""

    customer_id: str | None
    payable: Decimal
    issue_date: date
    currency: str = "EUR"


@dataclass
class History:
    """The rows and the findings that messages make."""

    disputes: list[Row] = field(default_factory=list)
    payments: list[Row] = field(default_factory=list)
    allocations: list[Row] = field(default_factory=list)
    findings: list[DataFinding] = field(default_factory=list)
    paid: dict[str, Decimal] = field(default_factory=dict)
    rejected: dict[str, Row] = field(default_factory=dict)


def happened(messages: Sequence[Message], issued: Mapping[str, Issued]) -> History:
    """Return what messages say of invoices, in the order of their days."""
    history = History()
    for message in sorted(messages, key=lambda one: (one.said.on, one.file)):
        said, invoice = message.said, issued.get(message.said.invoice_number)
        if invoice is None:
            history.findings.append(data_finding("I19", file=message.file, value=said.invoice_number, day=said.on))
        elif said.status == "disputed":
            _open(history, said)
        elif said.status == "paid":
            _pay(history, message, invoice)
        elif said.status in _SETTLED:
            _close(history, said)
        elif said.status in _REFUSED:
            history.findings.append(_refused(message))
            history.rejected[said.invoice_number] = {"rejected_on": said.on.isoformat(), "rejection": _why(said)}
    codes = sorted({found.code for found in history.findings})
    history.findings = [one for code in codes for one in capped([f for f in history.findings if f.code == code])]
    return history


def _open(history: History, said: LifeCycle) -> None:
    code = next((code for code, _ in said.reasons if code), "")
    history.disputes.append(
        {
            "dispute_id": f"{said.invoice_number}-{said.code}-{len(history.disputes) + 1}",
            "invoice_id": said.invoice_number,
            "opened_on": said.on.isoformat(),
            "closed_on": None,
            "reason": _REASON_OF.get(code, "other"),
            "outcome": None,
        }
    )


def _close(history: History, said: LifeCycle) -> None:
    for row in history.disputes:
        if row["invoice_id"] == said.invoice_number and row["closed_on"] is None:
            row["closed_on"], row["outcome"] = said.on.isoformat(), said.status


def _pay(history: History, message: Message, invoice: Issued) -> None:
    said, number = message.said, message.said.invoice_number
    before = history.paid.get(number, Decimal())
    left = invoice.payable - before
    if said.amount is None:
        history.findings.append(data_finding("I22", file=message.file, value=number, amount=max(left, Decimal())))
    amount = left if said.amount is None else said.amount
    if not amount:
        return
    history.paid[number] = before + amount
    _receive(history, said, invoice, amount)
    if history.paid[number] >= invoice.payable:
        _close(history, said)


def _receive(history: History, said: LifeCycle, invoice: Issued, amount: Decimal) -> None:
    """Note money received; money given back (below zero) is a payment that the dossier turns into a reject."""
    number, day = said.invoice_number, said.on.isoformat()
    received = f"{number}-{said.code}-{len(history.payments) + 1}"
    history.payments.append(
        {
            "payment_id": received, "customer_id": invoice.customer_id, "payment_date": day, "amount": float(amount),
            "kind": "payment", "reference": number, "currency": invoice.currency,
        }
    )  # fmt: skip
    if amount > 0:
        known = max(said.on, invoice.issue_date).isoformat()
        history.allocations.append(
            {"credit_id": received, "invoice_id": number, "amount": float(amount), "allocated_on": known}
        )


def _why(said: LifeCycle) -> str:
    """Return the reasons given, in the words of whoever refused."""
    return "; ".join(dict.fromkeys(text or code for code, text in said.reasons))


def _refused(message: Message) -> DataFinding:
    said = message.said
    reason = _why(said) or "–"
    refused = f"einvoice.status_{said.status}"
    return data_finding("I20", file=message.file, value=said.invoice_number, day=said.on, status=refused, reason=reason)
