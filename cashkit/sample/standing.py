"""Standing: what is known of each customer of the sample at closing, from its tables: one row a customer.

Columns: owed (open items less credits), exposed, invoiced and late (of the last twelve months), slower (lateness
less that of the twelve months before; 0 where one of them is not known), claimable, claimable_60 and claimable_230
(late by more than so many days), doubtful, unapplied, rejected (open), written_off and ordered (in the year),
last_invoice, last_paid.
Units: whole cents with VAT, days since 1970 (`NEVER`: none).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.ground.calendar import day_number
from cashkit.sample.booked import cents_of, days, positions, said, told
from cashkit.sample.claimable import claimable_at
from cashkit.sample.paid_late import invoiced, late_days
from cashkit.sample.story import AS_OF

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from cashkit.sample.booked import Booked
    from cashkit.sample.exposures import Exposures

    Whole = NDArray[np.int64]

CLOSING = day_number(AS_OF)
YEAR_BEFORE = day_number(AS_OF.replace(year=AS_OF.year - 1))
TWO_YEARS_BEFORE = day_number(AS_OF.replace(year=AS_OF.year - 2))
HALF_AND_YEAR_BEFORE = day_number(AS_OF.replace(year=AS_OF.year - 1, month=AS_OF.month - 6, day=30))
LAST_YEAR, YEAR_EARLIER = (YEAR_BEFORE, CLOSING), (TWO_YEARS_BEFORE, YEAR_BEFORE)
NEVER_YET = -1
NOTICE, LONG = 60, 230


def standing(booked: Booked, exposed: Exposures, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return what is known of each customer, in the order of the table."""
    customers = booked.customers
    late, before = (late_days(booked, tables, window) for window in (LAST_YEAR, YEAR_EARLIER))
    return pd.DataFrame(
        {
            "owed": np.maximum(booked.balance.at(*_all(customers)), 0),
            "exposed": exposed.on(*_all(customers)),
            "invoiced": invoiced(booked, tables, LAST_YEAR),
            "late": np.nan_to_num(late),
            "slower": np.nan_to_num(late - before),
            "claimable": _by_customer(booked, claimable_at(booked, tables, CLOSING)),
            "claimable_60": _by_customer(booked, claimable_at(booked, tables, CLOSING, more_than=NOTICE)),
            "claimable_230": _by_customer(booked, claimable_at(booked, tables, CLOSING, more_than=LONG)),
            "ordered": _ordered(booked, tables["orders"]),
            **_open_parts(booked, tables),
            **_last_days(booked, tables),
        }
    )


def _all(customers: pd.DataFrame) -> tuple[Whole, Whole]:
    return np.arange(len(customers)), np.full(len(customers), CLOSING)


def _by_customer(booked: Booked, cents: Whole) -> Whole:
    return summed(booked.items["customer"].to_numpy(), cents, len(booked.customers))


def summed(owner: Whole, cents: Whole, count: int) -> Whole:
    """Return the sum of each customer; what is nobody's is left out."""
    total, known = np.zeros(count, np.int64), owner >= 0
    np.add.at(total, owner[known], cents[known])
    return total


def _ordered(booked: Booked, orders: pd.DataFrame) -> Whole:
    owner, day = positions(orders["customer_id"], booked.customers["customer_id"]), days(orders, "ordered_on")
    lately = (day > YEAR_BEFORE) & (day <= CLOSING)
    return summed(owner, np.where(lately, cents_of(orders, "amount"), 0), len(booked.customers))


def _open_parts(booked: Booked, tables: Mapping[str, pd.DataFrame]) -> dict[str, Whole]:
    left, unused = booked.left(AS_OF), booked.unused(AS_OF)
    back = (told(tables["invoices"], "kind") == "reject").to_numpy(bool)
    count = len(booked.customers)
    unapplied = summed(booked.payments["customer"].to_numpy(), unused, count)
    lost = (told(tables["payments"], "kind") == "write_off").to_numpy(bool) & (booked.payments["posted"] > YEAR_BEFORE)
    owned = np.maximum(left, 0)
    return {
        "doubtful": _by_customer(booked, np.where(said(tables["invoices"], "doubtful"), owned, 0)),
        "written_off": summed(
            booked.payments["customer"].to_numpy(), np.where(lost, booked.payments["cents"], 0), count
        ),
        "unapplied": unapplied - _by_customer(booked, np.minimum(left, 0)),
        "rejected": _by_customer(booked, np.where(back, owned, 0)),
    }


def _last_days(booked: Booked, tables: Mapping[str, pd.DataFrame]) -> dict[str, Whole]:
    charged = (told(tables["invoices"], "kind") == "invoice").to_numpy(bool)
    cash = told(tables["payments"], "kind").isin(["payment", ""]).to_numpy(bool)
    count = len(booked.customers)
    billed, issued = booked.items["customer"].to_numpy()[charged], days(tables["invoices"], "issue_date")[charged]
    payer, paid = (booked.payments[name].to_numpy()[cash] for name in ("customer", "posted"))
    return {"last_invoice": last_day(billed, issued, count), "last_paid": last_day(payer, paid, count)}


def last_day(owner: Whole, day: Whole, count: int) -> Whole:
    """Return the last of its days up to the closing of each customer, `NEVER_YET` where there is none."""
    last, counted = np.full(count, NEVER_YET, np.int64), (owner >= 0) & (day <= CLOSING)
    np.maximum.at(last, owner[counted], day[counted])
    return last
