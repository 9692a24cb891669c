"""Fulfilled: the orders and deliveries behind the invoices.

An invoice follows one order and one delivery, sometimes two; a monthly invoice follows several. The parts of a delivery
sum to the invoice to the cent, and an order is at least what was delivered of it. Mishaps of the order and of the
delivery are made here: longer terms, a missing order, goods short of the invoice.

Columns of an order: row (its invoice), customer, day, promised, cents, net, terms, deposit_agreed, deposit_received.
Columns of a delivery: row, order (a row of the orders, -1: none), customer, day, cents, net, kind, proof.

Units: whole cents, days since 1970.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.ground.calendar import as_date, day_number
from cashkit.sample import story
from cashkit.sample.credit_notes import apportioned
from cashkit.sample.deducted import DEPOSIT_SHARE
from cashkit.sample.pace import years
from cashkit.sample.seasons import working_day_before

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.sample.plan import Plan

    Whole = NDArray[np.int64]
    Flags = NDArray[np.bool_]

DELIVERIES = (2140, 2300, 2480)
_BESIDE = (16, 16, 62)  # deliveries of each year that no invoice follows yet, or that are free
_JUDGED, _ORDERED = "C0024", 1_248_000
_ORDERED_ON, _DELIVERED_ON = day_number(as_date("2025-11-24")), day_number(as_date("2025-11-28"))
_STILL_ON_SITE = {
    day_number(as_date(day)): cents for day, cents in (("2025-09-18", 1_140_000), ("2025-10-08", 780_000))
}
_FIRST_DAY = day_number(story.OPENING) + 1
_LONGEST_LEAD = 70
_LEADS = {"artisans": 12, "merchants": 10, "builders": 35, "public": 30, "retail": 14, "export": 24, "other": 20}
_LONGER = {"30": "60", "45": "75", "60": "90", "90": "120", "45 EOM": "75 EOM", "60 EOM": "90 EOM", "75 EOM": "105 EOM"}
_NO_DELIVERY = ("invoice_without_delivery", "twin", "service", "deposit")
_SHORT_OF = 0.11  # what is missing of goods invoiced in full
_INCOHERENT = np.array([640, 515, 480, 675]) * 100
_COLLECTED = 0.25
_WORTH_TWO = 120_000
_NEXT_ORDER = 12
_SUMMER = 7  # no delivery waits over the summer break for its invoice
_LATE, _LATE_MEAN = 13, 5  # days from delivery to a late invoice: the least, and the mean above


@dataclass(frozen=True, eq=False)
class Supply:
    """Orders and deliveries."""

    orders: pd.DataFrame
    deliveries: pd.DataFrame


def fulfilled(plan: Plan, market: pd.DataFrame, rows: pd.DataFrame) -> Supply:
    """Return the orders and deliveries that the invoices follow."""
    random = plan.random("fulfilled")
    monthly = market["monthly"].to_numpy()[rows["customer"]]
    invoiced = (rows["kind"] == "invoice").to_numpy()
    goods = invoiced & ~rows["mishap"].isin(_NO_DELIVERY).to_numpy()
    counts = _counts(plan, rows, (goods, monthly), random)
    deliveries = _deliveries(plan, rows, counts, monthly)
    first = deliveries.groupby("row")["day"].min().reindex(range(len(rows))).fillna(rows["issue"]).to_numpy(np.int64)
    with_order = invoiced & ~rows["mishap"].isin(["twin", "delivery_without_order"]).to_numpy()
    orders = _orders(rows, np.flatnonzero(with_order), first, random)
    place = np.full(len(rows), -1)
    place[orders["row"]] = np.arange(len(orders))
    deliveries["order"] = place[deliveries["row"]]
    supply = _in_two_orders(Supply(orders, deliveries), np.flatnonzero(monthly))
    return _after_the_judgment(market, rows, supply)


def _after_the_judgment(market: pd.DataFrame, rows: pd.DataFrame, supply: Supply) -> Supply:
    """Let the order that C0024 gave after its judgment be as the story tells it: delivered in part, four days later."""
    mine = (market["customer_id"] == _JUDGED).to_numpy()[rows["customer"]] & (rows["issue"] > _ORDERED_ON).to_numpy()
    order, delivery = (
        supply.orders["row"].isin(np.flatnonzero(mine)),
        supply.deliveries["row"].isin(np.flatnonzero(mine)),
    )
    orders, deliveries = supply.orders.copy(), supply.deliveries.copy()
    orders["status"] = orders["status"].mask(order, "open")
    for name, value in (("day", _ORDERED_ON), ("cents", _ORDERED), ("net", _ORDERED * 100 // 120)):
        orders[name] = orders[name].mask(order, value)
    deliveries.loc[delivery, "day"] = _DELIVERED_ON
    judged = (market["customer_id"] == _JUDGED).to_numpy()[deliveries["customer"]]
    issue = rows["issue"].to_numpy()[deliveries["row"]]
    deliveries["in_kind"] = np.where(judged, pd.Series(issue).map(_STILL_ON_SITE).fillna(0), 0).astype(np.int64)
    return Supply(orders, deliveries)


def _in_two_orders(supply: Supply, monthly: Whole) -> Supply:
    """Let the second half of the deliveries of a monthly invoice follow an order of its own."""
    deliveries, orders = supply.deliveries, supply.orders
    of = deliveries[deliveries["row"].isin(monthly)]
    rank, size = of.groupby("row").cumcount(), of.groupby("row")["row"].transform("size")
    second = of[(rank >= (size + 1) // 2) & (size > 1)]
    sums = second.groupby("order")[["cents", "net"]].sum()
    own = orders.loc[sums.index].assign(cents=sums["cents"], net=sums["net"])
    own["day"] = np.minimum(own["day"] + _NEXT_ORDER, second.groupby("order")["day"].min())
    first = orders.copy()
    first.loc[sums.index, ["cents", "net"]] -= sums
    number = pd.Series(np.arange(len(orders), len(orders) + len(own)), index=sums.index)
    order = deliveries["order"].to_numpy().copy()
    order[second.index] = number[second["order"]].to_numpy()
    return Supply(pd.concat([first, own], ignore_index=True), deliveries.assign(order=order))


def _counts(plan: Plan, rows: pd.DataFrame, which: tuple[Flags, Flags], random: np.random.Generator) -> Whole:
    """Return the deliveries of each invoice: one, and more until the year's number is the story's."""
    (goods, monthly), year = which, years(rows["issue"].to_numpy())
    counts = goods.astype(np.int64)
    for place, one in enumerate(story.YEARS):
        mine = goods & (year == one)
        missing = max(round((DELIVERIES[place] - _BESIDE[place]) * plan.scale) - int(mine.sum()), 0)
        several = np.flatnonzero(mine & monthly)
        if len(several):
            counts[several] += apportioned(missing // 2, np.ones(len(several)))
            missing -= missing // 2
        plain = (rows["mishap"] == "") & (rows["ends"] == "") & (rows["cents"] > _WORTH_TWO)
        pool = np.flatnonzero(mine & ~monthly & plain.to_numpy())
        chosen = random.permutation(pool)[:missing]
        counts[chosen] += 1
    return counts


def _deliveries(plan: Plan, rows: pd.DataFrame, counts: Whole, monthly: Flags) -> pd.DataFrame:
    """Return the deliveries of each invoice, in order of their day."""
    random = plan.random("deliveries")
    row = np.repeat(np.arange(len(rows)), counts)
    rank = np.arange(len(row)) - np.repeat(np.cumsum(counts) - counts, counts)
    part = (rank + 1) / counts[row]
    cents, net = _delivered(rows)
    split = [np.floor(amount[row] * part).astype(np.int64) for amount in (cents, net)]
    split = [amount - np.where(rank > 0, np.roll(amount, 1), 0) for amount in split]
    day = _days(rows, (row, rank, counts[row]), monthly, random)
    collected = (rows["segment"] == "artisans").to_numpy()[row] & (random.random(len(row)) < _COLLECTED)
    mishap = rows["mishap"].to_numpy(object)[row]
    collected = (collected & (mishap == "")) | (rows["terms"] == "0").to_numpy()[row]
    proof = np.where(collected, "none", "signed").astype(object)
    bare = np.flatnonzero(mishap == "delivery_without_proof")
    proof[bare] = np.resize(["none", "disputed", "none"], len(bare))
    told = {"row": row, "customer": rows["customer"].to_numpy()[row], "day": day, "cents": split[0], "net": split[1]}
    return pd.DataFrame(told | {"kind": np.where(collected, "collected", "shipped"), "proof": proof})


def _delivered(rows: pd.DataFrame) -> tuple[Whole, Whole]:
    """Return what was delivered of each invoice, with and without VAT: all of it, but where a mishap says less."""
    share = np.where(rows["mishap"] == "invoice_exceeds_delivery", 1 - _SHORT_OF, 1.0)
    cents, net = (np.rint(rows[name].to_numpy() * share).astype(np.int64) for name in ("cents", "net"))
    return cents, net


def _days(rows: pd.DataFrame, of: tuple[Whole, Whole, Whole], monthly: Flags, random: np.random.Generator) -> Whole:
    """Return the day of each delivery: shortly before its invoice; of a monthly invoice, over the month before it."""
    row, rank, count = of
    issue = rows["issue"].to_numpy()
    late = (rows["mishap"] == "invoice_late").to_numpy()
    lag = np.where(late, _LATE + random.poisson(_LATE_MEAN, len(rows)), random.integers(0, 4, len(rows)))
    lag = np.where(rows["ends"] == "prepaid", -2, lag)
    last = working_day_before(issue - lag)
    last = np.where(~late & (issue - last > _SUMMER), issue, last)
    before = (count - 1 - rank) * random.integers(1, 3, len(row))
    day = working_day_before(last[row] - before)
    counter = (rows["terms"] == "0").to_numpy()
    end = np.where(counter, issue, _month_start(issue) - 1)
    start = _month_start(end)
    at = start[row] + ((end - start)[row] * (rank + 1) / (count + 0.5)).astype(np.int64)
    day = np.where(monthly[row], working_day_before(np.minimum(at, end[row])), day)
    bounded = np.minimum(np.maximum(day, _FIRST_DAY), np.maximum(issue[row], last[row]))
    return np.asarray(bounded, np.int64)


def _month_start(days: Whole) -> Whole:
    start: Whole = days.astype("datetime64[D]").astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    return start


def _orders(rows: pd.DataFrame, of: Whole, first: Whole, random: np.random.Generator) -> pd.DataFrame:
    """Return the order of each invoice."""
    told, size = rows.iloc[of], len(of)
    mean = told["segment"].map(_LEADS).to_numpy(float)
    lead = np.clip(np.rint(random.gamma(3.0, mean / 3.0, size)), 1, _LONGEST_LEAD).astype(np.int64)
    day = np.maximum(working_day_before(first[of] - lead), _FIRST_DAY)
    cents, net = told["cents"].to_numpy().copy(), told["net"].to_numpy()
    mishap = told["mishap"].to_numpy(object)
    wrong = np.flatnonzero(mishap == "order_amount_incoherent")
    cents[wrong] += np.resize(_INCOHERENT, len(wrong))
    vat = mishap == "vat_incoherent"
    cents[vat] = np.rint(net[vat] * 1.2).astype(np.int64)
    deposit = mishap == "deposit"
    cents, net = (
        np.where(deposit, np.rint(amount / DEPOSIT_SHARE), amount).astype(np.int64) for amount in (cents, net)
    )
    terms = told["terms"].to_numpy(object)
    longer = [_LONGER.get(str(one), "EOM 75") for one in terms]
    terms = np.where(mishap == "order_terms_longer", longer, np.where(told["ends"] == "prepaid", "prepaid", terms))
    asked = np.where(mishap == "deposit_not_received", np.rint(cents * DEPOSIT_SHARE), told["advance"])
    asked = np.where(deposit, told["cents"], asked).astype(np.int64)
    paid = np.where(mishap == "deposit_not_received", 0, asked)
    made = {"row": of, "customer": told["customer"].to_numpy(), "day": day, "cents": cents, "net": net, "terms": terms}
    made |= {"promised": first[of] + random.integers(-3, 4, size), "mishap": mishap}
    return pd.DataFrame(made | {"deposit_agreed": asked, "deposit_received": paid}).assign(status="delivered", kind="")
