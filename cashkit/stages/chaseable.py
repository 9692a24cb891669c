"""What may be chased of each customer at a date: overdue and free, less its credits, less what is promised.

An item with a promise waits until the promised day and the days of grace have passed, for the amount promised;
then it is chased again by itself. A dispute keeps its item out for as long as it is open (`standing`).

>>> import pandas as pd
>>> from datetime import date
>>> from cashkit.dossier.dossier import Dossier
>>> from cashkit.measures.claims import claims
>>> from cashkit.stages.dunning import PLAN
>>> invoices = pd.DataFrame({"invoice_id": ["F1"], "customer_id": "C1", "kind": "invoice",
...     "issue_date": "2025-11-01", "due_date": "2025-12-01", "amount": [100.0]})
>>> made = pd.DataFrame({"promise_id": ["E1"], "invoice_id": "F1", "made_on": "2025-12-10",
...     "promised_on": "2025-12-28", "amount": [100.0]})
>>> later = {"payment_id": ["P1"], "customer_id": "C2", "payment_date": "2026-01-15", "amount": [1.0]}
>>> dossier = Dossier.of(name="case", invoices=invoices, promises=made, payments=pd.DataFrame(later))
>>> for day in (date(2025, 12, 9), date(2025, 12, 31), date(2026, 1, 1)):
...     row = chaseable(dossier, claims(dossier, as_of=day), day, PLAN).iloc[0]
...     print(day, row["promised"], row["broken"], row["to_chase"])
2025-12-09 0 False 10000
2025-12-31 10000 False 0
2026-01-01 0 True 10000

Units: whole cents, days.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.ground.calendar import day_number
from cashkit.measures.customer_facts import as_text
from cashkit.measures.promises import promises

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    from cashkit.dossier.dossier import Dossier
    from cashkit.stages.dunning import DunningPlan

_SUMS = ("overdue", "items", "unapplied", "due_soon", "disputed", "apart", "promised")


def chaseable(dossier: Dossier, found: pd.DataFrame, as_of: date, plan: DunningPlan) -> pd.DataFrame:
    """Return the cents of each customer by what can be done about them, from its claims.

    Columns: customer_id, overdue, items, unapplied, due_soon, disputed, apart, promised, to_chase, oldest_days_late,
    oldest_due, broken (a promise of an item still late was not kept).
    """
    cents, late = found["open_cents"], found["days_late"] > 0
    free = found["standing"] == "claimable"
    soon = free & ~late & ((found["due_date"] - pd.Timestamp(as_of)).dt.days <= plan.before_due)
    waits, broken = _promised(dossier, found, as_of, plan)
    waits = np.where(free & late, waits, 0)
    parts = found[["customer_id"]].assign(
        overdue=cents.where(free & late, 0),
        items=(free & late).astype("int64"),
        unapplied=-cents.where(found["standing"] == "credit", 0),
        due_soon=cents.where(soon, 0),
        disputed=cents.where((found["standing"] == "disputed") & late, 0),
        apart=cents.where(found["standing"].isin(["doubtful", "frozen"]), 0),
        promised=waits,
        oldest_days_late=found["days_late"].where(free & (cents - waits >= plan.smallest), 0),
        oldest_due=found["due_date"].where(free & late),
        broken=broken & free & late,
    )
    groups = parts.groupby("customer_id", sort=True)
    rows = groups[list(_SUMS)].sum().join(groups[["oldest_days_late", "broken"]].max())
    rows = rows.join(groups[["oldest_due"]].min()).reset_index()
    return rows.assign(to_chase=(rows["overdue"] - rows["unapplied"] - rows["promised"]).clip(lower=0))


def waiting(dossier: Dossier, found: pd.DataFrame, as_of: date, plan: DunningPlan) -> NDArray[np.int64]:
    """Return what of each claim that may be chased waits for a promised day, in cents."""
    free = (found["standing"] == "claimable") & (found["days_late"] > 0)
    return np.where(free, _promised(dossier, found, as_of, plan)[0], 0)


def _promised(
    dossier: Dossier, found: pd.DataFrame, as_of: date, plan: DunningPlan
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Return what of each claim waits for a promised day, and which ones were promised for a day that has passed."""
    made = promises(dossier, as_of=as_of)
    if made is None or made.empty:
        return np.zeros(len(found), np.int64), np.zeros(len(found), bool)
    last = made["promised"] + plan.promise_grace
    ids = as_text(found["id"].where(found["table"] == "invoices"))
    waits = last >= day_number(as_of)
    sums = made[waits].groupby("invoice_id")["cents"].sum().reindex(ids).fillna(0).to_numpy(np.int64)
    past = np.isin(ids, made.loc[~waits & ~made["kept"], "invoice_id"].to_numpy(object))
    return np.minimum(sums, found["open_cents"].to_numpy(np.int64).clip(min=0)), past & (sums == 0)
