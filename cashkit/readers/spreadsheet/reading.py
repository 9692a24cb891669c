"""The amounts and dates of a ledger's body, with what could not be read, what was repaired and what is left open.

Findings: T03 an amount that is none, T04 a date that is none, T05 dates whose day and month a spreadsheet had
swapped, turned back.
Errors: `SourceError` where the decimal sign, or day and month, cannot be told: one asks, nothing is guessed. The
issue dates may tell it: an invoice is not due before it is issued.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cashkit.dossier.findings import DataFinding, capped, data_finding
from cashkit.ground.errors import SourceError
from cashkit.readers.spreadsheet.amounts import amounts, unreadable
from cashkit.readers.spreadsheet.body import MONEY
from cashkit.readers.spreadsheet.days import Days, days
from cashkit.readers.spreadsheet.ledger import Read

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from cashkit.readers.spreadsheet.body import Body
    from cashkit.readers.spreadsheet.mapping import Mapping as Told

DAYS = ("issue_date", "due_date", "posted_on", "paid_on")
_ORDERS = ("day_first", "month_first")


def read_body(file: str, body: Body, told: Told) -> tuple[Read, list[DataFinding]]:
    """Return the amounts and dates of a body, and what was found about them."""
    money, lost_amounts = _money(file, body, told.decimal or None)
    read = {name: days(body.cells[name], order=told.dates or None) for name in DAYS if name in body.cells}
    read = _settled(file, body, read)
    lost = [(name, place) for name, one in read.items() for place in one.unreadable]
    dates = capped(
        data_finding("T04", file=file, line=body.lines[place], field=name, value=body.cells[name][place])
        for name, place in lost
    )
    turned = [
        data_finding("T05", file=file, field=name, value=one.swapped) for name, one in read.items() if one.swapped
    ]
    values = {name: one.values for name, one in read.items()}
    return Read(money, values, _reversed(file, money, told)), [*lost_amounts, *dates, *turned]


def _money(file: str, body: Body, decimal: str | None) -> tuple[dict[str, NDArray[np.float64]], list[DataFinding]]:
    """Return the amounts of each column; what one leaves open, its neighbours tell."""
    columns = {name: body.cells[name] for name in MONEY if name in body.cells}
    read = {name: amounts(cells, decimal=decimal) for name, cells in columns.items()}
    if any(values is None for values in read.values()):
        whole = amounts([cell for cells in columns.values() for cell in cells])
        if whole is None:
            name = next(name for name, values in read.items() if values is None)
            value = next(cell for cell in columns[name] if isinstance(cell, str))
            raise SourceError("spreadsheet.which_decimal", file=file, field=name, value=value)
        parts = np.split(whole, len(columns))
        read = dict(zip(columns, parts, strict=True))
    told = {name: values for name, values in read.items() if values is not None}
    lost = [(name, place) for name, values in told.items() for place in unreadable(columns[name], values)]
    found = capped(
        data_finding("T03", file=file, line=body.lines[place], field=name, value=columns[name][place])
        for name, place in lost
    )
    return told, found


def _settled(file: str, body: Body, read: Mapping[str, Days]) -> dict[str, Days]:
    """Settle the order of day and month for the whole ledger; refuse to guess it."""
    told = {one.order for one in read.values() if one.order in _ORDERS}
    open_ = [name for name, one in read.items() if one.order == "open"]
    if not open_:
        return dict(read)
    if len(told) != 1:
        told = {order for order in _ORDERS if _plausible({name: days(body.cells[name], order=order) for name in open_})}
    same = all(
        days(body.cells[name], order="day_first").listed() == days(body.cells[name], order="month_first").listed()
        for name in open_
    )
    if len(told) != 1 and not same:
        raise SourceError("spreadsheet.which_day", file=file, field=open_[0], value=body.cells[open_[0]][0])
    order = next(iter(told)) if len(told) == 1 else "day_first"
    return {name: days(body.cells[name], order=order) if name in open_ else one for name, one in read.items()}


def _plausible(read: Mapping[str, Days]) -> bool:
    """Tell whether no date is lost and no invoice is due before it is issued."""
    if any(one.unreadable for one in read.values()):
        return False
    if "issue_date" not in read or "due_date" not in read:
        return True
    issued, due = read["issue_date"].values, read["due_date"].values
    both = ~np.isnat(issued) & ~np.isnat(due)
    return bool((due[both] >= issued[both]).all())


def _reversed(file: str, money: Mapping[str, NDArray[np.float64]], told: Told) -> bool:
    """Tell whether debts are below zero in this ledger; where most amounts are, one asks."""
    if told.amounts:
        return told.amounts == "reversed"
    single = next((money[name] for name in ("open_amount", "balance_total", "amount") if name in money), None)
    if single is None or "debit" in money:
        return False
    moved = single[~np.isnan(single) & (single != 0)]
    if len(moved) and (moved < 0).sum() * 2 > len(moved):
        raise SourceError("spreadsheet.which_sign", file=file, share=float((moved < 0).mean()))
    return False
