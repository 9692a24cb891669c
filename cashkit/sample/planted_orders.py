"""Planted in stage 4 by the cycle: missing references, longer terms, deposits not asked, wrong amounts, doubles.

Units: whole cents with VAT, days.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.sample.booked import cents_of, days, positions, told
from cashkit.sample.due import due_by_terms
from cashkit.sample.market import RATES
from cashkit.sample.seen import rows
from cashkit.sample.standing import CLOSING, YEAR_BEFORE
from cashkit.sample.steps import NEVER

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.sample.seen import Seen

    Flags = NDArray[np.bool_]
    Whole = NDArray[np.int64]
    Texts = NDArray[np.object_]

ORDER = "order"
ROUNDING = 5
_AT_ONCE = ("prepaid", "0", "")
_STANDARD = 20
_TWICE_WITHIN = 3
_REPEATED_WITHIN = 30


def planted(seen: Seen) -> list[pd.DataFrame]:
    """Return the true cases of these codes."""
    table = seen.tables["orders"]
    found = {
        "order_reference_missing": unreferred(seen),
        "order_terms_longer": longer(seen) & ~approved(seen),
        "deposit_not_received": _without_deposit(seen),
        "order_amount_incoherent": _incoherent(table),
        "order_of_insolvent_customer": on_credit_after_judgment(seen, table, days(table, "ordered_on")),
        "order_entered_twice": _second_of_two(table, _TWICE_WITHIN),
    }
    live = of_the_year(table)
    return [rows(ORDER, code, seen.ids("orders", "order_id", flags & live)) for code, flags in found.items()]


def near_misses(seen: Seen) -> list[pd.DataFrame]:
    """Return what looks like a fault of these codes and is none."""
    table, live = seen.tables["orders"], of_the_year(seen.tables["orders"])
    owner = seen.owner("orders")
    free = live & (told(table, "customer_reference") == "").to_numpy() & ~seen.flags("needs_reference")[owner]
    no_vat = (
        live & told(table, "vat_regime").isin([name for name, rate in RATES.items() if rate < _STANDARD]).to_numpy()
    )
    frames = live & (told(table, "kind") == "open").to_numpy()
    prepaid = live & (days(table, "ordered_on") > seen.days("judgment_on")[owner])
    prepaid &= (told(table, "payment_terms") == "prepaid").to_numpy()
    repeated = live & _repeated(table) & ~_second_of_two(table, _TWICE_WITHIN)
    found = [
        ("order_reference_missing", free & (seen.text("segment") == "artisans").to_numpy()[owner], "not_asked"),
        ("order_amount_incoherent", no_vat, "lawful_rate"),
        ("order_beyond_limit", frames, "frame_order"),
        ("order_of_insolvent_customer", prepaid, "prepaid"),
        ("order_entered_twice", repeated, "repeat_purchase"),
    ]
    return [rows(ORDER, code, seen.ids("orders", "order_id", at), note, near_miss=True) for code, at, note in found]


def of_the_year(orders: pd.DataFrame) -> Flags:
    """Say which orders count: those of the year, cancelled ones apart."""
    day = days(orders, "ordered_on")
    return np.asarray((day > YEAR_BEFORE) & (day <= CLOSING) & (told(orders, "status") != "cancelled").to_numpy())


def unreferred(seen: Seen) -> Flags:
    """Say which orders lack the reference that their customer needs."""
    needed = seen.flags("needs_reference")[seen.owner("orders")]
    return np.asarray(needed & (told(seen.tables["orders"], "customer_reference") == "").to_numpy())


def due_by(terms: pd.Series, day: Whole) -> Whole:
    """Return the due day by terms as the tables write them; a day before all others where there are none."""
    text = terms.replace("prepaid", "0").to_numpy(object)
    known = text != ""
    due = np.full(len(text), -1, np.int64)
    due[known] = due_by_terms(text[known], day[known])
    return due


def longer(seen: Seen) -> Flags:
    """Say which orders grant a later day than the account."""
    table, owner = seen.tables["orders"], seen.owner("orders")
    day, account = days(table, "ordered_on"), seen.text("payment_terms").iloc[owner].reset_index(drop=True)
    later = due_by(told(table, "payment_terms"), day) > due_by(account, day)
    return np.asarray(later & (account != "").to_numpy())


def approved(seen: Seen) -> Flags:
    """Say of which orders somebody approved the terms."""
    return np.asarray(told(seen.tables["orders"], "terms_approved_by") != "")


def _without_deposit(seen: Seen) -> Flags:
    """Say which orders were delivered although the deposit agreed never came."""
    table = seen.tables["orders"]
    unpaid = (cents_of(table, "deposit_agreed") > 0) & (cents_of(table, "deposit_received") == 0)
    return np.asarray(unpaid & begun(seen))


def begun(seen: Seen) -> Flags:
    """Say of which orders something was delivered."""
    table, deliveries = seen.tables["orders"], seen.tables["deliveries"]
    of = positions(told(deliveries, "order_id"), table["order_id"])[days(deliveries, "delivered_on") <= CLOSING]
    return np.isin(np.arange(len(table)), of)


def _incoherent(orders: pd.DataFrame) -> Flags:
    """Say of which orders no lawful rate leads from the amount without VAT to the amount with it."""
    with_vat, without = cents_of(orders, "amount"), cents_of(orders, "amount_excl_vat")
    given = orders["amount_excl_vat"].notna().to_numpy()
    rate = told(orders, "vat_regime").map(RATES).to_numpy(float)
    low, high = np.where(np.isnan(rate), 0, rate), np.where(np.isnan(rate), _STANDARD, rate)
    vat = with_vat - without
    least, most = without * low / 100 - ROUNDING, without * high / 100 + ROUNDING
    return np.asarray(given & ((vat < least - 1e-6) | (vat > most + 1e-6)))


def on_credit_after_judgment(seen: Seen, table: pd.DataFrame, day: Whole) -> Flags:
    """Say which orders or deliveries came after the judgment of their customer and were not paid before."""
    owner = positions(table["customer_id"], seen.customers["customer_id"])
    terms = told(table, "payment_terms")
    if "order_id" in table and "payment_terms" not in table:
        of = positions(told(table, "order_id"), seen.tables["orders"]["order_id"])
        own = told(seen.tables["orders"], "payment_terms").to_numpy(object)
        terms = pd.Series(np.where(of >= 0, own[of], ""), index=table.index)
    account = seen.text("payment_terms").to_numpy(object)[owner]
    granted = np.where((terms == "").to_numpy(), account, terms.to_numpy(object))
    judged = seen.days("judgment_on")[owner]
    return np.asarray((judged < NEVER) & (day > judged) & ~np.isin(granted, _AT_ONCE[:2]))


def _second_of_two(orders: pd.DataFrame, within: int) -> Flags:
    """Say which orders repeat one with the same reference and amount, so many days before at most."""
    live = (told(orders, "status") != "cancelled").to_numpy() & (told(orders, "customer_reference") != "").to_numpy()
    key = pd.DataFrame({"who": told(orders, "customer_id"), "reference": told(orders, "customer_reference")})
    group = key.assign(cents=cents_of(orders, "amount")).groupby(["who", "reference", "cents"], sort=False).ngroup()
    return _shortly_after(np.asarray(group, np.int64), days(orders, "ordered_on"), (live, orders["order_id"]), within)


def _repeated(orders: pd.DataFrame) -> Flags:
    """Say which orders are of the same amount as another of the same customer some days before."""
    live = (told(orders, "status") != "cancelled").to_numpy() & (cents_of(orders, "amount") > 0)
    key = pd.DataFrame({"who": told(orders, "customer_id"), "cents": cents_of(orders, "amount")})
    group = key.groupby(["who", "cents"], sort=False).ngroup()
    return _shortly_after(
        np.asarray(group, np.int64), days(orders, "ordered_on"), (live, orders["order_id"]), _REPEATED_WITHIN
    )


def _shortly_after(group: Whole, day: Whole, which: tuple[Flags, pd.Series], within: int) -> Flags:
    """Say which rows come within so many days after another of their group."""
    live, ids = which
    order = np.lexsort((ids.astype(str).to_numpy(object).astype("U"), day, group))
    order = order[live[order]]
    close = (group[order][1:] == group[order][:-1]) & (day[order][1:] - day[order][:-1] <= within)
    found = np.zeros(len(group), bool)
    found[order[1:][close]] = True
    return found
