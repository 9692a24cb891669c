"""Settled files: a workbook's or a letter's bytes without the hour at which they were written, the same in two runs.

>>> def save(file):
...     with zipfile.ZipFile(file, "w") as kept:
...         kept.writestr("part.xml", "text")
>>> settled(save) == settled(save)
True
"""

import io
import zipfile
from collections.abc import Callable
from typing import Any

_EPOCH = (1980, 1, 1, 0, 0, 0)


def settled(save: Callable[[Any], object], rewrite: Callable[[str, bytes], bytes] | None = None) -> bytes:
    """Return what `save` writes, each part of the same day; `rewrite` settles what a part itself tells of the hour."""
    written, made = io.BytesIO(), io.BytesIO()
    save(written)
    with zipfile.ZipFile(written) as parts, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as kept:
        for name in parts.namelist():
            part = zipfile.ZipInfo(name, _EPOCH)
            part.compress_type = zipfile.ZIP_DEFLATED
            content = parts.read(name)
            kept.writestr(part, rewrite(name, content) if rewrite else content)
    return made.getvalue()
