"""The tables of payments and allocations, with their numbers, references and lettering.

Units: euros with two decimals, dates.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.ground.calendar import day_number
from cashkit.sample import story
from cashkit.sample.cast import NEVER
from cashkit.sample.numbered import numbers
from cashkit.sample.payments import UNIDENTIFIED, gathered, lettered_on, receipts_that_settle_nothing
from cashkit.sample.returns import REASONS
from cashkit.sample.settled import lines
from cashkit.sample.tabled import dates, money, where
from cashkit.sample.tabled import named as at

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.sample.plan import Plan
    from cashkit.sample.settled import Items

    Whole = NDArray[np.int64]
    Texts = NDArray[np.object_]

_REFERRED, _BY_NAME = 0.7, ("transfer", "cheque", "letter_of_credit")
_SUSPENSE, _CUSTOMERS, _BILLS = "471000", "411000", "413000"


def settled_tables(
    plan: Plan, market: pd.DataFrame, items: Items, told: tuple[Texts, pd.DataFrame]
) -> dict[str, pd.DataFrame]:
    """Return payments and allocations, those of credit notes included (`told`: numbers of the items, credit notes)."""
    ids, notes = told
    made, allocated = gathered(lines(plan, items))
    payments = pd.concat([made, receipts_that_settle_nothing(plan, market)], ignore_index=True)
    numbered = numbers("R", payments["day"].to_numpy(), plan.invoices)
    allocated["day"] = np.maximum(made["day"].to_numpy()[allocated["payment"]], _posted(items)[allocated["item"]])
    allocated["credit"] = numbered[allocated["payment"]]
    both = pd.concat([allocated, _of_notes(items, notes)], ignore_index=True)
    return {
        "payments": _payments(plan, payments, numbered, (allocated, ids, items)),
        "allocations": _allocations(plan, both, ids, _owed(items)),
    }


def _posted(items: Items) -> Whole:
    """Return the day from which each item exists."""
    rows = items.rows
    opened = np.where(rows["kind"] == "opening", day_number(story.OPENING), rows["issue"])
    return np.concatenate([opened, items.bills["accepted"], items.rejects["day"]]).astype(np.int64)


def _owed(items: Items) -> Whole:
    """Return the amount of each item."""
    return np.concatenate([items.rows["cents"], items.bills["cents"], items.rejects["cents"]]).astype(np.int64)


def _of_notes(items: Items, notes: pd.DataFrame) -> pd.DataFrame:
    """Return what each credit note settles of the invoice that it corrects, or that a rebate is set off against."""
    taken = np.flatnonzero(items.rows["noted_by"] >= 0)
    note = items.rows["noted_by"].to_numpy()[taken]
    credit, cents, day = (notes[name].to_numpy()[note] for name in ("number", "cents", "day"))
    return pd.DataFrame({"payment": -1, "credit": credit, "item": taken, "cents": cents, "day": day})


def _payments(
    plan: Plan, payments: pd.DataFrame, numbered: Texts, of: tuple[pd.DataFrame, Texts, Items]
) -> pd.DataFrame:
    allocated, ids, items = of
    alone = allocated.groupby("payment")["item"].agg(["first", "size"]).reindex(range(len(payments)))
    named = payments["method"].isin(_BY_NAME) & (payments["kind"] == "payment") & (alone["size"] == 1)
    named &= plan.random("references of payments").random(len(payments)) < _REFERRED
    first = alone["first"].fillna(-1).to_numpy(np.int64)
    on_bill = (first >= items.first_bill) & (first < items.first_reject)
    unknown = (payments["customer"] == UNIDENTIFIED).to_numpy()
    back = (payments["returned"] < NEVER).to_numpy()
    told = {
        "payment_id": numbered,
        "customer": payments["customer"],
        "payment_date": dates(payments["day"]),
        "posted_on": dates(payments["day"]),
        "amount": money(payments["cents"]),
        "kind": payments["kind"],
        "method": payments["method"].replace("", None),
        "reference": where(named, at(ids, first)),
        "returned_on": dates(np.where(back, payments["returned"], NEVER)),
        "return_reason": where(back, payments["method"].map(REASONS)),
        "account": np.select([unknown, on_bill], [_SUSPENSE, _BILLS], _CUSTOMERS),
    }
    return pd.DataFrame(told)


def _allocations(plan: Plan, allocated: pd.DataFrame, ids: Texts, owed: Whole) -> pd.DataFrame:
    item, cents = allocated["item"].to_numpy(), allocated["cents"].to_numpy()
    settled = np.bincount(item, cents, len(owed)).astype(np.int64)[item] >= owed[item]
    lettered = lettered_on(plan.random("lettering"), allocated, settled)
    told = {
        "credit_id": allocated["credit"],
        "invoice_id": ids[item],
        "amount": money(cents),
        "allocated_on": dates(allocated["day"]),
        "lettered_on": dates(lettered),
        "method": "given",
    }
    return pd.DataFrame(told)
