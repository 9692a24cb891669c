"""The amounts of a column, as people and programs write them; what one value leaves open, the column decides.

>>> amounts(["1 234,56", "1.234,56-", "(12)", "-  5,00 €", "", "1234.5 CR"]).tolist()
[1234.56, -1234.56, -12.0, -5.0, nan, -1234.5]
>>> amounts(["1,234", "2,50"]).tolist(), amounts(["1,234", "5,678"])
([1.234, 2.5], None)
>>> currency_of("12,00 $US"), currency_of("12,00")
('USD', '')

None where it cannot be told whether a sign is a decimal or groups thousands ("1,234" alone): one asks then.
Units: as written. An error of the spreadsheet (#REF!), a word, a date or more than any ledger holds is `nan`, and is
told by `unreadable`.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from cashkit.readers.spreadsheet.sheet import Cell

_SPACES = re.compile(r"[\s\u00a0\u202f\u2009'\u2019]")
_MARKS = {
    "€": "EUR", "eur": "EUR", "euro": "EUR", "euros": "EUR", "$us": "USD", "us$": "USD", "usd": "USD", "$": "USD",
    "gbp": "GBP", "£": "GBP", "chf": "CHF", "ils": "ILS", "cad": "CAD", "jpy": "JPY", "mad": "MAD", "tnd": "TND",
    "xof": "XOF", "pln": "PLN", "sek": "SEK", "nok": "NOK", "dkk": "DKK",
}  # fmt: skip
_CURRENCY = re.compile(
    "(" + "|".join(re.escape(mark) for mark in sorted(_MARKS, key=len, reverse=True)) + r")\.?", re.IGNORECASE
)
_SIDE = re.compile(r"(?<=[\d)])(c|cr|h|d|dr|db|s)$", re.IGNORECASE)
_CREDIT_SIDES = {"c", "cr", "h"}
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*(?:e[+-]?\d{1,2})?|[.,]\d+", re.IGNORECASE)
_NIL = {"-", "–", "—", "n/a", "na", "nil", "."}
_GROUP = 3
_TOO_MUCH = 1e13  # euros: a sum of a million of them still fits whole cents


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
    return [place for place in np.flatnonzero(np.isnan(read)).tolist() if not is_nil(cells[place])]


def is_nil(cell: Cell) -> bool:
    """Tell whether a cell says that there is no amount."""
    return cell is None or (isinstance(cell, str) and (not cell.strip() or cell.strip().lower() in _NIL))


def rounded_by_spreadsheet(cells: Sequence[Cell]) -> list[int]:
    """Return which cells are written with an exponent (1,2E+05): their last digits are lost."""
    return [
        place
        for place, cell in enumerate(cells)
        if isinstance(cell, str) and "e+" in (text := _bare(cell).lower()) and _NUMBER.fullmatch(text.strip("+-"))
    ]


def currency_of(cell: Cell) -> str:
    """Return the currency that an amount is written with, "" for none."""
    match = _CURRENCY.search(_SPACES.sub("", cell)) if isinstance(cell, str) else None
    return _MARKS[match[1].lower()] if match else ""


def _bare(text: str) -> str:
    return _CURRENCY.sub("", _SPACES.sub("", text.replace("\u2212", "-").replace("\u2013", "-")))


def _decimal(texts: Sequence[str]) -> str | None:
    """Return the decimal sign that the column proves, "," where none is needed; None where it is open."""
    proofs = {_proof(text) for text in texts}
    proven = sorted(sign for sign in proofs if sign)
    if len(proven) > 1:
        counted = [_proof(text) for text in texts]
        return max(proven, key=counted.count)  # each value that proves its own sign is read by that
    return proven[0] if proven else None if None in proofs else ","


def _proof(text: str) -> str | None:
    """Return the decimal sign that one value proves, "" where it has none to tell, None where it leaves it open."""
    signs = [letter for letter in text if letter in ".,"]
    if not signs or not any(letter.isdigit() for letter in text):
        return ""
    if len(set(signs)) > 1:
        return signs[-1]
    if len(signs) > 1:
        return "," if signs[0] == "." else "."
    digits = re.match(r"\d*", re.split(r"[.,]", text)[1]).group()  # type: ignore[union-attr]  # it matches nothing at least
    before = re.split(r"[.,]", text)[0].lstrip("-+(")
    return signs[0] if len(digits) != _GROUP or before in {"", "0"} or len(before) > _GROUP else None


def _of(cell: Cell, text: str, decimal: str) -> float:
    if isinstance(cell, (int, float)):
        return float(cell) if abs(cell) < _TOO_MUCH else math.nan
    if not text or not isinstance(cell, str):
        return math.nan
    side = _SIDE.search(text)
    body = _SIDE.sub("", text)
    negative = body.startswith(("-", "(")) or body.endswith("-") or bool(side and side[1].lower() in _CREDIT_SIDES)
    value = _plain(body.strip("()+-"), decimal)
    return -value if negative else value


def _plain(digits: str, decimal: str) -> float:
    """Return an amount without sign; its thousands are in groups of three, or it is none."""
    if not _NUMBER.fullmatch(digits):
        return math.nan
    sign = _proof(digits) or decimal
    whole, _, rest = digits.partition(sign)
    groups = whole.split("." if sign == "," else ",")
    if any(letter in rest for letter in ".,") or (groups[1:] and {len(one) for one in groups[1:]} != {_GROUP}):
        return math.nan
    value = float(f"{''.join(groups) or '0'}.{rest}" if rest else "".join(groups))
    return value if value < _TOO_MUCH else math.nan
