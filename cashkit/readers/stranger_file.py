"""The bytes of a file from a stranger: it must exist, and be no larger than any such file is.

>>> content_of(__file__)[:3]
b'\"\"\"'
>>> text_of(b"\\xef\\xbb\\xbfCr\\xe9dit"), text_of("Crédit".encode("utf-16")), text_of(b"PK\\0\\0")
('Crédit', 'Crédit', None)
>>> first_sign("\\ufeff <a/>".encode("utf-16")), first_sign(b" {}")
('<', '{')

Errors: `SourceError` for a file that is not there, or is beyond all measure.
"""

import codecs
from pathlib import Path

from cashkit.ground.errors import SourceError

LARGEST = 64_000_000
_MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_HEAD = 400


def content_of(path: str | Path, *, largest: int = LARGEST) -> bytes:
    """Return the bytes of a file."""
    source = Path(path)
    if not _is_file(source):
        raise SourceError("readers.no_such_source", file=str(path))
    if source.stat().st_size > largest:
        raise SourceError("readers.xml_too_large", file=source.name, limit=largest // 1_000_000)
    try:
        return source.read_bytes()
    except OSError as error:
        raise SourceError("readers.not_readable", file=source.name, reason=error.strerror or "") from None


def text_of(content: bytes, *, legacy: str = "cp1252") -> str | None:
    """Return bytes as text: by their mark, else UTF-8, else what older software writes; None for what is binary."""
    mark = next((mark for mark in _MARKS if content.startswith(mark)), b"")
    bare = content[len(mark) :]
    try:
        text = bare.decode(_MARKS.get(mark, "utf-8"))
    except UnicodeDecodeError:
        if _MARKS.get(mark, "utf-8") != "utf-8":
            return None
        text = bare.decode(legacy, errors="replace")
    return None if "\0" in text or not text.strip() else text


def first_sign(content: bytes) -> str:
    """Return the first character of a file that is no space, whatever its encoding; "" where there is none."""
    mark = next((mark for mark in _MARKS if content.startswith(mark)), b"")
    head = content[len(mark) : len(mark) + _HEAD].decode(_MARKS.get(mark, "utf-8"), errors="replace")
    return head.lstrip("\ufeff \t\r\n")[:1]


def _is_file(source: Path) -> bool:
    try:
        return source.is_file()
    except (OSError, ValueError):  # a name with a NUL, or longer than any name
        return False
