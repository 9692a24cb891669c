"""Order book: orders and deliveries that no invoice follows yet, or never will.

At the end of the story: December's deliveries to customers invoiced monthly and those of its last days (96 000, with
16 200 to C0006), deliveries that nobody invoiced (a mishap), orders still to be delivered, some with a deposit, and the
order of a customer who had bought nothing for long. Over the years: cancelled orders, free replacements, orders entered
twice (a mishap), one frame order called off each month.

Units: whole cents with VAT, days since 1970.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.ground.calendar import as_date, day_number
from cashkit.sample import story
from cashkit.sample.brought_forward import taxed
from cashkit.sample.deducted import DEPOSIT_SHARE
from cashkit.sample.due import TODAY
from cashkit.sample.fulfilled import Supply
from cashkit.sample.mishaps import plain
from cashkit.sample.seasons import working_day_before

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.sample.plan import Plan

    Whole = NDArray[np.int64]

DECEMBER, FORGOTTEN, DEPOSITS = 9_600_000, 5_890_000, 6_200_000
_TALMOND, _TALMOND_CENTS, _TALMOND_DAY = "C0006", 1_620_000, day_number(as_date("2025-12-17"))
_DORMANT, _DORMANT_CENTS, _DORMANT_DAY = "C0175", 1_260_000, day_number(as_date("2025-12-09"))
_FORGOTTEN_COUNT, _LAST_DAYS, _WITH_DEPOSIT, _TO_COME, _CANCELLED, _FREE = 11, 10, 10, 75, (18, 18, 20), (16, 16, 20)
_FRAME_CENTS, _FRAME_CALLS = 12_000_000, 10
_LEAD, _YEAR = 15, 365
_LARGE = 2_000_000  # bought in the last year


def with_order_book(plan: Plan, market: pd.DataFrame, supply: Supply) -> Supply:
    """Return the orders and deliveries with those that lead to no invoice."""
    december = _december(plan, market, _customers(plan, market, supply))
    delivered = pd.concat([december, _forgotten(plan, market)], ignore_index=True)
    to_come = pd.concat([_to_come(plan, market), _with_deposit(plan, market, december)], ignore_index=True)
    told = _told_order(market)
    first = len(supply.orders)
    orders = [supply.orders, delivered.assign(day=working_day_before(delivered["day"].to_numpy() - _LEAD))]
    orders += [to_come, told, _twice(plan, supply.orders), _cancelled(plan, supply.orders)]
    made = pd.concat(orders, ignore_index=True)
    blank = {"row": -1, "mishap": "", "kind": "", "status": "delivered", "deposit_agreed": 0, "deposit_received": 0}
    for name, value in blank.items():
        made[name] = made[name].where(made[name].notna(), value).astype(type(value))
    made["terms"] = made["terms"].where(made["terms"].notna(), market["terms"].to_numpy()[made["customer"]])
    made["promised"] = made["promised"].fillna(made["day"] + _LEAD).astype(np.int64)
    unpaid = delivered.assign(row=-1, order=first + np.arange(len(delivered)), kind="shipped", proof="signed")
    deliveries = pd.concat([supply.deliveries, unpaid, _free(plan, supply)], ignore_index=True)
    return Supply(_framed(market, made), deliveries[supply.deliveries.columns])


def _amounts(market: pd.DataFrame, customer: Whole, cents: Whole) -> pd.DataFrame:
    """Return rows of customer, cents and net, so that VAT is right to the cent."""
    return pd.DataFrame({"customer": customer} | taxed(cents.astype(float), market["rate"].to_numpy()[customer]))


def _shared(random: np.random.Generator, count: int, total: float) -> Whole:
    """Return amounts of about the same size that sum to a total."""
    share = random.gamma(6.0, 1.0, count)
    cents = np.floor(share / share.sum() * total).astype(np.int64)
    cents[-1] += int(total) - cents.sum()
    return np.asarray(cents, np.int64)


def _customers(plan: Plan, market: pd.DataFrame, supply: Supply) -> Whole:
    """Return who is usually supplied at the end of December: in a small sample, of those who ordered in the year."""
    usual = np.flatnonzero(plain(market) & market["segment"].isin(["artisans", "merchants"]).to_numpy())
    lately = np.intersect1d(usual, supply.orders["customer"][supply.orders["day"] > TODAY - _YEAR])
    return lately if plan.scale < 1 and len(lately) >= plan.count(_LAST_DAYS) else usual


def _december(plan: Plan, market: pd.DataFrame, usual: Whole) -> pd.DataFrame:
    """Return the deliveries of December that January's invoices will charge."""
    random = plan.random("december")
    rates = market["rate"].to_numpy()
    by_month = np.flatnonzero(market["monthly"] & (market["terms"] != "0") & (rates > 0))
    weights = market["cents_2025"].to_numpy()[by_month] * 0.06
    late = random.choice(usual, min(plan.count(_LAST_DAYS), len(usual)), replace=False)
    talmond = np.flatnonzero(market["customer_id"] == _TALMOND)
    total = DECEMBER * plan.euros_scale - _TALMOND_CENTS
    parts = np.concatenate([np.repeat(weights / 3, 3), np.full(len(late), (total - weights.sum()) / len(late))])
    parts = parts * total / parts.sum() * random.uniform(0.8, 1.2, len(parts))
    customer = np.concatenate([np.repeat(by_month, 3), late, talmond])
    cents = np.append(np.floor(parts * total / parts.sum()), _TALMOND_CENTS).astype(np.int64)
    cents[0] += int(total) - cents[:-1].sum()
    day = np.concatenate(
        [np.resize([TODAY - 26, TODAY - 16, TODAY - 8], 3 * len(by_month)), np.full(len(late), TODAY - 1)]
    )
    return _amounts(market, customer, cents).assign(day=working_day_before(np.append(day, _TALMOND_DAY)))


def _forgotten(plan: Plan, market: pd.DataFrame) -> pd.DataFrame:
    """Return the deliveries that nobody invoiced for more than a month."""
    random = plan.random("forgotten")
    segments = market["segment"].isin(["artisans", "merchants"]).to_numpy() & (market["cents_2025"] > _LARGE).to_numpy()
    pool = np.flatnonzero(plain(market) & segments)
    count = plan.count(_FORGOTTEN_COUNT)
    customer = random.choice(pool, count, replace=count > len(pool))
    cents = _shared(random, count, FORGOTTEN * count / _FORGOTTEN_COUNT)
    day = working_day_before(TODAY - random.integers(35, 150, count))
    return _amounts(market, customer, cents).assign(day=day, mishap="delivery_not_invoiced")


def _to_come(plan: Plan, market: pd.DataFrame) -> pd.DataFrame:
    """Return the orders still to be delivered."""
    random = plan.random("to come")
    pool = np.flatnonzero(plain(market) & (market["cents_2025"] > _LARGE / 2).to_numpy())
    count = plan.count(_TO_COME)
    weights = market["cents_2025"].to_numpy()[pool].astype(float) ** 0.5
    customer = random.choice(pool, count, p=weights / weights.sum())
    cents = np.rint(random.lognormal(12.4, 0.7, count)).astype(np.int64)
    day = working_day_before(TODAY - random.integers(1, 32, count))
    promised = TODAY + random.integers(5, 45, count)
    return _amounts(market, customer, cents).assign(day=day, promised=promised, status="open")


def _with_deposit(plan: Plan, market: pd.DataFrame, december: pd.DataFrame) -> pd.DataFrame:
    """Return made-to-measure orders still to be delivered, 30 % paid."""
    random = plan.random("with deposit")
    kinds = market["segment"].isin(["artisans", "builders", "merchants", "other"]).to_numpy()
    pool = np.flatnonzero(plain(market) & kinds & (market["cents_2025"] > _LARGE).to_numpy())
    count = plan.count(_WITH_DEPOSIT)
    customer = random.choice(pool, count, replace=count > len(pool))
    if plan.scale < 1:
        customer = _supplied_too(market, np.intersect1d(np.flatnonzero(plain(market)), december["customer"]), customer)
    paid = _shared(random, count, DEPOSITS * count / _WITH_DEPOSIT)
    made = _amounts(market, customer, np.rint(paid / DEPOSIT_SHARE).astype(np.int64))
    day = working_day_before(TODAY - random.integers(8, 50, count))
    promised = TODAY + random.integers(12, 70, count)
    return made.assign(day=day, promised=promised, status="open", deposit_agreed=paid, deposit_received=paid)


def _supplied_too(market: pd.DataFrame, supplied: Whole, customer: Whole) -> Whole:
    """Return who pays deposits, artisans supplied in December first: a small sample leaves nothing of it to chance.

    What such a customer had in December may then be within its limit only because of its deposit.
    """
    bought, artisan = market["cents_2025"].to_numpy()[supplied], (market["segment"] == "artisans").to_numpy()[supplied]
    first = supplied[np.lexsort((bought, bought <= _LARGE / 2, ~artisan))]
    return np.concatenate([first, customer])[: len(customer)]


def _told_order(market: pd.DataFrame) -> pd.DataFrame:
    """Return the order of a customer who had bought nothing for eighteen months."""
    of = np.flatnonzero(market["like"] == _DORMANT)
    made = _amounts(market, of, np.full(len(of), _DORMANT_CENTS))
    return made.assign(day=_DORMANT_DAY, promised=TODAY + 20, status="open")


def _twice(plan: Plan, orders: pd.DataFrame) -> pd.DataFrame:
    """Return orders entered a second time (a mishap), and repeat purchases that are none."""
    again = orders[orders["mishap"] == "order_entered_twice"]
    day = working_day_before(again["day"].to_numpy() + plan.random("twice").integers(1, 4, len(again)))
    day = np.maximum(day, again["day"])
    second = again.assign(day=day, mishap="second_entry", status="closed", row=-1)
    usual = orders[(orders["mishap"] == "") & orders["day"].between(TODAY - 60, TODAY - 20)].iloc[
        :: max(len(orders) // 50, 1)
    ]
    repeat = usual.head(plan.count(3)).assign(mishap="repeat", status="open", row=-1, promised=TODAY + 14)
    repeat["day"] = working_day_before(repeat["day"].to_numpy() + 12)
    return pd.concat([second, repeat.assign(deposit_agreed=0, deposit_received=0)], ignore_index=True)


def _cancelled(plan: Plan, orders: pd.DataFrame) -> pd.DataFrame:
    """Return orders that were cancelled before anything was delivered."""
    random = plan.random("cancelled")
    year = orders["day"].to_numpy().astype("datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970
    made = []
    for one, count in zip(story.YEARS, _CANCELLED, strict=True):
        pool = np.flatnonzero((year == one) & (orders["mishap"] == "").to_numpy())
        chosen = random.choice(pool, min(plan.count(count), len(pool)), replace=False)
        made.append(orders.iloc[np.sort(chosen)])
    told = pd.concat(made, ignore_index=True)
    day = working_day_before(told["day"].to_numpy() + 5)
    share = random.uniform(0.4, 0.9, len(told))
    net = np.rint(told["net"] * share).astype(np.int64)
    vat = np.rint(net * np.rint((told["cents"] - told["net"]) * 100 / told["net"]) / 100).astype(np.int64)
    blank = told.assign(row=-1, mishap="cancelled", status="cancelled", deposit_agreed=0, deposit_received=0)
    return blank.assign(day=np.minimum(day, TODAY), net=net, cents=net + vat)


def _free(plan: Plan, supply: Supply) -> pd.DataFrame:
    """Return free replacements under warranty, on orders already delivered."""
    random = plan.random("free")
    pool = supply.deliveries[(supply.deliveries["order"] >= 0) & (supply.deliveries["day"] < TODAY - 60)]
    count = min(plan.count(sum(_FREE)), len(pool))
    told = pool.iloc[np.sort(random.choice(len(pool), count, replace=False))]
    day = working_day_before(told["day"].to_numpy() + random.integers(10, 55, count))
    return told.assign(row=-1, day=day, cents=0, net=0, kind="free", proof="signed")


def _framed(market: pd.DataFrame, orders: pd.DataFrame) -> pd.DataFrame:
    """Return the orders, some of which are called off a frame order (`frame`: its row, -1: none)."""
    first = day_number(as_date("2025-01-06"))
    usable = plain(market)[orders["customer"]] & (orders["mishap"] == "").to_numpy() & (orders["row"] >= 0).to_numpy()
    calls = orders[usable & (orders["day"] > first).to_numpy() & (orders["status"] == "delivered").to_numpy()]
    often = calls["customer"].value_counts()
    if not len(often):
        return orders.assign(frame=-1)
    customer = int(often[often == often.iloc[min(_FRAME_CALLS, len(often) - 1)]].index.min())
    net = round(_FRAME_CENTS * 100 / (100 + int(market["rate"].iloc[customer])))
    frame = orders.iloc[[0]].assign(
        customer=customer, row=-1, day=first, promised=TODAY, cents=_FRAME_CENTS, net=net, kind="open", status="open",
        mishap="", deposit_agreed=0, deposit_received=0, terms=market["terms"].iloc[customer],
    )  # fmt: skip
    made = pd.concat([orders, frame], ignore_index=True)
    mine = calls.index[calls["customer"] == customer]
    return made.assign(frame=np.where(np.isin(made.index, mine), len(orders), -1))
