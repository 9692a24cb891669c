import datetime as dt

import pytest

from cashkit.ground.errors import ArgumentError
from cashkit.publish import parameters

CELL = 'source = "sample"\nas_of = None\nmargin_rate: float = 0.1'


def test_only_declared_names_are_accepted():
    assert parameters.checked({"source": "x", "margin_rate": 0.2}, CELL, "n") == {"source": "x", "margin_rate": 0.2}


@pytest.mark.parametrize("name", ["x=1;import os", "sourc", "source ", "as_of\nimport os", "__import__('os')", ""])
def test_a_name_that_carries_code_or_is_wrong_is_refused(name):
    with pytest.raises(ArgumentError, match="source, as_of, margin_rate"):
        parameters.checked({name: 1}, CELL, "n.ipynb")


@pytest.mark.parametrize(
    "value", [dt.date(2025, 12, 31), (1, 2), {1, 2}, float("nan"), float("inf"), object(), [dt.date.max]]
)
def test_a_value_that_is_no_literal_is_refused(value):
    with pytest.raises(ArgumentError, match="as_of"):
        parameters.checked({"as_of": value}, CELL, "n.ipynb")


@pytest.mark.parametrize("value", ["2025-12-31", 1, 0.5, True, None, ["a", 1], {"a": [None]}, "'; import os #\n\x00 é"])
def test_literals_are_accepted(value):
    assert parameters.checked({"as_of": value}, CELL, "n.ipynb") == {"as_of": value}


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ('lang = "fr"\nas_of = date(2025, 1, 1)', "not_a_literal"),
        ('lang = "fr"\nas_of = "31/12/2025"', "french_date"),
        ('lang = "fr"\nprint(lang)', "not_an_assignment"),
        ('as_of = "2025-12-31"', "no_lang"),
    ],
)
def test_a_parameters_cell_holds_literals_and_iso_dates_only(cell, kind):
    assert [found for found, _ in parameters.faults(cell)] == [kind]


def test_the_language_is_set_whatever_stands_around_it():
    cell = 'source = "é"; lang = "fr"  # « langue »\nas_of = None'
    assert parameters.with_value(cell, "lang", "en") == 'source = "é"; lang = "en"  # « langue »\nas_of = None'
