"""Limits: what the sample's house grants each customer on credit.

A limit follows from the highest exposure of the year, so that none but those of the story is passed by more than a
tenth at closing. Who buys little has a flat line that nobody studied.

>>> rounded_up(np.array([412_300, 1_830_000, 12_345_600])).tolist()
[450000, 1900000, 13000000]

Units: whole cents with VAT, euros in the table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.sample.booked import cents_of, days, told
from cashkit.sample.exposures import firm
from cashkit.sample.standing import CLOSING, YEAR_BEFORE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from cashkit.sample.plan import Plan
    from cashkit.sample.seen import Seen

    Whole = NDArray[np.int64]
    Flags = NDArray[np.bool_]

FLAT = 500_000
"""Cents: the line of who buys little, granted without a study."""
MARGIN = 1.06
"""How far above its limit a customer may be at most, in the sample: a tenth is tolerated."""
BEYOND = 1.12
"""How far above its limit what would be beyond it clearly is."""
EXCESS, JOINT_EXCESS = 61_400, 8_100
SITE_LINE = 6_000_000
_LIMIT_TOLD = (
    "limit_missing",
    "limit_exceeded",
    "limit_review_overdue",
    "dormant_with_limit",
    "duplicate_siret",
    "cover_withdrawn",
    "negative_equity",
    "insurer_notice_due",
)
"""Parts whose limit, or whose cover, the story tells."""
_TIGHT, _TIGHT_SHARE = 0.75, 0.25
_STEPS, _UNDER = np.array([50_000, 100_000, 500_000, 1_000_000]), np.array([500_000, 2_000_000, 10_000_000])
_SHARES = (0.14, 0.5)  # of the exposure, by which a limit is passed
_HUNDRED = 10_000


def rounded_up(cents: Whole) -> Whole:
    """Return amounts rounded up to what a credit committee writes: 500, 1 000, 5 000 or 10 000 euros."""
    step = _STEPS[np.searchsorted(_UNDER, cents, side="left")]
    return np.asarray(-(-cents // step) * step, np.int64)


def highest_of_year(seen: Seen) -> Whole:
    """Return the highest exposure of each customer over the year: at its orders, at its deliveries and at closing."""
    exposed, top = seen.exposures, seen.exposed.copy()
    orders, deliveries = seen.tables["orders"], seen.tables["deliveries"]
    asked = exposed.before_orders + cents_of(orders, "amount")
    ordered = firm(orders) & (told(orders, "status") != "cancelled").to_numpy(bool)
    _raise(top, seen.owner("orders"), asked, ordered & in_year(orders, "ordered_on"))
    owner = seen.owner("deliveries")
    _raise(top, owner, exposed.on(owner, days(deliveries, "delivered_on")), in_year(deliveries, "delivered_on"))
    return top


def _raise(top: Whole, owner: Whole, cents: Whole, counted: Flags) -> None:
    np.maximum.at(top, owner[counted], cents[counted])


def in_year(table: pd.DataFrame, column: str) -> Flags:
    """Say which days of a column lie in the last twelve months."""
    day = days(table, column)
    return np.asarray((day > YEAR_BEFORE) & (day <= CLOSING), bool)


def with_limits(plan: Plan, seen: Seen, cast: Mapping[str, Whole]) -> pd.DataFrame:
    """Return the customers with the limits that the house grants them."""
    customers, exposed = seen.customers, seen.exposed
    limit = _usual(customers, (highest_of_year(seen), exposed), plan.random("limits"))
    limit = _covered_by_deposit(limit, seen, cast, max(1, round(plan.scale)))
    limit = _of_the_story(limit, exposed, cast, plan.euros_scale)
    sites = np.flatnonzero(customers["group_id"] == "G02")
    limit[sites] = np.maximum(SITE_LINE, rounded_up(np.ceil(exposed[sites] / MARGIN).astype(np.int64)))
    return customers.assign(credit_limit=euros(limit))


def euros(cents: Whole) -> pd.Series:
    """Return cents as euros, blank where there is nothing."""
    return pd.Series(cents / 100).where(pd.Series(cents) > 0)


def _usual(customers: pd.DataFrame, seen: tuple[Whole, Whole], random: np.random.Generator) -> Whole:
    """Return the limit of each firm on credit: from its highest exposure, some tighter, the small ones flat."""
    top, exposed = seen
    tight = random.random(len(customers)) < _TIGHT_SHARE
    wanted = np.maximum(np.where(tight, top * _TIGHT, top), exposed) / MARGIN
    limit = rounded_up(np.maximum(np.ceil(wanted).astype(np.int64), FLAT))
    return np.where(granted(customers) & (top > 0), limit, 0)


def granted(customers: pd.DataFrame) -> Flags:
    """Say who has a limit at all: firms on credit, without a bank's guarantee, that are not insolvent or closed."""
    firms = told(customers, "kind").isin(["company", ""]) & told(customers, "status").isin(["active", ""])
    credit = ~told(customers, "payment_terms").isin(["0", "prepaid"])
    return np.asarray(firms & credit & (told(customers, "guarantee") == ""), bool)


def _of_the_story(limit: Whole, exposed: Whole, cast: Mapping[str, Whole], scale: float) -> Whole:
    """Return the limits with those of the story."""
    limit = limit.copy()
    limit[cast["limit_missing"]] = 0
    beyond = cast["limit_exceeded"]
    share = np.clip(EXCESS * 100 * scale / max(1, exposed[beyond].sum()), *_SHARES)
    limit[beyond] = _hundreds(exposed[beyond] * (1 - share))
    asleep = cast["dormant_with_limit"]
    limit[asleep] = np.where(limit[asleep] > 0, limit[asleep], FLAT * (1 + np.arange(len(asleep)) % 2))
    watched = cast["limit_review_overdue"]
    limit[watched] = np.maximum(limit[watched], FLAT + 2 * _STEPS[0])
    return _of_doubles(limit, exposed, cast["duplicate_siret"], JOINT_EXCESS * 100 * scale)


def _covered_by_deposit(limit: Whole, seen: Seen, cast: Mapping[str, Whole], count: int) -> Whole:
    """Return the limits, those of a few such that a delivery is beyond them but for the deposit received for it."""
    deliveries, owner = seen.tables["deliveries"], seen.owner("deliveries")
    day = days(deliveries, "delivered_on")
    net, gross = seen.exposures.on(owner, day), seen.exposures.without_deposits(owner, day)
    fitting = _raised(np.maximum(net, seen.exposed[owner]))
    apart = np.isin(owner, np.concatenate([cast[name] for name in _LIMIT_TOLD]))
    apart |= (seen.text("group_id") != "").to_numpy(bool)[owner]
    fits = in_year(deliveries, "delivered_on") & (limit[owner] > 0) & ~apart
    pool = np.flatnonzero(fits & (gross > fitting * BEYOND))
    pool = pool[np.argsort(np.abs(np.log(fitting[pool] / limit[owner[pool]])), kind="stable")]
    made = limit.copy()
    for row in pool[np.sort(np.unique(owner[pool], return_index=True)[1])][:count]:
        made[owner[row]] = fitting[row]
    return made


def _raised(exposed: Whole) -> Whole:
    """Return the least limits, in steps of 500 euros, that exposures do not pass by more than the margin."""
    return np.asarray(np.ceil(np.maximum(exposed, FLAT) / MARGIN / _STEPS[0]).astype(np.int64) * _STEPS[0])


def _hundreds(cents: NDArray[np.float64]) -> Whole:
    return np.rint(cents / _HUNDRED).astype(np.int64) * _HUNDRED


def _of_doubles(limit: Whole, exposed: Whole, pairs: Whole, total: float) -> Whole:
    """Give both codes of a firm one line, which each keeps and the two together pass."""
    first, second = pairs[0::2], pairs[1::2]
    joint, larger = exposed[first] + exposed[second], np.maximum(exposed[first], exposed[second])
    line = np.maximum(_hundreds(joint * (1 - min(total / max(1, joint.sum()), 1.0))), larger)
    limit[first], limit[second] = line, line
    return limit
