"""A folder of e-invoices as one dossier: what the company issued, credited and was paid, by its own documents.

Factur-X PDFs, CII, UBL and life-cycle messages, in sub-folders too. The company is the seller of most of them; the due
dates are the documents'; an invoice in two files counts once; what cannot be read is told by its name and stops
nothing. The majority currency is the dossier's, the others are set aside and told (D14). What was paid before the
invoice (BT-113) closes it by as much.
Findings: I14 a file that cannot be read, I24 files left aside; those of each invoice (`checks`), of the company
(`company`), of copies (`copies`) and of messages (`statuses`).
Errors: `SourceError` for a folder without any invoice that can be read, or with more files than anybody sends at once.
Units: the document's currency, VAT included.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cashkit.dossier.dossier import Dossier, SourceFile
from cashkit.dossier.findings import DataFinding, capped, data_finding
from cashkit.ground.errors import SourceError
from cashkit.ground.identifiers import is_siren
from cashkit.readers.einvoice.company import Company, Paper, company_of, identity
from cashkit.readers.einvoice.copies import once
from cashkit.readers.einvoice.einvoice_file import read_einvoice
from cashkit.readers.einvoice.files import files_of, holds_einvoices
from cashkit.readers.einvoice.invoice import EInvoice, customer, row
from cashkit.readers.einvoice.particulars import written
from cashkit.readers.einvoice.statuses import History, Issued, Message, happened
from cashkit.readers.stranger_file import content_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cashkit.dossier.due_rules import DueRules

__all__ = ["holds_einvoices", "open_einvoices"]


@dataclass
class _Read:
    """What was read of a folder, file by file."""

    papers: list[Paper] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    sources: dict[str, SourceFile] = field(default_factory=dict)
    unread: list[DataFinding] = field(default_factory=list)


def open_einvoices(
    folder: str | Path, *, terms: str | DueRules = "30", lang: str | None = None, name: str | None = None
) -> Dossier:
    """Return the dossier of a folder of e-invoices; `name` (or a SIREN) chooses the company where several sell."""
    where = Path(folder)
    found = files_of(where)
    read = _read(where, found.papers)
    company = company_of(read.papers, name)
    own = company.own(read.papers)
    kept, copies = once(own)
    if not kept:
        raise SourceError("einvoice.no_invoice", file=where.name, n=len(found.papers))
    history = happened(read.messages, {paper.said.invoice_number: _issued(paper.said) for paper in reversed(kept)})
    made = _dossier(company, kept, history, terms=terms, lang=lang, name=name or where.name)
    told = (*read.unread, *company.findings(read.papers), *copies, *_of_invoices(kept), *history.findings)
    aside = [data_finding("I24", file=path, value=path) for path in found.aside]
    return replace(made, sources=_sources(read, own), found=(*made.found, *told, *capped(aside, details=1)))


def _read(where: Path, files: Iterable[str]) -> _Read:
    read = _Read()
    for file in files:
        try:
            content = content_of(where / file)
            said = read_einvoice(file, content)
        except SourceError as error:
            reason = (error.key, error.params)
            read.unread.append(data_finding("I14", file=file, value=file, reason=reason))
            read.sources[file] = SourceFile(file, "", 1, 0, 1, 0)
            continue
        digest = hashlib.sha256(content).hexdigest()
        read.sources[file] = SourceFile(file, digest, 1, 1, 0, len(content))
        if isinstance(said, EInvoice):
            read.papers.append(Paper(file, digest, len(content), said))
        elif digest not in {read.sources[one.file].sha256 for one in read.messages}:
            read.messages.append(Message(file, said))
    read.unread = capped(read.unread)
    return read


def _issued(one: EInvoice) -> Issued:
    payable = one.payable if one.payable is not None else one.amount
    return Issued(identity(one.buyer) or None, payable or Decimal(), one.issue_date, one.currency)


def _sources(read: _Read, own: Sequence[Paper]) -> tuple[SourceFile, ...]:
    """Return every file; read, but not used, are invoices that are not the company's and messages about them."""
    numbers = {paper.said.invoice_number for paper in own}
    used = {paper.file for paper in own} | {one.file for one in read.messages if one.said.invoice_number in numbers}
    for file in {*(paper.file for paper in read.papers), *(one.file for one in read.messages)} - used:
        read.sources[file] = replace(read.sources[file], lines_used=0, lines_refused=1)
    return tuple(read.sources[file] for file in sorted(read.sources))


def _of_invoices(kept: Sequence[Paper]) -> list[DataFinding]:
    found = [replace(one, file=paper.file) for paper in kept for one in paper.said.data_findings]
    codes = sorted({one.code for one in found})
    return [one for code in codes for one in capped([each for each in found if each.code == code])]


def _dossier(company: Company, kept: Sequence[Paper], history: History, **asked: Any) -> Dossier:  # noqa: ANN401  (handed on to Dossier.of)
    said = [paper.said for paper in kept]
    counted = Counter(one.currency for one in said)
    currency = max(sorted(counted), key=lambda code: (counted[code], code == "EUR"))
    tables = _tables(said, history)
    siren = company.id if is_siren(company.id) else None
    return Dossier.of(currency=currency, siren=siren, **asked | {"name": company.name or asked["name"]}, **tables)


def _tables(said: Sequence[EInvoice], history: History) -> dict[str, Any]:
    import pandas as pd  # noqa: PLC0415  (loaded when a table is made)

    invoices = [row(one) | {"customer_id": identity(one.buyer) or None, **_due(one), **_told(one)} for one in said]
    if history.rejected:
        nothing: dict[str, object] = {"rejected_on": None, "rejection": None}
        invoices = [one | history.rejected.get(str(one["invoice_id"]), nothing) for one in invoices]
    customers = {identity(one.buyer): customer(one) | {"customer_id": identity(one.buyer)} for one in reversed(said)}
    customers.pop("", None)
    advances = [one for one in said if _prepaid(one)]
    rows: dict[str, list[dict[str, Any]]] = {
        "invoices": invoices,
        "customers": [customers[key] for key in sorted(customers)],
        "payments": [*(_advance(one) for one in advances), *history.payments],
        "allocations": [*(_applied(one) for one in advances), *history.allocations],
        "disputes": [*history.disputes],
    }
    return {table: pd.DataFrame(found) for table, found in rows.items() if found}


def _due(one: EInvoice) -> dict[str, str]:
    return {"due_date_source": "file" if one.due_date is not None else "default"}


def _told(one: EInvoice) -> dict[str, str]:
    return {"particulars": written(one)}


def _prepaid(one: EInvoice) -> Decimal:
    """Return what an invoice says was paid before it, at most its total."""
    told = one.amounts.get("BT-113", Decimal())
    return min(told, one.amount or Decimal()) if told > 0 and not one.is_credit_note else Decimal()


def _advance(one: EInvoice) -> dict[str, Any]:
    return {
        "payment_id": f"{one.invoice_number}-BT-113", "customer_id": identity(one.buyer) or None,
        "payment_date": one.issue_date.isoformat(), "amount": float(_prepaid(one)), "kind": "advance",
        "reference": one.invoice_number, "currency": one.currency,
    }  # fmt: skip


def _applied(one: EInvoice) -> dict[str, Any]:
    return {
        "credit_id": f"{one.invoice_number}-BT-113", "invoice_id": one.invoice_number,
        "amount": float(_prepaid(one)), "allocated_on": one.issue_date.isoformat(),
    }  # fmt: skip
