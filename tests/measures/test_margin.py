"""Sales to recover: the variants, their limits and what is refused (published table: tests/reference)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashkit.ground.errors import ArgumentError
from cashkit.measures.margin import (
    net_loss,
    sales_to_recover,
    sales_to_recover_at_cost,
    sales_to_recover_on_variable_costs,
    sales_to_recover_table,
)

rates = st.integers(1, 99).map(lambda n: Decimal(n) / 100)
losses = st.integers(0, 10**9).map(lambda n: Decimal(n) / 100)


@pytest.mark.parametrize("margin", [0, 1, -0.1, 10, 100, float("nan"), "10 %", None])
def test_a_margin_that_is_no_fraction_is_refused(margin):
    with pytest.raises(ValueError, match=r"margin_rate.*0\.10"):
        sales_to_recover(loss=1000, margin_rate=margin)


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("loss", {"loss": -1}),
        ("loss", {"loss": float("nan")}),
        ("vat_rate", {"vat_rate": 20}),
        ("recovered", {"recovered": 40}),
        ("insured_share", {"insured_share": 90}),
        ("deductible", {"deductible": -500}),
    ],
)
def test_an_argument_that_means_nothing_is_refused_by_name(name, given):
    with pytest.raises(ArgumentError, match=name):
        sales_to_recover(**{"loss": 1000, "margin_rate": 0.10} | given)


def test_nothing_lost_is_nothing_to_earn_back():
    assert sales_to_recover(loss=0, margin_rate=0.10) == Decimal("0.00")
    assert sales_to_recover(loss=1000, margin_rate=0.10, recovered=1) == Decimal("0.00")


def test_the_vat_of_a_bad_debt_is_recovered():
    assert sales_to_recover(loss=1200, margin_rate=0.10, vat_rate=0.20) == 10_000
    assert sales_to_recover(loss=1055, margin_rate=0.10, vat_rate=0.055) == 10_000
    assert sales_to_recover(loss=1200, margin_rate=0.10) == 12_000


def test_only_the_end_is_rounded():
    assert net_loss(loss=1000, vat_rate=0.20) == Decimal("833.33")
    assert sales_to_recover(loss=1000, margin_rate=0.01, vat_rate=0.20) == Decimal("83333.33")


@pytest.mark.parametrize(
    ("insured_share", "deductible", "lost"),
    [(0, 0, 10_000), (0.90, 0, 1_000), (0.90, 500, 1_500), (1, 0, 0), (0.01, 500, 10_000), (0, 500, 10_000)],
)
def test_insurance_pays_its_share_less_the_deductible_and_never_less_than_nothing(insured_share, deductible, lost):
    assert net_loss(loss=12_000, vat_rate=0.20, insured_share=insured_share, deductible=deductible) == lost
    whole = sales_to_recover(
        loss=12_000, vat_rate=0.20, margin_rate=0.10, insured_share=insured_share, deductible=deductible
    )
    assert whole == lost * 10


def test_insurance_bears_on_what_the_recovery_left():
    assert net_loss(loss=10_000, recovered=0.40, insured_share=0.50) == 3_000


def test_margin_on_variable_costs():
    assert sales_to_recover_on_variable_costs(loss=64_800, vat_rate=0.20, sales=100, variable_costs=66) == Decimal(
        "158823.53"
    )


@pytest.mark.parametrize(("sales", "costs"), [(100, 100), (100, 130), (100, 0), (0, 0)])
def test_without_a_margin_on_variable_costs_no_sales_earn_a_loss_back(sales, costs):
    with pytest.raises(ArgumentError, match="variable_costs"):
        sales_to_recover_on_variable_costs(loss=1000, sales=sales, variable_costs=costs)


def test_the_cost_alone_is_less_than_the_price():
    assert sales_to_recover_at_cost(loss=1200, margin_rate=0.10, vat_rate=0.20) == 9_000


def test_the_table_has_one_row_for_each_loss_and_margin():
    table = sales_to_recover_table(losses=[1000, 5000], margin_rates=[0.10, 0.25])
    assert table.values.tolist() == [
        [1000.0, 0.10, 10_000.0],
        [1000.0, 0.25, 4_000.0],
        [5000.0, 0.10, 50_000.0],
        [5000.0, 0.25, 20_000.0],
    ]
    assert list(table.columns) == ["loss", "margin_rate", "sales_to_recover"]


@given(loss=losses, margin=rates)
def test_the_margin_of_the_sales_is_the_loss(loss, margin):
    assert abs(sales_to_recover(loss=loss, margin_rate=margin) * margin - loss) <= Decimal("0.005")


@given(loss=losses, margin=rates, recovered=rates, insured=rates)
def test_recovery_and_insurance_never_raise_the_sales_needed(loss, margin, recovered, insured):
    whole = sales_to_recover(loss=loss, margin_rate=margin)
    assert sales_to_recover(loss=loss, margin_rate=margin, recovered=recovered, insured_share=insured) <= whole
