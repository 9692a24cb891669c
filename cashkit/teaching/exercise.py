"""An exercise: a situation with its figures, three hints, a check, and often a decision to take.

>>> from cashkit.teaching.catalogue import load
>>> exercise = load("M06", lang="en")
>>> print(exercise.hint())
Hint 1 of 3 (costs 1 point of 10). What does a credit settle, as long as nobody has tied it to an invoice?
>>> exercise.given.old, exercise.check(300).slip, exercise.check(exercise.given.old).is_right
(500.0, 'credit_note_netted', True)

The hints come dearer and say more each time: the notion, the column or the formula, the next line.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pandas as pd

from cashkit.ground import formats, language
from cashkit.ground.errors import ArgumentError
from cashkit.teaching import boxes
from cashkit.teaching.check import judged
from cashkit.teaching.choices import Choice
from cashkit.teaching.problem import Problem
from cashkit.teaching.progress import COSTS, FULL
from cashkit.teaching.verdict import Verdict

if TYPE_CHECKING:
    from cashkit.teaching.progress import Record


class Given(Mapping[str, Any]):
    """The figures of a situation, by name: `given.receivables` or `given["receivables"]`."""

    def __init__(self, figures: Mapping[str, Any]) -> None:
        """Keep the figures."""
        self._figures = dict(figures)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  (a figure or a day)
        """Return a figure by its name."""
        try:
            return self.__dict__["_figures"][name]
        except KeyError:
            known = ", ".join(self.__dict__.get("_figures", ()))
            raise AttributeError(language.say("teaching.no_such_figure", name=name, known=known)) from None

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401  (a figure or a day)
        """Return a figure by its name."""
        return self._figures[name]

    def __iter__(self) -> Iterator[str]:
        """Go through the names."""
        return iter(self._figures)

    def __len__(self) -> int:
        """Count the figures."""
        return len(self._figures)

    def __dir__(self) -> list[str]:
        """List the names, for completion in a notebook."""
        return [*self._figures]

    def __repr__(self) -> str:
        """Return the figures with their names."""
        return "\n".join(f"{name} = {value}" for name, value in self._figures.items())


@dataclass(frozen=True)
class Exercise:
    """What a notebook works with: show it, ask for a hint, check an answer, take the decision."""

    asked: Problem | Choice
    lang: str
    record: "Record" = field(repr=False)
    decision: Choice | None = None

    @property
    def code(self) -> str:
        """The code that the exercise was loaded by."""
        return self.record.code

    @property
    def title(self) -> str:
        """The title."""
        return self._say("title")

    @property
    def given(self) -> Given:
        """The figures of the situation."""
        return Given(self.asked.given if isinstance(self.asked, Problem) else self.asked.params)

    @property
    def table(self) -> pd.DataFrame:
        """The rows to work from (a copy)."""
        if not isinstance(self.asked, Problem) or self.asked.table is None:
            raise ArgumentError("teaching.no_table", code=self.code)
        return self.asked.table.copy()

    def hint(self) -> "Hint":
        """Return the next hint; the last one again once all were given."""
        number = min(self.record.hints + 1, len(COSTS))
        self.record.hints = number
        cost = language.say("teaching.hint", self.lang, number=number, n=len(COSTS), cost=COSTS[number - 1], full=FULL)
        return Hint(cost, self._say(f"hint_{number}"))

    def check(self, answer: object) -> Verdict:
        """Return the verdict on an answer, and note the try."""
        verdict = judged(self.asked, answer, self.lang)
        if verdict.is_answered:
            self.record.tries += 1
        if self.record.state != "right":
            self.record.state = verdict.state
        return verdict

    def decide(self, answer: object) -> Verdict:
        """Return the verdict on the decision that the figure leads to."""
        if self.decision is None:
            raise ArgumentError("teaching.no_decision", code=self.code)
        verdict = judged(self.decision, answer, self.lang)
        self.record.decided = self.record.decided or verdict.is_right
        return verdict

    def _say(self, name: str) -> str:
        words = self.asked.words() if isinstance(self.asked, Problem) else dict(self.asked.params)
        return language.say(f"exercises.{self.code}.{name}", self.lang, **words)

    def _sentences(self) -> list[str]:
        told = [self._say("situation"), self._say("question")]
        if isinstance(self.asked, Problem):
            told.append(self._tolerance(self.asked))
            told.append(self._names())
        return told

    def _tolerance(self, problem: Problem) -> str:
        if not problem.tolerance:
            kind = "date" if problem.unit == "date" else "count"
            return language.say(f"teaching.exact_{kind}", self.lang)
        if problem.unit == "rate":
            return language.say("teaching.tolerance_rate", self.lang, points=problem.tolerance * 100)
        tolerance = problem.written(problem.tolerance, self.lang)
        return language.say("teaching.tolerance", self.lang, tolerance=tolerance)

    def _names(self) -> str:
        names = [f"given.{name}{self._shown(figure)}" for name, figure in self.given.items()]
        return language.say("teaching.in_code", self.lang, names=" · ".join(names)) if names else ""

    def _shown(self, figure: object) -> str:
        """Return a figure or a day as people write it, after the name that the code knows it by."""
        if isinstance(figure, date):
            return f" = {formats.date(figure, self.lang)}"
        if isinstance(figure, bool) or not isinstance(figure, int | float | Decimal):
            return ""
        write: Callable[[object, str], str] = formats.percent if 0 < abs(float(figure)) < 1 else formats.number
        return f" = {write(figure, self.lang)}"

    def _options(self) -> list[tuple[str, str]]:
        return self.asked.options(self.lang) if isinstance(self.asked, Choice) else []

    def _repr_html_(self) -> str:
        return boxes.box(self.title, self._sentences(), "plain", self._options())

    def __str__(self) -> str:
        """Return the situation and the question as text."""
        return boxes.text(self.title, self._sentences(), self._options())

    __repr__ = __str__

    @property
    def to_decide(self) -> "Question":
        """The decision that the figure leads to, to be shown."""
        if self.decision is None:
            raise ArgumentError("teaching.no_decision", code=self.code)
        return Question(self._say("decision"), self.decision.options(self.lang))


@dataclass(frozen=True)
class Hint:
    """One hint, and what it costs."""

    cost: str
    text: str

    def _repr_html_(self) -> str:
        return boxes.box(self.cost, [self.text])

    def __str__(self) -> str:
        """Return the hint as text."""
        return f"{self.cost} {self.text}"

    __repr__ = __str__


@dataclass(frozen=True)
class Question:
    """A question with lettered answers, as a notebook shows it."""

    text: str
    options: list[tuple[str, str]]

    def _repr_html_(self) -> str:
        return boxes.box(self.text, [], "plain", self.options)

    def __str__(self) -> str:
        """Return the question and its answers as text."""
        return boxes.text(self.text, [], self.options)

    __repr__ = __str__
