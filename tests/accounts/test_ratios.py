import pytest

from cashkit.accounts.ratios import customer_days, days_of, share, stock_days, supplier_days


def test_customers_and_sales_are_put_on_one_footing(typed):
    assert customer_days(typed(BX=120, FI=1000), vat_rate=0.20) == pytest.approx(36.5)
    assert customer_days(typed(BX=100, FI=1000), vat_rate=0.0) == pytest.approx(36.5)


def test_advances_received_and_discounted_bills_count_among_the_customers(typed):
    assert customer_days(typed(BX=(100, 30), DW=20, YS=40, FI=1000), vat_rate=0.20) == pytest.approx(36.5)


def test_suppliers_are_measured_on_all_purchases_with_vat(typed):
    year = typed(DX=60, FS=100, FU=100, FW=50, BX=60)
    assert supplier_days(year, vat_rate=0.20) == pytest.approx(73.0)


def test_stocks_are_measured_on_goods_used(typed):
    assert stock_days(typed(BT=(100, 50), FS=700, FT=30)) == pytest.approx(50.0)


def test_a_year_of_fifteen_months_has_its_own_days(typed):
    assert customer_days(typed(months=15, BX=120, FI=1250), vat_rate=0.20) == pytest.approx(36.5)


def test_what_cannot_be_computed_is_none(typed):
    assert customer_days(typed(BX=120, FI=0), vat_rate=0.20) is None
    assert customer_days(typed(BX=120), vat_rate=0.20) is None
    assert customer_days(typed(BX=120, FI=-10), vat_rate=0.20) is None
    assert supplier_days(typed(DX=120), vat_rate=0.20) is None
    assert stock_days(typed(BT=10, FS=0)) is None
    assert share(None, None) is None
    assert days_of(None, None, months=12) is None
