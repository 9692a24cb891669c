import ast
import sys

import pytest

from cashkit.ground.errors import ArgumentError, SourceError
from cashkit.publish import notebook_files, running
from cashkit.publish.running import Job


def job(tmp_path, name, *cells, **values):
    made = [notebook_files.code('as_of = "2025-12-31"\nlang = "fr"', "parameters")]
    made[0].metadata["tags"] = ["parameters"]
    made += [notebook_files.code(text, f"cell-{n}") for n, text in enumerate(cells)]
    path = tmp_path / f"{name}.ipynb"
    path.write_bytes(notebook_files.content(notebook_files.made_of(made)))
    return Job(name, path, values)


def test_a_notebook_that_never_ends_is_stopped_and_the_next_one_runs(tmp_path):
    """The kernel that was lost is replaced; values arrive as they were given; the caller's folder is not theirs."""
    odd = "'; import os #\n\x00 é 🎉"
    shown = "as_of, lang, __import__('os').listdir() != [], __import__('sys').executable"
    jobs = [job(tmp_path, "inform", "while True: pass", "1"), job(tmp_path, "order", shown, as_of=odd, lang="en")]
    told = []
    first, second = running.run(jobs, limit=3, progress=lambda *step: told.append(step))
    assert (first.lost, first.reason, first.params) == (True, "time", {"seconds": 3})
    assert "3 secondes" in first.say("fr")
    assert not second.lost
    printed = second.notebook.cells[-1].outputs[0].data["text/plain"]  # IPython breaks a long tuple over several lines
    assert ast.literal_eval(printed) == (odd, "en", True, sys.executable)
    assert told == [("inform", 0, 2), ("order", 1, 2)]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["inform.ipynb", "order.ipynb"]


@pytest.mark.parametrize("name", ["x=1;import os", "sourc"])
def test_a_wrong_parameter_is_refused_before_anything_runs(tmp_path, name, monkeypatch):
    monkeypatch.setattr(running.kernel, "start", None)
    with pytest.raises(ArgumentError, match="as_of, lang"):
        running.run([job(tmp_path, "inform", "1", **{name: 1})])


def test_cells_for_learners_are_not_run(tmp_path):
    made = job(tmp_path, "inform", "1 / 0", "print('shown')")
    notebook = notebook_files.read(made.path)
    notebook.cells[1].metadata["tags"] = ["not-in-report"]
    made.path.write_bytes(notebook_files.content(notebook))
    prepared = running._prepared(made)
    assert [cell.source for cell in prepared.cells[2:]] == ["print('shown')"]


def test_what_a_notebook_declares_is_read_from_its_parameters_cell(tmp_path):
    assert running.declared(job(tmp_path, "inform", "x = 1").path) == ("as_of", "lang")


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"not json", b"[]", b'{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}']
)
def test_a_file_that_is_no_notebook_of_ours_is_refused_by_name(tmp_path, content):
    (tmp_path / "n.ipynb").write_bytes(content)
    with pytest.raises(SourceError, match=r"n\.ipynb"):
        running.declared(tmp_path / "n.ipynb")


def test_a_message_is_told_on_one_line_and_cut():
    assert running.one_line("a\n  b") == "a b"
    assert len(running.one_line("x" * 5000)) < 400


def test_a_notebook_whose_last_cells_did_not_run_is_lost():
    cells = [notebook_files.code("1", "a"), notebook_files.markdown("x", "b"), notebook_files.code(" ", "c")]
    cells[0].execution_count = 1
    assert running.verdict(notebook_files.made_of(cells)) == ("", {})
    cells.append(notebook_files.code("2", "d"))
    assert running.verdict(notebook_files.made_of(cells)) == ("exit", {})
