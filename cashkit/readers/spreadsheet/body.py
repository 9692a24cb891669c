"""The body of a ledger: its rows of data by field, its totals apart as controls.

A row is a total when its first words say so, and it names no item of its own; a heading or a page title told again is
dropped; in a grouped layout the customer's name stands alone on a row (`Client : C001`), or on the first row of his
items only, and holds for the rows beneath. What was set aside is counted.

>>> rows = [["Client", "Facture", "Solde"], ["ALPHA", None, None], [None, "F1", 10.0], ["Total", None, 10.0]]
>>> columns = (Column(0, "Client", "name", 1.0), Column(1, "Facture", "invoice_id", 1.0),
...     Column(2, "Solde", "open_amount", 1.0))
>>> body = body_of(rows, Heading(0, 1, columns))
>>> body.cells["name"], body.cells["invoice_id"], [total.cells for total in body.totals]
(['ALPHA'], ['F1'], [{'open_amount': 10.0}])
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cashkit.readers.spreadsheet.buckets import is_bucket
from cashkit.readers.spreadsheet.heading import (
    EITHER,
    Column,
    Heading,
    is_only_total,
    is_total,
    known_headings,
    meaning,
    plain,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cashkit.readers.spreadsheet.sheet import Cell

__all__ = ["Body", "Column", "Heading", "Total", "body_of", "is_money"]

CUSTOMER = ("customer_id", "name")
KEYS = ("invoice_id", "entry_id")
AMOUNTS = (
    *("amount", "amount_incl_vat", "amount_excl_vat", "vat", "open_amount", "paid_amount", "debit", "credit"),
    *("balance_total",),
)
_ITEM = (*KEYS, "issue_date", "due_date", "posted_on")
_LABEL = re.compile(r"\s*[:=]\s*|\s{2,}")
_REPEATED = 3
_SHARES = ("percent", "pourcent")
_NOBODY = {
    *("general", "generale", "au", "aux", "du", "de", "des", "le", "la", "les", "en", "et", "for", "of", "all", "a"),
    *("client", "clients", "customer", "customers", "tiers", "compte", "comptes", "societe", "company", "page"),
    *("eur", "euro", "euros", "usd", "ttc", "solde", "balance", "report", "cumul", "grand", "global", "periode"),
    "period",
}


def is_money(name: str) -> bool:
    """Tell whether a field holds an amount."""
    return name in AMOUNTS or is_bucket(name)


@dataclass(frozen=True)
class Total:
    """A total that the ledger prints: its line, and the body's row after which it stands."""

    line: int
    after: int
    cells: Mapping[str, Cell]


@dataclass(frozen=True)
class Body:
    """The rows of data by field, with the line of each in its file; what was set aside is counted.

    `firsts` are the first cells of the rows, `alone` the rows without amounts, `unpriced` those of them that name an
    item, `filled` the rows that took the customer of the row above.
    """

    cells: Mapping[str, list[Cell]]
    lines: list[int]
    totals: tuple[Total, ...] = ()
    repeated: int = 0
    alone: int = field(default=0)
    unpriced: tuple[int, ...] = ()
    filled: int = 0
    firsts: Sequence[Cell] = ()


def body_of(rows: Sequence[Sequence[Cell]], told: Heading) -> Body:
    """Return the body under a heading."""
    walk = _Walk(rows, told)
    for line in range(told.body + 1, len(rows) + 1):
        walk.take(line, rows[line - 1])
    return walk.body()


class _Walk:
    """The way down the rows of a ledger, the customer at hand."""

    def __init__(self, rows: Sequence[Sequence[Cell]], told: Heading) -> None:
        self.fields = told.fields
        self.money = [place for name, place in self.fields.items() if is_money(name)]
        self.items = [place for name, place in self.fields.items() if name in _ITEM]
        self.names = {column.heading for column in told.columns}
        self.titles = {_shape(row) for row in rows[: told.row]} - {()}
        self.customer: dict[str, Cell] = {}
        self.labelled = False
        self.seen: set[str] = set()
        self.kept: list[tuple[Sequence[Cell], dict[str, Cell]]] = []
        self.lines: list[int] = []
        self.totals: list[Total] = []
        self.unpriced: list[int] = []
        self.counted: Counter[str] = Counter()
        for row in rows[: told.row]:
            self._labelled(row)

    def take(self, line: int, row: Sequence[Cell]) -> None:
        """Take a row for what it is."""
        first = next((cell for cell in row if cell is not None), None)
        if first is None:
            return
        if self._labelled(row):
            return
        if self._repeats(row):
            self.counted["repeated"] += 1
        elif not any(_filled(row, place) for place in self.money):
            self._alone(line, row)
        elif self._is_total(first, row):
            self._total(line, row)
        elif not self._shares(row):
            own = {name: _at(row, self.fields.get(name)) for name in CUSTOMER}
            self.seen |= {plain(cell) for cell in own.values() if cell is not None}
            self.labelled = False
            self.kept.append((row, self.customer))
            self.lines.append(line)

    def _repeats(self, row: Sequence[Cell]) -> bool:
        """Tell whether a row is a heading or a page title told again."""
        texts = [cell for cell in row if isinstance(cell, str)]
        if sum(cell in self.names for cell in texts) * 2 > len(self.names):
            return len(texts) * 2 > sum(cell is not None for cell in row)
        if len(texts) < _REPEATED:
            return bool(self.titles) and _shape(row) in self.titles
        amounts = [cell for place in self.money if (cell := _at(row, place)) is not None]
        if not all(isinstance(cell, str) and not any(map(str.isdigit, cell)) for cell in amounts):
            return False
        return known_headings(texts) * 2 > len(texts) and len(texts) == sum(cell is not None for cell in row)

    def _is_total(self, first: Cell, row: Sequence[Cell]) -> bool:
        """Tell whether a row is a total: it says so, and names neither an item nor a customer of its own."""
        number = _at(row, self.fields.get("customer_id"))
        owners = (number, _at(row, self.fields.get("name")))
        own = [str(cell) for cell in (first, *owners) if is_total(cell)]
        if not own:
            return False
        starred = any(not plain(cell) for cell in own)  # the stars of a subtotal are nobody's name
        item = any(_filled(row, place) and not is_total(row[place]) for place in self.items)
        if item or not (number is None or is_total(number)):
            return False
        return starred or bool(self.items) or any(is_only_total(cell) or self._of_group(cell) for cell in own)

    def _of_group(self, text: str) -> bool:
        """Tell whether the words after `Total` are those of a group seen above, or of no customer at all."""
        words = plain(text).split()[1:]
        while words and (words[0] in _NOBODY or words[0].isdigit()):
            words.pop(0)
        rest = " ".join(words)
        return not rest or any(rest == one or rest.endswith(f" {one}") for one in self.seen | self._held())

    def _held(self) -> set[str]:
        return {plain(cell) for cell in self.customer.values() if cell is not None}

    def _total(self, line: int, row: Sequence[Cell]) -> None:
        cells = {name: _at(row, place) for name, place in self.fields.items() if is_money(name)}
        told = {name: cell for name, cell in cells.items() if cell is not None}
        words = [plain(cell) for cell in row if isinstance(cell, str)]
        shares = any(isinstance(cell, str) and cell.rstrip().endswith("%") for cell in told.values())
        if not shares and not any(word.startswith(_SHARES) for word in words):
            self.totals.append(Total(line, len(self.kept), told))

    def _shares(self, row: Sequence[Cell]) -> bool:
        """Tell whether the amounts of a row are percentages."""
        told = [cell for place in self.money if (cell := _at(row, place)) is not None]
        return all(isinstance(cell, str) and cell.rstrip().endswith("%") for cell in told)

    def _alone(self, line: int, row: Sequence[Cell]) -> None:
        """Take a row without amounts: the customer of the rows beneath, an item without its amount, or a note."""
        self.counted["alone"] += 1
        if any(_filled(row, self.fields.get(name)) for name in KEYS) and len([c for c in row if c is not None]) > 1:
            self.unpriced.append(line)
            return
        own: dict[str, Cell] = {
            name: cell for name in CUSTOMER if (cell := _at(row, self.fields.get(name))) is not None
        }
        texts = [cell for cell in row if cell is not None]
        alone = len(texts) == 1 and isinstance(texts[0], str) and len(_LABEL.split(texts[0].strip())) == 1
        if is_only_total(texts[0]):
            return
        if not own and alone and not self._has_customers():
            own = {"name": texts[0]}
        self.customer = own or self.customer

    def _has_customers(self) -> bool:
        return any(name in self.fields for name in CUSTOMER)

    def _labelled(self, row: Sequence[Cell]) -> bool:
        """Take the customer that a row names by its label: `Client : C001`, or the label and the name in two cells."""
        texts = [cell for cell in row if cell is not None]
        if not texts or not isinstance(texts[0], str) or len(texts) > 3:  # noqa: PLR2004  (label, number, name)
            return False
        parts = [one for one in _LABEL.split(texts[0].strip(), maxsplit=1) if one] if len(texts) == 1 else texts
        name, _, note = meaning(plain(parts[0]))
        if len(parts) < 2 or name not in CUSTOMER or known_headings(parts[1:]):  # noqa: PLR2004  (a label and what it names)
            return False
        held = self.customer.get("customer_id", self.customer.get("name"))
        if len(parts) > 2:  # noqa: PLR2004  (label, number, name)
            self.customer = {"customer_id": parts[1], "name": parts[2]}
        elif name == "name" and note != EITHER and self.labelled:
            self.customer = {"customer_id": held, "name": parts[1]}
        else:
            self.customer = {name: parts[1]}
        self.labelled = True
        return True

    def body(self) -> Body:
        """Return what was taken."""
        own = {name: self._column(name) for name in self.fields}
        names = dict.fromkeys([*self.fields, *(name for _, held in self.kept for name in held)])
        cells = {name: own.get(name) or [None] * len(self.kept) for name in names}
        filled = self._fill(cells)
        firsts = [next((cell for cell in row if cell is not None), None) for row, _ in self.kept]
        return Body(
            cells, self.lines, tuple(self.totals), self.counted["repeated"], self.counted["alone"],
            tuple(self.unpriced), filled, firsts,
        )  # fmt: skip

    def _column(self, name: str) -> list[Cell]:
        place = self.fields[name]
        return [row[place] if place < len(row) else None for row, _ in self.kept]

    def _fill(self, cells: dict[str, list[Cell]]) -> int:
        """Give each row without a customer the one at hand, else, in a merged layout, that of the row above."""
        owners = [name for name in CUSTOMER if name in cells]
        merged = _is_merged(cells, owners)
        above: dict[str, Cell] = {}
        filled = 0
        for place, (_, held) in enumerate(self.kept):
            own = {name: cells[name][place] for name in owners}
            if any(cell is not None for cell in own.values()):
                above = own
            elif held or (merged and above):
                filled += not held
                for name, cell in (held or above).items():
                    cells[name][place] = cell
        return filled


def _is_merged(cells: Mapping[str, Sequence[Cell]], owners: Sequence[str]) -> bool:
    """Tell whether a customer is told on the first of his rows only: never on two rows in a row."""
    told = list(zip(*(cells[name] for name in owners), strict=True))
    pairs = list(itertools.pairwise(told))
    blank = (None,) * len(owners)
    return any(one == blank for one in told) and not any(one == two != blank for one, two in pairs)


def _at(row: Sequence[Cell], place: int | None) -> Cell:
    return row[place] if place is not None and place < len(row) else None


def _filled(row: Sequence[Cell], place: int | None) -> bool:
    return _at(row, place) is not None


def _shape(row: Sequence[Cell]) -> tuple[str, ...]:
    """Return what a row looks like: its texts, any digits alike."""
    return tuple(re.sub(r"\d+", "#", str(cell)) for cell in row if cell is not None)
