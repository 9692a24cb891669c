"""The tables of stage 2: limits by several rules, limits in use, terms granted, groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.accounts.filed_accounts import filed_accounts
from cashkit.dossier.bookkept import as_dates
from cashkit.dossier.table_columns import columns_of
from cashkit.dossier.tables import INVOICED_KINDS
from cashkit.ground.identifiers import siren_of
from cashkit.ground.money import euros
from cashkit.law.values import in_force
from cashkit.measures.completeness import PERSONS
from cashkit.measures.credit_limit import RULES, binding, concentration_cap, equity_share, need
from cashkit.measures.customer_facts import PUBLIC
from cashkit.stages.credit_line_figures import uncovered
from cashkit.stages.credit_lines import EXPORT
from cashkit.stages.portfolio import YEAR

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal

    from numpy.typing import NDArray

    from cashkit.stages.credit_lines import Lines

    Rows = NDArray[np.intp]

LARGEST = 20
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
_GROUPS = ["group_id", "name", "customers", "exposure", "credit_limit", "insured_limit", "share_of_invoiced"]
_CAPS = {"firms": "agreed_maximum", "public": "public_maximum", "hospital": "hospital_maximum"}
_TERMS = ["payment_terms", "regime", "cap_days", "customers", "invoiced", "granted_days", "beyond_share", "extra_days"]


def tables(lines: Lines) -> dict[str, pd.DataFrame]:
    """Return the tables of stage 2, those without a row left out."""
    made = {"limits_by_rule": _by_rule(lines), "limits_in_use": _in_use(lines)}
    made |= {"granted_terms": _terms(lines), "groups": _groups(lines)}
    return {key: frame for key, frame in made.items() if len(frame)}


def _by_rule(lines: Lines) -> pd.DataFrame:
    """Return the largest exposures with a limit by each rule, the smallest of which is proposed."""
    rows = _largest(lines)
    rules = {"need": _needs(lines, rows), "equity": _equities(lines, rows)}
    rules |= {"concentration": _concentrations(lines, rows), "insurer": _insured(lines, rows)}
    proposed, rule = binding({name: rules[name].tolist() for name in RULES})
    told = {
        "customer_id": lines.book.file.ids[rows],
        "name": lines.book.file.names[rows],
        "exposure": lines.book.exposure[rows] / 100,
        "credit_limit": _given(lines, rows, "credit_limit"),
    }
    limits = {f"limit_{name}": values for name, values in rules.items()}
    return pd.DataFrame(told | limits | {"proposed_limit": proposed, "binding_rule": rule})


def _largest(lines: Lines) -> Rows:
    """Return the rows of the largest exposures on firms."""
    exposure = np.where(np.isin(lines.book.file.kind, (*PERSONS, *PUBLIC)), 0, lines.book.exposure)
    order = np.argsort(-exposure, kind="stable")[:LARGEST]
    return order[exposure[order] > 0]


def _needs(lines: Lines, rows: Rows) -> NDArray[np.float64]:
    """Return what each customer owes if it goes on buying and paying as it does; unknown without its terms."""
    days, late = lines.terms["days"].to_numpy(float), np.nan_to_num(lines.book.days_late)
    invoices = columns_of(lines.book.dossier, "invoices")
    if invoices is None:
        return np.full(len(rows), np.nan)
    issued, cents = invoices.days("issue_date").astype(np.int64), invoices.cents("amount")
    kept = (issued > lines.book.months_ago(YEAR)) & (issued <= lines.book.until)
    kept &= np.isin(invoices.words("kind"), INVOICED_KINDS)
    owner = pd.Index(lines.book.file.ids).get_indexer(pd.Index(invoices.ids("customer_id")))
    made = []
    for row in rows:
        own = kept & (owner == row)
        waited = days[row] + max(late[row], 0)
        made.append(np.nan if np.isnan(waited) else float(need(issued=issued[own], cents=cents[own], days=waited)))
    return np.array(made, float)


def _equities(lines: Lines, rows: Rows) -> NDArray[np.float64]:
    equity = _filed_equity(lines, rows)
    late = lines.book.days_late
    made = [
        np.nan
        if equity[row] is None
        else float(equity_share(equity=equity[row] or 0, days_late=None if np.isnan(late[row]) else float(late[row])))
        for row in rows
    ]
    return np.array(made, float)


def _filed_equity(lines: Lines, rows: Rows) -> Mapping[int, Decimal | None]:
    """Return the equity of some customers by their latest accounts, None where these are not in the dossier."""
    filed, siren = lines.book.dossier.table("filed_accounts"), lines.book.file.columns.ids("siren")
    wanted = {int(row): siren_of(siren[row]) for row in rows}
    if filed is None:
        return dict.fromkeys(wanted)
    accounts = filed_accounts(filed, as_of=lines.book.as_of, of={one for one in wanted.values() if one})
    return {row: accounts[one].value("DL") if one in accounts else None for row, one in wanted.items()}


def _concentrations(lines: Lines, rows: Rows) -> NDArray[np.float64]:
    cap = concentration_cap(receivables=euros(int(lines.book.owed.sum())))
    return np.full(len(rows), float(cap))


def _insured(lines: Lines, rows: Rows) -> NDArray[np.float64]:
    return _given(lines, rows, "insured_limit")


def _given(lines: Lines, rows: Rows, name: str) -> NDArray[np.float64]:
    """Return an amount of the file in euros, NaN where it is blank."""
    columns = lines.book.file.columns
    return np.where(columns.given(name), columns.cents(name) / 100, np.nan)[rows]


def _in_use(lines: Lines) -> pd.DataFrame:
    """Return every customer with a limit or a cover and something owed, the most uncovered first."""
    book, bare = lines.book, uncovered(lines)
    rows = np.flatnonzero(((lines.limit > 0) | (lines.insured > 0)) & (book.exposure > 0))
    rows = rows[np.argsort(-bare[rows], kind="stable")]
    limit = _given(lines, rows, "credit_limit")
    told = {
        "customer_id": book.file.ids[rows],
        "name": book.file.names[rows],
        "exposure": book.exposure[rows] / 100,
        "credit_limit": limit,
        "limit_used": book.exposure[rows] / 100 / np.where(limit > 0, limit, np.nan),
        "insured_limit": _given(lines, rows, "insured_limit"),
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
    told = told.assign(beyond_share=sums["beyond"] / weight, extra_days=sums["extra"] / weight).reset_index()
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


def _groups(lines: Lines) -> pd.DataFrame:
    """Return the groups with what they expose and buy together, the largest buyers first."""
    total = int(lines.book.invoiced.sum())
    made = [
        (
            group,
            lines.name_of(rows),
            len(rows),
            int(lines.book.exposure[rows].sum()) / 100,
            int(lines.limit[rows].sum()) / 100,
            int(lines.insured[rows].sum()) / 100,
            int(lines.book.bought[rows].sum()) / total if total > 0 else np.nan,
        )
        for group, rows in lines.groups.items()
    ]
    frame = pd.DataFrame(made, columns=_GROUPS)
    return frame.sort_values("share_of_invoiced", ascending=False, kind="stable", ignore_index=True)
