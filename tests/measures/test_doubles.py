"""Doubles of the customer file, and what looks like one: sites, groups, namesakes, second accounts."""

import pandas as pd
import pytest

from cashkit.dossier.table_columns import TableColumns
from cashkit.measures.customer_file import CustomerFile
from cashkit.measures.doubles import same_iban, same_name, same_siret

SIRET, SITE = "73282932000074", "73282932000082"
SIREN, OTHER = "732829320", "552100554"
IBAN = "FR7630006000011234567890189"


def file(*rows):
    """Return a customer file of rows, with the codes A, B, C ... and one name where none is said."""
    usual = {"name": "Un"}
    told = [usual | {"customer_id": chr(65 + n)} | row for n, row in enumerate(rows)]
    return CustomerFile(TableColumns(pd.DataFrame(told)))


def pairs(found, of):
    return [(of.ids[first], of.ids[later]) for first, later in found.itertuples(index=False)]


# --- one SIRET -----------------------------------------------------------------------
def test_two_codes_with_one_siret_are_one_customer_and_the_later_is_the_double():
    twice = file({"siret": SIRET, "opened_on": "2025-11-03"}, {"siret": "732 829 320 00074", "opened_on": "2020-01-01"})
    assert pairs(same_siret(twice), twice) == [("B", "A")]


def test_opened_on_one_day_the_greater_code_is_the_later():
    twice = file({"siret": SIRET, "opened_on": "2025-11-03"}, {"siret": SIRET, "opened_on": "2025-11-03"})
    assert pairs(same_siret(twice), twice) == [("A", "B")]


def test_sites_of_one_firm_are_no_doubles():
    assert same_siret(file({"siren": SIREN, "siret": SIRET}, {"siren": SIREN, "siret": SITE})).empty


@pytest.mark.parametrize("one", [{"status": "closed"}, {"ship_to_of": "A"}])
def test_a_closed_code_or_a_declared_second_account_is_no_double(one):
    assert same_siret(file({"siret": SIRET}, {"siret": SIRET} | one)).empty


def test_two_second_accounts_of_one_customer_are_no_doubles_of_each_other():
    three = file({"siret": SIRET}, {"siret": SIRET, "ship_to_of": "A"}, {"siret": SIRET, "ship_to_of": "A"})
    assert same_siret(three).empty


@pytest.mark.parametrize("filler", [None, "", "0", "00000000000000", "inconnu"])
def test_a_filler_is_no_siret(filler):
    assert same_siret(file({"siret": filler}, {"siret": filler})).empty


def test_each_later_code_is_named_once_with_the_first():
    three = file({"siret": SIRET}, {"siret": SIRET}, {"siret": SIRET})
    assert pairs(same_siret(three), three) == [("A", "B"), ("A", "C")]


# --- near names ----------------------------------------------------------------------
ETS, SARL = "Ets Guilhem & Fils", "GUILHEM ET FILS SARL"


def test_a_near_name_at_one_postcode_without_a_siren_is_a_double():
    two = file({"name": ETS, "postcode": "84000", "siren": SIREN}, {"name": SARL, "postcode": "84000"})
    assert pairs(same_name(two), two) == [("A", "B")]


def test_customers_without_a_postcode_do_not_move_the_others():
    rows = [{"name": "Autre", "postcode": None}, {"name": ETS, "postcode": "1"}, {"name": SARL, "postcode": "1"}]
    four = file(rows[0], rows[1], {"name": "Tiers", "postcode": "2", "siren": OTHER}, rows[2])
    assert pairs(same_name(four), four) == [("B", "D")]


def test_namesakes_with_two_sirens_or_at_two_postcodes_are_no_doubles():
    names = {"name": "Martin Fermetures"}
    assert same_name(file(names | {"siren": SIREN, "postcode": "1"}, names | {"siren": OTHER, "postcode": "1"})).empty
    assert same_name(file(names | {"postcode": "31000"}, names | {"postcode": "84000"})).empty
    assert same_name(file(names, names)).empty


def test_a_town_and_its_welfare_centre_at_one_address_are_no_doubles():
    town = {"name": "Ville de Sérignac-le-Haut", "postcode": "84000"}
    assert same_name(file(town, town | {"name": "CCAS de Sérignac-le-Haut", "siren": SIREN})).empty


def test_what_shares_a_siret_is_told_by_its_siret_only():
    both = {"name": ETS, "postcode": "84000", "siret": SIRET}
    assert same_name(file(both, both)).empty
    assert len(same_siret(file(both, both))) == 1


def test_a_declared_retention_account_is_no_double():
    assert same_name(file({"name": ETS, "postcode": "1"}, {"name": ETS, "postcode": "1", "ship_to_of": "A"})).empty


# --- one bank account -----------------------------------------------------------------
def test_one_bank_account_under_two_sirens_is_a_sign():
    two = file({"iban": IBAN, "siren": SIREN}, {"iban": "FR76 3000 6000 0112 3456 7890 189", "siren": OTHER})
    assert pairs(same_iban(two), two) == [("A", "B")]


def test_a_common_treasury_of_a_group_is_none():
    assert same_iban(file(*({"iban": IBAN, "siren": s, "group_id": "G01"} for s in (SIREN, OTHER)))).empty
    apart = file({"iban": IBAN, "siren": SIREN, "group_id": "G01"}, {"iban": IBAN, "siren": OTHER, "group_id": None})
    assert len(same_iban(apart)) == 1


@pytest.mark.parametrize("siren", [None, SIREN])
def test_one_firm_or_an_unknown_one_shares_its_account_with_itself(siren):
    assert same_iban(file({"iban": IBAN, "siren": SIREN}, {"iban": IBAN, "siren": siren})).empty


def test_a_file_without_these_columns_or_rows_has_no_doubles():
    bare = file({}, {})
    assert same_siret(bare).empty
    assert same_name(bare).empty
    assert same_iban(bare).empty
