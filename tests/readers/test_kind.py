"""What a file is: by what it holds first, then by its name; and what is refused, in one sentence."""

import io
import json
import os
import zipfile

import openpyxl
import pytest

from cashkit.ground import language
from cashkit.ground.errors import SourceError
from cashkit.readers.kind import KINDS, kind_of
from cashkit.readers.kind_of_folder import fecs_of, kind_of_folder
from cashkit.readers.spreadsheet import heading
from tests.readers.bank.test_bank_statements import DAY
from tests.readers.einvoice.test_einvoices import cii, ubl
from tests.readers.fec.written import NAME, clean, fec
from tests.readers.mutating import spoilt

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
LEDGER = "Code client;N° facture;Date facture;Échéance;Solde\nALPHA;F1;02/01/2025;31/01/2025;120,00\n"
IDENTITY = {"results": [{"siren": "732829320", "nom_complet": "OMBRAGE", "finances": {"2024": {"resultat_net": 3}}}]}
NOTICE = {"records": [{"fields": {"familleavis": "collective", "registre": "732829320"}}]}
RATIOS = {"records": [{"fields": {"siren": "732829320", "chiffre_d_affaires": 900}}]}
FORM = {"identifiant": "2050-SD", "cerfa": "15949", "reperes": [{"symbole": "CE", "formuleFEC": "SLD_59"}]}
FILING = {"bilanSaisi": {"bilan": {"identite": {"siren": "732829320"}, "detail": {"pages": [{"liasses": []}]}}}}


def workbook():
    book, held = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["Client", "Facture", "Solde"])
    book.save(held)
    return held.getvalue()


def archive(**parts):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return held.getvalue()


def ole(name):
    return OLE + name.encode("utf-16-le") + b"\0" * 600


READ = {
    "entries": ("export.txt", fec(clean()), "fec"),
    "entries with semicolons": ("export.csv", fec(clean(), separator=";"), "fec"),
    "entries in XML": ("export.xml", "<?xml version='1.0'?><comptabilite><exercice/></comptabilite>", "fec"),
    "entries in UTF-16": ("export.txt", fec(clean()).encode("utf-16"), "fec"),
    "entries that lost their heading": ("export.txt", "".join(fec(clean()).splitlines(keepends=True)[1:]), "fec"),
    "a name alone": (NAME, "hello", "fec"),
    "a workbook named as a FEC": (NAME, workbook(), "fec"),
    "a ledger": ("balance.csv", LEDGER, "ledger"),
    "a ledger in cp1252": ("balance.txt", LEDGER.encode("cp1252"), "ledger"),
    "a ledger with tabs and a title": ("b.txt", "Grand livre\n\n" + LEDGER.replace(";", "\t"), "ledger"),
    "a ledger named as a FEC": (NAME, LEDGER, "ledger"),
    "entries at fixed positions": (
        "quadra.txt",
        "M411ALPHAVE000020125 FACTURE F1          D+000000012050        310125" + " " * 30 + "F1      EUR\n",
        "ledger",
    ),
    "a workbook": ("balance.xlsx", workbook(), "ledger"),
    "a workbook without its name": ("balance", workbook(), "ledger"),
    "a damaged workbook": ("balance.xlsx", b"PK\x03\x04 cut", "ledger"),
    "camt.053": ("b.xml", '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02">', "bank"),
    "camt.053 with a prefix": (
        "b.xml",
        '<n:Document xmlns:n="urn:iso:std:iso:20022:tech:xsd:camt.053.001.13">',
        "bank",
    ),
    "camt.053 named as a FEC": (NAME, '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02">', "bank"),
    "CFONB 120": ("releve.txt", "\r\n".join(DAY), "bank"),
    "CFONB 120 without line ends": ("releve.dat", "".join(DAY), "bank"),
    "MT940": ("b.sta", ":20:X\n:25:FR76\n:60F:C260104EUR1000,00\n", "bank"),
    "MT940 in blocks": ("b.sta", "{1:F01BNPAFRPP}{4:\n:20:X\n:60F:C260104EUR1,00\n", "bank"),
    "CII": ("f.xml", cii(), "einvoice"),
    "UBL": ("f.xml", ubl(), "einvoice"),
    "a credit note in UBL": ("f.xml", ubl("CreditNote"), "einvoice"),
    "CII after a comment": ("f.xml", cii().replace("?>", "?><!-- by <hand> -->", 1), "einvoice"),
    "a PDF": ("f.pdf", b"%PDF-1.7\n", "einvoice"),
    "the INPI's XML": ("c.xml", "<bilans xmlns='fr:inpi:odrncs:bilansSaisisXML'>", "accounts"),
    "the INPI's JSON": ("c.json", json.dumps(FILING), "accounts"),
    "ratios in JSON": ("c.json", json.dumps(RATIOS), "accounts"),
    "ratios in CSV": ("c.csv", "siren;date_cloture_exercice;chiffre_d_affaires\n732829320;20241231;9\n", "accounts"),
    "cells and amounts": ("c.csv", "siren;732829320\nclosing_date;2024-12-31\nFL;1 200,50\nBX;100\n", "accounts"),
    "cells without their year": ("c.csv", "AA, 0\nAB, 0\nAJ, 16746\n", "accounts"),
    "cells of the simplified form": ("c.csv", "010, 85000\n012, 0\n014, 1969\n", "accounts"),
    "the company register": ("r.json", json.dumps(IDENTITY), "register"),
    "notices of the BODACC": ("r.json", json.dumps(NOTICE, indent=2), "register"),
}
REFUSED = {
    "nothing": ("x.csv", b"", "empty"),
    "blank lines": ("x.csv", b"\r\n \r\n", "empty"),
    "a mark and nothing else": ("x.csv", b"\xef\xbb\xbf\r\n", "empty"),
    "bytes": ("x.bin", bytes(range(256)), "binary"),
    "a picture": ("scan.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF", "image"),
    "a picture named .pdf": ("scan.pdf", b"\x89PNG\r\n\x1a\n", "image"),
    "a zip": ("envoi.zip", archive(a_xml="x"), "archive"),
    "gzip": ("export.csv.gz", b"\x1f\x8b\x08\0\0", "archive"),
    "a text document": ("note.docx", archive(word__document_xml="x"), "document"),
    "an old text document": ("note.doc", ole("WordDocument"), "document"),
    "rich text": ("note.rtf", b"{\\rtf1 bonjour}", "document"),
    "an old workbook": ("balance.xls", ole("Workbook"), "old_workbook"),
    "a workbook in XML": (
        "b.xls",
        '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
        "old_workbook",
    ),
    "a password": ("balance.xlsx", ole("EncryptedPackage"), "locked"),
    "an e-mail": ("envoi.msg", ole("__substg1.0_0037001F"), "message"),
    "LibreOffice": (
        "b.ods",
        archive(mimetype="application/vnd.oasis.opendocument.spreadsheet", content_xml="x"),
        "other_workbook",
    ),
    "a page named .xls": ("balance.xls", "<html><body><table><tr><td>Client</td></tr></table>", "page"),
    "a page with its DOCTYPE": ("balance.xls", "\n<!DOCTYPE html>\n<html lang='fr'>", "page"),
    "a web archive": ("balance.xls", "MIME-Version: 1.0\nContent-Type: multipart/related\n", "page"),
    "an order to pay": ("v.xml", '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.03">', "payment_order"),
    "OFX": ("b.ofx", "OFXHEADER:100\nDATA:OFXSGML\n", "other_statement"),
    "another XML": ("x.xml", "<?xml version='1.0'?><rss version='2.0'>", "other_xml"),
    "another JSON": ("x.json", '{"name": "x"}', "other_json"),
    "a tax form": ("2050-SD.json", json.dumps(FORM), "tax_form"),
    "reject codes": ("codes.csv", "01;Chèques payés;D;CHK\n02;Remises de chèques;C;CLR\n", "codes"),
    "a table of something": ("stock.csv", "Article;Lieu;Poids\nA1;Avignon;12,5\nB2;Lyon;3,25\n", "table"),
    "pipes that are no entries": ("x.txt", "a|b|c\nuno|due|1.5\n", "table"),
    "prose": ("lisezmoi.txt", "Bonjour, voici le fichier.\nCordialement,\nDurand\n", "text"),
    "a mapping": ("m.toml", '[columns]\ninvoice_id = "Pièce"\n\n[reading]\n', "mapping"),
    "dossier.toml": ("dossier.toml", 'name = "x"\nclosing_date = "2025-12-31"\n', "dossier_file"),
}  # fmt: skip


def written(folder, name, content):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize("case", READ)
def test_a_file_is_told_by_what_it_holds(tmp_path, case):
    name, content, kind = READ[case]
    assert kind_of(written(tmp_path, name, content)) == kind


def test_every_kind_is_met():
    assert {kind for _, _, kind in READ.values()} == set(KINDS)


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_not_read_is_named_with_what_to_give_instead(tmp_path, case):
    name, content, key = REFUSED[case]
    with pytest.raises(SourceError) as refused:
        kind_of(written(tmp_path, name, content))
    assert refused.value.key == f"kinds.{key}"
    french, english = refused.value.say("fr"), refused.value.say("en")
    assert name in french
    assert name in english
    assert french.endswith(".")


def test_every_sentence_of_refusal_is_met_by_a_file():
    met = {key for _, _, key in REFUSED.values()} | {"parquet", "database"}
    told = {key for key in language.table("kinds") if not key.startswith(("found_", "alone_"))}
    assert told - met == {"pdf", "folder", "no_file", "mapping_elsewhere", "previous_elsewhere"}


def test_no_sentence_of_refusal_takes_the_file_for_a_fec():
    for row in language.table("kinds").values():
        assert "n'est pas un FEC" not in row["fr"] or "--previous" in row["fr"]


def test_a_mapping_makes_any_table_a_ledger_but_no_ledger_of_entries(tmp_path):
    path = written(tmp_path, "x.txt", "a|b|c\nuno|due|1.5\n")
    assert kind_of(path, mapped=True) == "ledger"
    assert kind_of(written(tmp_path, "e.txt", fec(clean())), mapped=True) == "fec"


def test_words_of_a_file_that_move_the_cursor_or_turn_the_line_are_not_repeated(tmp_path):
    path = written(tmp_path, "x.txt", "\x1b[2J\u202eReçu" + "x" * 10_000 + "\nrien d'autre\n")
    with pytest.raises(SourceError) as refused:
        kind_of(path)
    told = refused.value.say("fr")
    assert "\x1b" not in told
    assert "\u202e" not in told
    assert len(told) < 400


def test_a_cut_letter_at_the_end_of_what_is_looked_at_changes_nothing(tmp_path):
    text = LEDGER.encode()
    for size in (65_535, 65_536, 65_537):
        path = written(tmp_path, "long.csv", text + b"x" * (size - len(text) - 1) + "é".encode() * 4)
        assert kind_of(path) == "ledger"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(SourceError) as refused:
        kind_of(tmp_path / "pipe")
    assert refused.value.key == "kinds.no_file"


@pytest.mark.parametrize("case", [*READ, *REFUSED])
def test_any_bytes_are_of_a_kind_or_get_a_sentence(tmp_path, case):
    name, content, _ = (READ | REFUSED)[case]
    whole = content if isinstance(content, bytes) else content.encode()
    told = [kind_or_sentence(written(tmp_path, name, spoilt(whole, seed))) for seed in range(8)]
    assert all(one in KINDS or name in one for one in told)


def kind_or_sentence(path):
    try:
        return kind_of(path)
    except SourceError as error:
        return error.say("fr")


@pytest.mark.parametrize(
    "text",
    [
        "<?" * 32_000,
        "<!--" * 16_000,
        "<!" * 32_000 + "<html>",
        '{"a" ' + '"a" ' * 16_000,
        ";".join(f"c{n:04}" for n in range(11_000)),
    ],
)
def test_a_text_made_to_be_looked_at_for_long_is_not(tmp_path, monkeypatch, text):
    looked = []
    told = heading.heading
    monkeypatch.setattr(heading, "heading", lambda rows: looked.append(sum(map(len, rows))) or told(rows))
    assert kind_or_sentence(written(tmp_path, "x.txt", text))
    assert sum(looked) <= 4 * 2400


def test_a_folder_is_tables_fecs_or_e_invoices(tmp_path):
    tables, years, invoices = (tmp_path / name for name in ("tables", "years", "invoices"))
    for folder in (tables, years, invoices):
        folder.mkdir()
    written(tables, "dossier.toml", 'name = "x"\n')
    written(tables, NAME, fec(clean()))
    written(years, NAME, fec(clean()))
    written(years, "lisezmoi.txt", "Bonjour")
    written(invoices, "f1.xml", cii())
    told = [kind_of_folder(folder) for folder in (tables, years, invoices)]
    assert told == ["tables", "fecs", "einvoices"]
    assert [path.name for path in fecs_of(years)] == [NAME]


def test_any_other_folder_says_what_stands_in_it(tmp_path):
    written(tmp_path, "releve.txt", "\r\n".join(DAY))
    written(tmp_path, "balance.csv", LEDGER)
    written(tmp_path, "photo.png", b"\x89PNG")
    with pytest.raises(SourceError) as refused:
        kind_of_folder(tmp_path)
    assert "relevés bancaires, grands livres ou tableaux, fichiers d'autre nature" in refused.value.say("fr")
    assert "bank statements, ledgers, files of other kinds" in refused.value.say("en")
