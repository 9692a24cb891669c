"""Dormant: customers of the sample that no longer buy; most codes were put to rest, some still have a line open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cashkit.sample.booked import told
from cashkit.sample.identity import put
from cashkit.sample.standing import HALF_AND_YEAR_BEFORE

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    from numpy.typing import NDArray

    Whole = NDArray[np.int64]

_MARGIN = 10  # days


def with_dormant(customers: pd.DataFrame, known: pd.DataFrame, cast: Mapping[str, Whole]) -> pd.DataFrame:
    """Return the customers with the codes put to rest that have not bought for eighteen months."""
    made = customers.copy()
    asleep = (known["last_invoice"] < HALF_AND_YEAR_BEFORE + _MARGIN) & (known["owed"] == 0)
    active = told(customers, "status").isin(["active", ""]) & customers["ship_to_of"].isna()
    rows = np.flatnonzero(asleep.to_numpy(bool) & active.to_numpy(bool))
    put(made, np.setdiff1d(rows, cast["dormant_with_limit"]), "status", "dormant")
    return made
