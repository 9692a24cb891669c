import pytest

from cashkit import teaching as ex
from cashkit.ground import language
from cashkit.ground.errors import ArgumentError
from cashkit.ground.plain_text import folded


@pytest.mark.parametrize("stage", ex.stages())
@pytest.mark.parametrize("lang", language.LANGUAGES)
def test_a_quiz_asks_three_questions_and_says_why(stage, lang):
    questions = ex.quiz(stage, lang)
    score = questions.check(*questions.right)
    assert score.right == 3
    assert all(len(reply) > 25 for _, reply in score.replies)
    assert str(questions).count("\n  a. ") == 3


def test_a_blank_quiz_says_not_answered_yet_and_a_wrong_answer_says_why():
    questions = ex.quiz("recovery", "en")
    assert [reply for _, reply in questions.check(..., ..., ...).replies] == ["Not answered yet."] * 3
    assert questions.check().right == 0
    wrong = [next(letter for letter in "abc" if letter != right) for right in questions.right]
    told = questions.check(*wrong)
    assert told.right == 0
    assert all(reply.startswith("Not yet. ") for _, reply in told.replies)
    assert told.word == "0 of 3"


def test_the_right_letters_are_not_always_the_same():
    assert len({letter for stage in ex.stages() for letter in ex.quiz(stage).right}) == 3


def test_an_unknown_stage_has_no_quiz():
    with pytest.raises(ArgumentError, match="collection"):
        ex.quiz("payroll")


@pytest.mark.parametrize("name", ["dso", "DSO", "days sales outstanding", "delai moyen de reglement client"])
def test_a_term_is_found_by_key_name_and_either_language(name):
    if name.startswith(("days", "delai")):
        assert "dso" in [one.key for one in ex.glossary(name).terms]
    else:
        assert ex.term(name).key == "dso"


def test_accents_and_capitals_do_not_matter():
    assert ex.term("ECHEANCE", "fr").key == "due_date"
    assert ex.term("due date", "fr").key == "due_date"


def test_an_unknown_term_names_its_neighbours():
    with pytest.raises(ArgumentError, match="lettrage"):
        ex.term("letrage", "fr")
    with pytest.raises(ArgumentError, match="aucune"):
        ex.term("xyzzy", "fr")


def test_the_whole_glossary_is_sorted_and_in_both_languages():
    terms = ex.glossary(lang="fr").terms
    assert len(terms) == len(language.table("terms"))
    names = [folded(one.name) for one in terms]
    assert names == sorted(names)
    assert all(one.definition and one.other for one in terms)
    assert "&amp;" not in ex.glossary("dso")._repr_html_()


def test_a_search_looks_into_definitions_when_no_name_fits():
    assert "write_off" in [one.key for one in ex.glossary("654", "fr").terms]
