"""What a consultant is handed: each flaw is a finding, or one sentence that names the file and the cure, and exit 2."""

import io
import json
import re
import subprocess
import sys
import warnings
import zipfile
from pathlib import Path

import pytest

from cashkit import cli
from cashkit.ground import language
from cashkit.ground.errors import SourceError
from cashkit.readers.open import open_dossier
from tests.readers.fec.booking import NAME, aged, brought_forward, entry, invoice, opened_text, receipt, written

ROOT = Path(cli.__file__).parents[1]
BOOK = written(
    brought_forward("2025-01-01", ("411000", 50, {"customer": "BETA", "ref": "F24-7", "dated": "2024-11-02"})),
    invoice("F101", "2025-03-01", 120, text="Facture F101"),
    receipt("2025-04-01", 60, ref="R1"),
)


def workbook():
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return held.getvalue()


UNREADABLE = {
    "empty": b"",
    "blank": b"\r\n \r\n",
    "binary": bytes(range(256)) * 4,
    "text": b"hello\nworld\n",
    "PDF": b"%PDF-1.7\n1 0 obj",
    "a workbook named .txt": workbook(),
    "gzip": b"\x1f\x8b\x08\x00\x00",
    "UTF-16": BOOK.encode("utf-16"),
    "UTF-16 without mark": BOOK.encode("utf-16-le"),
    "cut in the heading": BOOK.encode()[:60],
    "heading alone": BOOK.encode().split(b"\n")[0] + b"\n",
    "no date at all": BOOK.replace("2025", "").encode(),
}


@pytest.fixture
def run(capsys, monkeypatch):
    """Return how to run the command line in this process: it gives exit, output and errors."""

    def command(*words):
        monkeypatch.setattr(sys, "argv", ["cashkit", *map(str, words)])
        monkeypatch.setattr(warnings, "showwarning", warnings.showwarning)
        with pytest.raises(SystemExit) as left:
            cli.main()
        return (left.value.code or 0, *capsys.readouterr())

    return command


@pytest.fixture
def source(tmp_path):
    """Return how to write a file by its content."""

    def write(content, name=NAME):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


class TestWhatCannotBeRead:
    @pytest.mark.parametrize("flaw", UNREADABLE)
    @pytest.mark.parametrize("command", ["check", "aging", "audit"])
    def test_one_sentence_and_exit_2(self, source, run, flaw, command):
        path = source(UNREADABLE[flaw])
        out = path.parent / "report"
        more = ("--out", out) if command == "audit" else ()
        code, told, error = run(command, path, *more)
        assert (code, told) == (2, "")
        (sentence,) = error.splitlines()
        assert NAME in sentence
        assert sentence.endswith((".", "…"))
        assert "Traceback" not in sentence
        assert sorted(path.parent.iterdir()) == [path], "nothing was written"

    @pytest.mark.parametrize("flaw", UNREADABLE)
    def test_the_sentence_stands_in_both_languages(self, source, flaw):
        with pytest.raises(SourceError) as refused:
            open_dossier(source(UNREADABLE[flaw]))
        french, english = refused.value.say("fr"), refused.value.say("en")
        assert french != english
        assert NAME in french
        assert NAME in english

    def test_a_file_whose_lines_are_all_refused_names_the_first_cause_and_its_line(self, source):
        with pytest.raises(SourceError) as refused, language.use("en"):
            open_dossier(source(UNREADABLE["no date at all"]))
        assert str(refused.value.params["line"]) == "2"
        assert "line 2: EcritureDate" in refused.value.say("en")

    def test_a_missing_file_and_a_folder_that_is_no_dossier(self, tmp_path, run):
        assert run("check", tmp_path / "absent.txt")[0] == 2
        code, told, error = run("check", tmp_path)
        assert (code, told) == (2, "")
        assert "dossier.toml" in error

    @pytest.mark.parametrize("option", [("--terms", "soon"), ("--as-of", "31/02/2025"), ("--view", "both")])
    def test_a_wrong_word_on_the_command_line(self, source, run, option):
        code, told, error = run("aging", source(BOOK), *option)
        assert (code, told) == (2, "")
        assert option[1] in error

    def test_an_earlier_report_is_left_untouched(self, source, run):
        path = source(UNREADABLE["PDF"])
        report = path.parent / "report" / "audit.html"
        report.parent.mkdir()
        report.write_text("of last month", encoding="utf-8")
        assert run("audit", path, "--out", report.parent)[0] == 2
        assert [(one, one.read_text(encoding="utf-8")) for one in report.parent.iterdir()] == [
            (report, "of last month")
        ]

    def test_from_the_shell_too(self, source):
        done = subprocess.run(
            [sys.executable, "-m", "cashkit", "check", source(b"%PDF-1.4")], capture_output=True, check=False
        )
        assert (done.returncode, done.stdout) == (2, b"")
        assert b"Traceback" not in done.stderr
        assert done.stderr.count(b"\n") == 1


def with_currencies():
    """Return the book with amounts in dollars and pounds."""
    rows = BOOK.split("\r\n")
    for at, amount, code in ((3, "130,00", "USD"), (6, "-50,00", "GBP")):
        rows[at] = "\t".join([*rows[at].split("\t")[:-2], amount, code])
    return "\r\n".join(rows)


TOLD = {
    "cut in a line": (BOOK[:-37], {"L01", "E01"}, 1),
    "no customer account": (written(entry("AC", "2025-03-01", ("606000", 100), ("512000", -100))), {"R10"}, 0),
    "one account for all": (written(invoice("F1", "2025-03-01", 120, "")), {"R05"}, 0),
    "entries out of balance": (BOOK.replace("100,00", "101,00"), {"E01", "G01"}, 0),
    "no whole cents": (BOOK.replace("120,00", "120,005"), {"L10"}, 0),
    "no number": (BOOK.replace("120,00", "abc"), {"L07"}, 1),
    "not a number": (BOOK.replace("120,00", "nan"), {"L07"}, 1),
    "a number of thirty digits": (BOOK.replace("120,00", "9" * 30 + ",00"), {"L07"}, 1),
    "a number beyond any account": (BOOK.replace("120,00", "92233720368547758,07"), {"L07"}, 1),
    "two currencies": (with_currencies(), {"R11"}, 0),
    "a number twice": (written(invoice("F1", "2025-03-01", 120), invoice("F1", "2025-03-05", 120)), {"R06"}, 0),
    "paid beyond the invoice": (
        written(invoice("F1", "2025-03-01", 120), receipt("2025-03-05", 150)),
        {"R04", "R09"},
        0,
    ),
    "31 February": (BOOK.replace("20250301", "20250231"), {"L03"}, 3),
    "the year 9999": (BOOK.replace("20250301", "99991231"), {"L03"}, 3),
    "a NUL in a label": (BOOK.replace("Facture F101", "Fact\x00ure F101"), {"F06"}, 0),
    "a separator in a label": (BOOK.replace("Facture F101", "Facture\tF101"), {"L01"}, 0),
}


class TestWhatIsToldAndReadOn:
    @pytest.mark.parametrize("flaw", TOLD)
    def test_it_is_a_finding_and_no_line_is_lost(self, flaw):
        text, codes, refused = TOLD[flaw]
        dossier = opened_text(text)
        assert codes <= set(dossier.findings["code"])
        (file,) = dossier.sources
        assert file.lines_read == file.lines_used + file.lines_refused == len(text.strip("\r\n").split("\r\n")) - 1
        assert file.lines_refused == refused
        for view in ("strict", "matched"):
            aged(dossier, "2025-12-31", view)

    @pytest.mark.parametrize("flaw", TOLD)
    def test_the_commands_go_to_their_end(self, source, run, flaw):
        path = source(TOLD[flaw][0])
        code, told, error = run("check", path)
        assert (code in {0, 1}, error) == (True, "")
        assert all(one in told for one in TOLD[flaw][1])
        code, told, _ = run("aging", path, "--format", "json")
        assert code == 0
        assert json.loads(told)["as_of"] == "2025-12-31"

    def test_check_says_how_many_lines_were_read_used_and_refused(self, source, run):
        _, told, _ = run("check", source(TOLD["cut in a line"][0]))
        (words,) = [line for line in told.splitlines() if line.startswith(NAME)]
        assert re.findall(r"\d+", words.removeprefix(NAME)) == ["7", "6", "1"]

    def test_check_exits_1_on_an_error(self, source, run):
        assert run("check", source(TOLD["entries out of balance"][0]))[0] == 1


class TestAsOfOutsideTheEntries:
    @pytest.mark.filterwarnings("default")
    @pytest.mark.parametrize(("as_of", "total"), [("2019-12-31", "0.00"), ("2031-12-31", "110.00")])
    def test_it_gets_an_answer_and_a_warning(self, source, run, as_of, total):
        code, told, error = run("aging", source(BOOK), "--as-of", as_of, "--format", "json")
        assert code == 0
        assert json.loads(told)["total"]["total"] == total
        assert as_of[:4] in error


class TestHostileNames:
    NAMES = ("<script>alert(1)</script>", 'O\'"Dupont" & Fils', "Éléonore Ünal-Çelik", "=1+1", "a,b;c", "$& `rm`")

    @pytest.fixture
    def path(self, source):
        book = [
            invoice(f"F{n}{name}", "2025-03-01", 120, name, name=name, text=name) for n, name in enumerate(self.NAMES)
        ]
        return source(written(*book))

    def test_they_stay_as_they_are(self, path):
        dossier = open_dossier(path)
        assert set(dossier.customers["name"]) == set(self.NAMES)
        assert sorted(aged(dossier, "2025-12-31")) == sorted(self.NAMES)

    @pytest.mark.parametrize("form", ["table", "csv", "json"])
    def test_they_can_be_printed(self, path, run, form):
        code, told, _ = run("aging", path, "--format", form)
        assert code == 0
        assert "Éléonore" in told
        assert run("check", path)[0] in {0, 1}

    def test_a_spreadsheet_takes_none_for_a_formula(self, path, run):
        _, told, _ = run("aging", path, "--format", "csv")
        assert "\n'=1+1," in told


class TestTheYearBeforeOnTheCommandLine:
    def books(self, source, opening):
        before = source(
            written(invoice("F1", "2024-11-15", 120), entry("BQ", "2024-06-03", ("512000", 500), ("101000", -500))),
            "732829320FEC20241231.txt",
        )
        balances = (("411000", opening, {"customer": "ALPHA"}), ("512000", 500), ("445710", -20), ("120000", -100))
        return before, source(written(brought_forward("2025-01-01", *balances), invoice("F2", "2025-03-01", 60)))

    def test_a_balance_that_does_not_follow_is_printed(self, source, run):
        before, current = self.books(source, 90)
        code, told, _ = run("check", current, "--previous", before)
        assert code == 1
        assert "G09" in told
        assert "G09" not in run("check", current)[1]

    def test_balances_that_follow_are_not(self, source, run):
        before, current = self.books(source, 120)
        assert "G09" not in run("check", current, "--previous", before)[1]

    @pytest.mark.parametrize("wrong", ["the same file", "a PDF", "none"])
    def test_a_wrong_one_is_told_in_one_sentence(self, source, run, wrong):
        _, current = self.books(source, 120)
        path = {
            "the same file": current,
            "a PDF": source(b"%PDF-1.4", "before.txt"),
            "none": current.parent / "no.txt",
        }[wrong]
        code, told, error = run("check", current, "--previous", path)
        assert (code, told) == (2, "")
        assert len(error.splitlines()) == 1
        assert path.name in error
