"""A whole file: written beside its place, then put there in one step, or not at all; read by whom the mask lets.

>>> folder = tempfile.TemporaryDirectory()
>>> whole_file(Path(folder.name) / "a.txt", lambda path: path.write_text("made"))
>>> [path.name for path in Path(folder.name).iterdir()]
['a.txt']
>>> folder.cleanup()
"""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path


def whole_file(path: Path, write: Callable[[Path], object]) -> None:
    """Let `write` fill a file, and put it in its place when all of it is there."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    os.close(handle)
    try:
        write(Path(temporary))
        Path(temporary).chmod(0o666 & ~mask())  # `mkstemp` lets nobody else read it: a file to hand on is read
        Path(temporary).replace(path)
    finally:
        Path(temporary).unlink(missing_ok=True)


def mask() -> int:
    """Return the rights that new files do not get (Windows: none of concern)."""
    found = os.umask(0)
    os.umask(found)
    return found
