"""Two audits side by side: the same figures, by the same definitions, with a caution on seasons."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

import cashkit as ck
from cashkit.dossier.findings import Figure
from cashkit.ground.errors import ArgumentError
from cashkit.publish import runs
from cashkit.publish.runs import Question
from cashkit.stages.review import Review
from cashkit.views import table
from tests.stages.ledger import company

LAST, NOW = date(2024, 12, 31), date(2025, 12, 31)


def recovery(rate, overdue, as_of=NOW):
    figures = (Figure("overdue_rate", rate, "rate"), Figure("overdue", overdue, "eur"))
    return Review("recovery", as_of, figures)


@pytest.fixture
def compared():
    return ck.compare(recovery(0.30, Decimal(300), LAST), recovery(0.25, Decimal(320)))


def test_each_figure_stands_beside_itself_with_the_difference(compared):
    assert compared.frame["difference"].round(4).tolist() == [-0.05, 20]
    told = compared.table
    assert told["earlier"].str.replace("\u00a0", " ").tolist() == ["30 %", "300,00 €"]
    assert told["difference"].str.replace("\u00a0", " ").tolist() == ["-5 points", "+20,00 €"]
    assert compared.caution() == ""


def test_a_figure_of_one_audit_only_has_no_difference():
    one = ck.compare(replace(recovery(0.3, Decimal(1)), figure_records=()), recovery(0.25, None))
    assert one.frame["difference"].isna().all()
    assert set(one.frame["remark"]) == {"Connu d'un seul des deux audits."}
    assert one.table["earlier"].tolist() == ["–", "–"]


def test_another_season_is_told():
    other = ck.compare(recovery(0.3, Decimal(1), date(2025, 6, 30)), recovery(0.25, Decimal(2)))
    assert "saison" in other.caution("fr")
    assert ck.compare(recovery(0.3, Decimal(1), date(2024, 1, 3)), recovery(0.25, Decimal(2))).caution() == ""


def test_the_reviews_of_two_days_are_compared_and_shown():
    dossier = company()
    found = ck.compare({"impact": ck.review("impact", dossier, as_of="2025-06-30")}, ck.review("impact", dossier))
    for lang in ("fr", "en"):
        assert table(found.table, lang, caption="before_after").text()


def kept(folder, as_of, spoil=None):
    dossier = company()
    runs.save(folder, dossier, {"impact": ck.review("impact", dossier, as_of=as_of)}, Question(as_of))
    if spoil is not None:
        facts = json.loads((folder / "run.json").read_text(encoding="utf-8"))
        facts["definitions"][spoil] = "0"
        (folder / "run.json").write_text(json.dumps(facts), encoding="utf-8")
    return folder


def test_a_figure_that_meant_something_else_is_not_compared(tmp_path):
    old, new = kept(tmp_path / "old", date(2025, 6, 30), "losses"), kept(tmp_path / "new", NOW)
    rows = ck.compare(old, new).frame.set_index("key")
    assert rows.loc["losses", "remark"].startswith("La définition a changé")
    assert rows["difference"].notna()["allowance"]


def test_what_holds_no_review_is_refused_under_its_name(tmp_path):
    with pytest.raises(ArgumentError, match=tmp_path.name):
        ck.compare(tmp_path, tmp_path)
    with pytest.raises(ArgumentError):
        ck.compare({}, {})
