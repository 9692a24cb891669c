"""From a FEC to a dossier: the lines, their checks, the sub-ledger of the customers.

Every line is read once; what is wrong with it is a finding. Lines read = lines used + lines refused.
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
from cashkit.dossier.dossier import Dossier, SourceFile, spoken
from cashkit.dossier.engine.arrays import Arrays
from cashkit.dossier.receivable_checks import Source, receivable_findings
from cashkit.dossier.tables import INVOICE_KINDS, PAYMENT_KINDS
from cashkit.ground.calendar import day_number
from cashkit.ground.errors import SourceError
from cashkit.law.payment_terms import parse_terms
from cashkit.readers.fec.entries import Entries, group_entries
from cashkit.readers.fec.entry_checks import check_entries
from cashkit.readers.fec.entry_frame import entry_frame
from cashkit.readers.fec.general import check_general
from cashkit.readers.fec.journals import check_journals
from cashkit.readers.fec.ledger import SubLedger, lettered_members, sub_ledger
from cashkit.readers.fec.lettering import check_lettering
from cashkit.readers.fec.opening import opening_lines
from cashkit.readers.fec.operations import DOUBTFUL, VAT, Operations, operations
from cashkit.readers.fec.reading import FecFile, read_lines
from cashkit.readers.fec.receivable_findings import customer_line_findings
from cashkit.readers.fec.receivables import Receivables, receivables
from cashkit.readers.fec.year_link import check_year_link

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cashkit.dossier.findings import DataFinding
    from cashkit.law.payment_terms import Terms
    from cashkit.readers.fec.groups import Mask

_LONGEST_GAP = 92
"""Days between two years: the first postings of a year, or the last, may be missing for a quarter."""


@dataclass(frozen=True)
class _Read:
    """A FEC with its entries, its opening lines and its sub-ledger."""

    file: FecFile
    entries: Entries
    brought: Mask
    found: Operations
    rows: Receivables
    ledger: SubLedger


def open_fec(
    path: Path,
    *,
    terms: str | Terms = "30",
    lang: str | None = None,
    name: str | None = None,
    previous: Path | None = None,
) -> Dossier:
    """Return the dossier of a FEC; `terms` fill in due dates that the file does not give.

    `previous` is the FEC of the year before: each balance brought forward is compared with it (G09).
    Errors: SourceError for a file that is no FEC, or a `previous` that is not of the year before.
    """
    read = _read(path, terms)
    file, ledger = read.file, read.ledger
    findings = [*_findings(read), *(_year_link(read, read_lines(previous)) if previous is not None else ())]
    engine = Arrays(ledger.books)
    return Dossier(
        name=name or _named(file), siren=file.siren, closing_date=file.year.closing, opening_date=file.year.opening,
        lang=spoken(lang), engine=engine, books=ledger.books, frames=_frames(read, engine), found=tuple(findings),
        checks=partial(receivable_findings, engine, _source(read)),
        sources=(SourceFile(file.name, file.sha256, file.lines_read, file.lines_used, file.lines_refused, file.size),),
    )  # fmt: skip


def _read(path: Path, terms: str | Terms) -> _Read:
    parsed = parse_terms(terms)
    file = read_lines(path)
    entries = group_entries(file.lines)
    brought = opening_lines(file.lines, entries, file.year.opening)
    found = operations(file.lines, entries)
    rows = receivables(file.lines, found, brought, parsed)
    return _Read(file, entries, brought, found, rows, sub_ledger(file.lines, found, rows))


def _frames(read: _Read, engine: Arrays) -> dict[str, Callable[[], pd.DataFrame]]:
    return {
        "entries": partial(entry_frame, read.file.lines, read.entries),
        "customers": partial(_customers, read.rows),
        "allocations": partial(allocation_frame, engine),
        "invoices": partial(_invoices, read),
        "payments": partial(_payments, read),
    }


def _named(file: FecFile) -> str:
    return f"SIREN {file.siren}" if file.siren else file.name


def _findings(read: _Read) -> list[DataFinding]:
    file, rows = read.file, read.rows
    lines, entries, year = file.lines, read.entries, file.year
    about = (day_number(year.closing), file.name)
    return [
        *file.findings,
        *year.findings,
        *check_entries(lines, entries, file.name),
        *check_journals(lines, entries, file.name),
        *check_general(lines, entries, year, file.name),
        *check_lettering(lines, rows.letters, lettered_members(rows), about),
        *customer_line_findings(lines, rows, read.brought, file.name),
    ]


def _year_link(read: _Read, previous: FecFile) -> list[DataFinding]:
    """Return the findings G09, once `previous` is known to be the year before of the same company."""
    file = read.file
    gap = (file.year.opening - previous.year.closing).days
    if file.siren and previous.siren and file.siren != previous.siren:
        raise SourceError("fec.not_the_same_company", file=previous.name, siren=previous.siren, wanted=file.siren)
    if not 0 < gap <= _LONGEST_GAP:
        raise SourceError(
            "fec.not_the_year_before",
            file=previous.name,
            closing=previous.year.closing,
            opening=file.year.opening,
            current=file.name,
        )
    return check_year_link(previous.lines, file.lines, read.brought, file.name)


def _source(read: _Read) -> Source:
    file, rows, ledger = read.file, read.rows, read.ledger
    line = file.lines.line_no[rows.row]
    numbers = rows.numbers.take(pa.array(ledger.item_row)).to_numpy(zero_copy_only=False)
    defaulted = ~rows.from_file[ledger.item_row]
    closing = day_number(file.year.closing)
    return Source(closing, defaulted, file.name, line[ledger.item_row], line[ledger.credit_row], numbers)


def _customers(rows: Receivables) -> pd.DataFrame:
    return pd.DataFrame({"customer_id": rows.who.labels, "name": rows.who.names})


def _invoices(read: _Read) -> pd.DataFrame:
    lines, rows, found, at = read.file.lines, read.rows, read.found, read.ledger.item_row
    books = read.ledger.books
    items, line = books.items, rows.row[at]
    alone = np.zeros(len(lines), bool)
    alone[rows.row] = found.alone(rows.row)
    sold = alone[line] & np.isin(items.kind, [INVOICE_KINDS.index("invoice"), INVOICE_KINDS.index("credit_note")])
    return pd.DataFrame({
        "invoice_id": taken(books.invoice_ids, np.arange(len(at))), "customer_id": rows.who.labels[items.customer],
        "kind": np.array(INVOICE_KINDS, object)[items.kind], "issue_date": as_dates(items.issue),
        "posted_on": as_dates(items.posted), "due_date": as_dates(items.due),
        "due_date_source": np.where(rows.from_file[at], "file", "default"), "amount": items.cents / 100,
        "vat": np.where(sold, -found.of(line, VAT) / 100, np.nan), "doubtful": found.kind[line] == DOUBTFUL,
        "account": lines.account.texts()[line], "document_ref": lines.document_ref.texts()[line],
        "line": lines.line_no[line],
    })  # fmt: skip


def _payments(read: _Read) -> pd.DataFrame:
    lines, rows, at, books = read.file.lines, read.rows, read.ledger.credit_row, read.ledger.books
    credits, line = books.credits, rows.row[at]
    return pd.DataFrame({
        "payment_id": taken(books.payment_ids, np.arange(len(line))),
        "customer_id": rows.who.labels[credits.customer], "payment_date": as_dates(rows.posted[at]),
        "posted_on": as_dates(credits.posted), "amount": credits.cents / 100,
        "kind": np.array(PAYMENT_KINDS, object)[credits.kind],
        "reference": rows.texts.take(pa.array(at)).to_numpy(zero_copy_only=False),
        "account": lines.account.texts()[line], "line": lines.line_no[line],
    })  # fmt: skip
