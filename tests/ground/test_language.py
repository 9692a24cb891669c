"""Words for people: two languages, fields, French typography."""

import csv
import re
import threading
from importlib import resources

import pytest

from cashkit.ground import language
from cashkit.ground.errors import ArgumentError

NARROW, WIDE = "\u202f", "\u00a0"
TABLES = sorted(resources.files("cashkit.ground").joinpath("words").glob("*.csv"))


@pytest.fixture(autouse=True)
def _french_again():
    yield
    language.set_language("fr")


def test_french_is_spoken_unless_said_otherwise():
    assert language.current() == "fr"
    assert language.say("ground.example", amount=1, n=1) == f"1,00{WIDE}€ sur 1 ligne"


def test_a_language_in_force_for_a_block_ends_with_it():
    with language.use("en"):
        assert language.current() == "en"
        with language.use("fr"):
            assert language.current() == "fr"
        assert language.current() == "en"
    assert language.current() == "fr"


def test_a_block_that_fails_gives_the_language_back():
    with pytest.raises(RuntimeError), language.use("en"):
        raise RuntimeError
    assert language.current() == "fr"


def test_the_language_chosen_reaches_every_thread():
    language.set_language("en")
    heard = []
    thread = threading.Thread(target=lambda: heard.append(language.current()))
    thread.start()
    thread.join()
    assert heard == ["en"]


@pytest.mark.parametrize(
    "speak", [language.set_language, language.checked, lambda lang: language.say("ground.in_days", lang)]
)
def test_a_language_that_is_not_spoken_is_refused(speak):
    with pytest.raises(ArgumentError, match="de"):
        speak("de")


@pytest.mark.parametrize(
    ("template", "params", "written"),
    [
        ("{x:money}", {"x": "-1234.5"}, f"-1{NARROW}234,50{WIDE}€"),
        ("{x:percent}", {"x": 0.1215}, f"12,15{WIDE}%"),
        ("{x:date}", {"x": "2025-12-31"}, "31/12/2025"),
        ("{x:days}", {"x": 45}, f"45{WIDE}jours"),
        ("{x:number}", {"x": 1234567}, f"1{NARROW}234{NARROW}567"),
        ("{x:?facture|factures}", {"x": 2}, "2 factures"),
        ("{x:?facture|factures}", {"x": 0}, "0 facture"),
        ("{x}", {"x": 0.5}, "0.5"),
    ],
)
def test_each_kind_of_field_is_written_for_the_eye(template, params, written):
    assert language.fill(template, "fr", params) == written


@pytest.mark.parametrize(
    ("typed", "set_right"),
    [
        ("Échu : 12 % ; vrai ? Oui !", f"Échu{WIDE}: 12{WIDE}%{NARROW}; vrai{NARROW}? Oui{NARROW}!"),
        ("« ouvert »", f"«{WIDE}ouvert{WIDE}»"),
        ("10 €", f"10{WIDE}€"),
        ("à 12:30, voir http://exemple.fr?a=b", "à 12:30, voir http://exemple.fr?a=b"),
    ],
)
def test_french_spaces_do_not_break(typed, set_right):
    assert language.typeset(typed, "fr") == set_right
    assert language.typeset(typed, "en") == typed


def test_what_is_said_is_typeset():
    said = language.say("ground.unknown_language", "fr", value="de")
    assert f"inconnue{WIDE}: «{WIDE}de{WIDE}»" in said


def test_the_name_of_a_file_stays_as_it_is():
    """Copied from a message, it must still open the file."""
    name = "grand livre : clients ; 100 %.txt"
    assert name in language.say("ground.not_a_date", "fr", value=name)


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_french_words_have_their_space_before_high_punctuation(path):
    for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines(keepends=True)):
        prose = re.sub(r"\{[^}]*\}", "x", row["fr"])
        assert not re.search(r"\w(?:;(?!\d)|[!?»])|\w:(\s|$)|«\S", prose), row["key"]
