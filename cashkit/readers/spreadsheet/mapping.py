"""The mapping of a ledger: which of its headings holds which field, kept in a small file to edit and use again.

>>> kept = Mapping({"invoice_id": "N° pièce", "open_amount": "Solde"}, decimal=",", dates="day_first")
>>> parsed("m.toml", written(kept)) == kept
True

    [columns]
    invoice_id = "N° pièce"
    [reading]
    decimal = ","            # or "."
    dates = "day_first"      # or "month_first"
    amounts = "owed"         # or "reversed": what customers owe is below zero
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
from cashkit.readers.spreadsheet.heading import known

if TYPE_CHECKING:
    from collections.abc import Mapping as MappingOf
    from pathlib import Path

_CHOICES = {
    "decimal": (",", "."),
    "dates": ("day_first", "month_first"),
    "amounts": ("owed", "reversed"),
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
    as_of: str = ""
    sheet: str = ""


def read_mapping(path: Path) -> Mapping:
    """Return the mapping that a file holds."""
    try:
        return parsed(path.name, path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError):
        raise SourceError("spreadsheet.bad_mapping", file=path.name, key="") from None


def parsed(file: str, text: str) -> Mapping:
    """Return the mapping that a text holds."""
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SourceError("spreadsheet.bad_mapping", file=file, key=str(error)) from None
    columns, reading = told.get("columns", {}), told.get("reading", {})
    if not isinstance(columns, dict) or not isinstance(reading, dict):
        raise SourceError("spreadsheet.bad_mapping", file=file, key="columns, reading")
    for key, value in [*columns.items(), *reading.items()]:
        choices = _CHOICES.get(key, ()) if key in reading else None
        fits = key in (set(known().values()) if key in columns else _CHOICES) and isinstance(value, str)
        if not fits or (choices and value and value not in choices):
            raise SourceError("spreadsheet.bad_mapping", file=file, key=key)
    return Mapping(columns, **reading)


def written(one: Mapping) -> str:
    """Return a mapping as the text of its file."""
    lines = ["[columns]", *(f"{_key(key)} = {_text(value)}" for key, value in one.columns.items()), "", "[reading]"]
    return "\n".join([*lines, *(f"{key} = {_text(getattr(one, key))}" for key in _CHOICES if getattr(one, key)), ""])


def _key(key: str) -> str:
    return key if key.replace("_", "").isalpha() else _text(key)


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=True)  # a JSON string is a TOML basic string
