"""The tables of stage 2: limits by rule, weighed and in use, terms, groups, what secures a need, what to review."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.dossier.bookkept import as_dates
from cashkit.law.values import in_force
from cashkit.measures.completeness import PERSONS
from cashkit.measures.line_weights import LineWeights
from cashkit.stages.credit_line_figures import uncovered
from cashkit.stages.credit_line_groups import concentrations, groups, largest, members
from cashkit.stages.credit_line_reviews import cover_changes, reviews
from cashkit.stages.credit_line_risk import portfolio_risk
from cashkit.stages.credit_line_rules import by_rule, given, ruled
from cashkit.stages.credit_line_secured import secured
from cashkit.stages.credit_line_used import lines_used
from cashkit.stages.credit_line_weights import weighed
from cashkit.stages.credit_lines import EXPORT

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    from cashkit.stages.credit_lines import Lines

_USED = [
    "customer_id",
    "name",
    "exposure",
    "credit_limit",
    "limit_used",
    "insured_limit",
    "uncovered",
    "limit_reviewed_on",
]
_CAPS = {"firms": "agreed_maximum", "public": "public_maximum", "hospital": "hospital_maximum"}
_TERMS = ["payment_terms", "regime", "cap_days", "customers", "invoiced", "granted_days", "beyond_share", "extra_days"]


def tables(lines: Lines) -> dict[str, pd.DataFrame]:
    """Return the tables of stage 2, those without a row left out."""
    found = ruled(lines)
    made = {
        "limits_by_rule": by_rule(found),
        "limit_weights": weighed(found, LineWeights.of()),
        "limits_in_use": _in_use(lines),
        "lines_used": lines_used(lines),
        "granted_terms": _terms(lines),
        "need_secured": secured(lines),
        "groups": groups(lines),
        "group_members": members(lines),
        "concentration": concentrations(lines),
        "largest_buyers": largest(lines),
        "cover_changes": cover_changes(lines),
        "portfolio_risk": portfolio_risk(lines),
        "limit_reviews": reviews(lines),
    }
    return {key: frame for key, frame in made.items() if len(frame)}


def _in_use(lines: Lines) -> pd.DataFrame:
    """Return every customer with a limit or a cover and something owed, the most uncovered first."""
    book, bare = lines.book, uncovered(lines)
    rows = np.flatnonzero(((lines.limit > 0) | (lines.insured > 0)) & (book.exposure > 0))
    rows = rows[np.argsort(-bare[rows], kind="stable")]
    limit = given(lines, rows, "credit_limit")
    told = {
        "customer_id": book.file.ids[rows],
        "name": book.file.names[rows],
        "exposure": book.exposure[rows] / 100,
        "credit_limit": limit,
        "limit_used": book.exposure[rows] / 100 / np.where(limit > 0, limit, np.nan),
        "insured_limit": given(lines, rows, "insured_limit"),
        "uncovered": bare[rows] / 100,
        "limit_reviewed_on": as_dates(book.file.days("limit_reviewed_on")[rows]),
    }
    return pd.DataFrame(told, columns=_USED)


def _terms(lines: Lines) -> pd.DataFrame:
    """Return the terms granted under each regime: to how many, for how much, how long, how far beyond the cap."""
    if not lines.has("payment_terms"):
        return pd.DataFrame(columns=_TERMS)
    bought = np.maximum(lines.book.bought, 0)
    days, share, extra = (lines.terms[name].to_numpy(float) for name in ("days", "beyond_share", "extra_days"))
    capped = lines.between_firms
    rows = pd.DataFrame(
        {
            "payment_terms": lines.terms["terms"],
            "regime": regimes(lines),
            "bought": bought,
            "weight": np.where(np.isnan(days), 0, bought),
            "days": np.nan_to_num(days) * bought,
            "beyond": np.where(capped, np.nan_to_num(share), 0) * bought,
            "extra": np.where(capped, np.nan_to_num(extra), 0) * bought,
        }
    )[lines.book.file.active]
    groups = rows.groupby(["payment_terms", "regime"], sort=True)
    sums = groups[["bought", "weight", "days", "beyond", "extra"]].sum().assign(customers=groups.size())
    weight = sums["weight"].where(sums["weight"] > 0)
    told = sums.assign(invoiced=sums["bought"] / 100, granted_days=sums["days"] / weight)
    told = told.assign(beyond_share=sums["beyond"] / weight, extra_days=(sums["extra"] / weight).round(1)).reset_index()
    told = told.assign(cap_days=told["regime"].map(_caps_in_force(lines.book.as_of)).astype(float))
    return told.sort_values("invoiced", ascending=False, kind="stable", ignore_index=True)[_TERMS]


def _caps_in_force(day: date) -> dict[str, float]:
    """Return the cap in days of each regime that has one: from issue between firms, from receipt for public bodies."""
    rules = {regime: in_force("payment_terms", key, day) for regime, key in _CAPS.items()}
    return {regime: float(rule.value) for regime, rule in rules.items() if rule is not None}


def regimes(lines: Lines) -> NDArray[np.object_]:
    """Return which rule each customer's terms are under: firms, public, hospital, private, guaranteed or export."""
    file = lines.book.file
    export = ~file.french | (file.columns.words("segment") == EXPORT)
    under = [file.kind == "hospital", file.kind == "public", np.isin(file.kind, PERSONS), lines.guaranteed, export]
    names = ["hospital", "public", "private", "guaranteed", EXPORT]
    return np.asarray(np.select(under, names, "firms"), object)
