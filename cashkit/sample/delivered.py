"""Delivered: each delivery with the invoice that charges it, told by its own number, the invoice's, or their order.

>>> import pandas as pd
>>> deliveries = pd.DataFrame({"delivery_id": ["D1", "D2", "D3"], "order_id": ["O1", "O2", "O3"],
...     "invoice_id": ["F1", None, None]})
>>> invoices = pd.DataFrame({"invoice_id": ["F1", "F2", "F3"], "kind": "invoice", "order_id": ["O1", None, "O3"],
...     "delivery_id": [None, "D2", None], "nature": "goods"})
>>> invoice_rows(deliveries, invoices).tolist()
[0, 1, 2]

An order stands for its delivery only where it has one. Units: rows of `invoices`, -1 where there is none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from cashkit.sample.booked import positions, taken, told

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    Whole = NDArray[np.int64]

DEPOSIT = "deposit"


def invoice_rows(deliveries: pd.DataFrame, invoices: pd.DataFrame) -> Whole:
    """Return the row of the invoice of each delivery."""
    own = np.flatnonzero((told(invoices, "kind") == "invoice") & (told(invoices, "nature") != DEPOSIT))
    charges = invoices.iloc[own]
    found = positions(told(deliveries, "invoice_id"), charges["invoice_id"])
    found = _else(found, positions(deliveries["delivery_id"], told(charges, "delivery_id")))
    alone = positions(told(deliveries, "order_id"), told(charges, "order_id"))
    alone[~_alone(told(deliveries, "order_id"))] = -1
    return taken(own, _else(found, alone))


def _else(first: Whole, second: Whole) -> Whole:
    return np.where(first >= 0, first, second)


def _alone(orders: pd.Series) -> NDArray[np.bool_]:
    """Say of each delivery whether it is the only one of its order."""
    coded = pc.dictionary_encode(pa.array(orders, type=pa.string()))
    coded = coded.combine_chunks() if isinstance(coded, pa.ChunkedArray) else coded
    codes = np.asarray(coded.indices)
    return np.asarray((np.bincount(codes)[codes] == 1) & (orders != "").to_numpy(), bool)
