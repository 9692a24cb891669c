"""Files from strangers: each bad one ends in a clear finding or error, within bounds that are counted."""

import io
import random
import warnings
import zipfile
from datetime import datetime

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cashkit.ground.errors import CashkitError, SourceError
from cashkit.readers.spreadsheet import parts, sheet, workbook
from cashkit.readers.spreadsheet.opened import open_ledger
from cashkit.readers.spreadsheet.spreadsheet import read_ledger
from tests.readers.mutating import spoilt
from tests.readers.spreadsheet import packages

HEAD = ["Code client", "Nom", "N° facture", "Date facture", "Échéance", "Solde"]
FIRST = ["C1", "ALPHA", "F1", datetime(2025, 1, 13), datetime(2025, 2, 13), 10.5]  # noqa: DTZ001  (a day)
SECOND = ["C2", "BETA", "F2", datetime(2025, 1, 14), datetime(2025, 2, 14), 4.5]  # noqa: DTZ001  (a day)


def put(tmp_path, content, name="ledger.xlsx"):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def refusal(tmp_path, content, name="ledger.xlsx"):
    with pytest.raises(SourceError) as caught:
        read_ledger(put(tmp_path, content, name))
    assert name in caught.value.say("fr")
    assert name in caught.value.say("en")
    return caught.value.key.partition(".")[2]


def codes(ledger):
    return [found.code for found in ledger.data_findings]


def rebuilt(content, part, change):
    """Return a workbook with one of its parts changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            body = old.read(name)
            new.writestr(name, change(body) if name == part else body)
    return out.getvalue()


BOOK = packages.workbook(("Feuil1", [HEAD, FIRST, SECOND]))
SHEET = "xl/worksheets/sheet1.xml"


def test_a_workbook_with_a_password_is_told_from_an_old_one(tmp_path):
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    assert refusal(tmp_path, ole + "EncryptedPackage".encode("utf-16-le")) == "locked"
    assert refusal(tmp_path, ole + "Workbook".encode("utf-16-le"), "ledger.xls") == "old_form"


def archive(**files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, body in files.items():
            made.writestr(name.replace("__", "/").replace("_DOT_", "."), body)
    return out.getvalue()


def test_what_is_no_workbook_is_refused_by_what_it_is(tmp_path):
    ods = archive(mimetype="application/vnd.oasis.opendocument.spreadsheet", content_DOT_xml="<x/>")
    assert refusal(tmp_path, ods, "ledger.ods") == "open_document"
    assert refusal(tmp_path, archive(readme_DOT_txt="x"), "ledger.zip") == "no_workbook"
    assert refusal(tmp_path, archive(xl__workbook_DOT_bin="x"), "ledger.xlsb") == "old_form"
    assert refusal(tmp_path, "<html><table><tr><td>Client</td></tr></table></html>", "ledger.xls") == "web_page"
    assert refusal(tmp_path, "\ufeff  <TABLE><tr><td>Client</td></tr></TABLE>", "ledger.xls") == "web_page"


def test_hidden_rows_and_sheets_are_counted_and_said(tmp_path):
    content = packages.workbook(("Feuil1", [HEAD, FIRST, SECOND, [*FIRST[:2], "F3", *FIRST[3:]]]), hidden=(3, 4))
    found = {one.code: one.value for one in read_ledger(put(tmp_path, content)).data_findings}
    assert found["T18"] == "2"


def test_a_formula_with_a_stored_value_is_not_counted(tmp_path):
    stored = b'<c r="F2"><f>10+0.5</f><v>10.5</v></c>'
    content = rebuilt(BOOK, SHEET, lambda body: body.replace(b'<c r="F2" t="n"><v>10.5</v></c>', stored))
    ledger = read_ledger(put(tmp_path, content))
    assert "T12" not in codes(ledger)
    content = rebuilt(content, SHEET, lambda body: body.replace(b"<v>10.5</v>", b"<v/>"))
    ledger = read_ledger(put(tmp_path, content))
    assert {"T12", "T15"} <= set(codes(ledger))


@pytest.mark.parametrize(
    "harm",
    [
        lambda body: b'<!DOCTYPE x [<!ENTITY a "b">]>' + body.partition(b"?>")[2],
        lambda body: body.replace(b"<sheetData>", b"<sheetData>" + b"<x>" * 10_000 + b"</x>" * 10_000),
        lambda body: body.replace(b"</sheetData>", b" " * 12_000_000 + b"</sheetData>"),
    ],
    ids=["entity", "10 000 levels", "zip bomb"],
)
def test_a_part_that_would_expand_is_refused(tmp_path, harm):
    assert refusal(tmp_path, rebuilt(BOOK, SHEET, harm)) == "bomb"


def test_rows_out_of_order_are_no_workbook_of_a_spreadsheet(tmp_path):
    content = rebuilt(BOOK, SHEET, lambda body: body.replace(b'<row r="3"', b'<row r="2"'))
    assert refusal(tmp_path, content) == "damaged"


def test_a_row_number_beyond_all_measure_makes_no_million_empty_rows(tmp_path):
    content = rebuilt(BOOK, SHEET, lambda body: body.replace(b'<row r="3"', b'<row r="99999999999"'))
    assert refusal(tmp_path, content) == "too_long"


def test_what_a_sheet_says_of_its_size_is_not_believed():
    far = b'<dimension ref="A1:XFD1048576"/>'
    content = rebuilt(BOOK, SHEET, lambda body: body.replace(b'<dimension ref="A1:F3"/>', far))
    (read,) = sheet.read_workbook("x.xlsx", content)
    assert [len(row) for row in read.rows] == [6, 6, 6]


def test_a_workbook_is_read_once(tmp_path, monkeypatch):
    opened = []
    load = openpyxl.load_workbook
    monkeypatch.setattr(
        workbook.openpyxl, "load_workbook", lambda *told, **how: opened.append(how) or load(*told, **how)
    )
    read_ledger(put(tmp_path, BOOK))
    assert [how["keep_links"] for how in opened] == [False]


@pytest.mark.parametrize("held", ["csv", "xlsx"])
def test_more_rows_or_cells_than_a_sheet_has_stop_the_reading(tmp_path, monkeypatch, held):
    rows = [HEAD, *[["C1", "ALPHA", f"F{n}", "13/01/2025", "13/02/2025", "1,00"] for n in range(200)]]
    content = packages.workbook(("Feuil1", rows)) if held == "xlsx" else packages.lines(rows)
    monkeypatch.setattr(sheet, "ROWS", 100)
    assert refusal(tmp_path, content, f"ledger.{held}") == "too_long"
    monkeypatch.setattr(sheet, "ROWS", 1000)
    monkeypatch.setattr(sheet, "CELLS", 600)
    assert refusal(tmp_path, content, f"ledger.{held}") == "too_many_cells"


def test_xml_is_looked_through_piece_by_piece(monkeypatch):
    class Counted(io.BytesIO):
        sizes: list[int] = []  # noqa: RUF012  (the test's own tally)

        def read(self, size=-1):
            self.sizes.append(size)
            return super().read(size)

    monkeypatch.setattr(parts, "_CHUNK", 64)
    part = Counted(b"<sheetData>" + b"<row><c><v>1</v></c></row>" * 100 + b"</sheetData>")
    assert parts.scanned("x.xlsx", part).rows == 100
    assert set(Counted.sizes) == {64}


def test_a_ledger_of_300_columns_is_read_by_those_that_count(tmp_path):
    rows = [HEAD + [f"Axe {n}" for n in range(300)], FIRST + ["x"] * 300, SECOND + [None] * 300]
    ledger = read_ledger(put(tmp_path, packages.workbook(("Feuil1", rows))))
    assert ledger.tables["invoices"]["amount"].tolist() == [10.5, 4.5]
    assert [one.params["columns"] for one in ledger.data_findings if one.code == "T09"] == [300]


@pytest.mark.parametrize("text", ["Code client;N° facture;Solde", "C1;F1;10,00", ";;;;", '"'])
def test_a_csv_of_one_line_is_refused_in_a_sentence(tmp_path, text):
    assert refusal(tmp_path, text, "ledger.csv") in {"no_rows", "no_heading", "bad_quote"}


@pytest.mark.parametrize("line", [2, 3, 4])
def test_a_broken_quote_is_told_by_its_line(tmp_path, line):
    told = [";".join(HEAD), *[f"C{n};ALPHA;F{n};13/01/2025;13/02/2025;1,00" for n in range(6)]]
    told[line - 1] = '"' + told[line - 1]
    told[-1] = '"BETA' + told[-1]
    with pytest.raises(SourceError) as caught:
        read_ledger(put(tmp_path, "\n".join(told), "ledger.csv"))
    assert (caught.value.key, caught.value.params["line"]) == ("spreadsheet.bad_quote", line)


def test_a_broken_quote_that_a_quoted_cell_of_the_next_row_closes_is_told(tmp_path):
    head, more = [*HEAD, *(f"Axe {n}" for n in range(9))], ";x" * 9
    told = [";".join(head), *[f"C{n};ALPHA;F{n};13/01/2025;13/02/2025;1,00{more}" for n in range(6)]]
    told[1] = told[1].replace("1,00", '"1,00')
    told[2] = told[2].replace("ALPHA", '"ALPHA"')
    with pytest.raises(SourceError) as caught:
        read_ledger(put(tmp_path, "\n".join(told), "ledger.csv"))
    assert (caught.value.key, caught.value.params["line"]) == ("spreadsheet.bad_quote", 2)


def test_a_quote_inside_a_name_breaks_nothing(tmp_path):
    text = ";".join(HEAD) + '\nC1;CAFÉ "LE COIN";F1;13/01/2025;13/02/2025;1,00\nC2;5" TUBES;F2;14/01/2025;;2,00\n'
    assert read_ledger(put(tmp_path, text, "l.csv")).tables["invoices"]["amount"].tolist() == [1.0, 2.0]


def test_two_header_rows_are_one_heading(tmp_path):
    text = "CT_Num;CT_Intitule;EC_RefPiece;EC_Date;EC_Echeance;Solde\n" + ";".join(HEAD)
    text += "\nC1;ALPHA;F1;13/01/2025;13/02/2025;1,00\n"
    ledger = read_ledger(put(tmp_path, text, "l.csv"))
    assert ledger.tables["invoices"]["amount"].tolist() == [1.0]
    assert not {"T03", "T04"} & set(codes(ledger))


def test_a_sheet_for_each_customer_is_read_as_one(tmp_path):
    one = [HEAD[2:], ["F1", *FIRST[3:]], ["Total", None, None, 10.5]]
    two = [HEAD[2:], ["F2", *SECOND[3:]], ["Total", None, None, 4.5]]
    ledger = read_ledger(put(tmp_path, packages.workbook(("ALPHA", one), ("BETA", two))))
    assert ledger.tables["invoices"][["customer_id", "amount"]].values.tolist() == [["ALPHA", 10.5], ["BETA", 4.5]]
    assert {"T01", "T20"} <= set(codes(ledger))


def test_a_sheet_for_each_month_is_not_added(tmp_path):
    months = [(name, [HEAD, FIRST, SECOND]) for name in ("Janvier", "Février")]
    ledger = read_ledger(put(tmp_path, packages.workbook(*months)))
    assert ledger.tables["invoices"]["amount"].sum() == 15.0
    assert "T07" in codes(ledger)


def test_two_currencies_in_one_column_are_kept_apart_with_the_sum_of_each(tmp_path):
    text = ";".join(HEAD) + "\nC1;ALPHA;F1;13/01/2025;;10,00 €\nC1;ALPHA;F2;14/01/2025;;5,00 $\n"
    text += "C2;BETA;F3;14/01/2025;;7,00 $\n"
    dossier = open_ledger(put(tmp_path, text, "l.csv"))
    apart = {one.value: (one.count, one.params["amount"]) for one in dossier.found if one.code == "D14"}
    assert dossier.invoices["amount"].sum() == 10.0
    assert apart == {"USD": (2, "12.00")}
    assert "T10" in set(dossier.findings["code"])


def test_numbers_that_lost_their_zeros_are_joined_where_one_customer_alone_fits(tmp_path):
    rows = [HEAD, ["00012", *FIRST[1:]], [12, "ALPHA", "F2", *FIRST[3:]], [7, "GAMMA", "F3", *FIRST[3:]]]
    ledger = read_ledger(put(tmp_path, packages.workbook(("Feuil1", rows))))
    assert ledger.tables["invoices"]["customer_id"].tolist() == ["00012", "00012", "7"]
    assert {"T11", "T22"} <= set(codes(ledger))


def test_numbers_that_two_customers_bear_with_zeros_are_not_joined(tmp_path):
    rows = [HEAD, ["0012", *FIRST[1:]], ["012", *SECOND[1:]], [12, "GAMMA", "F3", *FIRST[3:]]]
    ledger = read_ledger(put(tmp_path, packages.workbook(("Feuil1", rows))))
    assert ledger.tables["invoices"]["customer_id"].tolist() == ["0012", "012", "12"]
    assert "T22" not in codes(ledger)


def test_text_and_true_dates_that_prove_nothing_are_told_and_left(tmp_path):
    rows = [HEAD, FIRST, [*SECOND[:3], "03/02/2025", *SECOND[4:]]]
    ledger = read_ledger(put(tmp_path, packages.workbook(("Feuil1", rows))))
    assert [(one.code, one.field) for one in ledger.data_findings if one.code in {"T05", "T19"}] == [
        ("T19", "issue_date")
    ]


def test_an_amount_that_a_spreadsheet_made_a_date_is_told(tmp_path):
    rows = [HEAD, FIRST, [*SECOND[:5], SECOND[4]]]
    assert "T03" in codes(read_ledger(put(tmp_path, packages.workbook(("Feuil1", rows)))))


def test_an_exponent_and_a_tenth_of_a_cent_are_told(tmp_path):
    text = ";".join(HEAD) + "\nC1;ALPHA;F1;13/01/2025;;1,2E+05\nC1;ALPHA;F2;14/01/2025;;0,125\n"
    ledger = read_ledger(put(tmp_path, text, "l.csv"))
    assert ledger.tables["invoices"]["amount"].tolist() == [120_000.0, 0.13]
    assert {"T13", "T14"} <= set(codes(ledger))


def test_an_item_without_an_amount_is_told_not_lost(tmp_path):
    text = ";".join(HEAD) + "\nC1;ALPHA;F1;13/01/2025;;\nC1;ALPHA;F2;14/01/2025;;2,00\n"
    assert [(one.code, one.line) for one in read_ledger(put(tmp_path, text, "l.csv")).data_findings] == [("T15", 2)]


def test_a_bucket_that_is_not_recognised_is_asked_about_by_its_column(tmp_path):
    text = "Balance âgée au 31/12/2025\nClient;Non échu;1-30;Vieilles créances;Total\n"
    path = put(tmp_path, text + "ALPHA;10,00;5,00;7,00;22,00\nBETA;1,00;0,00;2,00;3,00\n", "b.csv")
    (found,) = [one for one in read_ledger(path).data_findings if one.code == "T26"]
    assert (found.value, float(found.params["sum"])) == ("Vieilles créances", 9.0)
    told = put(tmp_path, '[columns]\n"61+" = "Vieilles créances"\n', "m.toml")
    ledger = read_ledger(path, mapping=told)
    assert ledger.tables["invoices"]["amount"].sum() == 25.0
    assert not {"T06", "T26"} & set(codes(ledger))


SPOILT = [package() for package in (*packages.READ, packages.sage_i7, packages.ldcompta)]


def survives(path, content):
    """Tell whether a spoilt file is read, or refused by an error of ours, without a word beside."""
    path.write_bytes(content)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            open_ledger(path)
        except CashkitError as error:
            return bool(error.say("fr") and error.say("en"))
    return True


@settings(max_examples=120, deadline=None)
@given(which=st.integers(0, len(SPOILT) - 1), seed=st.integers(0, 2**32))
def test_a_spoilt_ledger_ends_in_an_answer_or_an_error_of_ours(tmp_path_factory, which, seed):
    name, content = SPOILT[which]
    assert survives(tmp_path_factory.getbasetemp() / name, spoilt(content, seed))


@settings(max_examples=80, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_a_workbook_with_a_spoilt_part_ends_in_an_answer_or_an_error_of_ours(tmp_path_factory, seed):
    chance = random.Random(seed)  # noqa: S311  (a test's, not a secret)
    _, content = packages.ebp() if chance.random() < 1 / 2 else packages.xero_detail()
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        part = chance.choice(book.namelist())
    harmed = rebuilt(content, part, lambda body: spoilt(body, seed))
    assert survives(tmp_path_factory.getbasetemp() / "parts.xlsx", harmed)


def test_figures_are_no_headings_of_buckets(tmp_path):
    text = "Balance âgée au 31/12/2025\nClient;Non échu;1-30;31-60;Total\n"
    text += "ALPHA;1,30;1,45;1,60;4,35\nBETA;0,02;1,90;0,10;2,02\nTotal;1,32;3,35;1,70;6,37\n"
    ledger = read_ledger(put(tmp_path, text, "b.csv"))
    assert round(ledger.tables["invoices"]["amount"].sum() * 100) == 637
    assert "T08" not in codes(ledger)
