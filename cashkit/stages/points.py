"""The points of each stage (`points.csv`): what is looked at, and the table that it needs.

>>> [point.table for point in points("order")][:1]
['orders']
"""

from __future__ import annotations

import csv
import functools
from dataclasses import dataclass
from importlib import resources
from io import StringIO
from typing import TYPE_CHECKING

from cashkit.dossier.findings import NotAssessed

if TYPE_CHECKING:
    from cashkit.dossier.dossier import Dossier


@dataclass(frozen=True)
class Point:
    """One row of `points.csv`: `point` and `gain` are keys of the words table `points`."""

    stage: str
    point: str
    table: str
    columns: tuple[str, ...]
    gain: str


@functools.cache
def points(stage: str) -> tuple[Point, ...]:
    """Return the points of a stage, in the order in which they are looked at."""
    source = resources.files("cashkit.stages").joinpath("points.csv")
    table = csv.DictReader(StringIO(source.read_text(encoding="utf-8"), newline=""))
    return tuple(
        Point(row["stage"], row["point"], row["table"], tuple(row["columns"].split()), row["gain"])
        for row in table
        if row["stage"] == stage
    )


def missing_points(stage: str, dossier: Dossier) -> tuple[NotAssessed, ...]:
    """Return the points of a stage that this dossier does not feed, with what each would need."""
    asked = [(point, _lacking(point, dossier)) for point in points(stage)]
    return tuple(NotAssessed(one.point, one.table, lacks, one.gain) for one, lacks in asked if lacks is not None)


def _lacking(point: Point, dossier: Dossier) -> tuple[str, ...] | None:
    """Return the columns that a point lacks, all of them where its table is not there; None where it lacks nothing."""
    frame = dossier.table(point.table)
    if frame is None:
        return point.columns
    return tuple(column for column in point.columns if column not in frame.columns) or None
