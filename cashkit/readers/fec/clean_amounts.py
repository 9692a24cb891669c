"""Clean amounts of a whole column at once: digits, a comma, two decimals, and a minus sign first.

Blanks before them and zeros that fill the left are passed over. Eight characters are read as one 64-bit
word, tested and turned into a number by a few operations on all of its bytes at once: no float, and no text
is made. Whatever does not have this very form is left to `amounts`, which reads it by its text.

>>> column = pa.array([b"1234,56", b"-0,05", b" 000000000003000,00", b"12345678901,20", b"12.50", b"12", b""])
>>> cents, clean = clean_cents(column)
>>> cents.tolist()
[123456, -5, 300000, 1234567890120, 0, 0, 0]
>>> clean.tolist()
[True, True, True, True, False, False, False]

Units: int64 cents; 12 digits before the comma at most, zeros on the left apart.
"""

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from cashkit.readers.fec import text
from cashkit.readers.fec.lines import Int64

Words = NDArray[np.uint64]
Flags = NDArray[np.bool_]
_WORD = 8
_LONGEST = 3 * _WORD
_BLANK, _MINUS = 32, 45
_TENS_OF_MILLIONS = np.uint64(10**7)  # a word holds five digits, the comma and two decimals


def _bytes(*eight: int) -> np.uint64:
    """Return eight bytes, the first character lowest, as a word."""
    return np.uint64(int.from_bytes(bytes(eight), "little"))


_ZEROS = _bytes(*b"00000000")
_TEMPLATE = _bytes(*b"00000,00")
_OVER_NINE = _bytes(*[0x76] * 8)  # added to a digit, sets the high bit of anything beyond 9
_OVER_TEMPLATE = _bytes(*[0x76] * 5, 0x7F, 0x76, 0x76)  # the same, and of anything but the comma
_HIGH_BITS = _bytes(*[0x80] * 8)
_EUROS, _DECIMALS = _bytes(*[0xFF] * 5, 0, 0, 0), _bytes(0, 0, 0, 0, 0, 0, 0xFF, 0xFF)


def clean_cents(column: pa.Array) -> tuple[Int64, Flags]:
    """Return the cents of each clean amount of a binary column (0 for others), and which are clean."""
    whole, bounds = text.flat(column)
    if not len(whole):
        return np.zeros(len(column), np.int64), np.zeros(len(column), bool)
    padded = np.concatenate([np.zeros(3 * _WORD, np.uint8), whole, np.zeros(1, np.uint8)])
    ends, lengths, negative = bounds[1:] + 3 * _WORD, np.diff(bounds), np.zeros(len(column), bool)
    for sign in (_BLANK, _MINUS):
        first = padded[ends - lengths] == sign
        lengths = lengths - (first & (lengths > 0))
        negative = first
    low = _word(padded, ends, lengths) ^ _TEMPLATE
    clean = _fits(low, _OVER_TEMPLATE) & (lengths <= _LONGEST)
    cents = _number(((low & _EUROS) << np.uint64(8)) | (low & _DECIMALS))
    long = np.flatnonzero(clean & (lengths > _WORD))
    if len(long):
        high = _word(padded, ends[long] - _WORD, lengths[long] - _WORD) ^ _ZEROS
        filling = _word(padded, ends[long] - 2 * _WORD, lengths[long] - 2 * _WORD) ^ _ZEROS
        number = _number(high)
        clean[long] = _fits(high, _OVER_NINE) & (filling == 0) & (number < _TENS_OF_MILLIONS)
        cents[long] += number * _TENS_OF_MILLIONS
    signed = cents.astype(np.int64)
    return np.where(clean, np.where(negative, -signed, signed), 0), clean


def _word(padded: NDArray[np.uint8], ends: NDArray[np.int32], lengths: NDArray[np.int32]) -> Words:
    """Return the eight bytes before each end; those that are not among the last `lengths` are zeros (the digit)."""
    words = np.ndarray((len(padded) - _WORD + 1,), "<u8", padded, 0, (1,))[ends - _WORD]
    unused = (_WORD * np.clip(_WORD - lengths, 0, _WORD)).astype(np.uint64)
    none, some = unused == 8 * _WORD, np.minimum(unused, np.uint64(8 * _WORD - 1))
    kept: Words = np.where(none, _ZEROS, (words >> some << some) | (_ZEROS & ((np.uint64(1) << some) - np.uint64(1))))
    return kept


def _fits(word: Words, over: np.uint64) -> Flags:
    """Return which words hold only digits 0-9 (and, by `over`, the comma), after their template was taken off."""
    fits: Flags = ((word | (word + over)) & _HIGH_BITS) == 0
    return fits


def _number(digits: Words) -> Words:
    """Return the number that eight digits make, the first one lowest: pairs, then fours, then all."""
    pairs = digits * np.uint64(1 + (10 << 8)) >> np.uint64(8) & np.uint64(0x00FF00FF00FF00FF)
    fours = pairs * np.uint64(1 + (100 << 16)) >> np.uint64(16) & np.uint64(0x0000FFFF0000FFFF)
    return fours * np.uint64(1 + (10_000 << 32)) >> np.uint64(32)
