"""Doubtful debts: moved from 411 to 416, written down without VAT (6817 / 491), then paid or lost (654 + 44571).

A debt is moved at the end of the month of the judgment, or of the month in which it is two months late.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.ground.calendar import day_number, month_end
from cashkit.sample.booked import days, said
from cashkit.sample.journals.postings import Line, post
from cashkit.sample.journals.routing import CUSTOMERS, DOUBTFUL
from cashkit.sample.steps import NEVER
from cashkit.sample.story import AS_OF

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from cashkit.sample.journals.routing import Routed

    Whole = NDArray[np.int64]

_LATE = 60


def moved_on(tables: Mapping[str, pd.DataFrame]) -> Whole:
    """Return the day on which each invoice row goes to 416, `NEVER` for what is not doubtful."""
    invoices, customers = tables["invoices"], tables["customers"]
    judged = pd.Series(days(customers, "judgment_on"), customers["customer_id"])
    judgment = invoices["customer_id"].map(judged).fillna(NEVER).to_numpy(np.int64)
    issued, due = days(invoices, "issue_date"), days(invoices, "due_date")
    late = np.where(issued <= judgment, np.minimum(judgment, due + _LATE), due + _LATE)
    earliest = np.maximum(late, days(invoices, "posted_on"))
    end = month_end(np.minimum(earliest, day_number(AS_OF))).astype(np.int64)
    end = np.minimum(end, _lost_on(tables) - 1)
    return np.where(said(invoices, "doubtful"), np.maximum(end, days(invoices, "posted_on")), NEVER)


def _lost_on(tables: Mapping[str, pd.DataFrame]) -> Whole:
    """Return the day on which each invoice row is first written off."""
    made, payments, invoices = tables["allocations"], tables["payments"], tables["invoices"]
    lost = payments.loc[payments["kind"].eq("write_off"), "payment_id"]
    own = made[made["credit_id"].isin(lost)]
    first = pd.Series(days(own, "allocated_on"), own.index).groupby(own["invoice_id"]).min()
    return invoices["invoice_id"].map(first).fillna(NEVER).to_numpy(np.int64)


def moved_lines(tables: Mapping[str, pd.DataFrame], routed: Routed) -> pd.DataFrame:
    """Return the entries that move debts to 416."""
    kept = (routed.items["moved"] > 0).to_numpy()
    own, items = tables["invoices"][kept], routed.items[kept]
    lines = [
        Line(DOUBTFUL, items["moved"], own["customer_id"], items["lost"], items["lost_day"]),
        Line(CUSTOMERS, -items["moved"], own["customer_id"], items["own"], items["own_day"]),
    ]
    document = days(own, "issue_date")
    day = items["moved_on"].to_numpy()
    return post(
        "OD",
        day,
        ref=own["invoice_id"],
        text="Passage en douteux",
        lines=lines,
        document=np.maximum(document, day - 360),
    )
