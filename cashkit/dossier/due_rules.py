"""Due-date rules: what gives an invoice its due date where the source does not, and in which order.

A due date in the source itself holds (`file`); then one of a file of due dates (`erp`), then the customer's own terms
(`terms`), then the terms of all others (`default`). They apply before matching, which takes debits by due date.

>>> rules = rules_of("45 EOM")
>>> rules.default, rules_of(rules) is rules, rules.beside
(Terms(net_days=45, month_end='after_days', day_of_month=None), True, False)

Units: day numbers. Errors: `ArgumentError` for terms that nobody can read.
Source: C. com. L441-10 (terms); reference to the source of each date: `due_date_source` of the invoices.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from cashkit.dossier.books import NO_DAY
from cashkit.dossier.tables import DUE_DATE_SOURCES
from cashkit.law.payment_terms import Terms, parse_terms

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

    from cashkit.dossier.directory import Directory
    from cashkit.dossier.findings import DataFinding

FILE, ERP, TERMS, DEFAULT, BUCKET = range(len(DUE_DATE_SOURCES))


@dataclass(frozen=True, eq=False)
class KnownDueDates:
    """A file of due dates: numbers, customers ("" where it names none), days, and the line of each.

    `other` are the days read month first where the file leaves that open; the invoices' dates then decide.
    """

    file: str
    number: pa.Array
    customer: NDArray[np.object_]
    day: NDArray[np.int32]
    line: NDArray[np.int64]
    other: NDArray[np.int32] | None = None


@dataclass(frozen=True)
class Agreed:
    """One row of a file of terms: what may name the customer, the best first, and the terms."""

    line: int
    names: tuple[str, ...]
    terms: Terms


@dataclass(frozen=True)
class DueRules:
    """The terms of all, a file of due dates and the customers' own terms, as far as there are any."""

    default: Terms
    due_dates: KnownDueDates | None = None
    agreed: tuple[Agreed, ...] = ()
    agreed_file: str = ""

    @property
    def beside(self) -> bool:
        """Whether anything but the terms of all is known."""
        return self.due_dates is not None or bool(self.agreed)


@dataclass(frozen=True, eq=False)
class Undated:
    """Invoices to be given a due date: number, customer, day of issue, due day so far and its source, one row each.

    `owed` are those above zero; `issued` those whose day of issue is the invoice's own, not that of an opening or of a
    returned payment.
    """

    number: pa.Array
    customer: NDArray[np.int32]
    issue: NDArray[np.int32]
    due: NDArray[np.int32]
    source: NDArray[np.int8]
    owed: NDArray[np.bool_]
    issued: NDArray[np.bool_]

    def dated(self, rows: NDArray[np.intp], days: NDArray[np.int32], source: int) -> Undated:
        """Return the invoices with the due days of some rows from a source."""
        due, told = self.due.copy(), self.source.copy()
        due[rows], told[rows] = days, source
        return replace(self, due=due, source=told)


@dataclass(frozen=True, eq=False)
class Dated:
    """The due day of each invoice (NO_DAY where nothing but the default can tell), its source, what was found."""

    due: NDArray[np.int32]
    source: NDArray[np.int8]
    findings: list[DataFinding] = field(default_factory=list)


def rules_of(terms: str | float | Terms | DueRules) -> DueRules:
    """Return terms as rules: a default and nothing beside it."""
    return terms if isinstance(terms, DueRules) else DueRules(parse_terms(terms))


def dated(invoices: Undated, rules: DueRules, directory: Directory) -> Dated:
    """Return the due day and the source of each invoice, the best that is known; default days are not computed here."""
    from cashkit.dossier.agreed_terms import with_terms  # noqa: PLC0415  (only where there is a file of terms)
    from cashkit.dossier.known_due_dates import with_due_dates  # noqa: PLC0415  (only where there are due dates)

    found: list[DataFinding] = []
    if rules.due_dates is not None:
        invoices, told = with_due_dates(invoices, rules.due_dates, directory)
        found += told
    if rules.agreed:
        invoices, told = with_terms(invoices, rules, directory)
        found += told
    return Dated(invoices.due, invoices.source, found)


def sources_of(due: NDArray[np.int32]) -> NDArray[np.int8]:
    """Return the sources of due days of which nothing is told: the file's where there is one, else the default."""
    return np.where(due != NO_DAY, FILE, DEFAULT).astype(np.int8)
