"""Sales after disputes: what customers who had a dispute bought in the year after, beside those who had none.

A dispute badly handled costs more than the invoice: the customer buys elsewhere. Each customer is asked what it was
invoiced in the year in which its disputes were opened and in the year after; the customers without a dispute in the
first year tell what the market did meanwhile.

>>> from cashkit.dossier.dossier import Dossier
>>> rows = [("C1", "2024-06-01", 1000.0), ("C1", "2025-06-01", 700.0), ("C2", "2024-06-01", 1000.0),
...     ("C2", "2025-06-01", 900.0)]
>>> invoices = pd.DataFrame(rows, columns=["customer_id", "issue_date", "amount"])
>>> told = pd.DataFrame({"dispute_id": ["L1"], "invoice_id": ["0"], "opened_on": "2024-07-01"})
>>> dossier = Dossier.of(name="case", invoices=invoices.assign(invoice_id=list("0123"), kind="invoice"), disputes=told)
>>> after = sales_after_disputes(dossier, as_of="2025-12-31")
>>> after[["dispute_end", "invoiced_before", "invoiced_after", "sales_gap"]].values.tolist()
[['open', 1000.0, 700.0, -200.0], ['none', 1000.0, 900.0, nan]]

Formula: gap = invoiced after - invoiced before x (invoiced after / invoiced before, customers without a dispute);
below zero, sales were lost. A customer with several disputes counts once, under the first of `ENDS` among its own.
Units: euros with VAT; the year after is the twelve months that end with the date, the year before the twelve before.
An association, no proof. Insolvent and ceased customers, sister companies and takings are left out: why they buy less
is known. Errors: `ArgumentError` for what is no date.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.dossier.books import NO_DAY
from cashkit.ground.calendar import as_date, day_number, months_after
from cashkit.measures.completeness import APART
from cashkit.measures.customer_facts import as_text, customer_facts
from cashkit.measures.customer_sums import invoiced_by_customer
from cashkit.measures.disputes import disputes

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    from cashkit.dossier.dossier import Dossier

NONE = "none"
ENDS = ("open", "rejected", "withdrawn", "granted")
"""How a dispute ended, the one that weighs most first; one that ended otherwise is `untold`."""
_UNTOLD = "untold"
_RANKS = (*ENDS, _UNTOLD, NONE)
COLUMNS = ("dispute_end", "customers", "invoiced_before", "invoiced_after", "sales_change", "sales_gap")
_YEAR = 12


def sales_after_disputes(dossier: Dossier, *, as_of: object) -> pd.DataFrame | None:
    """Return one row for each way in which disputes ended, and one for the customers without any (`COLUMNS`).

    None without disputes in the year before, or without anybody to compare with.
    """
    day = as_date(as_of)
    ended = _ended(dossier, day)
    if ended is None or ended.empty:
        return None
    bought = _bought(dossier, day)
    bought = bought.assign(rank=ended.reindex(bought.index).fillna(_RANKS.index(NONE)).astype(int))
    groups, others = bought.groupby("rank"), _RANKS.index(NONE)
    sums, size = groups[["before", "after"]].sum(), groups.size()
    if others not in sums.index or len(sums) == 1:
        return None
    market = int(sums["after"][others]) / int(sums["before"][others])
    gap = (sums["after"] - np.rint(sums["before"] * market)).where(sums.index != others)
    told = {
        "dispute_end": [_RANKS[rank] for rank in sums.index],
        "customers": size.to_numpy(),
        "invoiced_before": (sums["before"] / 100).to_numpy(),
        "invoiced_after": (sums["after"] / 100).to_numpy(),
        "sales_change": (sums["after"] / sums["before"] - 1).to_numpy(),
        "sales_gap": (gap / 100).to_numpy(),
    }
    return pd.DataFrame(told, columns=list(COLUMNS))


def _ended(dossier: Dossier, day: date) -> pd.Series | None:
    """Return how the disputes of each customer ended, as its rank, of those opened in the year before the last."""
    found = disputes(dossier, as_of=day)
    if found is None:
        return None
    first, last = (day_number(months_after(day, -months)) for months in (2 * _YEAR, _YEAR))
    rows = found[(found["opened"] > first) & (found["opened"] <= last)]
    end = np.where(rows["is_open"], ENDS[0], rows["outcome"].to_numpy(object))
    rank = [_RANKS.index(one if one in ENDS else _UNTOLD) for one in end]
    return pd.Series(rank, index=as_text(rows["customer_id"]), dtype="int64").groupby(level=0).min()


def _bought(dossier: Dossier, day: date) -> pd.DataFrame:
    """Return what each customer was invoiced in the two years, in cents: before, after; those who bought before."""
    years = [months_after(day, -months) for months in (2 * _YEAR, _YEAR)]
    before = invoiced_by_customer(dossier, since=years[0], until=years[1])
    after = invoiced_by_customer(dossier, since=years[1], until=day)
    rows = pd.DataFrame({"before": before, "after": after.reindex(before.index).fillna(0).astype("int64")})
    return rows[(rows["before"] > 0) & ~_apart(dossier, rows.index, day_number(day))]


def _apart(dossier: Dossier, ids: pd.Index, day: int) -> NDArray[np.bool_]:
    """Return which customers are left out."""
    facts = customer_facts(dossier)
    ceased = facts.days("ceased_on", ids)
    gone = facts.judged_by(day, ids) | ((ceased != NO_DAY) & (ceased <= day))
    return np.asarray(gone | np.isin(facts.words("kind", ids), APART), bool)
