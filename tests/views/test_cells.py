from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashkit.ground import formats
from cashkit.views.cells import cells, unit_of

NB, NNB = "\u00a0", "\u202f"


def one(value, unit, lang="fr", name="x"):
    return cells(pd.Series([value], name=name), unit, lang)[0]


def test_amounts_stand_as_a_french_and_an_english_reader_write_them():
    assert one(1234567.8, "eur") == f"1{NNB}234{NNB}567,80{NB}€"
    assert one(-1234.5, "eur", "en") == "-€1,234.50"


@given(st.integers(-(10**13), 10**13), st.sampled_from(["fr", "en"]))
def test_the_fast_way_writes_an_amount_as_babel_does(cents, lang):
    assert one(cents / 100, "eur", lang) == formats.money(cents / 100, lang)


@pytest.mark.parametrize(
    ("value", "text"), [(0.125, "0,13"), (-0.125, "-0,13"), (2.675, "2,68"), (-0.004, "0,00"), (0.0, "0,00")]
)
def test_an_amount_that_is_no_whole_number_of_cents_is_rounded_half_up_and_zero_has_no_sign(value, text):
    assert one(value, "eur") == f"{text}{NB}€"


def test_decimals_integers_and_missing_amounts_share_a_column():
    column = pd.Series([Decimal("12.30"), 4, None, "n. c."], dtype=object)
    assert cells(column, "eur", "en") == ["€12.30", "€4.00", "–", "n. c."]


@pytest.mark.parametrize(
    "unit", ["eur", "days", "rate", "count", "date", "month", "text", "word", "verdict", "ratio", "shown"]
)
@pytest.mark.parametrize("value", [None, np.nan, pd.NaT])
def test_what_is_missing_is_a_dash_never_nan(unit, value):
    assert one(value, unit) == "–"


def test_a_date_put_under_euros_is_no_amount():
    assert one(pd.Timestamp("2025-12-31"), "eur") == "2025-12-31 00:00:00"


@pytest.mark.parametrize("unit", ["eur", "days", "rate", "count", "ratio"])
def test_infinity_is_a_dash(unit):
    assert one(float("inf"), unit) == "–"


def test_days_keep_one_decimal_so_that_they_stand_one_below_the_other():
    assert cells(pd.Series([45, 59.64]), "days", "fr") == [f"45,0{NB}j", f"59,6{NB}j"]
    assert one(1234.25, "days", "en") == f"1,234.3{NB}d"


def test_shares_counts_and_dates():
    assert one(0.308, "rate") == f"30,8{NB}%"
    assert one(12345.0, "count") == f"12{NNB}345"
    assert one(pd.Timestamp("2025-12-31"), "date") == "31/12/2025"
    assert one(pd.Timestamp("2025-12-31"), "month", "en") == "Dec 2025"


def test_a_code_is_said_in_words_and_any_other_text_stays():
    column = pd.Series(["credit_note", "avance <client>"], name="kind")
    assert cells(column, "word", "fr") == ["avoir", "avance <client>"]


def test_yes_and_no_are_said_whatever_the_unit():
    assert cells(pd.Series([True, False]), "text", "fr") == ["oui", "non"]
    assert cells(pd.Series([True, None], dtype=object), "eur", "en") == ["yes", "–"]


def test_a_value_that_its_unit_cannot_write_stays_as_it_is():
    assert one("à voir", "days") == "à voir"
    assert one("31/02/2025", "date") == "31/02/2025"
    assert one("excellent", "verdict") == "excellent"


def test_text_loses_control_characters_and_line_breaks_but_no_letter():
    column = pd.Series(["A\x00B\nC\ud800 é"], dtype=object)
    assert cells(column, "text", "fr") == ["A\ufffdB C\ufffd é"]
    assert one("a\nb", "lines") == "a\nb"


def test_a_category_of_text_is_written_like_text():
    assert cells(pd.Series(["a", None], dtype="category"), "text", "fr") == ["a", "–"]


@pytest.mark.parametrize(
    ("values", "unit"),
    [([True], "flag"), (pd.to_datetime(["2025-01-01"]), "date"), ([1], "count"), ([1.5], "ratio"), (["a"], "text")],
)
def test_a_column_that_no_table_knows_is_written_by_its_type(values, unit):
    assert unit_of(pd.Series(values)) == unit
