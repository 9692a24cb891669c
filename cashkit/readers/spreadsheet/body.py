"""The body of a ledger: its rows of data by field, its totals apart as controls.

A row is a total when its first word says so; a heading told again on each page is dropped; in a grouped layout the
customer's name stands alone on a row, and holds for the rows beneath.

>>> rows = [["Client", "Facture", "Solde"], ["ALPHA", None, None], [None, "F1", 10.0], ["Total", None, 10.0]]
>>> columns = (Column(0, "Client", "name", 1.0), Column(1, "Facture", "invoice_id", 1.0),
...     Column(2, "Solde", "open_amount", 1.0))
>>> body = body_of(rows, Heading(0, 1, columns))
>>> body.cells["name"], body.cells["invoice_id"], [total.cells for total in body.totals]
(['ALPHA'], ['F1'], [{'open_amount': 10.0}])
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cashkit.readers.spreadsheet.heading import Column, Heading, is_total, plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cashkit.readers.spreadsheet.sheet import Cell

__all__ = ["Body", "Column", "Heading", "Total", "body_of"]

CUSTOMER = ("customer_id", "name")
KEYS = ("invoice_id", "entry_id")
MONEY = (
    *("amount", "amount_incl_vat", "amount_excl_vat", "vat", "open_amount", "paid_amount", "debit", "credit"),
    *("balance_total", "not_due", "1-30", "31-60", "61-90", "91-120", "over"),
)


@dataclass(frozen=True)
class Total:
    """A total that the ledger prints: its line, and the body's row after which it stands."""

    line: int
    after: int
    cells: Mapping[str, Cell]


@dataclass(frozen=True)
class Body:
    """The rows of data by field, with the line of each in its file; what was dropped is counted."""

    cells: Mapping[str, list[Cell]]
    lines: list[int]
    totals: tuple[Total, ...] = ()
    repeated: int = 0
    alone: int = field(default=0)


def body_of(rows: Sequence[Sequence[Cell]], told: Heading) -> Body:
    """Return the body under a heading."""
    fields = told.fields
    kept: list[dict[str, Cell]] = []
    lines: list[int] = []
    totals: list[Total] = []
    repeated = alone = 0
    customer: dict[str, Cell] = {}
    names = {plain(column.heading) for column in told.columns}
    for line, row in enumerate(rows[told.body :], told.body + 1):
        cells = {name: row[place] if place < len(row) else None for name, place in fields.items()}
        filled = {name: cell for name, cell in cells.items() if cell is not None}
        first = next((cell for cell in row if cell is not None), None)
        if first is None:
            continue
        if is_total(first) or any(is_total(cells.get(name)) for name in CUSTOMER):
            totals.append(Total(line, len(kept), {name: cell for name, cell in filled.items() if name in MONEY}))
        elif sum(plain(cell) in names for cell in row if isinstance(cell, str)) > len(names) // 2:
            repeated += 1
        elif not any(name in filled for name in MONEY):
            alone += 1
            customer = {name: cell for name, cell in filled.items() if name in CUSTOMER} or customer
        else:
            known = any(filled.get(name) is not None for name in CUSTOMER)
            kept.append(cells if known or not customer else {**cells, **customer})
            lines.append(line)
    told_fields = dict.fromkeys([*fields, *customer])
    return Body({name: [row.get(name) for row in kept] for name in told_fields}, lines, tuple(totals), repeated, alone)
