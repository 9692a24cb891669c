"""What the books say of themselves once matched: credits on account, doubles, default due dates, customers in credit.

Codes R04, R06, R08 and R09 of `codes.csv`, the same for any source.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cashkit.dossier.books import taken
from cashkit.dossier.findings import DataFinding, capped, data_finding
from cashkit.dossier.tables import INVOICE_KINDS
from cashkit.ground.money import euros

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.dossier.engine.arrays import Arrays

_DOUBLE_WITHIN = 60


@dataclass(frozen=True)
class Source:
    """What the checks need beside the books: the closing day, which due dates are defaults, lines and file."""

    closing: int
    defaulted: NDArray[np.bool_]
    file: str = ""
    item_lines: NDArray[np.int64] | None = None
    credit_lines: NDArray[np.int64] | None = None
    item_numbers: NDArray[np.object_] | None = None


def receivable_findings(engine: Arrays, source: Source) -> list[DataFinding]:
    """Return the findings R04, R06, R08 and R09 as of the closing day."""
    return [
        *_on_account(engine, source),
        *_doubles(engine, source),
        *_default_due_dates(engine, source),
        *_in_credit(engine, source),
    ]


def _on_account(engine: Arrays, source: Source) -> list[DataFinding]:
    """R04: credits that nothing uses, largest first."""
    books = engine.books
    left = books.open_credits(engine.matched)
    left[books.credits.posted > source.closing] = 0
    rows = np.flatnonzero(left)
    rows = rows[np.argsort(-left[rows], kind="stable")]
    ids = taken(books.payment_ids, rows[:20])
    found = [
        data_finding("R04", file=source.file, line=_line(source.credit_lines, row), field="payments", value=ident,
                     customer=str(books.customers[books.credits.customer[row]]), amount=euros(left[row]))
        for row, ident in zip(rows.tolist(), ids, strict=False)
    ]  # fmt: skip
    return capped(found, len(rows))


def _doubles(engine: Arrays, source: Source) -> list[DataFinding]:
    """R06: the same number, customer and amount twice within 60 days."""
    items = engine.books.items
    invoices = np.flatnonzero((items.kind == INVOICE_KINDS.index("invoice")) & (items.cents > 0))
    numbers = source.item_numbers
    if numbers is None or not len(invoices):
        return []
    codes = np.unique(numbers[invoices].astype(str), return_inverse=True)[1]
    order = np.lexsort((items.issue[invoices], codes, items.cents[invoices], items.customer[invoices]))
    row, code = invoices[order], codes[order]
    same = (
        (code[1:] == code[:-1])
        & (items.cents[row[1:]] == items.cents[row[:-1]])
        & (items.customer[row[1:]] == items.customer[row[:-1]])
    )
    same &= (items.issue[row[1:]] - items.issue[row[:-1]] <= _DOUBLE_WITHIN) & (numbers[row[1:]] != "")
    second = row[1:][same]
    found = [
        data_finding("R06", file=source.file, line=_line(source.item_lines, r), field="invoices", value=numbers[r],
                     customer=str(engine.books.customers[items.customer[r]]), amount=euros(items.cents[r]))
        for r in second[:20].tolist()
    ]  # fmt: skip
    return capped(found, len(second))


def _default_due_dates(engine: Arrays, source: Source) -> list[DataFinding]:
    """R08: how much of the open amount has a due date by default only."""
    items = engine.books.items
    left = engine.books.open_items(engine.matched)
    owed = np.where((left > 0) & (items.posted <= source.closing), left, 0)
    defaulted = source.defaulted & (items.cents[: len(source.defaulted)] > 0)
    total, default = int(owed.sum()), int(owed[: len(defaulted)][defaulted].sum())
    count = int(defaulted.sum())
    if not count:
        return []
    share = default / total if total else 1.0
    return [
        data_finding(
            "R08",
            file=source.file,
            field="invoices.due_date",
            value=f"{share:.4f}",
            count=count,
            share=share,
            amount=euros(default),
        )
    ]


def _in_credit(engine: Arrays, source: Source) -> list[DataFinding]:
    """R09: customers whose balance is in their favour, largest first."""
    books = engine.books
    balance = np.zeros(len(books.customers), np.int64)
    for side, sign in ((books.items, 1), (books.credits, -1)):
        known = side.posted <= source.closing
        np.add.at(balance, side.customer[known], sign * side.cents[known])
    rows = np.flatnonzero(balance < 0)
    rows = rows[np.argsort(balance[rows], kind="stable")]
    found = [
        data_finding(
            "R09",
            file=source.file,
            field="customer_id",
            value=books.customers[row],
            customer=str(books.customers[row]),
            amount=euros(-balance[row]),
        )
        for row in rows[:20].tolist()
    ]
    return capped(found, len(rows))


def _line(lines: NDArray[np.int64] | None, row: int) -> int | None:
    return None if lines is None else int(lines[row])
