"""The widgets answer their inputs, in both languages, with the keyboard, and with no window at all."""

import datetime as dt
import re

import pandas as pd
import pytest

from cashkit import views
from cashkit.dossier.dossier import Dossier
from cashkit.ground import language
from cashkit.measures.aged_balance import aged_balance
from cashkit.measures.aged_claims import aged_claims_at

LANGS = pytest.mark.parametrize("lang", language.LANGUAGES)
KEYBOARD = {"SelectionSlider", "FloatSlider", "BoundedFloatText", "Dropdown", "DatePicker", "Text"}


@pytest.fixture(scope="module")
def dossier():
    rows = {
        "invoice_id": ["F1", "F2"],
        "customer_id": ["C1", "C2"],
        "kind": "invoice",
        "issue_date": ["2025-10-05", "2025-12-01"],
        "due_date": ["2025-11-04", "2026-01-31"],
        "amount": [1200.0, 600.0],
    }
    return Dossier.of(name="x", closing_date="2025-12-31", invoices=pd.DataFrame(rows))


def every(dossier, lang):
    return [
        views.aged_balance_slider(dossier, lang),
        views.margin_calculator(lang=lang),
        views.late_payment_calculator(lang=lang),
    ]


def answer(widget):
    return widget.children[-1].value


def by_label(widget, label):
    return next(one for one in widget.children[:-1] if label in one.description)


@LANGS
def test_every_input_has_a_label_takes_the_keyboard_and_waits_for_the_final_value(dossier, lang):
    for widget in every(dossier, lang):
        for one in widget.children[:-1]:
            assert type(one).__name__ in KEYBOARD
            assert len(one.description) > 3
            assert getattr(one, "continuous_update", False) is False


def test_the_labels_are_in_the_language(dossier):
    french, english = (
        [one.description for w in every(dossier, lang) for one in w.children[:-1]] for lang in ("fr", "en")
    )
    assert not set(french) & set(english)


@LANGS
def test_a_calculator_first_shows_its_plain_case(lang):
    loss, late = views.loss_case(lang=lang), views.late_payment_case(lang=lang)
    assert loss.html() in answer(views.margin_calculator(lang=lang))
    assert late.html() in answer(views.late_payment_calculator(lang=lang))


def test_the_slider_runs_over_the_month_ends_up_to_the_closing_date(dossier):
    slider = views.aged_balance_slider(dossier, "fr").children[0]
    assert [label for label, _ in slider.options] == ["31/10/2025", "30/11/2025", "31/12/2025"]
    assert slider.value == dt.date(2025, 12, 31)


def test_moving_the_slider_shows_the_aged_balance_of_that_day(dossier):
    widget = views.aged_balance_slider(dossier, "en")
    widget.children[0].value = dt.date(2025, 10, 31)
    then = views.show(views.aged_balance_chart(aged_balance(dossier, as_of="2025-10-31", by=None), "en"))
    assert then.alt in answer(widget).replace("&amp;", "&")
    widget.children[0].value = dt.date(2025, 12, 31)
    assert then.alt not in answer(widget)


def test_a_dossier_without_sales_still_has_its_closing_date():
    rows = {"invoice_id": ["F1"], "customer_id": "C1", "kind": "opening", "issue_date": "2025-01-01", "amount": 5.0}
    empty = Dossier.of(name="x", closing_date="2025-12-31", invoices=pd.DataFrame(rows))
    assert views.aged_balance_slider(empty, "fr").children[0].value == dt.date(2025, 12, 31)


def test_the_margin_calculator_follows_its_inputs():
    widget = views.margin_calculator(amount=12_000, lang="en")
    assert "€100,000.00" in answer(widget)
    by_label(widget, "Margin").value = 5
    assert "€200,000.00" in answer(widget)
    by_label(widget, "recovered").value = 50
    assert "€100,000.00" in answer(widget)
    by_label(widget, "VAT rate").value = 0.0
    assert "€120,000.00" in answer(widget)


def test_the_late_payment_calculator_follows_the_law_and_the_contract():
    widget = views.late_payment_calculator(
        amount=18_000, issue_date="2025-09-01", terms="30", paid_on="2025-11-15", lang="en"
    )
    assert "01/10/2025" in answer(widget)
    assert "€309.63" in answer(widget)
    by_label(widget, "Contract").value = 10
    assert "€261.92" in answer(widget)  # 18,000 x 10 % x 45 / 365 + 40
    by_label(widget, "Terms").value = "45 EOM"
    assert "31/10/2025" in answer(widget)


@pytest.mark.parametrize(
    ("label", "value", "said"), [("Terms", "soon", "soon"), ("Paid on", None, "Choose a date"), ("Amount", 0, "0")]
)
def test_an_input_without_meaning_shows_the_sentence_that_says_so(label, value, said):
    widget = views.late_payment_calculator(lang="en")
    by_label(widget, label).value = value
    assert said in answer(widget)
    assert "<table" not in answer(widget)


def test_what_is_typed_is_shown_escaped():
    widget = views.late_payment_calculator(lang="en")
    by_label(widget, "Terms").value = "<script>alert(1)</script>"
    assert "<script" not in answer(widget)
    assert "&lt;script" in answer(widget)


@LANGS
def test_there_is_no_script_of_our_own(dossier, lang):
    for widget in every(dossier, lang):
        assert not re.search(r"<script|javascript:|\son\w+=", answer(widget))


def test_the_slider_can_keep_doubtful_items_apart_as_the_recovery_review_does(dossier):
    widget = views.aged_balance_slider(dossier, "en", aged=aged_claims_at)
    plain = views.show(views.aged_balance_chart(aged_claims_at(dossier, as_of="2025-12-31"), "en"))
    assert plain.alt in answer(widget).replace("&amp;", "&")


def test_the_terms_stand_in_words_that_are_read_back():
    late = views.late_payment_calculator(terms="EOM 45", lang="fr")
    assert by_label(late, "Délai").value == "fin de mois + 45 jours"
    assert views.late_payment_case(terms="EOM 45", lang="fr").html() in answer(late)
