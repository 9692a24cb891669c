"""The eleven notebooks as they are shipped: what they hold, and that those of an audit run on any source.

nbval runs them to their end on the sample company; here the cells of the report run on a FEC and on a folder.
"""

import ast
import functools
import re
from pathlib import Path

import pandas as pd
import pytest

import cashkit as ck
from cashkit.dossier import codes
from cashkit.ground import language
from cashkit.ground.share import sample_folder, share
from cashkit.publish import notebooks, parameters, runs, sources
from cashkit.publish.page import Page
from cashkit.publish.sources import NOT_IN_REPORT
from cashkit.stages.review import STAGES

NOTEBOOKS = list(notebooks.sources_of(notebooks.ROOT))
IDEAS = {f"idea-{n}" for n in range(1, 18)}
LONGEST = 14
SENTENCE = re.compile(r"(?:[^\W\d_]+[ ,]+){3}")
WIDGETS = {"aged_balance_slider", "late_payment_calculator", "margin_calculator"}


def in_report(cell):
    return cell.kind == "code" and NOT_IN_REPORT not in cell.tags and parameters.TAG not in cell.tags


def names(code, context):
    """Return the names that a cell reads or writes."""
    found = (node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Name))
    return {node.id for node in found if isinstance(node.ctx, context)}


def written(code):
    nodes = list(ast.walk(ast.parse(code)))
    imported = {(one.asname or one.name).split(".")[0] for node in nodes
                if isinstance(node, ast.Import | ast.ImportFrom) for one in node.names}  # fmt: skip
    return names(code, ast.Store) | imported


def asked(source, method):
    """Return the names that a notebook asks a page for: the words given to a method of it, by position."""
    for cell in source.cells:
        if cell.kind == "code":
            for node in ast.walk(ast.parse(cell.text)):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == method:
                    yield from (one.value for one in node.args if isinstance(one, ast.Constant))


@pytest.fixture(params=NOTEBOOKS, ids=lambda source: source.name)
def source(request):
    return request.param


def test_there_is_one_for_the_welcome_and_one_for_each_stage_in_order():
    expected = [f"{n:02d}_{name}" for n, name in enumerate(("welcome", *STAGES))]
    assert [source.name for source in NOTEBOOKS] == expected


def test_every_idea_that_the_kit_was_built_from_is_met():
    met = {tag for source in NOTEBOOKS for cell in source.cells for tag in cell.tags if tag.startswith("idea-")}
    assert met == IDEAS


def test_twins_bear_the_same_tags(source):
    for french, english in source.pairs():
        assert source.cells[french].tags == source.cells[english].tags


def test_it_opens_with_three_goals_and_closes_with_summary_quiz_and_terms(source):
    french = [cell.text for cell in source.cells if cell.french()]
    assert re.search(r"\*\*En .+ minutes, vous allez\*\* :\n\n(?:- .+[;.]\n?){3}", french[0])
    for part in ("À retenir", "Trois questions", "<summary>Réponses</summary>", "**Termes rencontrés**"):
        assert part in french[-1]
    assert len(re.findall(r"^\d\. ", french[-1], re.MULTILINE)) == 6


def test_a_guess_comes_before_each_result_and_one_input_changes(source):
    french = "\n".join(cell.text for cell in source.cells if cell.french())
    assert french.count("**Votre pronostic**") >= 5
    assert len(re.findall(r"\*\*Et si\*\*", french)) >= 3


def test_the_cells_of_the_report_need_nothing_of_those_for_learners(source):
    known = set(dir(__builtins__)) | {"str", "dict", "zip", "len", "list", "float"}
    for cell in source.cells:
        if cell.kind == "code" and NOT_IN_REPORT not in cell.tags:
            known |= written(cell.text)
            assert names(cell.text, ast.Load) <= known, cell.text


def test_the_report_names_nobody_of_the_sample_company(source):
    cast = re.compile("Ombrelune|Bativexin|Talmond|Corvaize|Mézin|Bricoloria|Perdriel|Vallorge|Lagarrigue|Casteljau")
    shown = [cell for cell in source.cells if NOT_IN_REPORT not in cell.tags and parameters.TAG not in cell.tags]
    assert [cell.text for cell in shown if cast.search(cell.text)] == []


def test_code_is_short_and_holds_no_prose(source):
    for cell in source.cells:
        if cell.kind == "code" and parameters.TAG not in cell.tags:
            assert len(cell.text.splitlines()) <= LONGEST, cell.text
            texts = [n.value for n in ast.walk(ast.parse(cell.text)) if isinstance(n, ast.Constant)]
            assert [text for text in texts if isinstance(text, str) and SENTENCE.search(text)] == []


def test_widgets_stand_beside_a_plain_case_and_not_in_the_report(source):
    for cell in source.cells:
        if cell.kind == "code" and any(name in cell.text for name in WIDGETS):
            assert NOT_IN_REPORT in cell.tags


def test_links_lead_to_notebooks_that_are_there(source):
    for cell in source.cells:
        for target in re.findall(r"\]\(([^)]+\.ipynb)\)", cell.text):
            assert (notebooks.ROOT / cell.lang / target).resolve().is_file(), target


@pytest.mark.parametrize(("method", "room"), [("frame", "tables"), ("figures", "figures"), ("findings", "codes")])
def test_every_name_that_is_asked_for_has_words(source, method, room):
    known = codes.codes() if room == "codes" else language.table(room)
    assert [one for one in asked(source, method) if one not in known] == []


def test_every_point_that_may_be_missing_has_words(source):
    calls = [node for cell in source.cells if cell.kind == "code" for node in ast.walk(ast.parse(cell.text))
             if isinstance(node, ast.Call)]  # fmt: skip
    given = [one.value.value for call in calls for one in call.keywords if one.arg == "point"]
    assert [name for names in given for name in names.split() if name not in language.table("points")] == []


@pytest.fixture(scope="module")
def found():
    """Return the codes that each stage finds in the sample company."""
    dossier = ck.open_dossier("sample")
    nine = [stage for stage in STAGES if stage != "synthesis"]
    return {stage: {one.code for one in ck.review(stage, dossier).finding_records} for stage in nine}


def test_every_fault_planted_in_the_sample_company_is_shown_in_the_notebook_of_its_stage(source, found):
    codes_found = found.get(source.name.partition("_")[2], set())
    assert sorted(codes_found - set(asked(source, "findings"))) == []


# --- any source --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Return a folder with few tables: customers with a limit, invoices, nothing paid."""
    customers = pd.DataFrame({"customer_id": ["C1", "C2"], "name": ["Un", "Deux"], "credit_limit": [500.0, None]})
    rows = {
        "invoice_id": ["F1", "F2", "F3"],
        "customer_id": ["C1", "C1", "C2"],
        "kind": "invoice",
        "issue_date": ["2025-10-01", "2025-12-01", "2025-12-15"],
        "due_date": ["2025-11-01", "2026-01-01", None],
        "amount": [1200.0, 600.0, 90.0],
    }
    invoices = pd.DataFrame(rows)
    dossier = ck.Dossier.of(name="Deux", closing_date="2025-12-31", customers=customers, invoices=invoices)
    path = tmp_path_factory.mktemp("few") / "tables"
    ck.save_dossier(dossier, path)
    return path


@pytest.fixture(scope="module")
def fec():
    """Return the latest FEC of the sample company, without its tables."""
    return max(sample_folder().glob("*FEC*.txt"))


@pytest.fixture(scope="module")
def opened_once():
    """Open a source once for all notebooks."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(runs, "open_dossier", functools.cache(runs.open_dossier))
        yield


def run(source, path, lang):
    """Run the cells of the report in this process; return what they end with."""
    space, ends = {}, []
    for cell in source.cells:
        if cell.kind == "code" and NOT_IN_REPORT not in cell.tags:
            values = f"\nsource = {str(path)!r}\nlang = {lang!r}" if parameters.TAG in cell.tags else ""
            body = ast.parse(cell.text + values).body
            last = body.pop() if isinstance(body[-1], ast.Expr) else None
            exec(compile(ast.Module(body, []), source.name, "exec"), space)  # noqa: S102  (our own notebooks)
            if last is not None:
                ends.append(eval(compile(ast.Expression(last.value), source.name, "eval"), space))  # noqa: S307
    return ends


@pytest.mark.parametrize(("kind", "lang"), [("fec", "fr"), ("folder", "en")])
@pytest.mark.usefixtures("opened_once")
def test_the_cells_of_the_report_run_on_a_fec_and_on_a_folder_with_few_tables(source, kind, lang, request):
    with language.use(lang):
        ends = run(source, request.getfixturevalue(kind), lang)
    shown = [end for end in ends if end is not None]
    assert all(hasattr(end, "_repr_html_") or hasattr(end, "_repr_mimebundle_") for end in shown)


def test_what_a_folder_lacks_is_told_where_it_is_missed(folder):
    with language.use("en"):
        page = Page.of("order", ck.open_dossier(folder))
        told = page.figures("orders_count", point="order_elements")
    assert told.caption == "What could not be assessed"
    assert "orders" in told.rows[0][1]


def test_the_notebooks_are_found_where_the_package_looks():
    for lang in language.LANGUAGES:
        built = sorted(Path(share("notebooks", lang)).glob("*.ipynb"))
        assert [path.stem for path in built] == [source.name for source in NOTEBOOKS]


def test_a_breach_is_seen():
    bad = sources.parsed('# %% tags=["not-in-report"]\nx = 1\n\n# %%\nx\n', "bad")
    with pytest.raises(AssertionError):
        test_the_cells_of_the_report_need_nothing_of_those_for_learners(bad)
