"""The bytes of a file from a stranger: it must exist, and be no larger than any such file is.

>>> content_of(__file__)[:3]
b'\"\"\"'

Errors: `SourceError` for a file that is not there, or is beyond all measure.
"""

from pathlib import Path

from cashkit.ground.errors import SourceError

LARGEST = 64_000_000


def content_of(path: str | Path, *, largest: int = LARGEST) -> bytes:
    """Return the bytes of a file."""
    source = Path(path)
    if not source.is_file():
        raise SourceError("readers.no_such_source", file=str(path))
    if source.stat().st_size > largest:
        raise SourceError("readers.xml_too_large", file=source.name, limit=largest // 1_000_000)
    return source.read_bytes()
