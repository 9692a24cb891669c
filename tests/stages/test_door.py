"""The door of the stages: which review answers, at which date, with which options."""

from datetime import date
from decimal import Decimal

import pytest

from cashkit.ground.errors import ArgumentError, CashkitError
from cashkit.stages.door import ASSESSED, review, reviews
from cashkit.stages.review import STAGES
from tests.stages.book import book
from tests.stages.ledger import company

PLAIN = book([("F1", "C1", "2025-12-01", "2025-12-20", 100)])


@pytest.mark.parametrize("stage", STAGES)
def test_every_stage_answers_for_itself(stage):
    assert review(stage, PLAIN).stage == stage


def test_an_unknown_stage_is_refused_with_the_known_ones():
    with pytest.raises(ArgumentError, match="recovery"):
        review("recouvrement", PLAIN)


def test_the_date_is_the_closing_date_unless_one_is_given():
    assert review("inform", PLAIN).as_of == date(2025, 12, 31)
    assert review("inform", PLAIN, as_of="2025-06-30").as_of == date(2025, 6, 30)


def test_a_date_that_is_none_is_refused():
    with pytest.raises(CashkitError):
        review("inform", PLAIN, as_of="31/02/2025")


@pytest.mark.filterwarnings("ignore::cashkit.measures.as_of.CashkitWarning")
@pytest.mark.parametrize("day", ["1900-01-01", "2024-02-29", "2199-12-31"])
@pytest.mark.parametrize("stage", STAGES)
def test_every_stage_answers_centuries_before_and_after_the_entries(stage, day):
    assert review(stage, PLAIN, as_of=day).as_of.isoformat() == day


@pytest.mark.parametrize("day", ["1899-12-31", "2200-01-01", "9999-12-31"])
def test_a_date_out_of_reach_is_refused_with_the_years_that_are_not(day):
    with pytest.raises(ArgumentError, match=r"1900.*2199"):
        review("collection", PLAIN, as_of=day)


def test_the_margin_rate_reaches_the_impacts_as_a_decimal():
    found = review("impact", company(), margin_rate=0.05)
    assert found.figure("operating_margin").value == Decimal("0.05")


def test_all_ten_reviews_come_together_and_the_synthesis_is_made_of_the_nine():
    found = reviews(company(), margin_rate=0.05)
    assert list(found) == list(STAGES)
    needed = found["impact"].figure("sales_to_recover_operating")
    assert found["synthesis"].figure("sales_to_recover_operating") == needed
    assert review("synthesis", company(), margin_rate=0.05).figure_records == found["synthesis"].figure_records


def test_a_stage_without_a_review_of_its_own_says_what_it_would_need():
    for stage in set(STAGES) - {*ASSESSED, "synthesis"}:
        found = review(stage, PLAIN)
        assert found.verdict == "not_assessed"
        assert found.missing
        assert not found.figure_records
