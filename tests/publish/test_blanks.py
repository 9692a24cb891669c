import pytest

from cashkit.publish import blanks, notebooks, sources
from cashkit.publish.sources import Cell, Source

HEAD = """# %% [markdown] lang="fr"
# Bonjour

# %% [markdown] lang="en" of="{of}"
# Hello

# %% tags=["parameters"]
lang = "fr"

"""
EXERCISE = "# %%\nlate = (as_of - due).days  # blank\nexercise.check(late)\n"
KEY = '# %% tags=["solution"]\nlate\n'


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "exercises" / "source").mkdir(parents=True)
    text = HEAD.format(of=sources.digest("Bonjour")) + EXERCISE + "\n" + KEY
    (tmp_path / "exercises" / "source" / "01_day.py").write_text(text, encoding="utf-8")
    return tmp_path / "exercises"


@pytest.mark.parametrize(
    ("code", "left"),
    [
        ("x = 1 + 1  # blank\ny = 2", "x = ...\ny = 2"),
        ("x = [\n    1,\n    2,\n]  # blank\ny = 2", "x = ...\ny = 2"),
        ('é = "à vous"; x = 1\nété = f(é)  # blank', 'é = "à vous"; x = 1\nété = ...'),
        ("a = 1  # blank\nb = 2  # blank", "a = ...\nb = ..."),
        ("x = 1  # blanks are elsewhere", "x = 1  # blanks are elsewhere"),
        ("x = 1", "x = 1"),
    ],
)
def test_a_marked_assignment_loses_its_value_and_nothing_else_changes(code, left):
    assert blanks.emptied(code) == left


def test_a_solution_loses_only_its_marks():
    assert blanks.filled("x = f(\n    1\n)  # blank\ny = x") == "x = f(\n    1\n)\ny = x"


@pytest.mark.parametrize(
    "code", ["f(1)  # blank", "a, b = 1, 2  # blank", "if x:\n    y = 1  # blank", "x += 1  # blank"]
)
def test_a_mark_beside_no_plain_assignment_is_said(code):
    source = Source("n", [Cell("code", code)])
    assert "blank_misplaced" in [found.kind for found in blanks.problems(source)]


def test_an_exercise_without_a_blank_is_said():
    assert [found.kind for found in blanks.problems(Source("n", [Cell("code", "x = 1")]))] == ["no_blank"]


def test_a_folder_of_exercises_gives_blanks_and_solutions_in_both_languages(folder):
    built = notebooks.build(folder)
    assert sorted(path.relative_to(folder).as_posix() for path in built) == [
        "en/01_day.ipynb",
        "fr/01_day.ipynb",
        "solutions/en/01_day.ipynb",
        "solutions/fr/01_day.ipynb",
    ]
    blank, solved = (
        (folder / where / "fr" / "01_day.ipynb").read_text(encoding="utf-8") for where in ("", "solutions")
    )
    assert "late = ..." in blank
    assert "as_of - due" not in blank
    assert "late = (as_of - due).days" in solved
    assert blanks.MARK not in blank + solved
    assert ('"solution"' in blank, '"solution"' in solved) == (False, True)
    assert notebooks.check(folder) == []
    assert notebooks.build(folder) == []


def test_a_solution_that_changed_is_named_with_its_blank(folder):
    notebooks.build(folder)
    path = folder / "source" / "01_day.py"
    path.write_text(path.read_text(encoding="utf-8").replace("exercise.check", "ex.check"), encoding="utf-8")
    (folder / "solutions" / "fr" / "02_gone.ipynb").write_text("{}", encoding="utf-8")
    assert [(found.kind, found.name) for found in notebooks.check(folder)] == [
        ("not_built", "fr/01_day"),
        ("not_built", "en/01_day"),
        ("not_built", "solutions/fr/01_day"),
        ("not_built", "solutions/en/01_day"),
        ("no_source", "solutions/fr/02_gone"),
    ]


def test_a_folder_of_plain_notebooks_has_no_blanks(folder):
    plain = folder.with_name("notebooks")
    folder.rename(plain)
    assert len(notebooks.build(plain)) == 2
    assert notebooks.check(plain) == []
