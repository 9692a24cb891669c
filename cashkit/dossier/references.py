"""Which credits name which invoices: an invoice number standing, word bounded, in a text.

Numbers and texts are cut into words of letters and digits (case-blind), so that `FA-2025/001`
is found in "VIR FA 2025 001"; a number needs three characters; one that more than `SHARED`
open items of a pool carry (such as "RAN") identifies nothing and is passed over.
"""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

Int64 = NDArray[np.int64]
Texts: TypeAlias = pa.Array
SHORTEST = 3
LONGEST = 6
SHARED = 24
_BREAK = r"[^\p{L}\p{N}]+"


@dataclass(frozen=True)
class _Place:
    """Where numbers stand: the row of each, and its code among the distinct numbers."""

    row: Int64
    code: Int64


def named_pairs(
    texts: Texts, text_pool: NDArray[np.int32], numbers: Texts, number_pool: NDArray[np.int32]
) -> tuple[Int64, Int64]:
    """Return (text row, number row) of every number that stands in a text of its own pool.

    >>> texts, numbers = pa.array(["VIR ALPHA FACT F102", "CHEQUE"]), pa.array(["F101", "F102"])
    >>> pairs = named_pairs(texts, np.array([1, 1], np.int32), numbers, np.array([1, 1], np.int32))
    >>> [column.tolist() for column in pairs]
    [[0], [1]]
    """
    keys, length = _keys(numbers)
    usable = length > 0
    empty = np.empty(0, np.int64)
    if not usable.any() or not len(texts):
        return empty, empty
    rows = np.flatnonzero(usable)
    coded = keys.take(pa.array(rows)).dictionary_encode()
    code = coded.indices.to_numpy().astype(np.int64)
    found = [_grams(texts, n, coded.dictionary) for n in np.unique(length[rows])]
    named = _Place(np.concatenate([text for text, _ in found]), np.concatenate([at for _, at in found]))
    return _within_pools(named, text_pool, _Place(rows, code), number_pool)


def _keys(numbers: Texts) -> tuple[pa.Array, Int64]:
    """Cut each number into words; return the words joined by a space, and how many (0: unusable)."""
    words = pc.split_pattern_regex(pc.utf8_upper(numbers.cast(pa.string())), pattern=_BREAK)
    joined = pc.utf8_trim(pc.binary_join(words, " "), " ")
    length = pc.add(pc.count_substring(joined, " "), 1).fill_null(0).to_numpy(zero_copy_only=False).astype(np.int64)
    letters = pc.utf8_length(pc.replace_substring(joined, " ", "")).fill_null(0).to_numpy(zero_copy_only=False)
    length[(letters < SHORTEST) | (length > LONGEST)] = 0
    return joined, length


def _grams(texts: Texts, n: int, known: pa.Array) -> tuple[Int64, Int64]:
    """Return (text row, code of the number) for every run of n words that is a known number."""
    words = pc.split_pattern_regex(pc.utf8_upper(texts.cast(pa.string())), pattern=_BREAK)
    parent = pc.list_parent_indices(words).to_numpy().astype(np.int64)
    flat = words.flatten()
    if n > 1:
        last = len(flat) - n + 1
        if last <= 0:
            return np.empty(0, np.int64), np.empty(0, np.int64)
        whole = parent[:last] == parent[n - 1 :]
        flat = pc.binary_join_element_wise(*[flat.slice(i, last) for i in range(n)], " ").filter(pa.array(whole))
        parent = parent[:last][whole]
    at = pc.index_in(flat, value_set=known).fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)
    hit = at >= 0
    return parent[hit], at[hit]


def _within_pools(
    named: _Place, text_pool: NDArray[np.int32], own: _Place, number_pool: NDArray[np.int32]
) -> tuple[Int64, Int64]:
    """Join texts and numbers on pool and number; each pair once, in text order then number order."""
    width = int(own.code.max()) + 1
    key = number_pool[own.row].astype(np.int64) * width + own.code
    order = np.argsort(key, kind="stable")
    wanted = text_pool[named.row].astype(np.int64) * width + named.code
    first, last = np.searchsorted(key[order], wanted, "left"), np.searchsorted(key[order], wanted, "right")
    several = last - first
    several[several > SHARED] = 0
    left = np.repeat(named.row, several)
    start = np.repeat(np.cumsum(several) - several, several)
    right = own.row[order[np.arange(len(left)) - start + np.repeat(first, several)]]
    pairs = np.unique(np.stack([left, right], axis=1), axis=0) if len(left) else np.empty((0, 2), np.int64)
    return pairs[:, 0], pairs[:, 1]
