"""Stage 1 in figures: functional balance sheet, self-financing, ratios and scores of the company and its customers."""

from datetime import date

import pandas as pd
import pytest

from cashkit.stages.door import review
from cashkit.stages.inform_scores import OWN_TABLES, months_old
from tests.stages.book import book
from tests.stages.ledger import company
from tests.stages.test_inform_customers import GOOD, OPEN, SIREN, filed

WHOLE = GOOD | {"CJ": 390, "BJ": 200, "EC": 310, "DU": 0, "EH": 0, "FL": 3000, "GG": 30}


def scored(cells=WHOLE, *, closing="2024-12-31", months=12, form="C", **customer):
    """Return the review of one customer who owes 1 000 and has filed accounts."""
    told = [{"customer_id": "C1", "name": "Un", "siren": SIREN, "payment_terms": "30"} | customer]
    accounts = filed((closing, cells), form=form).assign(months=months)
    return review("inform", book(OPEN, customers=told, filed_accounts=accounts))


def row(found, table="customer_scores"):
    (one,) = found.tables[table].to_dict("records")
    return one


# --- the company itself -----------------------------------------------------------------
@pytest.fixture(scope="module")
def own():
    return review("inform", company())


def test_the_functional_balance_sheet_ends_with_the_net_cash(own):
    amounts = own.tables["functional_balance"]["amount"].tolist()
    assert amounts[2] == 1265
    assert amounts[5] == pytest.approx(88.5)
    assert amounts[8] == pytest.approx(amounts[2] - amounts[5])


def test_both_routes_lead_to_the_same_self_financing(own):
    steps = own.tables["self_financing"]
    assert steps.groupby("route")["amount"].last().to_dict() == {"from_result": 465.0, "from_surplus": 465.0}


def test_the_ratios_and_the_five_scores_of_the_company_are_told(own):
    assert len(own.tables["ratios"]) == 16
    scores = own.tables["scores"].set_index("label")
    assert len(scores) == 5
    assert scores["sentence"].str.len().min() > 0
    assert own.figure("own_conan_holder").value == pytest.approx(
        scores.loc["Conan-Holder (N)", "score_value"], abs=0.01
    )


def test_the_quartiles_of_a_sector_stand_beside_the_ratio_that_they_are_of(own):
    told = review("inform", company(), sector={"autonomy": (0.181, 0.322, 0.453)}).tables["ratios"]
    changed = told[told["sector_quartiles"] != own.tables["ratios"]["sector_quartiles"]]
    assert len(changed) == 1
    for share in ("18,1", "32,2", "45,3"):
        assert share in changed["sector_quartiles"].iloc[0]


def test_without_value_added_the_score_of_the_company_has_a_reason_and_no_value():
    ruined = review("inform", company({"622000": 4000, "512000": -4000}))
    told = ruined.figure("own_conan_holder")
    assert (told.value, told.reason) == (None, "score_not_computed")
    assert "valeur ajoutée" in told.explain("fr")


def test_without_entries_the_tables_are_there_without_a_row():
    bare = review("inform", book([("F1", "C1", "2025-12-01", "2025-12-31", 100)]))
    assert all(bare.tables[key].empty for key in OWN_TABLES)


# --- its customers --------------------------------------------------------------------------
def test_the_age_and_the_length_of_the_accounts_stand_beside_the_score():
    told = row(scored(months=15, closing="2024-09-30"))
    assert (told["months"], told["accounts_age"]) == (15, 15)
    assert told["conan_holder"] == told["conan_holder"]


def test_a_day_before_the_month_is_full_does_not_count():
    assert months_old(date(2025, 1, 31), date(2025, 3, 30)) == 1
    assert months_old(date(2025, 1, 31), date(2025, 3, 31)) == 2


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"closing": "2024-06-29"}, "18 mois"),
        ({"form": "K"}, "consolidés"),
        ({"naf": "64.20Z"}, "holding"),
        ({"naf": "65.12Z"}, "assurance"),
    ],
)
def test_old_or_consolidated_accounts_holdings_and_insurers_have_a_reason_in_place_of_a_score(change, words):
    told = row(scored(**change))
    assert pd.isna(told["conan_holder"])
    assert words in told["score_zone"]


def test_what_is_open_with_a_low_score_is_counted_and_a_sound_one_is_not():
    sound = scored().figure("open_with_low_score")
    assert (sound.value, sound.inputs["customers_scored"]) == (0, 1)
    slow = {
        "DI": -100,
        "DL": 150,
        "DX": 440,
        "EC": 440,
        "FW": 2900,
        "FY": 150,
        "GR": 50,
        "GU": 50,
        "GG": -50,
        "HN": -100,
    }
    low = scored(WHOLE | slow).figure("open_with_low_score")
    assert (low.value, low.inputs["customers_low"]) == (1000, 1)


def test_nobody_scored_is_not_nobody_at_risk():
    told = scored({"DL": 10, "HN": 1}).figure("open_with_low_score")
    assert (told.value, told.reason) == (None, "nobody_scored")


def test_negative_equity_is_told_beside_a_good_score():
    gone = WHOLE | {"DA": 10, "DI": -80, "DL": -70, "DU": 350, "EC": 660, "HN": 30}
    told = row(scored(gone))["score_zone"]
    assert "négatifs" in told


def test_the_ratios_of_customers_stand_in_a_table_of_their_own():
    told = row(scored(), "customer_ratios")
    assert told["autonomy"] == pytest.approx(280 / 590)
    assert pd.isna(row(scored({"DL": 10, "HN": 1}), "customer_ratios")["autonomy"])
