"""The customers to complete: who is asked for what, what is wrong, in the order of the euros concerned."""

import datetime as dt

import pytest

from cashkit.ground.errors import NotAvailableError
from cashkit.stages.to_complete import to_complete
from tests.stages.book import book

DAY = dt.date(2025, 12, 31)
SIREN, SIRET = "732829320", "73282932000074"
IBAN = "FR7630006000011234567890189"
OPEN = [
    ("F1", "C1", "2025-11-10", "2026-01-10", 600.0),
    ("F2", "C2", "2025-12-10", "2026-02-10", 900.0),
    ("F3", "C3", "2025-12-10", "2026-02-10", 600.0, {"kind": "other"}),
]


def asked(*customers, invoices=OPEN):
    told = [{"customer_id": f"C{n}", "name": f"Client {n}"} | row for n, row in enumerate(customers, 1)]
    return to_complete(book(invoices, customers=told), DAY)


def states(row):
    return {name: cell.state for name, cell in row.cells.items() if cell.state}


def test_who_buys_most_comes_first_then_who_owes_most():
    old = ("F0", "C1", "2024-11-10", "2024-12-10", 1000.0)
    found = asked(*[{"email": None}] * 4, invoices=[*OPEN, old])
    assert [row.customer_id for row in found.rows] == ["C2", "C1", "C3"]  # C4 is not in use
    assert [(row.invoiced, row.owed) for row in found.rows] == [(90_000, 90_000), (60_000, 160_000), (0, 60_000)]


def test_a_source_of_codes_and_names_is_still_asked_for_siren_email_and_terms():
    found = asked({})
    assert found.fields == ("siren", "email", "payment_terms", "ship_to_of")
    assert states(found.rows[0]) == {"siren": "missing", "email": "missing", "payment_terms": "missing"}


FULL = {"siren": SIREN, "email": "a@b.fr", "payment_terms": "30"}


def test_a_complete_form_is_not_in_the_file():
    assert asked(FULL).rows == ()


@pytest.mark.parametrize("row", [{"status": "closed"}, {"status": "dormant"}, {"kind": "counter"}])
def test_closed_and_counter_accounts_are_not_asked(row):
    assert asked({"email": None} | row).rows == ()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("siren", "732829321"), ("siret", "73282932000075"), ("siret", "55210055400013"),
        ("vat_number", "FR45732829320"), ("iban", "FR7630006000011234567890188"),
    ],
)  # fmt: skip
def test_a_number_that_cannot_exist_or_of_another_firm_is_wrong(field, value):
    (row,) = asked(FULL | {field: value}).rows
    assert states(row) == {field: "wrong"}
    assert row.cells[field].value == value


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("siren", "732 829 320"),
        ("siret", SIRET),
        ("vat_number", "FR44732829320"),
        ("iban", IBAN),
        ("siren", 732829320.0),
    ],
)
def test_a_number_that_may_exist_is_not_asked_for_however_it_is_written(field, value):
    assert asked(FULL | {field: value}).rows == ()


def test_a_foreigner_needs_no_siren():
    assert asked(FULL | {"siren": None, "country": "BE"}).rows == ()


def test_a_double_is_asked_of_which_code_it_is_the_second_account():
    twice = FULL | {"siret": SIRET}
    (row,) = asked(twice, twice).rows
    assert (row.customer_id, row.doubles, row.sign, states(row)) == ("C2", "C1", "siret", {"ship_to_of": "double"})
    assert row.why("fr") == "même client que C1\u00a0? (même SIRET)".replace("\u00a0", row.why("fr")[18])
    assert asked(twice, twice | {"ship_to_of": "C1"}).rows == ()


def test_terms_that_are_not_signed_are_missing_and_what_is_said_is_shown():
    (row,) = asked(FULL | {"terms_signed": False}).rows
    assert (row.cells["terms_signed"].state, row.cells["terms_signed"].value) == ("missing", "False")


def test_why_tells_everything_in_both_languages():
    (row,) = asked(FULL | {"siren": "1", "email": ""}).rows
    assert row.why("en") == "missing: billing email; wrong: SIREN"
    assert "courriel de facturation" in row.why("fr")


def test_without_customers_there_is_nobody_to_ask():
    with pytest.raises(NotAvailableError):
        to_complete(book(OPEN), DAY)
