"""A whole file: written beside its place, then put there in one step, or not at all.

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
        Path(temporary).replace(path)
    finally:
        Path(temporary).unlink(missing_ok=True)
