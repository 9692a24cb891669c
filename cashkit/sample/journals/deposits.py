"""Deposits: money paid before delivery; it is owed to the customer (4191) until the final invoice takes it off.

Received 512 / 4191, a few days after the order; applied 4191 / 411 (`settled`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cashkit.ground.calendar import day_number
from cashkit.sample.booked import cents_of, days
from cashkit.sample.journals.postings import Line, post
from cashkit.sample.journals.settled import BANK, DEPOSITS
from cashkit.sample.story import AS_OF

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

_AFTER = 4  # days from the order to the deposit


def deposit_lines(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the entries of the deposits received."""
    orders = tables["orders"]
    cents = cents_of(orders, "deposit_received")
    own, cents = orders[cents > 0], cents[cents > 0]
    day = np.minimum(days(own, "ordered_on") + _AFTER, day_number(AS_OF))
    lines = [Line(BANK, cents), Line(DEPOSITS, -cents, own["customer_id"])]
    return post("BQ", day, ref=own["order_id"], text="Acompte reçu", lines=lines)
