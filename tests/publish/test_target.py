import json

import pytest

from cashkit.ground.errors import ArgumentError
from cashkit.publish.target import MANIFEST, replacing


def write(target, **files):
    with replacing(target) as folder:
        for name, text in files.items():
            path = folder / name.replace("__", "/")
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(text.encode())


def everything(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def target(tmp_path):
    write(tmp_path / "a" / "report", page="1", tables__t="1", tables__old="1")
    return tmp_path / "a" / "report"


def test_a_new_report_makes_its_folder_and_leaves_nothing_beside_it(target):
    assert set(everything(target)) == {"page", "tables/t", "tables/old", MANIFEST}
    assert [path.name for path in target.parent.iterdir()] == ["report"]


def test_a_finished_run_replaces_our_files_and_removes_those_it_no_longer_writes(target):
    write(target, page="2", tables__t="1")
    assert everything(target)["page"] == b"2"
    assert set(everything(target)) == {"page", "tables/t", MANIFEST}


def test_a_failed_run_leaves_the_earlier_report_as_it_was(target):
    before = everything(target)
    with pytest.raises(AttributeError):
        write(target, page="2", other=None)
    assert everything(target) == before
    assert [path.name for path in target.parent.iterdir()] == ["report"]


def test_nobody_elses_file_is_touched(target):
    (target / "notes.txt").write_text("mine", encoding="utf-8")
    (target / "tables" / "mine.csv").write_text("mine", encoding="utf-8")
    write(target, page="2")
    assert set(everything(target)) == {"page", "notes.txt", "tables/mine.csv", MANIFEST}


def test_a_file_of_ours_that_was_changed_is_not_overwritten(target):
    (target / "page").write_text("corrected by hand", encoding="utf-8")
    before = everything(target)
    with pytest.raises(ArgumentError, match="page"):
        write(target, page="2")
    assert everything(target) == before


def test_a_file_of_the_same_name_that_we_did_not_write_stops_the_swap(target):
    (target / "new").write_text("mine", encoding="utf-8")
    before = everything(target)
    with pytest.raises(ArgumentError, match="new"):
        write(target, page="2", new="2")
    assert everything(target) == before


def test_a_folder_of_somebody_elses_files_is_filled_and_kept(tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("mine", encoding="utf-8")
    write(tmp_path / "mine", page="1")
    assert set(everything(tmp_path / "mine")) == {"notes.txt", "page", MANIFEST}


def test_a_manifest_that_points_outside_deletes_nothing_there(target):
    outside = target.parent / "outside"
    outside.write_text("1", encoding="utf-8")
    manifest = json.loads((target / MANIFEST).read_text(encoding="utf-8"))
    manifest["files"]["../outside"] = manifest["files"]["page"]
    (target / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    write(target, page="2")
    assert outside.exists()


def test_a_broken_manifest_owns_nothing(target):
    (target / MANIFEST).write_text("[]", encoding="utf-8")
    with pytest.raises(ArgumentError, match="page"):
        write(target, page="2")


def test_a_target_that_is_a_file_is_refused(tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(ArgumentError, match="file"):
        write(tmp_path / "file", page="1")
