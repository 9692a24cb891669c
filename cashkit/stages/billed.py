"""What stage 6 knows of each invoice: when it left and falls due, what it bills, its VAT, what corrects it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.dossier.books import NO_DAY
from cashkit.ground.calendar import from_day
from cashkit.law.latest_due_date import latest_due_days
from cashkit.measures.agreed_due import agreed_due_days
from cashkit.measures.delivery_links import DeliveryLinks, delivery_links
from cashkit.measures.invoicing_delay import FINANCING_RATE, delay_costs, invoicing_delays
from cashkit.measures.numbering import missing_numbers

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from numpy.typing import NDArray

    from cashkit.dossier.table_columns import TableColumns
    from cashkit.stages.situation import Situation

REAL = ("file", "erp")
"""Due dates that stand in the data; others are computed from terms, and say nothing of what was agreed."""
LATE_DAYS = 10
RATE: Decimal = FINANCING_RATE


@dataclass(frozen=True, eq=False)
class Billed:
    """The invoices of a dossier at a date."""

    at: Situation
    invoices: TableColumns

    @property
    def since(self) -> date:
        """The same date a year earlier: the twelve months begin the day after."""
        return from_day(self.at.year_before)

    @cached_property
    def issued(self) -> NDArray[np.int32]:
        """The day of issue of each row of the table."""
        return self.invoices.days("issue_date")

    @cached_property
    def _in_year(self) -> NDArray[np.bool_]:
        day, posted = self.issued, self.invoices.days("posted_on")
        held = (day != NO_DAY) & (day > self.at.year_before) & (day <= self.at.until) & (posted <= self.at.until)
        return np.asarray(held, bool)

    @cached_property
    def rows(self) -> pd.DataFrame:
        """One row an invoice of the twelve months; `row` is its place in the table."""
        table = self.invoices
        row = np.flatnonzero(self._in_year & (table.words("kind") == "invoice") & (table.cents("amount") > 0))
        made = {
            "key": table.ids("invoice_id"),
            "customer": table.ids("customer_id"),
            "day": self.issued,
            "cents": table.cents("amount"),
            "goods": np.isin(table.words("nature"), ("", "goods")),
            "due": table.days("due_date"),
            "real": np.isin(table.words("due_date_source"), REAL),
        }
        frame = pd.DataFrame({name: column[row] for name, column in made.items()}).assign(row=row)
        return frame.assign(name=self.at.names(frame["customer"]))

    @cached_property
    def notes(self) -> NDArray[np.intp]:
        """The rows of the table that are credit notes of the twelve months."""
        return np.flatnonzero(self._in_year & (self.invoices.words("kind") == "credit_note"))

    @cached_property
    def credited(self) -> int:
        """What was credited in the twelve months, in cents above zero."""
        return -int(self.invoices.cents("amount")[self.notes].sum())

    @cached_property
    def links(self) -> DeliveryLinks:
        """Which invoice bills which delivery."""
        return delivery_links(self.at.dossier)

    @cached_property
    def delays(self) -> pd.DataFrame:
        """The invoices of the twelve months whose deliveries are known, with their delay, its cost, and `late`."""
        found = invoicing_delays(self.at.dossier, since=self.since, until=self.at.as_of)
        if found.empty:
            return found.assign(monthly=False, late=False, cost=0, name="")
        monthly = self.at.facts.words("invoicing", found["customer_id"]) == "monthly"
        return found.assign(
            monthly=monthly,
            late=~monthly & (found["days"] > LATE_DAYS),
            cost=delay_costs(found["cents"], found["days"], rate=RATE),
            name=self.at.names(found["customer_id"]),
        )

    @cached_property
    def beyond_cap(self) -> pd.DataFrame:
        """The invoices to French companies due later than the law and the account's own terms, with `extra` days."""
        facts, rows = self.at.facts, self.rows[self.rows["real"]]
        ids, day = rows["customer"], rows["day"].to_numpy(np.int32)
        bound = facts.is_french_company(ids) & (facts.words("guarantee", ids) == "")
        bound &= facts.words("segment", ids) != "export"
        latest = latest_due_days(day)
        agreed = agreed_due_days(facts.words("payment_terms", ids), day)
        due = rows["due"].to_numpy(np.int64)
        hit = bound & (due > latest) & (due > agreed)
        return pd.DataFrame(rows.assign(latest=latest, extra=due - latest)[hit])

    @cached_property
    def gaps(self) -> pd.DataFrame:
        """The runs of numbers missing in the series of the twelve months."""
        return missing_numbers(self.at.dossier, since=self.since, until=self.at.as_of)

    @cached_property
    def corrected(self) -> NDArray[np.bool_]:
        """Which rows of the table a credit note known at the date corrects."""
        table = self.invoices
        notes = (table.words("kind") == "credit_note") & (table.days("posted_on") <= self.at.until)
        named = set(table.ids("corrects")[notes].tolist()) - {""}
        return np.isin(table.ids("invoice_id").astype(str), np.array(sorted(named), str))


def billed(at: Situation) -> Billed | None:
    """Return what is known of the invoices; None where the dossier does not hold them in memory."""
    table = at.table("invoices")
    return None if table is None else Billed(at, table)
