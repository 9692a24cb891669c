"""The invoice within a PDF: the one XML file that a Factur-X or ZUGFeRD document carries.

The names of the standards go first (factur-x.xml, zugferd-invoice.xml, xrechnung.xml), in any case of letters; else any
attached XML that is an invoice counts. The PDF's own text and pictures are not looked at.
Errors: `SourceError` for a PDF that is broken, locked by a password, without an invoice, or with two that differ.
Source: Factur-X 1.0, §6 (PDF/A-3 attachment); ZUGFeRD 1.0 to 2.3.
"""

from __future__ import annotations

import io
import logging
import warnings
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING

from cashkit.ground.errors import CashkitError, SourceError
from cashkit.readers.einvoice import cii, ubl
from cashkit.readers.safe_xml import bare, parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pypdf import PdfReader

ZUGFERD_1 = "CrossIndustryDocument"
_NAMES = ("factur-x.xml", "zugferd-invoice.xml", "xrechnung.xml")
_INVOICES = (cii.ROOT, *ubl.ROOTS, ZUGFERD_1)
_MOST = 200
_WITHIN = 1024
"""Bytes: what other software writes before the PDF itself is passed over, as every viewer does."""


def is_pdf(content: bytes) -> bool:
    """Tell whether a file is a PDF."""
    return b"%PDF-" in content[:_WITHIN]


def invoice_of_pdf(file: str, content: bytes) -> bytes:
    """Return the XML of the invoice that a PDF carries."""
    attached = [(name, xml) for name, xml in _attached(file, content) if _is_invoice(name, xml)]
    named = [xml for name, xml in attached if name in _NAMES]
    found = list(dict.fromkeys(named or (xml for _, xml in attached)))
    if not found:
        raise SourceError("einvoice.pdf_without_xml", file=file)
    if len(found) > 1:
        raise SourceError(
            "einvoice.two_invoices", file=file, names=", ".join(sorted(name for name, _ in attached))[:120]
        )
    return found[0]


def _attached(file: str, content: bytes) -> list[tuple[str, bytes]]:
    """Return the XML files that a PDF carries, each with its name in small letters."""
    from pypdf import PdfReader  # noqa: PLC0415  (loaded for a PDF only)

    with silent():
        try:
            reader = PdfReader(io.BytesIO(content))
            locked = reader.is_encrypted and not _opened(reader)
            listed = [] if locked else list(islice(reader.attachment_list, _MOST))
            xml = [one for one in listed if one.name.lower().endswith(".xml")]
            found = [(one.name.lower(), bytes(one.content)) for one in xml]
        except Exception:  # noqa: BLE001  (the library raises errors of many kinds for a broken PDF)
            raise SourceError("einvoice.broken_pdf", file=file) from None
    if locked:
        raise SourceError("einvoice.locked_pdf", file=file)
    return found


def _opened(reader: PdfReader) -> bool:
    """Tell whether a PDF opens without its password: many are only locked against changes."""
    from pypdf.errors import DependencyError  # noqa: PLC0415  (loaded for an encrypted PDF only)

    try:
        return bool(reader.decrypt(""))
    except DependencyError:  # the strong ciphers need a further library
        return False


def _is_invoice(name: str, xml: bytes) -> bool:
    """Tell whether an attachment is an invoice; one that claims to be and cannot be read is, so that it is told."""
    try:
        return bare(parse(name, xml).tag) in _INVOICES
    except CashkitError:
        return name in _NAMES


@contextmanager
def silent() -> Iterator[None]:
    """Keep the libraries from writing on the terminal: what is wrong is told once, by us."""
    loggers = [logging.getLogger(name) for name in ("factur-x", "pypdf")]
    before = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        for logger, level in zip(loggers, before, strict=True):
            logger.setLevel(level)
