"""Published figures of the sales needed to earn a loss back (`margins.csv`), and of the road of a bad debt."""

from cashkit.measures.margin import (
    sales_to_recover,
    sales_to_recover_at_cost,
    sales_to_recover_on_variable_costs,
    sales_to_recover_table,
)
from tests.reference.published import agrees, cases, check, inputs, table

MEASURES = {
    "sales": sales_to_recover,
    "variable": sales_to_recover_on_variable_costs,
    "cost": sales_to_recover_at_cost,
}
GRID = [row for row in table("margins.csv") if row["source"].startswith("SLF")]


@cases("margins.csv")
def test_the_sales_needed_are_the_published_ones_or_the_table_says_why_not(row):
    check(row, MEASURES[row["measure"]](**inputs(row["inputs"])))


def test_the_published_grid_is_one_call():
    asked = [inputs(row["inputs"]) for row in GRID]
    losses = sorted({one["loss"] for one in asked})
    found = sales_to_recover_table(losses=losses).set_index(["loss", "margin_rate"])["sales_to_recover"]
    assert len(found) == len(GRID) == 25
    for one, row in zip(asked, GRID, strict=True):
        assert agrees(found[one["loss"], one["margin_rate"]], row["printed"])
