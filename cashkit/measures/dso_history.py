"""DSO month by month: receivables, sales and five DSOs at each month end.

Each row says what `dso` and the aged balance say at that month end, to the cent, without asking them:
what was posted is summed once by month (of posting, of issue, of the end of being current), and
every month end is a cumulative sum over these small tables. An item ceases to be current in the month
of the day after its due date, or never is when it is posted later than that.

`without` names rows of `invoices` to leave out of the receivables, such as doubtful ones, each with the day
(number) since when; tables that stay on an engine (DuckDB, Spark) keep them.

`complete` is False while the window of the period DSO reaches before the first known sales: until
then the months cannot be compared with the later ones.

Units: euros with VAT; days. What cannot be computed is missing (NaN).
Errors: `ArgumentError` for what is no date or no number of months.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.dossier.engine.arrays import Arrays
from cashkit.dossier.engine.interface import Label, Month, Query
from cashkit.ground.calendar import as_date, day_number, month_index, month_starts
from cashkit.measures.arguments import whole
from cashkit.measures.as_of import resolved_view, warn_outside
from cashkit.measures.balance import Balance
from cashkit.measures.dso import PERIOD_MONTHS, ROLLING_MONTHS, receivables_of
from cashkit.measures.dso_formulas import counted_back, over_period
from cashkit.measures.invoiced import INVOICED_CODES, known_month

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from cashkit.dossier.dossier import Dossier
    from cashkit.dossier.engine.interface import Engine, View

_OWED = 0
_WINDOWS = {
    "period": PERIOD_MONTHS,
    "rolling": ROLLING_MONTHS,
    "best_possible": PERIOD_MONTHS,
    "delinquent": PERIOD_MONTHS,
}
_COLUMNS = ("receivables", "current", "invoiced", "period", "rolling", "count_back", "best_possible", "delinquent")


@dataclass(frozen=True)
class _Span:
    """The month ends told, first to last, and the month from which sales are known (month indices)."""

    known: int
    first: int
    last: int

    def __len__(self) -> int:
        """Return how many month ends are told."""
        return max(self.last - self.first + 1, 0)

    @property
    def until(self) -> int:
        """The day of the last month end."""
        return int(month_starts([self.last + 1])[0]) - 1

    def running(self, month: NDArray[np.int64], cents: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return, at each month end, the sum of what happened up to it."""
        out = np.zeros(len(self), np.int64)
        at = np.maximum(month - self.first, 0)
        told = at < len(self)
        np.add.at(out, at[told], cents[told])
        return out.cumsum()


def dso_history(
    dossier: Dossier,
    *,
    months: int = 24,
    as_of: object = None,
    view: View | None = None,
    without: Mapping[object, int] | None = None,
) -> pd.DataFrame:
    """Return one row for each of the last month ends up to a date (the closing date when none is given).

    The rows begin with the first month whose sales are known. Columns: month (its last day),
    receivables, current (not due), invoiced (in the month), period, rolling, count_back,
    best_possible, delinquent, complete.
    """
    day = as_date(dossier.closing_date if as_of is None else as_of)
    length, chosen = whole("months", months), resolved_view(dossier, view)
    warn_outside(dossier, day)
    last = int(month_index([day_number(day) + 1])[0]) - 1
    known = known_month(dossier, chosen)
    known = last + 1 if known is None else known
    span = _Span(known, max(known, last - length + 1), last)
    if not len(span):
        return _frame(span, [])
    sales = _sales(dossier.engine, span, chosen)
    balances = _less(_balances(dossier.engine, span, chosen), _left_out(dossier, span, chosen, without or {}))
    return _frame(span, [_row(span, i, sales[i], balances[i]) for i in range(len(span))])


def _sales(engine: Engine, span: _Span, view: View) -> NDArray[np.int64]:
    """Return the sales of each known month (columns) as known at each month end (rows)."""
    cells = engine.cells(Query("items", (Label("kind"), Month("posted"), Month("issue")), span.until, view))
    kind, posted, issued = cells.keys
    hit = np.isin(kind, INVOICED_CODES) & (issued >= span.known) & (issued <= span.last)
    out = np.zeros((len(span), span.last - span.known + 1), np.int64)
    rows = np.maximum(posted[hit] - span.first, 0)
    np.add.at(out, (rows, issued[hit] - span.known), cells.cents[hit])
    return out.cumsum(axis=0)


def _balances(engine: Engine, span: _Span, view: View) -> list[Balance]:
    """Return the balance at each month end: what came in by then, less what left by then."""
    items = engine.cells(Query("items", (Label("sign"), Month("posted"), Month("due_exit")), span.until, view))
    settled = engine.cells(Query("allocations", (Month("effective"), Month("due_exit")), span.until, view))
    received = engine.cells(Query("credits", (Month("posted"),), span.until, view))
    total = span.running(items.keys[1], items.cents) - span.running(received.keys[0], received.cents)
    owed = items.keys[0] == _OWED
    current = _current(span, (items.keys[1][owed], items.keys[2][owed]), items.cents[owed])
    current -= _current(span, (settled.keys[0], settled.keys[1]), settled.cents)
    return [Balance(int(a), int(b)) for a, b in zip(total, current, strict=True)]


def _left_out(dossier: Dossier, span: _Span, view: View, without: Mapping[object, int]) -> list[Balance]:
    """Return what some rows of `invoices` were worth at each month end since they are out; nothing where none is."""
    engine = dossier.engine
    if not without or not isinstance(engine, Arrays):
        return []
    items, (given, when) = engine.books.items, engine.allocated(view)
    place = pd.Index(list(without)).get_indexer(pd.Index(engine.books.invoice_ids.to_numpy(zero_copy_only=False)))
    rows = given.rows.where(place[given.rows.item] >= 0)
    out = np.append(np.fromiter(without.values(), np.int64), 0)[place]
    chosen = np.flatnonzero(place >= 0)
    comes, leaves = items.posted, when[place[given.rows.item] >= 0]
    posted, settled = _months(np.maximum(comes, out)[chosen]), _months(np.maximum(leaves, out[rows.item]))
    cents, exits, ceased = items.cents[chosen], _months(items.due[chosen] + 1), _months(items.due[rows.item] + 1)
    total = span.running(posted, cents) - span.running(settled, rows.cents)
    current = _current(span, (posted, exits), cents) - _current(span, (settled, ceased), rows.cents)
    return [Balance(int(a), int(b)) for a, b in zip(total, current, strict=True)]


def _months(days: NDArray[np.signedinteger]) -> NDArray[np.int64]:
    return month_index(days.astype(np.int32)).astype(np.int64)


def _less(balances: list[Balance], apart: list[Balance]) -> list[Balance]:
    """Return balances less others, month by month; as they are where there are no others."""
    pairs = zip(balances, apart, strict=True)
    return [Balance(a.total - b.total, a.current - b.current) for a, b in pairs] if apart else balances


def _current(
    span: _Span, months: tuple[NDArray[np.int64], NDArray[np.int64]], cents: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return what is current at each month end, by the months in which it comes and ceases to be current."""
    comes, ceases = months
    return span.running(comes, cents) - span.running(np.maximum(comes, ceases), cents)


def _row(span: _Span, i: int, sales: NDArray[np.int64], balance: Balance) -> dict[str, float | None]:
    """Return the figures of one month end."""
    month = span.first + i
    known = sales[: month - span.known + 1]
    days = np.diff(month_starts(np.arange(span.known, month + 2)))
    row: dict[str, float | None] = {
        "receivables": balance.total / 100,
        "current": balance.current / 100,
        "invoiced": int(known[-1]) / 100,
    }
    for method, cents in receivables_of(balance).items():
        row[method] = _over(cents, known, days, _WINDOWS[method])
    latest_first = [Decimal(cents) for cents in known[::-1].tolist()]
    counted = counted_back(Decimal(balance.total), latest_first, days[::-1].tolist())
    row["count_back"] = None if counted.days is None else float(counted.days)
    return row


def _over(cents: int, known: NDArray[np.int64], days: NDArray[np.int32], window: int) -> float | None:
    """Return the days of sales over the last months, None when not all of them are known."""
    if len(known) < window:
        return None
    ratio = over_period(Decimal(cents), Decimal(int(known[-window:].sum())), int(days[-window:].sum()))
    return None if ratio is None else float(ratio)


def _frame(span: _Span, rows: list[dict[str, float | None]]) -> pd.DataFrame:
    months = np.arange(span.first, span.first + len(rows))
    frame = pd.DataFrame(rows, columns=list(_COLUMNS), dtype="float64")
    frame.insert(0, "month", (month_starts(months + 1) - 1).astype("datetime64[D]").astype("datetime64[s]"))
    frame["complete"] = months - PERIOD_MONTHS + 1 >= span.known
    return frame
