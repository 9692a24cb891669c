"""`cashkit findings`: one finding a line, or a row with a column for each part."""

import csv
import io
import json
import re

import pandas as pd
import pytest

from cashkit.command_line.findings import print_findings
from cashkit.dossier.dossier import Dossier
from cashkit.ground import language

NAMES = {"C1": "Alpha", "C2": "=Beta\x1b[2J", "C3": "Gamma"}
OWED = [("F1", "C1", "2025-02-03", "2025-03-05", 5000.0), ("F2", "C2", "2025-04-01", "2025-05-01", 1200.0)]


@pytest.fixture(scope="module")
def dossier():
    """Two invoices beyond the line of their customers, which nobody ever reminded."""
    names = ["invoice_id", "customer_id", "issue_date", "due_date", "amount"]
    file = pd.DataFrame({"customer_id": list(NAMES), "name": list(NAMES.values()), "credit_limit": 1000.0})
    reminder = {"reminder_id": "R1", "customer_id": "C3", "sent_on": "2025-12-01", "level": 1, "invoice_id": "F9"}
    return Dossier.of(
        name="case",
        closing_date="2025-12-31",
        invoices=pd.DataFrame(OWED, columns=names).assign(kind="invoice"),
        customers=file,
        reminders=pd.DataFrame([reminder]),
    )


def told(capsys, dossier, *, stage="", kind="", form="table", lang="fr"):
    with language.use(lang):
        print_findings(dossier, "2025-12-31", (stage, kind), form)
    return capsys.readouterr().out


def test_each_finding_is_one_numbered_line(capsys, dossier):
    page = told(capsys, dossier).split("\n\n")[0].splitlines()
    assert [line.partition(". ")[0] for line in page] == [str(place) for place in range(1, len(page) + 1)]
    assert all(re.match(r"\d+\. \[", line) and " À faire – " in line for line in page)


def test_what_could_not_be_assessed_is_counted_at_the_end(capsys, dossier):
    assert re.search(r"\n\n\d+ points n'ont pas pu être évalués", told(capsys, dossier))


def test_a_stage_without_findings_says_so(capsys, dossier):
    assert told(capsys, dossier, stage="order", lang="en").startswith("No finding.\n")


def test_one_kind_alone_is_printed(capsys, dossier):
    rows = list(csv.DictReader(io.StringIO(told(capsys, dossier, kind="cash_late", form="csv"))))
    assert rows
    assert {row["kind"] for row in rows} == {"cash_late"}


def test_a_row_tells_each_part_in_a_column_of_its_own(capsys, dossier):
    rows = list(csv.DictReader(io.StringIO(told(capsys, dossier, form="csv", lang="en"))))
    row = next(one for one in rows if one["code"] == "overdue_never_reminded" and one["customer_id"] == "C1")
    assert (row["who"], row["customer_id"]) == ("Alpha (C1)", "C1")
    assert (row["kind"], row["amount_at_stake"], row["since"]) == ("cash_late", "5000.00", "2025-03-05")
    assert (row["owner"], row["due_by"]) == ("credit manager", "2026-01-16")
    assert row["action"].startswith("Credit manager: call today")


def test_a_name_of_a_stranger_is_no_formula_and_moves_no_cursor(capsys, dossier):
    for form in ("table", "csv"):
        page = told(capsys, dossier, form=form)
        assert "\x1b" not in page
        assert "Beta" in page
    rows = csv.DictReader(io.StringIO(told(capsys, dossier, form="csv")))
    assert {row["who"][:2] for row in rows if row["customer_id"] == "C2"} == {"'="}


def test_json_bears_the_date_and_the_rows(capsys, dossier):
    record = json.loads(told(capsys, dossier, form="json", lang="en"))
    assert (record["as_of"], record["lang"], record["currency"]) == ("2025-12-31", "en", "EUR")
    assert record["not_assessed"] > 0
    assert [row["number"] for row in record["rows"]] == list(range(1, len(record["rows"]) + 1))


@pytest.mark.parametrize("arguments", [("--stage", "payroll"), ("--kind", "gold")])
def test_a_stage_or_a_kind_that_does_not_exist_is_refused(shell, arguments):
    code, _, errors = shell("findings", "sample", *arguments)
    assert code == 2
    assert arguments[1] in errors
