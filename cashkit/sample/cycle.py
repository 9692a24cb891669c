"""The commercial cycle of the sample: orders, deliveries, invoices, payments and allocations, all tied.

Every delivery is part of an order and of an invoice, every invoice is what was delivered, every payment is the sum
of its allocations, and nothing is settled beyond what it is.

>>> from cashkit.sample.customers import make_customers
>>> from cashkit.sample.plan import Plan
>>> plan = Plan(invoices=600)
>>> sorted(make_cycle(plan, make_customers(plan)))
['allocations', 'deliveries', 'invoices', 'orders', 'payments']
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.ground.calendar import day_number
from cashkit.law.payment_terms import due_days
from cashkit.sample import story
from cashkit.sample.customers import typed

if TYPE_CHECKING:
    from cashkit.sample.plan import Plan


def make_cycle(plan: Plan, customers: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return the five tables of the cycle, first rough version."""
    random = plan.random("cycle")
    sold = pd.concat(
        [_sold(plan, customers, (segment, year), random) for segment in story.SEGMENTS for year in range(3)]
    ).sort_values(["issue", "customer_id"], ignore_index=True)
    sold["number"] = sold.groupby(sold["issue"].dt.year).cumcount() + 1
    sold["invoice_id"] = "F" + sold["issue"].dt.strftime("%Y") + "-" + sold["number"].astype(str).str.zfill(6)
    sold["order_id"] = "O" + sold["invoice_id"].str[1:]
    sold["delivery_id"] = "D" + sold["invoice_id"].str[1:]
    sold["payment_id"] = "P" + sold["invoice_id"].str[1:]
    return _tables(sold)


def _sold(plan: Plan, customers: pd.DataFrame, what: tuple[str, int], random: np.random.Generator) -> pd.DataFrame:
    segment, year = what
    told = story.SEGMENTS[segment]
    count = round(told.invoices[year] * plan.scale)
    if not count:
        return pd.DataFrame()
    known = customers[customers["segment"] == segment]
    who = known["customer_id"].to_numpy()[random.integers(len(known), size=count)]
    first = day_number(story.OPENING.replace(year=story.YEARS[year]))
    issue = np.sort(first + random.integers(0, 365, size=count)).astype(np.int32)
    raw = random.lognormal(0.0, told.spread, count)
    net = np.rint(raw / raw.sum() * told.invoiced[year] * 100_000 * plan.euros_scale / 1.2).astype(np.int64)
    rate = 0 if segment == "export" else 20
    vat = np.rint(net * rate / 100).astype(np.int64)
    due = due_days(issue, told.terms)
    paid = due + np.rint(random.exponential(told.lateness + 1.0, count)).astype(np.int32)
    days = {"issue": issue, "due": due, "paid": paid}
    dates = {name: value.astype("datetime64[D]").astype("datetime64[s]") for name, value in days.items()}
    regime = known["vat_regime"].iloc[0]
    return pd.DataFrame(
        {"customer_id": who, "net": net, "vat": vat, "cents": net + vat, "method": told.method, "regime": regime}
        | dates
    )


def _tables(sold: pd.DataFrame) -> dict[str, pd.DataFrame]:
    amounts = {"amount": sold["cents"] / 100, "amount_excl_vat": sold["net"] / 100}
    common = {"customer_id": sold["customer_id"], "order_id": sold["order_id"]} | amounts
    orders = common | {"ordered_on": sold["issue"] - pd.Timedelta(days=20), "vat_regime": sold["regime"]}
    delivered = {"delivery_id": sold["delivery_id"], "invoice_id": sold["invoice_id"], "proof": "signed"}
    delivered |= {"delivered_on": sold["issue"] - pd.Timedelta(days=2), "kind": "shipped"}
    invoices = common | {
        "invoice_id": sold["invoice_id"],
        "kind": "invoice",
        "issue_date": sold["issue"],
        "posted_on": sold["issue"],
        "due_date": sold["due"],
        "due_date_source": "erp",
        "vat": sold["vat"] / 100,
        "delivery_id": sold["delivery_id"],
        "sent_on": sold["issue"],
        "nature": "goods",
        "vat_regime": sold["regime"],
        "account": "411000",
    }
    paid = sold[sold["paid"] <= pd.Timestamp(story.AS_OF)]
    payments = {
        "payment_id": paid["payment_id"],
        "customer_id": paid["customer_id"],
        "payment_date": paid["paid"],
        "posted_on": paid["paid"],
        "amount": paid["cents"] / 100,
        "kind": "payment",
        "method": paid["method"],
        "account": "411000",
    }
    allocations = {
        "credit_id": paid["payment_id"],
        "invoice_id": paid["invoice_id"],
        "amount": paid["cents"] / 100,
        "allocated_on": paid["paid"],
        "lettered_on": paid["paid"],
        "method": "given",
    }
    made = {
        "orders": orders | {"status": "delivered"},
        "deliveries": common | delivered,
        "invoices": invoices,
        "payments": payments,
        "allocations": allocations,
    }
    return {name: typed(name, columns).reset_index(drop=True) for name, columns in made.items()}
