import pytest

from cashkit import teaching as ex
from cashkit.ground.errors import ArgumentError, SourceError
from cashkit.teaching.progress import Progress


@pytest.fixture(autouse=True)
def new_sitting():
    ex.progress().forget()
    yield
    ex.progress().forget()


def test_hints_come_dearer_and_the_last_one_stays():
    exercise = ex.load("M04", lang="en")
    hints = [str(exercise.hint()) for _ in range(4)]
    assert [hint.split(" of ")[0] for hint in hints] == ["Hint 1", "Hint 2", "Hint 3", "Hint 3"]
    assert len({hint.split(")")[1] for hint in hints}) == 3
    exercise.check(exercise.asked.right)
    assert exercise.record.points == 10 - 1 - 2 - 3


def test_a_wrong_try_costs_nothing_and_a_right_answer_stays_right():
    exercise = ex.load("M04")
    assert exercise.record.points == 0
    exercise.check(40)
    exercise.check(exercise.asked.right)
    exercise.check(99)
    assert (exercise.record.tries, exercise.record.state, exercise.record.points) == (3, "right", 10)


def test_loading_an_exercise_again_keeps_what_was_done():
    ex.load("M04").hint()
    assert ex.load("M04").record.hints == 1
    assert ex.load("M04", seed=9).record.hints == 0


def test_nothing_is_stored_without_asking(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    exercise = ex.load("M04")
    exercise.hint()
    exercise.check(exercise.asked.right)
    str(ex.progress()), ex.progress()._repr_html_()
    assert list(tmp_path.iterdir()) == []


def test_progress_is_saved_when_asked_taken_up_again_and_never_overwritten(tmp_path):
    exercise = ex.load("M04", seed=2)
    exercise.check(exercise.asked.right)
    path = ex.progress().save(tmp_path / "parcours.json")
    with pytest.raises(ArgumentError):
        ex.progress().save(path)
    again = Progress()
    again.resume(path)
    assert list(again) == list(ex.progress())
    assert again.points == 10


@pytest.mark.parametrize("content", ["", "{}", '[{"code": 1}]', '[["M04"]]'])
def test_a_file_that_is_no_progress_is_refused(tmp_path, content):
    path = tmp_path / "x.json"
    path.write_text(content)
    if content == "{}":
        Progress().resume(path)  # nothing was done: there is nothing to take up
    else:
        with pytest.raises(SourceError, match=r"x\.json"):
            Progress().resume(path)


def test_progress_is_told_in_words_and_in_a_frame():
    exercise = ex.load("M04", lang="fr")
    exercise.check(exercise.asked.right)
    assert "Le retard moyen" in str(ex.progress())
    assert "10 sur 10" in str(ex.progress())
    assert ex.progress().frame().loc[0, ["code", "points"]].tolist() == ["M04", 10]
