"""The first page of the report: what a managing director reads, on one sheet, in at most 400 words."""

import datetime as dt
import html
import re
from dataclasses import replace

import pandas as pd
import pytest

from cashkit.ground import language
from cashkit.publish import context, report
from cashkit.publish.first_page import TABLES, first_page
from cashkit.stages.review import STAGES, Review

DAY = dt.date(2025, 12, 31)
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
LONG = "Constructions et Menuiseries du Vaucluse SARL\u00a0: désigner un responsable par litige"


def synthesis(**changed):
    """Return a synthesis as full as a page may be: every row there, and names as long as they come."""
    days = pd.Timestamp("2026-01-09")
    tables = {
        "page_lines": pd.DataFrame(
            [("on_top", "Les clients gardent l'argent : 590 k€."), ("trust", "fiabilité : bonne")],
            columns=["line_key", "sentence"],
        ),
        "five_figures": pd.DataFrame(
            [("DSO retraité", "71,1 jours", "60 jours", "42,3 jours", "factor et escompte masquent 11,5 jours")] * 5,
            columns=["figure", "value", "last_year", "target", "so_what"],
        ),
        "nine_verdicts": pd.DataFrame(
            [(stage, "watch", "12 factures échues jamais relancées (47 k€)") for stage in STAGES[:-1]],
            columns=["stage", "verdict", "fact"],
        ),
        "cases_to_act": pd.DataFrame(
            [("loss", LONG, 19_200.0, 64_200.0 if n else float("nan"), "credit", days) for n in range(8)],
            columns=["kind", "to_do", "amount_at_stake", "within", "who", "due_by"],
        ),
        "decisions": pd.DataFrame(
            {"decision": ["Tout litige a un responsable le jour même et une réponse sous 10 jours."] * 3}
        ),
        "ninety_days": pd.DataFrame(
            [("overdue", "590 k€", "488 k€"), ("dso_restated", "71,1 jours", "67,9 jours")],
            columns=["goal", "today", "in_90_days"],
        ),
        "six_sentences": pd.DataFrame(
            [("dso", "Le DSO est de 59,6 jours."), ("losses", "78 k€ demandent 1,93 M€.")],
            columns=["subject", "sentence"],
        ),
    }
    return Review("synthesis", DAY, tables=tables | changed, reason="stages.synthesis_nothing", params={"assessed": 3})


@pytest.fixture
def page(dossier, stage_review):
    reviews = {"recovery": stage_review("recovery"), "synthesis": synthesis()}
    with language.use("fr"):
        return report.html(context.of(dossier, reviews, context.Asked(DAY, "fr")))


def shown(page):
    section = page[page.index('<section id="summary"') :].partition("</section>")[0]
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", section)))


def test_a_page_holds_its_seven_parts_in_order(page):
    told = shown(page)
    parts = ["fiabilité", "Les clients gardent", "71,1 jours", "jamais relancées", "désigner un responsable"]
    parts += [
        "À signer.",
        "À 90 jours",
        "échu 488 k€, DSO retraité 67,9 jours",
        "Pour mémoire. 78 k€ demandent 1,93 M€.",
    ]
    assert sorted(told.index(part) for part in parts) == [told.index(part) for part in parts]


def test_a_page_is_the_first_of_the_report_and_has_400_words_at_most(page):
    assert page.index('id="summary"') < page.index('id="contents"') < page.index('id="stakes"')
    assert len(WORD.findall(shown(page))) <= 400


def test_each_case_has_its_amount_its_owner_and_its_day(page):
    row = page[page.index("désigner un responsable") :].partition("</tr>")[0]
    cells = [re.sub(r"\s+", " ", cell) for cell in re.findall(r">([^<>]*)</td>", row)]
    assert cells == ["19,2 k€", "crédit client", "09/01/2026"]
    assert "19,2\u00a0k€ (dans les 64,2\u00a0k€)" in page


def test_what_the_audit_says_stands_in_full_after_the_page(page):
    after = page[page.index('id="stakes"') :]
    assert "Le DSO est de 59,6 jours." in after
    assert "Le DSO est de 59,6 jours." not in shown(page)


def test_without_its_tables_there_is_no_page(stage_review):
    assert first_page(stage_review("synthesis"), "fr") is None
    assert first_page(synthesis(), "fr") is not None
    assert set(TABLES) == set(synthesis().tables)


def test_without_a_sentence_of_its_own_the_page_opens_with_the_reason_of_the_synthesis():
    lines = pd.DataFrame([("on_top", ""), ("trust", "x")], columns=["line_key", "sentence"])
    made = first_page(synthesis(page_lines=lines), "fr")
    assert made.headline == language.say("stages.synthesis_nothing", "fr", assessed=3)


def test_no_row_is_no_line():
    nothing = {key: frame.iloc[:0] for key, frame in synthesis().tables.items() if key != "page_lines"}
    made = first_page(synthesis(**nothing), "fr")
    assert (made.cases, made.decisions, made.ninety_days, made.memo) == ((), (), "", "")


def test_the_totals_are_those_that_the_synthesis_counted(stage_review):
    counted = pd.DataFrame(
        [("cash_late", 2, 2_400.0, 900.0)], columns=["kind", "findings", "amount_found", "amount_at_stake"]
    )
    reviews = {"recovery": stage_review("recovery"), "synthesis": synthesis(at_stake=counted)}
    (stake,) = context.summary(reviews, "fr").stakes
    assert stake.total == 900


def test_each_verdict_stands_beside_the_maturity_of_its_stage(dossier):
    levels = pd.DataFrame({"stage": ["inform", "recovery"], "maturity": ["mastered", "undergone"]})
    asked = context.Asked(DAY, "en")
    told = shown(report.html(context.of(dossier, {"synthesis": synthesis(maturity=levels)}, asked)))
    assert "Maturity" in told
    assert re.search(r"watch\s+mastered", told)
    assert "unmanaged" in told
    assert "Maturity" not in shown(report.html(context.of(dossier, {"synthesis": synthesis()}, asked)))


def test_a_case_of_one_customer_leads_to_its_sheet(dossier):
    rows = [
        ("loss", "Un : déclarer", 9.0, float("nan"), "credit", pd.Timestamp(DAY), code) for code in ("C1", "C9", "")
    ]
    columns = ["kind", "to_do", "amount_at_stake", "within", "who", "due_by", "case_customer"]
    made = synthesis(cases_to_act=pd.DataFrame(rows, columns=columns))
    found = replace(
        context.of(dossier, {"synthesis": made}, context.Asked(DAY, "fr")), sheets={"C1": "customers/c1.html"}
    )
    page = report.html(found)
    assert page.count('<td><a href="customers/c1.html">Un : déclarer</a></td>') == 1
    assert page.count("<td>Un : déclarer</td>") == 2
