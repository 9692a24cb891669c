"""The nine reviews together, asked for a figure, a table or what is at stake."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

import pandas as pd

from cashkit.stages.at_stake import once
from cashkit.stages.review import STAGES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cashkit.dossier.findings import Figure, Finding
    from cashkit.stages.review import Review


@dataclass(frozen=True)
class Nine:
    """The nine reviews."""

    reviews: Mapping[str, Review]

    def figure(self, stage: str, key: str) -> Figure | None:
        """Return a figure of a stage; None when the stage does not have it."""
        review = self.reviews.get(stage)
        return None if review is None else next((one for one in review.figure_records if one.key == key), None)

    def number(self, stage: str, key: str) -> Decimal | None:
        """Return the value of a figure; None when it is not known."""
        found = self.figure(stage, key)
        return None if found is None or found.value is None else Decimal(str(found.value))

    def table(self, stage: str, key: str) -> pd.DataFrame:
        """Return a table of a stage, empty when the stage does not have it."""
        review = self.reviews.get(stage)
        return pd.DataFrame() if review is None else review.tables.get(key, pd.DataFrame())

    def findings(self, code: str = "") -> Iterator[tuple[str, Finding]]:
        """Yield the findings in the order of the stages, each with its stage; those of one code where it is named."""
        for stage in STAGES:
            for one in self.reviews[stage].finding_records if stage in self.reviews else ():
                if not code or one.code == code:
                    yield stage, one

    def cents(self, code: str) -> int:
        """Return what the findings of a code put at stake, each euro once."""
        return once(one for _, one in self.findings(code))
