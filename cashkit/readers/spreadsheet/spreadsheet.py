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

Findings: T01 to T26.
Errors: `SourceError` naming file, line and cure.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from cashkit.dossier.findings import DataFinding, capped, data_finding
from cashkit.ground.errors import SourceError
from cashkit.readers.spreadsheet import sheet as sheets
from cashkit.readers.spreadsheet.aged import buckets, by_month, is_aged
from cashkit.readers.spreadsheet.body import Body, body_of
from cashkit.readers.spreadsheet.buckets import bucket_of
from cashkit.readers.spreadsheet.choosing import chosen
from cashkit.readers.spreadsheet.choosing import findings as sheet_findings
from cashkit.readers.spreadsheet.controls import controls, lost_bucket
from cashkit.readers.spreadsheet.currencies import currencies
from cashkit.readers.spreadsheet.customer_numbers import with_zeros
from cashkit.readers.spreadsheet.days import days
from cashkit.readers.spreadsheet.fixed_width import fixed_sheet
from cashkit.readers.spreadsheet.heading import Column, Heading, heading, known, plain
from cashkit.readers.spreadsheet.ledger import tables_of
from cashkit.readers.spreadsheet.mapped import mapped
from cashkit.readers.spreadsheet.mapping import Mapping, is_field, read_mapping
from cashkit.readers.spreadsheet.nesting import unnested
from cashkit.readers.spreadsheet.reading import read_body
from cashkit.readers.spreadsheet.titles import day_of, order_of, titles_of
from cashkit.readers.stranger_file import content_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    import pandas as pd

    from cashkit.readers.spreadsheet.choosing import Chosen
    from cashkit.readers.spreadsheet.items import Read
    from cashkit.readers.spreadsheet.sheet import Cell, Sheet

_LABELS = {"period_label_1": "1-30", "period_label_2": "31-60", "period_label_3": "61-90"}
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
    content = content_of(source, largest=sheets.LARGEST)
    made = chosen(source.name, _sheets(source.name, content), told)
    head = mapped(source.name, made.sheet.rows, told)
    read = _read(source.name, made, head, (told, as_of))
    found = (*read.data_findings, *sheet_findings(source.name, made))
    return replace(read, sha256=hashlib.sha256(content).hexdigest(), size=len(content), data_findings=found)


def _sheets(file: str, content: bytes) -> list[Sheet]:
    if is_workbook(content):
        return sheets.read_workbook(file, content)
    fixed = fixed_sheet(file, sheets.decoded(content)) if b"\0" not in content[:4096] else None
    return [fixed or sheets.read_csv(file, content)]


def _read(file: str, made: Chosen, head: Heading, said: tuple[Mapping, date | None]) -> Ledger:
    told, given = said
    rows = made.sheet.rows
    titles = titles_of(rows[: head.row])
    body = _placed(body_of(rows, head), made)
    if not body.lines:
        raise SourceError("spreadsheet.no_rows", file=file)
    body, zeros = with_zeros(file, _labelled(file, body))
    body, read, lost = _amounts(file, body, told, order_of(titles))
    if not any(name in body.cells for name in _OWNER):
        raise SourceError("spreadsheet.missing", file=file, found=", ".join(one.heading for one in head.columns)[:200])
    day = given or _as_of(body, titles, told, read) or _beside(made)
    _ask(file, body, told, day)
    currency, own = currencies(body, head.columns, [cell for cell in titles if isinstance(cell, str)])
    body = _kept_apart(body, own)
    tables, more = tables_of(body, read, day, told.months)
    checks = [*controls(file, body, read, told.decimal or None), *_lost(file, body, read, (head, made))]
    found = (*lost, *zeros, *checks, *_several(file, own), *_set_aside(file, body), *_unused(file, head))
    counted = (len(body.lines) + len(body.unpriced), len(body.lines))  # totals, repeated headings and notes are no data
    placed = tuple(replace(one, file=one.file or file) for one in (*found, *more))
    return Ledger(file, "", 0, tables, head.columns, currency, day, counted, placed)


def _kept_apart(body: Body, own: Sequence[Cell]) -> Body:
    """Give each row its currency where rows differ."""
    cells = {name: column for name, column in body.cells.items() if name != "currency"}
    return replace(body, cells=cells | ({"currency": [*own]} if own else {}))


def _placed(body: Body, made: Chosen) -> Body:
    """Give rows the lines of the sheet that they stand in."""
    if made.joined == 1:
        return body
    own = [made.lines[line - 1] for line in body.lines]
    totals = tuple(replace(total, line=made.lines[total.line - 1]) for total in body.totals)
    return replace(body, lines=own, totals=totals, unpriced=tuple(made.lines[line - 1] for line in body.unpriced))


def _labelled(file: str, body: Body) -> Body:
    """Name the periods of Dynamics by their labels: what a period covers is a setting."""
    cells = dict(body.cells)
    for name, usual in _LABELS.items():
        labels = {plain(cell) for cell in cells.get(name, []) if cell is not None}
        if not labels or usual not in cells:
            continue
        own = known().get(min(labels), "") or bucket_of(min(labels))
        if len(labels) > 1 or not own:
            raise SourceError("spreadsheet.which_period", file=file, value=min(labels))
        cells = {(own if key == usual else key): column for key, column in cells.items()}
    return replace(body, cells=cells)


def _amounts(file: str, body: Body, told: Mapping, hint: str) -> tuple[Body, Read, list[DataFinding]]:
    """Return the body, with sums told above their rows taken for what they are, its amounts and what was found."""
    read, lost = read_body(file, body, told, hint)
    flat = unnested(body, read)
    if flat is body:
        return body, read, lost
    read, lost = read_body(file, flat, told, hint)
    return flat, read, lost


def _as_of(body: Body, titles: Sequence[Cell], told: Mapping, read: Read) -> date | None:
    """Return the date that the mapping, a column or the title rows tell."""
    for cells in ([told.as_of] if told.as_of else [], body.cells.get("as_of", [])):
        found = {value for value in days(cells).listed() if value is not None}
        if len(found) == 1:
            return found.pop()
    return day_of(titles, read.order)


def _beside(made: Chosen) -> date | None:
    """Return the date that the titles of the other sheets tell, where they agree."""
    heads = [(one, heading(one.rows)) for one in made.others if not one.hidden]
    told = {day_of(titles_of(one.rows[: head.row])) for one, head in heads if head is not None} - {None}
    return told.pop() if len(told) == 1 else None


def _ask(file: str, body: Body, told: Mapping, day: date | None) -> None:
    """Ask what an aged balance leaves open: its date, and what its months are of."""
    if not is_aged(body):
        return
    if day is None:
        raise SourceError("spreadsheet.which_date", file=file)
    if by_month(body) and not told.months:
        months = ", ".join(name.removeprefix("month:") for name in buckets(body) if name.startswith("month:"))
        raise SourceError("spreadsheet.which_months", file=file, months=months)


def _several(file: str, own: Sequence[str]) -> Iterator[DataFinding]:
    if own:
        yield data_finding("T10", file=file, value=", ".join(sorted(set(own)))[:80])


def _set_aside(file: str, body: Body) -> Iterator[DataFinding]:
    if body.repeated:
        yield data_finding("T08", file=file, value=body.repeated)
    if body.filled:
        yield data_finding("T16", file=file, value=body.filled)
    yield from capped(data_finding("T15", file=file, line=line) for line in body.unpriced)


def _lost(file: str, body: Body, read: Read, told: tuple[Heading, Chosen]) -> Iterator[DataFinding]:
    """Yield the column that is not recognised and holds a bucket."""
    head, made = told
    if made.joined == 1:
        rows = [made.sheet.rows[line - 1] for line in body.lines]
        spare = [one for one in head.columns if not one.field]
        named = [(one.heading, [row[one.place] if one.place < len(row) else None for row in rows]) for one in spare]
        yield from lost_bucket(file, body, read, named)


def _unused(file: str, head: Heading) -> Iterator[DataFinding]:
    spare = [column.heading for column in head.columns if not column.field]
    if spare:
        yield data_finding("T09", file=file, value=", ".join(spare)[:80], columns=len(spare))


def understood(columns: Sequence[Column]) -> Mapping:
    """Return the mapping that a ledger was read by, to be saved and edited."""
    told = [column for column in columns if column.field and is_field(column.field)]
    twice = {plain(column.heading) for column in columns if _count(columns, column) > 1}
    return Mapping({
        column.field: f"[{column.letter}]" if not column.heading or plain(column.heading) in twice else column.heading
        for column in told
    })  # fmt: skip


def _count(columns: Sequence[Column], one: Column) -> int:
    return sum(plain(column.heading) == plain(one.heading) for column in columns)
