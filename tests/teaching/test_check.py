import pytest

from cashkit import teaching as ex
from cashkit.ground.errors import ArgumentError
from cashkit.teaching.catalogue import TEN_FINDINGS, load
from cashkit.teaching.choices import Choice


@pytest.fixture(autouse=True)
def new_sitting():
    ex.progress().forget()
    yield
    ex.progress().forget()


@pytest.mark.parametrize("blank", [..., None, ""])
@pytest.mark.parametrize("code", ["M04", "M03", "limitation", "call", TEN_FINDINGS])
def test_an_untouched_answer_says_not_answered_yet(code, blank):
    exercise = ex.load(code, lang="en")
    assert str(ex.check(exercise, blank)).startswith("Not answered yet.")
    assert exercise.record.tries == 0


def test_an_answer_may_be_typed_in_either_language_or_computed():
    exercise = ex.load("M04")
    for answer in (14.8, "14,8", "14.8 jours", "14,81", exercise.asked.right, 235_500 / 15_900):
        assert ex.check(exercise, answer).is_right, answer


def test_a_text_that_reads_two_ways_is_right_when_one_of_them_is():
    exercise = ex.load("retention", lang="en")
    assert exercise.check("7,300").is_right
    assert ex.load("retention", lang="fr").check("7,300").is_right


@pytest.mark.parametrize(
    ("code", "answer"), [("M04", "beaucoup"), ("limitation", "bientôt"), ("call", "z"), ("call", 2)]
)
def test_what_cannot_be_read_says_what_is_expected_and_is_no_try(code, answer):
    exercise = ex.load(code, lang="fr")
    verdict = exercise.check(answer)
    assert verdict.state == "unreadable"
    assert "exemple" in verdict.text or "lettre" in verdict.text
    assert exercise.record.tries == 0


def test_the_other_legal_reading_is_no_mistake():
    verdict = ex.load("M03").check(31)
    assert (verdict.state, verdict.slip) == ("reading", "other_reading")
    assert "lecture" in verdict.word


def test_a_wrong_answer_that_no_slip_explains_gets_the_first_step():
    assert ex.load("M03", lang="fr").check(20).text.endswith("L'échéance est le 15/12/2025.")
    assert ex.load("M04").check("15,2").state == "close"
    assert ex.load("M04").check(99).state == "wrong"


def test_signs_and_thousands_are_told_apart_from_the_method():
    assert ex.load("M12").check("-108500").slip == "opposite_sign"
    assert ex.load("M12").check("108,5").slip == "in_thousands"
    assert ex.load("M12").check("108,5 k€").is_right


def test_a_slip_of_the_problem_comes_before_a_common_one():
    assert ex.load("net_cash").check(165_000).slip == "need_less_fund"


def test_each_answer_of_a_call_has_its_reply():
    exercise = ex.load("call", lang="fr")
    replies = {exercise.check(letter).text for letter in "abcd"}
    assert len(replies) == 4
    assert [letter for letter in "abcd" if exercise.check(letter).is_right] == ["a"]
    assert exercise.check("ab").state == "unreadable"


def test_the_findings_to_delete_are_told_one_by_one():
    exercise = ex.load(TEN_FINDINGS, lang="fr")
    right = exercise.asked.right
    assert len(right) == 5
    assert exercise.check(", ".join(sorted(right))).is_right
    kept, wrong = min(right), min(set("abcdefghij") - right)
    verdict = exercise.check((right - {kept}) | {wrong})
    assert verdict.state == "slip"
    assert [letter for letter, _ in verdict.lines] == [f"{letter}." for letter in sorted([kept, wrong])]
    assert str(verdict).count("(fausse alerte)") == str(verdict).count("(vraie faute)") == 1


def test_the_decision_follows_the_figure():
    exercise = ex.load("M10", lang="fr")
    right = "".join(exercise.decision.right)
    assert exercise.decide(right).is_right
    assert exercise.decide(next(letter for letter in "abcd" if letter != right)).state == "slip"
    assert exercise.decide(...).state == "unanswered"
    assert "retenir" in str(exercise.to_decide).lower()
    with pytest.raises(ArgumentError):
        ex.load("M01").decide("a")


def test_a_letter_stands_for_the_same_answer_for_everybody():
    assert load("call", seed=1).asked == load("call", seed=2).asked
    assert isinstance(load("call").asked, Choice)
    dealt = [tuple(load(code).asked.dealt) for code in ex.exercises() if isinstance(load(code).asked, Choice)]
    assert len(set(dealt)) > 1  # the right answer is not always behind the same letter


def test_a_verdict_is_escaped_where_it_is_html():
    shown = ex.load("M04", lang="fr").check("38,7")
    assert "&#x27;" in shown._repr_html_()
    assert "<script" not in ex.load("M04")._repr_html_()


def test_the_figures_have_names_and_an_unknown_name_lists_them():
    given = ex.load("M01").given
    assert given.receivables == given["receivables"] == 1_872_000
    assert set(given) == {"receivables", "invoiced", "sales", "days"}
    assert "invoiced = 11457800" in repr(given)
    with pytest.raises(AttributeError, match="invoiced"):
        _ = given.turnover


def test_a_table_is_a_copy():
    exercise = ex.load("claimable")
    table = exercise.table
    table["open_amount"] = 0
    assert exercise.table["open_amount"].sum() > 0
    with pytest.raises(ArgumentError):
        _ = ex.load("M01").table


def test_no_figure_of_a_situation_gives_the_answer_away_by_its_name():
    for code in ex.exercises():
        assert not {"right", "answer", "solution", "overdue"} & set(ex.load(code).given)
