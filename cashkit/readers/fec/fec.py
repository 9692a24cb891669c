"""From a FEC to a dossier: the lines, their checks, the sub-ledger of the customers.

Every line is read once; what is wrong with it is a finding. Lines read = lines used + lines refused.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.dossier.bookkept import allocation_frame, as_dates
from cashkit.dossier.books import taken
from cashkit.dossier.dossier import Dossier, SourceFile, spoken
from cashkit.dossier.engine.arrays import Arrays
from cashkit.dossier.findings import DataFinding
from cashkit.dossier.receivable_checks import Source, receivable_findings
from cashkit.dossier.tables import INVOICE_KINDS, PAYMENT_KINDS
from cashkit.ground.calendar import day_number
from cashkit.law.payment_terms import parse_terms
from cashkit.readers.fec.entries import Entries, group_entries
from cashkit.readers.fec.entry_checks import check_entries
from cashkit.readers.fec.entry_frame import entry_frame
from cashkit.readers.fec.fiscal_year import FiscalYear, fiscal_year
from cashkit.readers.fec.general import check_general
from cashkit.readers.fec.journals import check_journals
from cashkit.readers.fec.ledger import SubLedger, closing_lettering, sub_ledger
from cashkit.readers.fec.lettering import check_lettering
from cashkit.readers.fec.opening import opening_lines
from cashkit.readers.fec.operations import DOUBTFUL, Operations, operations
from cashkit.readers.fec.reading import read_lines
from cashkit.readers.fec.receivable_findings import customer_line_findings
from cashkit.readers.fec.receivables import Receivables, receivables

if TYPE_CHECKING:
    from pathlib import Path

    from cashkit.law.payment_terms import Terms
    from cashkit.readers.fec.lines import Lines
    from cashkit.readers.fec.reading import FecFile


def open_fec(path: Path, *, terms: str | Terms = "30", lang: str | None = None, name: str | None = None) -> Dossier:
    """Return the dossier of a FEC; `terms` fill in due dates that the file does not give.

    Errors: SourceError for a file that is no FEC.
    """
    file = read_lines(path)
    lines = file.lines
    entries = group_entries(lines)
    year = fiscal_year(lines, file.named_closing, file.name)
    brought = opening_lines(lines, entries, year.opening)
    found = operations(lines, entries)
    rows = receivables(lines, found, brought, parse_terms(terms))
    ledger = sub_ledger(lines, found, rows)
    engine = Arrays(ledger.books)
    findings = _findings(file, (entries, year), rows, brought)
    defaulted = ~rows.from_file[ledger.item_row]
    checks = partial(receivable_findings, engine, _source(file, ledger, rows, year, defaulted))
    frames = {
        "entries": partial(entry_frame, lines, entries), "customers": partial(_customers, rows), "allocations": partial(allocation_frame, engine),
        "invoices": partial(_invoices, (lines, found), rows, ledger), "payments": partial(_payments, lines, rows, ledger),
    }  # fmt: skip
    return Dossier(
        name=name or _named(file), siren=file.siren, closing_date=year.closing, opening_date=year.opening, lang=spoken(lang),
        engine=engine, books=ledger.books, frames=frames, found=tuple(findings), checks=checks,
        sources=(SourceFile(file.name, file.sha256, file.lines_read, file.lines_used, file.lines_refused, file.size),),
    )  # fmt: skip


def _named(file: FecFile) -> str:
    return f"SIREN {file.siren}" if file.siren else file.name


def _findings(
    file: FecFile, frame: tuple[Entries, FiscalYear], rows: Receivables, brought: np.ndarray
) -> list[DataFinding]:  # type: ignore[type-arg]
    entries, year = frame
    lines, closing = file.lines, day_number(year.closing)
    amounts = closing_lettering(rows)
    return [
        *file.findings, *year.findings,
        *check_entries(lines, entries, file.name), *check_journals(lines, entries, file.name),
        *check_general(lines, entries, year, file.name),
        *check_lettering(lines, rows.row, rows.letters, amounts, (closing, file.name)),
        *customer_line_findings(lines, rows, brought, file.name),
    ]  # fmt: skip


def _source(file: FecFile, ledger: SubLedger, rows: Receivables, year: FiscalYear, defaulted: np.ndarray) -> Source:  # type: ignore[type-arg]
    line = file.lines.line_no[rows.row]
    numbers = rows.numbers.to_numpy(zero_copy_only=False)[ledger.item_row]
    return Source(
        day_number(year.closing), defaulted, file.name, line[ledger.item_row], line[ledger.credit_row], numbers
    )


def _customers(rows: Receivables) -> pd.DataFrame:
    return pd.DataFrame({"customer_id": rows.who.labels, "name": rows.who.names})


def _invoices(source: tuple[Lines, Operations], rows: Receivables, ledger: SubLedger) -> pd.DataFrame:
    lines, found = source
    at = ledger.item_row
    items, line = ledger.books.items, rows.row[at]
    alone = np.bincount(found.operation[rows.row], minlength=len(found.movement))[found.operation[line]] == 1
    sold = alone & np.isin(items.kind, [INVOICE_KINDS.index("invoice"), INVOICE_KINDS.index("credit_note")])
    return pd.DataFrame({
        "invoice_id": taken(ledger.books.invoice_ids, np.arange(len(at))), "customer_id": rows.who.labels[items.customer],
        "kind": np.array(INVOICE_KINDS, object)[items.kind], "issue_date": as_dates(items.issue), "posted_on": as_dates(items.posted),
        "due_date": as_dates(items.due), "due_date_source": np.where(rows.from_file[at], "file", "default"), "amount": items.cents / 100,
        "vat": np.where(sold, -found.of(line, 7) / 100, np.nan), "doubtful": found.kind[line] == DOUBTFUL,
        "account": lines.account.texts()[line], "document_ref": lines.document_ref.texts()[line], "line": lines.line_no[line],
    })  # fmt: skip


def _payments(lines: Lines, rows: Receivables, ledger: SubLedger) -> pd.DataFrame:
    credits, line = ledger.books.credits, rows.row[ledger.credit_row]
    return pd.DataFrame({
        "payment_id": taken(ledger.books.payment_ids, np.arange(len(line))), "customer_id": rows.who.labels[credits.customer],
        "payment_date": as_dates(rows.posted[ledger.credit_row]), "posted_on": as_dates(credits.posted), "amount": credits.cents / 100,
        "kind": np.array(PAYMENT_KINDS, object)[credits.kind], "reference": rows.texts.take(ledger.credit_row).to_numpy(zero_copy_only=False),
        "account": lines.account.texts()[line], "line": lines.line_no[line],
    })  # fmt: skip
