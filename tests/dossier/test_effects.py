"""What became of the data: refused, repaired, assumed or told, and for how much."""

from decimal import Decimal

import pytest

from cashkit.dossier.codes import codes
from cashkit.dossier.effects import effect_of, effects
from cashkit.dossier.findings import capped, data_finding


def opening(amount, **about):
    return data_finding("R03", customer="C1", value="AN", amount=Decimal(amount), **about)


@pytest.mark.parametrize(
    ("params", "effect"),
    [
        ({"refused": 2}, "refused"),
        ({"refused": 0}, "told"),
        ({"refused": 0, "repaired": 3}, "repaired"),
        ({}, "refused"),
    ],
)
def test_lines_said_to_be_refused_or_repaired_go_by_what_is_said(params, effect):
    assert effect_of(data_finding("L01", **params)) == effect


def test_the_gravest_effect_comes_first_and_every_place_is_counted():
    found = [data_finding("R08", count=3, share=1.0, amount=Decimal(9)), data_finding("L02", count=2, refused=2)]
    assert [(one.code, one.count) for one in effects(found)] == [("L02", 2), ("R08", 3)]


def test_the_cents_of_a_code_are_the_sum_of_what_its_findings_tell():
    (one,) = effects([opening("-243.50"), opening("600")])
    assert (one.cents, one.count, one.others) == (84_350, 2, 1)


def test_the_dearest_is_told_with_how_many_others_there_are():
    (one,) = effects([opening("34.71"), opening("600")])
    assert one.told("fr").endswith("Et 1 autre du même genre.")
    assert "600" in one.told("en")
    assert "And 1 other of the kind." in one.told("en")


def test_no_cents_are_told_where_some_are_not_known():
    (short,) = effects(capped([opening("600"), opening("5")], 9, details=2))
    (blank,) = effects([data_finding("D06", value="X")])
    assert (short.cents, short.count, short.others, blank.cents) == (None, 9, 8, None)


def test_cents_measured_elsewhere_go_first():
    assert effects([opening("600")], {"R03": 7})[0].cents == 7


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_code_that_counts_its_own_places_has_no_others(lang):
    (one,) = effects([data_finding("R08", count=400, share=1.0, amount=Decimal("52596.37"))])
    assert one.others == 0
    assert one.told(lang) == one.dearest.message(lang)


def test_every_effect_is_borne_by_some_code():
    assert {one.effect for one in codes().values()} == {"refused", "repaired", "assumed", "told", ""}
