import dataclasses
import datetime as dt

import pandas as pd
import pytest

from cashkit.ground.errors import NotAvailableError, SourceError
from cashkit.publish import runs
from cashkit.publish.runs import Question

AS_OF = dt.date(2025, 12, 31)


@pytest.fixture
def run(tmp_path, dossier, monkeypatch, stage_review):
    """Make a run folder as an audit leaves it, and computing that says that it computed."""
    reviews = {stage: stage_review(stage) for stage in ("order", "recovery")}
    runs.save(tmp_path / "run", dossier, reviews, Question(AS_OF, 0.1))
    monkeypatch.setenv(runs.VARIABLE, str(tmp_path / "run"))
    monkeypatch.setattr(runs, "computed", lambda stage, *_: f"computed {stage}")
    return tmp_path / "run"


def test_a_review_comes_back_equal(run, stage_review):
    for stage in ("order", "recovery"):
        kept, review = runs.read(run, stage), stage_review(stage)
        for name in ("stage", "as_of", "figure_records", "finding_records", "missing", "verdict", "reason", "params"):
            assert getattr(kept, name) == getattr(review, name)
        assert list(kept.tables) == list(review.tables)
        for key, frame in review.tables.items():
            pd.testing.assert_frame_equal(kept.tables[key], frame)


def test_a_table_with_a_named_index_and_categories_comes_back_equal(tmp_path, stage_review):
    frame = pd.DataFrame(
        {"a": pd.Categorical(["x", None]), "n": pd.array([1, None], "Int64")}, index=pd.Index(["p", "q"], name="k")
    )
    runs.write(tmp_path, dataclasses.replace(stage_review("order"), tables={"../a b": frame}))
    pd.testing.assert_frame_equal(runs.read(tmp_path, "order").tables["../a b"], frame)


@pytest.mark.usefixtures("run")
def test_a_notebook_gets_the_dossier_of_the_run_with_its_tables(dossier):
    kept = runs.dossier("sample")
    assert (kept.name, kept.siren, kept.closing_date) == (dossier.name, dossier.siren, dossier.closing_date)
    pd.testing.assert_frame_equal(kept.invoices, dossier.invoices)
    assert kept.orders is None
    assert kept.data_findings == dossier.data_findings


@pytest.mark.usefixtures("run")
def test_a_notebook_gets_the_review_that_was_computed(stage_review):
    kept = runs.review("recovery", runs.dossier("sample"), as_of="2025-12-31")
    assert kept.finding_records == stage_review("recovery").finding_records


@pytest.mark.usefixtures("run")
@pytest.mark.parametrize("asked", [{"as_of": dt.date(2025, 6, 30)}, {"as_of": AS_OF, "margin_rate": 0.2}])
def test_another_date_or_another_margin_is_computed(asked):
    assert runs.review("recovery", runs.dossier("sample"), **asked) == "computed recovery"


@pytest.mark.usefixtures("run")
def test_another_company_is_computed(dossier):
    other = dataclasses.replace(dossier, name="Autre")
    assert runs.review("recovery", other, as_of=AS_OF) == "computed recovery"


@pytest.mark.usefixtures("run")
def test_by_hand_everything_is_computed(dossier, monkeypatch):
    monkeypatch.delenv(runs.VARIABLE)
    assert runs.review("recovery", dossier, as_of=AS_OF) == "computed recovery"


def test_a_dossier_that_cannot_be_kept_is_never_replaced_by_another(tmp_path, dossier, monkeypatch, stage_review):
    unkept = dataclasses.replace(dossier, engine=lambda: None)
    runs.save(tmp_path / "unkept", unkept, {"order": stage_review("order")}, Question(AS_OF))
    monkeypatch.setenv(runs.VARIABLE, str(tmp_path / "unkept"))
    with pytest.raises(NotAvailableError):
        runs.dossier("sample")


def test_a_folder_that_is_no_run_is_refused(tmp_path):
    with pytest.raises(SourceError):
        runs.read(tmp_path, "order")
