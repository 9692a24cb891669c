"""A quiz: three questions on a stage, each with three answers, one of them right, and the reason why.

>>> questions = quiz("collection", lang="en")
>>> len(questions.choices), questions.check(*questions.right).right
(3, 3)
>>> print(questions.check("a", ...).word)
1 of 3

The words of an answer stand in the table `quiz`, the right one first; the letters are dealt in an
order that is the same for everybody.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from cashkit.ground import language
from cashkit.ground.errors import ArgumentError
from cashkit.teaching import answers, boxes
from cashkit.teaching.catalogue import stages
from cashkit.teaching.choices import Choice, choice

QUESTIONS, OPTIONS = 3, 3


@dataclass(frozen=True)
class Quiz:
    """The questions of a stage."""

    stage: str
    choices: tuple[Choice, ...]
    lang: str

    @property
    def right(self) -> tuple[str, ...]:
        """The right letters, for the trainer."""
        return tuple("".join(one.right) for one in self.choices)

    def check(self, *given: object) -> "Score":
        """Return how many answers are right, and why; an answer left as `...` is not counted."""
        padded = [*given, *[...] * len(self.choices)][: len(self.choices)]
        told, right = [], 0
        for number, (one, answer) in enumerate(zip(self.choices, padded, strict=True), 1):
            good = answers.letters(answer) == one.right
            right += good
            told.append((f"{number}.", self._reply(one, answer, good=good)))
        return Score(right, language.say("teaching.quiz_score", self.lang, right=right, n=len(self.choices)), told)

    def _reply(self, asked: Choice, answer: object, *, good: bool) -> str:
        if answers.unanswered(answer):
            return language.say("teaching.verdict_unanswered", self.lang)
        word = language.say("teaching.verdict_right" if good else "teaching.verdict_wrong", self.lang)
        return f"{word} {language.say(f'{asked.key}.why', self.lang)}"

    def _lines(self) -> list[tuple[str, str]]:
        lines = []
        for number, one in enumerate(self.choices, 1):
            asked = language.say("teaching.quiz_question", self.lang, number=number)
            lines.append((asked, language.say(f"{one.key}.question", self.lang)))
            lines += one.options(self.lang)
        return lines

    def _title(self) -> str:
        stage = language.say(f"views.stage.{self.stage}", self.lang)
        return language.say("teaching.quiz", self.lang, stage=stage)

    def _repr_html_(self) -> str:
        return boxes.box(self._title(), [language.say("teaching.quiz_how", self.lang)], "plain", self._lines())

    def __str__(self) -> str:
        """Return the questions as text."""
        return boxes.text(self._title(), [language.say("teaching.quiz_how", self.lang)], self._lines())

    __repr__ = __str__


@dataclass(frozen=True)
class Score:
    """How many answers were right, and a reply to each."""

    right: int
    word: str
    replies: Sequence[tuple[str, str]]

    def _repr_html_(self) -> str:
        tone = "good" if self.right == len(self.replies) else "watch"
        return boxes.box(self.word, [], tone, self.replies)

    def __str__(self) -> str:
        """Return the replies as text."""
        return boxes.text(self.word, [], self.replies)

    __repr__ = __str__


def quiz(stage: str, lang: str | None = None) -> Quiz:
    """Return the three questions of a stage (inform, credit_line ...)."""
    if stage not in stages():
        raise ArgumentError("teaching.unknown_stage", value=str(stage), known=", ".join(stages()))
    spoken = language.checked(lang or language.current())
    asked = tuple(choice(f"quiz.{stage}_{number}", OPTIONS) for number in range(1, QUESTIONS + 1))
    return Quiz(stage, asked, spoken)
