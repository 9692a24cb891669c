"""The sub-ledger that a FEC contains: books, with the lettering as allocations.

Row numbers: an invoice is named by its document reference, followed by `#` and the line where the
reference is blank or shared; a payment likewise.
"""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from cashkit.dossier.books import LETTERING, NO_DAY, Allocations, Books, Credits, Items, no_allocations
from cashkit.dossier.fallback import dated
from cashkit.dossier.matching import Debits, Means, match
from cashkit.dossier.tables import PAYMENT_KINDS
from cashkit.readers.fec.kinds import discounts
from cashkit.readers.fec.lettering import Members
from cashkit.readers.fec.lines import Int32, Int64, Lines
from cashkit.readers.fec.operations import Operations
from cashkit.readers.fec.receivables import Receivables, collective, words
from cashkit.readers.fec.takings import takings

_DISCOUNT = PAYMENT_KINDS.index("discount")
_NO_NUMBER = r"^[^\p{L}\p{N}]*$"  # "-", "/", ".": what software writes for no reference
_MARK = "#"


@dataclass(frozen=True)
class SubLedger:
    """The books, and for each item and each payment the receivable row it was made of."""

    books: Books
    item_row: Int64
    credit_row: Int64


def sub_ledger(lines: Lines, found: Operations, rows: Receivables) -> SubLedger:
    """Return the books of the customer lines."""
    pool = rows.who.code * 4 + collective(found, lines, rows.row)
    line = lines.line_no[rows.row].astype(np.int32)
    item, credit = np.flatnonzero(rows.is_item), np.flatnonzero(~rows.is_item)
    items = Items(
        rows.who.code[item], rows.cents[item], rows.issue[item], rows.posted[item], rows.due[item],
        rows.item_kind[item], pool[item], line[item],
        rows.numbers.take(pa.array(item)), rows.texts.take(pa.array(item)), None, _payable_from(rows, item),
    )  # fmt: skip
    credit, cents, kind = _with_discounts(rows, found, credit)
    texts = rows.texts.take(pa.array(credit))
    credits = Credits(rows.who.code[credit], cents, rows.posted[credit], kind, pool[credit], line[credit], texts)
    names = _names(lines, rows.row[item], rows.row[credit])
    books = Books(rows.who.labels, items, credits, no_allocations(), *names)
    ledger = SubLedger(books, item, credit)
    return SubLedger(Books(rows.who.labels, items, credits, _lettering(ledger, rows), *names), item, credit)


def _payable_from(rows: Receivables, item: Int64) -> Int32:
    """Return from which day receipts may pay each item oldest first: what the counter takes in, whenever it came."""
    at_counter = takings(rows.who)[rows.who.code[item]]
    return np.where(at_counter, NO_DAY, rows.posted[item]).astype(np.int32)


def _with_discounts(rows: Receivables, found: Operations, credit: Int64) -> tuple[Int64, Int64, NDArray[np.int8]]:
    """Split off the cash discount of a payment as a row of its own kind."""
    cents, kind = -rows.cents[credit], rows.credit_kind[credit]
    granted = discounts(found, rows.row[credit], cents)
    some = np.flatnonzero(granted)
    if not len(some):
        return credit, cents, kind
    cents = cents - granted
    kinds = np.concatenate([kind, np.full(len(some), _DISCOUNT, np.int8)])
    return np.concatenate([credit, credit[some]]), np.concatenate([cents, granted[some]]), kinds


def _names(lines: Lines, items: Int64, credits: Int64) -> tuple[pa.Array, pa.Array]:
    """Return the ids of invoices and payments: the reference where it names one row alone."""
    code = lines.document_ref.codes
    texts = pc.replace_substring_regex(words(lines.document_ref), _NO_NUMBER, "")
    vague = pc.or_(pc.equal(texts, ""), pc.match_substring(texts, _MARK)).to_numpy(zero_copy_only=False)
    taken = vague.copy()
    taken[code[items]] = True
    return (
        _own(texts, code[items], lines.line_no[items], vague),
        _own(texts, code[credits], lines.line_no[credits], taken),
    )


def _own(texts: pa.Array, code: Int32, line: Int64, taken: NDArray[np.bool_]) -> pa.Array:
    """Name rows by their reference; one that is taken, or borne already, gets its line as well.

    Two rows of one line (a payment and its discount) are told apart by a number.
    """
    every, place = np.arange(len(code)), np.zeros(len(texts), np.int64)
    place[code[::-1]] = every[::-1]  # of rows of one reference the first one stays
    later = (place[code] != every) | taken[code]
    names, rows = texts.take(pa.array(code)), np.flatnonzero(later)
    if not len(rows):
        return names
    lined = pc.binary_join_element_wise(names.take(pa.array(rows)), pa.array(line[rows]).cast(pa.string()), _MARK)
    again = np.ones(len(rows), bool)
    again[np.unique(line[rows], return_index=True)[1]] = False
    lined = pc.if_else(pa.array(again), pc.binary_join_element_wise(lined, "2", "."), lined)
    return pc.replace_with_mask(names, pa.array(later), lined)


def _lettering(ledger: SubLedger, rows: Receivables) -> Allocations:
    """Return the allocations inside the lettered groups."""
    books, group = ledger.books, rows.letters.group
    owed = np.flatnonzero((books.items.cents > 0) & (group[ledger.item_row] >= 0))
    notes = np.flatnonzero((books.items.cents < 0) & (group[ledger.item_row] >= 0))
    paid = np.flatnonzero(group[ledger.credit_row] >= 0)
    source = np.concatenate([ledger.credit_row[paid], ledger.item_row[notes]])
    order = np.argsort(source, kind="stable")
    source = source[order]
    row = np.concatenate([paid, notes + len(books.credits)])[order]
    cents = np.concatenate([books.credits.cents[paid], -books.items.cents[notes]])[order]
    items = books.items
    debits = Debits(
        owed, group[ledger.item_row[owed]], items.cents[owed], items.due[owed], items.issue[owed],
        items.posted[owed], rows.numbers.take(pa.array(ledger.item_row[owed])),
    )  # fmt: skip
    means = Means(row, group[source], cents, rows.posted[source], rows.texts.take(pa.array(source)))
    found = dated(books, match(debits, means, lettered=True), LETTERING)
    day = rows.letters.day
    credit_day = np.concatenate([day[ledger.credit_row], day[ledger.item_row]])[found.credit]
    on = np.maximum(credit_day, day[ledger.item_row][found.item])
    return Allocations(found.credit, found.item, found.cents, found.on, on.astype(np.int32), found.method)


def lettered_members(rows: Receivables) -> Members:
    """Return the lines that may be lettered, for the checks of the lettering."""
    return Members(rows.row, rows.cents, rows.who.labels[rows.who.code])
