"""Follow-up: what the sample's house knows of its customers, grants them, and does about what they owe.

From the tables of the cycle come the disputes, reminders, promises and contacts, the limits and the cover, who
released what, and the faults of the customer file. The cycle's own rows stay as they are.

>>> from cashkit.sample.customers import make_customers
>>> from cashkit.sample.cycle import make_cycle
>>> from cashkit.sample.plan import Plan
>>> plan = Plan(invoices=600)
>>> clean = make_customers(plan)
>>> customers, tables = follow_up(plan, clean, make_cycle(plan, clean))
>>> [name for name in ("disputes", "reminders", "promises", "contacts") if len(tables[name]) == 0]
[]
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cashkit.sample.account_file import with_account_faults
from cashkit.sample.contacts import make_contacts
from cashkit.sample.cover import with_cover, with_notices, with_studies
from cashkit.sample.disputes import make_disputes
from cashkit.sample.dormant import with_dormant
from cashkit.sample.identity import with_identity_faults
from cashkit.sample.limits import with_limits
from cashkit.sample.market import make_market
from cashkit.sample.parts import cast_parts, reserved
from cashkit.sample.promises import make_promises
from cashkit.sample.quiet import broken_promises, quiet_of
from cashkit.sample.releases import with_releases
from cashkit.sample.reminders import make_reminders
from cashkit.sample.standing import standing

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from cashkit.sample.plan import Plan

    Tables = Mapping[str, pd.DataFrame]
    Cast = Mapping[str, NDArray[np.int64]]


def follow_up(plan: Plan, customers: pd.DataFrame, tables: Tables) -> tuple[pd.DataFrame, dict[str, pd.DataFrame]]:
    """Return the customers and all the tables of the sample."""
    known = standing(customers, tables)
    cast = cast_parts(plan, customers, known, make_market(plan)["like"])
    customers = with_account_faults(plan, with_identity_faults(customers, cast), known, cast)
    customers, made = with_dormant(customers, dict(tables), known, cast)
    made["disputes"] = make_disputes(plan, customers, made, reserved=reserved(cast))
    made |= _chased(plan, customers, made, cast)
    customers = _granted(plan, customers, made, cast)
    return customers, with_releases(plan, customers, made)


def _chased(plan: Plan, customers: pd.DataFrame, tables: Tables, cast: Cast) -> dict[str, pd.DataFrame]:
    """Return reminders, promises and contacts."""
    broken = broken_promises(plan, customers, tables, cast)
    quiet = quiet_of(plan, customers, tables, (cast, broken))
    made = dict(tables)
    made["reminders"] = make_reminders(plan, customers, made, quiet)
    made["promises"] = make_promises(plan, customers, made, broken)
    made["contacts"] = make_contacts(plan, customers, made, quiet.after)
    return {name: made[name] for name in ("reminders", "promises", "contacts")}


def _granted(plan: Plan, customers: pd.DataFrame, tables: Tables, cast: Cast) -> pd.DataFrame:
    """Return the customers with their limits and their cover."""
    known = standing(customers, tables)
    limited = with_limits(plan, customers, tables, cast)
    covered = with_cover(plan, limited, known, cast)
    return with_studies(plan, with_notices(covered, tables, cast), known, cast)
