"""The commercial cycle of the sample: orders, deliveries, invoices, payments and allocations, all tied.

Every delivery is part of an order and of an invoice, every invoice is what was delivered, every payment is the sum
of its allocations, and nothing is settled beyond what it is; what breaks one of these ties is a fault of the story.

>>> from cashkit.sample.customers import make_customers
>>> from cashkit.sample.plan import Plan
>>> plan = Plan(invoices=600)
>>> sorted(make_cycle(plan, make_customers(plan)))
['allocations', 'deliveries', 'invoices', 'orders', 'payments']

The steps, each in its module: who buys what (`market`, `sales`, `told`, `issued`), what goes wrong (`mishaps`), what is
corrected, retained or deducted, when it is paid (`habits`, `returns`, `year_ends`, `pace`), by which means (`accepted`,
`settled`, `payments`), and what was ordered and delivered before (`fulfilled`, `order_book`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.sample import invoice_table
from cashkit.sample.accepted import accepted_bills
from cashkit.sample.corrected import with_credit_notes
from cashkit.sample.credit_notes import planned_notes
from cashkit.sample.customers import typed
from cashkit.sample.deducted import with_deductions
from cashkit.sample.fulfilled import fulfilled
from cashkit.sample.habits import with_habits
from cashkit.sample.issued import issued_rows
from cashkit.sample.market import make_market
from cashkit.sample.mishaps import with_mishaps
from cashkit.sample.order_book import with_order_book
from cashkit.sample.pace import with_pace
from cashkit.sample.payment_table import settled_tables
from cashkit.sample.retained import with_retention
from cashkit.sample.returns import with_returns
from cashkit.sample.settled import Items, returns_of, with_route
from cashkit.sample.supply_table import supply_tables
from cashkit.sample.tabled import named
from cashkit.sample.year_ends import year_ends

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.sample.plan import Plan

    Texts = NDArray[np.object_]


def make_cycle(plan: Plan, customers: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return the five tables of the cycle, for customers made by the same plan."""
    market = make_market(plan)
    rows, notes = _invoiced(plan, market)
    rows = _paid(plan, market, rows)
    bills, bill = accepted_bills(plan, rows)
    rows = with_route(rows, bill)
    items = Items(rows, bill, bills, returns_of(rows, bills))
    supply = with_order_book(plan, market, fulfilled(plan, market, rows))
    ids = invoice_table.item_numbers(plan, items)
    names = customers["customer_id"].to_numpy(object)
    notes = notes.assign(number=invoice_table.note_numbers(plan, notes))
    made = supply_tables(plan, market, supply, (ids[: len(rows)], rows["twin"].to_numpy()))
    made |= settled_tables(plan, market, items, (ids, notes))
    made["invoices"] = _invoices(plan, market, items, (ids, notes)).merge(made.pop("links"), how="left", on="row")
    return {name: _in_order(name, frame, names) for name, frame in made.items()}


def _invoiced(plan: Plan, market: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the invoices, with what is wrong with them, corrected and retained; and the credit notes."""
    planned = planned_notes(plan)
    rows = with_mishaps(plan, market, issued_rows(plan, market, planned))
    rows, notes = with_credit_notes(plan, market, rows, planned)
    return with_retention(plan, market, rows), notes


def _paid(plan: Plan, market: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the invoices with the day on which each was paid."""
    rows = with_returns(plan, with_deductions(plan, market, with_habits(plan, market, rows)))
    return with_pace(plan, rows, year_ends(plan, rows))


def _invoices(plan: Plan, market: pd.DataFrame, items: Items, told: tuple[Texts, pd.DataFrame]) -> pd.DataFrame:
    """Return the rows of invoices, openings, credit notes, bills and returns."""
    ids, notes = told
    made = [
        invoice_table.of_invoices(plan, items, ids),
        invoice_table.of_notes(items, notes, ids, notes["number"].to_numpy(object)),
        invoice_table.of_bills(items, ids),
        invoice_table.of_rejects(items, ids),
    ]
    frame = pd.concat(made, ignore_index=True)
    regime = market["regime"].to_numpy()[frame["customer"].to_numpy(np.int64)]
    sold = frame["kind"].isin(["invoice", "credit_note"])
    frame["vat_regime"] = pd.Series(regime, frame.index).where(sold)
    return frame


_ORDER = {
    "orders": ["ordered_on", "order_id"],
    "deliveries": ["delivered_on", "delivery_id"],
    "invoices": ["posted_on", "invoice_id"],
    "payments": ["posted_on", "payment_id"],
    "allocations": ["allocated_on", "credit_id", "invoice_id"],
}


def _in_order(name: str, frame: pd.DataFrame, customer_ids: Texts) -> pd.DataFrame:
    """Return a table with its columns, customers by their ids, in order of time."""
    if "customer" in frame:
        code = frame["customer"].to_numpy(np.int64)
        frame = frame.assign(customer_id=named(customer_ids, code))
    return typed(name, frame.sort_values(_ORDER[name], kind="stable", ignore_index=True))
