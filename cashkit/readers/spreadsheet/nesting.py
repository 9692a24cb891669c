"""Nested rows: each customer's sum stands on a row of his own, above the items that it sums.

Such a row has amounts but no date, the rows beneath have one; that they come to it, to the cent and for every
customer, proves the layout: the row is then a total, and its first cell the customer of the rows beneath.

>>> body = Body({"issue_date": [None, "02/01/2025", "03/01/2025"], "balance_total": [30.0, 10.0, 20.0]}, [2, 3, 4],
...     firsts=["ALPHA", "F1", "F2"])
>>> flat = unnested(body, Read.of({"balance_total": [30.0, 10.0, 20.0]}))
>>> flat.cells["name"], flat.cells["invoice_id"], len(flat.totals)
(['ALPHA', 'ALPHA'], ['F1', 'F2'], 1)
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from cashkit.readers.spreadsheet.body import Body, Total, is_money
from cashkit.readers.spreadsheet.items import Read  # noqa: TC001  (the doctest makes one)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.readers.spreadsheet.sheet import Cell

_DAYS = ("issue_date", "due_date", "posted_on")
_KEYS = ("invoice_id", "entry_id")


def unnested(body: Body, read: Read) -> Body:
    """Return the body with its rows of sums taken for what they are; the body itself where none proves to be one."""
    dated = [name for name in _DAYS if name in body.cells]
    if not dated or not read.cents:
        return body
    own = [name for name in (*dated, *_KEYS) if name in body.cells]
    sums = np.array([all(cell is None for cell in row) for row in zip(*(body.cells[n] for n in own), strict=True)])
    if not sums.any() or sums.all() or not sums[0] or not _ties(sums, read):
        return body
    return _flat(body, sums)


def _ties(sums: NDArray[np.bool_], read: Read) -> bool:
    """Tell whether every row of sums is the sum of the rows beneath it, in each column that it fills."""
    group = np.cumsum(sums) - 1
    size = int(sums.sum())
    filled = np.bincount(group[~sums], minlength=size) > 0
    for name, cents in read.cents.items():
        parts = np.zeros(size, np.int64)
        np.add.at(parts, group[~sums], cents[~sums])
        told = read.given[name][sums]
        if (parts != cents[sums])[told].any():
            return False
    return bool(filled.all())


def _flat(body: Body, sums: NDArray[np.bool_]) -> Body:
    rows, group = np.flatnonzero(~sums).tolist(), (np.cumsum(sums) - 1).tolist()
    heads = np.flatnonzero(sums).tolist()
    cells = {name: [column[row] for row in rows] for name, column in body.cells.items()}
    firsts = [body.firsts[row] for row in rows]
    cells["name"] = [body.firsts[heads[group[row]]] for row in rows]
    if not any(name in body.cells for name in _KEYS):
        cells["invoice_id"] = firsts
    after = np.cumsum(~sums)
    ends = [*heads[1:], len(sums)]
    own = [
        Total(body.lines[head], int(after[end - 1]), _amounts(body, head))
        for head, end in zip(heads, ends, strict=True)
    ]
    printed = [replace(total, after=int(after[total.after - 1]) if total.after else 0) for total in body.totals]
    totals = sorted([*own, *printed], key=lambda total: (total.after, total.line))
    return replace(body, cells=cells, lines=[body.lines[row] for row in rows], totals=tuple(totals), firsts=firsts)


def _amounts(body: Body, row: int) -> dict[str, Cell]:
    """Return the amounts that a row tells."""
    told = {name: column[row] for name, column in body.cells.items() if is_money(name)}
    return {name: cell for name, cell in told.items() if cell is not None}
