"""The command line: exact figures, both languages, exit codes, and one sentence for whatever cannot be done."""

import csv
import io
import json
import os
import re
import subprocess
import sys
import unicodedata
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

from cashkit import __version__, cli
from cashkit.command_line import auditing, choices, lab
from cashkit.dossier.dossier import Dossier
from cashkit.ground import language
from cashkit.ground.share import sample_folder
from cashkit.measures.dso import dso
from cashkit.readers.folder import read_folder, save_dossier
from tests.dossier.making import ALLOCATIONS, INVOICES, PAYMENTS
from tests.readers.fec.written import NAME, clean, fec, line

ROOT = Path(__file__).parents[2]
COMMANDS = ("audit", "check", "aging", "dso", "lab", "exercises", "sample")
INVOICE_ROWS = [
    ("F1", "C1", "invoice", "2025-10-01", "2025-11-30", 1000.1),
    ("F2", "C1", "invoice", "2025-12-01", "2026-01-15", 0.2),
    ("F3", "=1+1", "invoice", "2025-12-01", "2025-12-31", 1234.5),
    ("F4", "-7", "invoice", "2025-09-01", "2025-09-30", 5.0),
    ("F0", "C1", "invoice", "2024-06-01", "2024-07-01", 10.0),
]
PAYMENT_ROWS = [("P0", "C1", "2024-07-01", 10.0), ("P1", "C1", "2025-12-20", 400.0), ("P2", "C2", "2025-12-21", 70.07)]
GIVEN = [("P1", "F1", 250.0, "2025-12-20"), ("P0", "F0", 10.0, "2024-07-01")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    tables = {
        "invoices": pd.DataFrame(INVOICE_ROWS, columns=INVOICES),
        "payments": pd.DataFrame(PAYMENT_ROWS, columns=PAYMENTS),
        "allocations": pd.DataFrame(GIVEN, columns=ALLOCATIONS),
    }
    dossier = Dossier.of(name="Alpha", closing_date="2025-12-31", **tables)
    return str(save_dossier(dossier, tmp_path_factory.mktemp("dossier")))


@pytest.fixture
def source(tmp_path):
    path = tmp_path / NAME
    path.write_text(fec(clean()), encoding="utf-8", newline="")
    return path


def run(*arguments):
    """Run a command in this process; an error of ours is raised, as `main` is not there to tell it."""
    return CliRunner().invoke(cli.app, [str(argument) for argument in arguments], catch_exceptions=False)


def test_json_gives_each_amount_as_text_with_two_decimals(folder):
    told = json.loads(run("aging", folder, "--as-of", "2025-12-31", "--view", "strict", "--format", "json").stdout)
    assert (told["as_of"], told["view"]) == ("2025-12-31", "strict")
    names = ("not_due", "1-30", "31-60", "61-90", "91+", "unapplied", "total")
    rows = {row["customer_id"]: [row[name] for name in names] for row in told["rows"]}
    assert rows == {
        "-7": ["0.00", "0.00", "0.00", "0.00", "5.00", "0.00", "5.00"],
        "=1+1": ["1234.50", "0.00", "0.00", "0.00", "0.00", "0.00", "1234.50"],
        "C1": ["0.20", "0.00", "750.10", "0.00", "0.00", "-150.00", "600.30"],
        "C2": ["0.00", "0.00", "0.00", "0.00", "0.00", "-70.07", "-70.07"],
    }
    assert told["total"] == dict(
        zip(names, ("1234.70", "0.00", "750.10", "0.00", "5.00", "-220.07", "1769.73"), strict=True)
    )


def test_the_total_of_json_is_the_sum_of_its_rows(folder):
    told = json.loads(run("aging", folder, "--format", "json").stdout)
    for name, total in told["total"].items():
        assert sum(Decimal(row[name]) for row in told["rows"]) == Decimal(total)


def test_the_closing_date_is_the_date_when_none_is_given(folder):
    assert json.loads(run("aging", folder, "--format", "json").stdout)["as_of"] == "2025-12-31"


def test_csv_leaves_no_formula_to_a_spreadsheet_and_amounts_as_numbers(folder):
    rows = list(csv.DictReader(io.StringIO(run("aging", folder, "--format", "csv", "--view", "strict").stdout)))
    assert [row["customer_id"] for row in rows] == ["'-7", "'=1+1", "C1", "C2"]
    assert [row["unapplied"] for row in rows] == ["0.00", "0.00", "-150.00", "-70.07"]


@pytest.mark.parametrize(("lang", "head", "amount"), [("fr", "Non échu", "1 769,73 €"), ("en", "Not due", "€1,769.73")])
def test_a_table_is_aligned_and_speaks_the_language(folder, lang, head, amount):
    *lines, blank, due = run("aging", folder, "--view", "strict", "--lang", lang).stdout.splitlines()
    assert blank == ""
    assert "100" in due  # every invoice of the folder has its own due date
    assert head in lines[0]
    assert lines[-1].startswith("Total")
    assert plain(lines[-1]).endswith(amount)
    assert len({len(each) for each in lines}) == 1


def plain(text):
    return unicodedata.normalize("NFKC", text)


@pytest.mark.parametrize("method", [each.value for each in choices.Method])
def test_dso_in_json_is_the_measure_itself(folder, method):
    told = json.loads(run("dso", folder, "--method", method, "--view", "strict", "--format", "json").stdout)
    found = dso(read_folder(Path(folder)), as_of="2025-12-31", method=method, view="strict")
    assert (found.days is None) == (method == "count_back")  # no sales in November: a month that cannot be counted
    assert told == {
        "as_of": "2025-12-31",
        "method": method,
        "view": "strict",
        "days": None if found.days is None else round(found.days, 4),
        "receivables": f"{found.receivables:.2f}",
        "invoiced": f"{found.invoiced:.2f}",
        "reason": found.reason,
    }


def test_dso_in_words_says_its_method_and_what_it_is_made_of(folder):
    lines = run("dso", folder, "--method", "period", "--view", "strict", "--lang", "en").stdout.splitlines()
    assert lines[0].startswith("DSO of the period at 31/12/2025: ")
    assert lines[0].endswith("days")
    assert "€1,769.73" in lines[1]


def test_dso_without_sales_gives_the_reason_and_no_figure(tmp_path):
    rows = pd.DataFrame([("F1", "C1", "opening", "2024-10-01", "2024-11-30", 10.0)], columns=INVOICES)
    target = save_dossier(Dossier.of(name="x", closing_date="2025-12-31", invoices=rows), tmp_path)
    told = json.loads(run("dso", target, "--format", "json").stdout)
    assert told["days"] is None
    assert told["reason"]
    shown = run("dso", target).stdout.splitlines()
    assert len(shown) == 3
    line_of_csv = next(csv.DictReader(io.StringIO(run("dso", target, "--format", "csv").stdout)))
    assert (line_of_csv["days"], line_of_csv["receivables"]) == ("", "10.00")


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_each_command_has_an_example(command):
    told = run(command, "--help").stdout
    assert f"cashkit {command}" in told.split("Options:", 1)[1]


def test_the_help_and_the_version():
    told = run("--help").stdout
    assert all(f"  {command}" in told for command in COMMANDS)
    assert run("--version").stdout == f"cashkit {__version__}\n"


def test_check_says_what_was_read_used_and_refused(tmp_path):
    path = tmp_path / NAME
    rows = [*clean(), line(EcritureDate="20251399", Credit="1,00")]
    path.write_text(fec(rows), encoding="utf-8", newline="")
    told = plain(run("check", path, "--lang", "en").stdout)
    assert f"{NAME}: 6 lines read = 5 used + 1 refused" in told
    told = plain(run("check", path, "--lang", "fr").stdout)
    assert f"{NAME} : 6 lignes lues = 5 retenues + 1 écartée" in told


def test_check_ends_with_1_when_something_is_a_stop_or_an_error(source):
    done = run("check", source, "--lang", "en")  # the opening entry is missing
    assert done.exit_code == 1
    first = next(each for each in done.stdout.splitlines() if each[3:5] == "  ")
    assert first.startswith("G02  error ")
    sample = run("check", next(sample_folder().glob("*FEC2025*.txt")), "--lang", "en")
    assert sample.exit_code == 0
    assert "  warning  " in sample.stdout


def test_check_of_a_clean_folder_has_nothing_to_report(tmp_path):
    rows = pd.DataFrame(INVOICE_ROWS[:1], columns=INVOICES)
    done = run("check", save_dossier(Dossier.of(name="x", invoices=rows), tmp_path), "--lang", "en")
    assert done.exit_code == 0
    assert "Nothing to report." in done.stdout.splitlines()


def test_no_name_of_a_file_moves_the_cursor(tmp_path):
    rows = pd.DataFrame([("F1", "C\x1b[2J1", "invoice", "2025-10-01", "2025-11-30", 10.0)], columns=INVOICES)
    target = save_dossier(Dossier.of(name="Al\x1b[2Jpha\r\nBeta", closing_date="2025-12-31", invoices=rows), tmp_path)
    assert run("check", target).stdout.splitlines()[0].startswith("Al [2Jpha  Beta")
    assert run("aging", target).stdout.splitlines()[1].startswith("C [2J1")


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_check_fits_40_lines_of_100_columns_whatever_is_wrong(tmp_path, lang):
    path = tmp_path / NAME
    path.write_text(fec(spoiled_in_many_ways()), encoding="utf-8", newline="")
    lines = run("check", path, "--lang", lang).stdout.splitlines()
    assert len(lines) <= 40
    assert max(map(len, lines)) <= 100
    assert sum(each[:1].isupper() and each[3:5] == "  " for each in lines[2:]) >= 12


FAULTS = (
    {"Debit": "12,345"}, {"Debit": "-5,00"}, {"Debit": "1,00", "Credit": "1,00"}, {"Debit": "abc"}, {"PieceRef": ""},
    {"EcritureLib": ""}, {"EcritureDate": "20260301"}, {"EcritureDate": "20251399"}, {"ValidDate": ""},
    {"CompteNum": "9"}, {"CompteLib": ""}, {"JournalLib": ""}, {"PieceDate": "20991231"}, {"CompAuxNum": "C1"},
    {"EcritureLib": "x" * 300}, {"CompAuxLib": "Alpha"}, {"EcritureLet": "A"}, {"DateLet": "20250101"},
    {"Idevise": "USD"}, {"Montantdevise": "12"}, {"CompAuxNum": ""}, {"CompteNum": "413000"},
)  # fmt: skip


def spoiled_in_many_ways():
    """Return lines with one fault each."""
    return [
        line(EcritureNum=str(i * 2 + 1), Debit=f"{i + 1},00", CompteNum="411000") | fault
        for i, fault in enumerate(FAULTS)
    ]


def test_an_unreadable_file_is_one_sentence_and_exit_2(tmp_path, shell):
    path = tmp_path / NAME
    for content in (b"", b"\x00\x01\x02", b"hello", b"%PDF-1.4 x", "JournalCode|JournalLib\n".encode("utf-16")):
        path.write_bytes(content)
        code, out, err = shell("check", path)
        assert (code, out) == (2, "")
        assert NAME in err
        assert len(err.splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("aging", "nowhere.txt"), "nowhere.txt"),
        (("audit", "nowhere.txt"), "nowhere.txt"),
        (("aging", "{source}", "--as-of", "31/12/2025"), "31/12/2025"),
        (("dso", "{source}", "--terms", "un jour"), "un jour"),
        (("check", "{source}", "--previous", "before.txt"), "before.txt"),
        (("audit", "{source}", "--rates", "rates.csv"), "rates.csv"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_exit_2(shell, source, arguments, words):
    code, out, err = shell(*(each.format(source=source) for each in arguments))
    assert (code, out, len(err.splitlines())) == (2, "", 1)
    assert words in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    "arguments",
    [
        ("aging", "x.txt", "--nothing"),
        ("aging",),
        ("nothing",),
        ("dso", "x.txt", "--method", "guess"),
        ("aging", "x.txt", "--lang", "de"),
    ],
)
def test_wrong_use_is_exit_2_and_no_traceback(shell, arguments):
    code, out, err = shell(*arguments)
    assert (code, out) == (2, "")
    assert arguments[-1] in err or "SOURCE" in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    "command", [("aging", "--format", "json"), ("findings", "--stage", "recovery", "--format", "json")]
)
def test_a_warning_is_one_sentence_beside_the_figures(folder, shell, command):
    with pytest.MonkeyPatch.context() as python:
        python.setattr(cli.warnings, "showwarning", cli.warnings.showwarning)
        with cli.warnings.catch_warnings():
            cli.warnings.simplefilter("always")
            code, out, err = shell(command[0], folder, "--as-of", "2030-01-01", *command[1:])
    assert code == 0
    assert json.loads(out)["as_of"] == "2030-01-01"
    assert len(err.splitlines()) == 1
    assert "01/01/2030" in err
    assert "Warning" not in err


def test_the_language_may_stand_in_the_environment(tmp_path):
    told = {
        lang: subprocess.run(
            [sys.executable, "-m", "cashkit", "check", "nowhere.txt"],
            cwd=tmp_path,
            env={**os.environ, "CASHKIT_LANG": lang, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        for lang in ("en", "xx")
    }
    assert {lang: run.returncode for lang, run in told.items()} == {"en": 2, "xx": 2}
    with language.use("en"):
        assert told["en"].stderr.strip() == language.say("readers.no_such_source", file="nowhere.txt")
    with language.use("fr"):
        assert told["xx"].stderr.strip() == language.say("readers.no_such_source", file="nowhere.txt")


class Audited:
    """An audit that only notes what it was asked."""

    def __init__(self, lost=()):
        self.lost, self.path, self.asked = lost, Path("out/rapport.html"), {}

    def __call__(self, dossier, **asked):
        self.asked = {"dossier": dossier, **asked}
        return self


def test_audit_hands_its_options_on_and_says_where_the_report_is(monkeypatch, source):
    done = Audited()
    monkeypatch.setattr(auditing, "audit", done)
    told = run("audit", source, "--as-of", "2025-06-30", "--lang", "en", "--margin-rate", "0.1", "--terms", "45")
    assert (told.exit_code, told.stdout) == (0, "Report: out/rapport.html\n".replace("/", os.sep))
    kept = {key: done.asked[key] for key in ("as_of", "lang", "margin_rate", "rates", "source")}
    assert kept == {"as_of": "2025-06-30", "lang": "en", "margin_rate": 0.1, "rates": None, "source": source}
    assert done.asked["dossier"].siren == "732829320"


def test_an_audit_that_lost_a_stage_ends_with_1_and_names_it(monkeypatch, source):
    monkeypatch.setattr(auditing, "audit", Audited(lost=("recovery",)))
    told = run("audit", source, "--lang", "en")
    assert told.exit_code == 1
    with language.use("en"):
        assert language.say("report.stage_recovery") in told.stderr


def test_an_audit_without_a_source_takes_the_sample_company(monkeypatch):
    done = Audited()
    monkeypatch.setattr(auditing, "audit", done)
    assert run("audit").exit_code == 0
    assert done.asked["source"] == sample_folder()
    assert str(done.asked["as_of"]) == "2025-12-31"


def test_lab_copies_the_notebooks_and_leaves_those_already_there(monkeypatch, tmp_path):
    shipped = tmp_path / "shipped"
    shipped.mkdir()
    for name in ("00_a.ipynb", "01_b.ipynb"):
        (shipped / name).write_text("new", encoding="utf-8")
    own = tmp_path / "work" / lab.FOLDER / "notebooks" / "en"
    own.mkdir(parents=True)
    (own / "00_a.ipynb").write_text("mine", encoding="utf-8")
    started = []
    monkeypatch.chdir(tmp_path / "work")
    monkeypatch.setattr(lab, "share", lambda *_: shipped)
    monkeypatch.setattr(lab.subprocess, "call", lambda command: started.append(command) or 0)
    assert run("lab", "--lang", "en").exit_code == 0
    assert {path.name: path.read_text(encoding="utf-8") for path in own.iterdir()} == {
        "00_a.ipynb": "mine",
        "01_b.ipynb": "new",
    }
    assert started[0][1:3] == ["-m", "jupyterlab"]
    assert started[0][-1] == str(own / "00_a.ipynb")


def test_lab_lays_notebooks_and_exercises_so_that_every_link_between_them_leads_somewhere(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(lab.subprocess, "call", lambda _: 0)
    assert run("lab", "--lang", "fr").exit_code == 0
    folder = tmp_path / lab.FOLDER
    texts = {path: path.read_text(encoding="utf-8") for path in folder.rglob("*.ipynb")}
    links = {path.parent / link for path, text in texts.items() for link in re.findall(r"\]\(([^)]+\.ipynb)\)", text)}
    assert len(links) > len(texts) / 2
    assert not [str(link) for link in links if not link.resolve().is_relative_to(folder) or not link.exists()]


def test_a_fault_of_ours_is_one_sentence_without_a_traceback(shell, source, monkeypatch):
    monkeypatch.setattr("cashkit.command_line.figures.print_aging", lambda *_: {}["gone"])
    code, out, told = shell("aging", source)
    assert (code, out, len(told.splitlines())) == (2, "", 1)
    assert "KeyError: 'gone'" in told
    monkeypatch.setenv("CASHKIT_DEBUG", "1")
    monkeypatch.setattr(sys, "argv", ["cashkit", "aging", str(source)])
    with pytest.raises(KeyError):
        cli.main()
