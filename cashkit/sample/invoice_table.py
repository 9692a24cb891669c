"""The table of invoices: invoices and openings, credit notes, bills and returns, with their numbers.

Units: euros with two decimals, dates.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.ground.calendar import day_number
from cashkit.sample import story
from cashkit.sample.cast import NEVER
from cashkit.sample.due import TODAY
from cashkit.sample.numbered import gaps, numbers
from cashkit.sample.tabled import dates, money, where

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.sample.plan import Plan
    from cashkit.sample.settled import Items

    Whole = NDArray[np.int64]
    Texts = NDArray[np.object_]

CUSTOMERS, BILLS, DOUBTFUL = "411000", "413000", "416000"
_GAPS = 2
_CLEARLY_LATE = 7
_NOT_SENT = "invoice_not_sent"


def item_numbers(plan: Plan, items: Items) -> Texts:
    """Return the number of every item: invoices, then bills, then returns."""
    rows = items.rows
    issue, opening = rows["issue"].to_numpy(), (rows["kind"] == "opening").to_numpy()
    deposit = (rows["nature"] == "deposit").to_numpy()
    plain = ~opening & ~deposit
    made = np.empty(len(rows), object)
    days, last = issue[plain], story.YEARS[-1]
    in_last = int((days > TODAY - 365).sum())
    places = np.sort(
        plan.random("gaps").choice(np.arange(in_last // 5, in_last * 4 // 5), plan.count(_GAPS), replace=False)
    )
    made[plain] = numbers("F", days, plan.invoices, gaps(days, last, places))
    made[deposit] = numbers("AC", issue[deposit], plan.invoices)
    made[opening] = numbers("F", issue[opening], plan.invoices)
    bills = numbers("LCR", items.bills["accepted"].to_numpy(), plan.invoices)
    rejects = numbers("IMP", items.rejects["day"].to_numpy(), plan.invoices)
    return np.concatenate([made, bills, rejects])


def note_numbers(plan: Plan, notes: pd.DataFrame) -> Texts:
    """Return the number of every credit note."""
    return numbers("A", notes["day"].to_numpy(), plan.invoices)


def of_invoices(plan: Plan, items: Items, ids: Texts) -> pd.DataFrame:
    """Return the rows of invoices and openings."""
    rows = items.rows
    opening = (rows["kind"] == "opening").to_numpy()
    factored = (rows["route"] == "factor").to_numpy()
    settled = factored & (rows["ended"] <= TODAY).to_numpy()
    retained = rows["retained"].to_numpy()
    told = {
        "invoice_id": ids[: len(rows)],
        "row": np.arange(len(rows)),
        "customer": rows["customer"],
        "kind": rows["kind"],
        "issue_date": dates(rows["issue"]),
        "posted_on": dates(np.where(opening, day_number(story.OPENING), rows["issue"])),
        "due_date": dates(rows["due"]),
        "due_date_source": "erp",
        "amount": money(rows["cents"]),
        "vat": np.where(opening, np.nan, money(rows["vat"])),
        "amount_excl_vat": np.where(opening, np.nan, money(rows["net"])),
        "sent_on": dates(np.where(opening, NEVER, _sent(plan, rows))),
        "received_on": dates(np.where((rows["segment"] == "public") & ~opening, rows["received"], NEVER)),
        "doubtful": rows["doubtful"],
        "account": np.where(rows["doubtful"], DOUBTFUL, CUSTOMERS),
        "financed": where(factored, "factor"),
        "settled_on": dates(np.where(settled, rows["ended"], NEVER)),
        "retention_amount": np.where(retained > 0, money(retained), np.nan),
        "retention_due": dates(np.where(retained > 0, rows["retained_until"], NEVER)),
        "nature": rows["nature"],
        "interrupted_on": dates(rows["interrupted"].fillna(NEVER).to_numpy(np.int64)),
    }
    return pd.DataFrame(told)


def _sent(plan: Plan, rows: pd.DataFrame) -> Whole:
    """Return the day on which each invoice was sent: at once or within two days; some late or never (a mishap)."""
    random = plan.random("sent")
    issue = rows["issue"].to_numpy()
    soon = issue + np.where(rows["segment"] == "public", 0, random.choice(3, len(rows), p=[0.7, 0.2, 0.1]))
    sent = np.minimum(soon, TODAY)
    of = np.flatnonzero(rows["mishap"] == _NOT_SENT)
    late = np.minimum(issue[of] + random.integers(9, 18, len(of)), TODAY)
    sent[of] = np.where((np.arange(len(of)) % 2 == 0) | (late - issue[of] <= _CLEARLY_LATE), NEVER, late)
    return np.asarray(sent, np.int64)


def of_notes(items: Items, notes: pd.DataFrame, ids: Texts, numbers_of_notes: Texts) -> pd.DataFrame:
    """Return the rows of credit notes."""
    taken = np.flatnonzero(items.rows["noted_by"] >= 0)
    taken = taken[np.argsort(items.rows["noted_by"].to_numpy()[taken])]
    rows = items.rows.iloc[taken]
    cents = notes["cents"].to_numpy()
    whole, net = rows["cents"].to_numpy(), rows["net"].to_numpy()
    rate = np.rint((whole - net) * 100 / net)
    excl = np.rint(cents * 100 / (100 + rate)).astype(np.int64)
    told = {
        "invoice_id": numbers_of_notes,
        "customer": rows["customer"].to_numpy(),
        "kind": "credit_note",
        "amount": money(-cents),
        "vat": money(excl - cents),
        "amount_excl_vat": money(-excl),
        "corrects": where(notes["reason"] != "rebate", ids[taken]),
        "doubtful": False,
        "account": CUSTOMERS,
        "nature": "goods",
        "due_date_source": "erp",
    }
    for column in ("issue_date", "posted_on", "due_date", "sent_on"):
        told[column] = dates(notes["day"])
    return pd.DataFrame(told)


def of_bills(items: Items, ids: Texts) -> pd.DataFrame:
    """Return the rows of accepted bills."""
    bills = items.bills
    sold = (bills["discounted"] <= TODAY).to_numpy()
    paid = sold & (bills["due"] <= TODAY).to_numpy()
    told = {
        "invoice_id": ids[items.first_bill : items.first_reject],
        "customer": bills["customer"],
        "kind": "bill",
        "issue_date": dates(bills["accepted"]),
        "posted_on": dates(bills["accepted"]),
        "due_date": dates(bills["due"]),
        "due_date_source": "erp",
        "amount": money(bills["cents"]),
        "doubtful": False,
        "account": BILLS,
        "financed": where(sold, "discounted"),
        "settled_on": dates(np.where(paid, bills["due"], NEVER)),
    }
    return pd.DataFrame(told)


def of_rejects(items: Items, ids: Texts) -> pd.DataFrame:
    """Return the rows of payments that came back."""
    rejects = items.rejects
    told = {
        "invoice_id": ids[items.first_reject :],
        "customer": rejects["customer"],
        "kind": "reject",
        "issue_date": dates(rejects["day"]),
        "posted_on": dates(rejects["day"]),
        "due_date": dates(rejects["due"]),
        "due_date_source": "erp",
        "amount": money(rejects["cents"]),
        "doubtful": False,
        "account": CUSTOMERS,
    }
    return pd.DataFrame(told)
