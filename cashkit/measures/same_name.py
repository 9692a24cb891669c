"""Same name: whether two names are those of one firm, whatever its legal form, accents, signs and word order.

>>> plain_name("GUILHEM ET FILS SARL"), plain_name("Ets Guilhem & Fils")
('FILS GUILHEM', 'FILS GUILHEM')
>>> near_names(["FILS GUILHEMET", "FILS GUILLEMET", "BATI MARTIN"]).tolist()
[[0, 1]]

A plain name has its words sorted; two are near when rapidfuzz finds them at least 92 % alike, so that a
letter typed wrong in a name of some length does not hide a double.
Source: rapidfuzz (`fuzz.ratio`: twice what two texts share over the length of both).
"""

import re
import unicodedata
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

NEAR = 92
_AT_ONCE = 1_000  # names compared with all others in one table: 20 000 of them would fill the memory
_WORD = re.compile(r"[A-Z0-9]+")
_DOTTED = re.compile(r"(?<=\b[A-Z])\.(?=[A-Z]\b)")  # S.A.R.L.
_LEGAL_FORMS = frozenset((
    "SA", "SAS", "SASU", "SARL", "EURL", "SNC", "SCI", "SCOP", "SELARL", "SCP", "SCS", "SCA", "EI", "EIRL", "EARL",
    "GAEC", "GIE", "SEM", "SEML", "SPL", "SE", "SICA", "SCEA", "SCM", "GMBH", "AG", "BV", "NV", "BVBA", "SRL", "SPRL",
    "SPA", "LTD", "LLC", "PLC", "SL",
))  # fmt: skip
_SILENT = _LEGAL_FORMS | frozenset(("ETS", "ETABLISSEMENT", "ETABLISSEMENTS", "ET", "AND"))


def plain_name(name: str) -> str:
    """Return the words that tell a firm apart, in capitals without accents, sorted; all of them if none would be left.

    >>> plain_name("Fermes de l'Étang S.A.S."), plain_name("S.A. Ets"), plain_name("  ")
    ('DE ETANG FERMES L', 'ETS SA', '')
    """
    decomposed = unicodedata.normalize("NFKD", name.replace("œ", "oe").replace("Œ", "OE")).upper()
    letters = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    words = _WORD.findall(_DOTTED.sub("", letters))
    return " ".join(sorted([word for word in words if word not in _SILENT] or words))


def near_names(plain: Sequence[str]) -> NDArray[np.intp]:
    """Return the pairs of places whose plain names are near: rows of (earlier, later); a blank name has none."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415  (only doubles need it)

    told = np.array([bool(name) for name in plain], bool)
    ones, others = [np.empty(0, np.intp)], [np.empty(0, np.intp)]
    for start in range(0, len(plain), _AT_ONCE):
        some = plain[start : start + _AT_ONCE]
        alike = process.cdist(some, plain, scorer=fuzz.ratio, score_cutoff=NEAR) >= NEAR
        one, other = np.nonzero(np.triu(alike & told, start + 1))
        ones.append(one + start)
        others.append(other)
    return np.column_stack([np.concatenate(ones), np.concatenate(others)])
