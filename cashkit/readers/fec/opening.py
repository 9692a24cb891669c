"""Opening lines: the balances brought forward from the year before (à-nouveaux).

They stand in an opening journal; where there is none, an entry of the first day that holds
nothing but balance-sheet accounts is one when capital and at least two more classes are among
them, or when it is posted against 890 (opening balance sheet). So the appropriation of the
result (12 to 106, 110 or 457) and a transfer between banks stay the ordinary entries that they are.
Source: LPF A47 A-1 VII-1°; PCG class 8 (890, 891).
"""

from datetime import date

import numpy as np

from cashkit.ground.calendar import day_number
from cashkit.readers.fec.chart import BALANCE_SHEET, RESULT, classes, of_class, starting
from cashkit.readers.fec.entries import Entries
from cashkit.readers.fec.groups import Mask
from cashkit.readers.fec.lines import Lines
from cashkit.readers.fec.opening_journal import in_opening_journal

_MANY_CLASSES = 3


def opening_lines(lines: Lines, entries: Entries, opening: date) -> Mask:
    """Return which lines bring balances forward; `opening` is the first day of the fiscal year."""
    journal = in_opening_journal(lines)
    if journal.any():
        with_result = entries.groups.having(of_class(lines.account, RESULT))
        journal &= ~with_result[entries.entry]
    return journal if journal.any() else _on_the_first_day(lines, entries, day_number(opening))


def _on_the_first_day(lines: Lines, entries: Entries, first_day: int) -> Mask:
    against_opening = starting(lines.account, "89")
    fitting = (lines.posting_day == first_day) & (of_class(lines.account, BALANCE_SHEET) | against_opening)
    whole = ~entries.groups.having(~fitting)
    inside = np.flatnonzero(whole[entries.entry])
    found = classes(lines.account)[inside]
    held = np.zeros((entries.count, 10), bool)
    held[entries.entry[inside], found] = True
    many = held[:, 1] & (held[:, 1:6].sum(axis=1) >= _MANY_CLASSES)
    chosen = many | entries.groups.having(against_opening)
    return np.asarray((whole & chosen)[entries.entry])
