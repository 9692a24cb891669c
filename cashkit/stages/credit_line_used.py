"""The line that each customer really used over twelve months: what a ledger alone tells, and a line must answer.

One row a customer, the one that owed most first: its share of what is invoiced, the day by which half of its invoices
are paid (open ones included), what it owes, the most that it owed at the end of a day and which day that was. Takings
of the counter are nobody's line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.measures.completeness import NOBODY
from cashkit.measures.customer_facts import as_text
from cashkit.measures.highest_owed import highest_owed
from cashkit.measures.time_to_pay_by import time_to_pay_by
from cashkit.stages.credit_line_groups import concentrations
from cashkit.stages.credit_lines import Lines
from cashkit.stages.portfolio import portfolio

if TYPE_CHECKING:
    from datetime import date

    from cashkit.dossier.dossier import Dossier

MOST = 20
COLUMNS = ("customer_id", "name", "share_of_invoiced", "median_days", "open_amount", "highest_owed", "highest_on")


def lines_used(lines: Lines) -> pd.DataFrame:
    """Return the largest lines used (columns: `COLUMNS`)."""
    book = lines.book
    if book.dossier.books is None:
        return pd.DataFrame(columns=list(COLUMNS))
    top = highest_owed(book.dossier, as_of=book.as_of)
    row = pd.Index(book.file.ids).get_indexer(pd.Index(as_text(top["customer_id"])))
    debtor = (row >= 0) & ~np.isin(np.append(book.file.kind, "")[row], NOBODY)
    top = top.assign(row=row)[debtor].sort_values("highest_cents", ascending=False, kind="stable").head(MOST)
    row, total = top["row"].to_numpy(), int(book.invoiced.sum())
    made = {
        "customer_id": top["customer_id"],
        "name": book.file.names[row],
        "share_of_invoiced": book.bought[row] / total if total > 0 else np.nan,
        "median_days": _median_days(lines).reindex(book.file.ids[row]).to_numpy(float),
        "open_amount": book.owed[row] / 100,
        "highest_owed": top["highest_cents"] / 100,
        "highest_on": top["on"],
    }
    return pd.DataFrame(made, columns=list(COLUMNS)).reset_index(drop=True)


def _median_days(lines: Lines) -> pd.Series:
    found = time_to_pay_by(lines.book.dossier, as_of=lines.book.as_of)
    return pd.Series(found["median_days"].to_numpy(float), index=as_text(found["customer_id"]))


def seen_without_lines(dossier: Dossier, as_of: date) -> dict[str, pd.DataFrame]:
    """Return what the ledger alone tells where the customer file says nothing of terms, limits, cover or groups."""
    book = portfolio(dossier, as_of)
    if book is None or dossier.books is None:
        return {}
    lines = Lines(book)
    made = {"lines_used": lines_used(lines), "concentration": concentrations(lines)}
    return {key: frame for key, frame in made.items() if len(frame)}
