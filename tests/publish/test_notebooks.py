import json

import pytest

from cashkit.publish import notebooks, sources

SOURCE = """# %% [markdown] lang="fr"
# # Échéance : le « jour J »
#
# `a : b` ?

# %% [markdown] lang="en" of="{of}"
# # Due date: "the day"

# %% tags=["parameters"]
as_of = "2025-12-31"
lang = "fr"

# %%
as_of

# %%
as_of
"""
FRENCH = "# Échéance : le « jour J »\n\n`a : b` ?"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "00_day.py").write_text(SOURCE.format(of=sources.digest(FRENCH)), encoding="utf-8")
    return tmp_path


def built(folder, lang):
    return json.loads((folder / lang / "00_day.ipynb").read_text(encoding="utf-8"))


def test_each_language_gets_its_prose_and_all_the_code(folder):
    notebooks.build(folder)
    french, english = built(folder, "fr"), built(folder, "en")
    assert "".join(french["cells"][0]["source"]) == "# Échéance\u00a0: le «\u00a0jour J\u00a0»\n\n`a : b`\u202f?"
    assert "".join(english["cells"][0]["source"]) == '# Due date: "the day"'
    assert [cell["source"] for cell in french["cells"][2:]] == [cell["source"] for cell in english["cells"][2:]]


def test_the_language_is_a_parameter_of_each(folder):
    notebooks.build(folder)
    assert [built(folder, lang)["cells"][1]["source"][1] for lang in ("fr", "en")] == ['lang = "fr"', 'lang = "en"']
    assert built(folder, "fr")["cells"][1]["metadata"]["tags"] == ["parameters"]


def test_twins_share_an_id_and_no_two_cells_do(folder):
    notebooks.build(folder)
    ids = [[cell["id"] for cell in built(folder, lang)["cells"]] for lang in ("fr", "en")]
    assert ids[0] == ids[1]
    assert len(set(ids[0])) == len(ids[0])


def test_building_twice_changes_nothing(folder):
    assert len(notebooks.build(folder)) == 2
    before = (folder / "fr" / "00_day.ipynb").read_bytes()
    assert notebooks.build(folder) == []
    assert (folder / "fr" / "00_day.ipynb").read_bytes() == before
    assert b"\r" not in before


def test_check_is_silent_when_all_is_built_and_translated(folder):
    notebooks.build(folder)
    assert notebooks.check(folder) == []


def test_check_names_what_is_not_built_and_what_has_no_source(folder):
    notebooks.build(folder)
    (folder / "fr" / "00_day.ipynb").write_text("{}", encoding="utf-8")
    (folder / "en" / "00_gone.ipynb").write_text("{}", encoding="utf-8")
    assert [(found.kind, found.name) for found in notebooks.check(folder)] == [
        ("not_built", "fr/00_day"),
        ("no_source", "en/00_gone"),
    ]


def test_a_changed_french_cell_is_named_and_built_without_its_stamp(folder, capsys):
    notebooks.build(folder)
    path = folder / "source" / "00_day.py"
    path.write_text(path.read_text(encoding="utf-8").replace("le « jour J »", "le « grand jour »"), encoding="utf-8")
    before = path.read_bytes()
    assert notebooks.main(["--folder", str(folder), "build"]) == 0
    assert path.read_bytes() == before
    assert notebooks.main(["--folder", str(folder), "check"]) == 1
    assert "grand jour" in capsys.readouterr().out


def test_the_notebooks_of_this_repository_are_built_and_translated():
    assert [problem.say("en") for problem in notebooks.check()] == []
