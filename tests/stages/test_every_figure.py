"""Every figure of the ten reviews can be asked for its formula, its inputs, its rows and its source."""

import datetime as dt
import math

import pytest

import cashkit as ck
from cashkit.dossier.dossier import Dossier
from cashkit.dossier.provenance import computed, provenance, provenances
from cashkit.ground import language
from cashkit.sample.company import make_company
from cashkit.stages.door import reviews
from tests.readers.fec import written
from tests.stages.ledger import SOLD, company

CENT = 0.006


def sample():
    made = make_company(seed=1, invoices=600)
    latest = made.entries[max(made.entries)]
    return Dossier.of(name=made.name, siren=made.siren, closing_date="2025-12-31", **made.tables, entries=latest)


def fec(folder):
    """A FEC of two sales written by hand: one paid, one open."""
    later = {"EcritureNum": "3", "EcritureDate": "20250915", "PieceRef": "F2", "PieceDate": "20250915"}
    second = [{**one, **later, "ValidDate": "20250930"} for one in written.sale()]
    path = folder / written.NAME
    path.write_text(written.fec([*written.clean(), *second]), encoding="utf-8", newline="")
    return ck.open_dossier(path)


@pytest.fixture(scope="module", params=["sample", "fec", "books"])
def found(request, tmp_path_factory):
    made = {"sample": sample, "fec": lambda: fec(tmp_path_factory.mktemp("fec")), "books": company}
    return reviews(made[request.param]())


def every_figure(found):
    return [(stage, one) for stage, review in found.items() for one in review.figure_records]


@pytest.mark.parametrize("lang", language.LANGUAGES)
def test_every_figure_tells_formula_source_and_date_in_both_languages(found, lang):
    """A new figure needs a row of cashkit/dossier/provenance.csv: its expression, its rows, its source."""
    asked = every_figure(found)
    assert len(asked) >= 10
    untold = [
        (stage, one.key)
        for stage, one in asked
        if not one.formula(lang) or not one.origin(lang) or one.as_of is None or "{" in one.explain(lang)
    ]
    assert untold == []


def test_every_figure_tells_what_it_was_made_from(found):
    known = [(stage, one) for stage, one in every_figure(found) if one.value]
    assert [(stage, one.key) for stage, one in known if not one.inputs and not one.used] == []


def test_a_figure_with_an_expression_comes_out_of_its_inputs_again(found):
    wrong = []
    for stage, one in every_figure(found):
        made = provenance(one.key)
        if made.expression and one.value is not None:
            again = computed(made.expression, one.inputs)
            floor = max(again, 0.0) if one.key == "not_written_down" else again
            if not math.isclose(floor, float(one.value), rel_tol=1e-5, abs_tol=CENT):
                wrong.append((stage, one.key, again, one.value))
    assert wrong == []


def test_every_finding_tells_its_rows_and_what_to_do(found):
    for review in found.values():
        for one in review.finding_records[:50]:
            for lang in language.LANGUAGES:
                told = one.explain(lang)
                assert one.action(lang) in told
                assert not one.items or one.items[0][1] in told


def test_the_rows_of_a_figure_are_those_of_its_date():
    at_end, earlier = (reviews(company(), as_of=day)["invoice"] for day in ("2025-12-31", "2025-06-30"))
    assert [one.figure("invoiced").used[0].count for one in (at_end, earlier)] == [12, 6]
    assert earlier.figure("invoiced").as_of == dt.date(2025, 6, 30)


def test_rows_name_the_first_of_them_and_the_view():
    overdue = [("L1", "C1", "2025-10-01", "2025-11-01", 120.0)]
    told = reviews(company(invoices=[*SOLD, *overdue]))["recovery"].figure("overdue")
    assert [(one.words, one.count, one.first) for one in told.used] == [("rows_overdue", 1, ("L1",))]
    assert told.view == "matched"


def test_no_row_of_the_table_of_provenance_names_what_the_words_lack():
    for key, made in provenances().items():
        assert key in language.table("figures")
        assert made.source in language.table("explain")
        assert set(made.names) <= set(language.table("figures"))
