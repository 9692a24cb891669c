"""Paid late: how many days after the due date the sample's customers pay, and what each was invoiced.

Each invoice counts for its amount; what is still open counts up to the last day of the window. Factored
invoices are the factor's to wait for; of an invoice with retention only the rest counts.

>>> import pandas as pd
>>> from cashkit.sample.booked import book
>>> invoices = pd.DataFrame({"invoice_id": ["F1", "F2"], "customer_id": "C1", "kind": "invoice",
...     "issue_date": "2025-03-01", "due_date": ["2025-03-31", "2025-12-21"], "amount": [900.0, 100.0]})
>>> paid = {"payment_id": ["P1"], "customer_id": "C1", "payment_date": "2025-04-10", "amount": [900.0]}
>>> made = pd.DataFrame({"credit_id": ["P1"], "invoice_id": "F1", "amount": [900.0], "allocated_on": "2025-04-10"})
>>> tables = {"invoices": invoices, "payments": pd.DataFrame(paid), "allocations": made}
>>> booked = book(pd.DataFrame({"customer_id": ["C1"], "name": ["A"]}), tables)
>>> late_days(booked, tables, (20088, 20453)).tolist(), invoiced(booked, tables, (20088, 20453)).tolist()
([10.0], [100000])

Units: days, whole cents with VAT; a window is two day numbers, the first of them left out. NaN: nothing fell due.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cashkit.sample.booked import cents_of, told
from cashkit.sample.steps import NEVER

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    from numpy.typing import NDArray

    from cashkit.sample.booked import Booked

    Whole = NDArray[np.int64]
    Window = tuple[int, int]

_INVOICED = ("invoice", "credit_note")


def late_days(booked: Booked, tables: Mapping[str, pd.DataFrame], window: Window) -> NDArray[np.float64]:
    """Return the weighted lateness of each customer over what fell due in a window."""
    since, until = window
    wanted, due = _timed(booked, tables["invoices"]), booked.items["due"].to_numpy()
    owner = booked.items["customer"].to_numpy()
    inside = (wanted > 0) & (due > since) & (due <= until) & (booked.items["posted"] <= until) & (owner >= 0)
    days = np.minimum(settled_on(booked, wanted), until) - due
    count = len(booked.customers)
    amount = np.bincount(owner[inside], wanted[inside], count)
    waited = np.bincount(owner[inside], (wanted * days)[inside], count)
    return np.where(amount > 0, waited / np.maximum(amount, 1), np.nan)


def _timed(booked: Booked, invoices: pd.DataFrame) -> Whole:
    counted = (told(invoices, "kind") == "invoice") & (told(invoices, "financed") != "factor")
    kept = booked.items["cents"].to_numpy() - cents_of(invoices, "retention_amount")
    return np.where(counted.to_numpy(bool), kept, 0)


def settled_on(booked: Booked, wanted: Whole) -> Whole:
    """Return the day on which so much of each item was settled, `NEVER` where it was not."""
    made = booked.allocations[booked.allocations["item"] >= 0].sort_values(["item", "day"], kind="stable")
    item = made["item"].to_numpy()
    reached = made.groupby("item")["cents"].cumsum().to_numpy() >= wanted[item]
    settled = np.full(len(wanted), NEVER, np.int64)
    np.minimum.at(settled, item[reached], made["day"].to_numpy()[reached])
    return settled


def invoiced(booked: Booked, tables: Mapping[str, pd.DataFrame], window: Window) -> Whole:
    """Return what each customer was invoiced in a window, less its credit notes."""
    since, until = window
    issue, owner = booked.items["issue"].to_numpy(), booked.items["customer"].to_numpy()
    counted = told(tables["invoices"], "kind").isin(_INVOICED).to_numpy(bool)
    inside = counted & (issue > since) & (issue <= until) & (owner >= 0)
    total = np.zeros(len(booked.customers), np.int64)
    np.add.at(total, owner[inside], booked.items["cents"].to_numpy()[inside])
    return total
