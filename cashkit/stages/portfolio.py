"""The portfolio: the customers at a date, with what each owes, exposes and buys; what stages 1 to 3 ask, read once.

Arrays are in the order of the customer file. `touched` tells which rows a stake stands on: the customer's open
invoices, the latest first (they are what went beyond), and the customer itself for what no invoice holds yet.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.dossier.books import NO_DAY
from cashkit.ground.calendar import day_number, from_day, months_after
from cashkit.ground.identifiers import siren_of
from cashkit.ground.money import whole_cents
from cashkit.measures.as_of import settled_view
from cashkit.measures.customer_file import CustomerFile, customer_file
from cashkit.measures.customer_sums import invoiced_by_customer, open_items, owed_by_customer
from cashkit.measures.exposure_on_day import daily_exposure
from cashkit.measures.lateness import lateness

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from numpy.typing import NDArray

    from cashkit.dossier.dossier import Dossier
    from cashkit.dossier.findings import Finding
    from cashkit.stages.fault import Fault, Item

    Int64 = NDArray[np.int64]

YEAR = 12


@dataclass(frozen=True, eq=False)
class Portfolio:
    """The customers of a dossier at a date."""

    dossier: Dossier
    as_of: date
    file: CustomerFile

    @property
    def until(self) -> int:
        """The date as a day number."""
        return day_number(self.as_of)

    def months_ago(self, months: int) -> int:
        """Return the day number of the same day some months ago."""
        return day_number(months_after(self.as_of, -months))

    @cached_property
    def sirens(self) -> list[str]:
        """The SIREN of each customer, "" where there is no true one."""
        return [siren_of(text) or "" for text in self.file.columns.ids("siren")]

    @cached_property
    def opened(self) -> pd.DataFrame:
        """The open items that are certain."""
        return open_items(self.dossier, as_of=self.as_of, view=settled_view(self.dossier))

    @cached_property
    def owed(self) -> Int64:
        """What each customer owes: open items less unapplied credits, 0 at least."""
        return self.file.of(owed_by_customer(self.opened))

    @cached_property
    def invoiced(self) -> pd.Series:
        """What each customer was invoiced over the twelve months, those that the file lacks included."""
        return invoiced_by_customer(self.dossier, since=months_after(self.as_of, -YEAR), until=self.as_of)

    @cached_property
    def bought(self) -> Int64:
        """What each customer of the file was invoiced over the twelve months."""
        return self.file.of(self.invoiced)

    @cached_property
    def exposure(self) -> Int64:
        """What each customer owes or will owe: delivered and not invoiced, discounted bills, less deposits."""
        parts = self.exposure_parts
        return self.owed if parts is None else parts["exposure"].to_numpy(np.int64)

    @cached_property
    def exposure_parts(self) -> pd.DataFrame | None:
        """What the exposure of each customer is made of, in cents (see `exposure_on_day`); None on an engine."""
        if self.dossier.books is None or not len(self.file):
            return None
        return daily_exposure(self.dossier).parts_on(self.file.ids, self.as_of.isoformat())

    @cached_property
    def days_late(self) -> NDArray[np.float64]:
        """How late each customer paid what fell due over the twelve months, NaN where nothing did."""
        return self.late_between(YEAR, 0)

    def late_between(self, first: int, last: int) -> NDArray[np.float64]:
        """Return how late each customer paid what fell due after some months ago, up to others."""
        found = lateness(self.dossier, since=months_after(self.as_of, -first), until=months_after(self.as_of, -last))
        days = pd.Series(found["days"].to_numpy(float), index=found["customer_id"].astype(str))
        return days.reindex(self.file.ids).to_numpy(float)

    def touched(self, row: int, cents: int) -> list[Item]:
        """Return the rows that so many cents of a customer stand on."""
        items: list[Item] = []
        left = cents
        for invoice, opened in self._invoices.get(self.file.ids[row], ()):
            if left <= 0:
                break
            items.append(("invoices", invoice, min(opened, left)))
            left -= opened
        return items if left <= 0 else [*items, ("customers", str(self.file.ids[row]), left)]

    @cached_property
    def _invoices(self) -> dict[str, list[tuple[str, int]]]:
        """The open invoices of each customer with their cents, the latest first."""
        rows = self.opened[(self.opened["table"] == "invoices") & (self.opened["open_amount"] > 0)]
        rows = rows.assign(cents=whole_cents(rows["open_amount"])[0], invoice=rows["id"].astype(str))
        rows = rows.sort_values(["issue_date", "invoice"], ascending=False, kind="stable")
        customers = rows["customer_id"].astype(str)
        found: dict[str, list[tuple[str, int]]] = {}
        for customer, invoice, cents in zip(customers, rows["invoice"], rows["cents"].tolist(), strict=True):
            found.setdefault(customer, []).append((invoice, cents))
        return found

    def after(self, ids: NDArray[np.object_], when: NDArray[np.int32], days: NDArray[np.int32]) -> tuple[Int64, Int64]:
        """Return the day of each customer's last row (of its id, on a day) after a day of its own, and how many are."""
        owner = pd.Index(self.file.ids).get_indexer(pd.Index(ids))
        kept = (owner >= 0) & (when != NO_DAY) & (when <= self.until) & (when > np.append(days, NO_DAY)[owner])
        groups = pd.Series(when[kept].astype(np.int64)).groupby(owner[kept])
        last, count = (sums.reindex(range(len(self.file)), fill_value=0) for sums in (groups.max(), groups.size()))
        return np.asarray(last, np.int64), np.asarray(count, np.int64)

    def finding(self, fault: Fault, row: int, cents: int, params: Mapping[str, object]) -> Finding:
        """Return the finding of one customer with so many cents at stake."""
        customer, name = str(self.file.ids[row]), str(self.file.names[row])
        return fault.finding(customer, customer, self.touched(row, int(cents)), {"name": name, **params})

    def day(self, name: str, row: int) -> date | None:
        """Return a date of a customer, None where the file has none."""
        number = int(self.file.days(name)[row])
        return None if number == NO_DAY else from_day(number)


def portfolio(dossier: Dossier, as_of: date) -> Portfolio | None:
    """Return the portfolio of a dossier at a date, None when it has no customer file."""
    file = customer_file(dossier)
    return None if file is None else Portfolio(dossier, as_of, file)
