"""Releases: who let an order or a delivery pass although the customer was beyond its limit or late.

Nothing passes unsigned but what the story plants: what is beyond the limit, or for a customer late by more than
30 days and 1 000 euros, bears the function that released it. What is too near to a threshold to call does too.

Units: whole cents with VAT, days.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.sample.booked import cents_of, days, positions, told
from cashkit.sample.choosing import choose
from cashkit.sample.exposures import FREE, firm
from cashkit.sample.limits import in_year

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from cashkit.sample.plan import Plan
    from cashkit.sample.seen import Seen

    Whole = NDArray[np.int64]
    Flags = NDArray[np.bool_]

RELEASED_BY = "DAF"
TOLERANCE = 1.10
LATE, LATE_EUROS = 30, 1_000
_DAYS, _SHARE = 2, 0.02  # the margins around a threshold
_PLANTED = {"orders": ((7, 74_300), (6, 38_900)), "deliveries": ((10, 88_600), (7, 31_200))}
PREPAID = ("0", "prepaid")


@dataclass(frozen=True, eq=False)
class Judged:
    """Orders or deliveries as they stood on their day: exposure, limit, what was overdue, whether a rule asks."""

    day: Whole
    owner: Whole
    amount: Whole
    exposed: Whole
    limit: Whole
    limited: Flags
    credited: Flags
    late: Mapping[int, Whole]

    @property
    def beyond(self) -> Flags:
        """What is beyond its limit by more than a tenth."""
        return self.limited & (self.exposed > self.limit * TOLERANCE)

    @property
    def overdue(self) -> Flags:
        """What is for a customer that could be chased for too much."""
        return self.credited & (self.late[LATE] > LATE_EUROS * 100)

    def nearly_beyond(self, by: float) -> Flags:
        """Return what would be beyond its limit if it were so much lower."""
        return self.limited & (self.exposed > self.limit * TOLERANCE * (1 + by))

    def nearly_overdue(self, days: int, by: float) -> Flags:
        """Return what would be for a late customer if the threshold were so much lower."""
        return self.credited & (self.late[LATE + days] > LATE_EUROS * 100 * (1 + by))


def judged_orders(seen: Seen) -> Judged:
    """Return the orders of the year as they stood on their day."""
    orders = seen.tables["orders"]
    asked = in_year(orders, "ordered_on") & (told(orders, "status") != "cancelled").to_numpy(bool) & firm(orders)
    exposed = seen.exposures.before_orders + cents_of(orders, "amount")
    return _judged(seen, (orders, "ordered_on", told(orders, "payment_terms")), (exposed, asked))


def judged_deliveries(seen: Seen) -> Judged:
    """Return the deliveries of the year as they stood on their day."""
    deliveries, orders = seen.tables["deliveries"], seen.tables["orders"]
    asked = in_year(deliveries, "delivered_on") & (told(deliveries, "kind") != FREE).to_numpy(bool)
    exposed = seen.exposures.on(seen.owner("deliveries"), days(deliveries, "delivered_on"))
    terms = _of_order(told(deliveries, "order_id"), orders)
    return _judged(seen, (deliveries, "delivered_on", terms), (exposed, asked))


def _of_order(order_ids: pd.Series, orders: pd.DataFrame) -> pd.Series:
    row = positions(order_ids, orders["order_id"])
    terms = told(orders, "payment_terms").to_numpy(object)
    found = np.full(len(row), "", object)
    found[row >= 0] = terms[row[row >= 0]]
    return pd.Series(found, order_ids.index)


def _judged(seen: Seen, rows: tuple[pd.DataFrame, str, pd.Series], known: tuple[Whole, Flags]) -> Judged:
    (table, dated, terms), (exposed, asked), customers = rows, known, seen.customers
    owner, day = positions(table["customer_id"], customers["customer_id"]), days(table, dated)
    limit = cents_of(customers, "credit_limit")[owner]
    own = terms.where(terms != "", told(customers, "payment_terms").to_numpy(object)[owner])
    firms = told(customers, "kind").isin(["company", ""]).to_numpy(bool)[owner]
    wanted = (LATE - _DAYS, LATE, LATE + _DAYS)
    late = {n: seen.late(n).at(owner, day) for n in wanted}
    credited = asked & firms & ~own.isin(PREPAID).to_numpy(bool)
    return Judged(day, owner, cents_of(table, "amount"), exposed, limit, asked & (limit > 0), credited, late)


def with_releases(plan: Plan, seen: Seen) -> dict[str, pd.DataFrame]:
    """Return the tables with who released what; the story's orders and deliveries were released by nobody."""
    made = dict(seen.tables)
    for name, judged in (("orders", judged_orders(seen)), ("deliveries", judged_deliveries(seen))):
        asking = judged.nearly_beyond(-_SHARE) | judged.nearly_overdue(-_DAYS, -_SHARE)
        asking[_unsigned(plan, name, judged)] = False
        by = pd.Series(RELEASED_BY, made[name].index, dtype="str").where(asking)
        made[name] = made[name].assign(released_by=by)
    return made


def _unsigned(plan: Plan, name: str, judged: Judged) -> Whole:
    """Choose what nobody signed for: clearly beyond the limit and not late, or clearly late and within the limit."""
    random = plan.random(f"unsigned {name}")
    within = ~judged.nearly_beyond(-_SHARE)
    in_time = ~judged.nearly_overdue(-_DAYS, -_SHARE)
    pools = (judged.nearly_beyond(_SHARE) & in_time, judged.nearly_overdue(_DAYS, _SHARE) & within)
    amounts = (np.maximum(judged.exposed - judged.limit, 0), judged.amount)
    chosen = []
    for pool, cents, (count, total) in zip(pools, amounts, _PLANTED[name], strict=True):
        rows = np.flatnonzero(pool)
        wanted = total * 100 * plan.euros_scale
        chosen.append(rows[choose(cents[rows], count=plan.count(count), total=wanted, random=random)])
    return np.concatenate(chosen)
