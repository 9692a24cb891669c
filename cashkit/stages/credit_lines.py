"""The lines of stage 2: terms, limits, cover and groups of the customers, each read once.

Arrays are in the order of the customer file, in cents; no limit given is 0. Customers without a group
stand alone under their own code.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.accounts.filed_accounts import filed_accounts
from cashkit.dossier.table_columns import columns_of
from cashkit.dossier.tables import INVOICED_KINDS
from cashkit.ground.calendar import months_after
from cashkit.measures.bills import timed_through_bills
from cashkit.measures.completeness import FIRMS, NOBODY
from cashkit.measures.credit_limit import need
from cashkit.measures.granted_terms import granted_terms
from cashkit.measures.restated import financed_receivables
from cashkit.stages.portfolio import YEAR, Portfolio, portfolio

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from numpy.typing import NDArray

    from cashkit.accounts.annual_accounts import AnnualAccounts
    from cashkit.dossier.dossier import Dossier

    Bool = NDArray[np.bool_]
    Int64 = NDArray[np.int64]
    Rows = NDArray[np.intp]

COLUMNS = ("payment_terms", "credit_limit", "insured_limit", "group_id")
EXPORT = "export"


@dataclass(frozen=True, eq=False)
class Lines:
    """The portfolio, asked about credit."""

    book: Portfolio

    def has(self, name: str) -> bool:
        """Return whether the customer file has a column."""
        return name in self.book.file.columns.frame.columns

    @cached_property
    def limit(self) -> Int64:
        """What each customer may owe."""
        return self.book.file.columns.cents("credit_limit")

    @cached_property
    def insured(self) -> Int64:
        """What the credit insurer agreed to."""
        return self.book.file.columns.cents("insured_limit")

    @cached_property
    def guaranteed(self) -> Bool:
        """Who gave a guarantee."""
        return self.book.file.columns.given("guarantee")

    @cached_property
    def between_firms(self) -> Bool:
        """Who the caps between firms are for: French firms, without a guarantee, export apart."""
        file = self.book.file
        firm = np.isin(file.kind, FIRMS) & file.french & ~self.guaranteed
        return np.asarray(firm & (file.columns.words("segment") != EXPORT), bool)

    @cached_property
    def terms(self) -> pd.DataFrame:
        """The terms granted, against the latest lawful due date (see `granted_terms`)."""
        since = months_after(self.book.as_of, -YEAR)
        return granted_terms(self.book.dossier, self.book.file, since=since, until=self.book.as_of)

    @cached_property
    def groups(self) -> Mapping[str, Rows]:
        """The rows of each group."""
        group = pd.Series(self.book.file.columns.ids("group_id"))
        found = group.groupby(group).indices
        return {str(key): np.asarray(rows, np.intp) for key, rows in found.items() if key != ""}

    @cached_property
    def together(self) -> Mapping[str, Rows]:
        """The rows of each group, and of each customer in none; counter sales, which are many people, apart."""
        ids, kind = self.book.file.ids, self.book.file.kind
        grouped = self.book.file.columns.ids("group_id") != ""
        alone = np.flatnonzero(~grouped & ~np.isin(kind, NOBODY))
        return {**self.groups, **{str(ids[row]): np.array([row], np.intp) for row in alone}}

    @cached_property
    def financed(self) -> Int64:
        """What a factor or a bank has paid for and each customer has not, with recourse."""
        found = financed_receivables(self.book.dossier, as_of=self.book.as_of)
        if found is None:
            return np.zeros(len(self.book.file), np.int64)
        sums = found["outstanding_cents"].groupby(found["customer_id"].astype(str)).sum()
        return self.book.file.of(sums)

    @cached_property
    def days_late(self) -> NDArray[np.float64]:
        """How late each customer paid what fell due over twelve months, bills counting once they are paid."""
        since = months_after(self.book.as_of, -YEAR)
        timed = timed_through_bills(self.book.dossier, since=since, until=self.book.as_of)
        products = timed.assign(product=timed["cents"] * timed["days"], customer=timed["customer_id"].astype(str))
        sums = products.groupby("customer")[["cents", "product"]].sum()
        return (sums["product"] / sums["cents"]).reindex(self.book.file.ids).to_numpy(float)

    @cached_property
    def needs(self) -> NDArray[np.float64]:
        """What each customer owes if it goes on buying and paying as it does, in euros; NaN without its terms."""
        days, late = self.terms["days"].to_numpy(float), np.nan_to_num(self.days_late)
        waited = days + np.maximum(late, 0)
        bought, made = self._bought(), np.full(len(waited), np.nan)
        if bought is None:
            return made
        issued, cents, ends = bought
        for row in np.flatnonzero(~np.isnan(waited)):
            own = slice(ends[row], ends[row + 1])
            made[row] = float(need(issued=issued[own], cents=cents[own], days=float(waited[row])))
        return made

    def _bought(self) -> tuple[Int64, Int64, Int64] | None:
        """Return day and cents of the invoices of twelve months, customer by customer, and where each one's start."""
        invoices = columns_of(self.book.dossier, "invoices")
        if invoices is None:
            return None
        issued, ids = invoices.days("issue_date").astype(np.int64), invoices.ids("customer_id")
        owner = pd.Index(self.book.file.ids).get_indexer(pd.Index(ids))
        kept = (issued > self.book.months_ago(YEAR)) & (issued <= self.book.until) & (owner >= 0)
        kept &= np.isin(invoices.words("kind"), INVOICED_KINDS)
        rows = np.flatnonzero(kept)
        rows = rows[np.argsort(owner[rows], kind="stable")]
        ends = np.searchsorted(owner[rows], np.arange(len(self.book.file) + 1))
        return issued[rows], invoices.cents("amount")[rows], ends.astype(np.int64)

    @cached_property
    def filed(self) -> Mapping[str, AnnualAccounts]:
        """The latest accounts that the customers filed, by SIREN."""
        table = self.book.dossier.table("filed_accounts")
        known = {one for one in self.book.sirens if one}
        return {} if table is None else filed_accounts(table, as_of=self.book.as_of, of=known)

    def accounts(self, row: int) -> AnnualAccounts | None:
        """Return the latest accounts that a customer filed, None where they are not in the dossier."""
        return self.filed.get(self.book.sirens[row])

    @cached_property
    def gone(self) -> Bool:
        """Who is under insolvency proceedings, or has ceased business."""
        file, until = self.book.file, self.book.until
        return file.by("judgment_on", until) | file.by("ceased_on", until)

    def name_of(self, rows: Rows) -> str:
        """Return the name of a group: that of its member who buys most."""
        return str(self.book.file.names[rows[np.argmax(self.book.bought[rows])]])


def lines_of(dossier: Dossier, as_of: date) -> Lines | None:
    """Return the lines, None when the dossier says nothing of terms, limits, cover or groups."""
    book = portfolio(dossier, as_of)
    if book is None or not set(COLUMNS) & set(book.file.columns.frame.columns):
        return None
    return Lines(book)
