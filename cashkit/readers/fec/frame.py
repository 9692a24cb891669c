"""The file of a FEC as bytes: read once, hashed, and refused at once when it is no text.

>>> try:
...     refuse_what_is_no_text("note.txt", b"%PDF-1.7 ...")
... except SourceError as error:
...     print(error.say("en"))
The file note.txt is a PDF, not a FEC: export the FEC as text from the accounting software.

Errors: `SourceError` (code F04) for what is empty, binary, PDF, Excel, compressed, UTF-16 or UTF-32.
Source: art. A47 A-1 LPF, XII (ASCII, ISO 8859-15 or UTF-8).
"""

import hashlib
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from cashkit.ground.errors import SourceError

BOM = b"\xef\xbb\xbf"
_HEAD = 4096
_SPACES = b" \t\r\n\x0b\x0c\x1a\0|;,"
_MAGIC = (
    (b"%PDF", "pdf"),
    (b"PK\x03\x04", "spreadsheet"),
    (b"\xd0\xcf\x11\xe0", "spreadsheet"),
    (b"\x1f\x8b", "compressed"),
    (b"7z\xbc\xaf", "compressed"),
    (b"Rar!", "compressed"),
    (b"\xff\xfe", "wide_text"),
    (b"\xfe\xff", "wide_text"),
    (b"\0\0\xfe\xff", "wide_text"),
)
_CONTROL = np.ones(256, dtype=bool)
_CONTROL[32:] = False
_CONTROL[[9, 10, 11, 12, 13, 26]] = False
_FEW, _SOME = 0.1, 0.2


@dataclass(frozen=True)
class Frame:
    """The bytes of a file after its byte-order mark, and what identifies it."""

    file: str
    size: int
    has_bom: bool
    content: pa.Buffer
    digest: "Future[str]"

    def sha256(self) -> str:
        """Return the SHA-256 of the whole file, computed beside the reading."""
        return self.digest.result()


def open_frame(path: Path) -> Frame:
    """Read a file into memory and start its hash; refuse what is no text."""
    try:
        with pa.OSFile(str(path)) as source:
            whole = source.read_buffer()
    except FileNotFoundError:
        raise SourceError("fec.not_found", file=path.name) from None
    except OSError as error:
        raise SourceError("fec.unreadable", file=path.name, reason=error.strerror or str(error)) from None
    return frame_of(path.name, whole)


def frame_of(file: str, whole: pa.Buffer) -> Frame:
    """Make the frame of bytes that were read already."""
    refuse_what_is_no_text(file, whole.slice(0, min(_HEAD, whole.size)).to_pybytes())
    has_bom = whole.slice(0, min(3, whole.size)).to_pybytes() == BOM
    clerk = ThreadPoolExecutor(1)
    digest = clerk.submit(lambda: hashlib.sha256(whole).hexdigest())
    clerk.shutdown(wait=False)
    return Frame(file, whole.size, has_bom, whole.slice(3) if has_bom else whole, digest)


def refuse_what_is_no_text(file: str, head: bytes) -> None:
    """Raise `SourceError` when the first bytes of a file cannot be the start of a FEC."""
    key = _kind(head)
    if key:
        raise SourceError(key, file=file)


def _kind(head: bytes) -> str:
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return f"fec.{kind}"
    if not head.removeprefix(BOM).strip(_SPACES):
        return "fec.binary" if b"\0" in head else "fec.empty"
    codes = np.frombuffer(head, np.uint8)
    if _is_wide(codes == 0):
        return "fec.wide_text"
    return "fec.binary" if _CONTROL[codes].mean() > _FEW else ""


def _is_wide(nul: NDArray[np.bool_]) -> bool:
    """Return whether NUL bytes stand as in UTF-16 (every other byte) or UTF-32 (three in four)."""
    even, odd = nul[::2].mean(), nul[1::2].mean() if len(nul) > 1 else 0.0
    return bool((max(even, odd) > 1 - _SOME and min(even, odd) < _FEW) or min(even, odd) > 2 * _SOME)
