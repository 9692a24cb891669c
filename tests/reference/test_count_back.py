"""Published count-back DSOs, those that are printed wrong among them.

Sources: Divalto's help pages (the older one prints 74 for 53.25); Oracle Hyperion Financial Management (prints
179.7 for 166.33, which is right for receivables of 13 000); My DSO Manager for the property.
"""

import pytest

from cashkit.measures.dso_formulas import count_back_dso

HYPERION = {"invoiced": [2_500, 1_750, 2_250, 2_500, 2_000, 2_250], "days": [30, 31, 31, 30, 31, 30]}


def test_the_golden_case():
    """2 500 owed: November 1 200 (30 days), October 800 (31), then 500 of the 700 of September."""
    found = count_back_dso(receivables=2_500, invoiced=[1_200, 800, 700], days=[30, 31, 30])
    assert found == pytest.approx(30 + 31 + 500 / 700 * 30)
    assert round(found, 2) == 82.43


def test_the_case_printed_as_74_days():
    found = count_back_dso(receivables=20_000, invoiced=[12_500, 10_000, 6_000], days=[30, 31, 31])
    assert found == 53.25


def test_the_case_printed_as_179_days():
    assert round(count_back_dso(receivables=12_000, **HYPERION), 2) == 166.33
    assert round(count_back_dso(receivables=13_000, **HYPERION), 1) == 179.7


def test_a_month_used_up_to_the_cent_needs_no_other():
    assert count_back_dso(receivables=30_000, invoiced=[30_000, 31_000], days=[30, 31]) == 30.0


def test_the_same_sales_every_day_and_thirty_days_owed():
    days = [31, 30, 31, 31]
    assert count_back_dso(receivables=30_000, invoiced=[1_000 * length for length in days], days=days) == 30.0


def test_more_owed_than_was_ever_sold_is_not_computable():
    assert count_back_dso(receivables=10_000, invoiced=[1_000, 1_000], days=[30, 31]) is None
