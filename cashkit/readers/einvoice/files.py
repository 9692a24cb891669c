"""The files of a folder of e-invoices: its PDFs and XML files, sub-folders included, in the order of their paths.

>>> import tempfile
>>> with tempfile.TemporaryDirectory() as folder:
...     _ = Path(folder, "facture.XML").write_text("<Invoice/>")
...     _ = Path(folder, "notes.txt").write_text("hello")
...     found = files_of(Path(folder))
>>> found.papers, found.aside
(('facture.XML',), ('notes.txt',))

Links are never followed: what stands behind them was not sent. Hidden files are passed over.
Errors: `SourceError` for more files than anybody sends at once, or a folder that cannot be listed.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cashkit.ground.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST = 10_000
_SUFFIXES = (".pdf", ".xml")
_HEAD = 8_192
_ROOTS = re.compile(
    rb"<(?:[\w.-]+:)?(?:CrossIndustryInvoice|CrossIndustryDocument|CrossDomainAcknowledgementAndResponse"
    rb"|(?:Invoice|CreditNote)\b[^>]*urn:oasis:names:specification:ubl)"
)


@dataclass(frozen=True)
class Files:
    """Paths below a folder: those that may be e-invoices, and those left aside."""

    papers: tuple[str, ...]
    aside: tuple[str, ...]


def files_of(folder: Path) -> Files:
    """Return the files of a folder."""
    papers: list[str] = []
    aside: list[str] = []
    for path in _walked(folder):
        wanted = path.suffix.lower() in _SUFFIXES and path.is_file() and not path.is_symlink()
        (papers if wanted else aside).append(path.relative_to(folder).as_posix())
        if len(papers) + len(aside) > MOST:
            raise SourceError("einvoice.too_many_files", file=folder.name, limit=MOST)
    return Files(tuple(sorted(papers)), tuple(sorted(aside)))


def _walked(folder: Path) -> Iterator[Path]:
    """Yield what stands below a folder: files, and links to folders, which are not entered."""
    for here, folders, names in os.walk(folder, onerror=_refuse):
        for name in [name for name in folders if Path(here, name).is_symlink()] + names:
            if not name.startswith("."):
                yield Path(here, name)
        folders[:] = [name for name in folders if not name.startswith(".")]


def _refuse(error: OSError) -> None:
    raise SourceError("readers.not_readable", file=str(error.filename), reason=error.strerror or "") from None


def holds_einvoices(folder: str | Path) -> bool:
    """Tell whether a folder is one of e-invoices: XML of that kind in it, or nothing but PDFs."""
    found = files_of(Path(folder))
    heads = (path for path in found.papers if path.lower().endswith(".xml"))
    if any(_ROOTS.search(_head(Path(folder, path))) for path in heads):
        return True
    return bool(found.papers) and not found.aside and all(path.lower().endswith(".pdf") for path in found.papers)


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_HEAD).replace(b"\0", b"")
    except OSError:
        return b""
