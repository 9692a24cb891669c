"""Invoice numbers: which invoice a number means when two programs do not write it alike.

Numbers are compared as matching does: words of letters and digits, case-blind. What is not found so is sought without
what separates the words, then without leading zeros; each time only where one number on either side can be meant.

>>> own = pa.array(["0012", "12", "FA-2025/001", "AV 7"])
>>> found = same_numbers(own, pa.array(["fa 2025 001", "12", "AV7", "012", "F9"]))
>>> [own[int(np.flatnonzero(found.own == code)[0])].as_py() if code >= 0 else "" for code in found.told]
['FA-2025/001', '12', 'AV 7', '', '']
>>> found.loosely.tolist()
[False, False, True, False, False]

Units: codes from 0 for the distinct numbers of `own`; -1 where there is no number, or none that is meant.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from cashkit.dossier.coding import labelled

Texts: TypeAlias = pa.Array
Codes = NDArray[np.int64]
_BREAK = r"[^\p{L}\p{N}]+"


@dataclass(frozen=True)
class SameNumbers:
    """The number that each of our rows bears, that each row told means, and which of these were found loosely."""

    own: Codes
    told: Codes
    loosely: NDArray[np.bool_]


def plain(numbers: Texts) -> Texts:
    """Return numbers as words in capitals, null where there is nothing."""
    words = pc.replace_substring_regex(pc.utf8_upper(numbers.cast(pa.string())), pattern=_BREAK, replacement=" ")
    words = pc.utf8_trim(words, " ")
    return pc.if_else(pc.equal(words, ""), pa.scalar(None, pa.string()), words)


def same_numbers(own: Texts, told: Texts) -> SameNumbers:
    """Return which of our numbers each number told means."""
    ours, theirs = plain(own), plain(told)
    codes = labelled(ours, theirs).codes
    code = _renumbered(codes[0], codes[1])
    first = np.flatnonzero(np.diff(np.sort(code[0][code[0] >= 0]), prepend=-1))
    words = _word_of_each(ours, code[0], len(first))
    at = code[1].copy()
    for loosen in (_together, without_zeros):
        missing = np.flatnonzero((at < 0) & theirs.is_valid().to_numpy(zero_copy_only=False))
        if len(missing) and len(words):
            at[missing] = _only(loosen, words, theirs.take(pa.array(missing)), at)
    return SameNumbers(code[0], at, (at >= 0) & (code[1] < 0))


def _renumbered(own: NDArray[np.int32], told: NDArray[np.int32]) -> tuple[Codes, Codes]:
    """Return our own labels numbered from 0; a label that only the other side has is -1."""
    size = int(max(own.max(initial=-1), told.max(initial=-1))) + 1
    number = np.full(size + 1, -1, np.int64)  # the last one stands for what is missing (-1)
    used = np.unique(own[own >= 0])
    number[used] = np.arange(len(used))
    return number[own], number[told]


def _word_of_each(ours: Texts, code: Codes, count: int) -> Texts:
    row = np.zeros(count, np.int64)
    rows = np.flatnonzero(code >= 0)
    row[code[rows]] = rows
    return ours.take(pa.array(row))


def _together(words: Texts) -> Texts:
    return pc.replace_substring(words, " ", "")


def without_zeros(words: Texts) -> Texts:
    """Return words run together, without the zeros that lead a run of digits."""
    return _together(pc.replace_substring_regex(words, pattern=r"(^|[^0-9])0+([0-9])", replacement=r"\1\2"))


def _only(loosen: Callable[[Texts], Texts], words: Texts, told: Texts, taken: Codes) -> Codes:
    """Return the number that each one told means, where both sides have one only that reads so; -1 elsewhere."""
    own, theirs = labelled(loosen(words), loosen(told)).codes
    size = int(max(own.max(initial=-1), theirs.max(initial=-1))) + 1
    bearers = np.bincount(own, minlength=size)
    bearer = np.zeros(size, np.int64)
    bearer[own] = np.arange(len(own))
    exact = labelled(told).codes[0].astype(np.int64)
    width = int(exact.max(initial=0)) + 1
    writings = np.bincount(np.unique(theirs.astype(np.int64) * width + exact) // width, minlength=size)
    free = ~np.isin(bearer, taken)
    good = (bearers == 1) & (writings == 1) & free
    return np.where(good[theirs], bearer[theirs], -1)
