"""How far the data can be trusted: grades of the stages at their bounds, and what to ask for, by euros."""

import csv
import dataclasses
import datetime as dt
from importlib import resources

import pandas as pd
import pytest

import cashkit as ck
from cashkit.dossier.dossier import Dossier, SourceFile
from cashkit.dossier.findings import data_finding
from cashkit.dossier.quality import Identity, Owed, Quality, Settled
from cashkit.dossier.tables import TABLES
from cashkit.stages.asks import Ask, Lacks, asks, wanted
from cashkit.stages.grades import GRADES, grade, rules, shares
from cashkit.stages.trust import NINE, trust
from cashkit.stages.trust_tables import trust_tables
from tests.stages.book import AS_OF, book

DUE = ("F1", "C1", "2025-11-01", "2025-12-01", 100)
DAY = dt.date(2025, 12, 31)
NO_DUE = ("F1", "C1", "2025-11-01", None, 100)
ALL = {"used": 1.0, "real_due": 1.0, "known_customers": 1.0, "dated": 1.0, "lettered": 1.0, "siren": 1.0}


def of(*invoices, **tables):
    return trust(book(list(invoices), **tables), as_of=AS_OF)


def test_recovery_on_due_dates_that_are_all_assumed_is_assessed_in_part():
    found = of(NO_DUE).grade("recovery")
    assert (found.grade, [one.measure for one in found.short]) == ("partly", ["real_due"])
    assert "0 % de l'encours (90 % attendus)" in found.told("fr").replace("\u00a0", " ")


@pytest.mark.parametrize("stage", ["credit_line", "account", "order", "delivery"])
def test_a_stage_that_nothing_feeds_is_not_assessed(stage):
    assert of(DUE).grade(stage).grade == "not"
    assert of(DUE).grade(stage).missing


def test_the_sample_is_enough_for_every_stage():
    found = trust(ck.open_dossier("sample"), as_of=AS_OF)
    assert {one.stage: one.grade for one in found.grades} == dict.fromkeys(NINE, "enough")


@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("rule", [rule for stage in NINE for rule in rules(stage) if rule.measure != "fed"])
def test_a_bound_belongs_to_the_better_grade(rule, share):
    assert rule.grade(rule.enough) == "enough"
    assert rule.grade(rule.enough - 1e-9) == "partly"
    assert rule.grade(rule.partly) != "not"
    assert rule.partly == 0 or rule.grade(rule.partly - 1e-9) == "not"
    assert rule.grade(share) in GRADES


@pytest.mark.parametrize(
    ("measure", "share", "expected"),
    [
        ("known_customers", 0.95, "enough"),
        ("known_customers", 0.9499, "partly"),
        ("known_customers", 0.50, "partly"),
        ("known_customers", 0.4999, "not"),
        ("used", 0.4999, "not"),
        ("real_due", None, "enough"),
    ],
)
def test_the_worst_measure_is_the_grade_and_a_measure_of_nothing_does_not_count(measure, share, expected):
    frame = pd.DataFrame({"dispute_id": ["D1"], "invoice_id": ["F1"], "opened_on": ["2025-12-05"], "owner": ["x"]})
    full = {"disputes": frame, "reminders": reminders(), "contacts": contacts()}
    assert grade("recovery", book([DUE], **full), ALL | {measure: share}).grade == expected


def reminders():
    return pd.DataFrame({"reminder_id": ["R1"], "customer_id": ["C1"], "sent_on": ["2025-12-10"], "level": [1]})


def contacts():
    return pd.DataFrame({"contact_id": ["N1"], "customer_id": ["C1"], "on": ["2025-12-10"], "signal": ["process"]})


def test_every_stage_has_rules_and_every_rule_a_measure_that_is_taken():
    with resources.files("cashkit.stages").joinpath("grades.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert {row["stage"] for row in rows} == set(NINE)
    assert {row["measure"] for row in rows} == {"fed", "points", *ALL}
    assert all(sum(row["measure"] == "fed" for row in rows if row["stage"] == stage) == 1 for stage in NINE)
    assert {one for row in rows for one in row["sources"].split()} <= {*TABLES, "due_dates"}


def test_what_to_ask_for_is_ranked_by_euros():
    found = Quality(
        Owed(total=90_000, late=20_000, due_known=50_000, undated=30_000, nobody=10_000),
        Settled(lettered=1, by_rule=70_000, unapplied=5_000, unidentified=6_000),
        Identity(3, 90_000, 1, 80_000),
    )
    assert [(one.key, one.cents) for one in asks(found, Lacks())] == [
        ("lettering", 70_000),
        ("due_dates", 40_000),
        ("openings", 30_000),
        ("customer_codes", 10_000),
        ("siren", 10_000),
        ("unidentified", 6_000),
        ("unapplied", 5_000),
    ]


def test_equal_euros_keep_the_order_of_the_table():
    keys = [one.key for one in of(NO_DUE).asks if one.cents == 10_000]
    assert keys == [one.ask for one in wanted() if one.ask in keys]
    assert keys[:2] == ["due_dates", "siren"]


def test_books_of_which_four_fifths_are_matched_are_not_asked_to_match_the_rest():
    matched, short = Settled(lettered=80, by_rule=20), Settled(lettered=79, by_rule=21)
    assert [one.key for one in asks(Quality(Owed(), matched, Identity()), Lacks())] == []
    assert [one.key for one in asks(Quality(Owed(), short, Identity()), Lacks())] == ["lettering"]


@pytest.mark.parametrize("lacks", [Lacks(refused=3), Lacks(unbalanced=1)])
def test_a_file_that_lost_lines_or_does_not_balance_is_asked_for_first_and_concerns_all_that_is_owed(lacks):
    found = asks(Quality(Owed(total=9_000, due_known=0), Settled(), Identity()), lacks)
    assert [(one.key, one.cents) for one in found] == [("complete_file", 9_000), ("due_dates", 9_000)]
    assert (f"{lacks.refused} ligne") in found[0].told("fr").replace("\u00a0", " ")


def test_tables_concern_what_they_would_explain():
    late, current = ("F1", "C1", "2025-11-01", "2025-12-01", 100), ("F2", "C1", "2025-12-20", "2026-01-20", 7)
    cents = {one.key: one.cents for one in of(late, current).asks}
    assert cents == {"siren": 10_700, "follow_up": 10_000, "filed_accounts": 10_000, "cycle": 700}


def test_on_an_engine_where_due_dates_come_from_is_not_known_and_does_not_count():
    found = Quality(Owed(total=100), Settled(), Identity())
    measured = shares(found)
    assert measured["real_due"] is None
    assert "real_due" not in {one.measure for one in grade("recovery", book([DUE]), measured).short}


def test_the_columns_that_a_customer_file_lacks_are_asked_for_once_it_has_sirens():
    customers = pd.DataFrame({"customer_id": ["C1"], "name": ["Un"], "siren": ["552100554"]})
    keys = {one.key: one for one in of(DUE, customers=customers).asks}
    assert "siren" not in keys
    told = keys["customer_file"].what("fr").partition(":")[2].strip().split(", ")
    assert (len(told), told[0], "IBAN" in told) == (6, "ligne de crédit", True)


def test_lines_that_cannot_be_read_are_lost_and_documents_of_others_are_not():
    source = SourceFile("a.txt", "0" * 64, 20, 8, 12, 9)
    unread = data_finding("L07", field="Debit", value="x", count=12, refused=12, lines="1")
    others = data_finding("I15", file="a.pdf", value="F1", name="x", count=12)
    beside = data_finding("U03", file="d.csv", line=2, value="F1", first=1, one=DAY, other=DAY)
    lost = {one.code: trust(with_finding(one, source), as_of=AS_OF) for one in (unread, others, beside)}
    assert {code: found.grade("recovery").grade for code, found in lost.items()} == {
        "L07": "not",
        "I15": "partly",
        "U03": "partly",
    }
    assert [code for code, found in lost.items() if "complete_file" in {one.key for one in found.asks}] == ["L07"]


def with_finding(found, source):
    return dataclasses.replace(book([DUE]), sources=(source,), found=(found,))


def test_tables_that_are_there_are_not_asked_for():
    full = {"disputes": pd.DataFrame({"dispute_id": ["D1"], "invoice_id": ["F1"], "opened_on": ["2025-12-05"]})}
    (asked,) = [one for one in of(DUE, **full).asks if one.key == "follow_up"]
    assert {point.table for point in asked.lacking} == {"reminders", "promises", "contacts"}


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_ask_grade_and_effect_is_told_in_both_languages(lang):
    told = [one.told(lang) for one in of(NO_DUE).asks]
    told += [Ask(one.ask, 12_345).told(lang) for one in wanted()]
    told += [one.told(lang) for one in of(NO_DUE).grades] + [one.label(lang) for one in of(NO_DUE).grades]
    told += [figure.explain(lang) for figure in of(NO_DUE).shares]
    assert all(text and "{" not in text for text in told)


def test_an_empty_dossier_is_not_enough_for_anything_and_asks_nothing_absurd():
    frame = pd.DataFrame({"invoice_id": [], "customer_id": [], "kind": [], "issue_date": [], "amount": []})
    found = trust(Dossier.of(name="case", invoices=frame, closing_date=AS_OF), as_of=AS_OF)
    assert {one.grade for one in found.grades} == {"not"}
    assert all(one.cents == 0 for one in found.asks)
    assert [one.value for one in found.shares if one.unit == "rate"] == [None] * 6


def test_five_things_are_shown_and_the_least_euros_left_out():
    found = trust(book([NO_DUE, ("F2", "C1", "2025-12-20", None, 70)], [("P1", "C2", "2025-12-05", 7)]), as_of=AS_OF)
    assert [one.cents for one in found.asks] == [17_000, 17_000, 10_000, 10_000, 7_000, 700]
    assert trust_tables(found)["asks"]["concerned"].tolist() == [170, 170, 100, 100, 70]


def test_the_table_of_effects_ends_with_what_the_receivables_tell():
    unused = ("P1", "C1", "2025-12-05", 7)
    frame = trust_tables(trust(book([], [unused]), as_of=AS_OF))["data_effects"]
    assert frame[["effect", "code", "count", "concerned"]].to_numpy().tolist() == [
        ["told", "R04", 1, 7.0],
        ["told", "R09", 1, 7.0],
    ]


def test_what_was_refused_repaired_and_assumed_stands_apart():
    found = of(NO_DUE, ("F2", "C1", "2025-11-01", None, 1.005))
    assert [one.code for one in found.assumed] == ["R08"]
    assert [one.code for one in found.repaired] == ["D07"]
    assert found.refused == ()
    assert [one.code for one in found.receivable_codes] == ["R08"]
