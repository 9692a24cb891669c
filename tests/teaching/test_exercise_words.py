"""Every exercise has all its sentences, and no sentence is left over."""

import re

import pytest

from cashkit.ground import language
from cashkit.teaching.catalogue import exercises, load, stages
from cashkit.teaching.choices import Choice
from cashkit.teaching.problem import Problem
from cashkit.teaching.quiz import OPTIONS, QUESTIONS
from cashkit.teaching.slips import COMMON

WORDS = language.table("exercises")
HINTS = ["hint_1", "hint_2", "hint_3"]


def wanted(code):
    """Return the names of the sentences that an exercise needs."""
    exercise = load(code)
    names = ["title", "situation", "question", *HINTS]
    if isinstance(exercise.asked, Problem):
        names += ["step", "right", *exercise.asked.slips]
    offered = exercise.asked if isinstance(exercise.asked, Choice) else exercise.decision
    if offered is not None:
        names += [f"{kind}_{n}" for kind in ("option", "reply") for n in range(1, len(offered.letters) + 1)]
    return [*names, *(["decision"] if exercise.decision else [])]


@pytest.mark.parametrize("code", exercises())
def test_an_exercise_has_all_its_sentences_and_no_more(code):
    assert sorted(key.partition(".")[2] for key in WORDS if key.startswith(f"{code}.")) == sorted(wanted(code))


def test_no_sentence_belongs_to_an_exercise_that_does_not_exist():
    assert {key.partition(".")[0] for key in WORDS} == set(exercises())


@pytest.mark.parametrize("code", exercises())
@pytest.mark.parametrize("lang", language.LANGUAGES)
def test_every_sentence_can_be_said_with_the_figures_of_any_seed(code, lang):
    for seed in (0, 4, 11):
        exercise = load(code, lang=lang, seed=seed)
        said = [str(exercise), *(str(exercise.hint()) for _ in HINTS)]
        if isinstance(exercise.asked, Problem):
            said += [exercise._say(name) for name in ("step", "right", *exercise.asked.slips)]
        if exercise.decision:
            said += [str(exercise.to_decide), *(str(exercise.decide(letter)) for letter in exercise.decision.letters)]
        assert not [one for one in said if re.search(r"[{}]|\bNone\b|\bnan\b", one)]


@pytest.mark.parametrize("code", exercises())
@pytest.mark.parametrize("lang", language.LANGUAGES)
def test_no_hint_holds_the_answer(code, lang):
    exercise = load(code, lang=lang)
    if isinstance(exercise.asked, Problem):
        answer = exercise.asked.written(exercise.asked.right, lang)
        numbers = {
            re.sub(r"\D", "", word) for word in re.findall(r"[\d\s.,/]+", " ".join(exercise._say(h) for h in HINTS))
        }
        digits = re.sub(r"\D", "", answer)
        assert len(digits) < 3 or digits not in numbers


@pytest.mark.parametrize("name", COMMON)
def test_the_common_slips_have_words(name):
    assert name in language.table("teaching")


def test_every_stage_has_two_exercises_or_more_and_all_its_quiz():
    assert len(stages()) == 9
    assert len(exercises()) >= 18
    assert all(len(exercises(stage)) >= 2 for stage in stages())
    names = ["question", *(f"option_{n}" for n in range(1, OPTIONS + 1)), "why"]
    keys = [f"{stage}_{n}.{name}" for stage in stages() for n in range(1, QUESTIONS + 1) for name in names]
    assert sorted(language.table("quiz")) == sorted(keys)
