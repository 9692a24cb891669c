"""A file of due dates: invoice number, due date, and the customer where it names one.

What makes it is any management software; whether day or month comes first is decided on the whole column, and where
the column leaves it open, by the dates of the invoices (`known_due_dates`).

>>> import tempfile
>>> from pathlib import Path
>>> folder = tempfile.TemporaryDirectory()
>>> path = Path(folder.name) / "e.csv"
>>> _ = path.write_text("Client;Facture;Échéance\\nC1;F1;31/12/2025\\nC1;F2;\\n", encoding="utf-8")
>>> known, source, found = read_due_dates(path)
>>> known.number.to_pylist(), known.customer.tolist(), known.day.tolist(), [one.code for one in found]
(['F1'], ['C1'], [20453], ['U13'])
>>> folder.cleanup()

Findings: T04 a date that is none, T05 dates whose day and month a spreadsheet had swapped, U13 an incomplete line.
Errors: those of `side_file`.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from cashkit.dossier.books import NO_DAY
from cashkit.dossier.due_rules import KnownDueDates
from cashkit.dossier.findings import DETAILS, DataFinding, capped, data_finding
from cashkit.readers.beside.side_file import WANTED, SideFile, side_file, text
from cashkit.readers.spreadsheet.days import Days, days

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from cashkit.dossier.dossier import SourceFile
    from cashkit.readers.spreadsheet.sheet import Cell

_WHO = ("customer_id", "account", "name", "siren")


def read_due_dates(path: str | Path) -> tuple[KnownDueDates, SourceFile, list[DataFinding]]:
    """Return the due dates that a file tells, what became of its lines, and what was found."""
    read = side_file(path, WANTED)
    cells = read.column("due_date")
    dates = _read(cells)
    numbers = [text(cell) for cell in read.column("invoice_id")]
    day = _numbers(dates)
    used = np.flatnonzero((day != NO_DAY) & np.array([number != "" for number in numbers], bool))
    known = KnownDueDates(
        read.name,
        pa.array([numbers[row] for row in used.tolist()], pa.string()),
        np.array(_customers(read), object)[used],
        day[used],
        np.array(read.lines, np.int64)[used],
        _numbers(_read(cells, order="month_first"))[used] if dates.order == "open" else None,
    )
    return known, read.source(len(used)), _found(read, dates, used)


def _customers(read: SideFile) -> list[str]:
    """Return who each row names: the first of code, account, name and SIREN that it has."""
    columns = [[text(cell) for cell in read.cells[field]] for field in _WHO if field in read.cells]
    blank = [""] * len(read.lines)
    return [next(filter(None, row), "") for row in zip(*columns, blank, strict=True)]


def _read(cells: Sequence[Cell], order: str | None = None) -> Days:
    """Return the dates of a column, each distinct cell read once: dates repeat."""
    place = {cell: number for number, cell in enumerate(dict.fromkeys(cells))}
    once = days(list(place), order=order)
    at = np.array([place[cell] for cell in cells], np.int64)
    lost = np.flatnonzero(np.isin(at, once.unreadable))
    swapped = sum(isinstance(cell, datetime) for cell in cells) if once.swapped else 0
    return Days(once.values[at], once.order, tuple(lost.tolist()), swapped)


def _numbers(dates: Days) -> NDArray[np.int32]:
    """Return dates as day numbers, NO_DAY where there is none."""
    missing = np.isnat(dates.values)
    whole = np.where(missing, np.datetime64(0, "s"), dates.values).astype("datetime64[D]").astype(np.int64)
    return np.where(missing, NO_DAY, whole).astype(np.int32)


def _found(read: SideFile, dates: Days, used: NDArray[np.intp]) -> list[DataFinding]:
    cells = read.column("due_date")
    lost = set(dates.unreadable)
    partial = sorted(set(range(len(read.lines))) - set(used.tolist()) - lost)
    odd = (
        data_finding("T04", file=read.name, line=read.lines[row], field="due_date", value=cells[row])
        for row in dates.unreadable[:DETAILS]
    )
    less = (
        data_finding("U13", file=read.name, line=read.lines[row], value=_shown(read, row)) for row in partial[:DETAILS]
    )
    found = [*capped(odd, len(dates.unreadable)), *capped(less, len(partial))]
    turned = [data_finding("T05", file=read.name, field="due_date", value=dates.swapped)] if dates.swapped else []
    return [*found, *turned]


def _shown(read: SideFile, row: int) -> str:
    return " ; ".join(filter(None, (text(cells[row]) for cells in read.cells.values())))
