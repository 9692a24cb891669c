import datetime as dt
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

from cashkit.teaching import answers


@pytest.mark.parametrize(
    "written",
    ["1 234,50", "1234,5", "1\u202f234,50\u00a0€", "1 234,50 euros", "1,234.50", "€1,234.50", "1.234,50", "1'234.50"],
)
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_an_amount_is_read_as_the_french_and_the_english_write_it(written, lang):
    assert answers.numbers(written, "eur", lang) == (Decimal("1234.5"),)


@pytest.mark.parametrize(
    "computed",
    [59.5, Decimal("59.5"), np.float64(59.5), np.array([59.5]), pd.Series([59.5]), np.array(59.5), [59.5]],
)
def test_a_value_computed_in_code_is_taken_as_it_is(computed):
    assert answers.numbers(computed, "days", "fr") == (Decimal("59.5"),)


@pytest.mark.parametrize(
    "difference",
    [
        dt.date(2025, 12, 31) - dt.date(2025, 12, 15),
        pd.Timestamp("2025-12-31") - pd.Timestamp("2025-12-15"),
        np.datetime64("2025-12-31") - np.datetime64("2025-12-15"),
        pd.Series(pd.to_datetime(["2025-12-31"])) - pd.Timestamp("2025-12-15"),
    ],
)
def test_a_difference_of_dates_is_its_days(difference):
    assert answers.numbers(difference, "days", "fr") == (16,)


def test_a_comma_before_three_digits_is_read_both_ways_the_language_first():
    assert answers.numbers("1,234", "eur", "fr") == (Decimal("1.234"), Decimal(1234))
    assert answers.numbers("1,234", "eur", "en") == (Decimal(1234), Decimal("1.234"))
    assert answers.numbers("1,234,567", "eur", "fr") == (Decimal(1_234_567),)
    assert answers.numbers("1.234.567", "eur", "fr") == (Decimal(1_234_567),)


@pytest.mark.parametrize(("written", "meant"), [("108,5 k€", 108_500), ("1,2 M€", 1_200_000), ("−40", -40), ("+7", 7)])
def test_thousands_millions_and_signs_are_read(written, meant):
    assert answers.numbers(written, "eur", "fr") == (Decimal(meant),)


def test_a_rate_is_a_fraction_or_per_cent():
    assert answers.numbers("24,8 %", "rate", "fr") == (Decimal("0.248"),)
    assert answers.numbers(24.8, "rate", "fr") == (Decimal("24.8"), Decimal("0.248"))
    assert answers.numbers("0.248", "rate", "en") == (Decimal("0.248"), Decimal("0.00248"))


@pytest.mark.parametrize(
    "nonsense",
    ["beaucoup", "12 ou 13", True, False, float("nan"), float("inf"), [1, 2], pd.Series([1, 2]), {}, object()],
)
def test_what_is_no_number_gives_none(nonsense):
    assert answers.numbers(nonsense, "eur", "fr") == ()


@pytest.mark.parametrize(
    "written",
    [
        "22/01/2026",
        "22.1.2026",
        "22-01-2026",
        "2026-01-22",
        dt.date(2026, 1, 22),
        dt.datetime(2026, 1, 22, 9, tzinfo=dt.UTC),
        pd.Timestamp("2026-01-22"),
        np.datetime64("2026-01-22"),
        np.datetime64("2026-01-22T09", "ns"),
        pd.Series(pd.to_datetime(["2026-01-22"])),
    ],
)
def test_a_day_is_read_in_every_form_that_people_and_code_give(written):
    assert answers.day(written) == dt.date(2026, 1, 22)


@pytest.mark.parametrize("nonsense", ["demain", "31/02/2026", 22, None, "22/01/26"])
def test_what_is_no_day_gives_none(nonsense):
    assert answers.day(nonsense) is None


@pytest.mark.parametrize("written", ["b, D", "bd", "B;D", ["b", "D"], {"d", "b"}, ("D", "b")])
def test_letters_are_read_in_any_order_and_case(written):
    assert answers.letters(written) == {"b", "d"}


@pytest.mark.parametrize("nonsense", [2, None, [], [1, 2]])
def test_what_holds_no_letter_gives_none(nonsense):
    assert answers.letters(nonsense) == frozenset()


@pytest.mark.parametrize("blank", [..., None, "", "...", " … "])
def test_a_blank_is_not_answered(blank):
    assert answers.unanswered(blank)
    assert not answers.unanswered(0)
