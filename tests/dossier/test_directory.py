"""Who a text means: a customer's code, account, SIREN or name."""

from hypothesis import given
from hypothesis import strategies as st

from cashkit.dossier.directory import NOBODY, Directory


def test_a_code_holds_before_a_name_that_reads_the_same():
    known = Directory(["ALPHA", "BETA"], [(["BETA", "ALPHA"], ["ALPHA", "BETA"])])
    assert known.codes(["ALPHA", "BETA"]) == [0, 1]


def test_a_name_of_two_customers_names_nobody():
    assert Directory(["C1", "C2"], [(["DUPONT", "Dupont"], ["C1", "C2"])]).code("dupont") == NOBODY


def test_a_siren_is_the_same_with_and_without_spaces():
    known = Directory(["C1"], [(["732829320"], ["C1"])])
    assert known.codes(["732 829 320", "732.829.320", "732829321"]) == [0, 0, NOBODY]


def test_leading_zeros_that_two_codes_differ_by_are_kept():
    assert Directory(["0012", "12"]).codes(["12", "0012", "012"]) == [1, 0, NOBODY]


def test_nothing_names_nobody():
    assert Directory(["", "C1"], [([None, ""], ["C1", "C1"])]).codes([None, "", " - "]) == [NOBODY] * 3


@given(st.lists(st.text(alphabet="A01-", min_size=1), unique=True))
def test_a_code_alone_of_its_kind_is_always_found(labels):
    known = Directory(labels)
    for code, label in enumerate(labels):
        assert known.code(label) in {code, NOBODY}
