"""A ledger opened as a dossier: its tables, its file, and what was found about it.

>>> import tempfile
>>> folder = tempfile.TemporaryDirectory()
>>> path = Path(folder.name) / "solde.csv"
>>> text = "Client;Facture;Date;Echéance;Solde\\nALPHA;F1;02/01/2025;31/01/2025;120,00\\n"
>>> _ = path.write_text(text, encoding="utf-8")
>>> dossier = open_ledger(path)
>>> dossier.name, dossier.invoices["amount"].tolist(), dossier.sources[0].lines_used
('solde', [120.0], 1)
>>> folder.cleanup()

Errors: those of `spreadsheet`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cashkit.dossier.dossier import Dossier, SourceFile
from cashkit.readers.spreadsheet.spreadsheet import read_ledger

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cashkit.dossier.due_rules import DueRules
    from cashkit.readers.spreadsheet.heading import Column
    from cashkit.readers.spreadsheet.spreadsheet import Ledger


@dataclass(frozen=True)
class LedgerFile(SourceFile):
    """A ledger that was read, with its columns as they were understood."""

    columns: Sequence[Column] = ()


def open_ledger(
    path: str | Path,
    *,
    terms: str | DueRules = "30",
    lang: str | None = None,
    name: str | None = None,
    mapping: str | Path | None = None,
) -> Dossier:
    """Return the dossier of a ledger; `mapping` says what the ledger leaves open."""
    read = read_ledger(path, mapping=mapping)
    tables: dict[str, Any] = read.tables
    called, day = name or Path(read.name).stem, read.as_of
    made = Dossier.of(name=called, closing_date=day, terms=terms, currency=read.currency, lang=lang, **tables)
    return replace(made, sources=(_source(read),), found=(*made.found, *read.data_findings))


def _source(read: Ledger) -> LedgerFile:
    seen, used = read.lines
    return LedgerFile(read.name, read.sha256, seen, used, 0, read.size, tuple(read.columns))
