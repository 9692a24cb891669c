"""Told: the invoices of the story as rows, for the codes of the story and for those that are like them.

>>> from cashkit.sample.market import make_market
>>> from cashkit.sample.plan import Plan
>>> rows = told_parts(make_market(Plan()))
>>> int(rows.loc[rows["ends"] == "returned", "cents"].sum())
715000

Units: whole cents, days since 1970.
"""

from __future__ import annotations

from dataclasses import asdict

import numpy as np
import pandas as pd

from cashkit.sample.cast import parts


def told_parts(market: pd.DataFrame) -> pd.DataFrame:
    """Return the story's invoices with customer (row of the market), net, vat and what becomes of each."""
    table = pd.DataFrame([asdict(part) for part in parts()])
    table["part"] = np.arange(len(table))
    mine = market.reset_index(names="customer")[["customer", "customer_id", "like", "rate"]]
    rows = table.merge(mine, left_on="code", right_on="like", how="inner")
    rows = rows[~rows["named"] | (rows["customer_id"] == rows["code"])]
    rows["net"] = np.rint(rows["cents"] * 100 / (100 + rows["rate"])).astype(np.int64)
    rows["vat"] = rows["cents"] - rows["net"]
    return rows.drop(columns=["code", "customer_id", "like", "rate", "named"]).reset_index(drop=True)
