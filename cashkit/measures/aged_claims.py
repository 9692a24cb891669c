"""Aged claims: the aged balance with doubtful items and retention taken out of the buckets.

The buckets hold what may be late in the trade's sense, so that all but `not_due` sum to the overdue amount;
doubtful items, retention and unapplied credits stand in columns of their own. `total` is that of
the aged balance: the balance of the customer accounts.

>>> found = pd.DataFrame({"customer_id": "C1", "standing": ["claimable", "doubtful", "credit"],
...     "days_late": [31, 400, 0], "open_cents": [12_000, 5_000, -2_000]})
>>> aged_claims(found).loc["C1", ["31-60", "91+", "doubtful_open", "unapplied", "total"]].tolist()
[120.0, 0.0, 50.0, -20.0, 150.0]

Units: euros, VAT included.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.dossier.engine.interface import EDGES
from cashkit.measures.aged_balance import bucket_names
from cashkit.measures.claims import claims

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cashkit.dossier.dossier import Dossier

APART = {"doubtful": "doubtful_open", "retention": "retention", "credit": "unapplied"}


def aged_claims(
    found: pd.DataFrame, *, by: str | pd.Series = "customer_id", edges: Sequence[int] = EDGES
) -> pd.DataFrame:
    """Return the claims by age: one row per key, sorted; `by` is a column of the claims, or one key for each."""
    keys = found[by] if isinstance(by, str) else by
    columns = [*bucket_names(edges), *APART.values()]
    late = found["days_late"].to_numpy(np.int64)
    bucket = np.searchsorted(np.array([0, *edges]), late, side="left")
    apart = found["standing"].map({name: columns.index(column) for name, column in APART.items()})
    place = np.where(apart.isna(), bucket, apart.fillna(0)).astype(np.int64)
    codes, labels = pd.factorize(keys.astype(object).to_numpy(), sort=True)
    cents = np.zeros((len(labels), len(columns)), np.int64)
    np.add.at(cents, (codes, place), found["open_cents"].to_numpy(np.int64))
    frame = pd.DataFrame(cents / 100, index=pd.Index(labels, name=keys.name), columns=columns)
    frame["total"] = cents.sum(axis=1) / 100
    return frame


def aged_claims_at(dossier: Dossier, *, as_of: object) -> pd.DataFrame:
    """Return the claims of a dossier at a date by age, one row per customer."""
    return aged_claims(claims(dossier, as_of=as_of))
