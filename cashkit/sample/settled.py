"""Settled: each step by which an invoice, a bill or a returned payment is closed, on its day.

An item is an invoice (its row), a bill (`bills`) or a return (`rejects`). A line closes part of one item on one day by
one kind of credit; lines of one customer, day, kind and means make one payment (see `payments`).

Columns of a line: item, customer, day, cents, kind, method, serial (what must not be gathered with others), returned.

Units: whole cents with VAT, days since 1970.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.ground.calendar import day_number, month_end
from cashkit.sample import story
from cashkit.sample.accepted import KEPT_AS_NOT_DUE, RETURNED_ON
from cashkit.sample.cast import NEVER
from cashkit.sample.due import TODAY
from cashkit.sample.seasons import bank_day, bank_day_before
from cashkit.sample.year_ends import left_to_pay

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.sample.plan import Plan

    Whole = NDArray[np.int64]

_FACTOR_FROM = day_number(story.FACTOR_FROM)
_RECEIVED = ("payment", "advance")


@dataclass(frozen=True, eq=False)
class Items:
    """What is owed: invoices, the bill of each (-1: none), bills, and returns; items count through in this order."""

    rows: pd.DataFrame
    bill: Whole
    bills: pd.DataFrame
    rejects: pd.DataFrame

    @property
    def first_bill(self) -> int:
        """The number of the first bill."""
        return len(self.rows)

    @property
    def first_reject(self) -> int:
        """The number of the first return."""
        return len(self.rows) + len(self.bills)


def with_route(rows: pd.DataFrame, bill: Whole) -> pd.DataFrame:
    """Return the invoices with their route: how the main part of each is closed; and the day on which it was sold."""
    chain = (rows["segment"] == "retail") & (rows["issue"] >= _FACTOR_FROM) & (rows["ends"] == "")
    chain &= rows["kind"] == "invoice"
    back = (rows["returned"] < NEVER) & (rows["method"] != "bill")
    ways = [(rows["ends"] == "lost").to_numpy(), chain.to_numpy(), bill >= 0, back.to_numpy()]
    route = np.select(ways, [np.array(one, object) for one in ("lost", "factor", "bill", "returned")], "payment")
    return rows.assign(route=route, sold=np.where(route == "factor", _remitted(rows["issue"].to_numpy()), NEVER))


def _remitted(issue: Whole) -> Whole:
    """Return the day on which the factor buys an invoice: at the end of the month."""
    return np.maximum(bank_day_before(month_end(issue).astype(np.int64)), issue)


def returns_of(rows: pd.DataFrame, bills: pd.DataFrame) -> pd.DataFrame:
    """Return one return for each debit, cheque or bill that came back: customer, day, due, cents, ended, bunch."""
    back = rows[rows["route"] == "returned"].assign(left=left_to_pay(rows)[(rows["route"] == "returned").to_numpy()])
    ways = {"customer": "first", "due": "first", "returned": "first", "ended": "first", "left": "sum"}
    direct = back.groupby("bunch").agg(ways | {"method": "first"}).reset_index().assign(bill=-1)
    of = bills.index[(bills["returned"] < NEVER) & (bills["ends"] != KEPT_AS_NOT_DUE)]
    drawn = bills.loc[of].assign(bill=of, method="bill").rename(columns={"paid": "ended", "cents": "left"})
    both = pd.concat([direct, drawn[direct.columns]], ignore_index=True)
    return both.rename(columns={"left": "cents", "returned": "day"})


def lines(plan: Plan, items: Items) -> pd.DataFrame:
    """Return every line up to the end of the story."""
    rows = items.rows
    made = [_beside(rows, "advance", "issue", "advance"), _parts(plan, rows), _main(items)]
    made += [_beside(rows, "discount", "ended", "discount"), _beside(rows, "short", "ended", "other")]
    made += [_beside(rows, "retained", "released", "payment"), *_of_bills(items), _of_rejects(items)]
    every = pd.concat(made, ignore_index=True)
    return every[(every["cents"] > 0) & (every["day"] <= TODAY)].reset_index(drop=True)


def _line(items: Whole, told: pd.DataFrame, **values: object) -> pd.DataFrame:
    """Return lines; `serial` -1 lets them be gathered, `returned` NEVER says that they stayed."""
    frame = pd.DataFrame({"item": items, "customer": told["customer"].to_numpy()})
    return frame.assign(**{"serial": -1, "returned": NEVER} | values)  # type: ignore[arg-type]  # columns or one value


def _beside(rows: pd.DataFrame, amount: str, day: str, kind: str) -> pd.DataFrame:
    """Return what closes a part of invoices beside the main payment."""
    of = rows[rows[amount] > 0]
    method = of["method"].replace("bill", "transfer").to_numpy() if kind in _RECEIVED else ""
    told = {"day": of[day].to_numpy(), "cents": of[amount].to_numpy(), "kind": kind, "method": method}
    serial = -1 if kind in _RECEIVED else of.index.to_numpy()
    return _line(of.index.to_numpy(), of, serial=serial, **told)


def _parts(plan: Plan, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the part payments of invoices that stay open."""
    of = rows[rows["part_paid"] > 0]
    day = np.maximum(TODAY - plan.random("part payments").integers(2, 40, len(of)), of["issue"].to_numpy() + 6)
    method = of["method"].replace(["bill", "direct_debit"], "transfer").to_numpy()
    day = np.minimum(bank_day(day), bank_day_before(np.full(len(of), TODAY)))
    return _line(of.index.to_numpy(), of, day=day, cents=of["part_paid"].to_numpy(), kind="payment", method=method)


def _main(items: Items) -> pd.DataFrame:
    """Return what closes the main part of each invoice, by its route."""
    rows = items.rows
    route, method = rows["route"].to_numpy(object), rows["method"].to_numpy(object)
    accepted = np.append(items.bills["accepted"].to_numpy(), NEVER)[items.bill]
    day = np.select([route == "factor", route == "bill", route == "returned"], [rows["sold"], accepted, rows["first"]],
                    rows["ended"])  # fmt: skip
    day = np.where(rows["open_now"] & (route != "factor"), NEVER, day)
    names = ["lost", "factor", "bill"]
    kind = np.select([route == name for name in names], ["write_off", "transfer", "bill"], "payment")
    method = np.select([route == name for name in names], ["", "factor", "bill"],
                       np.where(method == "bill", "transfer", method))  # fmt: skip
    kept = np.append((items.bills["ends"] == KEPT_AS_NOT_DUE).to_numpy(), np.False_)[items.bill]
    returned = np.where(route == "returned", rows["returned"], np.where(kept, RETURNED_ON, NEVER))
    serial = np.select([route == "bill", route == "returned"], [items.bill, rows["bunch"]], -1)
    return _line(rows.index.to_numpy(), rows, day=day, cents=left_to_pay(rows), kind=kind, method=method, serial=serial,
                 returned=returned)  # fmt: skip


def _of_bills(items: Items) -> list[pd.DataFrame]:
    """Return what closes the bills: the bank's discount, or their payment at maturity."""
    bills = items.bills
    numbers = items.first_bill + bills.index.to_numpy()
    sold = (bills["discounted"] <= TODAY).to_numpy()
    back = (bills["returned"] < NEVER).to_numpy() & (bills["ends"] != KEPT_AS_NOT_DUE).to_numpy()
    day = np.select([sold, back], [bills["discounted"], bills["first"]], bills["paid"])
    kind = np.where(sold, "transfer", "payment")
    returned = np.where(back, bills["returned"], NEVER)
    told = {"day": day, "cents": bills["cents"].to_numpy(), "kind": kind, "method": "bill", "returned": returned}
    return [_line(numbers, bills, serial=bills.index.to_numpy(), **told)]


def _of_rejects(items: Items) -> pd.DataFrame:
    """Return what closes the returns: the debit presented again, a transfer instead of the bill or the cheque."""
    rejects = items.rejects
    numbers = items.first_reject + rejects.index.to_numpy()
    method = np.where(rejects["method"] == "direct_debit", "direct_debit", "transfer")
    told = {"day": rejects["ended"].to_numpy(), "cents": rejects["cents"].to_numpy(), "kind": "payment"}
    return _line(numbers, rejects, method=method, serial=rejects.index.to_numpy(), **told)
