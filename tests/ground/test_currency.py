"""The currency in force: amounts in that of the books, what a law sets in euros."""

import pandas as pd
import pytest

from cashkit.dossier.findings import Figure
from cashkit.ground import currency, formats, language
from cashkit.views.axes import Euros
from cashkit.views.cells import cells


def test_an_amount_is_in_euros_unless_another_currency_is_in_force():
    assert formats.money(1234.5, "en") == "€1,234.50"
    with currency.use("USD"):
        assert formats.money(1234.5, "en") == "US$1,234.50"
        assert formats.money(1234.5, "fr") == "1\u202f234,50\xa0$US"
    assert formats.money(1234.5, "en") == "€1,234.50"


@pytest.mark.parametrize(
    ("code", "fr", "en"),
    [
        ("EUR", "590\xa0k€", "€590k"),
        ("GBP", "590\xa0k£GB", "£590k"),
        ("CHF", "590\xa0k\xa0CHF", "CHF\xa0590k"),
        ("JPY", "590\xa0k\xa0JPY", "JP¥590k"),
    ],
)
def test_thousands_are_written_with_the_sign_of_the_currency(code, fr, en):
    with currency.use(code):
        assert (formats.short_money(590_123, "fr"), formats.short_money(590_123, "en")) == (fr, en)
        assert Euros(590_000, "en").short(590_123) == en


def test_a_currency_without_decimals_is_written_without():
    with currency.use("JPY"):
        assert cells(pd.Series([1234.0, -5.0]), "eur", "en") == ["JP¥1,234", "-JP¥5"]
    assert cells(pd.Series([1234.0, -5.0]), "eur", "en") == ["€1,234.00", "-€5.00"]


def test_a_cell_written_in_one_currency_is_not_handed_out_in_another():
    amounts = pd.Series([77.5])
    told = []
    for code in ("EUR", "USD", "EUR"):
        with currency.use(code):
            told.append(cells(amounts, "eur", "en")[0])
    assert told == ["€77.50", "US$77.50", "€77.50"]


def test_what_a_law_sets_in_euros_stays_in_euros():
    with currency.use("USD"):
        assert formats.euros(40, "fr") == "40\xa0€"
        assert cells(pd.Series([80.0]), "euro", "en") == ["€80.00"]
        assert Figure("indemnities_due", 80, "euro").text("en") == "€80.00"
        assert language.say("law_units.euros_per_invoice", "en", x=40) == "€40 per invoice"


def test_a_threshold_of_ours_is_said_in_the_currency_of_the_books():
    figure = Figure("proof_share", 0.5, "rate")
    assert "500\xa0€" in figure.formula("fr")
    with currency.use("USD"):
        assert "500\xa0$US" in figure.formula("fr")
        assert "US$500" in figure.formula("en")


@pytest.mark.parametrize("code", ["", "euro", "€", "<b>", "\x1b[2J", "usd", "USDX"])
def test_what_is_no_code_of_a_currency_is_shown_as_no_currency(code):
    with currency.use(code):
        assert formats.money(1, "en") == "¤1.00"


def test_the_currency_that_is_set_stays_until_another_is():
    try:
        currency.set_currency("CHF")
        assert formats.round_money(5, "fr") == "5\xa0CHF"
    finally:
        currency.set_currency("EUR")
