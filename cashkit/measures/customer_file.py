"""The customer file: one row a customer, told what it is where the file leaves a blank.

A blank kind is a company, a blank status an active customer, a blank country France. A customer is on credit
when its payment terms give it time to pay, or when it has a limit. Of two rows with one code the first counts.

>>> from cashkit.dossier.dossier import Dossier
>>> rows = [("C1", "Un", "45 EOM", None), ("C2", "Deux", "prepaid", "BE"), ("C1", "Un bis", "0", None)]
>>> customers = pd.DataFrame(rows, columns=["customer_id", "name", "payment_terms", "country"])
>>> invoice = {"invoice_id": ["F1"], "customer_id": "C1", "kind": "invoice", "issue_date": "2025-12-01", "amount": 1.0}
>>> file = customer_file(Dossier.of(name="case", invoices=pd.DataFrame(invoice), customers=customers))
>>> file.ids.tolist(), file.on_credit.tolist(), file.french.tolist(), file.active.tolist()
(['C1', 'C2'], [True, False], [True, False], [True, True])

Units: whole cents, day numbers (NO_DAY where missing).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.dossier.books import NO_DAY
from cashkit.dossier.table_columns import TableColumns, columns_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.dossier.dossier import Dossier

    Bool = NDArray[np.bool_]
    Int64 = NDArray[np.int64]
    Texts = NDArray[np.object_]

AT_ONCE = ("", "0", "0.0", "prepaid")
"""Payment terms that give no time: nothing agreed, the day of issue, before delivery."""
_FRANCE = ("", "fr", "fra", "france")


@dataclass(frozen=True, eq=False)
class CustomerFile:
    """The customers' columns, one row a code."""

    columns: TableColumns

    def __len__(self) -> int:
        """Return the number of customers."""
        return len(self.columns)

    @cached_property
    def ids(self) -> Texts:
        """The customers' codes as text."""
        return self.columns.ids("customer_id")

    @cached_property
    def names(self) -> Texts:
        """The customers' names as written, their code where there is none."""
        name = self.written("name")
        return np.where(name != "", name, self.ids)

    @cached_property
    def kind(self) -> Texts:
        """What each customer is: company, public, hospital, private, counter, takings, intra_group."""
        return self._told("kind", "company")

    @cached_property
    def french(self) -> Bool:
        """Whether each is in France."""
        return np.isin(self.columns.words("country"), _FRANCE)

    @cached_property
    def status(self) -> Texts:
        """How each account stands: active, closed, insolvency (noticed), dormant."""
        return self._told("status", "active")

    @cached_property
    def active(self) -> Bool:
        """Whether each may still buy: neither closed, dormant nor known to be insolvent."""
        return np.asarray(self.status == "active", bool)

    @cached_property
    def on_credit(self) -> Bool:
        """Whether each has time to pay, or a limit."""
        return ~np.isin(self.columns.words("payment_terms"), AT_ONCE) | (self.columns.cents("credit_limit") > 0)

    @cached_property
    def main_code(self) -> Texts:
        """The code of the customer itself, for one declared as another's second account; its own otherwise."""
        other = self.columns.ids("ship_to_of")
        return np.where(other != "", other, self.ids)

    def written(self, name: str) -> Texts:
        """Return a text as it is written, without blanks around it; "" where there is none."""
        if name not in self.columns.frame.columns:
            return np.full(len(self), "", object)
        column = self.columns.frame[name].astype(object)
        return np.asarray(column.where(column.notna(), "").astype(str).str.strip(), object)

    def by(self, name: str, day: int) -> Bool:
        """Return whose date of this name is known and not after a day."""
        days = self.days(name)
        return np.asarray((days != NO_DAY) & (days <= day), bool)

    def days(self, name: str) -> NDArray[np.int32]:
        """Return a column of dates as day numbers, NO_DAY where missing; read once."""
        if name not in self._read:
            self._read[name] = self.columns.days(name)
        return self._read[name]

    @cached_property
    def _read(self) -> dict[str, NDArray[np.int32]]:
        return {}

    def of(self, sums: pd.Series) -> Int64:
        """Return sums by customer (cents, or rows counted) in the order of the file, 0 for who has none."""
        return sums.reindex(self.ids, fill_value=0).to_numpy(np.int64)

    def _told(self, name: str, usual: str) -> Texts:
        words = self.columns.words(name)
        return np.where(words != "", words, usual)


def customer_file(dossier: Dossier) -> CustomerFile | None:
    """Return the customer file; None when the dossier does not hold it."""
    columns = columns_of(dossier, "customers")
    if columns is None:
        return None
    first = ~pd.Index(columns.ids("customer_id")).duplicated()
    return CustomerFile(TableColumns(columns.frame[first].reset_index(drop=True)))
