"""From a FEC to a dossier: the lines, their checks, the sub-ledger of the customers.

Every line is read once; what is wrong with it is a finding. Lines read = lines used + lines refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from cashkit.dossier.dossier import Dossier, SourceFile, spoken
from cashkit.dossier.due_rules import rules_of
from cashkit.dossier.engine.arrays import Arrays
from cashkit.dossier.receivable_checks import receivable_findings
from cashkit.ground.calendar import day_number
from cashkit.ground.errors import SourceError
from cashkit.readers.fec.customer_books import CustomerBooks, customer_books, frames_of, source_of
from cashkit.readers.fec.entries import Entries, group_entries
from cashkit.readers.fec.entry_checks import check_entries
from cashkit.readers.fec.entry_frame import entry_frame
from cashkit.readers.fec.general import check_general
from cashkit.readers.fec.journals import check_journals
from cashkit.readers.fec.ledger import lettered_members
from cashkit.readers.fec.lettering import check_lettering
from cashkit.readers.fec.opening import opening_lines
from cashkit.readers.fec.operations import operations
from cashkit.readers.fec.reading import FecFile, read_lines
from cashkit.readers.fec.receivable_findings import customer_line_findings
from cashkit.readers.fec.year_link import check_year_link

if TYPE_CHECKING:
    from pathlib import Path

    from cashkit.dossier.due_rules import DueRules
    from cashkit.dossier.findings import DataFinding
    from cashkit.law.payment_terms import Terms
    from cashkit.readers.fec.groups import Mask

_LONGEST_GAP = 92
"""Days between two years: the first postings of a year, or the last, may be missing for a quarter."""


@dataclass(frozen=True)
class _Read:
    """A FEC with its entries, its opening lines and its customers' books."""

    file: FecFile
    entries: Entries
    brought: Mask
    books: CustomerBooks


def open_fec(
    path: Path,
    *,
    terms: str | Terms | DueRules = "30",
    lang: str | None = None,
    name: str | None = None,
    previous: Path | None = None,
) -> Dossier:
    """Return the dossier of a FEC; `terms` fill in due dates that the file does not give.

    `previous` is the FEC of the year before: each balance brought forward is compared with it (G09).
    Errors: SourceError for a file that is no FEC, or a `previous` that is not of the year before.
    """
    read = _read(path, terms)
    file, ledger = read.file, read.books.ledger
    findings = [*_findings(read), *(_year_link(read, read_lines(previous)) if previous is not None else ())]
    engine = Arrays(ledger.books)
    return Dossier(
        name=name or _named(file), siren=file.siren, closing_date=file.year.closing, opening_date=file.year.opening,
        lang=spoken(lang), engine=engine, books=ledger.books, found=tuple(findings),
        frames={"entries": partial(entry_frame, file.lines, read.entries), **frames_of(read.books, engine)},
        checks=partial(receivable_findings, engine, source_of(read.books, file.year.closing, file.name)),
        sources=(SourceFile(file.name, file.sha256, file.lines_read, file.lines_used, file.lines_refused, file.size),),
    )  # fmt: skip


def _read(path: Path, terms: str | Terms | DueRules) -> _Read:
    parsed = rules_of(terms)
    file = read_lines(path)
    entries = group_entries(file.lines)
    brought = opening_lines(file.lines, entries, file.year.opening)
    return _Read(file, entries, brought, customer_books(file.lines, operations(file.lines, entries), brought, parsed))


def _named(file: FecFile) -> str:
    return f"SIREN {file.siren}" if file.siren else file.name


def _findings(read: _Read) -> list[DataFinding]:
    file, rows = read.file, read.books.rows
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
        *rows.dating,
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
