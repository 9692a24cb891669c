"""How far each stage is mastered, by stated rules; and the work of every action."""

from datetime import date
from decimal import Decimal

import pytest

from cashkit.dossier.findings import Figure
from cashkit.ground import language
from cashkit.stages.action_plan import effort, efforts
from cashkit.stages.actions import actions
from cashkit.stages.maturity import BEST, profile, rules
from cashkit.stages.nine import Nine
from cashkit.stages.review import STAGES, Review


def profiled(stage="recovery", verdict="good", **values):
    figures = tuple(Figure(key, value, "rate") for key, value in values.items())
    review = Review(stage, date(2025, 12, 31), figures, verdict=verdict)
    return profile(Nine({stage: review})).iloc[0]


@pytest.mark.parametrize(
    ("rate", "before", "maturity"),
    [(0.10, 0.8, "mastered"), (0.20, 0.8, "followed"), (0.20, 0.5, "partial"), (0.30, 0.3, "undergone")],
)
def test_a_stage_is_mastered_when_its_measures_are_good(rate, before, maturity):
    assert profiled(overdue_rate=rate, disputes_before_due=before)["maturity"] == maturity


def test_a_stage_with_a_bad_verdict_is_followed_at_most():
    assert profiled(verdict="bad", overdue_rate=0.0)["maturity"] == "followed"


def test_a_measure_that_is_not_known_does_not_count():
    told = profiled(overdue_rate=0.10, disputes_before_due=None)
    assert (told["maturity"], told["points_earned"]) == ("mastered", "2 points sur 2")


def test_without_any_measure_nothing_is_said():
    assert profiled()["maturity"] == "not_assessed"


def test_what_lacks_most_is_told_beside_its_bound():
    for lang in language.LANGUAGES:
        with language.use(lang):
            told = profiled(overdue_rate=0.40, disputes_before_due=0.8)["weakest"]
            assert "40" in told
            assert "15" in told
    assert profiled(overdue_rate=0.10)["weakest"] == "–"


def test_what_is_not_written_down_is_measured_on_what_is_doubtful():
    for left, maturity in ((5, "mastered"), (30, "partial"), (80, "undergone")):
        found = profiled("impact", not_written_down=Decimal(left), doubtful=Decimal(100))
        assert found["maturity"] == maturity
    assert profiled("impact", not_written_down=Decimal(5), doubtful=Decimal(0))["maturity"] == "not_assessed"


def test_each_stage_has_rules_and_each_rule_a_figure_with_words_and_bounds_in_order():
    assert {one.stage for one in rules()} == set(STAGES[:-1])
    for one in rules():
        assert one.figure in language.table("figures")
        assert one.points(one.good) == BEST
        assert one.points(one.fair) == BEST - 1


def test_every_action_has_its_work():
    assert set(efforts()) == set(actions())
    assert all(effort(code, 1) > 0 for code in actions())
    assert effort("delivery_not_invoiced", 11) > effort("delivery_not_invoiced", 1)
