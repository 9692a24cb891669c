"""The exercise notebooks: built from their sources, blank where learners write, and right in their solutions."""

import ast
import re

import pytest

from cashkit import teaching as ex
from cashkit.ground import language
from cashkit.publish import blanks, notebook_files, notebooks
from cashkit.teaching.quiz import Score
from cashkit.teaching.verdict import Verdict
from tests.exercises.running import shown

SOURCES = {source.name: source for source in notebooks.sources_of(notebooks.EXERCISES)}
STAGES = dict(zip(SOURCES, ex.stages(), strict=True))
EVERYWHERE = [(name, lang) for name in SOURCES for lang in language.LANGUAGES]


@pytest.fixture(autouse=True)
def new_sitting(monkeypatch):
    monkeypatch.setattr(language, "_process", {"language": "fr"})
    token = language._block.set(None)  # a notebook sets the language of its process
    ex.progress().forget()
    yield
    ex.progress().forget()
    language._block.reset(token)


def blank_notebook(name, lang):
    return notebooks.EXERCISES / lang / f"{name}.ipynb"


def solution(name, lang):
    return notebooks.EXERCISES / "solutions" / lang / f"{name}.ipynb"


def answers(source):
    """Yield each blank of a source: the cell, the code of its value."""
    for cell in source.cells:
        if cell.kind == "code":
            for node in blanks._marked(cell.text):
                yield cell, ast.unparse(node.value)


def test_the_exercises_of_this_repository_are_built_and_translated():
    assert [problem.say("en") for problem in notebooks.check(notebooks.EXERCISES)] == []


def test_there_is_one_notebook_a_stage_with_each_of_its_exercises():
    assert [name[3:] for name in SOURCES] == list(ex.stages())
    for name, source in SOURCES.items():
        code = "\n".join(cell.text for cell in source.cells if cell.kind == "code")
        assert re.findall(r'ex\.load\("(\w+)"', code) == list(ex.exercises(STAGES[name]))
        assert f'ex.quiz("{STAGES[name]}")' in code


def test_every_idea_that_the_kit_was_built_from_comes_back_in_an_exercise():
    met = {tag for source in SOURCES.values() for cell in source.cells for tag in cell.tags if tag.startswith("idea-")}
    assert met == {f"idea-{n}" for n in range(1, 18)}


def test_twins_of_an_exercise_bear_the_same_tags():
    for source in SOURCES.values():
        for french, english in source.pairs():
            assert source.cells[french].tags == source.cells[english].tags


@pytest.mark.parametrize(("name", "lang"), EVERYWHERE)
def test_a_blank_notebook_holds_no_output_no_mark_and_no_solution(name, lang):
    notebook = notebook_files.read(blank_notebook(name, lang))
    text = blank_notebook(name, lang).read_text(encoding="utf-8")
    codes = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert not [cell for cell in codes if cell.outputs or cell.execution_count is not None]
    assert {key for cell in notebook.cells for key in cell.metadata} <= {"tags", "jupyter"}
    folds = [cell.metadata["jupyter"] for cell in notebook.cells if "jupyter" in cell.metadata]
    assert all(fold == {"source_hidden": True} for fold in folds)  # what only makes ready is folded
    assert set(notebook.metadata) == {"kernelspec", "language_info"}
    assert blanks.MARK not in text
    assert blanks.SOLUTION not in text
    assigned = [
        ast.unparse(node.value)
        for cell in codes
        for node in ast.walk(ast.parse(cell.source))
        if isinstance(node, ast.Assign)
    ]
    solved = {value for _, value in answers(SOURCES[name])}
    assert solved
    assert not solved & set(assigned)
    assert assigned.count("...") == len(list(answers(SOURCES[name])))


@pytest.mark.parametrize(("name", "lang"), EVERYWHERE)
def test_the_prose_of_a_blank_notebook_does_not_tell_an_answer(name, lang):
    told = re.sub(r"\D", " ", " ".join(c.source for c in notebook_files.read(blank_notebook(name, lang)).cells)).split()
    for code in ex.exercises(STAGES[name]):
        asked = ex.load(code, lang=lang).asked
        digits = re.sub(r"\D", "", str(getattr(asked, "right", "")))
        assert len(digits) < 3 or digits not in told


@pytest.mark.parametrize(("name", "lang"), EVERYWHERE)
def test_a_blank_notebook_runs_to_its_end_and_says_not_answered_yet(name, lang):
    found = shown(blank_notebook(name, lang), seed=1)
    verdicts = [one for one in found if isinstance(one, Verdict)]
    assert {one.state for one in verdicts} == {"unanswered"}
    assert {one.lang for one in verdicts} == {lang}
    assert len(verdicts) >= len(ex.exercises(STAGES[name]))
    assert [one.right for one in found if isinstance(one, Score)] == [0]
    assert all(record.tries == 0 and record.hints == 0 for record in ex.progress())


@pytest.mark.parametrize(("name", "lang"), EVERYWHERE)
@pytest.mark.parametrize("seed", [0, 7, 29])
def test_every_check_of_a_solution_is_right_whatever_the_seed(name, lang, seed):
    found = shown(solution(name, lang), seed)
    verdicts = [one for one in found if isinstance(one, Verdict)]
    assert [str(one) for one in verdicts if not one.is_right] == []
    assert [one.right for one in found if isinstance(one, Score)] == [3]
    assert sorted(record.code for record in ex.progress() if record.state == "right") == sorted(
        ex.exercises(STAGES[name])
    )
    assert {record.seed for record in ex.progress()} == {seed}


@pytest.mark.parametrize("name", SOURCES)
def test_every_notebook_starts_with_a_worked_example(name):
    cells = [cell.text for cell in SOURCES[name].cells if cell.kind == "code"]
    first = next(n for n, text in enumerate(cells) if "ex.load(" in text)
    assert first >= 3  # parameters, imports, the example
    assert not any(blanks.MARK in text for text in cells[:first])


@pytest.mark.parametrize("name", SOURCES)
def test_no_code_cell_holds_prose(name):
    for cell in SOURCES[name].cells:
        if cell.kind == "code":
            texts = [
                n.value
                for n in ast.walk(ast.parse(cell.text))
                if isinstance(n, ast.Constant) and isinstance(n.value, str)
            ]
            assert [text for text in texts if len(re.findall(r"\w{3,}", text)) > 2] == []
