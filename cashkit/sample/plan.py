"""A plan: the seed and the size of a sample company, from which everything else follows.

Each room of the generator draws from a stream of its own, so that a draw more in one moves nothing in another.

>>> plan = Plan(invoices=60_000)
>>> plan.scale, plan.euros_scale, plan.count(34), plan.count(1)
(10.0, 10.0, 340, 10)
>>> small = Plan(invoices=600)  # the same company in larger invoices: euros stay, counts shrink
>>> small.scale, small.euros_scale, small.count(34), small.count(4)
(0.1, 1.0, 3, 2)
>>> int(plan.random("names").integers(1000)) == int(Plan(invoices=600).random("names").integers(1000))
True

Units: invoices over the three years of the story.
Errors: `ArgumentError` for a size that no company has.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass

import numpy as np

from cashkit.ground.errors import ArgumentError

BASE = 6000
_FEWEST = 600
_LEAST_FAULTS = 2


@dataclass(frozen=True)
class Plan:
    """The seed and the number of invoices of a sample company."""

    seed: int = 2025
    invoices: int = BASE

    def __post_init__(self) -> None:
        """Refuse fewer invoices than the named cast needs."""
        if self.invoices < _FEWEST or self.seed < 0:
            raise ArgumentError("sample.not_a_plan", fewest=_FEWEST, seed=self.seed, invoices=self.invoices)

    @property
    def scale(self) -> float:
        """The size in invoices, 1 at base size."""
        return self.invoices / BASE

    @property
    def euros_scale(self) -> float:
        """The size in euros: a larger company sells more, a smaller sample is the same company in larger invoices."""
        return max(1.0, self.scale)

    @property
    def invoice_growth(self) -> float:
        """How much larger the invoices of a smaller sample are: the same euros on fewer of them."""
        return max(1.0, 1.0 / self.scale)

    def count(self, at_base: int) -> int:
        """Return how many of a kind of fault there are at this size: in proportion, two at least."""
        return max(_LEAST_FAULTS, round(at_base * self.scale))

    def random(self, room: str) -> np.random.Generator:
        """Return the stream of one room, the same for each run with this seed."""
        return np.random.default_rng([self.seed, zlib.crc32(room.encode())])
