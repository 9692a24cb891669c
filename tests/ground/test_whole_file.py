"""A whole file: there entirely or not at all, with the rights that any new file gets."""

import os

import pytest

from cashkit.ground.whole_file import mask, whole_file


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such rights")
def test_a_file_to_hand_on_is_read_by_whom_the_mask_lets(tmp_path):
    whole_file(tmp_path / "a.txt", lambda beside: beside.write_text("made", encoding="utf-8"))
    assert (tmp_path / "a.txt").stat().st_mode & 0o777 == 0o666 & ~mask()


def test_a_failure_leaves_the_earlier_file_and_nothing_beside_it(tmp_path):
    (tmp_path / "a.txt").write_text("first", encoding="utf-8")
    with pytest.raises(ZeroDivisionError):
        whole_file(tmp_path / "a.txt", lambda _: 1 / 0)
    assert [(one.name, one.read_text("utf-8")) for one in tmp_path.iterdir()] == [("a.txt", "first")]
