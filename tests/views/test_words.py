import csv
from importlib import resources

import pytest

from cashkit.ground import language
from cashkit.views import cells

UNITS = {
    "eur",
    "euro",
    "days",
    "rate",
    "ratio",
    "count",
    "date",
    "month",
    "flag",
    "word",
    "verdict",
    "severity",
    "text",
}
UNITS |= {"grade", "sentence", "lines", "shown", "key", "terms"}


def rows(room):
    source = resources.files("cashkit.ground").joinpath("words", f"{room}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(source.splitlines()))


@pytest.mark.parametrize("room", ["columns", "tables", "views"])
def test_every_word_is_there_in_both_languages_and_once(room):
    keys = [row["key"] for row in rows(room)]
    assert len(keys) == len(set(keys))
    assert all(row["fr"].strip() and row["en"].strip() and None not in row for row in rows(room))


def test_every_column_has_a_unit_that_a_cell_can_be_written_in():
    assert {row["unit"] for row in rows("columns")} <= UNITS


def test_every_column_of_the_dossier_has_a_heading_and_the_unit_of_its_kind():
    from cashkit.dossier.tables import TABLES

    units = {row["key"]: row["unit"] for row in rows("columns")}
    kinds = {"money": {"eur", "euro"}, "date": {"date"}, "number": {"count", "rate"}, "flag": {"flag", "eur"}}
    for columns in TABLES.values():
        for column in columns:
            assert units[column.name] in kinds.get(column.kind, {"text", "word", "terms"}), column.name


@pytest.mark.parametrize("room", ["columns", "tables", "views"])
def test_the_words_tables_hold_ordinary_spaces_and_the_typography_is_set_when_they_are_said(room):
    for row in rows(room):
        assert not set("\u00a0\u202f") & set(row["fr"][1:])


@pytest.mark.parametrize("key", [row["key"] for row in rows("views") if row["key"].endswith(".title")])
def test_the_title_of_a_chart_asks_a_question(key):
    french, english = (language.say(f"views.{key}", lang, loss=1000) for lang in ("fr", "en"))
    assert french.endswith("\u202f?")
    assert english.endswith("?")


def test_units_at_the_right_are_units():
    assert cells.NUMBERS < UNITS
    assert set(cells.BADGES) < UNITS
