from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from cashkit.dossier import codes
from cashkit.dossier.findings import Figure, Finding, NotAssessed, data_finding
from cashkit.ground import language
from cashkit.views import (
    data_findings_table,
    figures_table,
    findings_table,
    not_assessed_table,
    verdict_badge,
)


@pytest.fixture
def words(monkeypatch):
    """Give a figure, a point and a fault of our own, so that these tests read no other room's words."""
    figures = {
        "dso": {
            "unit": "days",
            "fr": "DSO",
            "en": "DSO",
            "definition_fr": "Créances ÷ ventes × jours",
            "definition_en": "Receivables ÷ sales × days",
        },
        "due": {"unit": "eur", "fr": "Créances clients", "en": "Receivables"},
        "no_sales": {"unit": "", "fr": "Aucune vente sur la période.", "en": "No sale in the period."},
        "colon": {"fr": "\u00a0: ", "en": ": "},
        "not_computable": {"fr": "non calculable", "en": "not computable"},
    }
    points = {
        "not_assessed": {"fr": "Non évalué", "en": "Not assessed"},
        "orders": {"fr": "Les commandes", "en": "The orders"},
        "sees": {"fr": "l'encours engagé", "en": "the firm exposure"},
    }
    real = language.table
    monkeypatch.setattr(
        language, "table", lambda room: {"figures": figures, "points": real("points") | points}.get(room) or real(room)
    )
    known = {
        "late": codes.Code(
            "late",
            "error",
            "C",
            "Facture {key} en retard",
            "Invoice {key} is late",
            "Relancer {customer}",
            "Chase {customer}",
        ),
        "cut": codes.Code("cut", "warning", "C", "Ligne coupée", "Line cut"),
    }
    monkeypatch.setattr(codes, "code", known.__getitem__)


def fault(severity, kind, amount):
    return Finding("late", severity, "invoices", "F1", "<C1>", kind, Decimal(amount))


@pytest.mark.usefixtures("words")
def test_a_figure_shows_its_value_its_formula_and_what_was_fed_in():
    shown = figures_table(
        [Figure("dso", 59.64, "days", inputs={"due": Decimal("1234.50")}, source="art. D441-6")], "fr"
    )
    label, value, formula = shown.rows[0]
    assert (label, value) == ("DSO", "59,6\u00a0jours")
    assert formula.split("\n") == [
        "Créances ÷ ventes × jours",
        "- Créances clients\u00a0: 1\u202f234,50\u00a0€",
        "art. D441-6",
    ]


@pytest.mark.usefixtures("words")
def test_a_figure_that_cannot_be_computed_says_why():
    _, value, formula = figures_table([Figure("dso", None, "days", reason="no_sales")], "en").rows[0]
    assert value == "not computable"
    assert "No sale in the period." in formula


@pytest.mark.usefixtures("words")
def test_a_finding_shows_severity_sentence_euros_their_kind_and_what_to_do_once():
    shown = findings_table([fault("error", "cash_late", "1234.50"), fault("info", "loss", "0")], "fr")
    assert shown.rows[0] == (
        "✗ erreur",
        "Facture F1 en retard\n→ Relancer <C1>",
        "1\u202f234,50\u00a0€",
        "trésorerie en retard",
    )
    assert shown.rows[1][1] == "Facture F1 en retard"
    assert "Relancer &lt;C1&gt;" in shown.html()


@pytest.mark.usefixtures("words")
def test_findings_tell_since_when_where_a_review_has_dated_them():
    dated = replace(fault("error", "loss", "1"), params={"since": date(2025, 3, 4)})
    shown = findings_table([dated, fault("error", "loss", "2")], "fr")
    assert [row[4] for row in shown.rows] == ["04/03/2025", "–"]
    assert len(findings_table([fault("error", "loss", "2")], "fr").columns) == 4


@pytest.mark.usefixtures("words")
def test_euros_of_different_kinds_are_not_added():
    assert not findings_table([fault("error", "loss", "1"), fault("error", "exposure", "2")], "fr").total


@pytest.mark.usefixtures("words")
def test_a_long_list_of_findings_can_be_cut():
    assert findings_table([fault("error", "loss", "1")] * 3, "en", limit=1).note == "and 2 more lines"


@pytest.mark.usefixtures("words")
def test_a_finding_about_the_data_says_where_and_how_often():
    shown = data_findings_table([data_finding("cut", file="a.txt", line=12, count=3), data_finding("cut")], "en")
    assert shown.rows[0] == ("▲ warning", "cut", "Line cut", "a.txt", "12", "3")
    assert shown.rows[1] == ("▲ warning", "cut", "Line cut", "", "–", "1")


@pytest.mark.usefixtures("words")
def test_what_could_not_be_assessed_names_the_missing_table_and_what_it_would_add():
    shown = not_assessed_table([NotAssessed("orders", "orders", ("amount", "status"), "sees")], "fr")
    assert shown.rows == [("Les commandes", "la liste des commandes (orders)", "montant, statut", "l'encours engagé")]


def test_no_finding_is_an_empty_table_that_says_so():
    assert findings_table([], "en").note == "No line."
    assert figures_table([], "fr").note == "Aucune ligne."


@pytest.mark.parametrize(
    ("verdict", "text"),
    [("good", "✓ bon"), ("watch", "▲ à surveiller"), ("bad", "✗ mauvais"), ("not_assessed", "? non évalué")],
)
def test_a_verdict_is_a_sign_and_a_word(verdict, text):
    assert str(verdict_badge(verdict, "fr")) == text
    assert text in verdict_badge(verdict, "fr")._repr_html_()


def test_a_verdict_that_does_not_exist_is_a_mistake():
    with pytest.raises(KeyError):
        str(verdict_badge("excellent", "fr"))
