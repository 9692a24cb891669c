"""A folder of tables made anonymous: the same tables in the same form, and `dossier.toml` with an invented name."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cashkit.dossier.privacy.tables import anonymous_table, seen_in_table
from cashkit.dossier.tables import TABLES
from cashkit.readers.folder import about_of, table_files, table_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pandas as pd

    from cashkit.dossier.privacy.disguise import Disguise
    from cashkit.dossier.privacy.originals import Originals
    from cashkit.readers.anonymised.outcome import Outcome


@dataclass(frozen=True)
class TablesSource:
    """Tables with what is said of their company; `forms` is how each is written: parquet or csv."""

    about: Mapping[str, object]
    tables: Mapping[str, pd.DataFrame]
    forms: Mapping[str, str] = field(default_factory=dict)


def tables_source(folder: Path) -> TablesSource:
    """Read the tables of a folder."""
    files = {table: path for table in TABLES for path in table_files(folder, table)}
    tables = {table: table_of(path, table) for table, path in files.items()}
    return TablesSource(about_of(folder), tables, {table: path.suffix[1:] for table, path in files.items()})


def seen_in_tables(read: TablesSource, seen: Originals) -> None:
    """Gather the names, references and identifiers of the tables and of the company."""
    seen.name(str(read.about.get("name") or ""))
    seen.siren(str(read.about.get("siren") or ""))
    for table, frame in read.tables.items():
        seen_in_table(table, frame, seen)


def write_tables(read: TablesSource, folder: Path, made: Disguise, outcome: Outcome) -> None:
    """Write tables made anonymous."""
    for table, frame in read.tables.items():
        form = read.forms.get(table, "csv")
        replaced, left_out = anonymous_table(table, frame, made)
        outcome.columns_left_out += len(left_out)
        path = folder / outcome.free_name(f"{table}.{form}")
        if form == "parquet":
            replaced.to_parquet(path, index=False)
        else:
            replaced.to_csv(path, index=False, date_format="%Y-%m-%d", lineterminator="\n")
    path = folder / outcome.free_name("dossier.toml")
    path.write_text(
        "".join(f"{key} = {json.dumps(text)}\n" for key, text in _about(read.about, made)), encoding="utf-8"
    )


def _about(about: Mapping[str, object], made: Disguise) -> list[tuple[str, str]]:
    """Return what is said of the company; what has no rule is left out."""
    rules = {
        "name": made.pseudonyms.name, "siren": made.identities.siren, "closing_date": made.date,
        "currency": made.currency, "terms": made.terms,
    }  # fmt: skip
    said = {key: str(about[key]) for key in rules if about.get(key) not in (None, "")}
    told = ((key, rules[key](text)) for key, text in said.items())
    return [(key, str(text)) for key, text in told if text]
