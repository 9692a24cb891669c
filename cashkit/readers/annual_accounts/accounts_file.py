"""A file of filed accounts, whatever its form: the register's XML or JSON, ratios, or typed cells (lines or JSON).

>>> import tempfile
>>> folder = tempfile.TemporaryDirectory()
>>> path = Path(folder.name) / "accounts.csv"
>>> _ = path.write_text("siren;732829320\\nclosing_date;2024-12-31\\nFL;1200\\n", encoding="utf-8")
>>> read = read_accounts(path)
>>> read.form, read.table[["siren", "code", "amount"]].values.tolist()
('codes', [['732829320', 'FL', 1200.0]])
>>> folder.cleanup()

`table` is the dossier's table `filed_accounts`.
Errors: `SourceError` for what is none of these, or is broken, with its place.
"""

from __future__ import annotations

import csv
import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cashkit.ground.errors import SourceError
from cashkit.readers.annual_accounts.filing import Filing, checked, frame
from cashkit.readers.annual_accounts.register_files import from_json, from_xml
from cashkit.readers.annual_accounts.table_files import RATIO_CELLS, from_ratios
from cashkit.readers.annual_accounts.typed_cells import from_cells, from_codes, holds_cells
from cashkit.readers.safe_json import parse_json
from cashkit.readers.stranger_file import content_of, first_sign, text_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from cashkit.dossier.findings import DataFinding

LARGEST_TABLE = 8_000_000
"""Bytes of a CSV: a hundred thousand years of accounts."""
_FORM = {"identifiant", "numero"}
"""What a description of a tax form says first."""


@dataclass(frozen=True, eq=False)
class AccountsFile:
    """The filings of one file, with what was found about them."""

    name: str
    sha256: str
    form: str
    filings: Sequence[Filing]

    @cached_property
    def table(self) -> pd.DataFrame:
        """The filings as the dossier's table `filed_accounts`."""
        return frame(self.filings)

    @cached_property
    def data_findings(self) -> tuple[DataFinding, ...]:
        """What is wrong with the filings."""
        return checked(self.name, self.filings)


def read_accounts(path: str | Path) -> AccountsFile:
    """Return the filings of a file; its form is told by its content, never by its name."""
    source = Path(path)
    content = content_of(source)
    form, filings = _read(source.name, content)
    return AccountsFile(source.name, hashlib.sha256(content).hexdigest(), form, tuple(filings))


def _read(file: str, content: bytes) -> tuple[str, list[Filing]]:
    start = first_sign(content)
    if start == "<":
        return "xml", from_xml(file, content)
    if start in {"{", "["}:
        return _json(file, parse_json(file, content))
    if len(content) > LARGEST_TABLE:
        raise SourceError("readers.xml_too_large", file=file, limit=LARGEST_TABLE // 1_000_000)
    text = text_of(content)
    if text is None:
        raise SourceError("accounts_files.not_accounts", file=file)
    rows = csv.DictReader(text.splitlines(), delimiter=";")
    try:
        if set(RATIO_CELLS) & set(rows.fieldnames or ()):
            return "ratios", from_ratios(file, rows)
    except csv.Error:  # a field beyond all measure
        raise SourceError("accounts_files.not_accounts", file=file) from None
    return "codes", from_codes(file, text)


def _json(file: str, told: object) -> tuple[str, list[Filing]]:
    rows = [fields for fields in _fields(told) if set(RATIO_CELLS) & set(fields)]
    if rows:
        return "ratios", from_ratios(file, rows)
    if isinstance(told, dict) and set(told) >= _FORM:
        raise SourceError("accounts_files.is_a_form", file=file, value=str(told["identifiant"])[:40])
    return ("cells", from_cells(file, told)) if holds_cells(told) else ("json", from_json(file, told))


def _fields(told: object) -> list[dict[str, Any]]:
    """Return the rows of a data set's answer: `records[].fields`, `results[]`, or a plain list."""
    listed = told if isinstance(told, list) else []
    if isinstance(told, dict):
        listed = next((told[key] for key in ("records", "results") if isinstance(told.get(key), list)), [])
    rows = [one.get("fields", one) for one in listed if isinstance(one, dict)]
    return [row for row in rows if isinstance(row, dict)]
