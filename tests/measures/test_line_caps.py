"""Line caps: what working capital, purchases and the insurer let one supplier lend."""

import pytest

from cashkit.ground.errors import ArgumentError
from cashkit.measures.line_caps import insurer_cap, purchases_share, working_capital_share


def capital(amount, need=90_000, late=4.0):
    return working_capital_share(working_capital=amount, need=need, days_late=late)


def test_a_prompt_payer_gets_a_fifth_of_its_working_capital_and_a_late_one_a_tenth():
    assert [capital(150_000, late=late) for late in (15, 15.1, None)] == [30_000, 15_000, 15_000]


@pytest.mark.parametrize("amount", [-40_000, 0, 25_000])
def test_a_thin_working_capital_still_gets_the_small_ticket(amount):
    assert capital(amount) == 5_000


@pytest.mark.parametrize("need", [0, -60_000])
def test_a_trade_that_lives_on_its_suppliers_is_not_judged_by_its_working_capital(need):
    assert capital(-40_000, need=need) is None


def test_one_supplier_carries_a_quarter_of_the_purchases_of_a_prompt_payer():
    assert float(purchases_share(purchases=1_200_000, days=60, days_late=0)) == 49_315.07
    assert purchases_share(purchases=365_000, days=30, days_late=40) == 3_000
    assert purchases_share(purchases=365_000, days=-5, days_late=0) == 0


def test_an_agreement_bears_its_amount_or_that_over_the_share_paid():
    assert insurer_cap(agreed=15_000) == 15_000
    assert insurer_cap(agreed=18_000, paid_share=0.9) == 20_000
    assert insurer_cap(agreed=18_000, paid_share=1) == 18_000
    assert insurer_cap(agreed=18_000, paid_share=0) == 0


@pytest.mark.parametrize("wrong", [{"agreed": -1}, {"agreed": "beaucoup"}, {"agreed": 1, "paid_share": 90}])
def test_what_is_no_amount_and_no_share_is_refused(wrong):
    with pytest.raises(ArgumentError):
        insurer_cap(**wrong)
