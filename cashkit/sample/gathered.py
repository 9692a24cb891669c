"""Gathered: overdue invoices brought into the hands of the few customers whom the story makes late.

The cycle spreads what is overdue over many customers. Where a part asks for a few that owe much, invoices that nothing
was paid of, with their orders and deliveries, go from others of the same segment, terms and VAT to those few: no sum of
a segment, a month or an age changes.

Units: whole cents with VAT, days.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.sample.booked import positions, said, told
from cashkit.sample.cast import parts
from cashkit.sample.choosing import choose
from cashkit.sample.claimable import late_since
from cashkit.sample.parts import CAST_CODES, PARTS
from cashkit.sample.standing import CLOSING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from cashkit.sample.plan import Plan
    from cashkit.sample.seen import Seen

    Whole = NDArray[np.int64]
    Flags = NDArray[np.bool_]

_PUBLIC = ("public", "hospital", "private", "counter", "intra_group")
_OPEN = ("open", "normal")
_LAST_PAID = 36  # days: a last letter without an answer needs a month without a payment


@dataclass(frozen=True)
class Late:
    """A part that asks for customers who owe much: how many, how much, by which measure, late by how many days."""

    count: int
    euros: float
    measure: str
    days: int
    quiet: bool = False


GATHERED: Mapping[str, Late] = {
    "court": Late(2, 13_100, "owed", 216),
    "formal_notice_due": Late(5, 41_800, "claimable", 52, quiet=True),
    "insurer_notice_due": Late(3, 58_400, "claimable_60", 63),
}


def gathered(plan: Plan, seen: Seen, likes: pd.Series) -> tuple[dict[str, pd.DataFrame], dict[str, Whole]]:
    """Return the tables with overdue invoices in the hands of the few, and who these are, by part."""
    random, owner = plan.random("gathered"), seen.booked.items["customer"].to_numpy().copy()
    free, rows = _free(seen, likes), _movable(seen, likes)
    hosts: dict[str, Whole] = {}
    for name, late in GATHERED.items():
        total = late.euros * 100 * plan.euros_scale
        amounts = _owed(seen, late, owner)
        pool = np.flatnonzero(free & _able(seen, rows, owner, late) & (amounts <= total))
        chosen = pool[choose(amounts[pool], count=plan.count(late.count), total=total, random=random)]
        others = pool[amounts[pool] == 0][: plan.count(late.count) - len(chosen)]
        found = np.concatenate([chosen, others])
        hosts[name] = found if len(found) else _playing(seen, hosts, late, owner)[: plan.count(late.count)]
        free[hosts[name]] = False
        missing = total - float(_owed(seen, late, owner)[hosts[name]].sum())
        _move(seen, (rows[~np.isin(owner[rows], _all(hosts))], owner), hosts[name], (late, missing))
    return _moved(seen, owner), hosts


def _playing(seen: Seen, hosts: Mapping[str, Whole], late: Late, owner: Whole) -> Whole:
    """Return who plays another part and is late enough for this one too: a small sample may have nobody else."""
    known = np.unique(_all(hosts))
    return known[_owed(seen, late, owner)[known] > 0]


def _all(hosts: Mapping[str, Whole]) -> Whole:
    return np.concatenate([np.zeros(0, np.int64), *hosts.values()])


def _free(seen: Seen, likes: pd.Series) -> Flags:
    """Say which firms the story says nothing of, here or in the cycle."""
    told_of = {*CAST_CODES, *(code for part in PARTS.values() for code in part.codes)}
    told_of |= {part.code for part in parts() if part.doubtful or part.ends not in _OPEN}
    apart = seen.text("kind").isin(_PUBLIC) | likes.isin(told_of) | (seen.text("group_id") != "")
    clean = (seen.known["unapplied"] == 0) & (seen.known["rejected"] == 0) & (seen.known["doubtful"] == 0)
    free = ~apart & clean & (seen.text("guarantee") == "") & (seen.text("invoicing") != "monthly")
    return free.to_numpy(bool, copy=True)


def _movable(seen: Seen, likes: pd.Series) -> Whole:
    """Return the overdue invoices that nothing was paid of, alone on their order, owed by firms that are free."""
    invoices, items = seen.tables["invoices"], seen.booked.items
    owner = items["customer"].to_numpy()
    whole = (seen.left == items["cents"].to_numpy()) & (seen.left > 0) & (seen.claimable == seen.left)
    plain = (
        (told(invoices, "kind") == "invoice") & (told(invoices, "nature") != "deposit") & ~said(invoices, "doubtful")
    )
    corrected = invoices["invoice_id"].isin(told(invoices, "corrects"))
    alone = told(invoices, "order_id").ne("") & ~told(invoices, "order_id").duplicated(keep=False)
    row = positions(told(invoices, "order_id"), seen.tables["orders"]["order_id"])
    frames = (told(seen.tables["orders"], "frame_order_id") != "") | (told(seen.tables["orders"], "kind") == "open")
    firm = (row >= 0) & ~frames.to_numpy(bool)[row]
    return np.flatnonzero(whole & (plain & ~corrected & alone).to_numpy(bool) & firm & _free(seen, likes)[owner])


def _age(seen: Seen) -> Whole:
    return CLOSING - seen.booked.items["due"].to_numpy()


def _owed(seen: Seen, late: Late, owner: Whole) -> Whole:
    """Return what a part measures of each customer, as its invoices now stand."""
    cents = seen.left if late.measure == "owed" else np.where(_own(seen), seen.claimable, 0)
    old = _age(seen) > 60 if late.measure == "claimable_60" else np.ones(len(cents), bool)  # noqa: PLR2004  (the notice)
    total = np.zeros(len(seen.customers), np.int64)
    np.add.at(total, owner, np.where(old, np.maximum(cents, 0), 0))
    return total


def _own(seen: Seen) -> Flags:
    """Say of which items more than a retention is still owed."""
    return np.asarray(late_since(seen.booked, seen.tables, CLOSING) == seen.booked.items["due"], bool)


def _able(seen: Seen, rows: Whole, owner: Whole, late: Late) -> Flags:
    """Say who could play a part: it owes something old enough, and has paid nothing lately where that is asked."""
    keys, age = _keys(seen), _age(seen)
    own, retained = _own(seen), np.flatnonzero((seen.claimable > 0) & ~_own(seen))
    whole = seen.claimable == seen.left if late.measure == "owed" else own
    owes = np.flatnonzero((seen.claimable > 0) & whole & own & (age >= late.days))
    able = np.bincount(owner[owes], minlength=len(seen.customers)) > 0
    if late.quiet:
        able |= np.isin(keys, keys[owner[rows[age[rows] >= late.days]]])
        able &= (seen.known["last_paid"] < CLOSING - _LAST_PAID).to_numpy(bool)
        able &= np.bincount(owner[retained], minlength=len(able)) == 0
    return able


def _keys(seen: Seen) -> NDArray[np.object_]:
    """Return what two customers must have in common for an invoice of one to be one of the other."""
    columns = [seen.text(name).to_numpy(object) for name in ("segment", "payment_terms", "vat_regime", "country")]
    return np.array(["|".join(map(str, one)) for one in zip(*columns, strict=True)], object)


def _move(seen: Seen, where: tuple[Whole, Whole], hosts: Whole, what: tuple[Late, float]) -> None:
    """Move invoices to the hosts of a part, the largest first, until nothing more fits into what is missing."""
    (rows, owner), (late, missing), keys = where, what, _keys(seen)
    rows = rows[_age(seen)[rows] >= late.days]
    rows = rows[np.isin(keys[owner[rows]], keys[hosts])]
    received = dict.fromkeys(hosts.tolist(), 0)
    for row in rows[np.argsort(-seen.left[rows], kind="stable")]:
        if seen.left[row] > missing:
            continue
        like = [host for host in received if keys[host] == keys[owner[row]]]
        host = min(like, key=lambda one: (received[one], one))
        owner[row] = host
        received[host] += int(seen.left[row])
        missing -= float(seen.left[row])


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
