"""The tables of stage 8: aged balances, the work list, overdue items, interest, disputes, retention to confirm."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.ground.money import whole_cents
from cashkit.measures.aged_claims import APART, aged_claims
from cashkit.measures.claims import gross
from cashkit.measures.disputes import pareto
from cashkit.measures.facts import names_of

if TYPE_CHECKING:
    from cashkit.dossier.dossier import Dossier
    from cashkit.stages.recovery_figures import Recoverable
    from cashkit.stages.situation import Situation

_OPTIONAL = [APART["doubtful"], APART["retention"]]
_ITEMS = [
    "id",
    "customer_id",
    "name",
    "kind",
    "issue_date",
    "due_date",
    "days_late",
    "amount",
    "open_amount",
    "standing",
]
_RESIDUES = ["id", "customer_id", "name", "due_date", "days_late", "amount", "open_amount"]
_INTEREST = ["customer_id", "name", "overdue", "invoices", "interest", "indemnity"]
_RETAINED = ["id", "customer_id", "name", "issue_date", "amount", "open_amount", "release", "told_by"]


def tables(at: Situation, found: Recoverable, work: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return the tables of recovery; those without any row for this dossier are left out, the first four never."""
    dossier, year = at.dossier, found.of_the_year
    made = {
        "work_list": work,
        "aged_balance_by_customer": _aged(dossier, found.claims),
        "overdue_items": _items(dossier, found),
        "interest_by_customer": _named(dossier, found.interest.by_customer)[_INTEREST],
    }
    retained = found.claims[found.claims["standing"] == "retention"]
    further = {
        "aged_balance_as_lettered": None if found.as_lettered is None else _aged(dossier, found.as_lettered),
        "aged_balance_by_segment": _by_segment(dossier, found.claims),
        "overdue_by_segment": _overdue_by_segment(at, found),
        "small_residues": _named(dossier, found.residues)[_RESIDUES],
        "interest_by_half_year": found.interest.by_half_year,
        "disputes_by_reason": _disputes(found),
        "disputes_pareto": None if year is None else pareto(year),
        "retention_to_confirm": _named(dossier, retained)[_RETAINED],
    }
    return made | {key: frame for key, frame in further.items() if frame is not None and len(frame)}


def _named(dossier: Dossier, rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(name=names_of(dossier, rows["customer_id"])).reset_index(drop=True)


def _lean(aged: pd.DataFrame) -> pd.DataFrame:
    """Leave doubtful items and retention out where there are none."""
    return aged.drop(columns=[name for name in _OPTIONAL if not aged[name].any()])


def _aged(dossier: Dossier, claims: pd.DataFrame) -> pd.DataFrame:
    """Return the aged balance by customer, the largest debtor first."""
    aged = _lean(aged_claims(claims)).sort_values("total", ascending=False, kind="stable").reset_index()
    return aged.assign(name=names_of(dossier, aged["customer_id"]))[
        ["customer_id", "name", *(name for name in aged.columns if name != "customer_id")]
    ]


def _by_segment(dossier: Dossier, claims: pd.DataFrame) -> pd.DataFrame | None:
    customers = dossier.table("customers")
    if customers is None or "segment" not in customers.columns or claims.empty:
        return None
    segment = customers.drop_duplicates("customer_id").set_index("customer_id")["segment"]
    by = claims["customer_id"].map(segment).astype(object).fillna("").rename("segment")
    return _lean(aged_claims(claims, by=by)).reset_index()


def _overdue_by_segment(at: Situation, found: Recoverable) -> pd.DataFrame | None:
    """Return what is overdue by segment, the largest first: overdue, its share of all, its rate, customers late."""
    if not at.facts.has("segment") or found.overdue.empty:
        return None
    owed = gross(found.claims)
    late = (owed["days_late"] > 0) & (owed["standing"] != "retention")
    rows = pd.DataFrame(
        {
            "segment": at.facts.words("segment", owed["customer_id"]),
            "overdue": owed["open_cents"].where(late, 0),
            "gross": owed["open_cents"],
            "customer": owed["customer_id"].where(late),
        }
    )
    groups = rows.groupby("segment", sort=True)
    sums = groups[["overdue", "gross"]].sum()
    frame = pd.DataFrame(
        {
            "overdue": sums["overdue"] / 100,
            "share": sums["overdue"] / int(sums["overdue"].sum()),
            "overdue_rate": sums["overdue"] / sums["gross"],
            "customers": groups["customer"].nunique(),
        }
    )
    return frame.sort_values("overdue", ascending=False, kind="stable").reset_index()


def _items(dossier: Dossier, found: Recoverable) -> pd.DataFrame:
    """Return the overdue items, the largest first."""
    rows = _named(dossier, found.overdue)
    order = np.lexsort((-rows["days_late"], -rows["open_cents"]))
    return rows.iloc[order][_ITEMS].reset_index(drop=True)


def _disputes(found: Recoverable) -> pd.DataFrame | None:
    """Return the open disputes by reason: how many, how much, for how long, without an owner."""
    if found.disputes_open is None or found.disputes_open.empty:
        return None
    rows = found.disputes_open.reset_index(drop=True)
    blank = pd.Series("", index=rows.index)
    owner = rows["owner"].fillna("").astype(str).str.strip() if "owner" in rows else blank
    days = (pd.Timestamp(found.as_of) - pd.to_datetime(rows["opened_on"])).dt.days
    told = pd.DataFrame(
        {
            "reason": rows["reason"].fillna("").astype(str) if "reason" in rows else blank,
            "cents": _disputed_cents(rows, found.claims),
            "days": days,
            "alone": (owner == "").astype("int64"),
        }
    )
    groups = told.groupby("reason", sort=True)
    total = max(int(told["cents"].sum()), 1)
    frame = pd.DataFrame(
        {
            "count": groups.size(),
            "amount": groups["cents"].sum() / 100,
            "share": groups["cents"].sum() / total,
            "mean_days": groups["days"].mean(),
            "without_owner": groups["alone"].sum(),
        }
    )
    return frame.sort_values("amount", ascending=False, kind="stable").reset_index()


def _disputed_cents(rows: pd.DataFrame, claims: pd.DataFrame) -> pd.Series:
    """Return what each dispute holds back: what is open of its invoice, at most the amount disputed."""
    opened = claims[(claims["table"] == "invoices") & (claims["open_cents"] > 0)].groupby("id")["open_cents"].sum()
    left = rows["invoice_id"].map(opened).fillna(0).astype("int64")
    if "amount" not in rows:
        return left
    given = pd.Series(whole_cents(rows["amount"])[0], index=rows.index)
    return left.where(rows["amount"].isna() | (given > left), given)
