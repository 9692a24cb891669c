"""Saving the mapping of a ledger: its columns as they were understood, in a small file to edit and give again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cashkit.ground.errors import SourceError
from cashkit.readers.spreadsheet.mapping import Mapping, read_mapping, written
from cashkit.readers.spreadsheet.spreadsheet import understood

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from cashkit.readers.spreadsheet.heading import Column


def save(target: Path, source: str, columns: Sequence[Column], given: Path | None) -> None:
    """Write the mapping of a ledger into a new file; what a mapping that was given says besides is kept.

    Errors: `SourceError` where there are no columns, or where the file exists: nothing is written over.
    """
    if not columns:
        raise SourceError("check.no_columns", file=source)
    said = Mapping() if given is None else read_mapping(given)
    text = written(replace(said, columns={**understood(columns).columns}))
    try:
        with target.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise SourceError("check.exists", file=str(target)) from None
