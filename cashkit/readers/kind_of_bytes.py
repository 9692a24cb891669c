"""What a file is by its first bytes: pictures, archives, PDFs, workbooks old and new, and what is no text at all.

>>> from pathlib import Path
>>> kind_of_bytes(Path("x"), b"\\xff\\xd8\\xff\\xe0"), kind_of_bytes(Path("x"), b"Client;Solde")
('kinds.image', '')

A workbook, an old one, one with a password and a text document share their first bytes: they are told by the names of
their parts, looked for in the file without unpacking anything.
"""

from __future__ import annotations

import mmap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_SIGNATURES = {
    b"%PDF-": "einvoice",
    b"\x89PNG": "kinds.image", b"\xff\xd8\xff": "kinds.image", b"GIF8": "kinds.image", b"II*\0": "kinds.image",
    b"MM\0*": "kinds.image", b"RIFF": "kinds.image",
    b"\x1f\x8b": "kinds.archive", b"7z\xbc\xaf": "kinds.archive", b"Rar!": "kinds.archive", b"BZh": "kinds.archive",
    b"\xfd7zXZ": "kinds.archive", b"\x28\xb5\x2f\xfd": "kinds.archive", b"PK\x05\x06": "kinds.archive",
    b"PAR1": "kinds.parquet", b"SQLite format 3": "kinds.database", b"{\\rtf": "kinds.document",
}  # fmt: skip
_HEIC, _HEIC_AT = b"ftyp", 4
_PARTS = {
    _ZIP: {
        b"xl/workbook.bin": "kinds.old_workbook",
        b"xl/workbook.xml": "ledger",
        b"xl/worksheets/": "ledger",
        b"word/document.xml": "kinds.document",
        b"ppt/presentation.xml": "kinds.document",
        b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet": "kinds.other_workbook",
        b"mimetypeapplication/vnd.oasis.opendocument": "kinds.document",
        b"Index/Document.iwa": "kinds.other_workbook",
    },
    _OLE: {
        "EncryptedPackage".encode("utf-16-le"): "kinds.locked",
        "Workbook".encode("utf-16-le"): "kinds.old_workbook",
        "Book".encode("utf-16-le"): "kinds.old_workbook",
        "WordDocument".encode("utf-16-le"): "kinds.document",
        "__substg1.0_".encode("utf-16-le"): "kinds.message",
    },
}
_OTHERWISE = {_ZIP: "kinds.archive", _OLE: "kinds.old_workbook"}
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_WORKBOOKS = (".xlsx", ".xlsm")


def kind_of_bytes(path: Path, head: bytes) -> str:
    """Return the kind of a file, or the key of the sentence that refuses it; "" for a text."""
    if not head.removeprefix(b"\xef\xbb\xbf").strip():
        return "kinds.empty"
    if head[:4] in _PARTS:
        return _by_parts(path, head[:4])
    found = (kind for mark, kind in _SIGNATURES.items() if head.lstrip().startswith(mark))
    return next(found, "") or _by_texture(head)


def _by_texture(head: bytes) -> str:
    if head[_HEIC_AT : _HEIC_AT + 4] == _HEIC or (head[:2] == b"BM" and b"\0" in head[:30]):
        return "kinds.image"
    return "kinds.binary" if b"\0" in head and head[:2] not in _WIDE and not _is_mostly_text(head) else ""


def _is_mostly_text(head: bytes) -> bool:
    """Tell a text with a few stray NUL bytes from what is no text."""
    strange = sum(byte < 9 or 13 < byte < 32 for byte in head)  # noqa: PLR2004  (control characters but tab and line ends)
    return strange * 20 < len(head)


def _by_parts(path: Path, mark: bytes) -> str:
    """Return what an archive or an old Office file holds, by the names of its parts."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as whole:
        found = next((kind for name, kind in _PARTS[mark].items() if whole.find(name) >= 0), "")
    if not found and mark == _ZIP and path.suffix.lower() in _WORKBOOKS:
        return "ledger"  # damaged: its reader says so
    return found or _OTHERWISE[mark]
