"""Published provision matrices (`provisions.csv`) and the road of a bad debt.

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
from tests.reference.published import cases, check

BUCKETS = ("not_due", "1-30", "31-60", "61-90", "91+")
STAYED = (100_000, 50_000, 23_000, 8_000, 2_000)
"""What was sold, and what of it was still unpaid at the end of each band."""


def steps():
    return [Fraction(after, before) for before, after in pairwise(STAYED)]


def exact(text):
    """Return a rate, written as a fraction where it has no end (2:23)."""
    return Fraction(text.replace(":", "/"))


@cases("provisions.csv")
def test_a_matrix_comes_to_the_published_loss_or_the_table_says_why_not(row):
    balances = [int(one) for one in row["balances"].split("/")]
    rates = [exact(one) for one in row["rates"].split("/")]
    made = provision_matrix(balances=dict(zip(BUCKETS, balances, strict=True)), rates=rates)
    assert made["expected_loss"].round().astype(int).tolist() == [int(one) for one in row["losses"].split("/")]
    check(row, made["expected_loss"].sum())


def test_the_roll_rates_of_the_second_case_give_its_loss_rates():
    rates = loss_rates(steps())
    assert [round(float(rate), 3) for rate in rates] == [0.02, 0.04, 0.087, 0.25, 1.0]
    assert [round(float(step), 3) for step in steps()] == [0.5, 0.46, 0.348, 0.25]


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
