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

from cashkit.ground.calendar import months_after
from cashkit.measures.completeness import FIRMS, NOBODY
from cashkit.measures.granted_terms import granted_terms
from cashkit.measures.restated import financed_receivables
from cashkit.stages.portfolio import YEAR, Portfolio, portfolio

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from numpy.typing import NDArray

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

    def name_of(self, rows: Rows) -> str:
        """Return the name of a group: that of its member who buys most."""
        return str(self.book.file.names[rows[np.argmax(self.book.bought[rows])]])


def lines_of(dossier: Dossier, as_of: date) -> Lines | None:
    """Return the lines, None when the dossier says nothing of terms, limits, cover or groups."""
    book = portfolio(dossier, as_of)
    if book is None or not set(COLUMNS) & set(book.file.columns.frame.columns):
        return None
    return Lines(book)
