"""The situation of a dossier at a date: what the faults of stages 7 to 9 ask of it, each table read once.

Days are day numbers: `until` is the date, `year_before` the same day a year earlier (after it, the twelve
months begin). `opened` are the open items as far as they are certain (see `settled_view`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.accounts.customer_ledger import customer_ledger
from cashkit.accounts.fiscal_year import first_day
from cashkit.dossier.table_columns import TableColumns, columns_of
from cashkit.ground.calendar import day_number, months_after
from cashkit.ground.money import whole_cents
from cashkit.measures.as_of import settled_view
from cashkit.measures.bills import timed_through_bills
from cashkit.measures.claims import TAKINGS, claims
from cashkit.measures.customer_facts import CustomerFacts, as_text, customer_facts
from cashkit.measures.customer_sums import invoiced_by_customer
from cashkit.measures.facts import names_of
from cashkit.measures.follow_up import FollowUp
from cashkit.measures.open_items import open_items
from cashkit.measures.retention import RELEASED

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from numpy.typing import NDArray

    from cashkit.dossier.dossier import Dossier

_YEAR = 12


@dataclass(frozen=True, eq=False)
class Situation:
    """A dossier at a date."""

    dossier: Dossier
    as_of: date

    @property
    def until(self) -> int:
        """The date as a day number."""
        return day_number(self.as_of)

    @property
    def year_before(self) -> int:
        """The same day a year earlier."""
        return day_number(months_after(self.as_of, -_YEAR))

    @cached_property
    def facts(self) -> CustomerFacts:
        """What is known of the customers."""
        return customer_facts(self.dossier)

    @cached_property
    def follow_up(self) -> FollowUp:
        """The last reminder, contact and payment of each customer."""
        return FollowUp.of(self.dossier, until=self.until)

    @cached_property
    def opened(self) -> pd.DataFrame:
        """The open items that are certain, with their cents and the customer as text."""
        rows = open_items(self.dossier, as_of=self.as_of, view=settled_view(self.dossier))
        return rows.assign(cents=whole_cents(rows["open_amount"])[0], customer=as_text(rows["customer_id"]))

    @cached_property
    def open_cents(self) -> pd.Series:
        """What is open of each row of `invoices`, by its id as text."""
        rows = self.opened[self.opened["table"] == "invoices"]
        return pd.Series(rows["cents"].to_numpy(np.int64), index=as_text(rows["id"])).groupby(level=0).sum()

    @cached_property
    def claims(self) -> pd.DataFrame:
        """The claims, matched first, with the customer as text."""
        found = claims(self.dossier, as_of=self.as_of)
        return found.assign(customer=as_text(found["customer_id"]))

    @cached_property
    def claimable(self) -> pd.DataFrame:
        """The claims that are late and may be chased, retention past its release apart."""
        free = (self.claims["standing"] == "claimable") & (self.claims["told_by"] != RELEASED)
        return self.claims[free & (self.claims["days_late"] > 0)]

    @cached_property
    def invoiced(self) -> pd.Series:
        """What each customer was invoiced over the twelve months, in cents."""
        since = months_after(self.as_of, -_YEAR)
        return invoiced_by_customer(self.dossier, since=since, until=self.as_of)

    @cached_property
    def timed(self) -> pd.DataFrame:
        """The invoices that fell due over the twelve months, sister companies and takings apart, customers as text."""
        rows = timed_through_bills(self.dossier, since=months_after(self.as_of, -_YEAR), until=self.as_of)
        rows = rows.assign(customer=as_text(rows["customer_id"]))
        return pd.DataFrame(rows[~np.isin(self.facts.words("kind", rows["customer"]), ("intra_group", TAKINGS))])

    @cached_property
    def late(self) -> pd.DataFrame:
        """How late each customer paid what fell due over the twelve months: customer, cents, days."""
        products = self.timed.assign(product=self.timed["cents"] * self.timed["days"])
        sums = products.groupby("customer", sort=True)[["cents", "product"]].sum().reset_index()
        days = (sums["product"] / sums["cents"]).astype(float)
        return sums[["customer", "cents"]].assign(days=days)

    @cached_property
    def doubtful_since(self) -> pd.Series:
        """The day on which each customer was moved to 416, as the year's entries tell, those brought forward apart."""
        entries = self.dossier.entries
        if entries is None:
            return pd.Series(dtype="int64")
        moved = customer_ledger(entries, until=self.until).first_days("416").drop("", errors="ignore")
        return moved[moved > day_number(first_day(self.dossier))]

    def table(self, name: str) -> TableColumns | None:
        """Return the columns of a table; None where the dossier does not hold it in memory."""
        return columns_of(self.dossier, name) if self.dossier.books is not None else None

    def names(self, ids: Iterable[object]) -> NDArray[np.object_]:
        """Return the name of each customer, its code where no name is known."""
        codes = as_text(ids)
        named = self._named.reindex(codes).to_numpy(object)
        return np.asarray(np.where(pd.isna(named), codes, named), object)

    @cached_property
    def _named(self) -> pd.Series:
        """The name of each customer of the file, by its code as text."""
        table = self.facts.table
        if table is None:
            return pd.Series(dtype=object)
        codes = pd.Series(table.frame["customer_id"].to_numpy(object), dtype=object)
        named = pd.Series(names_of(self.dossier, codes).to_numpy(object), index=table.ids("customer_id"))
        return named[~named.index.duplicated()]

    def open_of(self, invoice_ids: Iterable[object]) -> NDArray[np.int64]:
        """Return what is open of some rows of `invoices`, 0 where nothing is."""
        return self.open_cents.reindex(as_text(invoice_ids), fill_value=0).to_numpy(np.int64)
