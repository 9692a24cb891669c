import csv
import datetime as dt
import json
from decimal import Decimal

import pandas as pd
import pytest

from cashkit.publish import context, exports
from cashkit.publish.context import Asked

AS_OF = dt.date(2025, 12, 31)


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0"])
def test_a_text_that_a_spreadsheet_would_run_is_neutralised(formula):
    assert exports.cell(formula, "fr") == f"'{formula}"


def test_a_control_character_of_a_strangers_moves_no_terminal():
    assert exports.cell("A\x1b[2J\nB", "fr") == "A\ufffd[2J\nB"


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        (-1234.5, "-1234,5", "-1234.5"),
        (Decimal("-1234.50"), "-1234,50", "-1234.50"),
        (12, "12", "12"),
        (True, "oui", "yes"),
        (None, "", ""),
        (float("nan"), "", ""),
        (pd.NaT, "", ""),
        (dt.date(2025, 12, 31), "2025-12-31", "2025-12-31"),
        (pd.Timestamp("2025-12-31"), "2025-12-31", "2025-12-31"),
        ("1 234", "1 234", "1 234"),
    ],
)
def test_numbers_stay_numbers_in_the_language_of_the_reader(value, french, english):
    assert (exports.cell(value, "fr"), exports.cell(value, "en")) == (french, english)


@pytest.fixture
def work_list(tmp_path, stage_review):
    def write(lang):
        exports.write_csv(tmp_path / "t.csv", stage_review("recovery").tables["work_list"], lang)
        return tmp_path / "t.csv"

    return write


@pytest.mark.parametrize(
    ("lang", "delimiter", "amounts"), [("fr", ";", ["1200,00", "-20,50"]), ("en", ",", ["1200.00", "-20.50"])]
)
def test_a_table_opens_in_the_spreadsheet_of_the_country(work_list, lang, delimiter, amounts):
    raw = work_list(lang).read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(raw.decode("utf-8-sig").splitlines(), delimiter=delimiter))
    assert [row[1] for row in rows[1:]] == amounts
    assert rows[1][0] == "'=HYPERLINK(1)"
    assert len({len(row) for row in rows}) == 1


def test_days_and_rates_keep_their_decimals_and_a_named_index_is_a_column(tmp_path):
    frame = pd.DataFrame({"days": [59.64], "total": [5.0]}, index=pd.Index(["C1"], name="customer_id"))
    exports.write_csv(tmp_path / "t.csv", frame, "en")
    assert (tmp_path / "t.csv").read_text(encoding="utf-8-sig").splitlines()[1] == "C1,59.64,5.00"


@pytest.fixture
def made(dossier, stage_review):
    reviews = {stage: stage_review(stage) for stage in ("order", "recovery")}
    return context.of(dossier, reviews, Asked(AS_OF, "en"))


def test_findings_are_written_with_amounts_as_text_and_words_in_the_language(made, dossier):
    found = json.loads(json.dumps(exports.findings(made, dossier)))
    first = found["findings"][0]
    assert (first["stage"], first["code"], first["amount_at_stake"]) == ("recovery", "R06", "1200.00")
    assert first["items"] == [["invoices", "F1", 120000]]
    assert "posted twice" in first["message"] or "F1" in first["message"]
    assert found["at_stake"] == {"cash_late": "1200.00"}
    assert found["data_findings"][0]["code"] == "R08"
    assert {one["table"] for one in found["not_assessed"]} == {"orders", "disputes"}


def test_files_are_named_in_plain_letters(tmp_path, made, dossier):
    exports.write(tmp_path, made, dossier)
    names = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file())
    assert names == [
        "findings.json",
        *(f"tables/{name}.csv" for name in ("data-findings", "findings", "recovery-work-list")),
    ]
