"""`cashkit law`: what holds on a day, what comes, what is not sure."""

import csv
import io
import json

import pytest

from cashkit.command_line.the_law import print_law
from cashkit.ground import language
from cashkit.ground.errors import ArgumentError


def said(capsys, as_of="2026-11-27", *, topic=None, form="table", lang="en"):
    with language.use(lang):
        print_law(as_of, topic, form)
    return capsys.readouterr().out


@pytest.mark.parametrize("lang", language.LANGUAGES)
def test_no_line_is_wider_than_a_page_and_none_holds_a_key(lang, capsys):
    lines = said(capsys, lang=lang).splitlines()
    assert max(map(len, lines)) <= 100
    assert not any("_" in line for line in lines)
    assert len(lines) > 300


def test_a_rule_says_its_value_its_article_since_when_and_how_sure(capsys):
    page = said(capsys, topic="procedures")
    assert "  Payment order, service: 3 months after the order\n" in page
    assert "      CPC 1411 (décret 2026-96, art. 9) · since 01/09/2026 · checked on 22/11/2026 · source read\n" in page
    assert "Uncontested invoices between merchants: not available yet (decree not published)" in page


def test_what_is_unsure_is_marked_and_told_again_with_its_reason(capsys):
    page = said(capsys, topic="cash_limit")
    assert "Cash, private non-resident: €10,000 at most" in page
    assert "· unsure" in page
    _, told = page.split("WHAT CASHKIT IS NOT SURE OF, AND WHY IT MATTERS")
    assert "Cash, private non-resident: " in told


def test_the_day_of_the_last_check_is_meant_where_none_is_given(capsys):
    assert said(capsys, as_of=None).startswith("The law in force on 27/11/2026\n")


def test_a_later_day_says_that_nobody_looked_since_and_that_rates_are_missing(capsys):
    page = said(capsys, as_of="2027-01-01")
    assert "Texts last checked on 27/11/2026" in page
    assert "Late-payment rates unknown on that day" in page
    assert "Texts last checked" not in said(capsys)


def test_json_holds_the_three_parts(capsys):
    told = json.loads(said(capsys, as_of="2026-08-31", topic="procedures", form="json"))
    held = {row["key"]: row["value"] for row in told["in_force"]}
    assert (told["as_of"], held["payment_order_service"]) == ("2026-08-31", "6")
    assert {row["key"]: row["value"] for row in told["coming"]}["payment_order_service"] == "3"
    assert "procedures.payment_order_fee" in {row["key"] for row in told["unsure"]}


def test_csv_is_one_table_whose_column_part_tells_the_three(capsys):
    rows = list(csv.DictReader(io.StringIO(said(capsys, as_of="2026-08-31", form="csv"))))
    assert {row["part"] for row in rows} == {"in_force", "coming", "unsure"}
    assert all(None not in row and None not in row.values() for row in rows)


def test_an_unknown_topic_is_one_sentence_with_the_topics():
    with pytest.raises(ArgumentError, match="payment_terms, late_payment"):
        print_law("2026-11-27", "fines", "table")
