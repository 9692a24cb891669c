"""Means: who pays by cheque; large firms that pay late by cheque are those of the story, the others pay by transfer.

Units: whole cents with VAT, days.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cashkit.sample.booked import told

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from cashkit.sample.seen import Seen

    Whole = NDArray[np.int64]

_LARGE, _LATE = 4_900_000, 13.0  # 2 % and two days below what counts
CHEQUE, TRANSFER = "cheque", "transfer"


def with_means(seen: Seen, slow: Whole) -> dict[str, pd.DataFrame]:
    """Return the tables in which no other large firm pays late by cheque."""
    tables, known = dict(seen.tables), seen.known
    large = (known["invoiced"] > _LARGE) & (known["late"] > _LATE)
    other = large.to_numpy(bool) & (seen.text("payment_method") == CHEQUE).to_numpy(bool)
    other[slow] = False
    ids = seen.customers["customer_id"][other]
    for name, column in (("customers", "payment_method"), ("payments", "method")):
        table = tables[name]
        theirs = table["customer_id"].isin(ids) & (told(table, column) == CHEQUE)
        tables[name] = table.assign(**{column: table[column].where(~theirs, TRANSFER)})
    return tables
