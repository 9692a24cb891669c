"""Stage 10: what nine reviews come to, on reviews written by hand."""

import dataclasses
from datetime import date
from decimal import Decimal

import pandas as pd
import pytest

from cashkit.dossier.dossier import SourceFile
from cashkit.dossier.findings import Figure, Finding, NotAssessed
from cashkit.ground import language
from cashkit.stages.door import reviews
from cashkit.stages.review import STAGES, Review
from cashkit.stages.synthesis import assess
from cashkit.views import table
from tests.stages.book import book
from tests.stages.ledger import company

DAY = date(2025, 12, 31)
ONE_INVOICE = book([("F1", "C1", "2025-12-01", "2025-12-20", 100)])
USUAL = {
    "inform": {"net_result": Decimal(1000)},
    "collection": {"dso_period": 60.0, "dso_best_possible": 40.0, "days_overdue": 20.0, "day_of_customers": Decimal(30)}
    | {"unapplied_credits": Decimal(0)},
    "recovery": {"overdue": Decimal(600), "overdue_rate": 0.30, "customers_overdue": 4, "gross_open": Decimal(2000)}
    | {"default_due_share": 0.0},
    "impact": {"not_written_down": Decimal(0), "sales_to_recover_operating": Decimal(5000)},
}


def nine(verdicts=None, found=None, missing=None, **changed):
    """Return nine reviews with the usual figures, some of them changed: recovery={"overdue": None}."""
    made = {}
    for stage in STAGES[:-1]:
        values = USUAL.get(stage, {}) | changed.get(stage, {})
        figures = tuple(one_figure(key, value) for key, value in values.items())
        verdict = (verdicts or {}).get(stage, "good" if stage in USUAL else "not_assessed")
        points = tuple(
            NotAssessed(point, of, columns, gain) for point, of, columns, gain in (missing or {}).get(stage, ())
        )
        made[stage] = Review(
            stage, DAY, figures, tuple((found or {}).get(stage, ())), missing=points, verdict=verdict,
            reason="stages.impact_nothing" if stage == "impact" else "",
        )  # fmt: skip
    return made


def one_figure(key, value):
    inputs = {"loss": Decimal(500), "operating_margin": Decimal("0.1")} if key == "sales_to_recover_operating" else {}
    return Figure(key, value, "days" if "d" in key[:1] and "day_" not in key else "eur", inputs)


def synthesis(dossier=ONE_INVOICE, **options):
    return assess(dossier, DAY, nine(**options))


def fault(code, kind, amount, key="F1"):
    return Finding(
        code,
        "error",
        "customers",
        key,
        key,
        kind,
        Decimal(amount),
        params={"days": 1, "owed": Decimal(1), "day": DAY, "name": key, "cover": "views.cover.none"},
    )


# --- one sentence ----------------------------------------------------------------
@pytest.mark.parametrize(
    ("result", "rate", "share", "reason"),
    [
        (1000, 0.15, 0.0, "profit_late"),
        (1000, 0.1499, 0.0, "profit_sound"),
        (-1000, 0.15, 0.0, "loss_late"),
        (-1, 0.10, 0.0, "loss_sound"),
        (0, 0.10, 0.0, "profit_sound"),
        (1000, 0.30, 0.50, "profit_late"),
        (1000, 0.30, 0.51, "profit_late_assumed"),
        (-1000, 0.10, 0.90, "loss_sound_assumed"),
    ],
)
def test_the_sentence_tells_result_lateness_and_the_reserve_on_due_dates(result, rate, share, reason):
    found = synthesis(
        inform={"net_result": Decimal(result)}, recovery={"overdue_rate": rate, "default_due_share": share}
    )
    assert found.reason == f"stages.synthesis_{reason}"
    for lang in ("fr", "en"):
        assert "600" in language.say(found.reason, lang, **found.params)


def test_a_loss_is_told_without_its_sign():
    found = synthesis(inform={"net_result": Decimal(-1000)})
    assert found.params["result"] == 1000


def test_nothing_overdue_is_said_with_what_is_still_to_come_in():
    found = synthesis(recovery={"overdue": Decimal(0), "overdue_rate": 0.0})
    assert found.reason == "stages.synthesis_none_overdue"
    assert found.params == {"open": 2000, "day": 30}


def test_without_the_value_of_a_day_or_the_result_the_sentence_does_without():
    assert synthesis(collection={"day_of_customers": None}).reason == "stages.synthesis_overdue"
    assert synthesis(inform={"net_result": None}).reason == "stages.synthesis_headline"


def test_without_overdue_the_sentence_counts_the_stages_assessed():
    found = synthesis(recovery={"overdue_rate": None})
    assert (found.reason, found.params) == ("stages.synthesis_nothing", {"assessed": 4})


# --- five figures ----------------------------------------------------------------
def test_the_cash_within_reach_is_half_of_the_days_overdue():
    assert synthesis().figure("cash_within_reach").value == 300  # 10 days of 30 €
    assert synthesis(collection={"days_overdue": None}).figure("cash_within_reach").value is None


def test_there_are_five_figures_each_with_a_target_and_a_meaning():
    found = synthesis()
    assert [one.key for one in found.figure_records] == [
        "overdue", "dso_period", "cash_within_reach", "not_written_down", "sales_to_recover_operating",
    ]  # fmt: skip
    told = found.tables["five_figures"]
    assert told["figure"].tolist()[0] == "Échu"
    assert told["value"].tolist()[0] == "600\u00a0€ · 30\u00a0%"
    assert "20 jours" in told["so_what"][1].replace("\u00a0", " ")
    assert (told.drop(columns="last_year") != "–").all(axis=None)
    assert set(told["last_year"]) == {"–"}  # one invoice of December: nothing is known of last year


def test_receipts_expected_take_the_fifth_place_and_say_what_the_lowest_cash_would_need():
    reviews = nine(collection={"receipts_expected": Decimal(1_456_129)})
    band = {"forecast_low": Decimal(1_348_757), "forecast_high": Decimal(1_563_502), "forecast_level": 0.8}
    *others, coming = reviews["collection"].figure_records
    told = (*others, dataclasses.replace(coming, inputs=band))
    reviews["collection"] = dataclasses.replace(reviews["collection"], figure_records=told)
    found = assess(ONE_INVOICE, DAY, reviews)
    assert [one.key for one in found.figure_records][4:] == ["receipts_expected"]
    row = found.tables["five_figures"].iloc[4]
    assert (row["value"], row["target"]) == ("1,46\u00a0M€", "au moins 1,35\u00a0M€")
    assert "solde bancaire" in row["so_what"]


def test_without_a_forecast_the_sales_to_recover_keep_their_place():
    found = synthesis(collection={"receipts_expected": None})
    assert found.figure_records[4].key == "sales_to_recover_operating"


def test_a_figure_that_is_not_computable_has_no_target():
    told = synthesis(collection={"dso_period": None}).tables["five_figures"].set_index("figure")
    assert told.loc["DSO dans les comptes (365 jours)", ["target", "so_what"]].tolist() == ["–", "–"]


def test_the_sales_to_make_are_an_example_where_nothing_was_lost():
    def told(lost):
        return synthesis(impact={"losses": Decimal(lost)}).tables["five_figures"]["so_what"].tolist()[-1]

    assert "exemple" in told(0)
    assert "exemple" not in told(1)


def test_a_figure_that_no_stage_knows_is_left_out_and_the_page_says_what_the_fifth_needs():
    only = {stage: one for stage, one in nine().items() if stage != "impact"}
    made = assess(ONE_INVOICE, DAY, only)
    assert [one.key for one in made.figure_records] == ["overdue", "dso_period", "cash_within_reach", "lowest_cash"]
    assert "FEC" in made.tables["five_figures"]["so_what"].iloc[-1]


# --- nine verdicts -----------------------------------------------------------------
def test_every_stage_has_a_verdict_and_a_fact():
    lacking = {"order": [("order_elements", "orders", (), "gain_orders")]}
    told = synthesis(missing=lacking).tables["nine_verdicts"].set_index("stage")
    assert told.index.tolist() == list(STAGES[:-1])
    assert "commandes" in told.loc["order", "fact"]
    assert told.loc["impact", "fact"] == language.say("stages.impact_nothing")
    assert told.loc["account", "fact"] == language.say("report.not_assessed")


@pytest.mark.parametrize(
    ("verdicts", "worst"),
    [
        ({}, "good"),
        ({"impact": "watch"}, "watch"),
        ({"impact": "watch", "recovery": "bad"}, "bad"),
        (dict.fromkeys(STAGES, "not_assessed"), "not_assessed"),
    ],
)
def test_the_verdict_of_the_whole_is_the_worst_that_was_given(verdicts, worst):
    assert synthesis(verdicts=verdicts).verdict == worst


# --- cases ---------------------------------------------------------------------------
def test_kinds_are_never_ranked_with_each_other():
    found = {
        "collection": [fault("allowance_missing", "cash_late", 90_000)],
        "impact": [fault("allowance_missing", "loss", 10), fault("write_off_without_trace", "exposure", 70_000)],
        "recovery": [fault("allowance_missing", "loss", 20)],
    }
    told = synthesis(found=found).tables["cases_by_amount"]
    assert told["kind"].tolist() == ["loss", "loss", "cash_late", "exposure"]
    assert told["amount_at_stake"].tolist() == [20, 10, 90_000, 70_000]
    assert told["stage"].tolist() == ["recovery", "impact", "collection", "impact"]


def test_the_eight_dearest_cases_of_a_kind_are_shown():
    found = {"impact": [fault("allowance_missing", "loss", amount, key=f"C{amount}") for amount in range(1, 10)]}
    told = synthesis(found=found).tables["cases_by_amount"]
    assert told["amount_at_stake"].tolist() == list(range(9, 1, -1))


# --- decisions --------------------------------------------------------------------------
def decided(**options):
    return synthesis(**options).tables["decisions"]


def words(key):
    return language.say(f"stages.decide_{key}")


def test_a_decision_is_called_for_by_its_figure():
    assert decided()["decision"].tolist() == [words("stop_rule")]
    assert decided()["amount"].tolist() == [600]
    assert decided(recovery={"overdue_rate": 0.1499}).empty


BOUNDS = {
    "write_down": ("impact", "not_written_down", Decimal("0.01"), Decimal(0)),
    "answer_disputes": ("recovery", "disputed_overdue", Decimal("0.01"), Decimal(0)),
    "match_first": ("collection", "unapplied_credits", Decimal("150.01"), Decimal(150)),
    "due_dates": ("recovery", "default_due_share", 0.51, 0.50),
}


@pytest.mark.parametrize("decision", BOUNDS)
def test_the_bound_of_each_decision(decision):
    stage, key, calls, does_not = BOUNDS[decision]
    assert words(decision) in decided(**{stage: {key: calls}})["decision"].tolist()
    assert words(decision) not in decided(**{stage: {key: does_not}})["decision"].tolist()


def test_three_decisions_are_shown_rules_first():
    told = decided(
        impact={"not_written_down": Decimal(9)},
        recovery={"disputed_overdue": Decimal(5), "default_due_share": 1.0},
        collection={"unapplied_credits": Decimal(500)},
    )
    assert told["decision"].tolist() == [words("stop_rule"), words("answer_disputes"), words("write_down")]
    assert told["number"].tolist() == [1, 2, 3]


def test_missing_tables_are_asked_for_when_there_is_room():
    lacking = {"order": [("order_elements", "orders", (), "gain_orders")]}
    told = decided(missing=lacking)
    assert told["decision"].tolist() == [words("stop_rule"), words("complete_the_dossier")]
    assert told["amount"].isna().tolist() == [False, True]


# --- in 90 days, and what to ask for --------------------------------------------------------
def test_the_goal_in_90_days_is_half_of_the_way_to_half_of_the_lateness():
    told = synthesis().tables["ninety_days"].set_index("goal")
    assert told.loc["lateness"].tolist() == ["20\u00a0jours", "15\u00a0jours"]
    assert told.loc["dso_period"].tolist() == ["60\u00a0jours", "55\u00a0jours"]
    assert told.loc["overdue"].tolist() == ["600\u00a0€", "450\u00a0€"]
    assert told.loc["cash", "in_90_days"] == "150\u00a0€"


def test_without_lateness_there_is_no_goal():
    assert synthesis(collection={"days_overdue": None}).tables["ninety_days"].empty
    assert synthesis(collection={"days_overdue": 0.0}).tables["ninety_days"].empty


def test_what_to_ask_for_is_told_table_by_table_the_most_useful_first():
    lacking = {
        "credit_line": [("limits_by_rule", "customers", ("credit_limit",), "gain_limits")],
        "account": [("doubles", "customers", ("siret", "credit_limit"), "gain_doubles")],
        "order": [("order_elements", "orders", (), "gain_orders")],
    }
    told = synthesis(missing=lacking).tables["to_ask_for"]
    assert [label.partition("(")[2] for label in told["table"]] == ["customers)", "orders)"]
    assert told["columns"].tolist() == ["ligne de crédit, SIRET", ""]
    assert told["stages"][0] == "Ligne de crédit, Compte client"


def test_one_table_that_many_points_want_is_asked_for_in_a_few_words():
    """Each stage tells the first thing that it would gain, and no more than eight columns are named."""
    wanted = [
        "siren",
        "siret",
        "vat_number",
        "group_id",
        "address",
        "postcode",
        "email",
        "iban",
        "credit_limit",
        "city",
    ]
    lacking = {
        "credit_line": [
            ("limits_by_rule", "customers", ("credit_limit",), "gain_limits"),
            ("groups", "customers", tuple(wanted), "gain_groups"),
        ],
        "account": [("doubles", "customers", ("siret",), "gain_doubles")],
    }
    told = synthesis(missing=lacking).tables["to_ask_for"].iloc[0]
    assert told["columns"].startswith("ligne de crédit, SIRET, SIREN, ")
    assert told["columns"].endswith(" et 2 autres (voir chaque étape)")
    gains = [language.say(f"points.{gain}", "fr") for gain in ("gain_limits", "gain_doubles")]
    assert told["gain"] == language.say("views.list_joint", "fr").join(gains)


# --- how far the data go ----------------------------------------------------------------------
def checked(dossier):
    return synthesis(dossier).tables["reliability"].set_index("check")["verdict"].to_dict()


@pytest.mark.parametrize(("refused", "verdict"), [(0, "good"), (10, "watch"), (11, "bad")])
def test_refused_lines_are_to_watch_up_to_one_in_a_hundred(refused, verdict):
    source = SourceFile("a.txt", "0" * 64, 1000, 1000 - refused, refused, 9)
    assert checked(dataclasses.replace(ONE_INVOICE, sources=(source,)))["lines"] == verdict


def test_a_dossier_of_tables_has_no_lines_to_check():
    assert "lines" not in checked(ONE_INVOICE)


@pytest.mark.parametrize(("amount", "verdict"), [(80, "good"), (79.99, "watch"), (50, "watch"), (49.99, "bad")])
def test_what_was_matched_by_somebody_is_told_from_what_reading_matched(amount, verdict):
    dossier = book(
        [("F1", "C1", "2025-11-01", "2025-12-01", amount), ("F2", "C1", "2025-11-02", "2025-12-02", 100 - amount)],
        [("P1", "C1", "2025-12-05", amount), ("P2", "C1", "2025-12-06", 100 - amount)],
        [("P1", "F1", amount, "2025-12-05")],
    )
    assert checked(allocated(dossier, amount))["matching"] == verdict


def allocated(dossier, amount):
    """Return the dossier as a reader hands it on: what somebody matched, and what the fallback did."""
    rows = [("P1", "F1", amount, "lettering:amount"), ("P2", "F2", 100 - amount, "fallback:amount")]
    frame = pd.DataFrame(rows, columns=["credit_id", "invoice_id", "amount", "method"]).assign(allocated_on=DAY)
    return dataclasses.replace(dossier, frames={**dossier.frames, "allocations": lambda: frame})


@pytest.mark.parametrize(
    ("assumed", "verdict"), [(0, "good"), (10, "good"), (10.01, "watch"), (50, "watch"), (50.01, "bad")]
)
def test_assumed_due_dates_weigh_by_amount(assumed, verdict):
    rows = [("F1", "C1", "2025-11-01", "2025-12-01", 100 - assumed)]
    if assumed:
        rows.append(("F2", "C1", "2025-11-02", None, assumed))
    assert checked(book(rows))["due_dates"] == verdict


def test_findings_about_the_data_are_counted_by_severity():
    doubled = book([("F1", "C1", "2025-12-01", "2025-12-20", 100), ("F1", "C1", "2025-12-01", "2025-12-20", 100)])
    counts = synthesis(doubled).tables["data_findings"].set_index("severity")["count"]
    assert counts["error"] == 1
    assert checked(doubled)["findings"] == "watch"
    assert checked(ONE_INVOICE)["findings"] == "good"


# --- the whole ----------------------------------------------------------------------------------
@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("dossier", [company(), ONE_INVOICE, book([])], ids=["books", "one invoice", "empty"])
def test_it_ends_and_speaks_both_languages_whatever_the_dossier(dossier, lang):
    with language.use(lang):
        found = reviews(dossier, as_of=DAY)["synthesis"]
        assert "{" not in language.say(found.reason, lang, **found.params)
        for key, frame in found.tables.items():
            shown = table(frame, lang, caption=key)
            assert shown.caption != key or key == "data_findings"
            assert not set(shown.headings) & set(frame.columns)
