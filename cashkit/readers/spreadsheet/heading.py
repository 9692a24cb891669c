"""The heading of a ledger: which row it is, and which field of the trade each of its columns holds.

>>> found = heading([["Balance âgée"], ["Code client", "N° facture", "Date facture", "Échéance", "Solde"]])
>>> found.row, [column.field for column in found.columns]
(1, ['customer_id', 'invoice_id', 'issue_date', 'due_date', 'open_amount'])

The heading is the row of the first forty with the most headings that are known (`headings.csv`), three at least; a
second row beneath it is joined (`Échu` over `30 j`). A column's `confidence` is 1 for a heading that is known, less
for one that only resembles one. Two columns of one field are left open: one asks which is meant.
"""

from __future__ import annotations

import csv
import functools
import itertools
import re
import unicodedata
from dataclasses import dataclass
from importlib import resources
from io import StringIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cashkit.readers.spreadsheet.sheet import Cell

FIRST_ROWS = 40
_FEWEST = 3
_ALIKE = 90
_TOTAL = "total_row"


@dataclass(frozen=True)
class Column:
    """One column of a ledger: its place, its heading, the field that it holds ("" for none), and how sure that is."""

    place: int
    heading: str
    field: str
    confidence: float


@dataclass(frozen=True)
class Heading:
    """The heading of a ledger: its first row, where the body starts, its columns, and the fields left open."""

    row: int
    body: int
    columns: tuple[Column, ...]

    @property
    def fields(self) -> Mapping[str, int]:
        """The place of each field that is told once."""
        doubles = set(self.doubtful)
        return {one.field: one.place for one in self.columns if one.field and one.field not in doubles}

    @property
    def doubtful(self) -> tuple[str, ...]:
        """The fields that several columns hold."""
        told = [one.field for one in self.columns if one.field]
        return tuple(sorted({name for name in told if told.count(name) > 1}))


def plain(text: object) -> str:
    """Return a heading as it is compared: no case, no accent, no punctuation."""
    letters = unicodedata.normalize("NFD", str(text).lower().replace("≤", "<="))
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[^a-z0-9<>+]+", " ", bare).split())


@functools.cache
def known() -> Mapping[str, str]:
    """Return the field of each heading that is known."""
    return {row["heading"]: row["field"] for row in _rows() if row["field"] != _TOTAL}


@functools.cache
def totals() -> frozenset[str]:
    """Return the words that start a total row."""
    return frozenset(row["heading"] for row in _rows() if row["field"] == _TOTAL)


def _rows() -> Iterable[dict[str, str]]:
    source = resources.files("cashkit.readers.spreadsheet").joinpath("headings.csv")
    return list(csv.DictReader(StringIO(source.read_text(encoding="utf-8"), newline="")))


def heading(rows: Sequence[Sequence[Cell]]) -> Heading | None:
    """Return the heading of some rows; None where no row has three headings that are known."""
    first = list(rows[:FIRST_ROWS])
    single = [(_score(row), -place, row) for place, row in enumerate(first)]
    stacked = [(_score(both), -place, both) for place, both in enumerate(_stacked(rows, len(first)))]
    best, below = (max(found, default=(0, 0, []), key=lambda one: one[:2]) for found in (single, stacked))
    if max(best[0], below[0]) < _FEWEST:
        return None
    joined = below[0] > best[0]
    _, place, cells = below if joined else best
    columns = tuple(_column(number, cell) for number, cell in enumerate(cells) if cell is not None)
    return Heading(-place, -place + (2 if joined else 1), columns)


def _score(row: Sequence[Cell]) -> int:
    return sum(_field(cell)[1] == 1 for cell in row)


def _stacked(rows: Sequence[Sequence[Cell]], count: int) -> Iterable[list[Cell]]:
    """Yield each row joined with the one beneath it, the upper one filled to the right as merged cells are."""
    for upper, lower in itertools.pairwise(rows[: count + 1]):
        above: Cell = None
        both: list[Cell] = []
        for place in range(max(len(upper), len(lower))):
            own = upper[place] if place < len(upper) else None
            below = lower[place] if place < len(lower) else None
            above = own if own is not None else above if below is not None else None
            words = [str(cell) for cell in (above, below) if isinstance(cell, str)]
            both.append(" ".join(words) or None)
        yield both


def _column(place: int, cell: Cell) -> Column:
    name, confidence = _field(cell)
    return Column(place, " ".join(str(cell).split())[:60], name, confidence)


@functools.lru_cache(maxsize=4096)
def _told(text: str) -> tuple[str, float]:
    """Return the field of a heading and how sure that is."""
    if not text:
        return "", 0.0
    if text in known():
        return known()[text], 1.0
    bare = re.sub(r"\b(eur|euros?|ttc eur|ils|usd|chf|gbp)\b", "", text).strip()
    if bare in known():
        return known()[bare], 1.0
    from rapidfuzz import fuzz, process  # noqa: PLC0415  (loaded for a heading that is not known)

    best = process.extractOne(text, list(known()), scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return ("", 0.0) if best is None else (known()[best[0]], round(best[1] / 100, 2))


def _field(cell: Cell) -> tuple[str, float]:
    return _told(plain(cell)) if isinstance(cell, str) else ("", 0.0)


def is_total(cell: Cell) -> bool:
    """Tell whether the first words of a row say that it is a total."""
    text = plain(cell) if isinstance(cell, str) else ""
    return text in totals() or any(text.startswith(f"{word} ") for word in totals() if word != "report")
