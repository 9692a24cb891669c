"""What stands beside a source: terms as text or as a file, and a file of due dates; together the due-date rules.

>>> beside = beside_of("45 EOM", None)
>>> str(beside.rules.default), beside.rules.beside, beside.sources
('45 EOM', False, ())

A dossier opened with files beside it names them among its sources, and tells by a finding (U01) which share of the
open amount has which kind of due date.
Errors: `ArgumentError` for terms that nobody can read and that are no file; `SourceError` for a file that cannot be
read.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from cashkit.dossier.due_date_share import open_by_source, real_share
from cashkit.dossier.due_rules import DueRules
from cashkit.dossier.findings import DataFinding, data_finding
from cashkit.ground.errors import ArgumentError
from cashkit.ground.money import euros
from cashkit.law.payment_terms import Terms, parse_terms

if TYPE_CHECKING:
    from cashkit.dossier.dossier import Dossier, SourceFile

DEFAULT = "30"
_TABLES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls")


@dataclass(frozen=True)
class Beside:
    """The due-date rules of a source, the files that they come from, and what was found in these."""

    rules: DueRules
    sources: tuple[SourceFile, ...] = ()
    findings: tuple[DataFinding, ...] = ()


def beside_of(terms: str | Path | Terms | DueRules, due_dates: str | Path | None) -> Beside:
    """Return the rules that terms (text or file) and a file of due dates make."""
    if isinstance(terms, DueRules):
        made = Beside(terms)
    else:
        path = _file_of(terms)
        made = Beside(DueRules(parse_terms(terms))) if path is None else _with_terms(path)  # type: ignore[arg-type]  # no path: text
    return made if due_dates is None else _with_due_dates(made, due_dates)


def _file_of(terms: str | Path | Terms) -> Path | None:
    """Return the file that terms name; None for terms themselves, which win over a file of that name."""
    if isinstance(terms, Path | Terms):
        return terms if isinstance(terms, Path) else None
    try:
        parse_terms(terms)
    except ArgumentError:
        path = Path(terms)
        if path.suffix.lower() in _TABLES or _is_there(path):
            return path
        raise
    return None


def _is_there(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name that no file can bear
        return False


def _with_terms(path: Path) -> Beside:
    from cashkit.readers.beside.terms_file import read_terms  # noqa: PLC0415  (only where there is such a file)

    told = read_terms(path)
    default = told.default or parse_terms(DEFAULT)
    return Beside(DueRules(default, None, told.agreed, told.source.name), (told.source,), tuple(told.findings))


def _with_due_dates(made: Beside, path: str | Path) -> Beside:
    from cashkit.readers.beside.due_date_file import read_due_dates  # noqa: PLC0415  (only where there is such a file)

    known, source, found = read_due_dates(path)
    return Beside(replace(made.rules, due_dates=known), (*made.sources, source), (*made.findings, *found))


def completed(dossier: Dossier, beside: Beside) -> Dossier:
    """Return a dossier opened by these rules, with the files beside it and what they give."""
    if not beside.sources:
        return dossier
    return replace(
        dossier,
        sources=(*dossier.sources, *beside.sources),
        found=(*dossier.found, *beside.findings),
        checks=partial(_checked, dossier),
    )


def _checked(dossier: Dossier) -> list[DataFinding]:
    return [*dossier.checks(), *_coverage(dossier)]


def _coverage(dossier: Dossier) -> list[DataFinding]:
    """U01: which share of the open amount at the closing date has which kind of due date."""
    cents = open_by_source(dossier, as_of=dossier.closing_date)
    real = None if cents is None else real_share(cents)
    if cents is None or real is None:
        return []
    total = sum(cents.values())
    share = {name: value / total for name, value in cents.items()}
    return [
        data_finding(
            "U01", field="invoices.due_date", value=f"{real:.4f}", amount=euros(total), file_share=share["file"],
            erp=share["erp"], terms=share["terms"], default=share["default"], real=real,
        )
    ]  # fmt: skip
