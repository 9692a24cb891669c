"""Figures of the law: dated, sourced, never extrapolated."""

import pytest

from cashkit.law.values import in_force, legal_values

TABLES = ["payment_terms", "late_payment"]


@pytest.mark.parametrize(
    ("key", "value", "unit"),
    [
        ("default_delay", 30, "days_after_receipt"),
        ("agreed_maximum", 60, "days_after_issue"),
        ("end_of_month_maximum", 45, "days_end_of_month"),
        ("periodic_invoice_maximum", 45, "days_after_issue"),
    ],
)
def test_the_caps_of_today_are_those_of_the_code(key, value, unit):
    cap = in_force("payment_terms", key, "2026-11-22")
    assert (cap.value, cap.unit) == (value, unit)
    assert cap.article.startswith("C. com. L441-10 I")
    assert cap.mark == "S"


def test_the_article_of_a_day_is_the_one_in_force_then():
    assert "L441-6" in in_force("payment_terms", "agreed_maximum", "2019-04-25").article
    assert "L441-10" in in_force("payment_terms", "agreed_maximum", "2019-04-26").article


def test_before_the_law_there_is_no_value():
    assert in_force("payment_terms", "agreed_maximum", "2008-12-31") is None


def test_a_key_that_no_table_has_is_a_programmers_mistake():
    with pytest.raises(KeyError):
        in_force("payment_terms", "maximum", "2026-01-01")


@pytest.mark.parametrize("table", TABLES)
def test_every_value_has_its_article_and_holds_at_one_time_only(table):
    values = legal_values(table)
    for value in values:
        assert value.article
        assert value.valid_to is None or value.valid_from <= value.valid_to
        assert value.checked_on >= value.valid_from
        same = [other for other in values if other.key == value.key and other is not value]
        assert not any(other.holds(value.valid_from) for other in same)
