"""Reasons for disputes: how often each comes up in the sample, for how much, how long it takes, and who answers it.

>>> sum(reason.disputes for reason in REASONS)
172
>>> codes(shared_out([90_000, 10, 20, 30], credited=False, random=np.random.default_rng(1))).tolist()
['quality', 'paperwork', 'paperwork', 'price']

Units: disputes and thousands of euros with VAT of 2025, median days from opening to answer, a share of the
disputes that end with a credit note.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True)
class Reason:
    """One reason and its habits."""

    code: str
    disputes: int
    thousands: float
    days: float
    owner: str
    credited: float


REASONS = (
    Reason("paperwork", 46, 168, 19, "ADV", 0.04),
    Reason("price", 33, 96, 34, "Commercial", 0.61),
    Reason("quantity", 24, 41, 16, "Logistique", 0.72),
    Reason("quality", 22, 88, 52, "Atelier", 0.55),
    Reason("delivery", 19, 37, 24, "Transport", 0.48),
    Reason("rebate", 12, 71, 63, "Commercial", 0.83),
    Reason("acceptance", 8, 64, 74, "Équipe de pose", 0.35),
    Reason("duplicate", 5, 9, 9, "Comptabilité", 0.60),
    Reason("already_paid", 3, 5, 9, "Comptabilité", 0.33),
)
BY_YEAR = (130, 153, 172)
_NOISE = 1.2


def shared_out(sizes: ArrayLike, *, credited: bool, random: np.random.Generator) -> NDArray[np.int64]:
    """Return the place of a reason for each dispute: so many of each as usual, the dear ones for what is large.

    Those that end with a credit note have their own shares.
    """
    size = np.asarray(sizes, np.float64) * np.exp(_NOISE * random.standard_normal(len(np.asarray(sizes))))
    weights = np.array([one.disputes * (one.credited if credited else 1 - one.credited) for one in REASONS])
    exact = weights / weights.sum() * len(size)
    counts = np.floor(exact).astype(np.int64)
    counts[np.argsort(counts - exact, kind="stable")[: len(size) - int(counts.sum())]] += 1
    dear = np.argsort([one.thousands / one.disputes for one in REASONS], kind="stable")
    places = np.empty(len(size), np.int64)
    places[np.argsort(size, kind="stable")] = np.repeat(dear, counts[dear])
    return places


def days_to_answer(places: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the median days to an answer of some reasons."""
    return np.array([one.days for one in REASONS])[places]


def codes(places: NDArray[np.int64]) -> NDArray[np.object_]:
    """Return the codes of some reasons."""
    return np.array([one.code for one in REASONS], object)[places]
