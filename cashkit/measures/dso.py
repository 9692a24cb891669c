"""Days sales outstanding (DSO) of a dossier at a date: how many days of sales its customers still owe.

Receivables are the balance of the customer accounts at the date (411, 413 and 416, credits not yet
applied deducted), sales are what was invoiced by date of issue, both with VAT. Methods:

- `count_back`: receivables used up against the latest months' sales, newest first, in actual days;
  when the date is no month end, the latest month is its days up to the date;
- `period`: receivables over the sales of the 12 months up to the date (365 days, 366 over a
  29 February), or of the `days` up to it;
- `rolling`: the same over three months, in actual days;
- `best_possible`: only what is not yet due, over the window of `period`;
- `delinquent`: period less best possible, the days that lateness adds (credits not yet applied may
  bring it below zero).

>>> import pandas as pd
>>> from cashkit.dossier.dossier import Dossier
>>> invoices = pd.DataFrame({
...     "invoice_id": ["F1", "F2"], "customer_id": ["C1", "C1"], "kind": ["invoice", "invoice"],
...     "issue_date": ["2025-01-01", "2025-02-20"], "due_date": ["2025-01-15", "2025-03-22"], "amount": [10_000.0] * 2,
... })
>>> dossier = Dossier.of(name="case", invoices=invoices)
>>> dso(dossier, as_of="2025-02-28").days
59.0
>>> dso(dossier, as_of="2025-02-28", method="period", days=28).days
56.0

Units: days; euros.
Errors: `ArgumentError` for an unknown method or a number of days that does not go with it. Where nothing
can be computed, `days` is None and `reason` says why.
Source: the trade's usual definitions; published cases in tests/reference.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, get_args

from cashkit.dossier.findings import Figure
from cashkit.ground.calendar import as_date, day_number
from cashkit.ground.errors import ArgumentError
from cashkit.ground.money import euros
from cashkit.measures.arguments import whole
from cashkit.measures.as_of import resolved_view, warn_outside
from cashkit.measures.balance import Balance, balance_at
from cashkit.measures.dso_formulas import count_back_dso, counted_back, over_period, period_dso
from cashkit.measures.invoiced import Invoiced, invoiced_until, months_before

if TYPE_CHECKING:
    from datetime import date

    from cashkit.dossier.dossier import Dossier
    from cashkit.dossier.engine.interface import View
    from cashkit.dossier.explaining import Explained

__all__ = ["Dso", "Method", "MonthUsed", "count_back_dso", "dso", "period_dso"]

Method = Literal["count_back", "period", "rolling", "best_possible", "delinquent"]
PERIOD_MONTHS, ROLLING_MONTHS = 12, 3


@dataclass(frozen=True)
class MonthUsed:
    """A month of a count back: its sales, its days, and how many of them were counted."""

    month: date
    invoiced: Decimal
    days: int
    counted: float


@dataclass(frozen=True)
class Dso:
    """A DSO with what it was made of.

    `receivables` are those that the method takes (not due only for best_possible, the rest for
    delinquent), `invoiced` the sales of the `window_days` that they are measured against. `months`
    are those of a count back, latest first. `reason` is a words key when `days` is None.
    """

    method: Method
    as_of: date
    days: float | None
    receivables: Decimal
    invoiced: Decimal
    window_days: int
    months: tuple[MonthUsed, ...] = ()
    reason: str = ""

    def explain(self, lang: str | None = None) -> Explained:
        """Return formula, inputs, source and date as lines of text."""
        inputs = {"receivables": self.receivables, "invoiced": self.invoiced, "window_days": self.window_days}
        reason = self.reason.removeprefix("measures.")
        return Figure(f"dso_{self.method}", self.days, "days", inputs, reason=reason, as_of=self.as_of).explain(lang)


def dso(
    dossier: Dossier,
    *,
    as_of: object,
    method: Method = "count_back",
    days: int | None = None,
    view: View | None = None,
    balance: Balance | None = None,
) -> Dso:
    """Return the DSO at a date by one method; `days` is the window of period, best_possible and delinquent.

    `balance` stands for the customer accounts where it is given: without doubtful customers, or restated.
    """
    day = as_date(as_of)
    window, chosen = _window(day, method, days), resolved_view(dossier, view)
    warn_outside(dossier, day)
    balance = balance_at(dossier.engine, day_number(day), chosen) if balance is None else balance
    invoiced = invoiced_until(dossier, day_number(day), chosen)
    if method == "count_back":
        return _by_count_back(day, balance, invoiced)
    return _over_window((method, day, window), receivables_of(balance)[method], invoiced)


def receivables_of(balance: Balance) -> dict[str, int]:
    """Return the cents that each method measures."""
    overdue = balance.total - balance.current
    return {"period": balance.total, "rolling": balance.total, "best_possible": balance.current, "delinquent": overdue}


def _window(day: date, method: Method, days: int | None) -> int:
    """Return the days of the window of a method, 0 for a count back."""
    if method not in get_args(Method):
        raise ArgumentError("measures.unknown_method", value=str(method), known=", ".join(get_args(Method)))
    if method in {"count_back", "rolling"} and days is not None:
        raise ArgumentError("measures.days_not_used", method=method)
    if method == "count_back":
        return 0
    if days is not None:
        return whole("days", days)
    first = months_before(day, ROLLING_MONTHS if method == "rolling" else PERIOD_MONTHS)
    return (day - first).days + 1


def _over_window(asked: tuple[Method, date, int], cents: int, invoiced: Invoiced) -> Dso:
    method, day, window = asked
    first = invoiced.until - window + 1
    sold = invoiced.since(first)
    if not invoiced.covers(first):
        return Dso(method, day, None, euros(cents), euros(sold), window, reason="measures.history_short")
    ratio = over_period(Decimal(cents), Decimal(sold), window)
    if ratio is None:
        return Dso(method, day, None, euros(cents), euros(sold), window, reason="measures.nothing_invoiced")
    return Dso(method, day, float(ratio), euros(cents), euros(sold), window)


def _by_count_back(day: date, balance: Balance, invoiced: Invoiced) -> Dso:
    months = invoiced.months()
    if not months:
        return Dso("count_back", day, None, euros(balance.total), euros(0), 0, reason="measures.history_short")
    sales = [Decimal(month.cents) for month in months]
    counted = counted_back(Decimal(balance.total), sales, [month.days for month in months])
    pairs = list(zip(months, counted.months, strict=False))
    used = tuple(MonthUsed(month.first, euros(month.cents), month.days, float(part)) for month, part in pairs)
    total, window = sum(month.cents for month, _ in pairs), sum(month.days for month, _ in pairs)
    days = None if counted.days is None else float(counted.days)
    return Dso("count_back", day, days, euros(balance.total), euros(total), window, used, counted.reason)
