"""The heading of a ledger as a person maps it: what the mapping says goes before what the headings say.

>>> rows = [["Client", "Facture", "Date", "Solde", "Reste dû"], ["A", "F1", "13/01/2025", "5,00", "3,00"]]
>>> told = mapped("x.csv", rows, Mapping({"open_amount": "[E]"}))
>>> [(column.letter, column.field) for column in told.columns]
[('A', 'name'), ('B', 'invoice_id'), ('C', 'issue_date'), ('D', ''), ('E', 'open_amount')]

A column is named by its heading, or by its letter ("[E]"). Two columns of one field are left open: one asks, unless
only one of them holds anything, or both the same.
Errors: `SourceError` for a column that is not there, for two that may be one field, and where amounts are missing.
"""

from __future__ import annotations

import functools
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from cashkit.ground.errors import SourceError
from cashkit.readers.spreadsheet.body import is_money
from cashkit.readers.spreadsheet.buckets import is_bucket
from cashkit.readers.spreadsheet.heading import BOOKS, FIRST_ROWS, Column, Heading, heading, plain
from cashkit.readers.spreadsheet.mapping import Mapping  # noqa: TC001  (the doctest makes one)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cashkit.readers.spreadsheet.sheet import Cell

_OWED = ("open_amount", "balance_total", "amount_incl_vat", "amount", "debit", "credit")
_OWNER = ("customer_id", "name")
_UNNAMED = 0.8
_LETTER = re.compile(r"\[([A-Z]{1,2})\]")


def mapped(file: str, rows: Sequence[Sequence[Cell]], told: Mapping) -> Heading:
    """Return the heading, its columns told by the mapping first."""
    found = _by_mapping(rows, told) or heading(rows)
    if found is None:
        raise SourceError("spreadsheet.no_heading", file=file)
    found = _lettered(found, told)
    wanted = {_place(file, found, name): key for key, name in told.columns.items()}
    columns = tuple(
        replace(column, field=wanted[column.place], confidence=1.0, note=column.note if column.note == BOOKS else "")
        if column.place in wanted
        else replace(column, field="" if column.field in told.columns else column.field)
        for column in found.columns
    )
    settled = _settled(file, replace(found, columns=columns), rows)
    if not any(name in _OWED or is_bucket(name) for name in settled.fields):
        raise SourceError("spreadsheet.missing", file=file, found=_shown(columns))
    return settled


def _shown(columns: Sequence[Column]) -> str:
    return ", ".join(column.heading for column in columns)[:200]


def _by_mapping(rows: Sequence[Sequence[Cell]], told: Mapping) -> Heading | None:
    """Return the heading that the mapping's own names make out, where the usual ones do not."""
    names = {plain(name) for name in told.columns.values() if not name.startswith("[")}
    for place, row in enumerate(rows[:FIRST_ROWS]):
        if len(names) > 1 and names <= {plain(cell) for cell in row if isinstance(cell, str)}:
            usual = heading([row])
            known = {column.place: column for column in usual.columns} if usual else {}
            columns = [
                known.get(number) or Column(number, " ".join(str(cell).split())[:60], "", 0.0)
                for number, cell in enumerate(row)
                if cell is not None
            ]
            return Heading(place, place + 1, tuple(columns))
    return None


def _lettered(found: Heading, told: Mapping) -> Heading:
    """Return the heading with the columns without a heading that a mapping names by their letter."""
    here = {column.letter for column in found.columns}
    letters = {match[1] for name in told.columns.values() if (match := _LETTER.fullmatch(name.strip().upper()))}
    more = [Column(_number(letter), "", "", 0.0) for letter in sorted(letters - here)]
    return replace(found, columns=tuple(sorted([*found.columns, *more], key=lambda column: column.place)))


def _number(letters: str) -> int:
    """Return the place of a column that a spreadsheet calls by its letters."""
    return functools.reduce(lambda place, letter: place * 26 + ord(letter) - 64, letters, 0) - 1


def _place(file: str, found: Heading, name: str) -> int:
    """Return the place of the column that a mapping names, by its heading or its letter."""
    for column in found.columns:
        if name.strip().upper() == f"[{column.letter}]" or plain(column.heading) == plain(name):
            return column.place
    raise SourceError("spreadsheet.no_column", file=file, value=name)


def _settled(file: str, found: Heading, rows: Sequence[Sequence[Cell]]) -> Heading:
    """Refuse two columns of one field, unless only one of them holds anything, or both the same."""
    columns = list(found.columns)
    for name in found.doubtful:
        rivals = [column for column in columns if column.field == name]
        held = {column.place: tuple(_at(row, column.place) for row in rows[found.body :]) for column in rivals}
        filled = [column for column in rivals if any(cell is not None for cell in held[column.place])]
        if len({held[column.place] for column in filled}) > 1:
            twice = len({plain(column.heading) for column in filled}) < len(filled)
            called = [f"{column.heading} [{column.letter}]" for column in filled]
            first = f"[{filled[0].letter}]" if twice else filled[0].heading
            raise SourceError("spreadsheet.which_column", file=file, field=name, columns=", ".join(called), first=first)
        kept = (filled or rivals)[0]
        columns = [replace(c, field="") if c.field == name and c is not kept else c for c in columns]
    return _owned(replace(found, columns=tuple(columns)), rows)


def _owned(found: Heading, rows: Sequence[Sequence[Cell]]) -> Heading:
    """Take the one column without a heading, left of all others, for the customers of a ledger that names none."""
    if any(name in found.fields for name in _OWNER) or not found.columns:
        return found
    first = min(column.place for column in found.columns)
    money = [column.place for column in found.columns if is_money(column.field)]
    body = [row for row in rows[found.body :] if any(_at(row, place) is not None for place in money)]
    texts = [place for place in range(first) if any(isinstance(_at(row, place), str) for row in body)]
    if len(texts) != 1:
        return found
    return replace(found, columns=(Column(texts[0], "", "name", _UNNAMED), *found.columns))


def _at(row: Sequence[Cell], place: int) -> Cell:
    return row[place] if place < len(row) else None
