"""The company of a folder of e-invoices: the seller of most of them; what others issued is not its receivable.

>>> from datetime import date
>>> from cashkit.readers.einvoice.invoice import EInvoice
>>> us, them = Party("Ombrage", siren="732829320"), Party("Client", vat_number="FR81552100554")
>>> papers = [Paper(name, "", 0, EInvoice(name, date(2026, 1, 5), "380", "EUR", us, them)) for name in "ab"]
>>> bought = Paper("c", "", 0, EInvoice("c", date(2026, 1, 5), "380", "EUR", them, us))
>>> found = company_of([*papers, bought])
>>> found.id, found.name, [paper.file for paper in found.own([*papers, bought])]
('732829320', 'Ombrage', ['a', 'b'])

A party is known by its SIREN (also out of its SIRET or its French VAT number), else by its VAT number, another
number, its name.
Findings: I15 an invoice of another seller, I16 one that the company received, I23 a company chosen among equals.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cashkit.dossier.findings import DataFinding, capped, data_finding
from cashkit.ground.identifiers import siren_of
from cashkit.readers.einvoice.invoice import EInvoice, Party  # noqa: TC001  (the doctest makes one)

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Paper:
    """An e-invoice with the file in which it stands."""

    file: str
    sha256: str
    size: int
    said: EInvoice


def identity(party: Party) -> str:
    """Return what a party is known by, "" for one that nothing names.

    >>> identity(Party("X", vat_number="FR 44 732829320")), identity(Party("  Chez   Paul ")), identity(Party())
    ('732829320', 'Chez Paul', '')
    """
    vat = "".join(party.vat_number.split()).upper()
    siren = party.siren or party.siret[:9] or siren_of(vat) or siren_of(party.other_id)
    return siren or vat or party.other_id or " ".join(party.name.split())


@dataclass(frozen=True)
class Company:
    """Who issued the invoices of a folder; `equals` are the names of sellers as frequent."""

    id: str
    name: str
    equals: tuple[str, ...] = ()

    def own(self, papers: Sequence[Paper]) -> list[Paper]:
        """Return the invoices that the company issued."""
        return [paper for paper in papers if identity(paper.said.seller) == self.id]

    def findings(self, papers: Sequence[Paper]) -> list[DataFinding]:
        """Say which invoices are not the company's, and whether it was chosen among equals."""
        others = [paper for paper in papers if identity(paper.said.seller) != self.id]
        told = [_other("I16" if identity(paper.said.buyer) == self.id else "I15", paper) for paper in others]
        found = [one for code in ("I15", "I16") for one in capped([one for one in told if one.code == code])]
        if self.equals:
            found.append(data_finding("I23", value=self.name, others=", ".join(self.equals)))
        return found


def _other(code: str, paper: Paper) -> DataFinding:
    return data_finding(code, file=paper.file, value=paper.said.invoice_number, seller=paper.said.seller.name)


def company_of(papers: Sequence[Paper], wanted: str | None = None) -> Company:
    """Return the company: the seller that is asked for by name or SIREN, else that of most invoices."""
    sellers = {identity(paper.said.seller): paper.said.seller.name for paper in reversed(papers)}
    asked = [key for key, name in sellers.items() if wanted and wanted.casefold() in {key.casefold(), name.casefold()}]
    if asked:
        return Company(asked[0], sellers[asked[0]])
    counted = Counter(identity(paper.said.seller) for paper in papers)
    most = max(counted.values(), default=0)
    first, *equals = sorted(key for key, count in counted.items() if count == most) or [""]
    return Company(first, sellers.get(first, ""), tuple(sellers[key] or key for key in equals))
