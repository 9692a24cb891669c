"""Deposits: money paid before delivery; it is owed to the customer (4191) until the final invoice takes it off.

Received 512 / 4191, a few days after the order; applied 4191 / 411 (`settled`). A deposit that has an invoice of its
own is paid like any invoice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.ground.calendar import day_number
from cashkit.sample.booked import cents_of, days
from cashkit.sample.journals.postings import Line, post
from cashkit.sample.journals.sales import DEPOSIT
from cashkit.sample.journals.settled import BANK, DEPOSITS
from cashkit.sample.story import AS_OF

if TYPE_CHECKING:
    from collections.abc import Mapping

_AFTER = 4  # days from the order to the deposit


def deposit_lines(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the entries of the deposits received."""
    orders, invoices = tables["orders"], tables["invoices"]
    billed = invoices["nature"].eq(DEPOSIT)
    own = orders[(cents_of(orders, "deposit_received") > 0) & ~orders["order_id"].isin(invoices["order_id"][billed])]
    charged = pd.Series(days(invoices, "posted_on"), invoices["order_id"]).groupby(level=0).min()
    first = own["order_id"].map(charged).fillna(day_number(AS_OF)).to_numpy(np.int64)
    day, cents = np.minimum(days(own, "ordered_on") + _AFTER, first), cents_of(own, "deposit_received")
    lines = [Line(BANK, cents), Line(DEPOSITS, -cents, own["customer_id"])]
    return post("BQ", day, ref=own["order_id"], text="Acompte reçu", lines=lines)
