"""The customer accounts as a bank statement meets them: who the customers are, what is open, what is booked.

>>> from cashkit.dossier.dossier import Dossier
>>> rows = [("F100", "C1", "invoice", "2025-12-01", 120.0), ("A100", "C1", "credit_note", "2025-12-02", -20.0)]
>>> names = ["invoice_id", "customer_id", "kind", "issue_date", "amount"]
>>> ledger = bank_ledger(Dossier.of(name="case", invoices=pd.DataFrame(rows, columns=names)), 20_500)
>>> ledger.items.cents.tolist(), dict(ledger.items.of), ledger.customers
([12000, -2000], {0: [0, 1]}, ['C1'])

A credit note that only the rule of the oldest first would set against an invoice is still open here: the customer
decides which invoice it deducts it from.
Units: whole cents, day numbers; an item is a row of the invoices.
Errors: `NotAvailableError` for tables that stay on an engine (DuckDB, Spark).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd  # noqa: F401  (the doctest)

from cashkit.dossier.books import METHODS
from cashkit.dossier.engine.arrays import Arrays
from cashkit.dossier.table_columns import columns_of
from cashkit.dossier.tables import INVOICE_KINDS, PAYMENT_KINDS
from cashkit.ground.errors import NotAvailableError
from cashkit.measures.as_of import resolved_view
from cashkit.measures.booked import Held
from cashkit.measures.payer import Payers
from cashkit.measures.proposals import Items
from cashkit.measures.quoted import Numbers

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.dossier.books import Allocations, Books
    from cashkit.dossier.dossier import Dossier
    from cashkit.dossier.engine.interface import View

_SUSPENSE = "47"
_CREDIT_NOTE, _REJECT = INVOICE_KINDS.index("credit_note"), INVOICE_KINDS.index("reject")
_PAYMENT, _OLDEST_FIRST = PAYMENT_KINDS.index("payment"), METHODS.index("fallback:fifo")


@dataclass(frozen=True, eq=False)
class BankLedger:
    """The customer accounts on a day."""

    customers: list[object]
    customer: NDArray[np.int64]
    invoice_ids: list[object]
    payment_ids: list[object]
    items: Items
    payers: Payers
    numbers: Numbers
    held: Held
    rejected: Held
    settled: Allocations

    @cached_property
    def owners(self) -> dict[int, list[int]]:
        """The open items of each amount, whoever owes them."""
        found: dict[int, list[int]] = defaultdict(list)
        for rows in self.items.of.values():
            for row in rows:
                found[int(self.items.cents[row])].append(row)
        return found

    def settled_by(self, payment: int) -> list[object]:
        """Return the invoices that a payment settled."""
        return [self.invoice_ids[row] for row in self.settled.item[self.settled.credit == payment].tolist()]


def bank_ledger(dossier: Dossier, until: int, view: View | None = None) -> BankLedger:
    """Return the customer accounts of a dossier as known on a day."""
    books, engine = dossier.books, dossier.engine
    if books is None or not isinstance(engine, Arrays):
        raise NotAvailableError("measures.needs_memory")
    allocated, when = engine.allocated(resolved_view(dossier, view))
    items, rows = books.items, allocated.rows
    guessed = (rows.method == _OLDEST_FIRST) & (rows.credit >= len(books.credits))
    settled = rows.where((when <= until) & ~guessed)
    cents = np.where(items.posted <= until, books.open_items(settled), 0)
    cents = np.where((cents > 0) | (items.kind == _CREDIT_NOTE), cents, 0)
    labels = ["" if label is None else str(label) for label in books.customers.tolist()]
    table = columns_of(dossier, "customers")
    known = set() if table is None else {one for one in table.ids("customer_id") if one}
    others = sorted(known - set(labels))
    numbers = ["" if one is None else str(one) for one in books.invoice_ids.to_pylist()]
    customer = items.customer.astype(np.int64)
    return BankLedger(
        [*books.customers.tolist(), *others], customer, books.invoice_ids.to_pylist(), books.payment_ids.to_pylist(),
        Items(cents, items.due, items.issue, _of_each(cents, items.due, customer)), Payers([*labels, *others], table),
        Numbers(numbers, customer.tolist()), _held(books), _rejected(books), settled,
    )  # fmt: skip


def _of_each(cents: NDArray[np.int64], due: NDArray[np.int32], customer: NDArray[np.int64]) -> dict[int, list[int]]:
    """Return the open items of each customer, the earliest due first."""
    rows = np.flatnonzero(cents)
    rows = rows[np.lexsort((rows, due[rows], customer[rows]))]
    first = np.flatnonzero(np.diff(customer[rows], prepend=-1))
    parts = np.split(rows, first[1:]) if len(rows) else []
    return {int(customer[part[0]]): part.tolist() for part in parts}


def _held(books: Books) -> Held:
    """Return the money received that the customer accounts hold; what is no money has no cents here."""
    paid, texts = books.credits, books.credits.texts
    references = [""] * len(paid) if texts is None else ["" if one is None else str(one) for one in texts.to_pylist()]
    cents = np.where(paid.kind == _PAYMENT, paid.cents, 0)
    return Held(cents, paid.posted, paid.customer.astype(np.int64), references)


def _rejected(books: Books) -> Held:
    """Return the payments that came back by the customer accounts."""
    items = books.items
    rows = np.flatnonzero(items.kind == _REJECT)
    return Held(items.cents[rows], items.posted[rows], items.customer[rows].astype(np.int64), [""] * len(rows))


def in_suspense(dossier: Dossier) -> Held:
    """Return the money that waits on a suspense account (47): received, and nobody's yet."""
    table = columns_of(dossier, "payments")
    if table is None:
        return Held(np.empty(0, np.int64), np.empty(0, np.int32), np.empty(0, np.int64), [])
    rows = np.flatnonzero([account.startswith(_SUSPENSE) for account in table.ids("account")])
    days, nobody = table.days("payment_date")[rows], np.full(len(rows), -1, np.int64)
    return Held(table.cents("amount")[rows], days, nobody, table.ids("reference")[rows].tolist())
