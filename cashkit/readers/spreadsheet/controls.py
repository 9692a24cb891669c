"""Controls of a ledger: its printed totals against its rows, its buckets against each row's balance.

Findings: T01 totals that tie (how many), T02 a total that its rows do not come to, with the first row that differs,
T06 a row whose buckets do not come to its balance.
Units: euros, to the cent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cashkit.dossier.findings import DataFinding, capped, data_finding
from cashkit.ground.money import euros, whole_cents
from cashkit.readers.spreadsheet.amounts import amounts
from cashkit.readers.spreadsheet.ledger import BUCKETS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from cashkit.readers.spreadsheet.body import Body, Total
    from cashkit.readers.spreadsheet.ledger import Read


def controls(file: str, body: Body, read: Read, decimal: str | None) -> list[DataFinding]:
    """Return what the ledger's own totals say of what was read."""
    cents = {name: _cents(values) for name, values in read.money.items()}
    printed = [(start, total, _printed(total, decimal)) for start, total in _last_of_each(body)]
    wrong = [found for placed in printed for found in _checked(file, body, placed, cents)]
    checked = sum(bool(total.cells) for total in body.totals)
    fine = [data_finding("T01", file=file, value=checked)] if checked and not wrong else []
    return [*fine, *capped(wrong), *capped(_buckets(file, body, cents))]


def _cents(values: NDArray[np.float64]) -> NDArray[np.int64]:
    return whole_cents(np.nan_to_num(values))[0]


def _last_of_each(body: Body) -> Iterator[tuple[int, Total]]:
    """Yield each total with the row where its sum starts: after the total before it."""
    start = 0
    for total in body.totals:
        yield start, total
        start = max(start, total.after)


def _printed(total: Total, decimal: str | None) -> dict[str, int]:
    """Return the cents of each amount of a total that can be read."""
    read = {name: amounts([cell], decimal=decimal) for name, cell in total.cells.items()}
    return {name: int(_cents(one)[0]) for name, one in read.items() if one is not None and not np.isnan(one[0])}


def _checked(
    file: str, body: Body, placed: tuple[int, Total, Mapping[str, int]], cents: Mapping[str, NDArray[np.int64]]
) -> Iterator[DataFinding]:
    """Yield where a total is neither the sum of its own group nor of all rows before it."""
    start, total, printed = placed
    for name, told in printed.items():
        if name not in cents:
            continue
        group, whole = int(cents[name][start : total.after].sum()), int(cents[name][: total.after].sum())
        if told not in {group, whole}:
            near = min((group, whole), key=lambda value: abs(value - told))
            line = body.lines[start] if start < len(body.lines) else total.line
            yield data_finding(
                "T02", file=file, line=total.line, field=name, value=total.cells[name],
                first=line, sum=euros(near), difference=euros(told - near),
            )  # fmt: skip


def _buckets(file: str, body: Body, cents: Mapping[str, NDArray[np.int64]]) -> Iterator[DataFinding]:
    """Yield the rows whose buckets do not come to their balance."""
    parts = [cents[name] for name in BUCKETS if name in cents]
    balance = next((cents[name] for name in ("balance_total", "open_amount") if name in cents), None)
    if len(parts) < 2 or balance is None:  # noqa: PLR2004  (one bucket is no breakdown)
        return
    gap = balance - np.sum(parts, axis=0)
    for place in np.flatnonzero(gap).tolist():
        yield data_finding("T06", file=file, line=body.lines[place], difference=euros(int(gap[place])))
