"""Published figures of the sales needed to earn a loss back.

Sources: the table of sales by margin published by SLF for its members; the operating margin of Phoenix Conseil's
example; the other variants computed by hand in the reference of this project.
"""

from decimal import Decimal

import pytest

from cashkit.measures.margin import (
    sales_to_recover,
    sales_to_recover_at_cost,
    sales_to_recover_on_variable_costs,
    sales_to_recover_table,
)

LOSSES = (1_000, 5_000, 10_000, 20_000, 50_000)
PRINTED = {
    0.05: (20_000, 100_000, 200_000, 400_000, 1_000_000),
    0.10: (10_000, 50_000, 100_000, 200_000, 500_000),
    0.15: (6_667, 33_333, 66_667, 133_333, 333_333),
    0.20: (5_000, 25_000, 50_000, 100_000, 250_000),
    0.25: (4_000, 20_000, 40_000, 80_000, 200_000),
}


@pytest.mark.parametrize("margin_rate", PRINTED)
def test_the_published_table(margin_rate):
    found = [round(sales_to_recover(loss=loss, margin_rate=margin_rate)) for loss in LOSSES]
    assert found == list(PRINTED[margin_rate])


def test_the_published_table_in_one_call():
    table = sales_to_recover_table(losses=LOSSES).pivot_table(
        index="margin_rate", columns="loss", values="sales_to_recover"
    )
    assert {rate: tuple(row.round().astype(int)) for rate, row in table.iterrows()} == PRINTED


def test_the_seed_of_the_course():
    assert sales_to_recover(loss=1_000, margin_rate=0.10) == Decimal("10000.00")
    assert str(sales_to_recover(loss=5_000, margin_rate=0.15)) == "33333.33"


def test_the_variants_of_the_reference():
    assert sales_to_recover(loss=1_200, margin_rate=0.10, vat_rate=0.20) == 10_000
    assert sales_to_recover(loss=1_000, margin_rate=0.10, recovered=0.40) == 6_000
    assert sales_to_recover_on_variable_costs(loss=1_000, sales=100, variable_costs=65) == Decimal("2857.14")
    assert sales_to_recover_at_cost(loss=1_000, margin_rate=0.10) == 9_000


def test_a_loss_of_64_800_with_vat_in_the_sample_company():
    """54 000 without VAT, at an operating margin of 401 over 9 900, or a variable margin of 34 %."""
    operating = Decimal(401) / Decimal(9_900)
    assert round(sales_to_recover(loss=64_800, vat_rate=0.20, margin_rate=operating)) == 1_333_167
    assert round(sales_to_recover(loss=64_800, vat_rate=0.20, margin_rate=0.34)) == 158_824
