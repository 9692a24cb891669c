"""From a FEC to a dossier: the lines, their checks, the sub-ledger of the customers.

Every line is read once; what is wrong with it is a finding. Lines read = lines used + lines refused.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from cashkit.dossier.dossier import Dossier, spoken
from cashkit.dossier.due_rules import rules_of
from cashkit.dossier.engine.arrays import Arrays
from cashkit.dossier.receivable_checks import receivable_findings
from cashkit.ground.calendar import day_number
from cashkit.readers.fec.customer_books import CustomerBooks, customer_books, frames_of, source_of
from cashkit.readers.fec.entry_frame import entry_frame
from cashkit.readers.fec.ledger import lettered_members
from cashkit.readers.fec.lettering import check_lettering
from cashkit.readers.fec.operations import operations
from cashkit.readers.fec.receivable_findings import customer_line_findings
from cashkit.readers.fec.year import Year, check_year, read_year
from cashkit.readers.fec.years import open_after

if TYPE_CHECKING:
    from pathlib import Path

    from cashkit.dossier.due_rules import DueRules
    from cashkit.dossier.findings import DataFinding
    from cashkit.law.payment_terms import Terms
    from cashkit.readers.fec.reading import FecFile


def open_fec(
    path: Path,
    *,
    terms: str | Terms | DueRules = "30",
    lang: str | None = None,
    name: str | None = None,
    previous: Path | None = None,
) -> Dossier:
    """Return the dossier of a FEC; `terms` fill in due dates that the file does not give.

    `previous` is the FEC of the year before: each balance brought forward is compared with it (G09), and its open
    invoices stand in the place of the customers' balances brought forward.
    Errors: SourceError for a file that is no FEC, or a `previous` that is not of the year before.
    """
    if previous is not None:
        return open_after(previous, path, terms=terms, lang=lang, name=name)
    rules = rules_of(terms)
    year = read_year([path])
    file = year.file
    books = customer_books(file.lines, operations(file.lines, year.entries), year.brought, rules)
    engine = Arrays(books.ledger.books)
    return Dossier(
        name=name or _named(file), siren=file.siren, closing_date=file.year.closing, opening_date=file.year.opening,
        lang=spoken(lang), engine=engine, books=engine.books, found=tuple(_findings(year, books)),
        frames={"entries": partial(entry_frame, file.lines, year.entries), **frames_of(books, engine)},
        checks=partial(receivable_findings, engine, source_of(books, file.year.closing, file.name)),
        sources=year.sources,
    )  # fmt: skip


def _named(file: FecFile) -> str:
    return f"SIREN {file.siren}" if file.siren else file.name


def _findings(year: Year, books: CustomerBooks) -> list[DataFinding]:
    file, rows = year.file, books.rows
    return [
        *check_year(year),
        *check_lettering(file.lines, rows.letters, lettered_members(rows), (day_number(file.year.closing), file.name)),
        *customer_line_findings(file.lines, rows, year.brought, file.name),
        *rows.dating,
    ]
