"""The tables of stage 5: exposure against the line on each day, what waits for its invoice, proofs, the stop rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.dossier.bookkept import as_dates
from cashkit.measures.exposure_on_day import PARTS

if TYPE_CHECKING:
    from cashkit.stages.delivered import Delivered
    from cashkit.stages.delivery_figures import Gone

MOST = 200
_WAITING = ["delivery_id", "order_id", "customer_id", "name", "delivered_on", "age", "amount", "billing"]


def tables(gone: Gone) -> dict[str, pd.DataFrame]:
    """Return the tables of deliveries; those without any row for this dossier are left out, the first never."""
    found = gone.found
    made = {
        "delivered_not_invoiced": found.waiting[_WAITING],
        "deliveries_by_proof": _by_proof(found),
        "goods_in_kind": gone.in_kind,
        "stop_rule": gone.stopped,
        "stop_rules": gone.rules,
    }
    return {"delivery_exposure": _exposure(found)} | {key: frame for key, frame in made.items() if len(frame)}


def _exposure(found: Delivered) -> pd.DataFrame:
    """Return the deliveries of the year beyond the line on their day, with what the exposure was made of."""
    over = found.rows[found.rows["beyond"]]
    excess = (over["exposure"] - over["limit"]).to_numpy(np.int64)
    rows = over.iloc[np.lexsort((over["row"], -excess))].head(MOST)
    parts = found.exposed.parts_on(rows["customer"], rows["day"].to_numpy(np.int32)) / 100
    told = {
        "delivery_id": rows["key"],
        "customer_id": rows["customer"],
        "name": rows["name"],
        "delivered_on": as_dates(rows["day"].to_numpy(np.int32)),
        "amount": rows["cents"] / 100,
        **{("receivables" if part == "open_invoices" else part): parts[part].to_numpy() for part in PARTS},
        "exposure": rows["exposure"] / 100,
        "credit_limit": rows["limit"] / 100,
        "excess": (rows["exposure"] - rows["limit"]) / 100,
        "released": rows["released"],
    }
    return pd.DataFrame(told).reset_index(drop=True)


def _by_proof(found: Delivered) -> pd.DataFrame:
    """Return the goods shipped in the year by their proof, where it is told."""
    rows = found.rows[found.rows["kind"].isin(("", "shipped")) & (found.rows["proof"] != "")]
    sums = rows.groupby("proof")["cents"].agg(["size", "sum"]).sort_values("sum", ascending=False, kind="stable")
    total = max(int(sums["sum"].sum()), 1)
    made = {"deliveries": sums["size"], "amount": sums["sum"] / 100, "share": sums["sum"] / total}
    return pd.DataFrame(made).reset_index()
