"""What is planted in a sample company is what the nine reviews find: at other seeds, and at other sizes."""

from types import SimpleNamespace

import pytest

import cashkit as ck
from cashkit.dossier.codes import codes
from cashkit.dossier.dossier import Dossier
from cashkit.ground.money import whole_cents
from cashkit.sample.company import make_company
from cashkit.stages.door import reviews

STAGES = ("inform", "credit_line", "account", "order", "delivery", "invoice", "collection", "recovery", "impact")
FAULTS = {code for code in codes() if code.islower()}
ELSEWHERE = [(13, 900), (4711, 2200), (1, 6000), (7, 6000), (11, 6000), (2025, 60_000)]
"""Seeds and sizes that nobody tuned the sample to."""


@pytest.fixture(scope="module", params=ELSEWHERE, ids=lambda one: f"seed {one[0]}, {one[1]} invoices")
def elsewhere(request):
    """Return a company made elsewhere, what is planted in it, and what the nine reviews find."""
    seed, invoices = request.param
    made = make_company(seed=seed, invoices=invoices)
    dossier = Dossier.of(
        name=made.name, siren=made.siren, closing_date="2025-12-31", **made.tables, entries=latest(made)
    )
    near = made.planted["near_miss"].astype(bool)
    return SimpleNamespace(
        made=made, dossier=dossier, faults=made.planted[~near], looks=made.planted[near], found=reviews(dossier)
    )


def latest(made):
    """Return the entries of the latest fiscal year."""
    return made.entries[max(made.entries)]


def cases(frame, stage):
    here = frame[frame["stage"] == stage]
    return set(zip(here["code"], here["key"].astype(str), strict=True))


def reported(elsewhere, stage):
    return {(one.code, one.key) for one in elsewhere.found[stage].finding_records}


@pytest.mark.parametrize("stage", STAGES)
def test_every_planted_case_is_found_and_nothing_else(elsewhere, stage):
    """Nothing missed, no false alarm: the rates asked for leave one false alarm in ten."""
    want, got = cases(elsewhere.faults, stage), reported(elsewhere, stage)
    assert (want - got, got - want) == (set(), set())
    assert len(want) >= 5


@pytest.mark.parametrize("stage", STAGES)
def test_what_only_looks_like_a_fault_is_not_reported(elsewhere, stage):
    looks = cases(elsewhere.looks, stage)
    assert looks
    assert not looks & reported(elsewhere, stage)


def test_every_fault_is_there_beside_something_that_looks_like_it(elsewhere):
    assert set(elsewhere.faults["code"]) == FAULTS
    assert set(elsewhere.looks["code"]) == FAULTS


def test_a_delivery_is_within_the_line_only_because_of_a_deposit(elsewhere):
    assert "covered_by_deposit" in set(elsewhere.looks["note"])


def test_the_customer_accounts_of_the_books_hold_what_is_open_in_the_tables(elsewhere):
    entries = latest(elsewhere.made)
    own = entries[entries["account"].str.startswith(("411", "413", "416"))]
    debit, credit = (whole_cents(own[side].to_numpy())[0].sum() for side in ("debit", "credit"))
    balance = ck.aged_balance(elsewhere.dossier, as_of="2025-12-31")["total"]
    assert whole_cents(balance.to_numpy())[0].sum() == debit - credit


def test_each_year_of_the_books_is_balanced(elsewhere):
    for entries in elsewhere.made.entries.values():
        assert whole_cents((entries["debit"] - entries["credit"]).round(2).to_numpy())[0].sum() == 0
