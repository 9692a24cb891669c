"""Which invoice a number means when two programs do not write it alike."""

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from cashkit.dossier.invoice_numbers import same_numbers

NUMBERS = st.lists(st.text(alphabet="F01- ", max_size=5))


def meant(own, told):
    """Return for each number told those of our numbers that it means."""
    found = same_numbers(pa.array(own, pa.string()), pa.array(told, pa.string()))
    return [
        sorted({number for number, code in zip(own, found.own.tolist(), strict=True) if code == at}) if at >= 0 else []
        for at in found.told.tolist()
    ]


def test_the_same_words_are_the_same_number():
    assert meant(["FA-2025/001", "FA-2025/002"], ["fa 2025 001", "FA.2025.002."]) == [["FA-2025/001"], ["FA-2025/002"]]


def test_separators_are_dropped_only_where_one_number_is_meant():
    assert meant(["FA-12", "F A12"], ["FA12"]) == [[]]
    assert meant(["FA-12"], ["FA12"]) == [["FA-12"]]


def test_zeros_are_dropped_only_where_one_number_is_meant():
    assert meant(["F012", "F0012"], ["F12"]) == [[]]
    assert meant(["F0012"], ["F12"]) == [["F0012"]]
    assert meant(["F0012"], ["F12", "F012"]) == [[], []]


def test_a_number_that_is_there_is_not_taken_again_loosely():
    assert meant(["12"], ["12", "012"]) == [["12"], []]


def test_blank_numbers_mean_nothing():
    assert meant(["", None, "-"], ["", None, "-"]) == [[], [], []]


@given(NUMBERS, NUMBERS)
def test_every_number_told_means_one_of_ours_at_most_and_its_own_writing_first(own, told):
    plain = [" ".join("".join(sign if sign.isalnum() else " " for sign in number).split()) for number in own]
    for number, found in zip(told, meant(own, told), strict=True):
        words = " ".join("".join(sign if sign.isalnum() else " " for sign in number).split())
        same = sorted({one for one, its in zip(own, plain, strict=True) if words and its == words})
        assert not same or found == same
