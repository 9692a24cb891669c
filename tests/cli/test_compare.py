"""`cashkit compare`: two reports side by side, and one sentence for what has no difference."""

import json

import pytest

from tests.publish.test_kept_figures import LAST, kept


@pytest.fixture
def folders(tmp_path):
    return str(kept(tmp_path / "old", LAST, "1000.00")), str(kept(tmp_path / "new"))


def test_figures_stand_side_by_side_by_stage(shell, folders):
    code, out, _err = shell("compare", *folders, "--lang", "en")
    assert code == 0
    assert "From 31/12/2024 to 31/12/2025" in out
    assert "€1,000.00" in out
    assert "+€200.50" in out
    assert "2 figures known to one audit only" in out


def test_a_definition_that_changed_is_told_in_one_sentence(shell, tmp_path, folders):
    changed = kept(tmp_path / "changed", LAST, spoilt={"definitions": {"overdue": "0"}})
    _code, out, _err = shell("compare", str(changed), folders[1], "--lang", "en")
    assert "Definition changed between the two audits, no difference: overdue" in out
    assert "No figure common" in out


@pytest.mark.parametrize("form", ["csv", "json"])
def test_programs_get_every_figure(shell, folders, form):
    code, out, _err = shell("compare", *folders, "--format", form)
    assert code == 0
    rows = json.loads(out)["rows"] if form == "json" else out.splitlines()[1:]
    assert len(rows) == 4


def test_a_folder_without_figures_is_one_sentence(shell, tmp_path, folders):
    code, _out, err = shell("compare", str(tmp_path), folders[1])
    assert code == 2
    assert len(err.strip().splitlines()) == 1
