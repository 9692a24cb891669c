"""The dossier: everything that is known of one company's receivables, as tables with their findings.

A dossier is frozen. A table may be absent; what needs it then says so. Tables are handed out as
pandas copies; the figures come from the engine beneath (`Dossier.engine`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from cashkit.dossier.tables import TABLES
from cashkit.ground import language
from cashkit.ground.calendar import as_date, from_day, month_end
from cashkit.ground.errors import ArgumentError

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd

    from cashkit.dossier.books import Books
    from cashkit.dossier.due_rules import DueRules
    from cashkit.dossier.engine.interface import Engine
    from cashkit.dossier.findings import DataFinding

Frames = Mapping[str, "Callable[[], pd.DataFrame]"]


@dataclass(frozen=True)
class SourceFile:
    """A file that was read: its name and hash, and what became of its lines (read = used + refused)."""

    name: str
    sha256: str
    lines_read: int
    lines_used: int
    lines_refused: int
    size: int


@dataclass(frozen=True)
class About:
    """What the maker of a dossier says of the company; without a closing date it is that of the last posting."""

    name: str
    siren: str | None
    closing_date: date | None
    currency: str
    lang: str


@dataclass(frozen=True, eq=False)
class Dossier:
    """One company at a closing date, with its tables and what was found about them.

    `engine` answers the questions of the measures; `frames` makes each table when it is asked
    for; `checks` makes the findings that need the matching, at the first look at `findings`.
    """

    name: str
    closing_date: date
    engine: Engine
    siren: str | None = None
    opening_date: date | None = None
    currency: str = "EUR"
    lang: str = "fr"
    books: Books | None = None
    sources: tuple[SourceFile, ...] = ()
    frames: Frames = field(default_factory=dict, repr=False)
    found: tuple[DataFinding, ...] = field(default=(), repr=False)
    checks: Callable[[], list[DataFinding]] = field(default=list, repr=False)

    @classmethod
    def of(
        cls, *, name: str, siren: str | None = None, closing_date: object = None, terms: str | DueRules = "30",
        currency: str = "EUR", lang: str | None = None, **tables: object,
    ) -> Dossier:  # fmt: skip
        """Make a dossier of tables: pandas, Polars or Arrow frames, or DuckDB and Spark ones.

        `invoices` is required; `payments`, `allocations`, `customers` ... may follow (columns:
        `cashkit.dossier.tables`). Amounts are euros, VAT included. An item without a due date
        gets one by `terms`, or by what files beside the tables tell (`due_rules`; in memory only: on an
        engine, `due_date` and `due_date_source` are columns of the table). Errors: ContractError for a
        missing column or one of a wrong type; every other flaw is a finding.

        >>> import pandas as pd
        >>> row = ("F1", "C1", "invoice", "2025-12-01", 120.0)
        >>> names = ["invoice_id", "customer_id", "kind", "issue_date", "amount"]
        >>> dossier = Dossier.of(name="case", invoices=pd.DataFrame([row], columns=names))
        >>> dossier.closing_date.isoformat(), str(dossier.invoices["due_date"][0])[:10]
        ('2025-12-31', '2025-12-31')
        """
        from cashkit.dossier.making import make  # noqa: PLC0415  (narwhals and Arrow are loaded when tables are)

        unknown = sorted(set(tables) - set(TABLES))
        if unknown:
            raise ArgumentError("dossier.unknown_table", table=", ".join(unknown), known=", ".join(TABLES))
        given = {key: table for key, table in tables.items() if table is not None}
        closing = None if closing_date is None else as_date(closing_date)
        return make(cls, given, terms, About(name, siren, closing, currency, spoken(lang)))

    def has(self, table: str) -> bool:
        """Return whether the dossier holds a table."""
        return table in self.frames

    def table(self, name: str) -> pd.DataFrame | None:
        """Return a copy of a table, None when the dossier does not hold it."""
        if name not in TABLES:
            raise ArgumentError("dossier.unknown_table", table=name, known=", ".join(TABLES))
        if name not in self.frames:
            return None
        if name not in self._made:
            self._made[name] = self.frames[name]()
        return self._made[name].copy(deep=False)

    @cached_property
    def _made(self) -> dict[str, pd.DataFrame]:
        return {}

    def __getattr__(self, name: str) -> pd.DataFrame | None:
        """Return a table by its name: `dossier.invoices`, `dossier.orders` ..."""
        if name in TABLES:
            return self.table(name)
        raise AttributeError(name)

    @cached_property
    def data_findings(self) -> tuple[DataFinding, ...]:
        """What was found about the data, in the order of their codes."""
        return tuple(sorted([*self.found, *self.checks()], key=lambda f: (f.code, f.line or 0)))

    @property
    def findings(self) -> pd.DataFrame:
        """What was found about the data as a frame, with a message in the dossier's language."""
        import pandas as pd  # noqa: PLC0415  (loaded when a frame is asked for)

        names = ("code", "severity", "file", "line", "field", "value", "count")
        rows = [(*(getattr(found, name) for name in names), found.message(self.lang)) for found in self.data_findings]
        return pd.DataFrame(rows, columns=[*names, "message"])

    def check(self) -> pd.DataFrame:
        """Look at everything that can be wrong with the data, and return the findings."""
        return self.findings

    def __repr__(self) -> str:
        """Return name, closing date and tables in one line."""
        return f"Dossier({self.name!r}, {self.closing_date.isoformat()}, {', '.join(self.frames)})"


def closing_of(last_day: int) -> date:
    """Return the month end of the last posting day."""
    return from_day(int(month_end([last_day])[0]))


def spoken(lang: str | None) -> str:
    """Return the language of a dossier: the one asked for, else the one in force."""
    return language.checked(lang) if lang else language.current()
