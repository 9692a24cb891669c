"""Routing: on which customer account each invoice, settlement and transfer stands in the ledger, and what is lettered.

A table knows one open item; the ledger moves it: an invoice on 411, a bill on 413, a doubtful debt on 416 from the day
it is moved, and the retention of an invoice on 4117. What closes an item is posted where the item then stands.
Lines that close one another are one group, lettered when the last of their settlements was; part payments are not.

>>> parts_of(np.array([950, 50]), np.array([0, 950]), np.array([950, 950])).tolist()
[950, 0]

Units: whole cents, days since 1970.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.sample.booked import cents_of, days, positions, taken
from cashkit.sample.journals.groups import linked
from cashkit.sample.steps import NEVER

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Whole = NDArray[np.int64]

CUSTOMERS, RETENTION, BILLS, DOUBTFUL = "411000", "411700", "413000", "416000"
_ACCOUNTS = np.array([CUSTOMERS, RETENTION, BILLS, DOUBTFUL], object)
_PLAIN, _KEPT, _BILL, _LOST = range(4)


@dataclass(frozen=True, eq=False)
class Routed:
    """The lines on customer accounts, as columns.

    `items`: one row an invoice row (cents, retained, moved, moved_on, and for each of `own`, `kept`, `lost`, where it
    stands, the lettered group and its day). `credits`: one row for each account that a payment or a credit note
    touches (`payment` and `note` are rows of the tables, one of them -1), with account, cents, group, lettered.
    `made`: the allocations by rows (item, payment, note), with the place that each is posted at.
    """

    items: pd.DataFrame
    credits: pd.DataFrame
    made: pd.DataFrame


def route(tables: Mapping[str, pd.DataFrame], moved_on: Whole) -> Routed:
    """Return where everything stands; `moved_on` is the day on which each invoice row goes to 416 (`NEVER`: not)."""
    invoices, payments, made = tables["invoices"], tables["payments"], _allocations(tables)
    items = pd.DataFrame({"cents": cents_of(invoices, "amount"), "moved_on": moved_on})
    items["retained"] = cents_of(invoices, "retention_amount")
    items["place"] = np.where(invoices["kind"].eq("bill"), _BILL, _PLAIN)
    made = _placed(made, items)
    before = made[(made["place"] != _LOST) & (made["place"] != _KEPT)]
    closed = np.bincount(before["item"], before["cents"], len(items)).astype(np.int64)
    left = items["cents"] - items["retained"] - closed
    items["moved"] = np.where((items["moved_on"] < NEVER) & (items["cents"] > 0), left.clip(lower=0), 0)
    return _grouped(items, _credits(tables, made, len(payments)), made)


def _allocations(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    made, invoices, payments = tables["allocations"], tables["invoices"], tables["payments"]
    payment = positions(made["credit_id"], payments["payment_id"])
    note = np.where(payment >= 0, -1, positions(made["credit_id"], invoices["invoice_id"]))
    lost = taken(payments["kind"].eq("write_off").astype("int64"), payment) == 1
    return pd.DataFrame(
        {
            "item": positions(made["invoice_id"], invoices["invoice_id"]), "payment": payment, "note": note,
            "day": days(made, "allocated_on"), "lettered": days(made, "lettered_on"),
            "cents": cents_of(made, "amount"), "lost": lost,
        }
    ).sort_values(["item", "day"], kind="stable", ignore_index=True)  # fmt: skip


def _placed(made: pd.DataFrame, items: pd.DataFrame) -> pd.DataFrame:
    """Tell on which account each allocation is posted; one that pays a part of the retention too becomes two."""
    item = made["item"].to_numpy()
    made = made.assign(place=items["place"].to_numpy()[item])
    moved = made["day"].to_numpy() > items["moved_on"].to_numpy()[item]
    made.loc[moved | (made["lost"] & (items["moved_on"].to_numpy()[item] < NEVER)), "place"] = _LOST
    before = made.groupby("item")["cents"].cumsum() - made["cents"]
    limit = (items["cents"] - items["retained"]).to_numpy()[item]
    first = parts_of(made["cents"].to_numpy(), before.to_numpy(), limit)
    first = np.where(items["retained"].to_numpy()[item] > 0, first, made["cents"])
    rest = made.assign(cents=made["cents"] - first, place=_KEPT)
    both = pd.concat([made.assign(cents=first), rest], ignore_index=True)
    return both[both["cents"] > 0].reset_index(drop=True)


def parts_of(cents: Whole, before: Whole, limit: Whole) -> Whole:
    """Return how much of each settlement falls below a limit, given what was settled before it."""
    return np.asarray(np.minimum(np.maximum(limit - before, 0), cents), np.int64)


def _credits(tables: Mapping[str, pd.DataFrame], made: pd.DataFrame, count: int) -> pd.DataFrame:
    """Return the credit lines, one an account; what settles nothing stands on 411."""
    owner = np.where(made["payment"] >= 0, made["payment"], count + made["note"])
    amounts = np.concatenate([cents_of(tables["payments"], "amount"), -cents_of(tables["invoices"], "amount")])
    used = np.bincount(owner, made["cents"], len(amounts)).astype(np.int64)
    rest = np.flatnonzero((amounts > 0) & (amounts > used))
    owners = np.concatenate([owner, rest])
    keys = owners * len(_ACCOUNTS) + np.concatenate([made["place"], np.full(len(rest), _PLAIN)])
    found, line = np.unique(keys, return_inverse=True)
    cents = np.bincount(line, np.concatenate([made["cents"], (amounts - used)[rest]])).astype(np.int64)
    made["line"] = line[: len(made)]
    whose = found // len(_ACCOUNTS)
    payment, note = np.where(whose < count, whose, -1), np.where(whose < count, -1, whose - count)
    account = _ACCOUNTS[found % len(_ACCOUNTS)]
    return pd.DataFrame({"payment": payment, "note": note, "account": account, "cents": cents})


def _grouped(items: pd.DataFrame, credits: pd.DataFrame, made: pd.DataFrame) -> Routed:
    """Find what closes what: an item on its own account, its retention, its doubtful part, and the credit lines."""
    count = len(items)
    shelf = np.array([0, count, 0, 2 * count])  # where the nodes of each place start
    node = shelf[made["place"]] + made["item"]
    own = np.where(items["cents"] > 0, items["cents"] - items["retained"] - items["moved"], 0)
    sums = np.concatenate([own, items["retained"], items["moved"], -credits["cents"]])
    group = linked(3 * count + len(credits), node.to_numpy(), 3 * count + made["line"].to_numpy())
    left = np.bincount(group, sums, len(group))
    day = _closed_on(group, group[node], made)
    moved = np.flatnonzero(items["moved"] > 0)
    np.maximum.at(day, group[moved], items["moved_on"].to_numpy()[moved])
    day = np.where((left != 0) | (day < 0), NEVER, day)[group]
    for name, place in (("own", 0), ("kept", count), ("lost", 2 * count)):
        items[name], items[f"{name}_day"] = group[place : place + count], day[place : place + count]
    credits["group"], credits["lettered"] = group[3 * count :], day[3 * count :]
    return Routed(items, credits, made)


def _closed_on(group: Whole, owner: Whole, made: pd.DataFrame) -> Whole:
    """Return when each group was lettered: with the last of its settlements, `NEVER` when half of them were not."""
    known = (made["lettered"] < NEVER).to_numpy()
    day = np.full(len(group), -1, np.int64)
    np.maximum.at(day, owner, np.where(known, made["lettered"], made["day"]))
    settlements = np.bincount(owner, minlength=len(group))
    open_still = (settlements > 0) & (np.bincount(owner, known, len(group)) * 2 <= settlements)
    return np.where(open_still, NEVER, day)
