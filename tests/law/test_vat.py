"""VAT that is possible: one rate where the regime is known, anything up to the standard rate where it is not."""

import pytest

from cashkit.ground.calendar import as_date, day_number
from cashkit.law.values import legal_values
from cashkit.law.vat import impossible_vat, vat_article


def beyond(vat, excl=100_000, regime="", day="2025-06-30"):
    return int(impossible_vat([vat], [excl], [regime], day_number(as_date(day)))[0])


@pytest.mark.parametrize(
    ("regime", "vat"),
    [("standard", 20_000), ("fitted", 10_000), ("reverse_charge", 0), ("export", 0), ("intra_eu", 0)],
)
def test_a_known_regime_allows_one_rate_and_five_cents(regime, vat):
    assert [beyond(vat + more, regime=regime) for more in (-6, -5, 0, 5, 6)] == [6, 0, 0, 0, 6]


@pytest.mark.parametrize(("vat", "expected"), [(-6, 6), (-5, 0), (0, 0), (5_500, 0), (20_005, 0), (20_006, 6)])
def test_an_unknown_regime_allows_any_mix_up_to_the_standard_rate(vat, expected):
    assert beyond(vat) == beyond(vat, regime="mixed") == expected


def test_vat_on_a_sub_contract_under_reverse_charge_is_impossible():
    assert beyond(20_000, regime="reverse_charge") == 20_000


def test_a_credit_is_the_same_mirrored():
    assert beyond(-20_000, excl=-100_000, regime="standard") == 0
    assert beyond(-21_000, excl=-100_000) == 1_000
    assert beyond(1_000, excl=-100_000) == 1_000


def test_rates_are_those_of_the_day():
    assert (
        beyond(19_600, regime="standard", day="2013-12-31") == beyond(20_000, regime="standard", day="2014-01-01") == 0
    )
    assert beyond(20_000, regime="standard", day="2013-12-31") == 400
    assert beyond(7_000, regime="fitted", day="2013-12-31") == beyond(20_000, day="2013-12-31") - 400 == 0


def test_nothing_is_judged_on_a_day_without_a_known_rate():
    assert beyond(50_000, day="1990-01-01") == beyond(50_000, regime="standard", day="1990-01-01") == 0


def test_halves_of_a_cent_are_rounded_up():
    assert beyond(10, excl=1, regime="standard") == 10  # 9.8 cents too much


def test_each_regime_has_its_article_and_one_rate_at_a_time():
    assert vat_article("fitted") == "CGI art. 279-0 bis"
    values = legal_values("vat_rates")
    for value in values:
        same = [other for other in values if other.key == value.key and other is not value]
        assert value.article
        assert not any(other.holds(value.valid_from) for other in same)
