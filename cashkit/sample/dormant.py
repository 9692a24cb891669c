"""Dormant: customers of the sample that no longer buy; most codes were put to rest, some still have a line open.

One of those orders again in December: its line was never looked at.

Units: euros with VAT, dates.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.sample.booked import told
from cashkit.sample.customers import typed
from cashkit.sample.identity import put
from cashkit.sample.standing import HALF_AND_YEAR_BEFORE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Whole = NDArray[np.int64]

ORDERED_ON, PROMISED_ON, ORDERED, ORDERED_NET = "2025-12-09", "2026-01-23", 12_600.0, 10_500.0
_MARGIN = 10  # days


def with_dormant(
    customers: pd.DataFrame, tables: dict[str, pd.DataFrame], known: pd.DataFrame, cast: Mapping[str, Whole]
) -> tuple[pd.DataFrame, dict[str, pd.DataFrame]]:
    """Return the customers with dormant codes marked, and the tables with the order of one that was not."""
    made = customers.copy()
    asleep = (known["last_invoice"] < HALF_AND_YEAR_BEFORE + _MARGIN) & (known["owed"] == 0)
    asleep &= told(customers, "status").isin(["active", ""]).to_numpy(bool) & ~customers["ship_to_of"].notna()
    rows = np.setdiff1d(np.flatnonzero(asleep), cast["dormant_with_limit"])
    put(made, rows, "status", "dormant")
    return made, tables | {"orders": _with_order(tables["orders"], made.iloc[cast["dormant_with_limit"][:1]])}


def _with_order(orders: pd.DataFrame, awake: pd.DataFrame) -> pd.DataFrame:
    """Return the orders with that of a customer who had not bought for eighteen months."""
    if awake.empty:
        return orders
    day = pd.Timestamp(ORDERED_ON)
    place = int((orders["ordered_on"] <= day).sum())
    row = {
        "order_id": [f"O{day.year}-9{0:05d}"],
        "customer_id": awake["customer_id"].to_numpy(),
        "ordered_on": [ORDERED_ON],
        "amount": [ORDERED],
        "amount_excl_vat": [ORDERED_NET],
        "promised_on": [PROMISED_ON],
        "status": ["open"],
        "vat_regime": ["standard"],
    }
    new = typed("orders", row).astype(orders.dtypes.to_dict())
    return pd.concat([orders.iloc[:place], new, orders.iloc[place:]], ignore_index=True)
