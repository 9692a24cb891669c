"""Checks of a FEC's texts: broken characters (L27) and labels that say nothing (L28).

L27 finds control characters, U+FFFD, and accents that were encoded twice (`Ã©` for `é`); L28 an
EcritureLib without any letter, such as `/` or `-`. The bytes of a column tell at once whether it can
hold any; only then are its distinct values looked at.
"""

import re

import numpy as np
from numpy.typing import NDArray

from cashkit.readers.fec import text
from cashkit.readers.fec.columns import Raw
from cashkit.readers.fec.observations import Observations
from cashkit.readers.fec.typed import Typed

# What the bytes 0x80-0xBF of UTF-8 become when they are read as cp1252 or ISO 8859-15.
_SECOND = "\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_BROKEN = re.compile(rf"[\x00-\x1f\x7f-\x9f\ufffd]|[ÂÃ][{_SECOND}]|â[€‚][{_SECOND}]")
_SIGNS = {
    "utf-8": (b"\xc3\x82", b"\xc3\x83", b"\xc3\xa2\xe2", b"\xef\xbf\xbd"),
    "cp1252": (b"\xc2", b"\xc3", b"\xe2\x80", b"\x81", b"\x8d", b"\x8f", b"\x90", b"\x9d"),
    "iso8859-15": (b"\xc2", b"\xc3", b"\xe2\x80"),
}
_HAS_LETTER = re.compile(r"[^\W\d_]")
_SPACE, _DELETE, _ASCII = 0x20, 0x7F, 0x80
_LETTER = np.zeros(256, bool)
_LETTER[[*b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"]] = True


def check_texts(read: Typed, seen: Observations) -> None:
    """Tell broken characters in any column of text, and labels without a letter."""
    for name, column in read.texts.items():
        if _may_be_broken(read.raw[name], read.codec):
            bad = np.array([bool(_BROKEN.search(value)) for value in column.values], bool)
            seen.values("L27", name, (column.codes, column.values.__getitem__), bad)
    if "EcritureLib" in read.texts:
        _without_letters(read, seen)


def _may_be_broken(column: Raw, codec: str) -> bool:
    whole, _ = text.flat(column.values)
    if not len(whole):
        return False
    if whole.min() < _SPACE or (whole == _DELETE).any():
        return True
    if whole.max() < _ASCII:
        return False
    if codec == "utf-8" and (column.utf8 is None or _holds_c1(whole)):
        return True
    content = whole.tobytes()
    return any(sign in content for sign in _SIGNS[codec])


def _holds_c1(whole: NDArray[np.uint8]) -> bool:
    """Return whether UTF-8 bytes hold a control character U+0080 to U+009F."""
    lead = np.flatnonzero(whole[:-1] == 0xC2)  # noqa: PLR2004  (the lead byte of U+0080 to U+00BF)
    return bool((whole[lead + 1] < 0xA0).any())  # noqa: PLR2004  (the no-break space, U+00A0, is none)


def _without_letters(read: Typed, seen: Observations) -> None:
    column = read.raw["EcritureLib"]
    whole, bounds = text.flat(column.values)
    full = np.flatnonzero(np.diff(bounds))
    doubtful = full[~_LETTER[whole[bounds[full]]]]  # most labels start with a letter
    bad = np.zeros(len(column.values), bool)
    for value in doubtful.tolist():
        label = _label(column, value, read.codec)
        bad[value] = bool(label) and not _HAS_LETTER.search(label)
    seen.values("L28", "EcritureLib", (column.codes, lambda value: _label(column, value, read.codec)), bad)


def _label(column: Raw, value: int, codec: str) -> str:
    label: str = column.values[value].as_py().decode(codec, errors="replace").strip()
    return label
