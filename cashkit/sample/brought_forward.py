"""Balances brought forward: the invoices of 2022 that customers still owe on the first day of the story.

>>> from cashkit.sample.market import make_market
>>> from cashkit.sample.plan import Plan
>>> rows = brought_forward(Plan(), make_market(Plan()))
>>> bool(1_200_000 < rows["cents"].sum() / 100 < 1_500_000)
True

Units: whole cents, days since 1970.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.ground.calendar import day_number
from cashkit.sample import story
from cashkit.sample.cast import NEVER
from cashkit.sample.credit_notes import apportioned
from cashkit.sample.seasons import working_days
from cashkit.sample.targets import targets

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.sample.plan import Plan

_SHARE = 0.97  # of what is owed a year later
_NUMBER = 290
_FRESH, _OLD = ("2022-11-08", "2022-12-30"), ("2022-08-22", "2022-11-04")


def brought_forward(plan: Plan, market: pd.DataFrame) -> pd.DataFrame:
    """Return the opening rows: customer, issue, net, vat, cents."""
    owed = {name: (told.buckets[0], sum(told.buckets[1:])) for name, told in targets(story.YEARS[0]).items()}
    total = sum(map(sum, owed.values()))
    made = []
    for name, amounts in owed.items():
        for amount, span in zip(amounts, (_FRESH, _OLD), strict=True):
            number = max(2, round(_NUMBER * plan.scale * amount / total))
            made += [_rows(plan, market, (name, number, amount), span)] if amount else []
    return pd.concat(made, ignore_index=True).assign(kind="opening")


def _rows(plan: Plan, market: pd.DataFrame, wanted: tuple[str, int, float], span: tuple[str, str]) -> pd.DataFrame:
    """Return some openings of a segment that sum to an amount, issued between two days."""
    segment, number, thousands = wanted
    random = plan.random(f"brought forward {segment} {span[0]}")
    buying = (market["segment"] == segment) & (market["cents_2023"] > 0) & (market["until"] >= NEVER)
    of = np.flatnonzero(buying)
    weights = market["cents_2023"].to_numpy()[of].astype(float)
    customer = np.repeat(of, apportioned(number, weights))
    days = working_days(2022)
    first, last = (day_number(dt.date.fromisoformat(day)) for day in span)
    issue = random.choice(days[(days >= first) & (days <= last)], number)
    size = random.lognormal(0.0, 0.7, number) * market["cents_2023"].to_numpy()[customer] ** 0.4
    gross = size / size.sum() * thousands * 100_000 * _SHARE * plan.euros_scale
    return pd.DataFrame({"customer": customer, "issue": issue} | taxed(gross, market["rate"].to_numpy()[customer]))


def taxed(gross: NDArray[np.float64], rate: NDArray[np.int64]) -> dict[str, NDArray[np.int64]]:
    """Return amounts with VAT as whole cents: net, vat and their sum.

    >>> {name: int(cents[0]) for name, cents in taxed(np.array([1000.4]), np.array([20])).items()}
    {'net': 834, 'vat': 167, 'cents': 1001}
    """
    net = np.rint(gross * 100 / (100 + rate)).astype(np.int64)
    vat = np.rint(net * rate / 100).astype(np.int64)
    return {"net": net, "vat": vat, "cents": net + vat}
