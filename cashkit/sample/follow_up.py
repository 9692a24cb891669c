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
from cashkit.sample.gathered import gathered
from cashkit.sample.identity import with_identity_faults
from cashkit.sample.limits import with_limits
from cashkit.sample.market import make_market
from cashkit.sample.means import with_means
from cashkit.sample.parts import cast_parts, reserved
from cashkit.sample.promises import make_promises
from cashkit.sample.quiet import quiet_of
from cashkit.sample.releases import with_releases
from cashkit.sample.reminders import make_reminders
from cashkit.sample.seen import Seen

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from cashkit.sample.plan import Plan
    from cashkit.sample.reminders import Quiet

    Tables = Mapping[str, pd.DataFrame]
    Cast = Mapping[str, NDArray[np.int64]]


def follow_up(plan: Plan, customers: pd.DataFrame, tables: Tables) -> tuple[pd.DataFrame, dict[str, pd.DataFrame]]:
    """Return the customers and all the tables of the sample."""
    likes = make_market(plan)["like"]
    made, late = gathered(plan, Seen({**tables, "customers": customers}), likes)
    seen = Seen(made)
    cast = cast_parts(plan, seen, likes, late)
    made = with_means(seen, cast["means_of_payment_slow"])
    customers = made["customers"]
    filed = with_account_faults(plan, with_identity_faults(customers, cast), seen.known, cast)
    made["customers"] = with_dormant(filed, seen.known, cast)
    seen = Seen(made)
    quiet = quiet_of(plan, seen, cast)
    made["disputes"] = make_disputes(plan, seen, reserved=(reserved(cast), quiet.undisputed))
    made |= _chased(plan, Seen(made), quiet)
    made = with_releases(plan, _granted(plan, Seen(made), cast))
    return made.pop("customers"), made


def _chased(plan: Plan, seen: Seen, quiet: Quiet) -> dict[str, pd.DataFrame]:
    """Return reminders, promises and contacts."""
    made = {"reminders": make_reminders(plan, seen, quiet)}
    made["promises"] = make_promises(plan, seen, made["reminders"], quiet)
    return made | {"contacts": make_contacts(plan, seen, made["promises"], quiet.after)}


def _granted(plan: Plan, seen: Seen, cast: Cast) -> Seen:
    """Return the sample with limits and cover."""
    seen = seen.granted(with_limits(plan, seen, cast))
    covered = with_cover(plan, seen, cast)
    return seen.granted(with_studies(plan, with_notices(seen, covered, cast), seen.known, cast))
