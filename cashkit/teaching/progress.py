"""Progress: which exercises were tried, with how many hints, and the points kept.

It lives in the memory of the notebook and ends with it. Nothing is stored unless `save` is called,
with the file that the learner names.

>>> kept = Progress()
>>> record = kept.record("M04", 0)
>>> record.tries, record.points, kept.done
(0, 0, 0)

An exercise is worth ten points once it is right; the three hints cost one, two and three of them.
A wrong try costs nothing: it teaches.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

import pandas as pd

from cashkit.ground import language
from cashkit.ground.errors import ArgumentError, SourceError
from cashkit.teaching import boxes

FULL = 10
COSTS = (1, 2, 3)


@dataclass
class Record:
    """What was done of one exercise with one seed."""

    code: str
    seed: int
    tries: int = 0
    hints: int = 0
    state: str = "unanswered"
    decided: bool = False

    @property
    def points(self) -> int:
        """The points kept: ten less the cost of the hints, once the answer is right."""
        return FULL - sum(COSTS[: self.hints]) if self.state == "right" else 0


@dataclass
class Progress:
    """The records of one sitting, in the order in which the exercises were opened."""

    records: dict[tuple[str, int], Record] = field(default_factory=dict)

    def record(self, code: str, seed: int) -> Record:
        """Return the record of an exercise, a new one the first time."""
        return self.records.setdefault((code, seed), Record(code, seed))

    def __iter__(self) -> Iterator[Record]:
        """Go through the records."""
        return iter(self.records.values())

    @property
    def done(self) -> int:
        """How many exercises are right."""
        return sum(record.state == "right" for record in self)

    @property
    def points(self) -> int:
        """The points kept, all exercises together."""
        return sum(record.points for record in self)

    def frame(self) -> pd.DataFrame:
        """Return one row an exercise: code, seed, tries, hints, state, decided, points."""
        return pd.DataFrame([{**asdict(record), "points": record.points} for record in self])

    def forget(self) -> None:
        """Begin again with nothing."""
        self.records.clear()

    def save(self, path: str | Path) -> Path:
        """Write the records to a file, because the learner asked; a file that is there is not overwritten."""
        target = Path(path)
        if target.exists():
            raise ArgumentError("teaching.progress_exists", file=target.name)
        target.write_text(json.dumps([asdict(record) for record in self], indent=1), encoding="utf-8")
        return target

    def resume(self, path: str | Path) -> None:
        """Take up the records that `save` wrote."""
        source = Path(path)
        try:
            found = [Record(**row) for row in json.loads(source.read_text(encoding="utf-8"))]
        except (OSError, ValueError, TypeError) as error:
            raise SourceError("teaching.not_progress", file=source.name) from error
        self.records.update({(record.code, record.seed): record for record in found})

    def _sentences(self) -> list[str]:
        return [
            language.say("teaching.progress_done", done=self.done, n=len(self.records)),
            language.say("teaching.progress_points", points=self.points, full=FULL * len(self.records)),
        ]

    def _lines(self) -> list[tuple[str, str]]:
        return [
            (
                language.say(f"exercises.{record.code}.title"),
                language.say(
                    "teaching.progress_line",
                    state=language.say(f"teaching.verdict_{record.state}"),
                    hints=record.hints,
                    points=record.points,
                ),
            )
            for record in self
        ]

    def _repr_html_(self) -> str:
        return boxes.box(language.say("teaching.progress"), self._sentences(), "plain", self._lines())

    def __str__(self) -> str:
        """Return the records as text."""
        return boxes.text(language.say("teaching.progress"), self._sentences(), self._lines())

    __repr__ = __str__


_SITTING = Progress()


def progress() -> Progress:
    """Return the progress of this sitting; it is kept in memory only."""
    return _SITTING
