"""A learner's seed: a whole number that changes one figure of an exercise, so that no two learners copy.

Seed 0 tells the story's own figures. For any other the figure is drawn, and drawn again as long as
two answers would give the same figure.

>>> Draw(0).figure(36, range(28, 60)), Draw(7).figure(36, range(28, 60)) == Draw(7).figure(36, range(28, 60))
(36, True)
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from cashkit.ground.errors import ArgumentError
from cashkit.teaching.problem import Problem
from cashkit.teaching.story import Story

Figure = TypeVar("Figure")
_DRAWS = 200


@dataclass(frozen=True)
class Draw:
    """One draw for a seed, and the story whose figures it starts from."""

    seed: int
    time: int = 0
    story: Story = field(default_factory=Story)

    def figure(self, own: Figure, others: Sequence[Figure]) -> Figure:
        """Return the story's own figure for seed 0, else one of the others."""
        if self.seed == 0:
            return own
        return random.Random(f"{self.seed}:{self.time}").choice(others)  # noqa: S311  (a figure, no secret)


def drawn(make: Callable[[Draw], Problem], seed: int, story: Story) -> Problem:
    """Return the problem of a seed: the first draw whose answers all lie apart."""
    whole = checked(seed)
    for time in range(_DRAWS if whole else 1):
        problem = make(Draw(whole, time, story))
        if problem.is_distinct():
            return problem
    raise ArgumentError("teaching.answers_alike", code=problem.code, seed=whole)


def checked(seed: object) -> int:
    """Return the seed, or refuse what is no whole number."""
    if isinstance(seed, bool) or not isinstance(seed, int) or seed < 0:
        raise ArgumentError("teaching.not_a_seed", value=str(seed))
    return seed
