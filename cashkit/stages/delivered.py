"""What stage 5 knows of each delivery: its terms, who released it, what its customer owed and exposed that day."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.dossier.books import NO_DAY
from cashkit.dossier.table_columns import TableColumns, first_rows
from cashkit.measures.agreed_due import paid_first
from cashkit.measures.credit_limit import beyond
from cashkit.measures.delivered_not_invoiced import FREE, delivered_not_invoiced
from cashkit.measures.exposure_on_day import DailyExposure, daily_exposure
from cashkit.measures.overdue_on_day import daily_overdue
from cashkit.stages.chain import Chain
from cashkit.stages.ordered import OVERDUE_CENTS, OVERDUE_DAYS, is_company

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.stages.situation import Situation


@dataclass(frozen=True, eq=False)
class Delivered:
    """The deliveries of a dossier at a date."""

    at: Situation
    deliveries: TableColumns
    chain: Chain

    @cached_property
    def known(self) -> pd.DataFrame:
        """One row a delivery by the date, free ones and those without a value apart; `row` is its place."""
        table, day = self.deliveries, self.deliveries.days("delivered_on")
        cents = table.cents("amount")
        row = np.flatnonzero((day != NO_DAY) & (day <= self.at.until) & (table.words("kind") != FREE) & (cents > 0))
        made = {
            "key": table.ids("delivery_id"),
            "customer": table.ids("customer_id"),
            "day": day,
            "cents": cents,
            "kind": table.words("kind"),
            "proof": table.words("proof"),
            "order": table.ids("order_id"),
            "released": table.given("released_by"),
        }
        frame = pd.DataFrame({name: column[row] for name, column in made.items()})
        return self._judged(self._with_customer(frame.assign(row=row)))

    @cached_property
    def rows(self) -> pd.DataFrame:
        """The deliveries of the twelve months."""
        return self.known[self.known["day"] > self.at.year_before]

    def _with_customer(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Add what is known of the customer, as of the day of each delivery."""
        facts, ids, day = self.at.facts, rows["customer"], rows["day"].to_numpy(np.int32)
        own = self._order_terms(rows["order"].to_numpy(object))
        return rows.assign(
            name=self.at.names(ids),
            limit=facts.cents("credit_limit", ids),
            company=is_company(facts, ids),
            judgment=facts.days("judgment_on", ids),
            prepaid=paid_first(np.where(own != "", own, facts.words("payment_terms", ids))),
            exposure=self.exposed.on(ids, day),
            overdue=daily_overdue(self.at.dossier, more_than=OVERDUE_DAYS).on(ids, day),
        )

    def _judged(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Add what spoke against each delivery on its day: the line, an old overdue, a judgment."""
        over = beyond(exposure=rows["exposure"].to_numpy(np.int64), limit=rows["limit"].to_numpy(np.int64))
        credit = ~rows["prepaid"]
        return rows.assign(
            beyond=over,
            late=credit & rows["company"] & (rows["overdue"] > OVERDUE_CENTS),
            after_judgment=credit & (rows["judgment"] != NO_DAY) & (rows["day"] > rows["judgment"]),
        )

    def _order_terms(self, order_ids: NDArray[np.object_]) -> NDArray[np.object_]:
        orders = self.at.table("orders")
        if orders is None:
            return np.full(len(order_ids), "", object)
        row = first_rows(orders.ids("order_id"), order_ids)
        return np.asarray(np.append(orders.words("payment_terms"), "")[row], object)

    @cached_property
    def exposed(self) -> DailyExposure:
        """The exposure of every customer, day by day."""
        return daily_exposure(self.at.dossier)

    @cached_property
    def waiting(self) -> pd.DataFrame:
        """What is delivered and not invoiced at the date, cut-off told from fault."""
        return delivered_not_invoiced(self.at.dossier, as_of=self.at.as_of)

    @cached_property
    def forgotten(self) -> pd.DataFrame:
        """The deliveries of the twelve months that should have been invoiced long ago."""
        late = self.waiting.loc[self.waiting["billing"] == "forgotten", "delivery_id"]
        return self.rows[self.rows["key"].isin(late)]


def delivered(at: Situation) -> Delivered | None:
    """Return what is known of the deliveries; None where the dossier does not hold them in memory."""
    table = at.table("deliveries")
    return None if table is None else Delivered(at, table, Chain(at))
