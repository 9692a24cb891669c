"""A file of payment terms: one row a customer, its terms as text, or as days, end of month and day of the month.

A row for `*`, or for no customer, gives the terms of all others. "45 days end of month" has two readings: written so,
the days come first; the reading taken is told.

>>> import tempfile
>>> from pathlib import Path
>>> folder = tempfile.TemporaryDirectory()
>>> path = Path(folder.name) / "c.csv"
>>> _ = path.write_text("Client;Conditions\\nC1;45 jours fin de mois\\n*;60 jours\\nC2;bientôt\\n", encoding="utf-8")
>>> told = read_terms(path)
>>> [(one.names, str(one.terms)) for one in told.agreed], str(told.default), [one.code for one in told.findings]
([(('C1',), '45 EOM')], '60', ['U14', 'U15'])
>>> folder.cleanup()

Findings: U09 two different rows for all others, U13 a row without terms, U14 terms that nobody can read, U15 and U16
which reading of the end of month was taken.
Errors: those of `side_file`.
Source: C. com. L441-10; the DGCCRF accepts both readings.
"""

from __future__ import annotations

import dataclasses
import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cashkit.dossier.due_rules import Agreed
from cashkit.dossier.findings import DETAILS, DataFinding, capped, data_finding
from cashkit.ground.errors import ArgumentError
from cashkit.law.payment_terms import MonthEnd, Terms, parse_terms
from cashkit.readers.beside.side_file import side_file, text
from cashkit.readers.spreadsheet.heading import plain

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from cashkit.dossier.dossier import SourceFile

_WHO = ("customer_id", "account", "siren", "siret", "name")
_WANTED = (_WHO, ("payment_terms", "net_days"))
_PARTS = ("net_days", "end_of_month", "day_of_month")
_ALL = "*"
_MONTH_ENDS: dict[str, MonthEnd] = {
    **dict.fromkeys(("", "none", "no", "non", "n", "0", "false", "faux", "aucun", "aucune"), "none"),
    **dict.fromkeys(
        ("after", "after days", "apres", "yes", "oui", "o", "y", "x", "1", "true", "vrai", "fdm", "eom", "fin de mois"),
        "after_days",
    ),
    **dict.fromkeys(("before", "before days", "avant"), "before_days"),
}


@dataclass(frozen=True)
class TermsFile:
    """The terms of each customer that a file tells, those of all others (None: not told), and what was found."""

    agreed: tuple[Agreed, ...]
    default: Terms | None
    source: SourceFile
    findings: list[DataFinding]


@dataclass(frozen=True)
class _Row:
    """One row: who it names, its terms as written, and as read (None: nobody can)."""

    line: int
    names: tuple[str, ...]
    told: str
    terms: Terms | None


def read_terms(path: str | Path) -> TermsFile:
    """Return the terms that a file tells."""
    read = side_file(path, _WANTED)
    columns = [[text(cell) for cell in read.column(field)] for field in (*_WHO, "payment_terms", *_PARTS)]
    rows = [_row(line, cells) for line, *cells in zip(read.lines, *columns, strict=True)]
    good = [(row, row.terms) for row in rows if row.terms is not None]
    agreed = tuple(Agreed(row.line, row.names, terms) for row, terms in good if not _for_all(row))
    general = [(row, terms) for row, terms in good if _for_all(row)]
    torn = len({terms for _, terms in general}) > 1
    default = general[0][1] if general and not torn else None
    twice = [
        data_finding("U09", file=read.name, line=general[-1][0].line, value=_ALL, first=general[0][0].line)
        for _ in range(torn)
    ]
    found = [*twice, *_unread(read.name, rows), *_readings(read.name, [row for row, _ in good])]
    return TermsFile(agreed, default, read.source(len(good)), found)


def _for_all(row: _Row) -> bool:
    return not row.names or row.names == (_ALL,)


def _row(line: int, cells: Sequence[str]) -> _Row:
    *who, told, days, month_end, day = cells
    names = tuple(filter(None, who))
    names = (_ALL,) if _ALL in names else names
    written = told or " / ".join(filter(None, (days, month_end, day)))
    return _Row(line, names, written, _terms(told) if told else _of_columns(days, month_end, day))


@functools.lru_cache(maxsize=4096)
def _terms(told: str) -> Terms | None:
    try:
        return parse_terms(told)
    except ArgumentError:
        return None


def _of_columns(days: str, month_end: str, day: str) -> Terms | None:
    """Return the terms that days, place of the month end and day of the month make; None for what are none."""
    place = _MONTH_ENDS.get(plain(month_end))
    if (
        place is None
        or not (days or place != "none" or day)
        or not all(not part or part.isdecimal() for part in (days, day))
    ):
        return None
    try:
        return Terms(int(days or 0), place, int(day) if day else None)
    except ArgumentError:
        return None


def _unread(file: str, rows: Sequence[_Row]) -> list[DataFinding]:
    """Return the rows without terms (U13), and those whose terms nobody can read (U14)."""
    blank = [row for row in rows if row.terms is None and not row.told]
    unread = [row for row in rows if row.terms is None and row.told]
    less = (data_finding("U13", file=file, line=row.line, value=", ".join(row.names)) for row in blank[:DETAILS])
    odd = (
        data_finding("U14", file=file, line=row.line, value=row.told, customer=row.names[0] if row.names else _ALL)
        for row in unread[:DETAILS]
    )
    return [*capped(less, len(blank)), *capped(odd, len(unread))]


def _readings(file: str, rows: Sequence[_Row]) -> list[DataFinding]:
    """Return which reading of each text with an end of month was taken, the days first (U15) or last (U16)."""
    found: dict[str, DataFinding] = {}
    for row in rows:
        if row.terms is None or row.terms.month_end == "none":
            continue
        code = "U16" if row.terms.month_end_first else "U15"
        first = found.get(row.told)
        found[row.told] = (
            data_finding(code, file=file, line=row.line, value=row.told, read=str(row.terms))
            if first is None
            else dataclasses.replace(first, count=first.count + 1)
        )
    told = list(found.values())
    return [one for code in ("U15", "U16") for one in capped([one for one in told if one.code == code])]
