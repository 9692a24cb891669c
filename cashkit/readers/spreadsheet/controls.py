"""Controls of a ledger: its printed totals against its rows, its buckets against each row's balance.

Findings: T01 totals that tie (how many), T02 a total that its rows do not come to, with the first row that differs,
T06 a row whose buckets do not come to its balance, T25 a bucket wider than ours, T26 a column of amounts that is not
recognised, and would make the buckets come to the balance, T27 buckets in the place of due dates.
Units: euros, to the cent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cashkit.dossier.findings import DataFinding, capped, data_finding
from cashkit.ground.money import euros, whole_cents
from cashkit.readers.spreadsheet.aged import buckets, by_month, is_aged
from cashkit.readers.spreadsheet.amounts import amounts
from cashkit.readers.spreadsheet.buckets import first_day
from cashkit.readers.spreadsheet.items import LEFT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from cashkit.readers.spreadsheet.body import Body, Total
    from cashkit.readers.spreadsheet.items import Read
    from cashkit.readers.spreadsheet.sheet import Cell

_FEWEST = 2
_OURS = {0, 1, 31, 61, 91, 121}
_OLDEST = 91


def controls(file: str, body: Body, read: Read, decimal: str | None) -> list[DataFinding]:
    """Return what the ledger's own totals say of what was read."""
    cents = read.cents
    printed = [(start, total, _printed(total, decimal)) for start, total in _last_of_each(body)]
    wrong = [found for placed in printed for found in _checked(file, body, placed, cents)]
    checked = sum(bool(told) for _, _, told in printed)
    fine = [data_finding("T01", file=file, value=checked)] if checked and not wrong else []
    return [*fine, *capped(wrong), *capped(_buckets(file, body, cents)), *_wide(file, body)]


def _last_of_each(body: Body) -> Iterator[tuple[int, Total]]:
    """Yield each total with the row where its sum starts: after the total before it."""
    start = 0
    for total in body.totals:
        yield start, total
        start = max(start, total.after)


def _printed(total: Total, decimal: str | None) -> dict[str, int]:
    """Return the cents of each amount of a total that can be read."""
    read = {name: amounts([cell], decimal=decimal) for name, cell in total.cells.items()}
    return {name: int(whole_cents(one)[0][0]) for name, one in read.items() if one is not None and not np.isnan(one[0])}


def _checked(
    file: str, body: Body, placed: tuple[int, Total, Mapping[str, int]], cents: Mapping[str, NDArray[np.int64]]
) -> Iterator[DataFinding]:
    """Yield where a total is the sum neither of its own group, nor of all rows before it or since another total."""
    start, total, printed = placed
    for name, told in printed.items():
        if name not in cents or (name in LEFT and {"debit", "credit"} & set(cents)):
            continue  # beside debit and credit, a balance is that of all rows so far
        group, whole = int(cents[name][start : total.after].sum()), int(cents[name][: total.after].sum())
        if told not in {group, whole} and told not in _since(body, total, cents[name]):
            near = min((group, whole), key=lambda value: abs(value - told))
            line = body.lines[start] if start < len(body.lines) else total.line
            yield data_finding(
                "T02", file=file, line=total.line, field=name, value=total.cells[name],
                first=line, sum=euros(near), difference=euros(told - near),
            )  # fmt: skip


def _since(body: Body, total: Total, cents: NDArray[np.int64]) -> set[int]:
    """Return the sums from each earlier total down to this one: totals of totals, and totals told twice."""
    starts = {one.after for one in body.totals if one.after <= total.after}
    return {int(cents[start : total.after].sum()) for start in sorted(starts)[-_LEVELS:]}


_LEVELS = 200  # totals looked back at: a total of totals does not span more groups


def _gap(body: Body, cents: Mapping[str, NDArray[np.int64]]) -> NDArray[np.int64] | None:
    """Return what each row's buckets lack to come to its balance, None where there are not both."""
    parts = [cents[name] for name in buckets(body) if name in cents]
    balance = next((cents[name] for name in ("balance_total", "open_amount") if name in cents), None)
    return None if len(parts) < _FEWEST or balance is None else np.asarray(balance - np.sum(parts, axis=0))


def _buckets(file: str, body: Body, cents: Mapping[str, NDArray[np.int64]]) -> Iterator[DataFinding]:
    """Yield the rows whose buckets do not come to their balance."""
    gap = _gap(body, cents)
    if gap is None:
        return
    for place in np.flatnonzero(gap).tolist():
        yield data_finding("T06", file=file, line=body.lines[place], difference=euros(int(gap[place])))


def lost_bucket(
    file: str, body: Body, read: Read, spare: Sequence[tuple[str, Sequence[Cell]]]
) -> Iterator[DataFinding]:
    """Yield the column, not recognised, whose amounts are what the buckets lack to come to the balance."""
    gap = _gap(body, read.cents)
    if gap is None or not gap.any():
        return
    for name, cells in spare:
        values = amounts(cells)
        if values is not None and (whole_cents(np.nan_to_num(values))[0] == gap).all():
            yield data_finding("T26", file=file, value=name, sum=euros(int(gap.sum())))


def _wide(file: str, body: Body) -> Iterator[DataFinding]:
    """Yield the buckets that hold more than one of ours."""
    if by_month(body):
        return
    starts = {name: first_day(name) or 0 for name in buckets(body)}
    bounds = sorted(set(starts.values()))
    for name, start in starts.items():
        after = min((one for one in bounds if one > start), default=_OLDEST if start >= _OLDEST else start + 999)
        if start < _OLDEST and any(start < ours < after for ours in _OURS):
            yield data_finding("T25", file=file, value=name)
    if is_aged(body):
        yield data_finding("T27", file=file)
