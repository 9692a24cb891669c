"""`cashkit check` on each kind of file: what it is, its totals, its findings, what to ask for; 40 lines of 100."""

import io
import json
import unicodedata

import pypdf
import pytest
from typer.testing import CliRunner

from cashkit import cli
from cashkit.command_line.lines import WIDTH
from cashkit.command_line.page import LINES
from tests.readers.annual_accounts.test_accounts_files import filed, xml
from tests.readers.bank.test_bank_statements import DAY, account, movement
from tests.readers.einvoice.test_einvoices import cii
from tests.readers.fec.written import NAME, clean, customer, fec
from tests.readers.mutating import spoilt

HISTORY = "Code client;N° facture;Date facture;Échéance;Montant TTC;Date règlement;Commentaire\n"
PAID = "C1;F1;02/01/2025;31/01/2025;120,00;15/02/2025;x\nC2;F2;13/01/2025;28/02/2025;50,00;;y\n"
LEDGER = HISTORY + PAID
COMPANY = {"siren": "732829320", "nom_complet": "OMBRAGE", "etat_administratif": "A", "date_creation": "1980-01-01"}
HOSTILE = "\x1b[2J\u202eé\u200f" + "W" * 10_000


def run(*arguments):
    done = CliRunner().invoke(cli.app, [str(argument) for argument in arguments], catch_exceptions=False)
    return done.exit_code, unicodedata.normalize("NFKC", done.stdout).splitlines()


@pytest.fixture
def file(tmp_path):
    def write(content, name):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def answer(**changes):
    return json.dumps({"results": [{**COMPANY, **changes}], "total_results": 1})


DOCUMENTS = {
    "bank": ("releve.txt", "\n".join(DAY)),
    "einvoice": ("facture.xml", cii()),
    "accounts": ("comptes.xml", filed(xml())),
    "register": ("reponse.json", answer()),
}
SAID = {
    "bank": "relevé bancaire",
    "einvoice": "facture électronique",
    "accounts": "comptes annuels",
    "register": "registre",
}


def test_a_statement_tells_its_account_its_period_and_that_it_ties(file):
    code, lines = run("check", file("\n".join(DAY), "releve.txt"), "--lang", "en")
    assert code == 0
    assert lines[0] == "CFONB 120 bank statement · 1 statement, 3 movements · releve.txt"
    assert lines[1] == "Account 300040220400012345603, 05/01/2026 to 07/01/2026"
    assert lines[2] == "  opening €1,000.00 + in €1,200.00 − out €250.00 = closing €1,950.00"


def test_a_statement_that_does_not_tie_is_an_error_and_says_what_to_do(file):
    rows = [account("01", "050126", "10000{"), movement("060126", "100{", "VIR"), account("07", "060126", "12000{")]
    code, lines = run("check", file("\n".join(rows), "releve.txt"))
    assert code == 1
    assert "à vérifier" in lines[2]
    assert any(each.startswith("B01  erreur ") for each in lines)
    assert lines[-2:] == ["À faire", "1. Redemander à la banque le relevé complet de la période."]


def test_an_invoice_tells_its_parties_its_totals_and_when_it_is_due(file):
    code, lines = run("check", file(cii(), "f.xml"), "--lang", "en")
    assert code == 0
    assert lines[0] == "Invoice FA1 of 15/08/2026 (CII) · f.xml"
    assert lines[1] == "Seller: Ombrage · 732829320 · FR44732829320"
    assert lines[3] == "Without VAT €120.00 · VAT €24.00 · with VAT €144.00 · to pay €144.00"
    assert lines[4] == "Due: 14/09/2026 · 2 lines"


def test_an_invoice_that_does_not_add_up_ends_with_1(file):
    code, lines = run("check", file(cii(incl="145.00", payable="145.00"), "f.xml"))
    assert code == 1
    assert any(each.startswith("I05  erreur ") for each in lines)


def test_filed_accounts_tell_each_year_and_whether_both_sides_tie(file):
    code, lines = run("check", file(filed(xml()), "c.xml"), "--lang", "en")
    assert code == 0
    assert lines[1] == "SIREN 732829320 · Menuiserie Essai"
    assert lines[2:5] == [
        "  Year to 31/12/2024 (12 months)",
        "    sales €1,000 · net result €30 · equity €80",
        "    total assets €160 = total liabilities €160",
    ]
    assert "    sales €800 · net result €20 · equity €70" in lines


def test_an_answer_of_the_register_tells_who_and_whether_it_is_active(file):
    code, lines = run("check", file(answer(), "r.json"), "--lang", "en")
    assert code == 0
    assert lines[1] == "OMBRAGE · SIREN 732829320 · active"
    closed = answer(etat_administratif="C", date_fermeture="2025-05-22")
    code, lines = run("check", file(closed, "r.json"), "--lang", "fr")
    assert code == 1
    assert lines[1] == "OMBRAGE · SIREN 732829320 · activité cessée"
    assert any(each.startswith("S02  erreur ") for each in lines)


@pytest.mark.parametrize("kind", DOCUMENTS)
@pytest.mark.parametrize("command", ["audit", "aging", "dso"])
def test_what_makes_no_dossier_is_named_with_what_to_give_instead(file, shell, kind, command):
    name, content = DOCUMENTS[kind]
    code, out, err = shell(command, file(content, name), *(("--lang", "fr") if command == "dso" else ()))
    assert (code, out, len(err.splitlines())) == (2, "", 1)
    assert name in err
    assert SAID[kind] in err
    assert "Donnez un FEC" in err or "donnez un FEC" in err
    assert "cashkit check" in err


@pytest.mark.parametrize("kind", DOCUMENTS)
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_both_languages_say_as_much(file, kind, lang):
    name, content = DOCUMENTS[kind]
    code, lines = run("check", file(content, name), "--lang", lang)
    assert code == 0
    other = run("check", file(content, name), "--lang", "en" if lang == "fr" else "fr")[1]
    assert lines != other
    assert lines.index("") == other.index(""), "the head says as much"


def test_a_ledger_tells_which_column_holds_what_and_how_sure_that_is(file):
    _, lines = run("check", file(LEDGER, "factures.csv"), "--lang", "en")
    told = " ".join(lines)
    assert "N° facture → invoice_id (100%)" in told
    assert "Échéance → due_date (100%)" in told
    assert "Commentaire →" not in told


def test_the_mapping_is_saved_into_a_new_file_and_read_again(file, tmp_path):
    source, saved = file(LEDGER, "factures.csv"), tmp_path / "m.toml"
    _, first = run("check", source, "--save-mapping", saved, "--lang", "en")
    assert first[-1].startswith("Mapping saved in")
    assert 'invoice_id = "N° facture"' in saved.read_text(encoding="utf-8")
    _, again = run("check", source, "--mapping", saved, "--lang", "en")
    assert again == first[:-1]
    edited = saved.read_text(encoding="utf-8").replace("customer_id", "name")
    saved.write_text(edited, encoding="utf-8")
    assert "Code client → name (100%)" in " ".join(run("check", source, "--mapping", saved, "--lang", "en")[1])


def test_what_a_ledger_leaves_open_is_asked_with_a_draft_of_what_is_sure(file, shell, tmp_path):
    source, saved = file(HISTORY + "C1;F1;02/01/2025;03/02/2025;1,234;;x\n", "factures.csv"), tmp_path / "m.toml"
    code, out, err = shell("check", source, "--save-mapping", saved)
    assert (code, out, len(err.splitlines())) == (2, "", 1)
    assert "m.toml" in err
    text = saved.read_text(encoding="utf-8")
    assert 'customer_id = "Code client"' in text
    assert "# Colonnes sans rôle : Commentaire" in unicodedata.normalize("NFKC", text)
    saved.write_text(text.replace("[reading]\n", '[reading]\ndecimal = ","\ndates = "day_first"\n'), encoding="utf-8")
    code, lines = run("check", source, "--mapping", saved, "--lang", "en")
    assert code in {0, 1}
    assert lines[1].startswith("Owed €1, ")


def test_no_file_is_written_over_by_a_mapping(file, shell):
    source, saved = file(LEDGER, "factures.csv"), file("mine", "m.toml")
    code, out, err = shell("check", source, "--save-mapping", saved)
    assert (code, out, len(err.splitlines())) == (2, "", 1)
    assert "m.toml" in err
    assert saved.read_text(encoding="utf-8") == "mine"


def test_what_was_said_of_dates_and_decimals_is_saved_too(file, tmp_path):
    told = file('[columns]\n\n[reading]\ndates = "month_first"\n', "told.toml")
    source = file(HISTORY + "C1;F1;02/01/2025;03/02/2025;120,00;;x\n", "factures.csv")
    run("check", source, "--mapping", told, "--save-mapping", tmp_path / "m.toml")
    assert 'dates = "month_first"' in (tmp_path / "m.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "content"), [(NAME, fec(clean())), DOCUMENTS["bank"]])
def test_only_a_ledger_has_a_mapping(file, shell, name, content):
    source = file(content, name)
    code, out, err = shell("check", source, "--save-mapping", source.parent / "m.toml")
    assert (code, out, len(err.splitlines())) == (2, "", 1)
    assert not (source.parent / "m.toml").exists()
    told = file("[columns]\n[reading]\n", "told.toml")
    code, out, err = shell("aging", source, "--mapping", told)
    assert (code, out, len(err.splitlines())) == (2, "", 1)


@pytest.mark.parametrize("command", ["aging", "dso"])
def test_figures_take_a_mapping(file, command):
    told = file('[columns]\ncustomer_id = "Code client"\n[reading]\ndates = "day_first"\n', "told.toml")
    source = file(HISTORY + "C1;F1;02/01/2025;03/02/2025;120,00;;x\n", "factures.csv")
    code, lines = run(command, source, "--mapping", told, "--as-of", "2025-01-31")
    assert code == 0
    assert "120,00 €" in " ".join(lines)


def test_a_fec_asks_for_what_concerns_most_euros_first_and_five_things_at_most(file):
    rows = [*clean(), *(customer(EcritureNum=str(9 + n), PieceRef=f"F{n}", Debit=f"{n}000,00") for n in range(1, 9))]
    _, lines = run("check", file(fec(rows), NAME), "--lang", "en")
    at = lines.index("To ask the client for, by amounts concerned")
    asked = [each for each in lines[at + 1 :] if each[1:3] == ". "]
    assert 1 <= len(asked) <= 5
    sums = [float(each.split("€")[1].split(" ")[0].replace(",", "")) for each in asked if "€" in each]
    assert sums == sorted(sums, reverse=True)
    assert sums[0] == 36_000


def test_sums_are_told_in_the_currency_of_the_ledger(file):
    source = file(LEDGER.replace("Montant TTC", "Montant TTC (USD)"), "factures.csv")
    _, lines = run("check", source, "--lang", "en")
    assert lines[1].startswith("Owed US$50,")
    assert not any("€" in each for each in lines if not each.startswith("To ask"))


def test_what_was_repaired_and_assumed_is_told_by_code(file):
    _, lines = run("check", file(fec(clean()).replace("\r\n", "\r\n\r\n", 2), NAME), "--lang", "en")
    assert lines[2].startswith("Refused: nothing · repaired: F06 (2) · assumed: R08 (1)")


def hostile(kind):
    """Return a file of a kind that names things at length, with marks that would turn or clear the line."""
    name = "".join(letter for letter in HOSTILE if letter.isprintable())
    return {
        "a FEC": (NAME, fec([customer(CompAuxLib=HOSTILE, EcritureLib=HOSTILE, PieceRef=HOSTILE, Debit="abc")])),
        "a ledger": ("b.csv", HISTORY.replace("Commentaire", HOSTILE) + PAID.replace("C1", HOSTILE)),
        "a statement": ("r.txt", "\n".join([*DAY[:1], movement("060126", "9{", HOSTILE[:30]), *DAY[-1:]])),
        "a message": ("b.sta", f":20:X\n:25:{HOSTILE}\n:60F:C260104EUR1,00\n:62F:C260105EUR2,00\n"),
        "an invoice": ("f.xml", cii(number=name, terms=name, due="").replace("Ombrage", f"\u202e{name}")),
        "accounts": ("c.xml", filed(xml(months="9")).replace("Menuiserie Essai", f"\u202e{name}")),
        "the register": ("r.json", answer(nom_complet=HOSTILE, etat_administratif="C", date_fermeture="2025-01-01")),
    }[kind]


KINDS = ("a FEC", "a ledger", "a statement", "a message", "an invoice", "accounts", "the register")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_whatever_a_file_holds_the_page_keeps_its_frame(file, shell, kind, lang):
    name, content = hostile(kind)
    code, out, err = shell("check", file(content, name), "--lang", lang)
    lines = (out or err).splitlines()
    assert code in {0, 1, 2}
    assert len(lines) <= LINES
    assert out == "" or max(map(len, lines)) <= WIDTH
    assert not {letter for letter in out + err if unicodedata.category(letter) in {"Cc", "Cf"}} - {"\n"}
    assert "Traceback" not in err


def test_a_folder_of_tables_tells_the_rows_of_each():
    code, lines = run("check", "sample", "--lang", "en")
    assert code == 0
    assert lines[3].startswith("Tables read: invoices (7,")
    assert "promises (" in lines[4]


def test_many_files_are_told_in_one_line(file, tmp_path):
    for n in range(1, 7):
        file(cii(number=f"FA{n}"), f"f{n}.xml")
    code, lines = run("check", tmp_path, "--lang", "en")
    assert code in {0, 1}
    assert lines[3] == "6 files: 6 lines read = 6 used + 0 refused"


def blank_pdf():
    writer, held = pypdf.PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    writer.write(held)
    return held.getvalue()


@pytest.mark.parametrize(("content", "words"), [(blank_pdf(), "sans facture électronique"), (b"%PDF-1.4", "illisible")])
def test_a_pdf_without_an_invoice_may_be_anything(file, shell, content, words):
    for command in ("check", "audit", "aging"):
        code, out, err = shell(command, file(content, "balance.pdf"))
        assert (code, out, len(err.splitlines())) == (2, "", 1)
        assert words in err


@pytest.mark.parametrize("command", ["check", "aging"])
def test_a_sentence_of_refusal_stays_one_line_whatever_it_quotes(file, shell, command):
    rows = f"Client;Facture;Échéance;Solde {HOSTILE};Solde \x1b[31m\nA;F1;31/01/2025;1,00;2,00\n"
    code, out, err = shell(command, file(rows, "b\x1b[2J\u202e.csv"))
    assert (code, out, len(err.splitlines())) == (2, "", 1)
    assert len(err) <= 1001
    assert not {letter for letter in err if unicodedata.category(letter) in {"Cc", "Cf"}} - {"\n"}


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_a_spoilt_document_keeps_the_frame_or_gets_one_sentence(file, shell, kind):
    name, content = DOCUMENTS[kind]
    for seed in range(12):
        code, out, err = shell("check", file(spoilt(content.encode(), seed), name))
        assert code in {0, 1, 2}
        assert (len(err.splitlines()), out) == (1, "") if code == 2 else err == ""
        assert len(out.splitlines()) <= LINES
        assert max(map(len, out.splitlines()), default=0) <= WIDTH


def test_a_long_file_name_hides_no_count(file):
    path = file(fec(clean()), f"{'x' * 200}FEC20251231.txt")
    _, lines = run("check", path, "--lang", "en")
    assert any("5 lines read = 5 used + 0 refused" in each for each in lines)


def test_many_accounts_leave_room_and_the_rest_is_counted(file):
    rows = [
        row
        for n in range(60)
        for row in (account("01", "050126", "1{", f"{n:011d}"), account("07", "060126", "1{", f"{n:011d}"))
    ]
    code, lines = run("check", file("\n".join(rows), "r.txt"), "--lang", "en")
    assert code == 0
    assert len(lines) <= LINES
    assert any(each.startswith("... and ") and each.endswith(" more lines.") for each in lines)
