"""Coefficients of the reader's own, from a file."""

import pytest

import cashkit as ck
from cashkit.ground.errors import SourceError
from cashkit.measures.line_weights import LineWeights, coefficients
from cashkit.readers.line_weights import open_line_weights


def weights(folder, text):
    path = folder / "weights.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return open_line_weights(path)


@pytest.mark.parametrize(
    "text",
    [
        "key;value\nbehaviour_late;0,6\n",
        "behaviour_late,0.6",
        "\ufeffkey\tvalue\r\nbehaviour_late\t0.6\r\n\r\n",
        '"key";"value"\n"behaviour_late";"0,6";"ours since 2025"\n',
    ],
)
def test_points_commas_tabs_and_headings_are_read(tmp_path, text):
    assert weights(tmp_path, text) == {"behaviour_late": 0.6}


@pytest.mark.parametrize("line", ["behaviour_late;beaucoup", "behaviour_late;-1", "behaviour_late", "=cmd|' /C';1"])
def test_a_line_that_is_no_coefficient_is_refused_with_its_number(tmp_path, line):
    with pytest.raises(SourceError, match="2"):
        weights(tmp_path, f"key;value\n{line}\n")


@pytest.mark.parametrize("line", ["behaviour_late;beaucoup", "behaviour_late;60 %", "Behaviour_late;0,6"])
def test_a_first_line_that_is_no_heading_is_not_taken_for_one(tmp_path, line):
    with pytest.raises(SourceError, match="1"):
        weights(tmp_path, f"{line}\nterms_long;0.9\n")


def test_a_remark_may_stand_above_and_no_line_is_too_far_down_to_be_read(tmp_path):
    assert weights(tmp_path, "# 2025, us\nterms_long;0.9" + "\n" * 400 + "behaviour_late;0,6\n") == {
        "terms_long": 0.9,
        "behaviour_late": 0.6,
    }


def test_a_key_told_twice_is_refused(tmp_path):
    with pytest.raises(SourceError, match="3"):
        weights(tmp_path, "key;value\nterms_long;1\nterms_long;0.9\n")


@pytest.mark.parametrize("text", ["", "key;value\n", b"PK\x03\x04\x00\x00"])
def test_a_file_without_any_is_refused(tmp_path, text):
    with pytest.raises(SourceError):
        weights(tmp_path, text)


def test_every_coefficient_shipped_can_be_given_in_a_file(tmp_path):
    text = "\n".join(f"{key};1" for key in coefficients())
    assert set(LineWeights.of(weights(tmp_path, text)).values.values()) == {1.0}


def test_it_stands_at_the_door():
    assert ck.open_line_weights is open_line_weights
