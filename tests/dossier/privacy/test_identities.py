"""Invented identities: right where the real ones are right, wrong where they are wrong, and nobody's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn

from cashkit.dossier.privacy.identities import Identities
from cashkit.dossier.privacy.key import Key
from cashkit.dossier.privacy.originals import Originals
from cashkit.dossier.privacy.pseudonyms import Pseudonyms
from cashkit.ground import identifiers

KEY = Key(b"k" * 32)
LA_POSTE = ("356000000", "35600000009075")


def identities(originals=None):
    return Identities(Pseudonyms(KEY, originals or Originals()))


def siren(body):
    return f"{body:08d}{luhn.calc_check_digit(f'{body:08d}')}"


@given(st.sets(st.integers(1, 99_999_999), min_size=2, max_size=300))
def test_different_firms_stay_different_and_their_numbers_right(_bodies):
    made = identities()
    found = [made.siren(siren(body)) for body in sorted(_bodies)]
    assert len(set(found)) == len(_bodies)
    assert all(identifiers.is_siren(one) and one.startswith("99") for one in found)


def test_an_invented_number_is_none_of_the_source():
    originals = Originals()
    sources = [siren(99_900_000 + rank) for rank in range(0, 100_000, 20)]
    for one in sources:
        originals.siren(one)
    made = identities(originals)
    assert not {made.siren(one) for one in sources[:300]} & set(sources)


@given(st.integers(1, 99_999_999), st.sets(st.integers(0, 9_999), min_size=2, max_size=20))
def test_the_sites_of_a_firm_stay_its_own_and_apart(_body, _sites):
    made, firm = identities(), siren(_body)
    sites = [f"{firm}{site:04d}" for site in sorted(_sites)]
    found = [made.siret(site + str(luhn.calc_check_digit(site))) for site in sites]
    assert len(set(found)) == len(_sites)
    assert all(identifiers.is_siret(one) and one.startswith(made.siren(firm)) for one in found)


@pytest.mark.parametrize("wrong", ["732829321", "999999999"])
def test_a_wrong_siren_stays_wrong(wrong):
    assert not identifiers.is_siren(wrong)
    found = identities().siren(wrong)
    assert len(found) == 9
    assert not identifiers.is_siren(found)


def test_a_wrong_siret_stays_wrong_and_names_its_firm():
    made = identities()
    found = made.siret("73282932000075")
    assert not identifiers.is_siret(found)
    assert found.startswith(made.siren("732829320"))


def test_the_sites_of_la_poste_become_those_of_an_invented_firm():
    made = identities()
    firm, site = made.siren(LA_POSTE[0]), made.siret(LA_POSTE[1])
    assert identifiers.is_siret(site)
    assert site.startswith(firm)
    assert firm != LA_POSTE[0]


@pytest.mark.parametrize("filler", ["000000000", "00000000000000", "", "  "])
def test_a_filler_stays_a_filler(filler):
    assert identities().siret(filler) == filler.strip()


VAT = ["FR44732829320", "FR45732829320", "FRK7399859412", "BE0428759497", "LU15027442", "CHE123456788", "x"]


@pytest.mark.parametrize("number", VAT)
def test_a_vat_number_keeps_its_verdict_and_country(number):
    found = identities().vat(number)
    assert identifiers.vat_verdict(found) == identifiers.vat_verdict(number)
    assert found != number
    assert found[:2] == number[:2] or len(number) < 2


@pytest.mark.parametrize("account", ["FR7630006000011234567890189", "BE71096123456769", "DE89370400440532013000"])
def test_an_account_stays_right_in_its_country(account):
    found = identities().iban(account)
    assert identifiers.is_iban(found)
    assert found != account
    assert found[:2] == account[:2]


def test_a_wrong_account_stays_wrong():
    assert not identifiers.is_iban(identities().iban("FR7630006000011234567890188"))


def test_spaces_and_dots_make_no_second_number():
    made = identities()
    assert made.siren("732 829 320") == made.siren("732829320")
    assert made.iban("FR76 3000 6000 0112 3456 7890 189") == made.iban("FR7630006000011234567890189")


def test_towns_that_shared_a_postcode_share_one_and_others_do_not():
    made = identities()
    found = [made.postcode(f"{84_000 + rank}") for rank in range(1_000)]
    assert len(set(found)) == 1_000
    assert {one[:2] for one in found} == {"84"}


@given(st.text(max_size=40))
def test_any_text_has_an_answer(_text):
    made = identities()
    rules = (made.siren, made.siret, made.vat, made.iban, made.email, made.phone, made.postcode, made.address)
    assert all(isinstance(rule(_text), str) for rule in rules)
