"""Credit limits: several rules side by side, the smallest binding."""

import math

import numpy as np
import pytest

from cashkit.ground.errors import ArgumentError
from cashkit.measures.credit_limit import beyond, binding, concentration_cap, equity_share, need, plain_need

NAN = float("nan")


def needed(*invoices, days=45):
    """Return the need of invoices (day, euros)."""
    issued, amounts = np.array(invoices, float).reshape(-1, 2).T
    return need(issued=issued.astype(np.int64), cents=(amounts * 100).astype(np.int64), days=days)


def test_the_need_is_the_most_invoiced_within_the_days_that_it_takes_to_pay():
    assert needed((0, 300), (20, 500), (40, 200), (100, 600)) == 1000
    assert needed((0, 300), (20, 500), (40, 200), (100, 600), days=20) == 600


def test_an_invoice_is_owed_for_as_many_days_as_it_takes_to_pay_and_no_longer():
    assert needed((0, 300), (44, 500), days=45) == 800
    assert needed((0, 300), (45, 500), days=45) == 500
    assert needed((0, 300), (45, 500), days=45.2) == 800


def test_credit_notes_take_off_the_need_and_order_does_not_matter():
    assert needed((0, 300), (10, -100), (5, 50)) == needed((10, -100), (5, 50), (0, 300)) == 350
    assert needed((0, 300), (0, -100)) == 200


def test_nothing_bought_or_paid_before_delivery_needs_no_limit():
    assert needed(days=45) == needed((0, -50), days=45) == needed((0, 300), days=0) == needed((0, 300), days=-3) == 0


def test_the_plain_need_is_purchases_with_vat_for_the_days_that_it_takes_to_pay():
    assert plain_need(purchases=10_000 * 1.2, over=30, days=45 + 10) == 22_000
    assert float(plain_need(purchases=144_000, over=365, days=45 + 10)) == 21_698.63
    assert plain_need(purchases=144_000, over=365, days=-3) == 0
    with pytest.raises(ArgumentError, match="over"):
        plain_need(purchases=1, over=0, days=30)


def test_a_prompt_payer_gets_a_fifth_of_its_equity_and_a_late_one_a_tenth():
    assert equity_share(equity=100_000, days_late=15) == 20_000
    assert equity_share(equity=100_000, days_late=15.1) == 10_000
    assert equity_share(equity=100_000, days_late=None) == 10_000


@pytest.mark.parametrize("equity", [-38_000, 0, 20_000, 49_999])
def test_the_equity_rule_never_goes_below_the_small_ticket(equity):
    assert equity_share(equity=equity, days_late=30) == 5_000


def test_what_is_no_amount_is_refused_by_name():
    with pytest.raises(ArgumentError, match="equity"):
        equity_share(equity="beaucoup", days_late=0)


def test_one_customer_may_owe_a_tenth_of_all_that_is_owed():
    assert concentration_cap(receivables=2_020_000) == 202_000
    assert concentration_cap(receivables=-1) == 0


def test_the_smallest_known_rule_binds_and_an_unknown_one_never():
    limit, rule = binding({"need": [10.0, NAN, 5.0], "equity": [8.0, 9.0, 5.0], "insurer": [0.0, NAN, NAN]})
    assert limit.tolist() == [0, 9, 5]
    assert rule.tolist() == ["insurer", "equity", "need"]


def test_without_any_rule_there_is_no_limit():
    limit, rule = binding({"need": [NAN], "equity": [NAN]})
    assert math.isnan(limit[0])
    assert rule.tolist() == [""]


def test_a_limit_is_passed_beyond_ten_per_cent_and_not_at_it():
    exposure, limit = np.array([110_000, 110_001, 103_000]), np.array([100_000] * 3)
    assert beyond(exposure=exposure, limit=limit).tolist() == [False, True, False]


def test_no_limit_is_not_passed():
    assert not beyond(exposure=np.array([500]), limit=np.array([0]))[0]
