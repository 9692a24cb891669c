"""Gathered: overdue invoices brought into the hands of the few customers whom the story makes late.

The cycle spreads what is overdue over many customers. Where a part asks for a few that owe much, invoices that nothing
was paid of, with their orders and deliveries, go from others of the same segment, terms and VAT to those few: no sum of
a segment, a month or an age changes.

Units: whole cents with VAT, days.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.sample.booked import positions, said, told
from cashkit.sample.cast import parts
from cashkit.sample.choosing import choose
from cashkit.sample.claimable import late_since
from cashkit.sample.parts import CAST_CODES, PARTS
from cashkit.sample.standing import CLOSING, NOTICE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from cashkit.sample.plan import Plan
    from cashkit.sample.seen import Seen

    Whole = NDArray[np.int64]
    Flags = NDArray[np.bool_]

_APART = ("public", "hospital", "private", "counter", "intra_group")
_OPEN = ("open", "normal")
_PAYS_WELL = "C0044"
"""A customer that the story calls a good payer: what it owes for long goes to others."""
_LAST_PAID = 36  # days: a last letter without an answer needs a month without a payment
_TOO_MUCH, _FEWER = 1.1, 10
_WORTH_IT = 5_000  # cents


@dataclass(frozen=True)
class Late:
    """A part that asks for customers who owe much: how many, how much, late by how many days.

    `owed` counts all that they owe, not only what may be chased; `quiet` asks for no payment lately.
    """

    count: int
    euros: float
    days: int
    since: int = 0  # days late from which what may be chased counts
    owed: bool = False
    quiet: bool = False


GATHERED: Mapping[str, Late] = {
    "court": Late(2, 13_100, 216, owed=True),
    "formal_notice_due": Late(5, 41_800, 52, quiet=True),
    "insurer_notice_due": Late(3, 58_400, NOTICE + 3, since=NOTICE),
}


@dataclass(frozen=True, eq=False)
class _Hands:
    """Whose each row of `invoices` is, while they change hands."""

    seen: Seen
    likes: pd.Series
    owner: Whole

    @cached_property
    def age(self) -> Whole:
        """How many days each row is late."""
        return np.asarray(CLOSING - self.seen.booked.items["due"].to_numpy(), np.int64)

    @cached_property
    def own(self) -> Whole:
        """What may be chased of each row beside a released retention."""
        whole = late_since(self.seen.booked, self.seen.tables, CLOSING) == self.seen.booked.items["due"].to_numpy()
        return np.where(whole, self.seen.claimable, 0)

    @cached_property
    def keys(self) -> NDArray[np.object_]:
        """What two customers must have in common for an invoice of one to be one of the other."""
        names = ("segment", "payment_terms", "vat_regime", "country")
        columns = [self.seen.text(name).to_numpy(object) for name in names]
        return np.array(["|".join(map(str, one)) for one in zip(*columns, strict=True)], object)

    @cached_property
    def free(self) -> Flags:
        """Which firms the story says nothing of that their invoices could spoil."""
        seen, known = self.seen, self.seen.known
        told_of = {*CAST_CODES, *(code for part in PARTS.values() for code in part.codes)}
        told_of |= {part.code for part in parts() if part.doubtful or part.ends not in _OPEN}
        apart = seen.text("kind").isin(_APART) | self.likes.isin(told_of) | (seen.text("group_id") != "")
        clean = (known["unapplied"] == 0) & (known["rejected"] == 0) & (known["doubtful"] == 0)
        plain = (seen.text("guarantee") == "") & (seen.text("invoicing") != "monthly")
        return (~apart & clean & plain).to_numpy(bool, copy=True)

    @cached_property
    def movable(self) -> Whole:
        """The overdue invoices that nothing was paid of, alone on their order, of those who are free."""
        invoices, orders = self.seen.tables["invoices"], self.seen.tables["orders"]
        whole = (self.seen.left == self.seen.booked.items["cents"].to_numpy()) & (self.own > 0)
        numbers = told(invoices, "order_id")
        plain = (told(invoices, "kind") == "invoice") & (told(invoices, "nature") != "deposit")
        plain &= ~invoices["invoice_id"].isin(told(invoices, "corrects")) & ~numbers.duplicated(keep=False)
        row = positions(numbers, orders["order_id"])
        frames = (told(orders, "frame_order_id") != "") | (told(orders, "kind") == "open")
        firm = (row >= 0) & ~frames.to_numpy(bool)[row] & ~said(invoices, "doubtful")
        giving = self.free | (self.seen.customers["customer_id"] == _PAYS_WELL).to_numpy(bool)
        return np.flatnonzero(whole & plain.to_numpy(bool) & firm & giving[self.owner])

    def cents(self, late: Late) -> Whole:
        """Return what counts of each row for a part."""
        if late.owed:
            return np.maximum(self.seen.left, 0)
        return np.where(self.age > late.since, self.own, 0)

    def sums(self, late: Late) -> Whole:
        """Return what counts of each customer for a part, as its invoices now stand."""
        total = np.zeros(len(self.seen.customers), np.int64)
        np.add.at(total, self.owner, self.cents(late))
        return total

    def able(self, late: Late) -> Flags:
        """Say who could play a part: who owes something old enough, or nothing but could be given it."""
        count = len(self.seen.customers)
        retained = np.bincount(self.owner[(self.seen.claimable > 0) & (self.own == 0)], minlength=count) > 0
        old = np.bincount(self.owner[(self.own > 0) & (self.age >= late.days)], minlength=count) > 0
        given = np.isin(self.keys, self.keys[self.owner[self.movable[self.age[self.movable] >= late.days]]])
        able = old | (given & (self.sums(late) == 0) & ~retained)
        if late.quiet:
            able &= (self.seen.known["last_paid"] < CLOSING - _LAST_PAID).to_numpy(bool) & ~retained
        return np.asarray(able & ~(retained & late.owed), bool)


def gathered(plan: Plan, seen: Seen, likes: pd.Series) -> tuple[dict[str, pd.DataFrame], dict[str, Whole]]:
    """Return the tables with overdue invoices in the hands of the few, and who these are, by part."""
    random = plan.random("gathered")
    hands = _Hands(seen, likes, seen.booked.items["customer"].to_numpy(copy=True))
    hosts: dict[str, Whole] = {}
    for name, late in GATHERED.items():
        total = late.euros * 100 * plan.euros_scale
        chosen = _hosts(hands, (late, plan.count(late.count), total), random)
        hands.free[chosen] = False
        rows = hands.movable[~np.isin(hands.owner[hands.movable], np.concatenate([chosen, *hosts.values()]))]
        _move(hands, rows[hands.age[rows] >= late.days], chosen, (late, total))
        hosts[name] = chosen[hands.sums(late)[chosen] > 0]
    return _moved(seen, hands.owner), hosts


def _hosts(hands: _Hands, what: tuple[Late, int, float], random: np.random.Generator) -> Whole:
    """Return who plays a part: who owes about enough; where that is too much, fewer, and some who owe nothing."""
    late, count, total = what
    sums = hands.sums(late)
    pool = np.flatnonzero(hands.free & hands.able(late) & (sums <= total))
    for some in range(count, 0, -max(1, count // _FEWER)):
        chosen = choose(sums[pool], count=some, total=total, random=random)
        if sums[pool[chosen]].sum() <= _TOO_MUCH * total:
            break
    rows = hands.movable[(hands.age[hands.movable] >= late.days) & hands.free[hands.owner[hands.movable]]]
    rows = rows[~np.isin(hands.owner[rows], pool[chosen])]
    others = _given(hands, rows, pool[sums[pool] == 0])[: count - len(chosen)]
    return np.concatenate([pool[chosen], others])


def _given(hands: _Hands, rows: Whole, pool: Whole) -> Whole:
    """Return those who owe nothing and can all be given something: no more of a kind than there are invoices."""
    there = pd.Series(hands.keys[hands.owner[rows]]).value_counts()
    keys = pd.Series(hands.keys[pool], dtype=object)
    turn = keys.groupby(keys).cumcount()
    return pool[(turn < keys.map(there).fillna(0)).to_numpy(bool)]


def _move(hands: _Hands, rows: Whole, hosts: Whole, what: tuple[Late, float]) -> None:
    """Move invoices to the hosts of a part: a small one to who owes nothing, then the largest that still fit."""
    late, total = what
    cents, keys = hands.cents(late), hands.keys
    rows = rows[np.argsort(cents[rows], kind="stable")]
    for host in hosts[hands.sums(late)[hosts] == 0]:
        alike = rows[(keys[hands.owner[rows]] == keys[host]) & (cents[rows] >= _WORTH_IT)]
        hands.owner[alike[:1]] = host
        rows = np.setdiff1d(rows, alike[:1], assume_unique=True)
    missing = total - float(hands.sums(late)[hosts].sum())
    for row in rows[::-1]:
        alike = hosts[keys[hosts] == keys[hands.owner[row]]]
        if len(alike) and cents[row] <= missing:
            missing -= float(cents[row])
            hands.owner[row] = alike[np.argmin(hands.sums(late)[alike])]


def _moved(seen: Seen, owner: Whole) -> dict[str, pd.DataFrame]:
    """Return the tables with invoices, orders and deliveries in the hands of their new owners."""
    tables = dict(seen.tables)
    moved = np.flatnonzero(owner != seen.booked.items["customer"].to_numpy())
    invoices = tables["invoices"]
    ids = pd.Series(seen.customers["customer_id"].to_numpy()[owner[moved]], dtype="str")
    orders = told(invoices, "order_id").iloc[moved].reset_index(drop=True)
    for name, column, keys in (
        ("invoices", "invoice_id", invoices["invoice_id"].iloc[moved].reset_index(drop=True)),
        ("orders", "order_id", orders),
        ("deliveries", "order_id", orders),
    ):
        place = positions(told(tables[name], column), keys)
        known = tables[name]["customer_id"].to_numpy(copy=True)
        known[place >= 0] = ids.to_numpy()[place[place >= 0]]
        tables[name] = tables[name].assign(customer_id=pd.Series(known, tables[name].index, dtype="str"))
    return tables
