"""Liens published against customers by URSSAF and the Treasury: amount, day, and whether and when they were cleared.

A lien that was cleared more than a year ago is old and holds nothing against anybody. That nothing is published is
never good: URSSAF publishes above 10 000, 15 000 or 20 000 € by the size of the firm, the Treasury above 200 000 €,
nine months after the debt at the earliest, and not while a payment plan is kept.

>>> state_of(amount=27_400, cleared=None, year_ago=10), state_of(amount=1, cleared=11, year_ago=10)
('active', 'cleared')
>>> state_of(amount=1, cleared=10, year_ago=10)
'cleared_long_ago'

Units: euros, day numbers. Source: CSS L243-5 and R243-46, CGI 1929 quater.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.dossier.bookkept import as_dates
from cashkit.dossier.findings import Figure
from cashkit.ground.money import euros
from cashkit.measures.completeness import FIRMS

if TYPE_CHECKING:
    from cashkit.stages.inform_readings import Customers

COLUMNS = (
    "customer_id", "name", "lien_creditor", "lien_amount", "lien_on", "lien_cleared_on", "lien_state",
)  # fmt: skip
_SOURCE = "CSS L243-5, CGI 1929 quater"


def state_of(*, amount: int, cleared: int | None, year_ago: int) -> str:
    """Return where a lien stands: active, cleared within the year, or long ago; days as numbers."""
    if cleared is None or amount <= 0:
        return "active"
    return "cleared" if cleared > year_ago else "cleared_long_ago"


def liens_table(known: Customers) -> pd.DataFrame:
    """Return every lien published up to the date, active ones first, the largest first (`COLUMNS`)."""
    book, file = known.book, known.book.file
    published, gone = file.by("lien_on", book.until), file.by("lien_cleared_on", book.until)
    cents, cleared = file.columns.cents("lien_amount"), file.days("lien_cleared_on")
    rows = []
    for row in np.flatnonzero(published).tolist():
        day = int(cleared[row]) if gone[row] else None
        state = state_of(amount=int(cents[row]), cleared=day, year_ago=book.months_ago(12))
        dates = (as_dates(file.days(name)[[row]])[0] for name in ("lien_on", "lien_cleared_on"))
        published_on, cleared_on = dates
        creditor = file.columns.words("lien_creditor")[row] or None
        shown = cleared_on if gone[row] else pd.NaT
        rows.append((file.ids[row], file.names[row], creditor, cents[row] / 100, published_on, shown, state))
    found = pd.DataFrame(rows, columns=list(COLUMNS))
    order = found.assign(over=found["lien_state"] != "active").sort_values(
        ["over", "lien_amount"], ascending=[True, False], kind="stable"
    )
    return order[list(COLUMNS)].reset_index(drop=True)


def lien_figures(known: Customers) -> list[Figure]:
    """Return what is published and not cleared, beside how many firms were looked up and have nothing published."""
    file = known.book.file
    if "lien_on" not in file.columns.frame.columns:
        return []
    table = liens_table(known)
    active = table[table["lien_state"] == "active"]
    asked = np.isin(file.kind, FIRMS) & file.french
    inputs = {
        "firms_looked_up": int(asked.sum()),
        "firms_with_lien": int(active["customer_id"].nunique()),
        "firms_nothing_published": int(asked.sum()) - int(np.isin(file.ids[asked], active["customer_id"]).sum()),
    }
    cents = sum(round(float(one) * 100) for one in active["lien_amount"])
    return [Figure("liens_active", euros(cents), "eur", inputs=inputs, source=_SOURCE)]
