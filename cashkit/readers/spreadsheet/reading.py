"""The amounts and dates of a ledger's body, with what could not be read, what was repaired and what is left open.

Findings: T03 an amount that is none, T04 a date that is none, T05 dates whose day and month a spreadsheet had
swapped, turned back, T13 an amount that is no whole number of cents, T14 an amount written with an exponent,
T19 true dates and dates as text in one column, nothing proving that any was swapped.
Errors: `SourceError` where the decimal sign, or day and month, cannot be told: one asks, nothing is guessed. The
issue dates may tell it: an invoice is not due before it is issued; or the date in the title.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from cashkit.dossier.findings import DataFinding, capped, data_finding
from cashkit.ground.errors import SourceError
from cashkit.ground.money import whole_cents
from cashkit.readers.spreadsheet.amounts import amounts, is_nil, rounded_by_spreadsheet, unreadable
from cashkit.readers.spreadsheet.body import is_money
from cashkit.readers.spreadsheet.days import Days, days, is_mixed
from cashkit.readers.spreadsheet.items import LEFT, WHOLE, Read, document_kinds

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from cashkit.readers.spreadsheet.body import Body
    from cashkit.readers.spreadsheet.mapping import Mapping as Told
    from cashkit.readers.spreadsheet.sheet import Cell

DAYS = ("issue_date", "due_date", "posted_on", "paid_on")
_ORDERS = ("day_first", "month_first")


def read_body(file: str, body: Body, told: Told, hint: str = "") -> tuple[Read, list[DataFinding]]:
    """Return the amounts and dates of a body, and what was found; `hint` is the order that the title's dates prove."""
    money, lost = _money(file, body, told.decimal or None)
    read = {name: days(body.cells[name], order=told.dates or None) for name in DAYS if name in body.cells}
    read = _settled(file, body, read, hint)
    values = {name: one.values for name, one in read.items()}
    order = told.dates or next((one.order for one in read.values() if one.order in _ORDERS), "")
    made = replace(Read.of(money), days=values, reversed=_reversed(file, body, money, told), order=order)
    return made, [*lost, *_dates(file, body, read)]


def _dates(file: str, body: Body, read: Mapping[str, Days]) -> list[DataFinding]:
    lost = [(name, place) for name, one in read.items() for place in one.unreadable]
    turned = [
        data_finding("T05", file=file, field=name, value=one.swapped) for name, one in read.items() if one.swapped
    ]
    mixed = [name for name, one in read.items() if not one.swapped and is_mixed(body.cells[name])]
    return [
        *_each("T04", file, body, lost),
        *turned,
        *(data_finding("T19", file=file, field=name) for name in mixed),
    ]


def _each(code: str, file: str, body: Body, places: Iterable[tuple[str, int]]) -> list[DataFinding]:
    """Return one finding for each cell, the first ones told."""
    return capped(
        data_finding(code, file=file, line=body.lines[place], field=name, value=body.cells[name][place])
        for name, place in places
    )


def _money(file: str, body: Body, decimal: str | None) -> tuple[dict[str, NDArray[np.float64]], list[DataFinding]]:
    """Return the amounts of each column; what one leaves open, its neighbours tell."""
    columns = {name: cells for name, cells in body.cells.items() if is_money(name)}
    read = {name: amounts(cells, decimal=decimal) for name, cells in columns.items()}
    if any(values is None for values in read.values()):
        whole = amounts([cell for cells in columns.values() for cell in cells])
        if whole is None:
            name = next(name for name, values in read.items() if values is None)
            value = next(cell for cell in columns[name] if isinstance(cell, str) and not is_nil(cell))
            raise SourceError("spreadsheet.which_decimal", file=file, field=name, value=value)
        read = dict(zip(columns, np.split(whole, len(columns)), strict=True))
    told = {name: values for name, values in read.items() if values is not None}
    return told, _of_money(file, body, columns, told)


def _of_money(
    file: str, body: Body, columns: Mapping[str, Sequence[Cell]], told: Mapping[str, NDArray[np.float64]]
) -> list[DataFinding]:
    lost = [(name, place) for name, values in told.items() for place in unreadable(columns[name], values)]
    odd = [
        (name, place)
        for name, values in told.items()
        for place in np.flatnonzero(whole_cents(np.nan_to_num(values))[1]).tolist()
    ]
    short = [(name, place) for name, cells in columns.items() for place in rounded_by_spreadsheet(cells)]
    codes = {"T03": lost, "T13": odd, "T14": short}
    return [found for code, places in codes.items() for found in _each(code, file, body, places)]


def _settled(file: str, body: Body, read: Mapping[str, Days], hint: str) -> dict[str, Days]:
    """Settle the order of day and month for the whole ledger; refuse to guess it."""
    told = {one.order for one in read.values() if one.order in _ORDERS}
    open_ = [name for name, one in read.items() if one.order == "open"]
    if not open_:
        return dict(read)
    both = {order: {name: days(body.cells[name], order=order) for name in open_} for order in _ORDERS}
    if len(told) != 1:
        told = {order for order in _ORDERS if _plausible({**read, **both[order]})}
    same = all(both["day_first"][name].listed() == both["month_first"][name].listed() for name in open_)
    told = {hint} if hint and len(told) != 1 else told
    if len(told) != 1 and not same:
        value = next(cell for cell in body.cells[open_[0]] if isinstance(cell, str))
        raise SourceError("spreadsheet.which_day", file=file, field=open_[0], value=value)
    order = next(iter(told)) if len(told) == 1 else "day_first"
    return {**read, **both[order]}


def _plausible(read: Mapping[str, Days]) -> bool:
    """Tell whether no date is lost and no invoice is due before it is issued."""
    if any(one.unreadable for one in read.values()):
        return False
    if "issue_date" not in read or "due_date" not in read:
        return True
    issued, due = read["issue_date"].values, read["due_date"].values
    both = ~np.isnat(issued) & ~np.isnat(due)
    return bool((due[both] >= issued[both]).all())


def _reversed(file: str, body: Body, money: Mapping[str, NDArray[np.float64]], told: Told) -> bool:
    """Tell whether debts are below zero in this ledger; where most amounts are, one asks.

    Rows that say that they are payments or credit notes are below zero by right.
    """
    if told.amounts:
        return told.amounts == "reversed"
    names = [name for name in (*LEFT, *WHOLE) if name in money][:1] or [name for name in money if is_money(name)]
    if not names or {"debit", "credit"} & set(money) or "sign" in body.cells:
        return False
    owed = np.array([kind in {"", "invoice"} for kind in document_kinds(body)])
    moved = np.concatenate([money[name][owed] for name in names])
    moved = moved[~np.isnan(moved) & (moved != 0)]
    if len(moved) and (moved < 0).sum() * 2 > len(moved):
        raise SourceError("spreadsheet.which_sign", file=file, share=float((moved < 0).mean()))
    return False
