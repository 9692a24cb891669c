"""Lines of a terminal: 100 columns at most, and nothing in them that the terminal would obey.

>>> plain("F1\\x1b[2J\\nF2")
'F1 [2J F2'
>>> len(cut("x" * 200))
100
"""

from __future__ import annotations

import unicodedata

WIDTH = 100
_FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def plain(text: str) -> str:
    """Return a text on one line, its control characters as spaces: a file's words move no cursor."""
    return "".join(" " if unicodedata.category(letter) in {"Cc", "Cf", "Zl", "Zp"} else letter for letter in text)


def short(text: str, width: int = 44) -> str:
    """Return a name of a stranger's on one line, its middle left out beyond a width: the end of a file's name stays.

    >>> short("x" * 30 + ".csv", 16)
    'xxxxxxxx…xxx.csv'
    """
    line = plain(text).strip()
    return line if len(line) <= width else f"{line[: width // 2]}…{line[len(line) - width + width // 2 + 1 :]}"


def cut(text: str) -> str:
    """Return a text on one line, cut with … beyond the width."""
    line = plain(text)
    return line if len(line) <= WIDTH else f"{line[: WIDTH - 1].rstrip()}…"


def harmless(text: str) -> str:
    """Return a text of a CSV, led by an apostrophe where a spreadsheet would take it for a formula."""
    return f"'{text}" if text.startswith(_FORMULAS) else text
