"""A check: the right answer computed from the same figures, and what to say of the one that was given.

>>> from cashkit.teaching.catalogue import load
>>> exercise = load("M04", lang="en")
>>> print(check(exercise, "5"))
Not yet. That is the delay of the largest invoice. The others weigh less, but they weigh.
>>> check(exercise, "38.7").slip
'simple_mean_for_weighted'
>>> check(exercise, ...).state, check(exercise, "14,8 jours").is_right
('unanswered', True)

An answer is a number, a text in French or English form, a value computed in code, a day, or letters,
as the exercise asks. It is right within the tolerance that the question states.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cashkit.ground import language
from cashkit.teaching import answers, slips
from cashkit.teaching.choices import Choice
from cashkit.teaching.problem import Problem, Value
from cashkit.teaching.verdict import State, Verdict

if TYPE_CHECKING:
    from cashkit.teaching.exercise import Exercise


def check(exercise: "Exercise", answer: object) -> Verdict:
    """Return the verdict on an answer, and note the try."""
    return exercise.check(answer)


def judged(asked: Problem | Choice, answer: object, lang: str) -> Verdict:
    """Return the verdict on an answer to a problem or a choice."""
    if answers.unanswered(answer):
        return Verdict("unanswered", language.say("teaching.how_to_answer", lang), lang)
    return _chosen(asked, answer, lang) if isinstance(asked, Choice) else _computed(asked, answer, lang)


def _computed(problem: Problem, answer: object, lang: str) -> Verdict:
    values = _values(problem, answer, lang)
    if not values and isinstance(answer, tuple):
        return Verdict("unreadable", language.say("teaching.comma", lang), lang)
    if not values:
        return Verdict("unreadable", language.say(f"teaching.expected_{problem.unit}", lang), lang)
    if any(problem.matches(value, problem.right) for value in values):
        return Verdict("right", _right(problem, lang), lang)
    if slip := slips.recognised(problem, values):
        key = f"teaching.{slip}" if slip in slips.COMMON else f"exercises.{problem.code}.{slip}"
        state: State = "reading" if slip in problem.readings else "slip"
        return Verdict(state, language.say(key, lang, **problem.words()), lang, slip)
    step = _said(problem, "step", lang)
    state = "close" if slips.is_close(problem, values) else "wrong"
    return Verdict(state, language.say("teaching.first_step", lang, step=step), lang)


def _values(problem: Problem, answer: object, lang: str) -> Sequence[Value]:
    if problem.unit != "date":
        return answers.numbers(answer, problem.unit, lang)
    found = answers.day(answer)
    return () if found is None else (found,)


def _right(problem: Problem, lang: str) -> str:
    answer = problem.written(problem.right, lang)
    return f"{language.say('teaching.answer_is', lang, answer=answer)} {_said(problem, 'right', lang)}"


def _said(problem: Problem, name: str, lang: str) -> str:
    return language.say(f"exercises.{problem.code}.{name}", lang, **problem.words())


def _chosen(choice: Choice, answer: object, lang: str) -> Verdict:
    given = answers.letters(answer)
    if not given or not given <= frozenset(choice.letters):
        key = "teaching.expected_letter" if choice.wanted == 1 else "teaching.expected_letters"
        return Verdict("unreadable", language.say(key, lang, last=choice.letters[-1], n=choice.wanted), lang)
    if choice.wanted == 1 and len(given) > 1:
        return Verdict("unreadable", language.say("teaching.one_letter", lang), lang)
    told = [(letter, language.say(key, lang, **choice.params)) for letter, key in choice.replies(given)]
    state: State = "right" if given == choice.right else "slip"
    if choice.wanted == 1:
        return Verdict(state, told[0][1], lang)
    return Verdict(state, "", lang, lines=tuple((f"{letter}.", text) for letter, text in told))
