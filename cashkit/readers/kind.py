"""What kind of file a source is, told by what it holds first, and by its name only where that tells nothing.

Kinds: `fec`, `ledger` (CSV or workbook), `bank` (statement of account), `einvoice`, `accounts` (filed accounts),
`register` (answer of the company register).

>>> import tempfile
>>> folder = tempfile.TemporaryDirectory()
>>> def kind(name, content):
...     path = Path(folder.name) / name
...     _ = path.write_bytes(content)
...     return kind_of(path)
>>> kind("balance.csv", b"Client;Facture;Solde"), kind("export.txt", b"JournalCode|JournalLib|EcritureNum")
('ledger', 'fec')
>>> kind("732829320FEC20251231.txt", b":20:X\\n:25:FR76\\n:60F:C260104EUR1,00")
'bank'
>>> try:
...     kind("scan.png", b"\\x89PNG\\r\\n")
... except SourceError as error:
...     error.key
'kinds.image'
>>> folder.cleanup()

Errors: `SourceError` for what cashkit does not read, in one sentence: what it is, and what to give instead.
"""

from __future__ import annotations

import re
from pathlib import Path  # noqa: TC003  (the doctest makes one)
from typing import Literal

from cashkit.ground.errors import SourceError
from cashkit.readers.kind_of_bytes import kind_of_bytes
from cashkit.readers.kind_of_lines import kind_of_lines
from cashkit.readers.kind_of_markup import kind_of_markup

Kind = Literal["fec", "ledger", "bank", "einvoice", "accounts", "register"]
KINDS: tuple[Kind, ...] = ("fec", "ledger", "bank", "einvoice", "accounts", "register")
HEAD = 1 << 16
_NAME = re.compile(r"FEC\d{6,8}|^FEC\b|\bFEC\b", re.IGNORECASE)
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_NO_KIND = ("kinds.text", "kinds.table")


def kind_of(path: Path, *, mapped: bool = False) -> Kind:
    """Return what kind of file this is; `mapped` when a person says which columns hold what: it is a ledger."""
    head = _head(path)
    by_bytes = kind_of_bytes(path, head)
    told = by_bytes or _of_text(decoded(head), mapped=mapped)
    if _NAME.search(path.name) and (by_bytes or told in _NO_KIND):
        return "fec"  # its reader says best why a file of that name is none
    if told not in KINDS:
        raise SourceError(told, file=path.name, value=_shown(decoded(head)))
    return told


def _head(path: Path) -> bytes:
    """Return the first bytes of a file; a pipe or a device is none, and would be waited for without end."""
    if not path.is_file():
        raise SourceError("kinds.no_file", file=path.name)
    try:
        with path.open("rb") as file:
            return file.read(HEAD)
    except OSError as error:
        raise SourceError("readers.not_readable", file=path.name, reason=error.strerror or "") from None


def decoded(head: bytes) -> str:
    """Return the first bytes of a file as text."""
    if head[:2] in _WIDE:
        return head[: len(head) // 2 * 2].decode("utf-16", errors="replace")
    text = head.removeprefix(b"\xef\xbb\xbf")
    try:
        return text[: len(text) - 3].decode() + text[len(text) - 3 :].decode(errors="ignore")
    except UnicodeDecodeError:
        return text.decode("cp1252", errors="replace")


def _of_text(text: str, *, mapped: bool) -> str:
    """Return the kind of a text, or the key of the sentence that refuses it."""
    return kind_of_markup(text) or kind_of_lines(text, mapped=mapped)


def _shown(text: str) -> str:
    """Return the first words of a text, for a sentence: nothing in them moves the cursor."""
    line = next((line for line in text.splitlines() if line.strip()), "")
    return "".join(letter if letter.isprintable() else " " for letter in line.strip())[:40].strip()
