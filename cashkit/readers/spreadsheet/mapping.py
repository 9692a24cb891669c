"""The mapping of a ledger: which of its headings holds which field, kept in a small file to edit and use again.

>>> kept = Mapping({"invoice_id": "N° pièce", "open_amount": "Solde"}, decimal=",", dates="day_first")
>>> parsed("m.toml", written(kept)) == kept
True

    [columns]
    invoice_id = "N° pièce"      # the heading, or the letter of the column: "[D]"
    [reading]
    decimal = ","            # or "."
    dates = "day_first"      # or "month_first"
    amounts = "owed"         # or "reversed": what customers owe is below zero
    months = "due_date"      # or "issue_date": what the months of an aged balance are those of
    as_of = "2025-12-31"
    sheet = "Feuil1"

Errors: `SourceError` for a file that is no such mapping, with the key that is wrong.
"""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cashkit.ground.errors import SourceError
from cashkit.readers.spreadsheet.buckets import is_bucket
from cashkit.readers.spreadsheet.heading import known

if TYPE_CHECKING:
    from collections.abc import Mapping as MappingOf
    from pathlib import Path

_LARGEST = 1_000_000
_CHOICES = {
    "decimal": (",", "."),
    "dates": ("day_first", "month_first"),
    "amounts": ("owed", "reversed"),
    "months": ("due_date", "issue_date"),
    "as_of": None,
    "sheet": None,
}


@dataclass(frozen=True)
class Mapping:
    """What a person says about a ledger; blank where the file itself tells it."""

    columns: MappingOf[str, str] = field(default_factory=dict)
    decimal: str = ""
    dates: str = ""
    amounts: str = ""
    months: str = ""
    as_of: str = ""
    sheet: str = ""


def is_field(name: str) -> bool:
    """Tell whether a name is that of a field of the trade."""
    return name in set(known().values()) or is_bucket(name)


def read_mapping(path: Path) -> Mapping:
    """Return the mapping that a file holds."""
    try:
        if path.stat().st_size > _LARGEST:
            raise SourceError("spreadsheet.bad_mapping", file=path.name, key="")
        return parsed(path.name, path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError):
        raise SourceError("spreadsheet.bad_mapping", file=path.name, key="") from None


def parsed(file: str, text: str) -> Mapping:
    """Return the mapping that a text holds."""
    try:
        told = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise SourceError("spreadsheet.bad_mapping", file=file, key=str(error)[:80]) from None
    columns, reading = told.get("columns", {}), told.get("reading", {})
    if not isinstance(columns, dict) or not isinstance(reading, dict):
        raise SourceError("spreadsheet.bad_mapping", file=file, key="columns, reading")
    wrong = [key for key, value in columns.items() if not is_field(key) or not isinstance(value, str)]
    wrong += [key for key, value in reading.items() if not _is_choice(key, value)]
    if wrong:
        raise SourceError("spreadsheet.bad_mapping", file=file, key=wrong[0])
    return Mapping({key: name for key, name in columns.items() if name.strip()}, **reading)


def _is_choice(key: str, value: object) -> bool:
    """Tell whether a reading rule is known, and its value one of those that it may have."""
    choices = _CHOICES.get(key, ())
    return isinstance(value, str) and (choices is None or value in choices or (not value and key in _CHOICES))


def written(one: Mapping) -> str:
    """Return a mapping as the text of its file."""
    lines = ["[columns]", *(f"{_key(key)} = {_text(value)}" for key, value in one.columns.items()), "", "[reading]"]
    return "\n".join([*lines, *(f"{key} = {_text(getattr(one, key))}" for key in _CHOICES if getattr(one, key)), ""])


def _key(key: str) -> str:
    return key if key.replace("_", "").replace("-", "").isalnum() else _text(key)


def _text(value: str) -> str:
    """Return a text as TOML writes it: as JSON does, but for a letter that JSON lets stand."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
