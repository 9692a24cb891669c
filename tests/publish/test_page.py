import datetime as dt
import re
from dataclasses import replace
from decimal import Decimal

import pandas as pd
import pytest

from cashkit import views
from cashkit.dossier.dossier import Dossier
from cashkit.dossier.findings import Figure, Finding, NotAssessed
from cashkit.ground import language
from cashkit.ground.errors import ArgumentError
from cashkit.publish import runs
from cashkit.publish.page import Line, Page
from cashkit.stages.review import Review

DAY = dt.date(2025, 12, 31)


def late(key, customer):
    return Finding(
        "R06", "error", "invoices", key, customer, "cash_late", Decimal(120), params={"value": key, "amount": 120}
    )


@pytest.fixture
def page():
    """Three customers, two findings, no disputes."""
    work = pd.DataFrame({"customer_id": ["C1", "C2", "C3"], "name": ["A", "B", "C"], "total": [30.0, 20.0, 10.0]})
    return Page(
        Review(
            "recovery",
            DAY,
            (Figure("overdue", Decimal(50), "eur"), Figure("gross_open", Decimal(60), "eur")),
            (late("F1", "C1"), late("F2", "C2")),
            {"work_list": work},
            (NotAssessed("disputes", "disputes", (), "gain_disputes"), NotAssessed("reminders", "reminders")),
        ),
        "en",
    )


def first_column(table):
    return [row[0] for row in table.rows]


def test_figures_come_in_the_order_of_the_review(page):
    assert [row[1] for row in page.figures("gross_open", "overdue").rows] == ["€50.00", "€60.00"]


def test_a_table_may_be_cut_to_rows_columns_and_a_limit(page):
    assert first_column(page.table("work_list", limit=2)) == ["C1", "C2"]
    assert page.table("work_list", "name", "no such column").rows == [("A",), ("B",), ("C",)]
    assert first_column(page.table("work_list", only={"customer_id": "C2"})) == ["C2"]
    assert first_column(page.table("work_list", only={"customer_id": ("C3", "C1")})) == ["C1", "C3"]


def test_findings_may_be_those_of_one_code_or_of_one_customer(page):
    assert len(page.findings().rows) == 2
    assert len(page.findings("R06", customer="C2").rows) == 1
    assert page.findings("R07").rows == []


def test_findings_come_kind_by_kind_the_dearest_first(page):
    found = [
        late("F3", "C3"),
        replace(late("F4", "C4"), kind="loss"),
        replace(late("F5", "C5"), amount_at_stake=Decimal(999)),
    ]
    shown = Page(replace(page.review, finding_records=tuple(found)), "en").findings()
    assert [row[2] for row in shown.rows] == ["€120.00", "€999.00", "€120.00"]
    assert [row[3] for row in shown.rows] == ["possible loss", "cash late", "cash late"]


def test_what_is_missing_is_told_by_its_point_and_in_an_audit_left_to_the_report(page, monkeypatch):
    told = page.table("disputes_by_reason", point="disputes")
    assert (told.caption, "disputes" in told.rows[0][1]) == ("What could not be assessed", True)
    assert (
        page.figures("disputed_overdue", point="disputes reminders").rows[1][1].startswith("the history of reminders")
    )
    assert len(page.missing().rows) == 2
    monkeypatch.setenv(runs.VARIABLE, "somewhere")
    assert page.table("disputes_by_reason", point="disputes") is None
    assert page.findings("R07", point="disputes") is None
    assert page.findings("R07").rows == []


def test_a_point_is_told_once_and_recalled_in_one_line(page):
    page.figures("disputed_overdue", point="disputes")
    again = page.findings("R07", point="disputes")
    assert str(again).startswith("Not assessed, as said above: ")
    assert "\n" not in str(again)
    assert str(page.chart(views.aged_balance_chart, "disputes_by_reason", point="disputes")) == str(again)
    assert page.table("disputes_by_reason", point="disputes reminders").caption == "What could not be assessed"


def test_the_line_that_recalls_is_text_only():
    assert "<b>" not in Line("<b>")._repr_html_()


def test_a_table_that_this_dossier_has_no_row_for_says_so_and_is_silent_in_an_audit(page, monkeypatch):
    shown = str(page.table("disputes_by_reason"))
    assert shown == "Nothing to show in this dossier for 'Open disputes by reason'."
    assert str(page.chart(views.aged_balance_chart, "disputes_by_reason")) == shown
    assert page.figures("disputed_overdue") is None
    assert page.frame("disputes_by_reason").empty
    monkeypatch.setenv(runs.VARIABLE, "somewhere")
    assert page.table("disputes_by_reason") is None


def test_a_chart_is_drawn_from_the_table(page):
    aged = pd.DataFrame({"not_due": [5.0], "unapplied": [0.0]})
    page.review.tables["aged_balance"] = aged
    assert "€5" in page.chart(views.aged_balance_chart, "aged_balance").alt


@pytest.mark.parametrize("ask", [lambda page: page.figures("overdu"), lambda page: page.table("worklist"),
                                 lambda page: page.findings("R6"), lambda page: page.frame("x")])  # fmt: skip
def test_a_name_that_no_words_table_has_is_refused(page, ask):
    with pytest.raises(ArgumentError, match=r"overdu|worklist|R6|x"):
        ask(page)


def test_the_page_of_a_dossier_is_at_its_closing_date_unless_told(dossier):
    with language.use("en"):
        assert (Page.of("recovery", dossier).review.as_of, Page.of("recovery", dossier).lang) == (DAY, "en")
        assert Page.of("recovery", dossier, as_of="2025-11-30").review.as_of == dt.date(2025, 11, 30)


def test_a_page_writes_the_currency_of_its_dossier(page):
    assert [row[1] for row in replace(page, currency="USD").figures("overdue").rows] == ["US$50.00"]
    assert page.figures("overdue").rows[0][1] == "€50.00"


LAW = re.compile(r"€(?:40|80)\b|\b(?:40|80)(?:,00)?\s€")


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_review_in_dollars_says_euros_only_where_the_law_does(lang):
    rows = {
        "invoice_id": ["F1", "F2"], "customer_id": ["C1", "C2"], "kind": "invoice", "amount": [1200.0, 60_000.0],
        "issue_date": "2025-10-01", "due_date": "2025-11-01", "currency": "USD",
    }  # fmt: skip
    book = Dossier.of(name="Case", closing_date="2025-12-31", currency="USD", invoices=pd.DataFrame(rows))
    with language.use(lang):
        shown = Page.of("recovery", book)
        parts = [shown.table(key) for key in shown.review.tables if "procedure" not in key] + [shown.findings()]
        keys = [one.key for one in shown.review.figure_records if one.key != "indemnities_due"]
        text = "\n".join(str(part) for part in (*parts, shown.figures(*keys)))
        law = str(shown.figures("indemnities_due"))
    assert "$" in text
    assert "€" not in LAW.sub("", text)
    assert "€" in law


@pytest.mark.parametrize("lang", language.LANGUAGES)
def test_a_table_without_rows_says_why_where_the_reason_is_known(page, lang):
    told = replace(page, lang=lang).table("overdue_by_segment")
    assert isinstance(told, Line)
    assert language.say("publish.without.overdue_by_segment", lang) in str(told)
    assert isinstance(replace(page, lang=lang).table("disputes_pareto"), Line)


def test_every_reason_is_of_a_table_that_there_is():
    reasons = [key.removeprefix("without.") for key in language.table("publish") if key.startswith("without.")]
    assert reasons
    assert set(reasons) <= set(language.table("tables"))
