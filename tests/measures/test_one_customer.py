"""One customer under several codes: what joins them, what does not, and any measure asked of the whole."""

import pandas as pd
import pytest

import cashkit as ck
from cashkit.dossier.table_columns import TableColumns
from cashkit.ground.errors import NotAvailableError
from cashkit.measures.customer_file import CustomerFile
from cashkit.measures.one_customer import first_codes, with_merged_customers
from tests.stages.book import AS_OF, book

SIREN, OTHER = "732829320", "552100554"
SIRET, SITE = "73282932000074", "73282932000082"
OPEN = [
    ("F1", "C1", "2025-09-10", "2025-10-10", 600.0),
    ("F2", "C2", "2025-12-10", "2026-02-10", 400.25),
    ("F3", "C3", "2025-12-10", "2026-02-10", 50.0),
    ("F4", "C9", "2025-12-10", "2026-02-10", 7.0),
]


def firsts(*rows):
    told = [{"customer_id": f"C{n}", "name": "Un"} | row for n, row in enumerate(rows, 1)]
    return first_codes(CustomerFile(TableColumns(pd.DataFrame(told)))).tolist()


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ({"siren": SIREN}, {"siren": "732 829 320"}),
        ({"siret": SIRET}, {"siret": SIRET}),
        ({"siret": SIRET}, {"siret": SITE}),
        ({"siren": SIREN}, {"siret": SITE}),
        ({}, {"ship_to_of": "C1"}),
    ],
)
def test_a_siren_a_siret_and_a_declared_second_account_join_two_codes(one, two):
    assert firsts(one, two) == ["C1", "C1"]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ({"siren": SIREN}, {"siren": OTHER}),
        ({"siren": None}, {"siren": None}),
        ({"siren": "000000000"}, {"siren": "000000000"}),
        ({"siren": "inconnu"}, {"siren": "inconnu"}),
        ({"iban": "FR7630006000011234567890189"}, {"iban": "FR7630006000011234567890189"}),
    ],
)
def test_namesakes_fillers_and_a_shared_bank_account_join_nothing(one, two):
    assert firsts(one, two) == ["C1", "C2"]


def test_the_code_opened_first_stands_for_the_others():
    assert (
        firsts({"siren": SIREN, "opened_on": "2024-01-01"}, {"siren": SIREN, "opened_on": "2010-01-01"}) == ["C2"] * 2
    )


def test_a_second_account_never_stands_for_its_customer_however_old():
    assert firsts({"ship_to_of": "C2", "opened_on": "2001-01-01"}, {"opened_on": "2010-01-01"}) == ["C2", "C2"]


def test_what_is_joined_in_a_chain_is_one_customer():
    chain = [{"siren": SIREN}, {"ship_to_of": "C1", "siret": "55210055400013"}, {"siren": OTHER}]
    assert firsts(*chain) == ["C1", "C1", "C1"]


def merged(**columns):
    rows = [{"customer_id": f"C{n}", "name": f"Client {n}"} for n in (1, 2, 3)]
    told = [row | {name: values[n] for name, values in columns.items()} for n, row in enumerate(rows)]
    return with_merged_customers(book(OPEN, customers=told))


def test_a_measure_asked_by_the_main_code_sees_one_debtor_and_loses_no_cent():
    dossier = merged(siren=[SIREN, SIREN, None])
    found = ck.aged_balance(dossier, as_of=AS_OF, by="main_code")
    assert found["total"].to_dict() == {"": 7.0, "C1": 1000.25, "C3": 50.0}  # C9 is not in the customer file
    assert found.loc["C1", ["not_due", "61-90"]].tolist() == [400.25, 600.0]
    assert found["total"].sum() == ck.aged_balance(dossier, as_of=AS_OF)["total"].sum()


def test_time_to_pay_asked_by_the_main_code_has_one_curve_for_the_whole_customer():
    found = ck.time_to_pay_by(merged(siren=[SIREN, SIREN, None]), as_of=AS_OF, by="main_code").set_index("main_code")
    assert found.loc["C1", "invoices_not_paid"] == 2
    assert "C2" not in found.index


def test_asked_by_siren_those_without_one_stand_together():
    dossier = merged(siren=[SIREN, SIREN, None])
    assert ck.aged_balance(dossier, as_of=AS_OF, by="siren")["total"].to_dict() == {"": 57.0, SIREN: 1000.25}


def test_whole_numbers_and_text_are_the_same_codes():
    rows = pd.DataFrame({"customer_id": [1.0, 2.0], "name": "Un", "siren": SIREN})
    assert with_merged_customers(book(OPEN, customers=rows)).table("customers")["main_code"].tolist() == ["1", "1"]


def test_the_dossier_itself_is_left_as_it_was():
    dossier = book(OPEN, customers=[{"customer_id": "C1", "name": "Un"}])
    with_merged_customers(dossier)
    assert "main_code" not in dossier.table("customers").columns


def test_without_a_customer_file_there_is_nothing_to_merge():
    with pytest.raises(NotAvailableError):
        with_merged_customers(book(OPEN))
