"""An entry (écriture): the lines that are posted together and whose debits equal their credits.

Its key is the journal and the number (JournalCode, EcritureNum), since numbers run per journal
in some software and through the whole file in other. Where the number tells no entries apart
(blank, or the same for entry after entry), the lines are put together by date, reference and
balance: see `rebuilding`.
"""

import functools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cashkit.readers.fec import rebuilding
from cashkit.readers.fec.groups import Groups, Mask, group, pair
from cashkit.readers.fec.lines import Coded, Int32, Int64, Lines


@dataclass(frozen=True)
class Entries:
    """The entries of a file, numbered from 0 in the order in which they appear.

    `balance` is debits less credits of each entry, in cents. `inferred` tells which entries
    were put together without a number of their own; `rebuilt` that this was so for most lines
    (E08).
    """

    groups: Groups
    balance: Int64
    inferred: Mask
    rebuilt: bool
    journal: Coded
    number: Coded
    line_no: Int64

    @property
    def entry(self) -> Int32:
        """The entry of each line."""
        return self.groups.code

    @property
    def count(self) -> int:
        """The number of entries."""
        return self.groups.count

    @functools.cached_property
    def labels(self) -> NDArray[np.object_]:
        """The text id of each entry: "VE/12", or "VE/L236" by its first line where it has no number."""
        return self.label(np.arange(self.count))

    def label(self, chosen: Int64) -> NDArray[np.object_]:
        """Return the text ids of some entries."""
        first = self.groups.first[chosen]
        journal = self.journal.values[self.journal.codes[first]]
        number = self.number.values[self.number.codes[first]]
        without = self.inferred[chosen]
        number[without] = "L" + self.line_no[first[without]].astype(str).astype(object)
        return np.asarray(np.where(journal == "", number, journal + "/" + number), dtype=object)


def group_entries(lines: Lines) -> Entries:
    """Return the entry of each line."""
    numbered = pair(lines.journal_code.codes, lines.entry_number.codes)
    unusable, rebuilt = rebuilding.unusable(lines, numbered)
    groups = numbered
    if unusable.any():
        parts = rebuilding.parts(lines, numbered, unusable)
        key = numbered.code.astype(np.int64)
        key[unusable] = numbered.count + parts
        groups = group(key)
    inferred = unusable[groups.first]
    balance = groups.sums(lines.debit - lines.credit)
    return Entries(groups, balance, inferred, rebuilt, lines.journal_code, lines.entry_number, lines.line_no)
