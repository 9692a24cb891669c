"""Entries whose number says nothing, put together from what their lines say.

A number says nothing when it is blank, or when one and the same number holds entry after entry:
several days of one journal and number each balance on their own (seen: `0` on every line). The
opening journal is left as it is: all its lines may be one entry.

Within a journal and number: 1. the lines of one date and reference that balance are an entry;
2. what is left of a date that balances, else what is left of all other dates, is cut into runs,
each ending where its sum reaches zero.
"""

import numpy as np

from cashkit.readers.fec.groups import Groups, Mask, group, pair
from cashkit.readers.fec.labels import plain
from cashkit.readers.fec.lines import Int64, Lines
from cashkit.readers.fec.opening_journal import in_opening_journal

_SEVERAL = 2


def unusable(lines: Lines, numbered: Groups) -> tuple[Mask, bool]:
    """Return the lines whose number tells no entry apart, and whether they are most of the lines.

    A minority of lines whose number is repeated keep it (E03 tells their several dates); a
    minority of blank numbers cannot.
    """
    blank = lines.entry_number.blank()
    several_days = numbered.differing(lines.posting_day)
    if len(lines) == 0 or (not blank.any() and not several_days.any() and len(lines.entry_number.values) > 1):
        return blank, False
    ordinary = ~in_opening_journal(lines)
    blank &= ordinary
    repeated = _gathering(lines, numbered, several_days)[numbered.code] & ordinary
    most = _SEVERAL * np.count_nonzero(blank | repeated) > np.count_nonzero(ordinary)
    return (blank | repeated, True) if most else (blank, False)


def _gathering(lines: Lines, numbered: Groups, several_days: Mask) -> Mask:
    """Tell which numbers hold several entries: parts of several dates, each in balance.

    Where the whole file has one number, parts of one date and several references count too.
    """
    constant = bool((lines.entry_number.codes == lines.entry_number.codes[0]).all())
    inside = np.flatnonzero(np.ones(len(lines), bool) if constant else several_days[numbered.code])
    part = pair(numbered.code[inside], lines.posting_day[inside])
    if constant:
        part = pair(part.code, lines.document_ref.codes[inside])
    amount = (lines.debit - lines.credit)[inside]
    balanced = (part.sums(amount) == 0) & part.having(amount != 0)
    owner = numbered.code[inside][part.first]
    return np.bincount(owner[balanced], minlength=numbered.count) >= _SEVERAL


def parts(lines: Lines, numbered: Groups, chosen: Mask) -> Int64:
    """Return an entry code for each chosen line (codes start anywhere, gaps are possible)."""
    inside = np.flatnonzero(chosen)
    amount = (lines.debit - lines.credit)[inside]
    number = group(numbered.code[inside])
    day = pair(number.code, lines.posting_day[inside])
    piece = pair(day.code, lines.document_ref.codes[inside])
    says_something = np.array([bool(plain(text)) for text in lines.document_ref.values], bool)
    together = (piece.sums(amount) == 0) & piece.having(amount != 0)
    by_piece = together[piece.code] & says_something[lines.document_ref.codes[inside]]
    balanced_day = (day.sums(amount) == 0)[day.code]
    pool = np.where(balanced_day, number.count + day.code, number.code)
    rest = ~by_piece
    code = piece.code.astype(np.int64)
    code[rest] = piece.count + runs(pool[rest], amount[rest])
    return code


def runs(pool: Int64, amount: Int64) -> Int64:
    """Cut the lines of each pool, in file order, where their sum reaches zero.

    Lines of zero belong to the run that goes on, the last ones of a pool to the run before.

    >>> runs(np.array([0, 0, 0, 0, 1, 1]), np.array([100, -100, 30, -30, 5, -5])).tolist()
    [0, 0, 1, 1, 2, 2]
    """
    order = np.argsort(pool, kind="stable")
    sums = np.cumsum(amount[order])
    pool_of = group(pool[order])
    before = np.concatenate((np.zeros(1, np.int64), sums))[pool_of.first]
    moved = np.cumsum(amount[order] != 0)
    still_to_come = moved[pool_of.last()][pool_of.code] > moved
    ends = (sums == before[pool_of.code]) & (amount[order] != 0) & still_to_come
    ends[pool_of.last()] = True
    code = np.empty(len(pool), np.int64)
    code[order] = np.cumsum(ends) - ends
    return code
