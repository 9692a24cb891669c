"""The customer lines of a FEC (411, 413, 416) as items owed, credits and their dates.

A debit line, a credit note and an opening credit become rows of `invoices`; any other credit line a
row of `payments`. The invoice's date is the document's, or the posting's where the document is
dated later; the due date is the file's own column where it has one, else what the rules tell (`due_rules`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from cashkit.dossier.books import NO_DAY
from cashkit.dossier.directory import Directory
from cashkit.dossier.due_rules import ERP, DueRules, Undated, dated, rules_of, sources_of
from cashkit.dossier.findings import DataFinding
from cashkit.dossier.tables import INVOICE_KINDS, INVOICED_KINDS
from cashkit.law.payment_terms import Terms, due_days
from cashkit.readers.fec.dates_in_text import dates_in_text
from cashkit.readers.fec.kinds import NOTE, credit_kinds, debit_kinds
from cashkit.readers.fec.lettering import Lettered, lettered
from cashkit.readers.fec.lines import Coded, Int32, Int64, Lines
from cashkit.readers.fec.operations import BILLS, CUSTOMERS, DOUBTFUL, RECEIVABLE, Operations
from cashkit.readers.fec.origins import Trail, by_amount, by_letter, by_number
from cashkit.readers.fec.parties import Parties, parties
from cashkit.readers.fec.text import Text

Bool = NDArray[np.bool_]
_SINCE_OPENING = 1100
_ISSUED = [INVOICE_KINDS.index(kind) for kind in (*INVOICED_KINDS, "opening")]


@dataclass(frozen=True)
class Receivables:
    """One row for each customer line: `row` is its index among the lines of the file."""

    row: Int64
    who: Parties
    cents: Int64
    posted: Int32
    issue: Int32
    due: Int32
    due_source: NDArray[np.int8]
    undated: Bool
    owed: Bool
    is_item: Bool
    item_kind: NDArray[np.int8]
    credit_kind: NDArray[np.int8]
    letters: Lettered
    texts: pa.Array
    numbers: pa.Array
    dating: tuple[DataFinding, ...] = ()

    def __len__(self) -> int:
        """Return the number of customer lines."""
        return len(self.row)


def receivable_rows(lines: Lines, found: Operations) -> Int64:
    """Return the lines on customer accounts that move anything."""
    on = np.isin(found.kind, RECEIVABLE)
    return np.flatnonzero(on & (lines.debit != lines.credit))


def receivables(lines: Lines, found: Operations, opening: Bool, terms: Terms | DueRules) -> Receivables:
    """Return the customer lines, with what each is and its dates."""
    row = receivable_rows(lines, found)
    cents, posted, brought = (lines.debit - lines.credit)[row], lines.posting_day[row], opening[row]
    who = parties(lines, row)
    texts, numbers = _texts(lines, row)
    owed = cents > 0
    credit = credit_kinds(found, row)
    is_item = owed | brought | (credit == NOTE)
    note = np.int8(INVOICE_KINDS.index("credit_note"))
    item_kind = np.where(owed | brought, debit_kinds(found, row, brought), note)
    issue, undated = _issue(lines, row, _on_opening_day(lines, row, opening), texts)
    letters = lettered(lines, row, who.code, cents)
    own, given = pc.if_else(pa.array(is_item), numbers, pa.scalar(None, pa.string())), lines.due_day[row]
    issued = ~undated & np.isin(item_kind, _ISSUED)
    invoices = Undated(own, who.code, issue, given, sources_of(given), owed, issued)
    due, source, told = _due(invoices, rules_of(terms), partial(_directory, lines, row, who))
    draft = Receivables(
        row, who, cents, posted, issue, due, source, undated, owed, is_item, item_kind, credit, letters, texts,
        numbers, told,
    )  # fmt: skip
    return _dated_by_origin(draft, found)


def _due(
    invoices: Undated, rules: DueRules, directory: Callable[[], Directory]
) -> tuple[Int32, NDArray[np.int8], tuple[DataFinding, ...]]:
    """Return due days and their sources, the default where nothing else tells, and what was found."""
    by_default = due_days(invoices.issue, rules.default)
    if not rules.beside:
        return np.where(invoices.due == NO_DAY, by_default, invoices.due).astype(np.int32), invoices.source, ()
    found = dated(invoices, rules, directory())
    return np.where(found.due == NO_DAY, by_default, found.due).astype(np.int32), found.source, tuple(found.findings)


def _directory(lines: Lines, row: Int64, who: Parties) -> Directory:
    """Return what the customers are called: their code, an account of their own, their name."""
    pairs = np.unique(np.stack([lines.account.codes[row], who.code], axis=1), axis=0)
    accounts = [str(lines.account.values[code]) for code in pairs[:, 0]]
    return Directory(who.labels, [(accounts, who.labels[pairs[:, 1]]), (who.names, who.labels)])


def words(column: Coded) -> pa.Array:
    """Return the distinct values of a column as an Arrow array."""
    return column.words if isinstance(column, Text) else pa.array(column.values, pa.string())


def _texts(lines: Lines, row: Int64) -> tuple[pa.Array, pa.Array]:
    """Return the texts in which a number may stand (reference and label), and each line's own number."""
    number, label = _arrow(lines.document_ref, row), _arrow(lines.line_text, row)
    return pc.binary_join_element_wise(number, label, " "), number


def _arrow(column: Coded, row: Int64) -> pa.Array:
    return words(column).take(pa.array(column.codes[row]))


def _on_opening_day(lines: Lines, row: Int64, opening: Bool) -> Bool:
    """Return which customer lines bring a balance forward on the day when their year opens.

    An opening in detail may post each item on its own old day; the year opens on the last of these days before
    which nothing else is posted.
    """
    ordinary = np.sort(lines.posting_day[~opening])
    days = np.unique(lines.posting_day[opening])
    after = np.searchsorted(ordinary, days)  # days with nothing else between them open one year
    opens = days[np.append(after[1:] != after[:-1], True)] if len(days) else days
    return np.asarray(opening[row] & np.isin(lines.posting_day[row], opens), bool)


def _issue(lines: Lines, row: Int64, on_opening: Bool, texts: pa.Array) -> tuple[Int32, Bool]:
    """Return the day of each document, and which opening items have lost theirs."""
    posted, document = lines.posting_day[row], lines.document_day[row]
    issue = np.where((document == NO_DAY) | (document > posted), posted, document).astype(np.int32)
    undated = on_opening & (issue == posted)
    rows = np.flatnonzero(undated)
    if len(rows):
        read = dates_in_text(texts.take(pa.array(rows)).to_pylist())
        good = (read != NO_DAY) & (read < posted[rows]) & (read > posted[rows] - _SINCE_OPENING)
        issue[rows[good]], undated[rows[good]] = read[good], False
    return issue, undated


def _dated_by_origin(draft: Receivables, found: Operations) -> Receivables:
    """Give returned payments and doubtful debts the dates of the invoice behind them."""
    on = found.kind[draft.row]
    reject = draft.owed & (draft.item_kind == INVOICE_KINDS.index("reject"))
    moved = draft.owed & (on == DOUBTFUL) & (draft.item_kind != INVOICE_KINDS.index("opening"))
    seeking = np.flatnonzero(reject | moved)
    if not len(seeking):
        return draft
    sought = np.flatnonzero(draft.owed & ~reject & (on != DOUBTFUL))
    origin = _origin(draft, found, (seeking, sought), moved[seeking])
    target, source = seeking[origin >= 0], origin[origin >= 0]
    doubtful, given = on[target] == DOUBTFUL, draft.due_source[target] <= ERP
    draft.issue[target[doubtful]] = draft.issue[source[doubtful]]
    draft.due[target[~given]] = draft.due[source[~given]]
    draft.due_source[target[~given]] = draft.due_source[source[~given]]
    return draft


def _origin(draft: Receivables, found: Operations, rows: tuple[Int64, Int64], moved: Bool) -> Int64:
    seeking, sought = rows
    trail = Trail(
        draft.who.code, draft.cents, draft.posted, draft.due, found.operation[draft.row], draft.letters.group,
        draft.texts, draft.numbers,
    )  # fmt: skip
    origin = by_number(trail, seeking, sought)
    for other in (by_letter(trail, seeking), by_amount(trail, seeking, sought)):
        origin = np.where((origin < 0) & moved, other, origin)
    return origin


def collective(found: Operations, lines: Lines, row: Int64) -> Int32:
    """Return the collective account of each line as a small code: 411, 413, 416, and 4117 (retention) apart."""
    kind = found.kind[row]
    retained = np.array([str(account).startswith("4117") for account in lines.account.values], bool)
    retention = retained[lines.account.codes[row]]
    return np.select([retention, kind == CUSTOMERS, kind == BILLS], [3, 0, 1], 2).astype(np.int32)
