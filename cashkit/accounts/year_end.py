"""The year's ends: the entries that carry the opening balances in, and those that close the result.

Opening entries ("à-nouveaux") repeat the closing balance sheet of the year before. They are the
entries of the journals that say so by code or label and hold nothing of classes 6 and 7; without
such a journal, the entries of the first day that hold equity and at least two more classes of the
balance sheet, or stand against 890. So the capital paid in and a result allocated stay movements.

Closing entries bring the accounts of classes 6 and 7 to nil against account 12. A FEC should not
hold them; where it does, they are left out, so that the income statement is still that of the year.

Source: art. A47 A-1 of the livre des procédures fiscales (the FEC holds the opening entries and
stands before the closing of the result); BOI-CF-IOR-60-40-20.
"""

import re

import numpy as np

from cashkit.accounts.postings import NO_DAY, Ints, Mask, Postings, sums
from cashkit.ground.plain_text import folded

OPENING_CODES = frozenset({"AN", "ANO", "ANX", "RAN", "OUV"})
OPENING_WORDS = re.compile(r"\bA[- .]?NOUV|\bOUVERTURE|\bOPENING")
RESULT_CLASSES = ("6", "7")
RESULT_ACCOUNT = "12"
EQUITY = "1"
OPENING_SHEET = "890"
MANY_CLASSES = 3


def opening_lines(lines: Postings) -> Mask:
    """Return which lines carry the opening balances."""
    if not len(lines):
        return np.zeros(0, dtype=bool)
    named = np.fromiter((is_opening_journal(name) for name in lines.journals), bool, len(lines.journals))[lines.journal]
    return _without_result(lines, named) if named.any() else _first_day_entries(lines)


def is_opening_journal(name: str) -> bool:
    """Tell from "code<tab>label" whether a journal carries opening balances.

    >>> is_opening_journal("ANO\\tA nouveaux"), is_opening_journal("OUV\\tOuverture"), is_opening_journal("VE\\tVentes")
    (True, True, False)
    """
    code, _, label = (_plain(part) for part in name.partition("\t"))
    return code in OPENING_CODES or any(OPENING_WORDS.search(part) for part in (code, label))


def closing_lines(lines: Postings) -> Mask:
    """Return which lines close classes 6 and 7 against account 12.

    An entry is a closing entry when it holds lines of both, of no other class than 8, and every
    account of classes 6 and 7 that it touches ends at nil: a correction booked between 12 and a
    charge leaves that charge open and is kept.
    """
    result, charge = lines.in_accounts(RESULT_ACCOUNT), lines.in_accounts(*RESULT_CLASSES)
    candidates = np.intersect1d(lines.entry[result], lines.entry[charge])
    if not len(candidates):
        return np.zeros(len(lines), dtype=bool)
    chosen = np.flatnonzero(np.isin(lines.entry, candidates))
    other = ~(result | charge | lines.in_accounts("8"))[chosen]
    still_open = (charge & (lines.balances() != 0)[lines.account])[chosen]
    kept = np.unique(lines.entry[chosen][other | still_open])
    closing = np.zeros(len(lines), dtype=bool)
    closing[chosen] = ~np.isin(lines.entry[chosen], kept)
    return closing


def all_closed(lines: Postings) -> bool:
    """Tell whether classes 6 and 7 moved and every account of theirs ends at nil."""
    charge = lines.in_accounts(*RESULT_CLASSES)
    moved = bool(((lines.debit != 0) | (lines.credit != 0))[charge].any())
    return moved and not sums(lines.account[charge], (lines.debit - lines.credit)[charge], len(lines.accounts)).any()


def _first_day_entries(lines: Postings) -> Mask:
    """Return the entries of the first day that hold capital and two more classes, or stand against 890."""
    known = lines.day[lines.day != NO_DAY]
    if not len(known):
        return np.zeros(len(lines), dtype=bool)
    first = lines.day == known.min()
    entries, entry = np.unique(lines.entry[first], return_inverse=True)
    held = np.zeros((len(entries), 10), dtype=bool)
    held[entry, _classes(lines)[lines.account[first]]] = True
    fitting = held[:, int(EQUITY)] & (held[:, 1:6].sum(axis=1) >= MANY_CLASSES)
    fitting[entry[lines.in_accounts(OPENING_SHEET)[first]]] = True
    return _without_result(lines, first & np.isin(lines.entry, entries[fitting]))


def _classes(lines: Postings) -> Ints:
    """Return the class of each account, 0 for one that begins with no digit."""
    return np.fromiter((int(text[0]) if text[:1].isdecimal() else 0 for text in lines.accounts), np.int64)


def _without_result(lines: Postings, chosen: Mask) -> Mask:
    """Return the lines chosen whose entry holds nothing of classes 6 and 7."""
    with_result: Ints = np.unique(lines.entry[chosen & lines.in_accounts(*RESULT_CLASSES)])
    return chosen & ~np.isin(lines.entry, with_result) if len(with_result) else chosen


def _plain(text: str) -> str:
    """Return a text in capitals without accents."""
    return folded(text.strip()).upper()
