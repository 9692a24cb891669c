"""Stage 9: the loss to expect by age at the company's own rates, four levers, and when growth starves treasury."""

from decimal import Decimal

import pandas as pd
import pytest

from cashkit.ground import language
from cashkit.measures.financing import growth_limit
from cashkit.stages.door import review
from cashkit.views import table
from tests.stages.book import value
from tests.stages.ledger import SOLD, company

LATE = [
    ("L1", "C2", "2025-11-01", "2025-12-01", 120.0, {"vat": 20.0}),
    ("L2", "C2", "2025-10-02", "2025-11-01", 120.0, {"vat": 20.0}),
    ("L3", "C2", "2025-09-02", "2025-10-02", 120.0, {"vat": 20.0}),
    ("L4", "C2", "2025-07-02", "2025-08-01", 120.0, {"vat": 20.0}),
    ("D1", "C3", "2025-07-02", "2025-08-01", 999.0, {"doubtful": True, "vat": 0.0}),
]
LOST = [{"payment_id": "W1", "customer_id": "C2", "payment_date": "2025-12-20", "amount": 60.0, "kind": "write_off"}]


def impact(invoices=LATE, payments=LOST):
    return review("impact", company(invoices=[*SOLD, *invoices], payments=pd.DataFrame(payments)))


@pytest.fixture(scope="module")
def found():
    return impact()


def test_each_bucket_is_written_down_without_vat_at_its_rate(found):
    matrix = found.tables["provision_matrix"].set_index("bucket")
    assert matrix["without_vat"].to_dict()["1-30"] == 100
    assert (matrix["expected_loss"] == (matrix["without_vat"] * matrix["loss_rate"]).round(2)).all()
    assert value(found, "provision_by_age") == Decimal(str(round(matrix["expected_loss"].sum(), 2)))


def test_doubtful_items_are_judged_one_by_one_and_stay_out(found):
    assert 999 not in found.tables["provision_matrix"]["open_amount"].tolist()
    assert found.tables["provision_matrix"].set_index("bucket").loc["91+", "open_amount"] <= 120


def test_the_older_a_debt_the_larger_the_share_to_lose(found):
    assert found.tables["provision_matrix"]["loss_rate"].is_monotonic_increasing


def test_without_any_loss_no_rate_is_made_up():
    none = impact(payments=[{**LOST[0], "kind": "payment"}])
    assert none.tables["provision_matrix"].empty
    assert none.figure("provision_by_age").reason == "no_loss_rate"


def test_the_levers_are_told_with_what_they_assume(found):
    for lang in language.LANGUAGES:
        shown = table(found.tables["what_if"], lang, caption="what_if")
        assert {"5 jours de moins", "5 days less"} & {row[1] for row in shown.rows}
    assert found.tables["what_if"]["cash_freed"].tolist()[0] > 0
    assert len(found.tables["what_if_months"]) == 12


def test_without_a_year_of_sales_nothing_is_played_through():
    short = review("impact", company(invoices=[("F1", "C1", "2025-10-01", "2025-10-31", 100.0)]))
    assert short.tables["what_if"].empty
    assert short.tables["what_if_months"].empty


def test_growth_starves_treasury_from_the_rate_that_takes_all_the_cash():
    asked = {"need": 1_000_000, "turnover": 10_000_000, "net_margin": 0.02}
    assert growth_limit(**asked, cash=80_000) == Decimal("0.1")
    assert growth_limit(**asked, cash=0) == 0
    assert growth_limit(**asked, cash=-5) == 0
    assert growth_limit(**{**asked, "need": 200_000}, cash=0) is None
    assert growth_limit(**{**asked, "need": -1}, cash=0) is None
