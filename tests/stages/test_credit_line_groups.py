"""Stage 2: members of groups, how concentrated sales and exposure are, and the cover that changed."""

import pandas as pd
import pytest

from tests.stages.book import value
from tests.stages.test_credit_line import MEMBER, TALMOND, WITHDRAWN, credit, delivered


def bought(*amounts):
    return [(f"F{n}", f"C{n}", "2025-06-01", "2025-07-01", amount) for n, amount in enumerate(amounts, 1)]


ALONE = {"group_id": None}


def test_each_member_stands_with_its_share_and_the_group_with_what_covers_it():
    found = credit(MEMBER | {"insured_limit": 750.0}, MEMBER, invoices=TALMOND)
    members = found.tables["group_members"]
    assert members["customer_id"].tolist() == ["C1", "C2"]
    assert members["share_of_group"].tolist() == pytest.approx([500 / 980, 480 / 980])
    assert found.tables["groups"].loc[0, ["group_limit", "excess"]].tolist() == [750, 230]


def test_a_group_without_limit_or_cover_has_no_excess():
    found = credit({"group_id": "G"}, {"group_id": "G"}, invoices=TALMOND)
    assert found.tables["groups"].loc[0, ["group_limit", "excess"]].isna().all()


def test_a_group_counts_as_one_customer_in_the_concentration():
    found = credit({"group_id": "G"}, {"group_id": "G"}, ALONE, invoices=bought(40.0, 40.0, 20.0))
    assert found.tables["concentration"].to_numpy().tolist() == [[1, 0.8, 0.8]]
    assert value(found, "sales_index") == pytest.approx(0.8**2 + 0.2**2)
    assert (value(found, "customers_for_most"), value(found, "largest_share_of_sales")) == (1, 0.8)


def test_the_largest_that_are_not_there_are_not_told():
    found = credit(*[ALONE] * 6, invoices=bought(*[10.0] * 6))
    assert found.tables["concentration"]["largest"].tolist() == [1, 5]


@pytest.mark.parametrize(
    ("amount", "cover", "verdict"),
    [(9.9, 0.0, None), (10.0, 0.0, "watch"), (19.9, 0.0, "watch"), (20.0, 0.0, "bad"), (20.0, 50.0, "watch")],
)
def test_a_tenth_of_sales_is_watched_and_a_fifth_uncovered_is_an_alert(amount, cover, verdict):
    rest = (100.0 - amount) / 20
    told = [ALONE | {"insured_limit": cover}, *[ALONE] * 20]
    found = credit(*told, invoices=bought(amount, *[rest] * 20)).tables["largest_buyers"].set_index("name")
    assert (found["verdict"].astype(object).where(found["verdict"].notna(), None))["Client 1"] == verdict


def test_counter_sales_are_in_the_whole_and_no_customer():
    found = credit(ALONE, ALONE | {"kind": "counter"}, invoices=bought(30.0, 70.0))
    assert found.tables["largest_buyers"]["share_of_invoiced"].tolist() == [0.3]
    assert found.figure("customers_for_most").value is None


def test_cover_that_changed_stands_with_what_left_since_and_what_is_bare():
    found = credit(WITHDRAWN, deliveries=delivered("2025-09-02"))
    row = found.tables["cover_changes"].iloc[0]
    assert row["cover_changed_on"] == pd.Timestamp("2025-09-01")
    assert row[["insured_limit", "delivered_since", "exposure", "uncovered"]].tolist() == [0, 10, 1010, 1010]
    assert value(found, "uncovered_since_cover") == 1010


@pytest.mark.parametrize("out", [delivered("2025-09-01"), delivered("2025-09-02", "free"), delivered("2026-01-02")])
def test_what_left_before_free_of_charge_or_later_is_not_since(out):
    assert credit(WITHDRAWN, deliveries=out).tables["cover_changes"]["delivered_since"].tolist() == [0]


def test_without_deliveries_invoices_tell_what_left_since():
    assert credit(WITHDRAWN).tables["cover_changes"]["delivered_since"].tolist() == [1000]


def test_cover_never_asked_for_has_not_changed():
    assert "cover_changes" not in credit(WITHDRAWN | {"insured_limit": None}).tables
