"""Cash forecast: the receipts expected from the open items, week by week, with a band that holds most outcomes.

Each open item is followed from its age today with the payment rates of its customer, shrunk towards those of its
segment and of the portfolio (`payment_rates`); disputes, retention, promises, bills, pay days and working days count
(`expected_items`, `outlook`). Only what was known on the day is used. Sales not yet invoiced are no part of it: they
stand in a column of their own where a weekly amount is stated.

>>> import pandas as pd
>>> from cashkit.dossier.dossier import Dossier
>>> days = pd.date_range("2025-01-01", periods=40, freq="7D")
>>> invoices = pd.DataFrame({"invoice_id": [f"F{n}" for n in range(41)], "customer_id": "C1", "kind": "invoice",
...     "issue_date": [*days, pd.Timestamp("2025-11-25")], "amount": 100.0})
>>> invoices["due_date"] = invoices["issue_date"] + pd.Timedelta(days=30)
>>> paid_on = invoices["due_date"][:40] + pd.Timedelta(days=10)
>>> paid = pd.DataFrame({"payment_id": invoices["invoice_id"][:40] + "P", "customer_id": "C1",
...     "payment_date": paid_on, "amount": 100.0})
>>> used = pd.DataFrame({"credit_id": paid["payment_id"], "invoice_id": invoices["invoice_id"][:40],
...     "amount": 100.0, "allocated_on": paid_on})
>>> dossier = Dossier.of(name="case", invoices=invoices, payments=paid, allocations=used)
>>> found = cash_forecast(dossier, as_of="2025-11-30")  # due on 25 December, 10 days later: Monday 5 January
>>> int(found.weeks["expected"].idxmax()) + 1, str(found.weeks["week_from"][5])[:10], found.open_amount
(6, '2026-01-05', Decimal('100.00'))

Units: euros with VAT; `level` is a fraction.
Errors: `ArgumentError` for what is no date, a number of weeks outside 1 to 53, a level outside 0.5 to 0.99. With fewer
than 30 payments to learn from nothing is forecast, and `reason` says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.ground.calendar import as_date, day_number
from cashkit.ground.errors import ArgumentError
from cashkit.ground.money import Money, euros
from cashkit.measures.arguments import amount_owed, fraction, whole
from cashkit.measures.as_of import warn_outside
from cashkit.measures.forecasts import LEAST_PAID, Forecasts, Made, forecasts
from cashkit.measures.held_back import REASONS
from cashkit.measures.sales_to_come import from_sales

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from cashkit.dossier.dossier import Dossier
    from cashkit.dossier.engine.interface import View
    from cashkit.measures.interval import Width

WEEKS, LEVEL = 13, 0.8
_MOST_WEEKS = 53
_LEVELS = (0.5, 0.99)
_COLUMNS = ("week", "week_from", "week_to", "expected", "low", "high")


@dataclass(frozen=True, eq=False)
class CashForecast:
    """What is expected to come in from the open items.

    `weeks` has one row a week: week, week_from, week_to, expected, low, high, and from_sales where a weekly amount
    was stated. `total`, `low` and `high` are of all the weeks together: bands do not add up. `held_back` tells what is
    open and not expected yet, by reason; `later` what is expected after the weeks, or never.
    """

    as_of: date
    level: float
    weeks: pd.DataFrame
    open_amount: Decimal = Decimal("0.00")
    total: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    held_back: Mapping[str, Decimal] | None = None
    later: Decimal | None = None
    reason: str = ""


def cash_forecast(
    dossier: Dossier, *, as_of: object, weeks: int = WEEKS, level: float = LEVEL, view: View | None = None,
    weekly_sales: Money | None = None,
) -> CashForecast:  # fmt: skip
    """Return the receipts expected from what is open on a day; `weekly_sales` (with VAT) are those still to invoice."""
    day = as_date(as_of)
    warn_outside(dossier, day)
    stated = None if weekly_sales is None else amount_owed("weekly_sales", weekly_sales)
    found = forecast_of(forecasts(dossier, view), as_of=day, weeks=weeks, level=level)
    return found if stated is None else from_sales(dossier, found, stated)


def forecast_of(made: Forecasts | None, *, as_of: date, weeks: int = WEEKS, level: float = LEVEL) -> CashForecast:
    """Return the forecast of a day among those of a ledger."""
    count, share = asked(weeks, level)
    if made is None:
        return _nothing(as_of, share, "measures.forecast_in_memory")
    until = day_number(as_of)
    if not made.known(until, count):
        short = made.on(until, count).outlook
        return _nothing(
            as_of, share, "measures.nothing_to_come" if short.known >= LEAST_PAID else "measures.too_few_paid"
        )
    return _shown(made.on(until, count), made.width(until, count, share), as_of, share)


def asked(weeks: int, level: float) -> tuple[int, float]:
    """Return the number of weeks and the level, or refuse them."""
    count, share = whole("weeks", weeks), float(fraction("level", level))
    if count > _MOST_WEEKS:
        raise ArgumentError("measures.too_many_weeks", value=str(weeks))
    if not _LEVELS[0] <= share <= _LEVELS[1]:
        raise ArgumentError("measures.not_a_level", value=str(level))
    return count, share


def _nothing(as_of: date, level: float, reason: str) -> CashForecast:
    return CashForecast(as_of, level, pd.DataFrame(columns=list(_COLUMNS)), reason=reason)


def _shown(made: Made, width: Width, as_of: date, level: float) -> CashForecast:
    """Return a forecast in euros, its weeks in whole cents that add up to the total."""
    expected = np.rint(made.expected).astype(np.int64)
    band = width.weekly * made.deviation
    first = pd.Timestamp(as_of) + pd.to_timedelta(np.arange(len(expected)) * 7 + 1, unit="D")
    weeks = pd.DataFrame(
        {
            "week": np.arange(1, len(expected) + 1),
            "week_from": first.astype("datetime64[s]"),
            "week_to": (first + pd.Timedelta(days=6)).astype("datetime64[s]"),
            "expected": expected / 100,
            "low": np.rint(np.maximum(made.expected - band, 0)) / 100,
            "high": np.rint(made.expected + band) / 100,
        }
    )
    total, owed, out = int(expected.sum()), int(made.outlook.parts["cents"].sum()), width.total * made.total_deviation
    held = made.outlook.held
    return CashForecast(
        as_of,
        level,
        weeks,
        open_amount=euros(owed + sum(held.values())),
        total=euros(total),
        low=euros(max(round(total - out), 0)),
        high=euros(min(round(total + out), max(owed, total))),
        held_back={reason: euros(held[reason]) for reason in REASONS if held.get(reason)},
        later=euros(owed - total),
    )
