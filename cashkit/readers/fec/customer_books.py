"""The customers' books of a FEC: its customer lines as the tables customers, invoices, payments and allocations.

A row of `invoices` and of `payments` keeps the line that it was made of, its account and its document.
Units: euros with VAT in the tables, cents in the books; dates.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa

from cashkit.dossier.bookkept import allocation_frame, as_dates
from cashkit.dossier.books import taken
from cashkit.dossier.due_rules import DEFAULT
from cashkit.dossier.receivable_checks import Source
from cashkit.dossier.tables import DUE_DATE_SOURCES, INVOICE_KINDS, PAYMENT_KINDS
from cashkit.ground.calendar import day_number
from cashkit.readers.fec.ledger import SubLedger, sub_ledger
from cashkit.readers.fec.operations import DOUBTFUL, VAT, Operations
from cashkit.readers.fec.payment_means import payment_means
from cashkit.readers.fec.receivables import Receivables, receivables
from cashkit.readers.fec.takings import KIND, takings

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from cashkit.dossier.due_rules import DueRules
    from cashkit.dossier.engine.arrays import Arrays
    from cashkit.law.payment_terms import Terms
    from cashkit.readers.fec.groups import Mask
    from cashkit.readers.fec.lines import Lines


@dataclass(frozen=True)
class CustomerBooks:
    """The lines, what each operation is, the customer lines among them, and their sub-ledger."""

    lines: Lines
    found: Operations
    rows: Receivables
    ledger: SubLedger


def customer_books(lines: Lines, found: Operations, brought: Mask, terms: Terms | DueRules) -> CustomerBooks:
    """Return the customers' books of some lines; `brought` tells those that bring balances forward."""
    rows = receivables(lines, found, brought, terms)
    return CustomerBooks(lines, found, rows, sub_ledger(lines, found, rows))


def frames_of(kept: CustomerBooks, engine: Arrays) -> dict[str, Callable[[], pd.DataFrame]]:
    """Return what makes each table, when it is asked for."""
    return {
        "customers": partial(_customers, kept.rows),
        "allocations": partial(allocation_frame, engine),
        "invoices": partial(_invoices, kept),
        "payments": partial(_payments, kept),
    }


def source_of(kept: CustomerBooks, closing: date, file: str) -> Source:
    """Return what the checks of the books need beside them."""
    rows, ledger = kept.rows, kept.ledger
    line = kept.lines.line_no[rows.row]
    numbers = rows.numbers.take(pa.array(ledger.item_row)).to_numpy(zero_copy_only=False)
    defaulted = rows.due_source[ledger.item_row] == DEFAULT
    return Source(day_number(closing), defaulted, file, line[ledger.item_row], line[ledger.credit_row], numbers)


def _customers(rows: Receivables) -> pd.DataFrame:
    """Return the customers; their kind is a column only where some are no debtors but what the counter takes in."""
    known = pd.DataFrame({"customer_id": rows.who.labels, "name": rows.who.names})
    at_counter = takings(rows.who)
    return known.assign(kind=pd.Series(KIND, known.index).where(at_counter, None)) if at_counter.any() else known


def _invoices(kept: CustomerBooks) -> pd.DataFrame:
    lines, rows, found, at = kept.lines, kept.rows, kept.found, kept.ledger.item_row
    books = kept.ledger.books
    items, line = books.items, rows.row[at]
    alone = np.zeros(len(lines), bool)
    alone[rows.row] = found.alone(rows.row)
    sold = alone[line] & np.isin(items.kind, [INVOICE_KINDS.index("invoice"), INVOICE_KINDS.index("credit_note")])
    return pd.DataFrame({
        "invoice_id": taken(books.invoice_ids, np.arange(len(at))), "customer_id": rows.who.labels[items.customer],
        "kind": np.array(INVOICE_KINDS, object)[items.kind], "issue_date": as_dates(items.issue),
        "posted_on": as_dates(items.posted), "due_date": as_dates(items.due),
        "due_date_source": np.array(DUE_DATE_SOURCES, object)[rows.due_source[at]], "amount": items.cents / 100,
        "vat": np.where(sold, -found.of(line, VAT) / 100, np.nan), "doubtful": found.kind[line] == DOUBTFUL,
        "account": lines.account.texts()[line], "document_ref": lines.document_ref.texts()[line],
        "line": lines.line_no[line],
    })  # fmt: skip


def _payments(kept: CustomerBooks) -> pd.DataFrame:
    """Return the payments; their means are a column only where some are told."""
    lines, rows, at, books = kept.lines, kept.rows, kept.ledger.credit_row, kept.ledger.books
    credits, line, texts = books.credits, rows.row[at], rows.texts.take(pa.array(at))
    means = payment_means(lines, line, texts)
    means[credits.kind != PAYMENT_KINDS.index("payment")] = None
    told = pd.DataFrame({
        "payment_id": taken(books.payment_ids, np.arange(len(line))),
        "customer_id": rows.who.labels[credits.customer], "payment_date": as_dates(rows.posted[at]),
        "posted_on": as_dates(credits.posted), "amount": credits.cents / 100,
        "kind": np.array(PAYMENT_KINDS, object)[credits.kind],
        "reference": texts.to_numpy(zero_copy_only=False),
        "account": lines.account.texts()[line], "line": lines.line_no[line],
    })  # fmt: skip
    return told.assign(method=means) if pd.notna(means).any() else told
