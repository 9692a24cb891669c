"""The demonstration FEC: the same bytes from the same seed, and a year that ties."""

import runpy
from pathlib import Path

import pytest

from cashkit.accounts.statements import balance_sheet
from cashkit.ground.identifiers import is_siren
from cashkit.measures.aged_balance import aged_balance
from cashkit.readers.open import open_dossier

DATASETS = Path(__file__).parents[2] / "datasets"


@pytest.fixture(scope="module")
def maker():
    return runpy.run_path(str(DATASETS / "make_demo.py"))


@pytest.fixture(scope="module")
def dossier(maker):
    return open_dossier(DATASETS / "demo" / maker["NAME"])


def test_the_same_seed_writes_the_same_bytes(maker):
    assert (DATASETS / "demo" / maker["NAME"]).read_bytes() == maker["make"]().encode()


def test_another_seed_writes_another_year(maker):
    assert maker["make"](7) != maker["make"]()


def test_its_siren_has_a_valid_key(maker):
    assert is_siren(maker["SIREN"])


def test_its_receivables_are_the_balance_of_its_customer_accounts(dossier):
    entries = dossier.entries
    on = entries["account"].astype(str).str.match(r"41[136]")
    ledger = round(float((entries["debit"] - entries["credit"])[on].sum()), 2)
    for view in ("strict", "matched"):
        assert round(float(aged_balance(dossier, as_of="2025-12-31", view=view)["total"].sum()), 2) == ledger


def test_it_holds_the_cases_that_its_card_tells(dossier):
    aged = aged_balance(dossier, as_of="2025-12-31")
    assert aged.loc["C011", "not_due"] == 9600.0
    assert aged.loc["C013", "91+"] == 7080.0
    assert aged.loc["C014", "unapplied"] == -1800.0
    assert "C012" not in aged.index
    assert {"write_off", "bill", "transfer", "payment"} <= set(dossier.payments["kind"])


def test_its_balance_sheet_balances(dossier):
    books = balance_sheet(dossier)
    assert books.total_assets == books.total_liabilities
