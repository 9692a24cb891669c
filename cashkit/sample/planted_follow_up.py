"""Planted by the follow-up: every true case of its codes and what only looks like one, told from the finished tables.

The customer file (stages 1 and 3), the credit lines (2), what passed beyond them (4 and 5), and what was done, or
not, about what is owed (6 to 8).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from cashkit.sample import (
    harmless_customers,
    harmless_receipts,
    planted_account,
    planted_collection,
    planted_credit_line,
    planted_inform,
    planted_lines,
    planted_recovery,
)
from cashkit.sample.seen import Seen

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOMS = (
    planted_inform,
    planted_credit_line,
    planted_account,
    planted_lines,
    planted_collection,
    planted_recovery,
)
HARMLESS = (harmless_customers, harmless_receipts)


def planted_follow_up(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return one row a case: stage, code, key, near_miss, note."""
    seen = Seen(tables)
    parts: list[pd.DataFrame] = [part for room in ROOMS for part in (*room.planted(seen), *room.near_misses(seen))]
    parts += [part for room in HARMLESS for part in room.near_misses(seen)]
    return pd.concat([part for part in parts if len(part)], ignore_index=True)
