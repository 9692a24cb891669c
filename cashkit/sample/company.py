"""The sample company as a whole: its tables, its books of three years, what is planted in it, and its envelope.

>>> company = make_company(invoices=600)
>>> sorted(company.entries), company.name
([2023, 2024, 2025], 'Fermetures Ombrelune SAS')

The same seed and size give the same company, to the byte.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from cashkit.sample import planted_cycle, planted_ledger, story
from cashkit.sample.customers import make_customers
from cashkit.sample.cycle import make_cycle
from cashkit.sample.envelope import make_envelope
from cashkit.sample.filed_accounts import make_filed_accounts
from cashkit.sample.fiscal_years import entries_of
from cashkit.sample.follow_up import follow_up
from cashkit.sample.journals.figures import rows_of
from cashkit.sample.ledger import ledger_lines
from cashkit.sample.plan import BASE, Plan
from cashkit.sample.planted_follow_up import planted_follow_up

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


STEPS = ("tables", "ledger")


def _silent(_step: str, _done: int) -> None:
    """Say nothing of the progress."""


@dataclass(frozen=True, eq=False)
class Company:
    """A sample company: `entries` by year, the other tables by name."""

    plan: Plan
    tables: Mapping[str, pd.DataFrame]
    entries: Mapping[int, pd.DataFrame]
    planted: pd.DataFrame
    envelope: pd.DataFrame
    name: str = story.NAME
    siren: str = story.SIREN


def make_company(*, invoices: int = BASE, seed: int = 2025, progress: Callable[[str, int], None] = _silent) -> Company:
    """Make the sample company of a size and a seed; `progress` is told each of `STEPS` and how many are done."""
    plan = Plan(seed=seed, invoices=invoices)
    progress(STEPS[0], 0)
    tables = _tables(plan)
    progress(STEPS[1], 1)
    lines = ledger_lines(plan, tables)
    names = pd.concat([tables["customers"].set_index("customer_id")["name"], _suppliers()])
    entries = {year: entries_of(lines, year, names) for year in story.YEARS}
    ledger = planted_ledger.planted(entries[story.AS_OF.year], tables, story.AS_OF)
    planted = pd.concat([planted_cycle.planted(tables), planted_follow_up(tables), ledger], ignore_index=True)
    planted = planted.drop_duplicates(["stage", "code", "key", "near_miss"], ignore_index=True)
    return Company(plan, tables, entries, planted, make_envelope(plan, tables))


def _tables(plan: Plan) -> dict[str, pd.DataFrame]:
    clean = make_customers(plan)
    customers, tables = follow_up(plan, clean, make_cycle(plan, clean))
    return {"customers": customers, **tables, "filed_accounts": make_filed_accounts(plan, customers)}


def _suppliers() -> pd.Series:
    known = rows_of("suppliers.csv")
    return pd.Series([row["name"] for row in known], [row["code"] for row in known], dtype="str")
