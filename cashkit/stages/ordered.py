"""What stage 4 knows of each order: its terms, what its customer owed on that day, what had been ordered before."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.dossier.books import NO_DAY
from cashkit.dossier.table_columns import YES
from cashkit.ground.calendar import from_day
from cashkit.measures.agreed_due import agreed_due_days, paid_first
from cashkit.measures.days_lost import days_lost
from cashkit.measures.exposure_on_day import DailyExposure, daily_exposure
from cashkit.measures.order_book import CANCELLED, OrderBook, order_book
from cashkit.measures.order_to_cash import order_to_cash
from cashkit.measures.overdue_on_day import DailyOverdue, daily_overdue
from cashkit.stages.chain import Chain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from cashkit.dossier.table_columns import TableColumns
    from cashkit.measures.customer_facts import CustomerFacts
    from cashkit.stages.situation import Situation

OVERDUE_DAYS, OVERDUE_CENTS = 30, 100_000
"""More than 1 000 € late by more than 30 days: nobody sells on credit any more without a word from above."""


@dataclass(frozen=True, eq=False)
class Ordered:
    """The orders of a dossier at a date."""

    at: Situation
    book: OrderBook
    chain: Chain

    @property
    def orders(self) -> TableColumns:
        """The columns of the orders."""
        return self.book.orders

    @cached_property
    def rows(self) -> pd.DataFrame:
        """One row an order of the twelve months, cancelled ones apart; `row` is its place in the table."""
        table, day = self.orders, self.book.day
        counted = (day > self.at.year_before) & (day <= self.at.until) & ~np.isin(table.words("status"), CANCELLED)
        row = np.flatnonzero(counted & (day != NO_DAY))
        made = {name: column[row] for name, column in self._columns().items()}
        return self._with_customer(pd.DataFrame(made).assign(row=row))

    def _columns(self) -> dict[str, NDArray[np.generic]]:
        table = self.orders
        return {
            "key": table.ids("order_id"),
            "customer": table.ids("customer_id"),
            "day": self.book.day,
            "cents": self.book.cents,
            "frame": table.words("kind") == "open",
            "released": table.given("released_by"),
            "reference": table.words("customer_reference"),
            "own_terms": table.words("payment_terms"),
            "approved": table.given("terms_approved_by"),
            "before": self.book.before,
            "left": self.book.to_come,
        }

    def _with_customer(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Add what is known of the customer, as of the day of each order."""
        facts, ids, day = self.at.facts, rows["customer"], rows["day"].to_numpy(np.int32)
        account = facts.words("payment_terms", ids)
        terms = np.where(rows["own_terms"] != "", rows["own_terms"], account)
        due = [agreed_due_days(text, day).astype(np.int64) for text in (rows["own_terms"], account)]
        known = (due[0] != NO_DAY) & (due[1] != NO_DAY)
        return rows.assign(
            name=self.at.names(ids),
            limit=facts.cents("credit_limit", ids),
            company=is_company(facts, ids),
            judged=facts.days("judgment_on", ids),
            needs_reference=np.isin(facts.words("needs_reference", ids), YES),
            account_terms=account,
            prepaid=paid_first(terms),
            extra_days=np.where(known, due[0] - due[1], 0),
            exposure=self.exposed.on(ids, day),
            overdue=self.late.on(ids, day),
        )

    @cached_property
    def exposed(self) -> DailyExposure:
        """The exposure of every customer, day by day."""
        return daily_exposure(self.at.dossier)

    @cached_property
    def late(self) -> DailyOverdue:
        """What of every customer is late by more than 30 days and claimable, day by day."""
        return daily_overdue(self.at.dossier, more_than=OVERDUE_DAYS)

    @cached_property
    def links(self) -> pd.DataFrame:
        """The days of each link of the chain to cash, over the twelve months."""
        return order_to_cash(self.at.dossier, since=from_day(self.at.year_before), until=self.at.as_of)

    @cached_property
    def lost(self) -> pd.DataFrame:
        """The days lost at each link, over the twelve months."""
        return days_lost(self.at.dossier, since=from_day(self.at.year_before), until=self.at.as_of)

    @cached_property
    def deposits(self) -> pd.DataFrame:
        """The orders of the twelve months whose deposit has not all come in: what is missing, whether goods left."""
        agreed, received = (self.orders.cents(f"deposit_{name}")[self.rows["row"]] for name in ("agreed", "received"))
        missing = np.maximum(agreed - received, 0)
        order, day, _ = self.book.deliveries
        gone = np.isin(self.rows["row"].to_numpy(), order[day <= self.at.until])
        rows = self.rows.assign(agreed=agreed, missing=missing, gone=gone)[missing > 0]
        return pd.DataFrame(rows.sort_values(["missing", "key"], ascending=[False, True], kind="stable"))


def ordered(at: Situation) -> Ordered | None:
    """Return what is known of the orders; None where the dossier does not hold them in memory."""
    book = order_book(at.dossier) if at.dossier.books is not None else None
    return None if book is None else Ordered(at, book, Chain(at))


def is_company(facts: CustomerFacts, ids: Iterable[object]) -> NDArray[np.bool_]:
    """Return which customers are companies: what public bodies and private persons owe late is no bad will."""
    wanted = list(ids)
    return np.asarray(~facts.is_public(wanted) & np.isin(facts.words("kind", wanted), ("", "company")), bool)
