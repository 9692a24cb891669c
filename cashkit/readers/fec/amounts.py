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
import pyarrow.compute as pc
from numpy.typing import NDArray

from cashkit.readers.fec.lines import Int32, Int64

Flags = NDArray[np.bool_]
_CLEAN = r"^ *-?0*[0-9]{1,12}(,[0-9]{1,2})? *$"
_SIGNED = re.compile(r"(?P<first>[+-]?)(?P<gap>\s*)(?P<body>[^+-]*?)(?P<rest>\s*)(?P<last>[+-]?)")
_COMMA = re.compile(r"(?P<whole>[0-9]*)(?:,(?P<part>[0-9]*))?")
_POINT = re.compile(r"(?P<whole>[0-9]*)\.(?P<part>[0-9]*)")
_SPACED = re.compile(r"(?P<whole>[0-9]{1,3}(?:[\s'’][0-9]{3})+)(?:(?P<mark>[.,])(?P<part>[0-9]*))?")
_DOTTED = re.compile(r"(?P<whole>[0-9]{1,3}(?:\.[0-9]{3})+),(?P<part>[0-9]*)|(?P<bare>[0-9]{1,3}(?:\.[0-9]{3}){2,})")
_ENGLISH = re.compile(r"(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+)\.(?P<part>[0-9]*)|(?P<bare>[0-9]{1,3}(?:,[0-9]{3}){2,})")
_DOUBTFUL = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")
_ENGLISH_STYLE = r"[0-9],[0-9]{3}\."
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
    """A column of amounts: codes into its distinct texts, and what is said of each text."""

    codes: Int32
    texts: pa.Array
    cents_by_text: Int64
    blank: Flags
    unreadable: Flags
    point: Flags
    thousands: Flags
    fine: Flags

    def cents(self) -> Int64:
        """Return the cents of each line, 0 where unreadable."""
        return self.cents_by_text[self.codes]


def read(text: str) -> Amount:
    """Read one amount."""
    text = text.strip()
    if not text:
        return Amount(0)
    if len(text) > _LONGEST:
        return Amount(None)
    signed = _SIGNED.fullmatch(text)
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


def amounts(codes: Int32, texts: pa.Array, codec: str) -> Amounts:
    """Read a column of amounts: the clean ones all at once, each other distinct text by itself."""
    clean = pc.match_substring_regex(texts, _CLEAN).to_numpy(zero_copy_only=False)
    cents = np.zeros(len(texts), np.int64)
    cents[clean] = _cast(texts.filter(pa.array(clean)))
    odd = np.flatnonzero(~clean)
    each = [read(value.decode(codec, errors="replace")) for value in texts.take(pa.array(odd)).to_pylist()]
    each = _settled(each, texts) if any(amount.doubtful for amount in each) else each
    cents[odd] = [amount.cents or 0 for amount in each]
    return Amounts(codes, texts, cents, _blank(texts), *(_flags(len(texts), odd, said) for said in _said(each)))


def _settled(each: list[Amount], texts: pa.Array) -> list[Amount]:
    """Make doubtful amounts unreadable where the rest of the column speaks against their mark."""
    against = {
        True: bool(pc.any(pc.match_substring(texts, b",")).as_py()),
        False: bool(pc.any(pc.match_substring_regex(texts, _ENGLISH_STYLE)).as_py()),
    }
    return [Amount(None) if amount.doubtful and against[amount.point] else amount for amount in each]


def _said(each: list[Amount]) -> tuple[list[bool], ...]:
    unreadable, point = [a.cents is None for a in each], [a.point for a in each]
    return unreadable, point, [a.thousands for a in each], [a.fine for a in each]


def _flags(count: int, places: NDArray[np.intp], said: list[bool]) -> Flags:
    flags = np.zeros(count, bool)
    flags[places] = said
    return flags


def _blank(texts: pa.Array) -> Flags:
    blank: Flags = pc.equal(pc.binary_length(texts), 0).to_numpy(zero_copy_only=False)
    return blank


def _cast(clean: pa.Array) -> Int64:
    """Return clean texts as cents: Arrow's exact decimals, whose low 64 bits are the cents."""
    bare = pc.replace_substring(pc.replace_substring(clean, b" ", b""), b",", b".")
    exact = bare.cast(pa.string()).cast(pa.decimal128(18, 2))
    if not len(exact):
        return np.zeros(0, np.int64)
    whole = np.frombuffer(exact.buffers()[1], np.int64)[::2]
    return whole[exact.offset : exact.offset + len(exact)]
