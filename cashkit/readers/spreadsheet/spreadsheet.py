"""A ledger in CSV or XLSX, opened as a dossier: invoice histories, open items and aged balances of any software.

The heading is found, its columns are told by `headings.csv`, or by a mapping that a person saved; amounts and dates
are read column by column, totals serve as controls. What is open is asked, never guessed.

>>> import tempfile
>>> folder = tempfile.TemporaryDirectory()
>>> path = Path(folder.name) / "factures.csv"
>>> text = "Code client;N° facture;Date facture;Échéance;Montant TTC;Date règlement\\n"
>>> _ = path.write_text(text + "C1;F1;02/01/2025;31/01/2025;120,00;15/02/2025\\n", encoding="utf-8")
>>> read_ledger(path).tables["payments"][["payment_date", "amount"]].astype(str).values.tolist()
[['2025-02-15', '120.0']]
>>> folder.cleanup()

Findings: T01 to T12.
Errors: `SourceError` naming file, line and cure.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from cashkit.dossier.findings import DataFinding, data_finding
from cashkit.ground.errors import SourceError
from cashkit.readers.spreadsheet import sheet as sheets
from cashkit.readers.spreadsheet.body import Body, body_of
from cashkit.readers.spreadsheet.controls import controls
from cashkit.readers.spreadsheet.days import days
from cashkit.readers.spreadsheet.heading import Column, Heading, heading, known, plain
from cashkit.readers.spreadsheet.ledger import BUCKETS, is_aged, tables_of, text
from cashkit.readers.spreadsheet.mapping import Mapping, read_mapping
from cashkit.readers.spreadsheet.reading import read_body

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    import pandas as pd

    from cashkit.readers.spreadsheet.sheet import Cell, Sheet

_CURRENCIES = re.compile(r"\b(EUR|USD|GBP|CHF|ILS|CAD|JPY|MAD|TND|XOF|PLN|SEK|NOK|DKK)\b")
_DATED = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d{2}-\d{2}")
_MONEY = ("open_amount", "balance_total", "amount_incl_vat", "amount", "debit", *BUCKETS)
_OWNER = ("customer_id", "name")


@dataclass(frozen=True, eq=False)
class Ledger:
    """What a ledger gives: its tables, its columns as understood, its date if it tells one, and what was found."""

    name: str
    sha256: str
    size: int
    tables: dict[str, pd.DataFrame]
    columns: Sequence[Column]
    currency: str = "EUR"
    as_of: date | None = None
    lines: tuple[int, int] = (0, 0)
    data_findings: tuple[DataFinding, ...] = field(default=())


def is_workbook(content: bytes) -> bool:
    """Tell whether a file is a workbook, old or new."""
    return content[:4] in {b"PK\x03\x04", b"\xd0\xcf\x11\xe0"}


def read_ledger(path: str | Path, *, mapping: str | Path | None = None, as_of: date | None = None) -> Ledger:
    """Return what a ledger gives; `mapping` is a file that says what the ledger leaves open."""
    source = Path(path)
    told = read_mapping(Path(mapping)) if mapping is not None else Mapping()
    if source.stat().st_size > sheets.LARGEST:
        raise SourceError("readers.xml_too_large", file=source.name, limit=sheets.LARGEST // 1_000_000)
    content = source.read_bytes()
    found = sheets.read_workbook(source.name, content) if is_workbook(content) else None
    chosen, others = _chosen(source.name, found or [sheets.read_csv(source.name, content)], told)
    one, column = _headed(source.name, chosen, told)
    read = _read(source.name, chosen, one, (told, as_of))
    return replace(
        read,
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        columns=column,
        data_findings=(*read.data_findings, *_sheets(source.name, chosen, others)),
    )


def _chosen(file: str, found: Sequence[Sheet], told: Mapping) -> tuple[Sheet, list[Sheet]]:
    """Return the sheet to read: the one named, else that with invoices, else that with the most known headings."""
    if told.sheet:
        named = next((one for one in found if one.name == told.sheet), None)
        if named is None:
            raise SourceError(
                "spreadsheet.no_sheet", file=file, value=told.sheet, known=", ".join(s.name for s in found)
            )
        return named, [one for one in found if one is not named]
    scored = [(_score(one), -place, one) for place, one in enumerate(found)]
    if not scored or max(scored)[0] == (False, False, 0):
        raise SourceError("spreadsheet.no_heading", file=file)
    best = max(scored, key=lambda row: row[:2])[2]
    return best, [one for one in found if one is not best]


def _score(one: Sheet) -> tuple[bool, bool, int]:
    told = heading(one.rows)
    return (False, False, 0) if told is None else (not one.hidden, "invoice_id" in told.fields, len(told.fields))


def _headed(file: str, one: Sheet, told: Mapping) -> tuple[Heading, tuple[Column, ...]]:
    """Return the heading, its columns told by the mapping first."""
    found = heading(one.rows)
    if found is None:
        raise SourceError("spreadsheet.no_heading", file=file)
    wanted = {plain(name): key for key, name in told.columns.items()}
    missing = set(wanted) - {plain(column.heading) for column in found.columns}
    if missing:
        key = wanted[min(missing)]
        raise SourceError("spreadsheet.no_column", file=file, value=told.columns[key])
    columns = tuple(
        replace(column, field=wanted[plain(column.heading)], confidence=1.0)
        if plain(column.heading) in wanted
        else replace(column, field="" if column.field in told.columns else column.field)
        for column in found.columns
    )
    settled = _settled(file, replace(found, columns=columns), one)
    return settled, settled.columns


def _settled(file: str, found: Heading, one: Sheet) -> Heading:
    """Refuse two columns of one field, unless only one of them holds anything, or both the same."""
    columns = list(found.columns)
    for name in found.doubtful:
        rivals = [column for column in columns if column.field == name]
        held = {column.place: tuple(_at(row, column.place) for row in one.rows[found.body :]) for column in rivals}
        filled = [column for column in rivals if any(cell is not None for cell in held[column.place])]
        if len({held[column.place] for column in filled}) > 1:
            headings = ", ".join(column.heading for column in filled)
            raise SourceError("spreadsheet.which_column", file=file, field=name, columns=headings)
        kept = (filled or rivals)[0]
        columns = [replace(c, field="") if c.field == name and c is not kept else c for c in columns]
    fields = {column.field for column in columns}
    if not fields & set(_MONEY) or not fields & set(_OWNER):
        raise SourceError("spreadsheet.missing", file=file, found=", ".join(column.heading for column in columns))
    return replace(found, columns=tuple(columns))


def _at(row: Sequence[Cell], place: int) -> Cell:
    return row[place] if place < len(row) else None


def _read(file: str, one: Sheet, told: Heading, said: tuple[Mapping, date | None]) -> Ledger:
    mapping, given = said
    body = body_of(one.rows, told)
    if not body.lines:
        raise SourceError("spreadsheet.no_rows", file=file)
    read, found = read_body(file, body, mapping)
    day = given or _as_of(one, told, mapping)
    if is_aged(body) and day is None:
        raise SourceError("spreadsheet.which_date", file=file)
    checks = controls(file, body, read, mapping.decimal or None)
    tables = tables_of(body, read, day)
    currency, more = _currency(file, one, told, body)
    rows = (*found, *checks, *more, *_dropped(file, body), *_unused(file, told))
    counted = (len(body.lines), len(body.lines))  # totals, repeated headings and notes are no lines of data
    return Ledger(file, "", 0, tables, told.columns, currency, day, counted, tuple(rows))


def _as_of(one: Sheet, told: Heading, mapping: Mapping) -> date | None:
    """Return the date that the mapping or the title rows tell."""
    titles: list[Cell] = [cell for row in one.rows[: told.row] for cell in row if cell is not None]
    texts: list[Cell] = [m.group() for cell in titles if isinstance(cell, str) for m in _DATED.finditer(cell)]
    typed = [cell for cell in titles if not isinstance(cell, str) and hasattr(cell, "year")]
    for cells in ([mapping.as_of] if mapping.as_of else [], typed, texts):
        found = [value for value in days(cells).listed() if value is not None] if cells else []
        if len(set(found)) == 1:
            return found[0]
    return None


def _currency(file: str, one: Sheet, told: Heading, body: Body) -> tuple[str, list[DataFinding]]:
    """Return the currency: that of its column, else of a heading or title, else the euro."""
    named = {text(cell).upper() for cell in body.cells.get("currency", []) if cell is not None}
    if len(named) > 1:
        return "EUR" if "EUR" in named else min(named), [data_finding("T10", file=file, value=", ".join(sorted(named)))]
    words = [column.heading for column in told.columns] + [str(c) for row in one.rows[: told.row] for c in row if c]
    found = named or {match.group() for word in words for match in _CURRENCIES.finditer(word)}
    return (found.pop(), []) if len(found) == 1 else ("EUR", [])


def _dropped(file: str, body: Body) -> Iterator[DataFinding]:
    if body.repeated:
        yield data_finding("T08", file=file, value=body.repeated)
    numbers = [text(cell) for cell in body.cells.get("customer_id", []) if cell is not None]
    digits = {len(number) for number in numbers if number.isdigit()}
    typed = any(isinstance(cell, float) for cell in body.cells.get("customer_id", []))
    if typed and len(digits) > 1:
        yield data_finding("T11", file=file, value=min(numbers, key=len))


def _unused(file: str, told: Heading) -> Iterator[DataFinding]:
    spare = [column.heading for column in told.columns if not column.field]
    if spare:
        yield data_finding("T09", file=file, value=", ".join(spare)[:80], columns=len(spare))


def _sheets(file: str, chosen: Sheet, others: Sequence[Sheet]) -> Iterator[DataFinding]:
    hidden = [one.name for one in others if one.hidden]
    if others:
        names = ", ".join(one.name for one in others)
        yield data_finding("T07", file=file, value=names, read=chosen.name, hidden=", ".join(hidden) or "–")
    if chosen.unread:
        yield data_finding("T12", file=file, value=chosen.unread)


def understood(columns: Sequence[Column]) -> Mapping:
    """Return the mapping that a ledger was read by, to be saved and edited."""
    return Mapping({column.field: column.heading for column in columns if column.field in set(known().values())})
