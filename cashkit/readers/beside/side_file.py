"""A file beside a source: a small table in CSV or XLSX, its heading found, its columns told by `headings.csv`.

>>> import tempfile
>>> folder = tempfile.TemporaryDirectory()
>>> path = Path(folder.name) / "e.csv"
>>> _ = path.write_text("Export du 31/12\\nN° facture;Échéance\\nF1;31/12/2025\\n", encoding="utf-8")
>>> read = side_file(path, WANTED)
>>> read.cells, read.lines
({'invoice_id': ['F1'], 'due_date': ['31/12/2025']}, [3])
>>> folder.cleanup()

The heading is the first row of the first forty that holds what is wanted; rows of totals are no rows.
Errors: `SourceError` for a file that is no table, without such a heading, without rows, or with two columns that may
hold the same.
"""

from __future__ import annotations

import csv
import functools
import hashlib
from dataclasses import dataclass
from importlib import resources
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from cashkit.dossier.dossier import SourceFile
from cashkit.ground import language
from cashkit.ground.errors import SourceError
from cashkit.readers.spreadsheet import sheet as sheets
from cashkit.readers.spreadsheet.heading import FIRST_ROWS, is_total, known, plain
from cashkit.readers.stranger_file import content_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cashkit.readers.spreadsheet.sheet import Cell, Sheet

_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
WANTED = (("invoice_id",), ("due_date",))
"""What a heading must hold: of each group, one field at least."""


@dataclass(frozen=True)
class Rest:
    """What a file holds beside the columns read: filled columns, sheets with such a heading, formulas without value."""

    columns: tuple[str, ...] = ()
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    formulas: int = 0


@dataclass(frozen=True)
class SideFile:
    """The rows of a file by field, with the line of each, and what else stands in it."""

    name: str
    sha256: str
    size: int
    cells: Mapping[str, list[Cell]]
    lines: list[int]
    rest: Rest

    def column(self, field: str) -> list[Cell]:
        """Return the cells of a field, empty ones where the file has no such column."""
        return self.cells.get(field, [None] * len(self.lines))

    def source(self, used: int) -> SourceFile:
        """Return what became of its lines."""
        seen = len(self.lines)
        return SourceFile(self.name, self.sha256, seen, used, seen - used, self.size)


def side_file(path: str | Path, wanted: Sequence[Sequence[str]]) -> SideFile:
    """Return the rows of a file that holds what is wanted."""
    content = content_of(path, largest=sheets.LARGEST)
    name = Path(path).name
    workbook = content[:4] in _WORKBOOKS
    found = sheets.read_workbook(name, content) if workbook else [sheets.read_csv(name, content)]
    sheet, place, others = _chosen(name, found, wanted)
    rows = sheet.rows
    fields = _fields(name, rows, place, {field for group in wanted for field in group} | set(_MORE))
    cells, lines = _body(
        rows[place + 1 :], place + 2, fields, [[fields[f] for f in group if f in fields] for group in wanted]
    )
    if not lines:
        raise SourceError("beside.no_rows", file=name)
    rest = Rest(_spare(rows, place, fields), sheet.name, others, sheet.unread)
    return SideFile(name, hashlib.sha256(content).hexdigest(), len(content), cells, lines, rest)


_MORE = ("customer_id", "account", "siren", "siret", "name", "end_of_month", "day_of_month")


@functools.cache
def _headings() -> Mapping[str, str]:
    """Return the field of each heading: those of ledgers, and those of files beside them."""
    source = resources.files("cashkit.readers.beside").joinpath("headings.csv")
    rows = csv.DictReader(StringIO(source.read_text(encoding="utf-8"), newline=""))
    return {**known(), **{plain(row["heading"]): row["field"] for row in rows}}


def _field(cell: Cell) -> str:
    return _headings().get(plain(cell), "") if isinstance(cell, str) else ""


def _chosen(file: str, found: Sequence[Sheet], wanted: Sequence[Sequence[str]]) -> tuple[Sheet, int, tuple[str, ...]]:
    """Return the first sheet with such a heading, those that are shown first, the heading's place, the other ones."""
    placed = [(one, _place(one, wanted)) for one in sorted(found, key=lambda one: one.hidden)]
    told = [(one, place) for one, place in placed if place is not None]
    if told:
        return *told[0], tuple(one.name for one, _ in told[1:])
    needed = language.say("beside.and").join(_one_of(group) for group in wanted)
    raise SourceError("beside.no_heading", file=file, needed=needed)


def _place(sheet: Sheet, wanted: Sequence[Sequence[str]]) -> int | None:
    """Return the place of the first row that holds what is wanted."""
    for place, row in enumerate(sheet.rows[:FIRST_ROWS]):
        fields = {_field(cell) for cell in row}
        if all(fields & set(group) for group in wanted):
            return place
    return None


def _spare(rows: Sequence[Sequence[Cell]], place: int, fields: Mapping[str, int]) -> tuple[str, ...]:
    """Return the headings of the columns that hold something and are not read; a number where there is no heading."""
    filled = {number for row in rows[place + 1 :] for number, cell in enumerate(row) if cell is not None}
    read = {_field(rows[place][number]) for number in fields.values()}
    told = {number: _at(rows[place], number) for number in sorted(filled)}
    return tuple(text(cell) or str(number + 1) for number, cell in told.items() if _field(cell) not in read)


def _one_of(group: Sequence[str]) -> str:
    return language.say("beside.or").join(language.say(f"beside.field_{field}") for field in group)


def _fields(file: str, rows: Sequence[Sequence[Cell]], place: int, useful: set[str]) -> dict[str, int]:
    """Return the place of each field; two columns of one field must hold the same."""
    places: dict[str, list[int]] = {}
    for number, cell in enumerate(rows[place]):
        if _field(cell) in useful:
            places.setdefault(_field(cell), []).append(number)
    for field, several in places.items():
        if len({tuple(_at(row, number) for row in rows[place + 1 :]) for number in several}) > 1:
            columns = ", ".join(str(rows[place][number]) for number in several)
            said = language.say(f"beside.field_{field}")
            raise SourceError("beside.which_column", file=file, field=said, columns=columns[:200])
    return {field: several[0] for field, several in places.items()}


def _body(
    rows: Sequence[Sequence[Cell]], line: int, fields: Mapping[str, int], wanted: Sequence[Sequence[int]]
) -> tuple[dict[str, list[Cell]], list[int]]:
    """Return the cells of each field and the line of each row; a row with all that is wanted is no total."""
    kept = []
    for number, row in enumerate(rows, line):
        whole = all(any(_at(row, at) is not None for at in group) for group in wanted)
        if whole or (_holds(row, fields) and not _is_total(next(cell for cell in row if cell is not None))):
            kept.append((number, row))
    cells = {field: [_at(row, at) for _, row in kept] for field, at in fields.items()}
    return cells, [number for number, _ in kept]


def _holds(row: Sequence[Cell], fields: Mapping[str, int]) -> bool:
    return any(_at(row, at) is not None for at in fields.values())


def _is_total(cell: Cell) -> bool:
    """Tell whether a row is a total; `*`, a subtotal elsewhere, stands for all customers here."""
    return cell != "*" and is_total(cell)


def _at(row: Sequence[Cell], place: int) -> Cell:
    return row[place] if place < len(row) else None


def text(cell: Cell) -> str:
    """Return a cell as text: a whole number without decimals, spaces folded."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else " ".join(str(cell).split())[:200]
