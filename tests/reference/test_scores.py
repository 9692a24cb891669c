"""Published and worked cases of the scores (`scores.csv`), and what was wrong in print.

Sources: Altman (1968, 1983, 1995), Conan and Holder (1979), Springate (1978), Zmijewski (1984), and worked examples
of textbooks and sites that quote them; each row says what it was checked against.
"""

from decimal import Decimal

from cashkit.accounts.score_inputs import ScoreInputs
from cashkit.accounts.score_methods import computed
from cashkit.accounts.scores import score
from tests.reference.published import cases, check, inputs, table

WORKED = ScoreInputs.of(
    total_assets=1000,
    working_capital=150,
    retained_earnings=120,
    operating_result=80,
    equity=330,
    total_liabilities=670,
    total_debts=670,
    sales=2000,
    result_before_tax=55,
    net_result=40,
    current_assets=550,
    current_liabilities=400,
    gross_operating_surplus=120,
    permanent_capital=600,
    receivables_and_cash=350,
    financial_charges=25,
    personnel_charges=260,
    value_added=400,
)


@cases("scores.csv")
def test_a_score_is_the_published_one_or_the_table_says_why_it_is_not(row):
    given = WORKED if row["inputs"] == "worked" else ScoreInputs.of(**inputs(row["inputs"]))
    found = score(given, method=row["method"])
    check(row, found.value)
    assert found.zone == row["zone"]


def test_a_score_of_history_says_that_its_source_is_not_sure_and_is_never_made_of_accounts():
    row = next(row for row in table("scores.csv") if row["method"] == "banque_de_france")
    found = score(ScoreInputs.of(**inputs(row["inputs"])), method="banque_de_france")
    assert [one.key for one in found.cautions] == ["score_history"]
    assert score(WORKED, method="banque_de_france").reason.key == "score_amount_unknown"
    assert "banque_de_france" not in computed()


def test_the_worked_firm_fails_with_a_probability_of_24_per_cent_by_zmijewski():
    assert round(score(WORKED, method="zmijewski").probability, 3) == 0.240


def test_the_bounds_of_z_second_on_the_emerging_score_call_a_doubtful_firm_safe():
    """A module in use adds 3.25 and keeps 2.6 and 1.1: nearly everybody is safe."""
    found = score(WORKED, method="altman_emerging")
    assert found.value > 2.6
    assert (found.zone, score(WORKED, method="altman_non_manufacturing").zone) == ("uncertain", "uncertain")


def test_z_second_weighs_working_capital_6_56_and_has_bounds_of_its_own():
    """A course prints 6.5 and the bounds 2.9 and 1.23 of Z': at 2.7 the firm is safe, and theirs say doubtful."""
    (first, *_) = score(WORKED, method="altman_non_manufacturing").terms
    assert first.weight == 6.56
    better = ScoreInputs({**WORKED.amounts, "equity": Decimal(503)})
    found = score(better, method="altman_non_manufacturing")
    assert 2.6 < found.value < 2.9
    assert found.zone == "safe"


def test_by_zmijewski_danger_is_above_zero_not_below():
    """A handbook states the cut-off the wrong way round: a firm that owes all it has would be safe."""
    ruined = ScoreInputs({**WORKED.amounts, "total_liabilities": Decimal(1000), "net_result": Decimal(-100)})
    found = score(ruined, method="zmijewski")
    assert found.value > 0
    assert (found.zone, found.verdict) == ("distress", "bad")
    assert found.probability > 0.5


def test_conan_holder_reads_the_same_with_the_risk_first():
    """N from 16 on is Z of -0.16 at most: fewer than one firm in ten failed."""
    better = ScoreInputs({**WORKED.amounts, "gross_operating_surplus": Decimal(134)})
    found = score(better, method="conan_holder")
    assert found.zone == "risk_below_10"
    assert -found.value / 100 < -0.16
