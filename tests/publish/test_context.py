import datetime as dt
from decimal import Decimal

import pytest

from cashkit.dossier.findings import Finding, data_finding
from cashkit.publish import context
from cashkit.publish.context import Asked
from cashkit.publish.report import NINE

AS_OF = dt.date(2025, 12, 31)


def finding(key, euros, *items, kind="loss"):
    return Finding(
        "R06", "error", "invoices", key, None, kind, Decimal(euros), tuple(("invoices", *item) for item in items)
    )


def test_a_euro_that_two_findings_touch_counts_once():
    late = finding("F1", 100, ("F1", 10_000))
    both = finding("F1+F2", 150, ("F1", 10_000), ("F2", 5_000))
    assert context.at_stake([late, both]) == context.at_stake([both, late]) == Decimal("150.00")


def test_a_larger_claim_on_the_same_row_counts_for_what_it_adds():
    assert context.at_stake([finding("F1", 40, ("F1", 4_000)), finding("F1", 100, ("F1", 10_000))]) == Decimal("100.00")


def test_a_finding_without_rows_counts_whole():
    assert context.at_stake([finding("", "12.34"), finding("", "0.66")]) == Decimal("13.00")


def test_kinds_are_never_added_to_each_other(stage_review):
    review = stage_review("recovery")
    mixed = [finding("A", 5, kind="exposure"), finding("B", 7, kind="loss"), finding("C", 9, kind="loss")]
    found = context.stakes({"recovery": type(review)("recovery", AS_OF, finding_records=mixed)})
    assert [(stake.kind, stake.total) for stake in found] == [("loss", Decimal("16.00")), ("exposure", Decimal("5.00"))]
    assert [one.key for _, one in found[0].findings] == ["C", "B"]


@pytest.fixture
def made(dossier, stage_review):
    reviews = {stage: stage_review(stage) for stage in ("order", "recovery", "synthesis")}
    return context.of(dossier, reviews, Asked(AS_OF, "fr", {"margin_rate": 0.1, "source": None}))


def test_the_summary_takes_its_sentence_and_figures_from_the_synthesis(made):
    assert made.summary.headline == "au 31/12/2025"
    assert [(row.label, row.text) for row in made.summary.figures] == [
        ("Échu", "1\u202f200,00\u00a0€"),
        ("Part de l'échu", "non calculable"),
    ]
    assert made.summary.figures[1].note == "rien n'a été facturé"


def test_all_nine_stages_have_a_row_and_say_what_is_lacking(made):
    assert [row.stage for row in made.summary.stages] == list(NINE)
    facts = {row.stage: (row.verdict, row.fact) for row in made.summary.stages}
    assert facts["order"] == ("not_assessed", "Données manquantes\u00a0: les commandes.")
    assert facts["recovery"][0] == "bad"


def test_parameters_are_written_for_a_reader(made, dossier):
    assert made.parameters["Date de la situation"] == "31/12/2025"
    assert made.parameters["Taux de marge imposé"] == "10\u00a0%"
    assert made.parameters["Langue"] == "français"
    assert made.parameters["Part de l'encours à échéance réelle"].endswith("\u00a0%")
    assert "Fichier ou dossier lu" not in made.parameters
    assert made.name == dossier.name


def test_data_findings_stand_one_row_a_code_the_gravest_first():
    found = [
        data_finding("R08", file="a.txt", line=3, count=2, share=0.5, amount=1),
        data_finding("R08", file="a.txt", line=9, share=0.5, amount=1),
        data_finding("D01", file="b.txt", line=1, field="x", value="y"),
    ]
    frame = context.data_findings(found, "fr")
    assert frame[["severity", "code", "count"]].values.tolist() == [["error", "D01", 1], ["warning", "R08", 3]]
    assert frame["where"].tolist() == ["b.txt, ligne 1", "a.txt, ligne 3, et d'autres"]
    assert context.data_findings(found[:2], "fr")["where"].tolist() == ["ligne 3, et d'autres"]


def test_versions_name_python_and_what_is_installed():
    found = context.versions()
    assert found["Python"].startswith("3.")
    assert found["pandas"][0].isdigit()
