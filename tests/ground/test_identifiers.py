"""SIREN, SIRET, VAT number and IBAN: known true and known false ones."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashkit.ground.errors import ArgumentError
from cashkit.ground.identifiers import (
    is_iban,
    is_siren,
    is_siret,
    is_vat_number,
    is_vat_number_of,
    siren_of,
    vat_number,
    vat_verdict,
)

NOTHING = [None, float("nan"), pd.NA, pd.NaT, "", "   ", "-", True, False, [], "inconnu", float("inf")]


@pytest.mark.parametrize(
    "text",
    ["732829320", "732 829 320", "732.829.320", "732\u00a0829\u202f320", " 732829320 ", "200034528", "404833048"],
)
def test_nine_digits_that_pass_luhn_are_a_siren(text):
    assert is_siren(text)


@pytest.mark.parametrize(
    "text", ["404833047", "782377731", "200034582", "73282932", "7328293200", "73282932O", "７３２８２９３２０"]
)
def test_a_wrong_key_or_length_is_no_siren(text):
    assert not is_siren(text)


def test_nine_zeros_are_a_filler_though_luhn_holds():
    assert not is_siren("000000000")
    assert not is_siret("00000000000000")


@pytest.mark.parametrize(
    "text",
    [
        "55555555600011",
        "81862078300048",
        "79237773100023",
        "78467169500087",
        "73282932000074",
        "20003452800014",
        "732 829 320 00074",
    ],
)
def test_fourteen_digits_on_a_true_siren_are_a_siret(text):
    assert is_siret(text)


@pytest.mark.parametrize(
    "text", ["79237773100022", "78237773100023", "73282932000079", "20003452800041", "732829320", "7328293200007"]
)
def test_a_wrong_site_or_a_wrong_siren_is_no_siret(text):
    assert not is_siret(text)


def test_a_siret_that_passes_luhn_on_a_false_siren_is_none():
    """Luhn on fourteen digits does not see an error that its own key makes good."""
    assert not is_siren("404833047")
    assert [nic for nic in range(100_000) if is_siret(f"404833047{nic:05d}")] == []


@pytest.mark.parametrize("text", ["35600000049837", "35600000009075", "35600000000048"])
def test_the_sites_of_la_poste_pass_by_luhn_or_by_their_sum(text):
    assert is_siret(text)


def test_a_site_of_la_poste_may_fail_too():
    assert not is_siret("35600000049838")


@pytest.mark.parametrize("value", [732829320, 732829320.0, "732829320.0"])
def test_a_siren_that_a_spreadsheet_made_a_number_is_read(value):
    assert is_siren(value)
    assert siren_of(value) == "732829320"


@pytest.mark.parametrize("value", [73282932000074, 73282932000074.0, "73282932000074.0"])
def test_a_siret_that_a_spreadsheet_made_a_number_is_read(value):
    assert is_siret(value)
    assert siren_of(value) == "732829320"


def test_a_number_gets_its_leading_zeros_back_but_a_text_does_not():
    assert siren_of(5880034) == siren_of(5880034.0) == "005880034"
    assert siren_of("5880034") is None
    assert siren_of(34) is None


@pytest.mark.parametrize("value", [732829320.5, 7.3282932e8 + 0.25])
def test_a_number_with_decimals_is_no_siren(value):
    assert not is_siren(value)


@pytest.mark.parametrize("value", NOTHING, ids=repr)
def test_nothing_is_no_identifier(value):
    assert not any(check(value) for check in (is_siren, is_siret, is_vat_number, is_iban))
    assert siren_of(value) is None


@pytest.mark.parametrize(
    "text", ["732829320", "73282932000074", "732 829 320 00079", "FR44732829320", "fr 44 732 829 320"]
)
def test_the_siren_is_found_in_each_identifier_that_holds_one(text):
    assert siren_of(text) == "732829320"


@pytest.mark.parametrize("text", ["FR45732829320", "404833047", "FR83404833047", "DE136695976", "12345"])
def test_no_siren_is_taken_from_a_false_number(text):
    assert siren_of(text) is None


@pytest.mark.parametrize(
    ("siren", "number"),
    [
        ("443121975", "FR46443121975"),
        ("732 829 320", "FR44732829320"),
        ("404833048", "FR83404833048"),
        ("303265045", "FR40303265045"),
    ],
)
def test_the_vat_number_follows_from_the_siren(siren, number):
    assert vat_number(siren) == number


@pytest.mark.parametrize("siren", ["404833047", None, "73282932000074"])
def test_no_vat_number_is_made_of_a_false_siren(siren):
    with pytest.raises(ArgumentError, match="SIREN"):
        vat_number(siren)


@pytest.mark.parametrize(
    ("number", "verdict"),
    [
        ("FR44732829320", "valid"),
        ("FR 44 732 829 320", "valid"),
        ("FR45732829320", "invalid"),
        ("FR83404833047", "invalid"),
        ("FR44 732829 32", "invalid"),
        ("44732829320", "invalid"),
        ("FRK7399859412", "unverifiable"),
        ("FRK7399859413", "invalid"),
        ("FRO7399859412", "invalid"),
        ("FR53000004605", "valid"),
        ("FR54000004605", "invalid"),
        ("DE136695976", "valid"),
        ("DE136695978", "invalid"),
        ("EL094259216", "valid"),
        ("CHE107787577", "unverifiable"),
        ("GB980780684", "unverifiable"),
    ],
)
def test_a_vat_number_is_judged_by_its_own_digits(number, verdict):
    assert vat_verdict(number) == verdict
    assert is_vat_number(number) == (verdict != "invalid")


@given(st.integers(1, 10**8 - 1))
def test_every_siren_makes_a_valid_vat_number_that_gives_it_back(stem):
    siren = next(text for key in range(10) if is_siren(text := f"{stem:08d}{key}"))
    assert vat_verdict(vat_number(siren)) == "valid"
    assert siren_of(vat_number(siren)) == siren


@pytest.mark.parametrize(
    "text",
    [
        "FR76 3000 6000 0112 3456 7890 189",
        "FR1420041010050500013M02606",
        "GB82WEST12345698765432",
        "gb82 west 1234 5698 7654 32",
    ],
)
def test_an_iban_passes_its_key_and_length(text):
    assert is_iban(text)


@pytest.mark.parametrize(
    "text", ["FR7630006000011234567890188", "FR763000600001123456789018", "ZZ82WEST12345698765432", "732829320", 7.6e24]
)
def test_a_wrong_iban_is_none(text):
    assert not is_iban(text)


@pytest.mark.parametrize(
    ("country", "number", "expected"),
    [
        ("BE", "BE0428759497", True),
        ("BE", "BE 0428.759.497", True),
        ("be", "0428759497", True),
        ("GR", "EL094259216", True),
        ("EL", "094259216", True),
        ("ES", "ESB64717838", True),
        ("BE", "BE0428759498", False),
        ("BE", "BE042875949", False),
        ("LU", "BE0428759497", False),
        ("BE", "", False),
        ("BE", None, False),
        ("CH", "CHE107787577", False),
    ],
)
def test_a_vat_number_is_that_of_its_country_or_it_is_none(country, number, expected):
    assert is_vat_number_of(country, number) == expected
