"""Claims: what is open at a date, told by what stands between each item and a reminder.

`standing` is one of: credit (nothing is owed: to be matched), takings (of the counter: owed by nobody, never late),
doubtful (account 416: its own procedure), retention (kept until its release), frozen (the customer is insolvent, the
debt is older than the judgment), financed (the factor chases), disputed (goes to who owns the dispute), claimable
(may be chased). The first that applies counts.

>>> import pandas as pd
>>> from cashkit.dossier.dossier import Dossier
>>> rows = [("F1", "411000", 120.0), ("F2", "416000", 50.0), ("F3", "411700", 5.0)]
>>> invoices = pd.DataFrame(rows, columns=["invoice_id", "account", "amount"]).assign(
...     customer_id="C1", kind="invoice", issue_date="2025-12-01", due_date="2025-12-15")
>>> found = claims(Dossier.of(name="case", invoices=invoices), as_of="2025-12-31")
>>> found["standing"].tolist(), overdue(found)["id"].tolist()
(['claimable', 'doubtful', 'retention'], ['F1'])

Units: euros with VAT, whole cents, days.
Errors: `ArgumentError` for what is no date.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from cashkit.ground.calendar import as_date
from cashkit.ground.money import whole_cents
from cashkit.measures.facts import item_facts, open_items
from cashkit.measures.retention import RELEASED, with_retention

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    from cashkit.dossier.dossier import Dossier
    from cashkit.dossier.engine.interface import View

TAKINGS = "takings"
STANDINGS = ("credit", TAKINGS, "doubtful", "retention", "frozen", "financed", "disputed", "claimable")
NOT_OWED = ("credit", "doubtful")
NOT_OVERDUE = (*NOT_OWED, "retention")
_DOUBTFUL = "416"


def claims(dossier: Dossier, *, as_of: object, view: View | None = None) -> pd.DataFrame:
    """Return the open items at a date with open_cents, standing, due_date_source, told_by and release (retention).

    The columns of `open_items`, one row an item (two where a part of it is retention).
    """
    day = as_date(as_of)
    opened = open_items(dossier, as_of=day, view=view)
    opened = opened.assign(open_cents=whole_cents(opened["open_amount"])[0])
    facts = item_facts(dossier, opened)
    rows = with_retention(opened.assign(**_carried(facts)), facts, day)
    rows["standing"] = _standing(dossier, rows, day)
    rows["days_late"] = rows["days_late"].where(rows["standing"] != TAKINGS, rows["days_late"].clip(upper=0))
    return rows.drop(columns=["is_doubtful", "is_financed"])


def overdue(found: pd.DataFrame) -> pd.DataFrame:
    """Return the claims that are late: doubtful items and retention apart, disputed ones included."""
    return found[(found["days_late"] > 0) & ~found["standing"].isin(NOT_OVERDUE)]


def gross(found: pd.DataFrame) -> pd.DataFrame:
    """Return what is owed, due or not, retention included: credits and doubtful items apart."""
    return found[~found["standing"].isin(NOT_OWED)]


def disputes_open(dossier: Dossier, day: date) -> pd.DataFrame | None:
    """Return the disputes open on a day, None when the dossier has no table of disputes."""
    disputes = dossier.table("disputes")
    if disputes is None:
        return None
    now = pd.Timestamp(day)
    opened = pd.to_datetime(disputes["opened_on"], errors="coerce") <= now
    if "closed_on" in disputes.columns:
        closed = pd.to_datetime(disputes["closed_on"], errors="coerce")
        opened &= closed.isna() | (closed > now)
    return disputes[opened]


def _carried(facts: pd.DataFrame) -> dict[str, Any]:
    """Return what the standing needs of the facts, as columns that a split row keeps."""
    no = np.zeros(len(facts), bool)
    doubtful = facts["doubtful"].eq(other=True).fillna(value=False).to_numpy(bool) if "doubtful" in facts else no
    if "account" in facts:
        doubtful = doubtful | facts["account"].astype(str).str.startswith(_DOUBTFUL).to_numpy(bool)
    financed = facts["financed"].fillna("").astype(str).str.strip().ne("").to_numpy() if "financed" in facts else no
    source = facts["due_date_source"].astype(object).fillna("") if "due_date_source" in facts else ""
    return {"is_doubtful": doubtful, "is_financed": financed, "due_date_source": source}


def _standing(dossier: Dossier, rows: pd.DataFrame, day: date) -> NDArray[np.object_]:
    disputes = disputes_open(dossier, day)
    disputed = np.zeros(len(rows), bool)
    if disputes is not None:
        disputed = (rows["id"].isin(disputes["invoice_id"]) & (rows["table"] == "invoices")).to_numpy()
    credit, retained = rows["open_cents"] < 0, ~rows["told_by"].isin(["", RELEASED])
    applies = (
        credit,
        _taken_in(dossier, rows),
        rows["is_doubtful"],
        retained,
        _frozen(dossier, rows, day),
        rows["is_financed"],
        disputed,
    )
    return np.asarray(np.select([np.asarray(one, bool) for one in applies], STANDINGS[:-1], STANDINGS[-1]), object)


def _taken_in(dossier: Dossier, rows: pd.DataFrame) -> NDArray[np.bool_]:
    """Return what the counter took in: the items of accounts that are no debtors."""
    customers = dossier.table("customers")
    if customers is None or "kind" not in customers.columns:
        return np.zeros(len(rows), bool)
    known = customers.loc[customers["kind"].astype(str).str.lower() == TAKINGS, "customer_id"]
    return rows["customer_id"].isin(known).to_numpy(bool) if len(known) else np.zeros(len(rows), bool)


def _frozen(dossier: Dossier, rows: pd.DataFrame, day: date) -> NDArray[np.bool_]:
    """Return the debts of customers under a judgment of insolvency that are older than it."""
    customers = dossier.table("customers")
    if customers is None or not len(customers) or "judgment_on" not in customers.columns:
        return np.zeros(len(rows), bool)
    known = customers.drop_duplicates("customer_id").set_index("customer_id")["judgment_on"]
    judged = pd.to_datetime(rows["customer_id"].map(known), errors="coerce")
    frozen = (judged <= pd.Timestamp(day)) & (rows["issue_date"] < judged)
    return np.asarray(frozen.to_numpy(), bool)
