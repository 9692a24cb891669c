"""What a doubtful debt is written down by, and what its way to loss does to result, receivables and cash."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashkit.ground.errors import ArgumentError
from cashkit.ground.money import cents
from cashkit.measures.provisions import allowance, bad_debt

CASE = {"amount": 24_000, "vat_rate": 0.20, "expected_loss": 0.60}
RATES = st.decimals(0, 1, places=2)


def test_only_the_amount_without_vat_is_written_down():
    assert allowance(**CASE) == 12_000


@pytest.mark.parametrize("slip", [24_000 * 0.60, 24_000 / 1.20 * 0.40, 24_000 * 0.80 * 0.60])
def test_the_usual_slips_give_another_figure(slip):
    assert float(allowance(**CASE)) != slip


def test_without_vat_the_whole_amount_counts():
    assert allowance(amount=24_000, vat_rate=0, expected_loss=0.60) == 14_400


def test_a_loss_takes_its_amount_without_vat_from_the_result_and_gives_the_vat_back():
    total = bad_debt(**CASE)[["on_result", "on_receivables", "on_cash"]].sum()
    assert total.tolist() == [-20_000, -24_000, 4_000]


def test_a_debt_paid_after_all_costs_nothing():
    total = bad_debt(**CASE, recovered=1)[["on_result", "on_receivables", "on_cash"]].sum()
    assert total.tolist() == [0, -24_000, 24_000]


def test_the_steps_come_in_the_order_of_the_books():
    assert bad_debt(**CASE)["accounts"].tolist() == [
        "416 / 411", "68174 / 491", "512 / 416", "654, 44571 / 416", "491 / 78174",
    ]  # fmt: skip


@given(st.integers(0, 10**9), RATES, RATES, RATES)
def test_receivables_and_cash_together_change_by_what_the_result_bears(amount, vat_rate, expected_loss, recovered):
    way = bad_debt(amount=Decimal(amount) / 100, vat_rate=vat_rate, expected_loss=expected_loss, recovered=recovered)
    effects = [sum(cents(one) for one in way[name]) for name in ("on_result", "on_receivables", "on_cash")]
    result, receivables, cash = effects
    assert receivables + cash == result
    assert receivables == -amount


@pytest.mark.parametrize("wrong", [{"expected_loss": 60}, {"vat_rate": 20}, {"amount": -1}])
def test_per_cents_and_negative_amounts_are_refused(wrong):
    with pytest.raises(ArgumentError):
        allowance(**(CASE | wrong))
