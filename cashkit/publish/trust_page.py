"""The page of the data, read before any figure: what was read, measured, refused, repaired, assumed, and is asked for.

All of it stands in the tables of the synthesis; here it is only chosen and set for the page.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd
from markupsafe import Markup

from cashkit.stages.review import Review
from cashkit.views import tables

TABLES = ("data_quality", "grades", "data_effects", "asks")
EFFECTS = 10
"""How many codes the page tells; the section of the data at the end tells them all."""


@dataclass(frozen=True)
class GradeLine:
    """Whether the data are enough to assess a stage (enough, partly, not), and why."""

    grade: str
    reason: str


@dataclass(frozen=True)
class TrustPage:
    """The page, written: a line, tables, and the grade of each stage."""

    line: str
    shown: Sequence[Markup] = ()
    grades: Mapping[str, GradeLine] = field(default_factory=dict)

    @property
    def lacking(self) -> bool:
        """Tell whether the data are less than enough for some stage: the nine verdicts then say for which."""
        return any(one.grade != "enough" for one in self.grades.values())


def trust_page(synthesis: Review, lang: str) -> TrustPage | None:
    """Return the page of a synthesis; None for one that does not hold its tables."""
    if not {*TABLES, "page_lines"} <= set(synthesis.tables):
        return None
    lines = dict(
        zip(synthesis.tables["page_lines"]["line_key"], synthesis.tables["page_lines"]["sentence"], strict=True)
    )
    graded = synthesis.tables["grades"].itertuples(index=False)
    return TrustPage(
        line=str(lines.get("trust", "")),
        shown=tuple(_shown(synthesis.tables[key], key, lang) for key in TABLES if len(synthesis.tables[key])),
        grades={str(stage): GradeLine(str(grade), str(reason)) for stage, grade, reason in graded},
    )


def _shown(frame: pd.DataFrame, key: str, lang: str) -> Markup:
    limit = EFFECTS if key == "data_effects" else None
    units = {"message": "sentence"} if key == "data_effects" else {}
    return Markup(tables.table(frame, lang, caption=key, units=units, limit=limit).html())  # noqa: S704  (views escape every text)
