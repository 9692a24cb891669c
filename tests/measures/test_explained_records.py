"""The records of measures explain themselves as the figures of reviews do."""

import pytest

from cashkit.measures.dso import dso
from cashkit.measures.time_to_pay import time_to_pay
from tests.stages.ledger import company


@pytest.mark.parametrize("method", ["count_back", "period", "rolling", "best_possible", "delinquent"])
def test_a_dso_tells_what_it_is_made_of(method):
    told = dso(company(), as_of="2025-12-31", method=method).explain("en")
    assert "invoiced, VAT included: €" in told
    assert "Source: " in told


def test_a_dso_over_a_year_shows_its_numbers():
    told = dso(company(), as_of="2025-12-31", method="period").explain("en")
    assert "€4,380.00 / €4,380.00 × 365 = 365" in told


def test_a_dso_that_cannot_be_computed_says_why():
    told = dso(company(), as_of="2025-03-31", method="period").explain("en")
    assert "not computable" in told
    assert "reach far enough back" in told


def test_times_to_pay_are_told_one_after_the_other():
    told = time_to_pay(company(), as_of="2025-12-31").explain("fr")
    assert told.count("Source") == 4
    assert "Kaplan" in told
