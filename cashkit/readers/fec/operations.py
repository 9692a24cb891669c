"""Operations: what a customer line is posted against tells what it is (an invoice, a payment, a loss ...).

An operation is an entry, or, when an entry gathers several documents that each balance (a day's
bank journal under one number), the lines of one document. For each, the movement (debit less
credit, in cents) of the accounts that matter.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cashkit.readers.fec.entries import Entries
from cashkit.readers.fec.groups import group, lookup
from cashkit.readers.fec.lines import Int32, Int64, Lines

(
    CUSTOMERS,
    BILLS,
    DOUBTFUL,
    ADVANCES,
    ACCRUED,
    MONEY,
    SALES,
    VAT,
    LOSSES,
    DISCOUNTS,
    FACTOR,
    SUPPLIERS,
    EXCHANGE,
    OTHER,
) = range(14)
_PREFIXES: tuple[tuple[str, int], ...] = (
    ("411", CUSTOMERS), ("413", BILLS), ("416", DOUBTFUL), ("419", ADVANCES), ("418", ACCRUED), ("487", SALES),
    ("5", MONEY), ("765", OTHER), ("766", EXCHANGE), ("756", EXCHANGE), ("7", SALES), ("4457", VAT), ("4458", VAT),
    ("654", LOSSES), ("6714", LOSSES), ("671", LOSSES), ("665", DISCOUNTS), ("467", FACTOR), ("40", SUPPLIERS),
    ("666", EXCHANGE), ("656", EXCHANGE), ("476", EXCHANGE), ("477", EXCHANGE), ("78", OTHER), ("79", OTHER),
)  # fmt: skip
RECEIVABLE = (CUSTOMERS, BILLS, DOUBTFUL)


def account_class(account: str) -> int:
    """Return what an account is for this purpose; the longest prefix decides.

    >>> account_class("411DUPONT") == CUSTOMERS, account_class("765000") == OTHER, account_class("706") == SALES
    (True, True, True)
    """
    fitting = [(len(prefix), kind) for prefix, kind in _PREFIXES if account.startswith(prefix)]
    return max(fitting, default=(0, OTHER))[1]


@dataclass(frozen=True)
class Operations:
    """The operation of each line, the class of its account, and the movements of each operation (one row a class).

    `received` is what came into the money accounts of each operation, whatever went out of them in it.
    """

    operation: Int32
    kind: NDArray[np.int8]
    movement: NDArray[np.int64]
    received: NDArray[np.int64]

    def of(self, rows: Int64, kind: int) -> Int64:
        """Return the movement of a class in the operation of some lines."""
        return np.asarray(self.movement[kind][self.operation[rows]])

    def alone(self, rows: Int64) -> NDArray[np.bool_]:
        """Return which of some lines are the only one of them in their operation."""
        operation = self.operation[rows]
        return np.asarray(np.bincount(operation, minlength=len(self.received))[operation] == 1)

    def took_in(self, rows: Int64) -> NDArray[np.bool_]:
        """Return whether money came in, in the operation of some lines."""
        return np.asarray(self.received[self.operation[rows]] > 0)


def operations(lines: Lines, entries: Entries) -> Operations:
    """Return the operations of a file."""
    kind = lookup(lines.account, np.array([account_class(str(account)) for account in lines.account.values], np.int8))
    code, count = _documents(lines, entries)
    amount = lines.debit - lines.credit
    movement = np.zeros(count * (OTHER + 1), np.int64)
    np.add.at(movement, kind.astype(np.int64) * count + code, amount)
    received, inwards = np.zeros(count, np.int64), (kind == MONEY) & (amount > 0)
    np.add.at(received, code[inwards], amount[inwards])
    return Operations(code, kind, movement.reshape(OTHER + 1, count), received)


def _documents(lines: Lines, entries: Entries) -> tuple[Int32, int]:
    """Return the operation of each line: its entry, or its document where the entry's documents each balance."""
    ref, entry = lines.document_ref.codes, entries.entry
    low, high = np.full(entries.count, np.iinfo(np.int32).max, np.int32), np.full(entries.count, -1, np.int32)
    np.minimum.at(low, entry, ref)
    np.maximum.at(high, entry, ref)
    rows = np.flatnonzero((low != high)[entry])
    if not len(rows):
        return entry, entries.count
    parts = group(entry[rows].astype(np.int64) * (int(ref.max()) + 1) + ref[rows])
    balanced = parts.sums((lines.debit - lines.credit)[rows]) == 0
    whole = np.ones(entries.count, bool)
    whole[entry[rows][~balanced[parts.code]]] = False
    split = whole[entry[rows]]
    code = entry.copy()
    code[rows[split]] = entries.count + parts.code[split]
    return code, entries.count + parts.count
