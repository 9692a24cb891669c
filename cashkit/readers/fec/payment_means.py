"""Means of payment that a FEC tells: no column holds them, but labels, references and journals often name them.

A receipt is by the one means that its reference or label names (VIR, CHQ, PRLV, CB, LCR, ESP ...), else by the one that
its journal's label names; where two are named, or none, nothing is told.

>>> texts = ["VIR1 DUPONT", "REM CHQ 12", "Prélèvement SEPA", "F12 TRAITEUR BORDIER", "CHQ CB", "LCR161 REMISE"]
>>> named_means(texts).tolist()
['transfer', 'cheque', 'direct_debit', None, None, 'bill']
"""

from collections.abc import Iterable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from cashkit.readers.fec.lines import Int64, Lines

_NAMED = {
    "transfer": "vir|virt|vrt|virements?|sct",
    "direct_debit": "prlv|prlvt|prelv|prel|pr[eé]l[eè]vements?|sdd",
    "cheque": "chq|chqs|ch[eè]ques?",
    "card": "cb|cartes?|tpe",
    "bill": "lcr|bor|effets?|traites?",
    "cash": "esp|esp[eè]ces?",
}
Texts = NDArray[np.object_]


def named_means(texts: pa.Array | Iterable[str]) -> Texts:
    """Return the one means of payment that each text names, None where it names none or several."""
    return _one(_found(texts))


def payment_means(lines: Lines, line: Int64, texts: pa.Array) -> Texts:
    """Return the means of payment of each receipt, from its own texts, else from the label of its journal."""
    own = _found(texts)
    journal = lines.journal_label
    by_journal = _one(_found([str(value) for value in journal.values]))[journal.codes[line]]
    return np.where(own.any(axis=1), _one(own), by_journal)


def _found(texts: pa.Array | Iterable[str]) -> NDArray[np.bool_]:
    """Return which means (columns) each text names."""
    written = texts if isinstance(texts, pa.Array | pa.ChunkedArray) else pa.array(list(texts), pa.string())
    words = pc.utf8_lower(pc.fill_null(written, ""))
    named = [pc.match_substring_regex(words, rf"(^|[^\pL\pN])({way})[0-9]*($|[^\pL\pN])") for way in _NAMED.values()]
    return np.stack([one.to_numpy(zero_copy_only=False) for one in named], axis=1).astype(bool)


def _one(found: NDArray[np.bool_]) -> Texts:
    """Return the only means found in each row."""
    names = np.array([*_NAMED, None], object)
    return np.asarray(names[np.where(found.sum(axis=1) == 1, found.argmax(axis=1), len(_NAMED))], object)
