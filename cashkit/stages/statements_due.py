"""The statements of account due at a date: one for each customer whose next step is written.

>>> import pandas as pd
>>> from datetime import date
>>> from cashkit.dossier.dossier import Dossier
>>> invoices = pd.DataFrame({"invoice_id": ["F1", "F2"], "customer_id": "C1", "kind": "invoice",
...     "issue_date": ["2025-10-01", "2025-12-01"], "due_date": ["2025-11-15", "2026-01-30"], "amount": [1000.0, 70.0]})
>>> (one,) = statements_due(Dossier.of(name="case", invoices=invoices), date(2025, 12, 31))
>>> one.step, [line.item for line in one.owed], one.total  # 46 days at 12.15 %, and 40 €
('formal_notice', ['F1'], Decimal('1055.31'))

The amounts are those of the work list: `to_chase` is the balance of the statement, before the due date `due_soon`.
Errors: none of its own; what cannot be computed leaves `lever` None.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.ground import formats
from cashkit.ground.calendar import day_number
from cashkit.ground.money import euros
from cashkit.law.rates import default_rates
from cashkit.measures.claims import claims
from cashkit.measures.customer_facts import FRANCE, as_text, customer_facts
from cashkit.measures.late_interest import late_interest
from cashkit.measures.retention import RELEASED
from cashkit.stages.chaseable import waiting
from cashkit.stages.dunning import PLAN
from cashkit.stages.statement_of_account import CLAIMING, RETENTION, WRITTEN, Debtor, Half, Lever, Line, Statement
from cashkit.stages.work_list import work_list

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping
    from datetime import date

    from cashkit.dossier.dossier import Dossier
    from cashkit.law.rates import Rates
    from cashkit.stages.dunning import DunningPlan

_EURO = "EUR"
_PARTICULARS = ("address", "postcode", "city", "country", "ap_contact", "email")
Row = dict[str, object]


@dataclass(frozen=True)
class _Day:
    """The date of the statements, the plan and the rates."""

    as_of: date
    plan: DunningPlan
    rates: Rates


def statements_due(
    dossier: Dossier, as_of: date, *, plan: DunningPlan = PLAN, rates: Rates | None = None
) -> tuple[Statement, ...]:
    """Return the statements due at a date, in the order of the work list."""
    found = claims(dossier, as_of=as_of)
    work = work_list(dossier, found, as_of, plan)
    work = work[work["next_step"].isin(WRITTEN)]
    rows = found.assign(waiting=waiting(dossier, found, as_of, plan), customer=as_text(found["customer_id"]))
    mine = {str(customer): part for customer, part in rows.groupby("customer", sort=False)}
    asked, day = _asked(dossier, work, as_of), _Day(as_of, plan, rates or default_rates())
    return tuple(_statement(one, mine[str(one["customer"])], day) for one in asked)


def _asked(dossier: Dossier, work: pd.DataFrame, as_of: date) -> list[Row]:
    """Return the lines of the work list with the customer as text, and whether it owes for its lateness."""
    facts, customers = customer_facts(dossier), as_text(work["customer_id"])
    kind, judged = facts.words("kind", customers), facts.judged_by(day_number(as_of), customers)
    bears = ~facts.is_person(customers) & ~judged & ~facts.is_public(customers)  # art. L441-10: between professionals
    told = work.assign(customer=customers, kind=kind, bears=bears & (dossier.currency == _EURO))
    known = facts.rows(customers)
    for name in _PARTICULARS:  # "" for a customer that is not known, the last one
        written = np.array([""], object) if facts.table is None else np.append(facts.table.ids(name), "")
        told[name] = written[known]
    return [{str(name): value for name, value in row.items()} for row in told.to_dict("records")]


def _statement(one: Row, rows: pd.DataFrame, day: _Day) -> Statement:
    step, late = str(one["next_step"]), rows["days_late"] > 0
    free = rows["standing"] == "claimable"
    soon = (rows["due_date"] - pd.Timestamp(day.as_of)).dt.days <= day.plan.before_due
    before = step == WRITTEN[0]
    owed = rows[free & ~late & soon] if before else rows[free & late & (rows["waiting"] < rows["open_cents"])]
    credits = rows[rows["standing"] == "credit"].iloc[: 0 if before else None]
    claims_it = step in CLAIMING and bool(one["bears"]) and credits.empty
    return Statement(
        rank=int(str(one["priority"])),
        debtor=_debtor(one),
        step=step,
        channel=str(one["channel"]),
        owed=_lines(owed),
        credits=_lines(credits),
        promised=euros(int(owed["waiting"].sum())),
        disputed=bool((rows["standing"] == "disputed").any()),
        lever=_lever(owed, day) if claims_it else None,
    )


def _debtor(one: Row) -> Debtor:
    street, town = str(one["address"]), f"{one['postcode']} {one['city']}".strip()
    abroad = "" if str(one["country"]).lower() in FRANCE else formats.country(str(one["country"]))
    return Debtor(
        customer_id=str(one["customer"]),
        name=str(one["name"]),
        kind=str(one["kind"]),
        address=tuple(line for line in (street, town, abroad) if line),
        contact=str(one["ap_contact"]),
        email=str(one["email"]),
        abroad=bool(abroad),
    )


def _lines(rows: pd.DataFrame) -> tuple[Line, ...]:
    """Return items as lines, the oldest due date first."""
    rows = rows.sort_values(["due_date", "issue_date", "id"], kind="stable")
    return tuple(
        Line(
            item=str(row["id"]),
            kind=RETENTION if row["told_by"] == RELEASED else str(row["kind"]),
            issue_date=row["issue_date"].date(),
            due_date=None if pd.isna(row["due_date"]) else row["due_date"].date(),
            days_late=int(row["days_late"]),
            amount=euros(round(float(row["amount"]) * 100)),
            open_amount=euros(int(row["open_cents"])),
        )
        for row in rows.to_dict("records")
    )


def _lever(owed: pd.DataFrame, day: _Day) -> Lever | None:
    """Return interest and indemnities on what is owed, less what waits for a promised day; None where none bears."""
    due = owed.assign(open_cents=owed["open_cents"] - owed["waiting"])
    found = late_interest(due, as_of=day.as_of, rates=day.rates)
    if not found.invoices:
        return None
    return Lever(
        halves=tuple(_half(row) for row in found.by_half_year.to_dict("records")),
        indemnity=euros(found.indemnity_cents),
        invoices=found.invoices,
        known_until=day.rates.last_known_day if found.missing else None,
    )


def _half(row: Mapping[Hashable, object]) -> Half:
    interest = euros(round(float(str(row["interest"])) * 100))
    return Half(str(row["half_year"]), float(str(row["annual_rate"])), interest)
