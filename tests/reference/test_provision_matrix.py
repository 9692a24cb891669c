"""Published provision matrices and the road of a bad debt.

Sources: IFRS 9, Illustrative Example 12 (Company M: 30 000 000 of receivables, allowance of 580 000); the example of
the IFRS community with five age bands, whose rates come from 100 000 of sales of which 2 000 are never paid; CGI
art. 272, 1 and PCG art. 214-25 for the debt of 1 200 computed by hand in the reference of this project.
"""

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest

from cashkit.ground.errors import ArgumentError
from cashkit.measures.own_loss_rates import Flows
from cashkit.measures.provision_matrix import loss_rates, provision_matrix
from cashkit.measures.provisions import allowance, bad_debt

BUCKETS = ("not_due", "1-30", "31-60", "61-90", "91+")
COMPANY_M = {
    "balances": (15_000_000, 7_500_000, 4_000_000, 2_500_000, 1_000_000),
    "rates": (0.003, 0.016, 0.036, 0.066, 0.106),
    "losses": [45_000, 120_000, 144_000, 165_000, 106_000],
}
STAYED = (100_000, 50_000, 23_000, 8_000, 2_000)
"""What was sold, and what of it was still unpaid at the end of each band."""


def steps():
    return [Fraction(after, before) for before, after in pairwise(STAYED)]


def test_ifrs_9_company_m_writes_down_580_000():
    made = provision_matrix(balances=dict(zip(BUCKETS, COMPANY_M["balances"], strict=True)), rates=COMPANY_M["rates"])
    assert made["expected_loss"].tolist() == COMPANY_M["losses"]
    assert made["expected_loss"].sum() == 580_000
    assert made["balance"].sum() == 30_000_000


def test_the_roll_rates_of_the_second_case_give_its_loss_rates():
    rates = loss_rates(steps())
    assert [round(float(rate), 3) for rate in rates] == [0.02, 0.04, 0.087, 0.25, 1.0]
    assert [round(float(step), 3) for step in steps()] == [0.5, 0.46, 0.348, 0.25]


def test_the_second_case_comes_to_27_567_with_rates_that_are_not_rounded():
    balances = dict(zip(BUCKETS, (300_000, 140_000, 60_000, 23_000, 5_000), strict=True))
    made = provision_matrix(balances=balances, rates=loss_rates(steps()))
    assert made["expected_loss"].round().tolist() == [6_000, 5_600, 5_217, 5_750, 5_000]
    assert round(made["expected_loss"].sum()) == 27_567
    rounded = provision_matrix(balances=balances, rates=(0.02, 0.04, 0.087, 0.25, 1))
    assert round(rounded["expected_loss"].sum()) == 27_570  # what a rate of 8.7 % would give


def test_what_is_recovered_after_all_lowers_every_rate():
    assert loss_rates(steps(), recovered=0.5) == tuple(rate / 2 for rate in loss_rates(steps()))


def test_flows_of_a_company_give_the_same_chain():
    flows = Flows(due=100_000, reached=(50_000, 23_000, 8_000, 8_000), lost=2_000)
    assert flows.rates == (Fraction(1, 50), Fraction(1, 25), Fraction(2, 23), Fraction(1, 4), Fraction(1, 4))


@pytest.mark.parametrize("nil", [(0, (1, 1, 1, 1), 1), (1, (1, 0, 1, 1), 1), (1, (1, 1, 1, 1), 0)])
def test_no_rate_is_made_of_nothing(nil):
    assert Flows(*nil).rates is None
    assert Flows(*nil).table().empty


def test_a_bucket_filled_by_older_debts_rolls_on_whole_at_most():
    assert Flows(100, (50, 60, 30, 30), 30).steps == (Fraction(1, 2), 1, Fraction(1, 2), 1, 1)


def test_as_many_rates_as_buckets_and_none_beyond_one():
    with pytest.raises(ArgumentError, match="2"):
        provision_matrix(balances={"a": 1}, rates=(0.1, 0.2))
    with pytest.raises(ArgumentError, match="fraction"):
        provision_matrix(balances={"a": 1}, rates=(8.7,))


def test_the_debt_of_1_200_is_written_down_by_600_then_lost_for_750_with_150_of_vat_back():
    """1 200 with VAT, 60 % probably lost; 300 come in later and the rest is lost."""
    assert allowance(amount=1_200, vat_rate=0.20, expected_loss=0.60) == Decimal(600)
    way = bad_debt(amount=1_200, vat_rate=0.20, expected_loss=0.60, recovered=0.25).set_index("bad_debt_step")
    assert way.loc["lost", "on_result"] == -750
    assert way.loc["lost", "on_cash"] == 150
    assert way.loc["paid_after_all", "on_cash"] == 300
    assert way["on_result"].sum() == way["on_receivables"].sum() + way["on_cash"].sum() == -750
