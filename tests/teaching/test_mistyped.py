"""A mistyped cell is told in a sentence, in both languages, and never outside a notebook."""

import pytest

from cashkit.ground import language
from cashkit.teaching import load, mistyped


def error_of(code):
    try:
        exec(code, {})  # noqa: S102  (what a learner may type)
    except tuple(mistyped.CAUGHT) as error:
        return error
    raise AssertionError(code)


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("answer = b", "guillemets"),
        ("answer = overdu", "overdu\u00a0»"),
        ("answer = 1 250,50 €", "1250.50"),
        ("fund = ...\nfund - 3", "trois points"),
        ("'12' - 3", "texte"),
    ],
)
def test_each_usual_mistake_has_its_own_cure(code, told):
    advice = mistyped.advice(error_of(code), "fr")
    assert told in advice
    assert type(error_of(code)).__name__ in advice


@pytest.mark.parametrize("lang", language.LANGUAGES)
def test_outside_a_notebook_an_exercise_changes_nothing(lang):
    mistyped.watch(lang)
    assert load("M06", lang=lang).check(500).is_right


def test_a_bare_comma_is_told_as_such():
    told = load("M06", lang="fr").check((1250, 50))
    assert told.state == "unreadable"
    assert "virgule" in str(told)


def test_the_figures_stand_beside_the_names_that_the_code_knows_them_by():
    shown = str(load("M07", lang="fr"))
    assert "given.rate = 12,15\u00a0%" in shown
    assert "given.due = 01/10/2025" in shown
