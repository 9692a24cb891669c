"""Reasons for disputes: how often each comes up in the sample, for how much, how long it takes, and who answers it.

>>> sum(reason.disputes for reason in REASONS)
172
>>> named("quality").owner
'Atelier'

Units: disputes and thousands of euros with VAT of 2025, median days from opening to answer, a share of the
disputes that end with a credit note.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


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
_BY_CODE = {reason.code: reason for reason in REASONS}


def named(code: str) -> Reason:
    """Return a reason by its code."""
    return _BY_CODE[code]


def drawn(count: int, *, credited: bool, random: np.random.Generator) -> list[Reason]:
    """Draw reasons for disputes that end with a credit note, or for those that do not."""
    weights = np.array([one.disputes * (one.credited if credited else 1 - one.credited) for one in REASONS])
    return [REASONS[place] for place in random.choice(len(REASONS), count, p=weights / weights.sum())]
