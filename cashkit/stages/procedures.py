"""Procedures: for each customer that has owed for long, the route to take, why, the others, what is missing.

A customer is looked at from the day on which a formal notice is due, or earlier when the limitation is near, for
what is neither disputed nor retained, less its credits. Debts frozen by a judgment and debts whose limitation has
passed are told apart from the rest: their routes differ. Sister companies settle between themselves.

Units: whole cents, days. The sentences are in the language in force.
Source: `law/procedures.py`; the rest is custom.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from cashkit.dossier.books import NO_DAY
from cashkit.ground import language
from cashkit.ground.calendar import day_number, from_day, months_after
from cashkit.ground.identifiers import in_the_union
from cashkit.ground.money import euros
from cashkit.law.limitation import WARNING_MONTHS, last_day
from cashkit.law.procedures import Debt, Insolvency, Said, advise
from cashkit.law.routes import in_words
from cashkit.measures.completeness import APART
from cashkit.measures.customer_facts import FRANCE
from cashkit.stages.dunning import PLAN
from cashkit.stages.limitation_terms import debtors, starts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from cashkit.law.procedures import Advice, Sector
    from cashkit.stages.dunning import DunningPlan
    from cashkit.stages.situation import Situation

COLUMNS = ("customer_id", "name", "owed", "procedure", "act_by", "why", "to_decide")
ROUTE_COLUMNS = ("procedure", "conditions", "deadline", "cost", "article")
NOTICE = 4
_SECTORS: dict[str, Sector] = {
    "builders": "construction",
    "construction": "construction",
    "btp": "construction",
    "bâtiment": "construction",
    "carriers": "transport",
    "transport": "transport",
}
_URGENT = 60  # days
_FAR = date(9980, 1, 1)
"""A term that starts later would end after the last year of the calendar."""


@dataclass(frozen=True, eq=False)
class Case:
    """One part of what a customer owes (frozen by a judgment, lapsed or live) with its credits, as the law asks it."""

    customer: str
    name: str
    debt: Debt
    credits: int


def cases(at: Situation, sent: pd.DataFrame | None, plan: DunningPlan = PLAN) -> list[Case]:
    """Return what is looked at: by customer and part, from the plan's formal notice on or near the limitation."""
    groups = _items(at).groupby(["customer", "part"], sort=True)
    parts = groups.agg(cents=("open_cents", "sum"), last=("last", "min"), oldest=("due", "min")).reset_index()
    live, late = parts["part"] == "live", at.until - parts["oldest"]
    parts = parts.assign(credits=np.where(live, _credits(at, parts["customer"]), 0), late=late)
    soon = parts["last"] <= day_number(months_after(min(at.as_of, _FAR), WARNING_MONTHS))
    kept = (parts["cents"] - parts["credits"] >= plan.floor) & (~live | soon | (late >= plan.formal_notice))
    rows = _with_facts(at, parts[kept].reset_index(drop=True), sent)
    return [_case({str(name): value for name, value in row.items()}) for row in rows.to_dict("records")]


def _items(at: Situation) -> pd.DataFrame:
    """Return the items owed, with their part and the last day of their limitation, as day numbers."""
    rows = at.claims[at.claims["standing"].isin(["claimable", "doubtful", "frozen"]) & (at.claims["open_cents"] > 0)]
    kind = at.facts.words("kind", rows["customer"])
    rows = rows[~np.isin(kind, APART) & (rows["customer"] != "").to_numpy()]
    frozen = _frozen(at, rows)
    kept = frozen | (rows["days_late"] > 0).to_numpy()
    rows, frozen = rows[kept], frozen[kept]
    begun = np.minimum(starts(at, rows), min(at.until, day_number(_FAR)))
    pairs = list(zip(begun.tolist(), debtors(at, rows["customer"]), strict=True))
    terms = {pair: day_number(last_day(from_day(pair[0]), pair[1])) for pair in set(pairs)}
    last = np.array([terms[pair] for pair in pairs], np.int64)
    due = rows["due_date"].to_numpy().astype("datetime64[D]").astype(np.int64)
    return rows.assign(part=np.select([frozen, last < at.until], ["frozen", "lapsed"], "live"), last=last, due=due)


def _frozen(at: Situation, rows: pd.DataFrame) -> NDArray[np.bool_]:
    """Return which items a judgment freezes: older than it, or of a customer said to be insolvent without a date."""
    judged = at.facts.days("judgment_on", rows["customer"]).astype(np.int64)
    issued = rows["issue_date"].to_numpy().astype("datetime64[D]").astype(np.int64)
    undated = (judged == NO_DAY) & (at.facts.words("status", rows["customer"]) == "insolvency")
    known = (judged != NO_DAY) & (judged <= at.until) & (issued < judged)
    return np.asarray(undated | known, bool)


def _credits(at: Situation, customers: pd.Series) -> NDArray[np.int64]:
    """Return the credits of each customer that settle nothing yet, in cents."""
    rows = at.claims[at.claims["standing"] == "credit"]
    sums = -rows.groupby("customer")["open_cents"].sum()
    return sums.reindex(customers).fillna(0).to_numpy(np.int64)


def _with_facts(at: Situation, parts: pd.DataFrame, sent: pd.DataFrame | None) -> pd.DataFrame:
    """Return the parts with what the file says of their customers."""
    ids, facts = parts["customer"], at.facts
    insured = (facts.cents("insured_limit", ids) > 0) & (facts.days("insurer_notice_on", ids) < parts["oldest"])
    country = facts.words("country", ids)
    who = ["merchant" if one == "transport" else one for one in debtors(at, ids)]
    home = "" if facts.at_home else "?"  # in books of another currency a blank country is not France
    party = [_abroad(str(land) or home) if one == "merchant" else one for one, land in zip(who, country, strict=True)]
    notices = None if sent is None else sent[sent["level"] >= NOTICE].groupby("customer")["sent"].max()
    noticed = None if notices is None else notices.reindex(ids).fillna(NO_DAY).to_numpy() > parts["oldest"]
    return parts.assign(
        name=at.names(ids),
        party=party,
        sector=[_SECTORS.get(str(word), "") for word in facts.words("segment", ids)],
        published=facts.days("published_on", ids),
        declared=facts.days("claim_declared_on", ids),
        insured=insured,
        noticed=noticed,
        until=at.until,
    )


def _abroad(country: str) -> str:
    """Return the party that a firm of a country is: Denmark stands outside the European payment order."""
    if country in FRANCE:
        return "merchant"
    return "european" if in_the_union(country) and country != "dk" else "foreign"


def _case(row: dict[str, Any]) -> Case:
    debt = Debt(
        euros(int(row["cents"] - row["credits"])),
        row["party"],
        limitation=from_day(row["last"]),
        sector=row["sector"],
        days_late=int(row["late"]),
        noticed=None if row["noticed"] is None else bool(row["noticed"]),
        insured=bool(row["insured"]),
    )
    if row["part"] == "frozen":
        debt = replace(debt, insolvency=Insolvency(*(_known(row, name) for name in ("published", "declared"))))
    return Case(str(row["customer"]), str(row["name"]), debt, int(row["credits"]))


def _known(row: dict[str, Any], name: str) -> date | None:
    """Return a day that had come by then."""
    return None if row[name] == NO_DAY or row[name] > row["until"] else from_day(int(row[name]))


def procedures(at: Situation, sent: pd.DataFrame | None, plan: DunningPlan = PLAN) -> pd.DataFrame:
    """Return the route of each case (columns: `COLUMNS`): what must be done within 60 days first, then by amount."""
    rows, known = [], at.facts.has("kind") or at.facts.has("segment")
    for case in cases(at, sent, plan):
        advice = advise(case.debt, at.as_of)
        urgent = advice.last_day is not None and 0 <= (advice.last_day - at.as_of).days <= _URGENT
        told = (case.customer, case.name, float(case.debt.amount), advice.route, advice.last_day)
        rows.append((not urgent, *told, _why(advice), _missing(case, advice, known=known)))
    frame = pd.DataFrame(rows, columns=["later", *COLUMNS])
    frame = frame.sort_values(["later", "owed"], ascending=[True, False], kind="stable", ignore_index=True)
    return frame.assign(act_by=pd.to_datetime(frame["act_by"]).astype("datetime64[s]"))[list(COLUMNS)]


def _why(advice: Advice) -> str:
    """Return the reasons as sentences, then the other routes."""
    reasons = _sentences(advice.reasons)
    if not advice.others:
        return reasons
    names = ", ".join(language.say(f"views.procedure.{route}") for route in advice.others)
    return f"{reasons} {language.say('procedures.others', routes=names)}"


def _missing(case: Case, advice: Advice, *, known: bool) -> str:
    """Return what is to be known or done before the decision."""
    asked = [Said("ask_match", {"unapplied": euros(case.credits)})] if case.credits else []
    unknown = [] if known or case.debt.insolvency else [Said("ask_debtor")]
    return _sentences([*asked, *advice.missing, *unknown]) or language.say("procedures.nothing_missing")


def _sentences(told: Iterable[Said]) -> str:
    return " ".join(language.say(f"procedures.{one.key}", **one.params) for one in told)


def routes_told(found: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Return the routes of a table of procedures, each once, as the law has them on a day (`ROUTE_COLUMNS`)."""
    rows = list(_routes(dict.fromkeys(found["procedure"]), as_of))
    return pd.DataFrame(rows, columns=list(ROUTE_COLUMNS))


def _routes(names: Iterable[str], as_of: date) -> Iterator[tuple[str, ...]]:
    for route in names:
        yield (route, *(in_words(route, aspect, as_of) for aspect in ROUTE_COLUMNS[1:]))
