"""Saving the mapping of a ledger: its columns as they were understood, in a small file to edit and give again.

Where the ledger leaves something open, what is sure is saved as a draft, and the sentence says what to add to it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cashkit.command_line.lines import plain
from cashkit.ground import language
from cashkit.ground.errors import SourceError
from cashkit.readers.spreadsheet.choosing import chosen
from cashkit.readers.spreadsheet.heading import heading
from cashkit.readers.spreadsheet.mapping import Mapping, read_mapping, written
from cashkit.readers.spreadsheet.sheet import read_csv, read_workbook
from cashkit.readers.spreadsheet.spreadsheet import is_workbook, understood

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from cashkit.readers.spreadsheet.heading import Column

OPEN = "spreadsheet.which_"
"""How the keys of what a ledger leaves open start."""


def save(target: Path, source: str, columns: Sequence[Column], given: Path | None) -> None:
    """Write the mapping of a ledger into a new file; what a mapping that was given says besides is kept.

    Errors: `SourceError` where there are no columns, or where the file exists: nothing is written over.
    """
    if not columns:
        raise SourceError("check.no_columns", file=source)
    said = Mapping() if given is None else read_mapping(given)
    _write(target, replace(said, columns=understood(columns).columns), columns)


def draft(target: Path, path: Path, given: Path | None) -> None:
    """Write what is sure of a ledger that leaves something open: the columns of which only one is told."""
    said = Mapping() if given is None else read_mapping(given)
    content = path.read_bytes()
    sheets = read_workbook(path.name, content) if is_workbook(content) else [read_csv(path.name, content)]
    found = heading(chosen(path.name, sheets, said).sheet.rows)
    columns = () if found is None else found.columns
    sure = [one for one in columns if found is not None and one.field not in found.doubtful]
    _write(target, replace(said, columns={**understood(sure).columns, **said.columns}), columns)


def _write(target: Path, mapping: Mapping, columns: Sequence[Column]) -> None:
    named = set(mapping.columns.values())
    spare = " · ".join(one.heading for one in columns if one.heading and one.heading not in named)
    notes = [language.say("check.mapping_columns", columns=spare or "–"), language.say("check.mapping_reading")]
    text = written(mapping) + "".join(f"# {plain(note)}\n" for note in notes)
    try:
        with target.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise SourceError("check.exists", file=str(target)) from None
