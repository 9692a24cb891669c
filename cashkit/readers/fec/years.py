"""FECs of successive years as one dossier: the customers' books of all years, the entries of the latest.

The balances that a year brings forward are replaced by the open lines of the years before (`carried`), so that a
payment settles the invoice of an earlier year with its own dates. Lines are numbered through the files, oldest
first, where a reference names no row alone; `file` and `line` say where a row stands.

Errors: SourceError for files of two companies, for a year that is there twice, that overlaps another, or that
is missing between two.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from cashkit.dossier.dossier import Dossier, spoken
from cashkit.dossier.due_rules import rules_of
from cashkit.dossier.engine.arrays import Arrays
from cashkit.dossier.receivable_checks import receivable_findings
from cashkit.ground.calendar import day_number
from cashkit.ground.errors import SourceError
from cashkit.readers.fec.carried import carried
from cashkit.readers.fec.chain import Chain, chain_of
from cashkit.readers.fec.customer_books import CustomerBooks, customer_books, frames_of, source_of
from cashkit.readers.fec.customer_year import CustomerYear, customer_year
from cashkit.readers.fec.entry_frame import entry_frame
from cashkit.readers.fec.ledger import lettered_members
from cashkit.readers.fec.letter_links import CLOSED
from cashkit.readers.fec.lettering import check_lettering
from cashkit.readers.fec.lines import Coded
from cashkit.readers.fec.link_findings import link_findings
from cashkit.readers.fec.receivable_findings import customer_line_findings
from cashkit.readers.fec.succession import check_succession, check_year_before
from cashkit.readers.fec.unopened import with_unopened
from cashkit.readers.fec.year import Year, read_year, years_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    import pandas as pd

    from cashkit.dossier.due_rules import DueRules
    from cashkit.dossier.findings import DataFinding
    from cashkit.law.payment_terms import Terms
    from cashkit.readers.fec.groups import Mask
    from cashkit.readers.fec.lines import Lines
    from cashkit.readers.fec.places import Places


def open_years(
    paths: Iterable[Path], *, terms: str | Terms | DueRules = "30", lang: str | None = None, name: str | None = None
) -> Dossier:
    """Return the dossier of the FECs of successive years, given in any order; `terms` as for one FEC."""
    rules = rules_of(terms)
    years, latest = _read_all(paths)
    check_succession(years)
    return _dossier(years, latest, rules, (lang, name))


def open_after(
    previous: Path,
    path: Path,
    *,
    terms: str | Terms | DueRules = "30",
    lang: str | None = None,
    name: str | None = None,
) -> Dossier:
    """Return the dossier of a FEC and of the one of the year before: an error when `previous` is another year's."""
    rules = rules_of(terms)
    current, whole = _read([path])
    before, _ = _read([previous])
    check_year_before(before, current)
    return _dossier([before, current], whole, rules, (lang, name))


def _read_all(paths: Iterable[Path]) -> tuple[list[CustomerYear], Year]:
    """Return the years by closing date; of the latest alone every line is kept."""
    years: list[CustomerYear] = []
    latest: Year | None = None
    for parts in years_of(paths):
        year, whole = _read(parts)
        years.append(year)
        if latest is None or year.closing >= latest.file.year.closing:
            latest = whole
    if latest is None:
        raise SourceError("fec.no_file")
    return sorted(years, key=lambda year: (year.closing, year.file)), latest


def _read(paths: Sequence[Path]) -> tuple[CustomerYear, Year]:
    year = read_year(paths)
    return customer_year(year), year


def _dossier(
    years: Sequence[CustomerYear], latest: Year, rules: DueRules, spoken_name: tuple[str | None, str | None]
) -> Dossier:
    chain = with_unopened(chain_of(years), [_opening_day(year) for year in years])
    kept = carried(chain)
    books = customer_books(kept.lines, kept.found, kept.brought, rules)
    engine, last, (lang, name) = Arrays(books.ledger.books), years[-1], spoken_name
    said = [*link_findings(chain, years, kept.replaced), *_findings(books, chain, kept.brought, last)]
    return Dossier(
        name=name or (f"SIREN {last.siren}" if last.siren else last.file), siren=last.siren,
        closing_date=last.closing, opening_date=last.opening, lang=spoken(lang), engine=engine, books=engine.books,
        frames={"entries": partial(entry_frame, latest.file.lines, latest.entries), **_frames(books, engine, chain)},
        checks=partial(_checks, engine, books, chain.places, last),
        found=tuple([found for year in years for found in year.findings] + said),
        sources=tuple(source for year in years for source in year.sources),
    )  # fmt: skip


def _opening_day(year: CustomerYear) -> int:
    """Return the day on which a year brings balances forward."""
    posted = year.lines.posting_day[year.brought]
    return int(posted.min()) if len(posted) else day_number(year.opening)


def _findings(books: CustomerBooks, chain: Chain, brought: Mask, last: CustomerYear) -> list[DataFinding]:
    lines, rows = books.lines, books.rows
    found = [
        *check_lettering(lines, rows.letters, lettered_members(rows), (day_number(last.closing), last.file)),
        *customer_line_findings(_by_year(lines, chain), rows, brought, ""),
        *rows.dating,
    ]
    return chain.places.told(one for one in found if one.value != CLOSED)


def _by_year(lines: Lines, chain: Chain) -> Lines:
    """Return the lines with journals of each year's own: numbers of invoices may start anew."""
    journal, year = lines.journal_code, np.searchsorted(chain.starts[1:], lines.line_no, "left")
    codes = (journal.codes + year * len(journal.values)).astype(np.int32)
    return replace(lines, journal_code=Coded(codes, np.tile(journal.values, len(chain.opens))))


def _checks(engine: Arrays, books: CustomerBooks, places: Places, last: CustomerYear) -> list[DataFinding]:
    return places.told(receivable_findings(engine, source_of(books, last.closing, last.file)))


def _frames(books: CustomerBooks, engine: Arrays, chain: Chain) -> dict[str, Callable[[], pd.DataFrame]]:
    made = frames_of(books, engine)
    return {**made, **{table: partial(_placed, made[table], chain.places) for table in ("invoices", "payments")}}


def _placed(make: Callable[[], pd.DataFrame], places: Places) -> pd.DataFrame:
    """Return a table with the file of each row, and its line there."""
    table = make()
    numbers = table["line"].to_numpy()
    table["line"] = places.lines(numbers)
    table["file"] = np.array(places.files, object)[places.file_codes(numbers)]
    return table
