"""Levers: what shorter terms, faster invoicing, settled disputes and better reminders do to DSO, cash and losses.

>>> standing = Standing(dso=70, day_value=30_000, lateness=14, invoicing_delay=3, overdue=600_000, disputed=150_000,
...     provision=40_000, annual_rate=0.05)
>>> levers = Levers(terms_days=5, invoicing_days=1, disputes_settled=0.5, lateness_won=0.5)
>>> pulled(standing, levers)[["lever", "days_won", "cash_freed"]].values.tolist()
[['terms', 5.0, 150000.0], ['invoicing', 1.0, 30000.0], ['disputes', 2.5, 75000.0], ['reminders', 5.25, 157500.0]]
>>> over_twelve_months(standing, levers).iloc[[0, 5, 11]][["month_number", "dso", "cash_freed"]].values.tolist()
[[1.0, 67.7, 68750.0], [6.0, 56.2, 412500.0], [12.0, 56.2, 412500.0]]

Formula: days won = days of terms; days of invoicing (at most its delay); disputed overdue x share settled / value of a
day; lateness x share of the overdue that is not disputed x share won. Cash = days x value of a day; interest = cash x
rate, over a year; what disputes and reminders take off the overdue is taken off the losses to expect in the same
proportion. Each day is counted under one lever. Full effect after `months`, in equal steps from the first.
Units: days; euros with VAT (the losses without); rates and shares as fractions. All else unchanged: sales, customers.
Errors: `ArgumentError` for a share that is no fraction between 0 and 1 and for negative days.
Source: a day of DSO is worth a 365th of the sales with VAT.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from cashkit.ground.money import Money, rounded
from cashkit.measures.arguments import amount, amount_owed, fraction

MONTHS, YEAR = 6, 12
COLUMNS = ("lever", "days_won", "cash_freed", "interest_saved", "losses_avoided")


@dataclass(frozen=True)
class Standing:
    """Where a company stands: days, the value of a day, overdue and disputed overdue, losses to expect, the rate."""

    dso: Money
    day_value: Money
    lateness: Money
    invoicing_delay: Money
    overdue: Money
    disputed: Money
    provision: Money
    annual_rate: Money


@dataclass(frozen=True)
class Levers:
    """What is changed: days off the terms and the invoicing, the share of disputes settled and of lateness won."""

    terms_days: Money = 0
    invoicing_days: Money = 0
    disputes_settled: Money = 0
    lateness_won: Money = 0


def pulled(standing: Standing, levers: Levers) -> pd.DataFrame:
    """Return the effect of each lever once it is whole: lever, days_won, cash_freed, interest_saved, losses_avoided."""
    rate = fraction("annual_rate", standing.annual_rate)
    rows = []
    for lever, (days, less) in _won(standing, levers).items():
        cash = rounded(days * amount_owed("day_value", standing.day_value))
        avoided = rounded(amount_owed("provision", standing.provision) * less)
        rows.append((lever, float(days), float(cash), float(rounded(cash * rate)), float(avoided)))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _won(standing: Standing, levers: Levers) -> dict[str, tuple[Decimal, Decimal]]:
    """Return the days that each lever wins, and the share of the overdue that it takes away."""
    overdue, day = (amount_owed(name, getattr(standing, name)) for name in ("overdue", "day_value"))
    disputed = min(amount_owed("disputed", standing.disputed), overdue)
    share = disputed / overdue if overdue else Decimal(0)
    settled, won = (fraction(name, getattr(levers, name)) for name in ("disputes_settled", "lateness_won"))
    late = max(amount("lateness", standing.lateness), Decimal(0))
    waiting = amount_owed("invoicing_delay", standing.invoicing_delay)
    nothing = Decimal(0)
    return {
        "terms": (amount_owed("terms_days", levers.terms_days), nothing),
        "invoicing": (min(amount_owed("invoicing_days", levers.invoicing_days), waiting), nothing),
        "disputes": (disputed * settled / day if day else nothing, share * settled),
        "reminders": (late * (1 - share) * won, (1 - share) * won),
    }


def over_twelve_months(standing: Standing, levers: Levers, *, months: int = MONTHS) -> pd.DataFrame:
    """Return the way there, month by month: month_number, dso, cash_freed, interest_saved (so far), provision."""
    whole = pulled(standing, levers)
    days, cash, avoided = (float(whole[name].sum()) for name in ("days_won", "cash_freed", "losses_avoided"))
    rate = float(fraction("annual_rate", standing.annual_rate))
    rows, saved = [], 0.0
    for month in range(1, YEAR + 1):
        reached = min(month / months, 1.0)
        saved += cash * reached * rate / YEAR
        left = float(amount("provision", standing.provision)) - avoided * reached
        dso = float(amount("dso", standing.dso)) - days * reached
        rows.append((month, round(dso, 1), round(cash * reached, 2), round(saved, 2), round(left, 2)))
    return pd.DataFrame(rows, columns=["month_number", "dso", "cash_freed", "interest_saved", "provision"])
