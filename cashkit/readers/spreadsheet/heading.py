"""The heading of a ledger: which row it is, and which field of the trade each of its columns holds.

>>> found = heading([["Balance âgée"], ["Code client", "N° facture", "Date facture", "Échéance", "Solde"]])
>>> found.row, [column.field for column in found.columns]
(1, ['customer_id', 'invoice_id', 'issue_date', 'due_date', 'open_amount'])

The heading is the row of the first forty with the most headings that are known (`headings.csv`), three at least; one
or two rows beneath it are joined (`Échu` over `30 j`). A column's `confidence` is 1 for a heading that is known, less
for one that says it less surely ("Date", "Client") or only resembles one. Where a surer heading holds the same field,
the less sure one gives way; two that are as sure are left open: one asks which is meant.
"""

from __future__ import annotations

import csv
import functools
import itertools
import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import datetime
from importlib import resources
from io import StringIO
from typing import TYPE_CHECKING

from cashkit.readers.spreadsheet.buckets import bucket_of, month_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cashkit.readers.spreadsheet.sheet import Cell

FIRST_ROWS = 40
_FEWEST = 3
_STACKED = (2, 3)
_ALIKE = 90
_TOTAL = "total_row"
_LESS_SURE = 0.9
_FIGURE = re.compile(r"[\d\s.,'’()+\-−–€$%]*")
_BOUNDS = re.compile(r"\s*(?:\d{1,3}\s*[-–]\s*\d{1,3}|\+\s*\d{1,3}|\d{1,3}\s*\+)\s*")
EITHER, WEAK, BOOKS = "either", "weak", "books"


@dataclass(frozen=True)
class Column:
    """One column of a ledger: its place, its heading, the field that it holds ("" for none), and how sure that is.

    `note` is `either` for a heading that may mean a customer's number or name, `weak` for one that yields to a surer
    one, `books` for an amount in the currency of the books whatever that of the document.
    """

    place: int
    heading: str
    field: str
    confidence: float
    note: str = ""

    @property
    def letter(self) -> str:
        """The letters by which a spreadsheet calls the column."""
        letters, rest = "", self.place + 1
        while rest:
            rest, digit = divmod(rest - 1, 26)
            letters = chr(65 + digit) + letters
        return letters


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


@functools.lru_cache(maxsize=65536)
def plain(text: object) -> str:
    """Return a heading as it is compared: no case, no accent, no punctuation."""
    letters = unicodedata.normalize("NFD", str(text)[:200].lower().replace("≤", "<=").replace("≥", ">="))
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[^a-z0-9<>+]+", " ", bare).split())


@functools.cache
def known() -> Mapping[str, str]:
    """Return the field of each heading that is known."""
    return {row["heading"]: row["field"] for row in _rows() if row["field"] != _TOTAL}


@functools.cache
def _notes() -> Mapping[str, str]:
    return {row["heading"]: row["note"] for row in _rows() if row["note"] and row["field"] != _TOTAL}


@functools.cache
def totals() -> frozenset[str]:
    """Return the words that start a total row."""
    return frozenset(row["heading"] for row in _rows() if row["field"] == _TOTAL)


@functools.cache
def _rows() -> Iterable[dict[str, str]]:
    source = resources.files("cashkit.readers.spreadsheet").joinpath("headings.csv")
    return list(csv.DictReader(StringIO(source.read_text(encoding="utf-8"), newline="")))


def known_headings(row: Sequence[Cell]) -> int:
    """Return how many cells of a row are headings that are known."""
    return sum(meant(cell)[1] == 1 for cell in row)


def _fields(row: Sequence[Cell]) -> int:
    """Return how many fields the cells of a row name, each counted once."""
    told = [meant(cell) for cell in row]
    return len({name for name, confidence, _ in told if confidence == 1})


def heading(rows: Sequence[Sequence[Cell]]) -> Heading | None:
    """Return the heading of some rows; None where no row has three headings that are known."""
    first = rows[:FIRST_ROWS]
    found = [(_fields(row), 0, -place, row) for place, row in enumerate(first)]
    for depth in _STACKED:
        found += [(_fields(both), 1 - depth, -place, both) for place, both in enumerate(_joined(first, rows, depth))]
    score, depth, place, cells = max(found, default=(0, 0, 0, []), key=lambda one: one[:3])
    if score < _FEWEST:
        return None
    columns = [_column(number, cell) for number, cell in enumerate(cells) if cell is not None]
    return Heading(-place, -place + 1 - depth, tuple(_settled(_bounded(columns))))


def _joined(first: Sequence[Sequence[Cell]], rows: Sequence[Sequence[Cell]], depth: int) -> Iterator[list[Cell]]:
    """Yield each row joined with those beneath it, the upper ones filled to the right as merged cells are."""
    for place in range(len(first)):
        stack = rows[place : place + depth]
        width = max(len(row) for row in stack)
        both: list[list[str]] = [[] for _ in range(width)]
        for level, row in enumerate(stack):
            above: Cell = None
            for number in range(width):
                own = row[number] if number < len(row) else None
                below = any(number < len(one) and one[number] is not None for one in stack[level + 1 :])
                above = own if own is not None else above if below else None
                both[number] += [above] if isinstance(above, str) else []
        yield [_told_together(words) for words in both]


def _told_together(words: Sequence[str]) -> Cell:
    """Return the words of a column as one heading; the lowest alone where it is known, and they are not."""
    whole = " ".join(words)
    lowest = bool(words) and meaning(plain(whole))[1] < 1 and meaning(plain(words[-1]))[1] == 1
    return words[-1] if lowest else whole or None


def _column(place: int, cell: Cell) -> Column:
    if isinstance(cell, datetime):
        return Column(place, f"{cell:%m/%Y}", f"month:{cell:%Y-%m}", 1.0)
    name, confidence, note = meant(cell)
    return Column(place, " ".join(str(cell).split())[:60], name, min(confidence, _sure(note)), note)


def _sure(note: str) -> float:
    return _LESS_SURE if note in {EITHER, WEAK} else 1.0


def meant(cell: Cell) -> tuple[str, float, str]:
    """Return what a cell means as a heading; a figure means nothing, but for the bounds of a bucket."""
    if not isinstance(cell, str) or (_FIGURE.fullmatch(cell) and not _BOUNDS.fullmatch(cell)):
        return "", 0.0, ""
    return meaning(plain(cell))


@functools.lru_cache(maxsize=4096)
def meaning(text: str) -> tuple[str, float, str]:
    """Return the field of a heading, how sure that is, and its note."""
    if not text:
        return "", 0.0, ""
    bare = re.sub(r"\b(en )?(eur|euros?|ttc eur|ils|usd|chf|gbp)\b", "", text).strip()
    for one in (text, bare):
        if one in known():
            return known()[one], 1.0, _notes().get(one, "")
    if bucket := bucket_of(text) or month_of(text):
        return bucket, 1.0, ""
    if any(letter.isdigit() for letter in text):
        return "", 0.0, ""
    from rapidfuzz import fuzz, process  # noqa: PLC0415  (loaded for a heading that is not known)

    best = process.extractOne(text, list(known()), scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return (
        ("", 0.0, "") if best is None else (known()[best[0]], round(best[1] / 100, 2) - 0.01, _notes().get(best[0], ""))
    )


def _bounded(columns: Sequence[Column]) -> list[Column]:
    """Return the columns; buckets that are told by their end alone (`<= 30`, `<= 60`) start after the one before."""
    ends = sorted({int(one.field[2:]) for one in columns if re.fullmatch(r"1-\d+", one.field)})
    starts = {f"1-{end}": f"{before + 1}-{end}" for before, end in itertools.pairwise(ends)}
    return [replace(one, field=starts.get(one.field, one.field)) for one in columns]


def _settled(columns: Sequence[Column]) -> Iterator[Column]:
    """Yield the columns; one that may be number or name is what the others leave, a weak one yields to a surer one."""
    sure = {one.field for one in columns if one.note not in {EITHER, WEAK}}
    for one in columns:
        if one.note == EITHER:
            yield replace(one, field="customer_id") if "name" in sure and "customer_id" not in sure else one
        elif one.note == WEAK and one.field in sure:
            moved = "posted_on" if one.field == "issue_date" and "posted_on" not in sure else ""
            yield replace(one, field=moved, confidence=_LESS_SURE if moved else 0.0)
        else:
            yield one


def is_total(cell: Cell) -> bool:
    """Tell whether the first words of a row say that it is a total."""
    return isinstance(cell, str) and (is_only_total(cell) or plain(cell).startswith(_starts()))


def is_only_total(cell: Cell) -> bool:
    """Tell whether a cell says that its row is a total, and nothing else: "Total général", "**"."""
    return isinstance(cell, str) and (plain(cell) in totals() or not cell.strip("*Σ∑ "))


@functools.cache
def _starts() -> tuple[str, ...]:
    return tuple(f"{word} " for word in totals() if word != "report")
