"""Numbers, amounts and dates as their reader writes them."""

import datetime as dt
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

from cashkit.ground import formats
from cashkit.ground.errors import ArgumentError

NARROW, WIDE = "\u202f", "\u00a0"


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        (0, f"0,00{WIDE}€", "€0.00"),
        (-0.001, f"0,00{WIDE}€", "€0.00"),
        ("2.675", f"2,68{WIDE}€", "€2.68"),
        (Decimal("-1234567.894"), f"-1{NARROW}234{NARROW}567,89{WIDE}€", "-€1,234,567.89"),
    ],
)
def test_euros_have_two_decimals_rounded_half_up(value, french, english):
    assert (formats.money(value, "fr"), formats.money(value, "en")) == (french, english)


def test_another_currency_has_its_own_sign():
    assert formats.money(10, "fr", "GBP") == f"10,00{WIDE}£GB"


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [(0.5, f"1{WIDE}€", "€1"), (-0.4, f"0{WIDE}€", "€0"), (-12345.6, f"-12{NARROW}346{WIDE}€", "-€12,346")],
)
def test_euros_in_a_sentence_have_no_cents(value, french, english):
    assert (formats.round_money(value, "fr"), formats.round_money(value, "en")) == (french, english)


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        (0.124, f"12,4{WIDE}%", "12.4%"),
        (0.00125, f"0,13{WIDE}%", "0.13%"),
        (-0.00001, f"0{WIDE}%", "0%"),
        (12, f"1{NARROW}200{WIDE}%", "1,200%"),
    ],
)
def test_a_fraction_is_written_as_per_cent(value, french, english):
    assert (formats.percent(value, "fr"), formats.percent(value, "en")) == (french, english)


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        (0, f"0{WIDE}jour", f"0{WIDE}days"),
        (1, f"1{WIDE}jour", f"1{WIDE}day"),
        (1.94, f"1,9{WIDE}jour", f"1.9{WIDE}days"),
        (1.95, f"2{WIDE}jours", f"2{WIDE}days"),
        (-0.04, f"0{WIDE}jour", f"0{WIDE}days"),
        (163.70833, f"163,7{WIDE}jours", f"163.7{WIDE}days"),
    ],
)
def test_days_carry_their_noun_in_the_number_of_the_language(value, french, english):
    assert (formats.days(value, "fr"), formats.days(value, "en")) == (french, english)


def test_a_number_has_three_decimals_at_most():
    assert formats.number(0.12345, "fr") == "0,123"
    assert formats.number(0.0005, "en") == "0.001"
    assert formats.number(np.float64(2.5), "en") == "2.5"
    assert formats.number(np.int64(1234), "fr") == f"1{NARROW}234"


@pytest.mark.parametrize(
    "value",
    [
        dt.date(2025, 12, 31),
        dt.datetime(2025, 12, 31, 23, 59),  # noqa: DTZ001 (accounts have no time zone)
        pd.Timestamp("2025-12-31"),
        np.datetime64("2025-12-31"),
        "2025-12-31",
    ],
)
def test_both_languages_write_the_day_first(value):
    assert formats.date(value, "fr") == formats.date(value, "en") == "31/12/2025"


def test_what_is_no_date_is_refused():
    with pytest.raises(ArgumentError):
        formats.date("31/12/2025", "fr")


@pytest.mark.parametrize("missing", [None, float("nan"), np.nan, pd.NA, pd.NaT])
@pytest.mark.parametrize("write", [formats.money, formats.round_money, formats.number, formats.percent, formats.days])
def test_a_missing_value_is_a_dash(write, missing):
    assert write(missing, "fr") == write(missing, "en") == "–"


@pytest.mark.parametrize("missing", [None, pd.NaT, pd.NA])
def test_a_missing_date_is_a_dash(missing):
    assert formats.date(missing, "fr") == "–"


def test_infinity_is_never_shown():
    assert formats.number(float("inf"), "fr") == "–"


def test_words_within_a_sentence_begin_small_and_an_abbreviation_stays():
    assert formats.said("columns.terms_signed", "fr") == "CGV signées"
    assert formats.said(("columns.email", "columns.siren"), "en") == "email, SIREN"
    assert formats.said(None, "fr") == formats.MISSING
