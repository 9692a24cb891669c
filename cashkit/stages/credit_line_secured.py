"""Stage 2: how much of each customer's need deposits, guarantees and the insurer take away, and what is left bare.

A deposit counts while its order is not invoiced. A guarantee counts for its amount where the file tells it
(`guarantee_amount`); a letter of credit without one covers the whole, since each shipment is under it; any other
without an amount is named and counts for nothing. Without a policy's share the usual one is taken.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cashkit.measures.secured_need import PARTS, Cover, secured_need
from cashkit.stages.impact_allowances import QUOTA

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cashkit.stages.credit_lines import Lines

    Bool = NDArray[np.bool_]
    Int64 = NDArray[np.int64]

COLUMNS = ("customer_id", "name", "guarantee", "need", *PARTS)
_LETTER_OF_CREDIT = re.compile(
    r"letter of credit|lettre de cr[ée]dit|cr[ée]dit documentaire|\b(?:sb)?l/?c\b", re.IGNORECASE
)


def secured(lines: Lines) -> pd.DataFrame:
    """Return the need of each company that goes on buying, by who bears it, in euros: the most left bare first."""
    if not knows_security(lines):
        return pd.DataFrame(columns=list(COLUMNS))
    file, parts = lines.book.file, secured_need(_cover(lines))
    rows = np.flatnonzero((file.kind == "company") & file.active & ~lines.gone & (parts["need"] > 0))
    rows = rows[np.argsort(-parts["bare"].to_numpy(np.int64)[rows], kind="stable")]
    parts = parts.iloc[rows].reset_index(drop=True) / 100
    named = np.where(_credited(lines), "letter_of_credit", file.written("guarantee"))
    told = {"customer_id": file.ids[rows], "name": file.names[rows], "guarantee": named[rows]}
    return pd.DataFrame(told).join(parts)[list(COLUMNS)]


def knows_security(lines: Lines) -> bool:
    """Return whether the dossier tells of anything that stands against a need."""
    orders = lines.book.dossier.table("orders")
    deposits = orders is not None and "deposit_received" in orders.columns
    return deposits or lines.has("insured_limit") or lines.has("guarantee")


def _cover(lines: Lines) -> Cover:
    need = np.rint(np.nan_to_num(lines.needs) * 100).astype(np.int64)
    quota = lines.book.file.columns.numbers("insured_quota")
    return Cover(
        need=need,
        deposits=_deposits(lines),
        guaranteed=_guaranteed(lines, need),
        agreed=np.maximum(lines.insured, 0),
        quota=np.where(np.isnan(quota), QUOTA, quota),
        company=np.array(lines.book.sirens, object),
    )


def _deposits(lines: Lines) -> Int64:
    parts = lines.book.exposure_parts
    if parts is None:
        return np.zeros(len(lines.book.file), np.int64)
    return np.asarray(np.maximum(-parts["deposits"].to_numpy(np.int64), 0), np.int64)


def _guaranteed(lines: Lines, need: Int64) -> Int64:
    """Return what guarantees cover: their amount, or the whole need under a letter of credit without one."""
    columns = lines.book.file.columns
    told, amounts = columns.given("guarantee_amount"), np.maximum(columns.cents("guarantee_amount"), 0)
    return np.where(told, amounts, np.where(_credited(lines), need, 0)).astype(np.int64)


def _credited(lines: Lines) -> Bool:
    """Return whose guarantee is a letter of credit, in whatever words."""
    named = lines.book.file.written("guarantee")
    return np.array([bool(_LETTER_OF_CREDIT.search(text)) for text in named], bool)


def without_amount(frame: pd.DataFrame) -> int:
    """Return how many guarantees are named and count for nothing, their amount not being told."""
    return int(((frame["guarantee"] != "") & (frame["guaranteed"] == 0)).sum())
