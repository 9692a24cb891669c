"""Ledger seen: the entries of the last year and the tables, and the few questions that stage 9's cases ask of them.

Units: whole cents, days since 1970.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.sample.booked import book, cents_of, days, said, told
from cashkit.sample.delivered import invoice_rows
from cashkit.sample.journals.taxed import shares
from cashkit.sample.steps import NEVER

if TYPE_CHECKING:
    from collections.abc import Mapping

OLD = 180
"""Days after which a debt in the hands of a court, or moved to 416, is old."""
_LEGAL = 5


@dataclass(frozen=True, eq=False)
class Books:
    """The entries and tables, and the day on which they are looked at."""

    entries: pd.DataFrame
    tables: Mapping[str, pd.DataFrame]
    day: int

    @cached_property
    def lines(self) -> pd.DataFrame:
        """The lines up to the day: account, party, cents, day, entry, ref."""
        own = self.entries
        made = pd.DataFrame({
            "account": own["account"].astype("str"), "party": told(own, "customer_id"), "entry": told(own, "entry_id"),
            "cents": cents_of(own, "debit") - cents_of(own, "credit"), "day": days(own, "posting_date"),
            "ref": told(own, "document_ref"),
        })  # fmt: skip
        return made[made["day"] <= self.day]

    @cached_property
    def owed(self) -> pd.DataFrame:
        """What is open of each invoice: customer_id, cents, without VAT, issued, doubtful, due, retained."""
        invoices = self.tables["invoices"]
        cents = np.maximum(book(self.tables["customers"], self.tables).left(_date(self.day)), 0)
        net = np.rint(cents * (1 - shares(invoices, self.tables["customers"])))
        return pd.DataFrame({
            "customer_id": invoices["customer_id"], "cents": cents, "net": net, "issued": days(invoices, "issue_date"),
            "due": days(invoices, "due_date"), "doubtful": said(invoices, "doubtful"),
        })[cents > 0]  # fmt: skip

    def balance(self, *prefixes: str) -> pd.Series:
        """Return the balance of each customer on some accounts, debits above zero."""
        own = self.lines[self.lines["account"].str.startswith(prefixes) & (self.lines["party"] != "")]
        sums = own.groupby("party")["cents"].sum()
        return sums[sums != 0]

    @property
    def customers(self) -> pd.DataFrame:
        """The customers by their code."""
        return self.tables["customers"].set_index("customer_id")


def _date(day: int) -> dt.date:
    return dt.date.fromordinal(dt.date(1970, 1, 1).toordinal() + day)


def judged(books: Books) -> pd.Series:
    """Return the day of the judgment of each customer that has one."""
    customers = books.tables["customers"]
    judged = pd.Series(days(customers, "judgment_on"), customers["customer_id"])
    return judged[judged <= books.day]


def net_doubtful(books: Books) -> pd.Series:
    """Return what each customer doubtfully owes, without VAT."""
    own = books.owed[books.owed["doubtful"]]
    return own.groupby("customer_id")["net"].sum()


def losses(books: Books) -> pd.DataFrame:
    """Return the entries of losses: customer, and whether VAT was taken back in them."""
    lines = books.lines
    lost = lines[lines["account"].str.startswith("654")]["entry"]
    own = lines[lines["entry"].isin(lost)]
    customers = own[own["account"].str.startswith(("411", "413", "416")) & (own["cents"] < 0)]
    taken_back = own[own["account"].str.startswith("4457") & (own["cents"] > 0)]["entry"]
    moved = customers[~customers["account"].str.startswith("411")]["entry"]
    made = customers.drop_duplicates("entry")[["entry", "party", "ref"]]
    return made.assign(taken_back=made["entry"].isin(taken_back), straight=~made["entry"].isin(moved))


def waiting(books: Books) -> pd.DataFrame:
    """Return the deliveries that no invoice charges yet: delivery_id, day, accrued."""
    deliveries, invoices = books.tables["deliveries"], books.tables["invoices"]
    row = invoice_rows(deliveries, invoices)
    posted = np.where(row >= 0, days(invoices, "posted_on")[row], NEVER)
    free = told(deliveries, "kind").eq("free").to_numpy()
    day = days(deliveries, "delivered_on")
    accrued = books.lines[
        books.lines["account"].str.startswith("418") & (books.lines["cents"] > 0) & (books.lines["day"] == books.day)
    ]["ref"]
    made = pd.DataFrame(
        {"delivery_id": deliveries["delivery_id"], "day": day, "accrued": deliveries["delivery_id"].isin(accrued)}
    )
    return made[(day <= books.day) & (posted > books.day) & ~free]


def sent_to_court(books: Books) -> pd.Series:
    """Return the day of the first reminder of the last level of each customer."""
    reminders = books.tables["reminders"]
    legal = reminders["level"].eq(_LEGAL).to_numpy(bool)
    day = pd.Series(days(reminders, "sent_on")[legal], told(reminders, "customer_id")[legal])
    return day[day <= books.day].groupby(level=0).min()
