"""Scores read from accounts: what they are made of, where they say nothing, how they are told."""

import dataclasses
from datetime import date
from decimal import Decimal

import pytest

from cashkit.accounts.given_score import GivenScore
from cashkit.accounts.score_domain import Firm
from cashkit.accounts.score_inputs import ScoreInputs, score_inputs
from cashkit.accounts.score_methods import computed, methods
from cashkit.accounts.scores import score
from cashkit.ground.errors import ArgumentError

FIRM = {
    "AT": (600, 200), "BT": (150, 0), "BX": (300, 0), "CF": 150, "DA": 300, "DD": 30, "DI": 40, "DU": 300, "EH": 50,
    "DX": 230, "DY": 100, "FC": 2000, "FS": 1200, "FW": 400, "FX": 20, "FY": 180, "FZ": 80, "GA": 40, "GR": 25,
    "HK": 15,
}  # fmt: skip


@pytest.fixture
def firm(typed):
    return typed(**FIRM)


# --- what scores are made of ----------------------------------------------------------
def test_the_amounts_are_read_from_the_cells(firm):
    told = score_inputs(firm)
    read = {name: int(told.amount(name)) for name in told.amounts}
    assert read == {
        "total_assets": 1000, "current_assets": 600, "current_liabilities": 380, "working_capital": 220,
        "total_debts": 630, "total_liabilities": 630, "equity": 370, "permanent_capital": 620,
        "retained_earnings": 70, "receivables_and_cash": 450, "sales": 2000, "operating_result": 80,
        "gross_operating_surplus": 120, "value_added": 400, "personnel_charges": 260, "financial_charges": 25,
        "result_before_tax": 55, "net_result": 40,
    }  # fmt: skip


def test_debts_within_a_year_are_the_footnote_where_it_is_filed(typed):
    told = score_inputs(typed(**FIRM, EG=450))
    assert told.amount("current_liabilities") == 450
    assert told.amount("permanent_capital") == 550
    assert told.remarks == ()


def test_a_long_year_is_brought_to_twelve_months_and_balances_are_not(typed):
    told = score_inputs(typed(**FIRM, months=15))
    assert told.amount("sales") == 1600
    assert told.amount("total_assets") == 1000
    assert "score_annualised" in {one.key for one in told.remarks}


def test_provisions_are_liabilities_and_no_debts(typed):
    told = score_inputs(typed(**FIRM | {"DI": 30}, DQ=10))
    assert (told.amount("total_liabilities"), told.amount("total_debts")) == (640, 630)


def test_half_a_year_at_half_the_flows_scores_the_same(typed, firm):
    flows = {code for code in FIRM if code[0] in "FGH"} - {"EH"}
    half = {code: amount / 2 if code in flows else amount for code, amount in FIRM.items()}
    for method in ("conan_holder", "altman_private", "springate", "zmijewski"):
        now, then = score(firm, method=method), score(typed(**half, months=6), method=method)
        assert then.value == pytest.approx(now.value), method


# --- where they say nothing ---------------------------------------------------------------
@pytest.mark.parametrize("method", computed())
def test_every_public_method_is_computed_once_its_amounts_are_known(firm, method):
    found = score(firm, method=method, firm=Firm(market_value=Decimal(700)))
    assert found.value is not None
    assert sum(term.contribution for term in found.terms) + float(methods()[method].constant) == pytest.approx(
        found.value
    )


def test_the_price_of_the_shares_is_never_guessed(firm):
    assert score(firm, method="altman").reason.key == "score_no_market_value"


@pytest.mark.parametrize("method", ["afdcc", "fiben", "bdfi"])
def test_a_score_that_is_not_public_is_never_imitated(firm, method):
    found = score(firm, method=method)
    assert (found.value, found.verdict, found.reason.key) == (None, "not_assessed", "score_not_public")


def test_a_cell_that_is_not_known_is_named(typed):
    bare = typed(BX=100, CF=50, DA=150)
    found = score(bare, method="conan_holder")
    assert found.reason.key == "score_amount_unknown"
    assert "EBE" in found.sentence("fr")


def test_no_debts_no_sales_or_no_value_added_is_not_computable(typed):
    assert score(typed(AT=100, DA=100, FI=10, FW=5), method="conan_holder").reason.key == "score_no_denominator"
    lost = score(typed(**FIRM | {"FW": 900}), method="conan_holder")
    assert lost.value is None
    assert "valeur ajoutée" in lost.sentence("fr")
    assert "value added" in lost.sentence("en")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"form": "K"}, "score_consolidated"),
        ({"form": "B"}, "score_financial"),
        ({"form": "A"}, "score_financial"),
        ({"closing_date": date(2024, 6, 29)}, "score_stale"),
    ],
)
def test_groups_banks_insurers_and_old_accounts_get_no_score(firm, change, reason):
    other = dataclasses.replace(firm, **change)
    assert score(other, method="conan_holder", firm=Firm(as_of=date(2025, 12, 31))).reason.key == reason


def test_accounts_of_eighteen_months_ago_to_the_day_still_count(firm):
    other = dataclasses.replace(firm, closing_date=date(2024, 6, 30))
    assert score(other, method="conan_holder", firm=Firm(as_of=date(2025, 12, 30))).value is not None


@pytest.mark.parametrize(
    ("naf", "reason"), [("64.19Z", "score_financial"), ("65.12Z", "score_financial"), ("64.20Z", "score_holding")]
)
def test_the_activity_tells_a_bank_an_insurer_and_a_holding(firm, naf, reason):
    assert score(firm, method="conan_holder", firm=Firm(naf=naf)).reason.key == reason


def test_half_of_the_balance_sheet_in_other_firms_shares_makes_a_holding(typed):
    held = FIRM | {"AT": (0, 0), "CU": 600, "BT": 0, "BX": 250}
    assert score(typed(**held), method="conan_holder").reason.key == "score_holding"
    some = FIRM | {"AT": (0, 0), "CU": 400}
    assert score(typed(**some), method="conan_holder").value is not None


def test_a_formula_for_industry_says_so_elsewhere(firm):
    told = [{one.key for one in score(firm, method="altman_private", firm=Firm(naf=naf)).cautions} for naf in
            ("25.12Z", "47.11F", "")]  # fmt: skip
    assert ["score_not_industry" in keys for keys in told] == [False, True, False]
    assert ["score_for_industry" in keys for keys in told] == [False, False, True]


# --- zones -------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("method", "value", "zone"),
    [
        ("conan_holder", "16", "risk_below_10"),
        ("conan_holder", "15.999", "risk_10_to_30"),
        ("conan_holder", "9", "risk_10_to_30"),
        ("conan_holder", "8.999", "risk_30_to_65"),
        ("conan_holder", "4", "risk_30_to_65"),
        ("conan_holder", "3.999", "risk_above_65"),
        ("altman_private", "2.9", "uncertain"),
        ("altman_private", "1.23", "uncertain"),
        ("altman_private", "1.229", "distress"),
        ("altman_non_manufacturing", "2.601", "safe"),
        ("altman_emerging", "5.85", "uncertain"),
        ("altman_emerging", "4.349", "distress"),
        ("springate", "0.862", "safe"),
        ("springate", "0.8619", "distress"),
        ("zmijewski", "0", "safe"),
        ("zmijewski", "0.001", "distress"),
    ],
)
def test_a_zone_holds_its_bound(method, value, zone):
    assert methods()[method].zone(Decimal(value)).zone == zone


# --- how it is told -----------------------------------------------------------------------
@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("method", methods())
def test_every_method_is_told_in_both_languages(firm, method, lang):
    found = score(firm, method=method, firm=Firm(market_value=Decimal(700)))
    assert found.title(lang)
    assert found.sentence(lang)
    assert len(found.frame(lang)) == len(found.terms)
    if found.value is not None:
        assert found.zone_label(lang) in found.sentence(lang)
        assert found.domain(lang)


def test_wrong_names_are_refused_with_those_that_exist(firm):
    with pytest.raises(ArgumentError, match="conan_holder"):
        score(firm, method="conan")
    with pytest.raises(ArgumentError, match="total_assets"):
        ScoreInputs.of(assets=3)


# --- scores that others give ----------------------------------------------------------------
def test_a_cotation_is_kept_with_its_day_and_judged_no_further_than_its_maker_does():
    told = GivenScore("fiben", "3+", date(2025, 6, 1))
    assert told.verdict == "good"
    assert "3+" in told.sentence("fr")
    assert "01/06/2025" in told.sentence("fr")
    assert GivenScore("agency", "B2").verdict == "not_assessed"
    assert "undated" in GivenScore("agency", "B2").sentence("en")


def test_a_cotation_outside_its_scale_or_of_nobody_is_refused():
    with pytest.raises(ArgumentError, match="9"):
        GivenScore("fiben", "9")
    with pytest.raises(ArgumentError, match="fiben"):
        GivenScore("somebody", "A")
