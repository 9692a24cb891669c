"""Stage 2: what deposits, guarantees and the insurer take off the need, and what is left bare."""

import pytest

from tests.stages.book import value
from tests.stages.test_credit_line import credit

BOUGHT = [("F1", "C1", "2025-12-10", "2026-01-09", 30_000.0)]
ROW = {"payment_terms": "30", "credit_limit": 50_000.0, "insured_limit": None, "guarantee": None}


def secured(*customers, invoices=BOUGHT, **tables):
    found = credit(*(ROW | one for one in customers), invoices=invoices, **tables)
    return found, found.tables["need_secured"].set_index("customer_id")


def test_the_insurer_bears_its_share_of_what_is_within_its_agreement():
    found, rows = secured({"insured_limit": 20_000.0, "insured_quota": 0.8})
    assert rows.loc["C1", ["need", "insured", "bare"]].tolist() == [30_000, 16_000, 14_000]
    assert value(found, "need_bare") == 14_000


def test_without_the_policys_share_the_usual_one_is_taken():
    assert secured({"insured_limit": 20_000.0})[1].loc["C1", "insured"] == 18_000


def test_a_deposit_counts_while_its_order_is_not_invoiced():
    order = {"order_id": "O1", "customer_id": "C1", "ordered_on": "2025-12-01", "amount": 9_000.0}
    paid = [order | {"deposit_received": 4_000.0}]
    assert secured({}, orders=paid)[1].loc["C1", ["deposits", "bare"]].tolist() == [4_000, 26_000]
    billed = [(*BOUGHT[0], {"order_id": "O1"})]
    assert secured({}, invoices=billed, orders=paid)[1].loc["C1", "deposits"] == 0


def test_a_guarantee_counts_for_its_amount():
    row = {"guarantee": "caution de la maison mère", "guarantee_amount": 12_000.0}
    assert secured(row)[1].loc["C1", ["guaranteed", "bare"]].tolist() == [12_000, 18_000]


@pytest.mark.parametrize("named", ["confirmed letter of credit", "Crédit documentaire", "L/C", "SBLC"])
def test_a_letter_of_credit_covers_the_whole_since_each_shipment_is_under_it(named):
    assert secured({"guarantee": named})[1].loc["C1", ["guaranteed", "bare"]].tolist() == [30_000, 0]


def test_another_guarantee_without_an_amount_is_named_and_counts_for_nothing():
    found, rows = secured({"guarantee": "caution"})
    assert rows.loc["C1", ["guarantee", "guaranteed", "bare"]].tolist() == ["caution", 0, 30_000]
    assert found.figure("need_bare").inputs["guarantees_unknown"] == 1


def test_codes_of_one_company_share_what_the_insurer_agreed_to():
    rows = [*BOUGHT, ("F2", "C2", "2025-12-10", "2026-01-09", 1_000.0)]
    member = {"siren": "732829320", "insured_limit": 15_000.0, "insured_quota": 1.0}
    found = secured(member, member, invoices=rows)[1]
    assert found.loc["C1", ["insured", "sisters", "bare"]].tolist() == [15_000, 14_000, 1_000]


def test_the_most_left_bare_comes_first_and_persons_public_bodies_and_the_insolvent_are_left_out():
    rows = [(f"F{n}", f"C{n}", "2025-12-10", "2026-01-09", 1_000.0 * n) for n in range(1, 7)]
    others = [{"kind": "public"}, {"kind": "private"}, {"judgment_on": "2025-10-01"}, {"status": "closed"}]
    assert secured({}, {}, *others, invoices=rows)[1].index.tolist() == ["C2", "C1"]


def test_nothing_told_of_deposits_cover_or_guarantees_is_not_assessed():
    found = credit({"payment_terms": "30"}, invoices=BOUGHT)
    assert "need_secured" not in found.tables
    assert {"need_secured", "need_deposits"} <= {one.point for one in found.missing}
