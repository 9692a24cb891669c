"""The opening journal: the journal of the balances brought forward (à-nouveaux).

No law names it: it is known by its label ("A nouveaux", "Réouverture", "Balance initiale") or
by its code (AN, ANO, RAN, OUV, OU). A code alone can mean anything (OU: a bank of Ourcq), so a
journal of that code whose label says something else has to look like an opening: no charges, no
income, and capital among at least three classes.
Source: LPF A47 A-1 VII-1° (the file starts with the opening balances); software practice.

>>> bool(_LABEL.search(plain("Journal de réouverture"))), bool(_CODE.fullmatch(plain("ANO")))
(True, True)
>>> bool(_LABEL.search(plain("Annulations"))), bool(_CODE.fullmatch(plain("ANL")))
(False, False)
"""

import re

import numpy as np

from cashkit.readers.fec.chart import BALANCE_SHEET, RESULT, classes
from cashkit.readers.fec.groups import Mask, lookup
from cashkit.readers.fec.labels import plain
from cashkit.readers.fec.lines import Lines

_LABEL = re.compile(
    r"\b(a ?nouveaux?|(re)?ouvertures?|balances? initiales?|soldes? initia(l|ux)|bilan initial|opening)\b"
)
_CODE = re.compile(r"(a ?n[ovx]?|a ?nouv\w*|ran|ou|(re)?ouv\w*)( ?\d+)?")
_MANY_CLASSES = 3


def in_opening_journal(lines: Lines) -> Mask:
    """Return which lines stand in an opening journal."""
    labels = [plain(text) for text in lines.journal_label.values]
    named = lookup(lines.journal_label, np.array([bool(_LABEL.search(text)) for text in labels], bool))
    coded = [bool(_CODE.fullmatch(plain(text))) for text in lines.journal_code.values]
    for journal in np.flatnonzero(coded):
        member = lines.journal_code.codes == journal
        if named[member].any() or _looks_like_opening(lines, member):
            named = named | member
    return np.asarray(named)


def _looks_like_opening(lines: Lines, member: Mask) -> bool:
    found = np.unique(classes(lines.account)[member])
    if np.isin(found, RESULT).any():
        return False
    code = {plain(lines.journal_code.values[i]) for i in np.unique(lines.journal_code.codes[member])}
    label = {plain(lines.journal_label.values[i]) for i in np.unique(lines.journal_label.codes[member])}
    says_nothing_else = label <= {"", *code, *(f"journal {text}" for text in code)}
    return says_nothing_else or (1 in found and int(np.isin(found, BALANCE_SHEET).sum()) >= _MANY_CLASSES)
