import dataclasses
import datetime as dt
import itertools
import re

import pandas as pd
import pytest

from cashkit.dossier.dossier import SourceFile
from cashkit.publish import notebook_files, report
from cashkit.publish.report import FigureRow, ReportContext, StageRow, Summary, css_text
from cashkit.publish.running import Ran

DAY = dt.date(2025, 12, 31)
HOSTILE = "</style><script>steal()</script>\x1b[2J\"'}{\\ é"


@pytest.fixture
def bare():
    """Make the context of a company of which nothing is known."""
    rows = tuple(StageRow(stage, "not_assessed") for stage in report.NINE)
    return ReportContext(HOSTILE, None, DAY, DAY, "fr", Summary(stages=rows), {}, pd.DataFrame())


def text_of(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html[html.index("<body") :]))


def test_all_nine_stages_are_named_and_asked_even_when_nothing_is_known(bare):
    shown = text_of(report.html(bare))
    for name in ("S&#39;informer", "Fixer une ligne de crédit", "Ouvrir un compte client", "Enregistrer une commande",
                 "Livrer", "Facturer", "Encaisser", "Recouvrer", "Impacts financiers"):  # fmt: skip
        assert shown.count(name) >= 3
    assert "Qui est ce client" in shown


def test_a_hostile_name_is_only_text(bare):
    html = report.html(bare)
    assert "<script" not in html
    assert "\x1b" not in html
    assert html.count("</style>") == 1
    assert "default-src &#39;none&#39;" in html or "default-src 'none'" in html


def test_css_text_cannot_be_closed():
    assert not set(css_text(HOSTILE)[1:-1]) & set("\"<>{}/;'")


def test_headings_are_in_order_and_identifiers_are_unique(bare, stage_review):
    context = dataclasses.replace(bare, reviews={"recovery": stage_review("recovery"), "order": stage_review("order")})
    cells = [notebook_files.markdown("# T\n#### Summary\n## Summary", "a")]
    html = report.html(context, [Ran("recovery", notebook_files.made_of(cells))])
    levels = [int(level) for level in re.findall(r"<h(\d)", html)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    found = re.findall(r'\sid="([^"]+)"', html)
    assert len(found) == len(set(found))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(found)


@pytest.mark.parametrize(
    ("lang", "words"), [("fr", "Une partie de cette étape manque"), ("en", "Part of this stage is missing")]
)
def test_a_lost_notebook_makes_a_box_and_the_review_is_still_told(bare, stage_review, lang, words):
    context = dataclasses.replace(bare, lang=lang, reviews={"recovery": stage_review("recovery")})
    lost = Ran("recovery", notebook_files.made_of([]), "cell", {"error": "ValueError: <b>"})
    html = report.html(context, [lost])
    assert words in html
    assert "ValueError: &lt;b&gt;" in html
    section = html[html.index('<section class="brief" id="recovery"') :].partition("</section>")[0]
    assert "F1" in section


def test_a_stage_that_could_not_be_assessed_lists_the_tables_that_it_needs(bare, stage_review):
    html = report.html(dataclasses.replace(bare, reviews={"order": stage_review("order")}))
    section = html[html.index('id="order"') :].partition("</section>")[0]
    assert "orders" in section
    assert "les éléments de chaque commande" in section


def test_the_sources_are_named_with_hash_and_lines(bare):
    source = SourceFile("732829320FEC20251231.txt", "ab" * 32, 1204, 1201, 3, 99)
    shown = text_of(report.html(dataclasses.replace(bare, sources=(source,)))).replace("\u202f", " ")
    assert "ab" * 32 in shown
    assert "1 204 lignes lues = 1 201 lignes retenues + 3 lignes écartées." in shown


def test_the_summary_comes_first_with_its_sentence_and_figures(bare):
    summary = Summary("Les clients tardent.", (FigureRow("Échu", "12 €", "la somme"),), bare.summary.stages)
    html = report.html(dataclasses.replace(bare, summary=summary))
    assert html.index("Les clients tardent.") < html.index("12 €") < html.index('id="inform"')
