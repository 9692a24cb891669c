"""Amounts of a FEC: a decimal comma by law, whole cents here, never a float.

>>> read("1234,56").cents, read("000012,5-").cents, read("").cents
(123456, -1250, 0)
>>> read("1 234,56").thousands, read("120.00").point, read("120,005").fine
(True, True, True)
>>> read("120,005").cents, read("1e3").cents, read("nan").cents
(12001, None, None)

The sign stands first or last, zeros may fill the left, blank is 0, and more than two decimals are
rounded half up. `1.234` is doubtful: a thousand or a fraction? It is a fraction, unless the column
writes decimal commas: then nothing tells, and it is unreadable. So is `1,234` beside `1,234.56`.

Units: int64 cents; 12 digits before the comma at most.
Findings: L07 (unreadable), L08 (decimal point), L09 (thousands), L10 (more than two decimals).
Source: art. A47 A-1 LPF, XII.
"""

import re
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from cashkit.readers.fec import text
from cashkit.readers.fec.columns import Cells
from cashkit.readers.fec.lines import Coded, Int64

Flags = NDArray[np.bool_]
_SIGNED = re.compile(r"(?P<first>[+-]?)(?P<gap>\s*)(?P<body>[^+-]*?)(?P<rest>\s*)(?P<last>[+-]?)")
_COMMA = re.compile(r"(?P<whole>[0-9]*)(?:,(?P<part>[0-9]*))?")
_POINT = re.compile(r"(?P<whole>[0-9]*)\.(?P<part>[0-9]*)")
_SPACED = re.compile(r"(?P<whole>[0-9]{1,3}(?:[\s'’][0-9]{3})+)(?:(?P<mark>[.,])(?P<part>[0-9]*))?")
_DOTTED = re.compile(r"(?P<whole>[0-9]{1,3}(?:\.[0-9]{3})+),(?P<part>[0-9]*)|(?P<bare>[0-9]{1,3}(?:\.[0-9]{3}){2,})")
_ENGLISH = re.compile(r"(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+)\.(?P<part>[0-9]*)|(?P<bare>[0-9]{1,3}(?:,[0-9]{3}){2,})")
_DOUBTFUL = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")
_ENGLISH_STYLE = re.compile(r"[0-9],[0-9]{3}\.")
_NOT_DIGIT = re.compile(r"[^0-9]")
_DIGITS = 12
_CENTS = 2
_LONGEST = 40


@dataclass(frozen=True)
class Amount:
    """What one amount field says; `cents` is None when it is unreadable."""

    cents: int | None
    point: bool = False
    thousands: bool = False
    fine: bool = False
    doubtful: bool = False


@dataclass(frozen=True)
class Amounts:
    """A column of amounts: the cents of each line, and what is said of those that are not in the clean form.

    `odd` are the places of those lines, `column` their distinct texts; the flags speak of the texts.
    """

    cells: Cells
    cents: Int64
    odd: NDArray[np.intp]
    column: Coded
    unreadable: Flags
    point: Flags
    thousands: Flags
    fine: Flags

    def lost(self) -> NDArray[np.intp]:
        """Return the lines whose amount is unreadable."""
        return self.odd[self.unreadable[self.column.codes]] if self.unreadable.any() else self.odd[:0]

    def blank(self) -> Flags:
        """Return which lines have no amount."""
        blank = self.cells.empty()
        blank[self.odd] = self.column.blank()
        return blank

    def written(self, row: int) -> str:
        """Return the amount of one line as it is written."""
        for chunk in self.cells.chunks:
            if row < len(chunk):
                return text.shown(chunk[row].as_py()).strip()
            row -= len(chunk)
        raise IndexError(row)


def read(written: str) -> Amount:
    """Read one amount."""
    bare = written.strip()
    if not bare:
        return Amount(0)
    signed = _SIGNED.fullmatch(bare) if len(bare) <= _LONGEST else None
    if signed is None or not signed["body"] or (signed["first"] and signed["last"]):
        return Amount(None)
    amount = _unsigned(signed["body"])
    if amount.cents is None:
        return amount
    cents = -amount.cents if "-" in signed["first"] + signed["last"] else amount.cents
    apart = amount.thousands or bool(signed["gap"] or signed["rest"])
    return Amount(cents, amount.point, apart, amount.fine, amount.doubtful)


def _unsigned(body: str) -> Amount:
    doubtful = bool(_DOUBTFUL.fullmatch(body))
    if found := _COMMA.fullmatch(body):
        return _amount(found["whole"], found["part"], doubtful=doubtful)
    if found := _POINT.fullmatch(body):
        return _amount(found["whole"], found["part"], point=True, doubtful=doubtful)
    if found := _SPACED.fullmatch(body):
        return _amount(found["whole"], found["part"], point=found["mark"] == ".", thousands=True)
    if found := _DOTTED.fullmatch(body):
        return _amount(found["whole"] or found["bare"], found["part"], thousands=True)
    if found := _ENGLISH.fullmatch(body):
        return _amount(found["whole"] or found["bare"], found["part"], thousands=True, point=bool(found["whole"]))
    return Amount(None)


def _amount(whole: str, part: str | None, **said: bool) -> Amount:
    euros, decimals = _NOT_DIGIT.sub("", whole).lstrip("0"), part or ""
    if not (whole or decimals) or len(euros) > _DIGITS:
        return Amount(None)
    cents = int(f"{euros or 0}{decimals[:_CENTS].ljust(_CENTS, '0')}")
    cents += decimals[_CENTS : _CENTS + 1] >= "5"
    return Amount(cents, fine=len(decimals) > _CENTS, **said)


def amounts(cells: Cells, codec: str) -> Amounts:
    """Read a column of amounts: the clean ones are known already, each other distinct text is read by itself."""
    odd = np.flatnonzero(~(cells.clean | cells.empty()))
    column = _coded(pa.chunked_array(cells.chunks).take(pa.array(odd)).combine_chunks(), codec)
    each = [read(value) for value in column.values]
    if any(amount.doubtful for amount in each):
        each = _settled(each, column.values.tolist(), commas=bool(cells.clean.any()))
    cents = cells.cents.copy()
    cents[odd] = np.array([amount.cents or 0 for amount in each], np.int64)[column.codes]
    return Amounts(cells, cents, odd, column, *(np.array(said, bool) for said in _said(each)))


def _coded(rest: pa.Array, codec: str) -> Coded:
    distinct = rest.dictionary_encode()
    codes = distinct.indices.to_numpy(zero_copy_only=False).astype(np.int32)
    return text.utf8(codes, distinct.dictionary) or text.decoded(codes, distinct.dictionary, codec)


def _settled(each: list[Amount], texts: list[str], *, commas: bool) -> list[Amount]:
    """Make doubtful amounts unreadable where the rest of the column speaks against their mark."""
    against = {True: commas or any("," in value for value in texts), False: any(map(_ENGLISH_STYLE.search, texts))}
    return [Amount(None) if amount.doubtful and against[amount.point] else amount for amount in each]


def _said(each: list[Amount]) -> tuple[list[bool], ...]:
    unreadable, point = [a.cents is None for a in each], [a.point for a in each]
    return unreadable, point, [a.thousands for a in each], [a.fine for a in each]
