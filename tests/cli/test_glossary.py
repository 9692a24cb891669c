"""`cashkit glossary`: the terms of the trade on a terminal."""

import pytest

from cashkit.command_line.terms import print_glossary
from cashkit.ground import language
from cashkit.ground.errors import ArgumentError
from cashkit.teaching.glossary import glossary


def said(capsys, search="", lang="fr"):
    with language.use(lang):
        print_glossary(search)
    return capsys.readouterr().out


def test_a_word_finds_its_terms_in_both_languages(capsys):
    assert said(capsys, "lettrage").startswith("lettrage (rapprochement) · matching (lettering)\n  Rapprochement d'un")
    assert "avoir" in said(capsys, "credit note", "en").splitlines()[0]


def test_without_a_word_every_term_is_printed_and_no_line_is_wider_than_a_page(capsys):
    lines = said(capsys).splitlines()
    assert len([line for line in lines if not line.startswith(" ")]) >= len(glossary(lang="fr").terms)
    assert max(map(len, lines)) <= 100


def test_a_word_that_nothing_holds_names_its_neighbours(capsys):
    with pytest.raises(ArgumentError, match="lettrage"):
        said(capsys, "letrage")
