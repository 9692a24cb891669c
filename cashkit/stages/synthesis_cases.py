"""The cases of the synthesis: findings of one code taken together, with who answers, by when, and what to do first.

On a page for one reader the eight that matter are told: first what may be lost on a day that is known, then what
waits to be taken up; losses before cash that is late, each by its amount. A case that lies within another one
says so, and the totals count each euro once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

import pandas as pd

from cashkit.dossier.findings import KINDS
from cashkit.dossier.tables import IDS
from cashkit.ground import language
from cashkit.ground.money import euros
from cashkit.measures.customer_facts import as_text
from cashkit.stages.actions import LAST_RANK, Action, action, actions
from cashkit.stages.at_stake import once, rows_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from cashkit.dossier.dossier import Dossier
    from cashkit.dossier.findings import Finding, Kind
    from cashkit.stages.nine import Nine
    from cashkit.stages.situation import Situation

CASES, LOSSES = 8, 5
"""How many cases a page tells, and how many of them are losses where other cash waits too."""
RISK = 3
"""The last rank that a managing director is told of."""
_WITHIN = 0.99
_INVOICES = "invoices"
_OWNED = (_INVOICES, "deliveries", "orders")
_OPEN_ONLY = ("loss", "cash_late")
"""The kinds that only what is open can be of: a legal exposure outlives the payment."""


@dataclass(frozen=True)
class Case:
    """The findings of one code and kind, of one stage."""

    stage: str
    kind: Kind
    action: Action
    findings: tuple[Finding, ...]
    limits: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """The most cents that a row counts for (`limits_of`)."""

    @property
    def cents(self) -> int:
        """What they put at stake, each euro once."""
        return once(self.findings, limits=self.limits)

    @property
    def rows(self) -> Mapping[tuple[str, str], int]:
        """The cents of each row that they touch."""
        found: dict[tuple[str, str], int] = {}
        for finding in self.findings:
            for row, cents in rows_of(finding).items():
                found[row] = max(found.get(row, 0), min(cents, self.limits.get(row, cents)))
        return found

    @property
    def title(self) -> str:
        """What to do, after the customer's name where it is about one customer: the head of a line."""
        said = self.phrase
        return said[:1].upper() + said[1:]

    @property
    def phrase(self) -> str:
        """The same, within a sentence."""
        name = self.findings[0].params.get("name") if self.customer else None
        what = self.action.what()
        what = what[:1].lower() + what[1:]
        return what if not name else language.say("views.listed", name=name, value=what)

    @property
    def customer(self) -> str:
        """The code of its customer; "" where it is about several, or about none."""
        who = {one.customer_id or "" for one in self.findings}
        return who.pop() if len(who) == 1 else ""


def grouped(asked: Nine, limits: Mapping[tuple[str, str], int] | None = None) -> list[Case]:
    """Return the findings of the nine stages by code and kind; what may be lost or is late is within the limits."""
    groups: dict[tuple[str, str, Kind], list[Finding]] = {}
    for stage, one in asked.findings():
        if one.code in actions():
            groups.setdefault((stage, one.code, one.kind), []).append(one)
    return [
        Case(stage, kind, action(code), tuple(found), (limits or {}) if kind in _OPEN_ONLY else {})
        for (stage, code, kind), found in groups.items()
    ]


def _by_rank(case: Case) -> tuple[int, int, int, str]:
    return case.action.rank, KINDS.index(case.kind), -case.cents, case.action.code


def to_act(cases: Sequence[Case]) -> list[Case]:
    """Return the cases that a page tells: losses, then cash that is late, each by its amount."""
    known = sorted((case for case in cases if case.action.rank <= RISK and case.cents), key=_by_rank)
    lost, late = ([case for case in known if case.kind == kind] for kind in ("loss", "cash_late"))
    kept = max(LOSSES, CASES - len(late))
    lost, late = lost[:kept], late[: CASES - min(len(lost), kept)]
    return [*sorted(lost, key=lambda case: -case.cents), *sorted(late, key=lambda case: -case.cents)]


def cases_to_act(cases: Sequence[Case], as_of: date) -> pd.DataFrame:
    """Return the cases of the page: kind, to_do, amount_at_stake, within (of one above), who, due_by, case_customer."""
    told: list[Case] = []
    rows = []
    for case in to_act(cases):
        within = _within(case, told)
        deadline = case.action.deadline(case.findings, as_of)
        amount = float(euros(case.cents))
        by = pd.NaT if deadline is None else pd.Timestamp(deadline)
        rows.append((case.kind, case.title, amount, within, case.action.owner, by, case.customer))
        told.append(case)
    return pd.DataFrame(rows, columns=["kind", "to_do", "amount_at_stake", "within", "who", "due_by", "case_customer"])


def _within(case: Case, told: Sequence[Case]) -> float:
    """Return the amount of the case above that holds all of this one; NaN where none does."""
    for other in told:
        shared = sum(min(cents, other.rows.get(row, 0)) for row, cents in case.rows.items())
        if other.kind == case.kind and shared and shared >= _WITHIN * case.cents:
            return float(euros(other.cents))
    return float("nan")


def stage_fact(cases: Sequence[Case], stage: str) -> str:
    """Return the one fact of a stage: its first case by rank, then kind, then amount; "" where it has none."""
    own = sorted((case for case in cases if case.stage == stage and case.action.rank <= LAST_RANK), key=_by_rank)
    return own[0].action.fact(len(own[0].findings), own[0].cents) if own else ""


def limits_of(asked: Nine, at: Situation) -> dict[tuple[str, str], int]:
    """Return what is open of each invoice that a finding touches: it can be lost, or late, for no more."""
    touched = {key for _, one in asked.findings() for table, key, _ in one.items if table == _INVOICES}
    table = at.table(_INVOICES) if touched else None
    if table is None:
        return {}
    known = [key for key in dict.fromkeys(map(str, table.ids("invoice_id"))) if key in touched]
    return {(_INVOICES, key): int(cents) for key, cents in zip(known, at.open_of(known), strict=True)}


def at_stake(asked: Nine, dossier: Dossier, limits: Mapping[tuple[str, str], int] | None = None) -> pd.DataFrame:
    """Return what is at stake by kind: kind, findings, amount_found (as each finding says), amount_at_stake (once)."""
    found = [one for _, one in asked.findings()]
    owners = _owners(found, dossier)
    rows = []
    for kind in KINDS:
        own = [one for one in found if one.kind == kind]
        if own:
            gross = sum((one.amount_at_stake for one in own), Decimal(0))
            counted = once(own, owners, limits if kind in _OPEN_ONLY else None)
            rows.append((kind, len(own), float(gross), float(euros(counted))))
    return pd.DataFrame(rows, columns=["kind", "findings", "amount_found", "amount_at_stake"])


def _owners(found: Sequence[Finding], dossier: Dossier) -> dict[tuple[str, str], str]:
    """Return the customer of each row that a finding of no single customer touches."""
    wanted = {(table, key) for one in found if not one.customer_id for table, key, _ in one.items if table in _OWNED}
    owners: dict[tuple[str, str], str] = {}
    for name in sorted({table for table, _ in wanted}):
        table = dossier.table(name)
        if table is not None and "customer_id" in table.columns:
            known = pd.Series(as_text(table["customer_id"]), index=as_text(table[IDS[name]]))
            asked = known[known.index.isin([key for one, key in wanted if one == name])]
            owners |= {(name, str(key)): str(customer) for key, customer in asked.items()}
    return owners
