"""Secured need: what of a customer's need somebody else bears, and what is left bare.

In this order, each taking from what the one before left: deposits received, guarantees (for their amount), the credit
insurer (its share of what is within its agreement), and what its sister codes of one company leave of theirs: an
insurer agrees to a company, not to a code.

>>> found = secured_need(Cover.of(need=[3_500_000], deposits=[500_000], agreed=[2_000_000], quota=[0.9]))
>>> found[["deposits", "guaranteed", "insured", "sisters", "bare"]].iloc[0].tolist()
[500000, 0, 1800000, 0, 1200000]

Two codes of one company, each agreed for 20 000: the second uses what the first does not.

>>> two = Cover.of(need=[500_000, 3_000_000], agreed=[2_000_000] * 2, quota=[1.0] * 2, company=["A", "A"])
>>> secured_need(two)[["insured", "sisters", "bare"]].values.tolist()
[[500000, 0, 0], [2000000, 1000000, 0]]

need = deposits + guaranteed + insured + sisters + bare, to the cent. Units: whole cents; shares as fractions.
Source: practice of credit managers; the policy itself decides what is insured.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    Int64 = NDArray[np.int64]

PARTS = ("deposits", "guaranteed", "insured", "sisters", "bare")


@dataclass(frozen=True, eq=False)
class Cover:
    """What each customer needs and what stands against it: cents, the insured share, the company of each code."""

    need: Int64
    deposits: Int64
    guaranteed: Int64
    agreed: Int64
    quota: NDArray[np.float64]
    company: NDArray[np.object_]

    @classmethod
    def of(
        cls, *, need: ArrayLike, quota: ArrayLike, company: Sequence[str] | None = None, **cents: ArrayLike
    ) -> Cover:
        """Return a cover of plain lists; what is not told (deposits, guaranteed, agreed) is nil."""
        needed = np.maximum(np.asarray(need, np.int64), 0)
        amounts = {name: np.zeros(len(needed), np.int64) for name in ("deposits", "guaranteed", "agreed")}
        amounts |= {name: np.maximum(np.asarray(value, np.int64), 0) for name, value in cents.items()}
        codes = np.asarray([""] * len(needed) if company is None else company, object)
        return cls(
            needed, amounts["deposits"], amounts["guaranteed"], amounts["agreed"], np.asarray(quota, float), codes
        )


def secured_need(cover: Cover) -> pd.DataFrame:
    """Return need and `PARTS` in cents, one row a customer."""
    deposits = np.minimum(cover.need, cover.deposits)
    guaranteed = np.minimum(cover.need - deposits, cover.guaranteed)
    rest = cover.need - deposits - guaranteed
    insured = _paid(np.minimum(rest, cover.agreed), cover.quota)
    sisters = _paid(_lent(rest, cover.agreed, cover.company), cover.quota)
    made = {"need": cover.need, "deposits": deposits, "guaranteed": guaranteed, "insured": insured, "sisters": sisters}
    return pd.DataFrame(made).assign(bare=rest - insured - sisters)


def _paid(cents: Int64, quota: NDArray[np.float64]) -> Int64:
    paid: Int64 = np.rint(cents * np.clip(quota, 0, 1)).astype(np.int64)
    return paid


def _lent(rest: Int64, agreed: Int64, company: NDArray[np.object_]) -> Int64:
    """Return what each code may use of the agreements that the other codes of its company leave, by what it lacks."""
    lacking, spare = np.maximum(rest - agreed, 0), np.maximum(agreed - rest, 0)
    codes, names = pd.factorize(company)
    sums = np.zeros((len(names), 2), np.int64)
    np.add.at(sums, codes, np.stack([lacking, spare], axis=1))
    lack, left = sums[codes].T.astype(float)
    named = (lack > 0) & (company != "")
    share = np.divide(np.minimum(left, lack), lack, out=np.zeros(len(lack)), where=named)
    lent: Int64 = np.floor(lacking * share).astype(np.int64)
    return lent
