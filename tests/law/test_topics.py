"""The whole law as dated data: said in both languages, never unsure in silence, never outside its time."""

import ast
import csv
import datetime as dt
import itertools
from decimal import Decimal
from pathlib import Path

import pytest

import cashkit as ck
from cashkit.ground import language
from cashkit.ground.errors import ArgumentError, CashkitError
from cashkit.law.rates import default_rates
from cashkit.law.topics import TABLES, TOPICS, coming, doubts, in_words, last_checked, rules
from cashkit.law.values import history, in_force, legal_values, required

PACKAGE = Path(ck.__file__).parent
TODAY = "2026-11-27"
CHANGES = [
    ("payment_terms", "agreed_maximum", "2019-04-26"),
    ("limitation", "merchant", "2008-06-19"),
    ("limitation", "consumer", "2016-07-01"),
    ("procedures", "small_claims_ceiling", "2020-01-01"),
    ("procedures", "small_claims_merchants", "2026-04-25"),
    ("procedures", "payment_order_service", "2026-09-01"),
    ("invoice_particulars", "tax_retention", "2027-01-01"),
    ("e_invoicing", "issue", "2027-09-01"),
    ("sanctions", "terms_legal_person", "2016-12-11"),
    ("cash_limit", "cash", "2015-09-01"),
    ("deposits", "deposit_vat_goods", "2023-01-01"),
    ("vat_rates", "standard", "2014-01-01"),
]


@pytest.mark.parametrize(("table", "key", "first"), CHANGES)
def test_the_day_before_a_change_the_old_rule_holds_and_that_day_the_new_one(table, key, first):
    day = dt.date.fromisoformat(first)
    before, after = (required(table, key, one) for one in (day - dt.timedelta(days=1), day))
    assert (before.written, before.article) != (after.written, after.article)
    assert (before.valid_to, after.valid_from) == (day - dt.timedelta(days=1), day)


@pytest.mark.parametrize("table", TABLES)
def test_a_rule_has_no_gap_and_no_overlap_in_its_history(table):
    for key in {value.key for value in legal_values(table)}:
        known = history(table, key)
        for before, after in itertools.pairwise(known):
            assert before.valid_to + dt.timedelta(days=1) == after.valid_from, key
        assert all(value.article and (value.valid_to is None or value.valid_from <= value.valid_to) for value in known)


def test_a_day_before_a_rule_is_refused_with_what_is_known():
    with pytest.raises(CashkitError, match=r"01/01/2013"), language.use("en"):
        required("late_payment", "recovery_indemnity", "2012-12-31")
    assert required("late_payment", "recovery_indemnity", "2013-01-01").value == 40


@pytest.mark.parametrize("day", ["2024-12-31", "2029-01-01"])
def test_a_day_outside_a_trial_is_refused_with_both_its_bounds(day):
    with pytest.raises(CashkitError) as refused:
        required("procedures", "court_contribution_threshold", day)
    assert "01/01/2025" in refused.value.say("en")
    assert "31/12/2028" in refused.value.say("fr")


@pytest.mark.parametrize("day", ["2025-01-01", "2028-12-31"])
def test_a_trial_holds_on_its_first_and_on_its_last_day(day):
    assert required("procedures", "court_contribution_threshold", day).value == 50_000


UNSURE = [
    (table, value.key, str(value.valid_from)) for table in TABLES for value in legal_values(table) if value.mark == "U"
]


@pytest.mark.parametrize(("table", "key", "day"), UNSURE)
def test_an_unsure_value_is_given_only_to_who_accepts_it(table, key, day):
    for ask in (in_force, required):
        with pytest.raises(ArgumentError, match="accept_unsure"):
            ask(table, key, day)
        assert ask(table, key, day, accept_unsure=True).mark == "U"


def test_every_unsure_value_says_why_it_matters():
    held = {(one.key, str(one.valid_from)) for one in doubts("2026-12-31")}
    assert {(f"{table}.{key}", day) for table, key, day in UNSURE} <= held


def test_every_doubt_has_its_words_and_every_word_its_doubt():
    with (PACKAGE / "law" / "doubts.csv").open(encoding="utf-8", newline="") as file:
        keys = [row["key"] for row in csv.DictReader(file)]
    assert sorted(keys) == sorted(language.table("law_doubts"))
    assert {key.partition(".")[0] for key in keys} <= set(TOPICS)
    assert all(row[f"why_{lang}"] for row in language.table("law_doubts").values() for lang in language.LANGUAGES)


def asked(source):
    """Yield every legal value that a module asks for by its name: table, key, whether it accepts what is unsure."""
    for node in ast.walk(ast.parse(source)):
        name = getattr(node.func, "id", getattr(node.func, "attr", "")) if isinstance(node, ast.Call) else ""
        if name in {"in_force", "required"} and len(node.args) > 1:
            named = [one.value if isinstance(one, ast.Constant) else None for one in node.args[:2]]
            yield (*named, any(keyword.arg == "accept_unsure" for keyword in node.keywords))


def test_no_module_asks_for_an_unsure_value_without_saying_so():
    unsure = {(table, key) for table, key, _ in UNSURE}
    wrong = [
        (path.name, table, key)
        for path in PACKAGE.rglob("*.py")
        for table, key, accepts in asked(path.read_text(encoding="utf-8"))
        if (table, key) in unsure and not accepts
    ]
    assert wrong == []


def test_the_tables_read_whole_by_a_measure_hold_nothing_unsure():
    assert {table for table, _, _ in UNSURE}.isdisjoint({"vat_rates", "limitation", "insolvency"})
    assert not {"agreed_maximum", "end_of_month_maximum"} & {key for _, key, _ in UNSURE}


@pytest.mark.parametrize("lang", language.LANGUAGES)
@pytest.mark.parametrize("table", TABLES)
def test_every_value_is_said_in_words(table, lang):
    for value in legal_values(table):
        assert language.say(f"law_values.{table}.{value.key}", lang)
        said = in_words(value, lang)
        assert said
        assert "_" not in said


def test_no_word_stands_for_a_rule_that_is_gone():
    rates = {"rates.ecb_rate", "rates.default_late_rate", "rates.legal_rate", "rates.contract_floor"}
    known = {f"{table}.{value.key}" for table in TABLES for value in legal_values(table)} | rates
    told = {key for key in language.table("law_values") if not key.startswith(("topic.", "mark."))}
    assert told == known | {"rates.consumer_legal_rate"}


# --- half-years -------------------------------------------------------------------------------
@pytest.mark.parametrize("day", ["2024-03-01", "2024-09-01"])
def test_in_2024_the_floor_of_a_contract_rate_was_above_the_default_rate(day):
    half = default_rates().half_year(day)
    assert half.contract_floor > half.default_late_rate
    shown = {rule.value.key: rule.value.value for rule in rules(day, "rates")}
    assert shown["contract_floor"] > shown["default_late_rate"]


def test_the_second_half_of_2026_bears_12_40_and_a_floor_of_8_25():
    shown = {rule.value.key: rule.value.value for rule in rules("2026-07-01", "rates")}
    assert shown["default_late_rate"] == Decimal("12.40")
    assert (shown["ecb_rate"], shown["contract_floor"]) == (Decimal("2.40"), Decimal("8.25"))
    assert {rule.value.value for rule in rules("2026-06-30", "rates")} >= {Decimal("12.15"), Decimal("7.86")}


def test_the_rates_of_a_half_year_that_nobody_knows_are_refused():
    with pytest.raises(ArgumentError, match=r"31/12/2026"):
        rules("2027-01-01", "rates")


def test_the_secondary_source_of_a_rate_is_told_while_it_counts():
    assert [one.key for one in doubts("2026-07-01", "rates")] == ["rates.ecb_rate"]
    assert doubts("2026-06-30", "rates") == ()


# --- what is asked ----------------------------------------------------------------------------
def test_the_law_of_a_day_is_a_table_by_topic():
    frame = ck.law_in_force(TODAY, lang="en")
    assert list(dict.fromkeys(frame["topic"])) == list(TOPICS)
    assert not frame.duplicated(["topic", "key"]).any()
    assert (frame["valid_from"] <= TODAY).all()
    assert frame.loc[frame["mark"] == "U", "key"].tolist() == [key for _, key, _ in UNSURE]


def test_what_comes_within_a_year_is_told_apart_from_what_holds():
    soon = {rule.value.key for rule in coming(TODAY, "invoice_particulars")}
    assert soon == {
        "buyer_siren_small",
        "delivery_address_small",
        "category_small",
        "vat_on_debits_small",
        "tax_retention",
    }
    for day, told in (("2025-08-31", False), ("2025-09-01", True), ("2026-08-31", True), ("2026-09-01", False)):
        keys = {rule.value.key for rule in coming(day, "procedures")}
        assert ("payment_order_service" in keys) is told


def test_an_unknown_topic_and_a_day_before_all_law_are_refused():
    with pytest.raises(ArgumentError, match="late_payment"):
        rules(TODAY, "penalties")
    with pytest.raises(ArgumentError, match="16/03/1804"):
        rules("1804-03-15")


def test_no_value_was_checked_after_the_last_check():
    assert all(value.checked_on <= last_checked() for table in TABLES for value in legal_values(table))
