import asyncio
import csv
import json
import re

import pytest

from cashkit.ground.errors import ArgumentError
from cashkit.ground.money import euros
from cashkit.publish import audit, exports, running
from cashkit.publish.audit import checked
from cashkit.publish.running import Ran
from cashkit.stages.cash_ahead import Bank


def section(page, key):
    return re.search(rf'<section class="\w+" id="{key}".*?</section>', page, re.DOTALL)[0]


def box(page, key):
    found = re.search(r'<div class="lost".*?</div>', section(page, key), re.DOTALL)
    return re.sub(r"<[^>]+>", " ", found[0]) if found else ""


# --- what can go wrong in a notebook ------------------------------------------------------


def test_only_the_stages_that_failed_are_lost(audited):
    assert audited.lost == ("invoice", "collection", "recovery")


def test_a_failing_cell_makes_a_box_with_a_sentence_and_no_traceback(page):
    said = box(page, "invoice")
    assert "Facturer" in said
    assert "ValueError: facture &lt;b&gt;introuvable&lt;/b&gt;" in said
    assert "Traceback" not in page
    assert "avant" in section(page, "invoice")


def test_leaving_by_sys_exit_is_seen_although_papermill_calls_it_success(page):
    assert "avant sa dernière cellule" in box(page, "collection")


def test_a_dead_kernel_makes_a_box_and_the_next_notebook_has_a_new_one(page):
    assert "brutalement" in box(page, "recovery")
    assert "2025-12-31 fr" in section(page, "impact")
    assert box(page, "impact") == ""


def test_nothing_that_follows_a_failure_is_shown(page):
    assert "never" not in page


def test_a_stage_that_lost_its_notebook_still_tells_its_findings(page):
    assert "F1" in section(page, "recovery")


# --- notebooks do not see each other --------------------------------------------------------


def test_a_notebook_finds_no_trace_of_the_one_before(page):
    """Names, options of pandas and matplotlib, figures, environment, language, working folder, run."""
    assert "(False, 60, 1.5, [], False, &#39;fr&#39;, True, True)" in section(page, "credit_line")


def test_a_notebook_reads_the_review_and_the_dossier_of_the_run(page):
    assert "=HYPERLINK(1)" in section(page, "inform")
    assert "F2" in section(page, "data")


# --- the page -----------------------------------------------------------------------------


def test_the_page_holds_nothing_that_acts(page):
    assert not re.search(r"<(script|iframe|object|embed|link|form|base)\b", page)
    assert not re.search(r"<[^>]*\son\w+\s*=", page)
    assert not re.search(r'(href|src)="(?!#|https://|data:image/)', page)
    assert "steal" not in page


def test_the_page_asks_nothing_of_the_network(page):
    assert not re.search(r"""(src|srcset|data|poster)\s*=\s*["']?https?:|url\(\s*["']?https?:|@import""", page)
    assert "default-src &#39;none&#39;" in page or "default-src 'none'" in page


def test_hostile_results_are_shown_as_what_is_left_of_them(page):
    hostile = section(page, "account")
    assert "kept" in hostile
    assert "&lt;b&gt;printed&lt;/b&gt;" in hostile
    assert "not for the reader" not in page
    assert "et 2 800 autres lignes".replace(" 800", "\u202f800") in hostile


def test_a_chart_is_drawn_in_the_page_with_words_and_without_its_code(page):
    assert re.search(
        r'<figure class="chart"><svg[^>]* aria-label="Graphique\u00a0: Le graphique"', section(page, "inform")
    )
    assert "plt.subplots" not in page


def test_the_page_says_what_it_was_made_from(page):
    for said in ("31/12/2025", "10\u00a0%", "Python", "pandas", "732829320"):
        assert said in page


# --- beside the page ------------------------------------------------------------------------


def test_findings_and_tables_stand_beside_the_page(audited):
    folder = audited.path.parent
    found = json.loads((folder / "findings.json").read_text(encoding="utf-8"))
    assert found["at_stake"] == {"cash_late": "1200.00"}
    said = (folder / "tables" / "findings.csv").read_text(encoding="utf-8-sig").splitlines()
    assert [row[3] for row in csv.reader(said, delimiter=";")][1:] == ["C1", "C1"]
    lines = (folder / "tables" / "recovery-work-list.csv").read_text(encoding="utf-8-sig").splitlines()
    rows = list(csv.reader(lines, delimiter=";"))
    assert rows[1][:2] == ["'=HYPERLINK(1)", "1200,00"]


def test_progress_is_told_step_by_step_in_the_language(audited, told):
    steps = [done for _, done, _ in told]
    assert steps == list(range(len(steps)))
    assert {total for _, _, total in told} == {steps[-1]}
    assert told[0][0] == "examen\u00a0: S'informer"
    assert audited.path.name == "rapport.html"


# --- twice, and in the other language ---------------------------------------------------------


def test_two_audits_give_the_same_bytes_in_english_from_inside_a_notebook_too(auditing, tmp_path):
    """A notebook has a running event loop, in which the second audit takes the place of the first."""
    first = auditing("en", tmp_path / "report")
    before = {path.name: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}

    async def inside():
        return auditing("en", tmp_path / "report")

    second = asyncio.run(inside())
    assert (first.lost, second.lost, second.path) == ((), (), tmp_path / "report" / "report.html")
    assert {path.name: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
    page = second.path.read_text(encoding="utf-8")
    assert '<html lang="en">' in page
    assert "Set a credit limit" in page
    assert "2025-12-31 en" in page


# --- failing as a whole -------------------------------------------------------------------------


@pytest.fixture
def quick(auditing, monkeypatch):
    """Audit without running a notebook."""
    monkeypatch.setattr(running, "run", lambda *_, **__: ())
    return auditing


def test_an_audit_that_fails_leaves_the_earlier_report_untouched(quick, tmp_path, monkeypatch):
    quick("fr", tmp_path / "r")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    monkeypatch.setattr(exports, "write", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        quick("fr", tmp_path / "r", margin_rate=0.5)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_a_review_that_fails_loses_its_stage_only(quick, tmp_path, monkeypatch):
    whole = audit._review

    def one_fails(stage, *rest):
        return 1 / 0 if stage == "delivery" else whole(stage, *rest)

    monkeypatch.setattr(audit, "_review", one_fails)
    result = quick("fr", tmp_path / "r")
    assert result.lost == ("delivery",)
    assert "ZeroDivisionError" in box(result.path.read_text(encoding="utf-8"), "delivery")


def test_a_target_or_a_date_that_will_not_do_is_refused_before_any_work(quick, dossier, tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(ArgumentError):
        quick("fr", tmp_path / "file")
    with pytest.raises(ArgumentError):
        audit.audit(dossier, as_of="31/12/2025", lang="fr", out=tmp_path / "r")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_every_reason_to_be_lost_has_words():
    for reason, params in (("cell", {"error": "x"}), ("exit", {}), ("kernel", {}), ("time", {"seconds": 1})):
        said = [Ran("inform", None, reason, params).say(lang) for lang in ("fr", "en")]
        assert said[0] != said[1]


def test_a_ratio_or_an_amount_that_will_not_do_is_refused_before_any_work(tmp_path):
    path = tmp_path / "sector.csv"
    path.write_text("autonomy;0,1;0,2;0,3\n", encoding="utf-8")
    assert checked(sector=path, bank_line="250000") == ({"autonomy": (0.1, 0.2, 0.3)}, Bank(line=euros(25_000_000)))
    path.write_text("autonomie;0,1;0,2;0,3\n", encoding="utf-8")
    with pytest.raises(ArgumentError):
        checked(sector=path)
    with pytest.raises(ArgumentError):
        checked(bank_balance="beaucoup")
