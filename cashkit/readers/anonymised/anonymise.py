"""A source made anonymous: a FEC, a folder of FECs, a folder of tables, a ledger, written anew into a folder.

The whole source is read before a word of it is replaced, so that a name, a number or a reference is replaced by the
same one in every file. The folder appears when it is complete, or not at all.

Errors: `SourceError` for what is not offered (bank statements, e-invoices, filed accounts) or cannot be read;
`ArgumentError` for a folder that holds something already.
"""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from cashkit.dossier.privacy.disguise import Disguise, disguise
from cashkit.dossier.privacy.originals import Originals
from cashkit.ground.errors import ArgumentError, SourceError
from cashkit.readers.anonymised.fec_file import FecSource, fec_name, fec_source, seen_in_fec, write_fec
from cashkit.readers.anonymised.folder_tables import TablesSource, seen_in_tables, tables_source, write_tables
from cashkit.readers.anonymised.outcome import Outcome
from cashkit.readers.kind_of_folder import fecs_of
from cashkit.readers.open import source_kind

if TYPE_CHECKING:
    from cashkit.dossier.privacy.key import Key


@dataclass(frozen=True)
class Wish:
    """How a source is to be replaced: dates move by `days`, amounts are multiplied by `factor`."""

    days: int = 0
    factor: int = 1
    mapping: Path | None = None


@dataclass
class _Parts:
    """What a source is made of."""

    fecs: list[FecSource] = field(default_factory=list)
    tables: TablesSource | None = None
    others: int = 0


def anonymise(source: Path, out: Path, key: Key, wish: Wish = Wish()) -> tuple[Outcome, Disguise]:
    """Write a source made anonymous into a new folder; return what became of it."""
    refuse_taken(out)
    parts = _read(source, wish)
    seen = Originals()
    if parts.tables is not None:
        seen_in_tables(parts.tables, seen)
    for read in parts.fecs:
        seen_in_fec(read, seen)
    made = disguise(key, seen).days_later(wish.days).times(wish.factor)
    out.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(dir=out.parent, prefix=".anonymising-"))
    try:
        outcome = _written(parts, beside, made)
        beside.chmod(0o755)
        if out.is_dir():
            out.rmdir()  # it is empty
        beside.replace(out)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return outcome, made


def refuse_taken(out: Path) -> None:
    """Refuse a file, and a folder with something in it."""
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise ArgumentError("privacy.taken", folder=str(out))


def _read(source: Path, wish: Wish) -> _Parts:
    kind = source_kind(source, mapped=wish.mapping is not None)
    if kind == "fec":
        return _Parts([fec_source(source)])
    if kind == "ledger":
        return _Parts(tables=_ledger(source, wish.mapping))
    if kind not in {"fecs", "tables"}:
        raise SourceError("privacy.not_offered", file=source.name)
    tables = tables_source(source) if kind == "tables" else None
    fecs = [fec_source(path) for path in fecs_of(source)]
    used = len(fecs) + (len(tables.tables) + 1 if tables is not None else 0)
    return _Parts(fecs, tables, max(sum(1 for _ in source.iterdir()) - used, 0))


def _ledger(path: Path, mapping: Path | None) -> TablesSource:
    from cashkit.readers.spreadsheet.spreadsheet import read_ledger  # noqa: PLC0415  (only for a ledger)

    read = read_ledger(path, mapping=mapping)
    about = {"name": Path(read.name).stem, "closing_date": read.as_of or "", "currency": read.currency}
    return TablesSource(about, read.tables)


def _written(parts: _Parts, folder: Path, made: Disguise) -> Outcome:
    outcome = Outcome(not_copied=parts.others)
    if parts.tables is not None:
        write_tables(parts.tables, folder, made, outcome)
    for read in parts.fecs:
        path = folder / outcome.free_name(fec_name(read.name, made))
        outcome.lines_left_out += write_fec(read, path, made)
    return outcome
