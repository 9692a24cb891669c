"""Every slip gives a figure of its own, for whatever seed, and the answers are those of the reference text."""

import datetime as dt
from decimal import Decimal
from itertools import combinations

import pytest

from cashkit.ground import language
from cashkit.ground.errors import ArgumentError
from cashkit.teaching import catalogue
from cashkit.teaching.catalogue import exercises, load
from cashkit.teaching.problem import UNITS, Problem, problem
from cashkit.teaching.seeds import Draw, drawn
from cashkit.teaching.story import Story

COMPUTED = [code for code in exercises() if isinstance(load(code).asked, Problem)]
SEEDS = [*range(40), 1987, 31_121_999]

KNOWN = {  # the worked figures of the reference text, checked by hand
    "M01": ("59.6", {"vat_on_one_side": "69.0", "flat_vat": "57.5", "inverted": "6.1"}),
    "M02": ("64.0", {"year_days_for_a_quarter": "253.8", "ninety_days": "62.6", "year_sales": "59.6"}),
    "M03": ("16", {"invoice_date_for_due_date": "79", "end_of_month_forgotten": "34", "other_reading": "31"}),
    "M04": ("14.8", {"simple_mean_for_weighted": "38.7", "median_for_mean": "36", "late_only_big": "5"}),
    "M05": ("49.7", {"paid_only": "27.0", "open_taken_as_paid": "43.8", "open_dropped_median": "27.5"}),
    "M06": ("500", {"credits_netted_into_buckets": "0", "credit_note_netted": "300", "balance_as_overdue": "800"}),
    "M07": ("309.63", {"interest_on_net": "264.69", "year_of_360": "313.38", "whole_months": "404.50"}),
    "M08": ("1333167", {"loss_equals_its_amount": "54000", "margin_added_not_divided": "56187"}),
    "M09": ("12000", {"allowance_with_vat": "14400", "recovery_for_loss": "8000", "vat_subtracted": "11520"}),
    "M10": ("70000", {"exposure_is_the_ledger": "38000", "bills_are_cash": "48000", "deposit_added": "80000"}),
    "M11": (
        "71.1",
        {"better_dso_by_selling_receivables": "59.6", "bills_forgotten": "67.0", "subtracted_twice": "48.1"},
    ),
    "M12": ("108500", {"profit_is_cash": "24400", "turnover_is_cash": "990000", "bfr_level_for_change": "1193500"}),
    "early_discount": (
        "0.248",
        {"not_on_what_is_paid": "0.243", "year_of_360": "0.240", "two_percent_is_cheap": "0.02"},
    ),
    "net_cash": ("-165000", {"bank_for_net_cash": "25000"}),
    "group_line": ("48000", {"code_by_code": "0"}),
    "retention": ("7300", {"retention_is_late": "9700"}),
    "late_invoicing": ("644", {"rate_of_a_year": "12376"}),
    "day_of_customers": ("156956", {"one_day_only": "31391"}),
}


def rounded(value, text):
    return round(value, -Decimal(text).as_tuple().exponent) if "." in text else round(value)


@pytest.mark.parametrize("code", KNOWN)
def test_the_story_figures_are_those_of_the_reference_text(code):
    asked = load(code).asked
    right, slips = KNOWN[code]
    assert rounded(asked.right, right) == Decimal(right)
    assert {name: rounded(asked.slips[name], text) for name, text in slips.items()} == {
        name: Decimal(text) for name, text in slips.items()
    }


def test_the_days_of_law_are_those_of_the_reference_text():
    assert load("last_day_to_reclaim").asked.right == dt.date(2026, 1, 22)
    assert load("limitation").asked.right == dt.date(2026, 3, 26)
    assert load("limitation").asked.slips["public_debt"] == dt.date(2025, 12, 31)
    assert load("latest_due_date").asked.right == dt.date(2025, 12, 15)


def test_every_misconception_of_the_reference_text_is_an_exercise():
    assert {f"M{n:02}" for n in range(1, 13)} <= set(exercises())


def apart(one, other, asked):
    """Tell whether two values lie further apart than any answer that is read for one of them."""
    if isinstance(one, dt.date):
        return one != other
    scales = [(1, 1), (1, 100), (100, 1)] if asked.unit == "rate" else [(1, 1)]
    return all(abs(one * a - other * b) > 2 * asked.tolerance for a, b in scales)


@pytest.mark.parametrize("code", COMPUTED)
def test_every_slip_gives_a_figure_of_its_own_for_every_seed(code):
    for seed in SEEDS:
        asked = load(code, seed=seed).asked
        assert len(asked.slips) >= 2
        values = [asked.right, *asked.slips.values()]
        assert all(apart(one, other, asked) for one, other in combinations(values, 2)), (seed, values)


@pytest.mark.parametrize("code", COMPUTED)
def test_a_seed_changes_one_figure_and_always_the_same_way(code):
    make, story = catalogue._MAKERS[code], Story()
    own = dict(load(code).asked.given)
    seen = set()
    for seed in SEEDS[1:12]:
        one, again = drawn(make, seed, story), drawn(make, seed, story)
        assert (one.right, one.slips, one.given) == (again.right, again.slips, again.given)
        assert set(one.given) == set(own)
        seen.add(str((one.right, sorted(one.slips.items()))))
    assert len(seen) > 1


@pytest.mark.parametrize("code", COMPUTED)
@pytest.mark.parametrize("lang", language.LANGUAGES)
def test_every_slip_has_its_words_and_is_recognised(code, lang):
    exercise = load(code, lang=lang, seed=3)
    for name, value in exercise.asked.slips.items():
        verdict = exercise.check(value)
        assert verdict.slip == name
        assert verdict.state == ("reading" if name in exercise.asked.readings else "slip")
        assert len(verdict.text) > 20


@pytest.mark.parametrize("code", COMPUTED)
def test_the_right_answer_is_right_and_so_is_one_within_the_tolerance(code):
    exercise = load(code, seed=5)
    right, tolerance = exercise.asked.right, exercise.asked.tolerance
    assert exercise.check(right).is_right
    if tolerance:
        assert exercise.check(right + tolerance * Decimal("0.99")).is_right
        assert not exercise.check(right + tolerance * Decimal("1.01")).is_right


@pytest.mark.parametrize("code", COMPUTED)
def test_the_units_are_known_and_amounts_have_a_tolerance(code):
    asked = load(code).asked
    assert asked.unit in UNITS
    assert asked.unit in {"date", "count"} or asked.tolerance or asked.right == int(asked.right)


@pytest.mark.parametrize("seed", [-1, 1.5, "7", True, None])
def test_a_seed_is_a_whole_number(seed):
    with pytest.raises(ArgumentError):
        load("M04", seed=seed)


def test_a_problem_whose_answers_are_never_apart_is_refused():
    def alike(_: Draw) -> Problem:
        return problem("M04", {}, {"right": 10, "late_only_big": 10.05}, unit="days", tolerance=0.1)

    with pytest.raises(ArgumentError):
        drawn(alike, 3, Story())


def test_an_unknown_exercise_or_stage_is_refused_with_those_that_exist():
    with pytest.raises(ArgumentError, match="M12"):
        load("M13")
    with pytest.raises(ArgumentError, match="recovery"):
        exercises("payroll")
    assert load(" m04 ").code == "M04"
