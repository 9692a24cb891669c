"""`cashkit match`: what a statement settles, on the screen and in files, in both languages."""

import csv
import io
import json

import pandas as pd
import pytest
from typer.testing import CliRunner

from cashkit import cli
from cashkit.dossier.dossier import Dossier
from cashkit.readers.folder import save_dossier

INVOICES = ["invoice_id", "customer_id", "kind", "issue_date", "due_date", "amount"]
ROWS = [
    ("F2025-001", "C1", "invoice", "2025-11-01", "2025-11-30", 100.0),
    ("F2025-002", "=cmd()", "invoice", "2025-11-01", "2025-11-30", 60.5),
    ("F2025-003", "C1", "invoice", "2025-11-01", "2025-11-30", 30.0),
]
PAID = [("P1", "C1", "2025-12-08", 30.0, "VIR F2025-003")]
STATEMENT = (
    ":20:X\n:25:FR7630006000011234567890189\n:60F:C251201EUR0,00\n"
    ":61:2512091209C100,00NTRFNONREF\n:86:VIR F2025-001\n"
    ":61:2512091209C60,50NTRFNONREF\n:86:+F2025-002\n"
    ":61:2512091209C30,00NTRFNONREF\n:86:VIR F2025-003\n"
    ":61:2512101210C7,00NTRFNONREF\n:86:=HYPERLINK(1) \x1b[2J\n"
    ":61:2512111211D30,00NRTINONREF\n:86:REJET F2025-003\n"
    ":62F:C251211EUR167,50\n"
)


@pytest.fixture
def made(tmp_path):
    payments = pd.DataFrame(PAID, columns=["payment_id", "customer_id", "payment_date", "amount", "reference"])
    dossier = Dossier.of(
        name="Alpha", closing_date="2025-12-31", invoices=pd.DataFrame(ROWS, columns=INVOICES), payments=payments
    )
    statement = tmp_path / "releve.sta"
    statement.write_text(STATEMENT, encoding="utf-8")
    return str(save_dossier(dossier, tmp_path / "dossier")), str(statement)


def run(*arguments):
    result = CliRunner().invoke(cli.app, ["match", *arguments])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_json_tells_every_line_once_with_amounts_as_text(made):
    told = json.loads(run(*made, "--format", "json"))
    assert told["as_of"] == "2025-12-31"
    assert [(one["invoice_id"], one["proposed_amount"], one["confidence"]) for one in told["proposals"]] == [
        ("F2025-001", "100.00", "high"), ("F2025-002", "60.50", "high"),
    ]  # fmt: skip
    assert [one["booked_as"] for one in told["booked"]] == ["P1"]
    assert [one["reason"] for one in told["unmatched"]] == ["no_customer"]
    assert [(one["payment_id"], one["invoice_id"]) for one in told["returns"]] == [("P1", "F2025-003")]


def test_no_text_of_the_file_becomes_a_formula_in_csv(made):
    rows = list(csv.DictReader(io.StringIO(run(*made, "--format", "csv"))))
    assert [row["status"] for row in rows] == ["proposed", "proposed", "unmatched", "booked", "returned"]
    cells = [cell for row in rows for name, cell in row.items() if name not in {"amount", "proposed_amount"}]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    assert rows[1]["customer_id"] == "'=cmd()"


@pytest.mark.parametrize(("lang", "word"), [("fr", "facture citée"), ("en", "invoice quoted")])
def test_the_table_says_why_in_both_languages(made, lang, word):
    lines = run(*made, "--lang", lang).splitlines()
    assert any(word in line for line in lines)
    assert not [line for line in lines if "\x1b" in line]
    assert max(len(line) for line in lines[: lines.index("", 5)]) <= 100


def test_a_file_is_written_whole(made, tmp_path):
    out = tmp_path / "sub" / "rapprochement.csv"
    assert "rapprochement.csv" in run(*made, "--format", "csv", "--out", str(out))
    assert len(list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8-sig"))))) == 5
    assert [path.name for path in out.parent.iterdir()] == ["rapprochement.csv"]


def test_what_is_no_statement_is_one_sentence(made, tmp_path, monkeypatch, capsys):
    other = tmp_path / "releve.txt"
    other.write_text("hello", encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["cashkit", "match", made[0], str(other)])
    with pytest.raises(SystemExit) as left:
        cli.main()
    assert left.value.code == 2
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 1
    assert "releve.txt" in told[0]
