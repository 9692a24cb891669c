"""Planted by the cycle: every true case of its codes and what only looks like one, told from the finished tables.

Orders (stage 4), deliveries (5), invoices (6) and receipts (7); what follows from limits, disputes and reminders is
told by the follow-up.

>>> from cashkit.sample.customers import make_customers
>>> from cashkit.sample.cycle import make_cycle
>>> from cashkit.sample.plan import Plan
>>> plan = Plan(invoices=600)
>>> customers = make_customers(plan)
>>> made = planted({"customers": customers, **make_cycle(plan, customers)})
>>> made.loc[made["code"] == "goods_to_reclaim", ["key", "near_miss"]].to_numpy().tolist()
[['C0024', False], ['C0029', True], ['C0031', True]]
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from cashkit.sample import harmless_supply, planted_deliveries, planted_invoices, planted_orders, planted_receipts
from cashkit.sample.seen import Seen

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOMS = (planted_orders, planted_deliveries, planted_invoices, planted_receipts)


def planted(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return one row a case at the end of the story: stage, code, key, near_miss, note."""
    seen = Seen(tables)
    parts: list[pd.DataFrame] = [part for room in ROOMS for part in (*room.planted(seen), *room.near_misses(seen))]
    parts += harmless_supply.near_misses(seen)
    return pd.concat([part for part in parts if len(part)], ignore_index=True)
