"""The page of the data: it opens the report in a line, then fills one page before any other section."""

import datetime as dt
import html
import re

import pandas as pd
import pytest

import cashkit as ck
from cashkit.ground import language
from cashkit.publish import context, report
from cashkit.publish.trust_page import EFFECTS, GradeLine, TrustPage, trust_page
from cashkit.stages.door import reviews
from cashkit.stages.review import STAGES, Review

DAY = dt.date(2025, 12, 31)


@pytest.fixture(params=["fr", "en"])
def lang(request):
    return request.param


@pytest.fixture
def reviewed(lang):
    """Return a dossier of one invoice without a due date, and its ten reviews, in a language."""
    row = {"invoice_id": "F1", "customer_id": "C1", "kind": "invoice", "issue_date": "2025-11-01", "amount": 52_596.37}
    with language.use(lang):
        dossier = ck.Dossier.of(name="<b>Un</b>", invoices=pd.DataFrame([row]), closing_date=DAY)
        return dossier, reviews(dossier, as_of=DAY)


@pytest.fixture
def page(lang, reviewed):
    with language.use(lang):
        return report.html(context.of(*reviewed, context.Asked(DAY, lang)))


def shown(page, key):
    section = page[page.index(f'<section id="{key}"') :].partition("</section>")[0]
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", section)))


def test_how_far_to_trust_the_data_opens_the_report_before_any_figure(page, lang):
    told = shown(page, "summary")
    line = {"fr": "Fiabilité des données : faible", "en": "Data reliability: poor"}[lang]
    assert line in told
    assert told.index(line) < told.index("52")


def test_the_page_of_the_data_comes_right_after_the_first_and_before_the_contents(page):
    places = [page.index(f'id="{key}"') for key in ("summary", "trust", "contents", "stakes", "data")]
    assert places == sorted(places)


def test_it_tells_measures_grades_what_was_assumed_and_what_to_ask_for(page, lang):
    told = shown(page, "trust")
    parts = {
        "fr": ["Part de l'encours à échéance réelle", "en partie", "supposé", "R08", "échéance de chaque facture"],
        "en": [
            "Share of what is owed with a real due date",
            "in part",
            "assumed",
            "R08",
            "due date of each open invoice",
        ],
    }[lang]
    assert sorted(told.index(part) for part in parts) == [told.index(part) for part in parts]
    assert "52" in told.partition(parts[-1])[2]


def test_the_grade_of_its_data_stands_under_the_title_of_every_stage(page, lang):
    for stage in STAGES[:-1]:
        section = page[page.index(f'id="{stage}" aria-labelledby') :].partition("</section>")[0]
        assert ("Données pour en juger" if lang == "fr" else "Data to judge it") in html.unescape(section)


def test_every_stage_has_its_grade_in_the_nine_verdicts(page, reviewed, lang):
    graded = reviewed[1]["synthesis"].tables["nine_verdicts"]
    told = re.findall(r'<td class="nw" data-label="[^"]*">([^<]*)</td>', page[: page.index('id="trust"')])
    assert told == [language.say(f"views.grade.{grade}", lang) for grade in graded["grade"]]


def test_where_the_data_are_enough_for_all_stages_no_column_says_so():
    enough = {stage: GradeLine("enough", "") for stage in STAGES[:-1]}
    assert not TrustPage("x", (), enough).lacking
    assert TrustPage("x", (), {**enough, "order": GradeLine("partly", "")}).lacking


def test_at_most_five_things_are_asked_for_the_most_euros_first(reviewed):
    concerned = reviewed[1]["synthesis"].tables["asks"]["concerned"].fillna(0).tolist()
    assert len(concerned) == 5
    assert concerned == sorted(concerned, reverse=True)


def test_a_text_of_a_stranger_s_file_is_only_text(reviewed, lang):
    synthesis = reviewed[1]["synthesis"]
    effects = synthesis.tables["data_effects"]
    many = pd.concat([effects.assign(message="<script>steal()</script>")] * 20, ignore_index=True)
    made = trust_page(Review("synthesis", DAY, tables={**synthesis.tables, "data_effects": many}), lang)
    text = "".join(made.shown)
    assert "<script" not in text
    assert text.count("steal()") == EFFECTS


def test_without_its_tables_there_is_no_page(stage_review):
    assert trust_page(stage_review("synthesis"), "fr") is None
