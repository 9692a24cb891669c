import pytest

from cashkit.readers.fec.labels import plain


@pytest.mark.parametrize("written", ["A-NOUVEAUX", "à nouveaux", "  À  Nouveaux.", "a\u0300 nouveaux"])
def test_case_accents_and_punctuation_make_no_other_label(written):
    assert plain(written) == "a nouveaux"


def test_ligatures_and_quotes_are_opened():
    assert plain("L\u2019œuvre") == plain("L'OEUVRE") == "l oeuvre"


def test_signs_alone_say_nothing():
    assert plain(" -/ ") == ""
