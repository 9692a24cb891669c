"""A file of an e-invoice: a Factur-X or ZUGFeRD PDF, CII or UBL XML, or a life-cycle message.

The PDF's own text and pictures are not looked at: what counts is the XML that it carries. The XML is checked against
its schema (I01) and by the rules of `checks`.
Errors: `SourceError` for a PDF without an invoice, for XML that is none, unsafe or broken, with its place.
Source: Factur-X 1.0, EN 16931, through the factur-x library.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from cashkit.ground.errors import SourceError
from cashkit.readers.einvoice import cii, life_cycle, ubl
from cashkit.readers.einvoice.checks import checked
from cashkit.readers.einvoice.pdf import ZUGFERD_1, invoice_of_pdf, is_pdf
from cashkit.readers.einvoice.schema import refused_by_schema
from cashkit.readers.einvoice.terms import Place
from cashkit.readers.safe_xml import bare, parse
from cashkit.readers.stranger_file import content_of, first_sign

if TYPE_CHECKING:
    from cashkit.readers.einvoice.invoice import EInvoice
    from cashkit.readers.einvoice.life_cycle import LifeCycle


def open_einvoice(path: str | Path) -> EInvoice | LifeCycle:
    """Return the e-invoice of a file with its findings, or the status that a life-cycle message tells."""
    source = Path(path)
    return read_einvoice(source.name, content_of(source))


def read_einvoice(file: str, content: bytes) -> EInvoice | LifeCycle:
    """Return what the bytes of a file say; `file` is the name under which it is told."""
    if is_pdf(content):
        content = invoice_of_pdf(file, content)
    if first_sign(content) != "<":
        raise SourceError("einvoice.not_an_invoice", file=file, value="")
    root = parse(file, content)
    place, name = Place(file, root), bare(root.tag)
    if name == life_cycle.ROOT:
        return life_cycle.read_life_cycle(place)
    if name == cii.ROOT:
        one = cii.read_cii(place)
    elif name in ubl.ROOTS:
        one = ubl.read_ubl(place, name)
    elif name == ZUGFERD_1:
        raise SourceError("einvoice.too_old", file=file)
    else:
        raise SourceError("einvoice.not_an_invoice", file=file, value=name[:40])
    return replace(one, data_findings=(*refused_by_schema(file, content), *checked(file, one)))
