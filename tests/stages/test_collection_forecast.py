"""The forecast in the review of stage 7: figures, tables, and a sentence that says what it is worth."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from cashkit.dossier.dossier import Dossier
from cashkit.ground import language
from cashkit.readers.open import open_dossier
from cashkit.stages.collection_forecast import Ahead, ahead, forecast_figures, forecast_tables, said
from tests.stages.book import book

DAY = date(2025, 12, 31)


@pytest.fixture(scope="module")
def coming():
    return ahead(open_dossier("sample"), DAY)


@pytest.fixture(scope="module")
def unknown():
    return ahead(book([("F1", "C1", "2025-12-01", "2025-12-20", 100)]), DAY)


def figure(found, key):
    return next(one for one in forecast_figures(found) if one.key == key)


def test_the_total_is_that_of_the_weeks_within_its_band(coming):
    total, weeks = figure(coming, "receipts_expected"), forecast_tables(coming)["cash_forecast"]
    assert float(total.value) == pytest.approx(weeks["expected"].sum(), abs=0.001)
    assert total.inputs["forecast_low"] < total.value < total.inputs["forecast_high"]
    assert len(weeks) == 13


def test_the_lowest_week_names_its_day(coming):
    lowest, weeks = figure(coming, "receipts_lowest_week"), forecast_tables(coming)["cash_forecast"]
    row = weeks.loc[weeks["expected"].idxmin()]
    assert float(lowest.value) == row["expected"]
    assert lowest.inputs["lowest_week_from"] == row["week_from"].date()


def test_what_brings_nothing_is_told_by_reason_and_sums_to_its_figure(coming):
    held = forecast_tables(coming)["forecast_held_back"]
    assert float(figure(coming, "receipts_held_back").value) == pytest.approx(held["amount"].sum())
    assert {"doubtful", "frozen"} <= set(held["waiting_for"])


def test_no_table_has_more_than_seven_columns(coming):
    assert all(len(frame.columns) <= 7 for frame in forecast_tables(coming).values())


def test_the_sentence_says_that_the_forecast_wins_where_it_does(coming):
    assert coming.backtest.verdict == "wins"
    assert "fait mieux que ces deux méthodes simples" in said(coming.backtest)[0]
    assert said(coming.backtest)[1].endswith("annoncé à 80\u00a0%.")


@pytest.mark.parametrize("verdict", ["mixed", "loses", "useless"])
@pytest.mark.parametrize("lang", language.LANGUAGES)
def test_the_sentence_says_that_the_forecast_does_not_win_where_it_does_not(coming, verdict, lang):
    with language.use(lang):
        sentence = said(replace(coming.backtest, verdict=verdict))[0]
    plainly = {
        "fr": ("ne fait pas mieux", "ne vous fiez pas"),
        "en": ("does not beat", "does no better", "do not rely"),
    }
    assert any(words in sentence for words in plainly[lang])


def test_without_enough_payments_the_figures_say_why_and_no_table_is_made(unknown):
    assert figure(unknown, "receipts_expected").value is None
    assert figure(unknown, "receipts_expected").reason == "too_few_paid"
    assert figure(unknown, "forecast_error").reason == "no_backtest"
    assert forecast_tables(unknown) == {}
    assert said(unknown.backtest) == []


def test_every_reason_has_its_words():
    for reason in ("too_few_paid", "nothing_to_come", "forecast_in_memory", "no_backtest"):
        assert language.say(f"figures.{reason}", "fr") != language.say(f"figures.{reason}", "en")


def test_the_held_back_are_no_part_of_what_is_expected(coming):
    found = coming.forecast
    assert found.total + found.later + sum(found.held_back.values(), Decimal(0)) == found.open_amount


def test_a_dossier_without_items_makes_no_forecast():
    empty = book([]).invoices
    found = ahead(Dossier.of(name="none", closing_date=DAY, invoices=empty), DAY)
    assert isinstance(found, Ahead)
    assert figure(found, "receipts_expected").value is None
