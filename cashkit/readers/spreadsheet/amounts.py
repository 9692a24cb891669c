"""The amounts of a column, as people and programs write them; what one value leaves open, the column decides.

>>> amounts(["1 234,56", "1.234,56-", "(12)", "-  5,00 €", "", "1234.5 CR"]).tolist()
[1234.56, -1234.56, -12.0, -5.0, nan, -1234.5]
>>> amounts(["1,234", "2,50"]).tolist(), amounts(["1,234", "5,678"])
([1.234, 2.5], None)

None where it cannot be told whether a sign is a decimal or groups thousands ("1,234" alone): one asks then.
Units: as written. An error of the spreadsheet (#REF!) or a word is `nan`, and is told by `unreadable`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from cashkit.readers.spreadsheet.sheet import Cell

_SPACES = re.compile(r"[\s\u00a0\u202f\u2009']")
_CURRENCY = re.compile(r"(€|eur|euros?|usd|\$|gbp|£|chf|ils)\.?", re.IGNORECASE)
_SIDE = re.compile(r"(?<=[\d)])(c|cr|h|d|dr|db|s)$", re.IGNORECASE)
_CREDIT_SIDES = {"c", "cr", "h"}
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*(?:e[+-]?\d+)?", re.IGNORECASE)
_NIL = {"-", "–", "—", "n/a", "na", "nil", "."}
_GROUP = 3


def amounts(cells: Sequence[Cell], *, decimal: str | None = None) -> NDArray[np.float64] | None:
    """Return the amounts of a column; None where its decimal sign cannot be told (`decimal` tells it then)."""
    texts = [_bare(cell) if isinstance(cell, str) else "" for cell in cells]
    sign = decimal or _decimal(texts)
    if sign is None:
        return None
    read = [_of(cell, text, sign) for cell, text in zip(cells, texts, strict=True)]
    return np.array(read, np.float64)


def unreadable(cells: Sequence[Cell], read: NDArray[np.float64]) -> list[int]:
    """Return which cells hold something that is no amount."""
    return [
        place
        for place, (cell, value) in enumerate(zip(cells, read.tolist(), strict=True))
        if value != value and isinstance(cell, str) and cell.strip() and cell.strip().lower() not in _NIL  # noqa: PLR0124  (nan)
    ]


def _bare(text: str) -> str:
    plain = _CURRENCY.sub("", text.replace("\u2212", "-").replace("−", "-"))
    return _SPACES.sub("", plain)


def _decimal(texts: Sequence[str]) -> str | None:
    """Return the decimal sign that the column proves, "," where none is needed; None where it is open."""
    proofs = [_proof(text) for text in texts]
    proven = next((sign for sign in proofs if sign), None)
    return proven or (None if None in proofs else ",")


def _proof(text: str) -> str | None:
    """Return the decimal sign that one value proves, "" where it has none to tell, None where it leaves it open."""
    signs = [letter for letter in text if letter in ".,"]
    if not signs:
        return ""
    if len(set(signs)) > 1:
        return signs[-1]
    if len(signs) > 1:
        return "," if signs[0] == "." else "."
    digits = re.match(r"\d*", re.split(r"[.,]", text)[1]).group()  # type: ignore[union-attr]  # it matches nothing at least
    return signs[0] if len(digits) != _GROUP or text.lstrip("-+(").startswith(("0,", "0.")) else None


def _of(cell: Cell, text: str, decimal: str) -> float:
    if isinstance(cell, (int, float)):
        return float(cell)
    if not text or not isinstance(cell, str):
        return float("nan")
    side = _SIDE.search(text)
    body = _SIDE.sub("", text)
    negative = body.startswith(("-", "(")) or body.endswith("-") or bool(side and side[1].lower() in _CREDIT_SIDES)
    digits = body.strip("()+-")
    if not _NUMBER.fullmatch(digits):
        return float("nan")
    sign = _proof(digits) or decimal
    other = "." if sign == "," else ","
    value = float(digits.replace(other, "").replace(sign, "."))
    return -value if negative else value
