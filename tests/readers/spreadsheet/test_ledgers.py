"""Ledgers as software and people write them, each told here line by line."""

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

import cashkit as ck
from cashkit.dossier.due_date_share import real_due_date_share
from cashkit.ground.errors import SourceError
from cashkit.readers.spreadsheet.mapping import written as mapping_text
from cashkit.readers.spreadsheet.spreadsheet import read_ledger, understood

ITEMS = """Code client;Nom client;N° facture;Date facture;Échéance;Solde
C1;ALPHA;F1;02/01/2025;31/01/2025;1 200,50
C1;ALPHA;A1;15/01/2025;31/01/2025;-200,50
C2;BETA;F2;20/02/2025;31/03/2025;800,00
"""


def written(tmp_path, content, name="grand-livre.csv", encoding="utf-8"):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


def workbook(rows, *, more=None, hidden=False):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Balance"
    for row in rows:
        sheet.append(row)
    if more is not None:
        other = book.create_sheet("Autre")
        other.sheet_state = "hidden" if hidden else "visible"
        for row in more:
            other.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def amounts(read):
    return dict(zip(read.tables["invoices"]["invoice_id"], read.tables["invoices"]["amount"], strict=True))


def codes(read):
    return [found.code for found in read.data_findings]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_open_items_are_read_whatever_their_encoding(tmp_path, encoding):
    read = read_ledger(written(tmp_path, ITEMS, encoding=encoding))
    assert amounts(read) == {"F1": 1200.5, "A1": -200.5, "F2": 800.0}
    assert read.tables["customers"]["name"].tolist() == ["ALPHA", "BETA"]
    assert read.tables["invoices"]["kind"].tolist() == ["invoice", "credit_note", "invoice"]


@pytest.mark.parametrize("separator", ["\t", "|", ";"])
def test_any_separator_will_do(tmp_path, separator):
    assert len(amounts(read_ledger(written(tmp_path, ITEMS.replace(";", separator))))) == 3


def test_a_ledger_opens_as_a_dossier(tmp_path):
    dossier = ck.open_dossier(written(tmp_path, ITEMS))
    aged = ck.aged_balance(dossier, as_of="2025-02-28", view="strict")
    assert aged.loc["C1", ["1-30", "unapplied", "total"]].tolist() == [1200.5, -200.5, 1000.0]
    assert aged.loc["C2", "not_due"] == 800.0


def test_an_invoice_history_gives_payments_on_their_day(tmp_path):
    text = "customer id,invoice number,invoice date,due date,invoice amount,settled date\n"
    text += "7,F1,2025-01-02,2025-02-01,100.00,2025-02-11\n7,F2,2025-01-03,2025-02-02,50.00,\n"
    dossier = ck.open_dossier(written(tmp_path, text))
    time = ck.time_to_pay(dossier, as_of="2025-02-28")
    assert (time.mean_days, len(dossier.payments)) == (40.0, 1)


def test_a_part_paid_history_keeps_what_is_left(tmp_path):
    text = "Client;Facture;Date;Montant TTC;Réglé\nALPHA;F1;13/01/2025;100,00;40,00\n"
    dossier = ck.open_dossier(written(tmp_path, text))
    assert ck.aged_balance(dossier, as_of="2025-01-31")["total"].sum() == 60.0


AGED = [
    ["Balance âgée clients"],
    ["Arrêtée au", datetime(2025, 12, 31)],  # noqa: DTZ001
    [],
    ["Client", "Non échu", "1-30", "31-60", "61-90", "> 90", "Total"],
    ["ALPHA", 100.0, 20.0, 0, 0, 5.0, 125.0],
    ["BETA", 0, 0, 30.0, 0, 0, 30.0],
    ["Total général", 100.0, 20.0, 30.0, 0, 5.0, 155.0],
]


def test_an_aged_balance_comes_back_bucket_by_bucket_at_its_own_date(tmp_path):
    dossier = ck.open_dossier(written(tmp_path, workbook(AGED), "balance.xlsx"))
    assert dossier.closing_date == date(2025, 12, 31)
    aged = ck.aged_balance(dossier, as_of=dossier.closing_date, view="strict")
    assert aged.loc["ALPHA", ["not_due", "1-30", "91+", "total"]].tolist() == [100.0, 20.0, 5.0, 125.0]
    assert aged.loc["BETA", "31-60"] == 30.0
    assert {"T01", "T27"} <= set(dossier.findings["code"])
    assert real_due_date_share(dossier, as_of=dossier.closing_date) == 0.0


def test_an_aged_balance_without_a_date_asks_for_it(tmp_path):
    with pytest.raises(SourceError) as caught:
        read_ledger(written(tmp_path, workbook(AGED[3:]), "balance.xlsx"))
    assert caught.value.key == "spreadsheet.which_date"
    told = written(tmp_path, '[reading]\nas_of = "2025-12-31"\n', "m.toml")
    assert len(amounts(read_ledger(tmp_path / "balance.xlsx", mapping=told))) == 4


def test_a_total_that_its_rows_do_not_come_to_is_told_with_the_first_row(tmp_path):
    rows = [*AGED[:-1], ["Total général", 100.0, 20.0, 30.0, 0, 5.0, 160.0]]
    found = [one for one in read_ledger(written(tmp_path, workbook(rows), "b.xlsx")).data_findings if one.code == "T02"]
    assert [(one.field, one.line, one.params["first"], float(one.params["difference"])) for one in found] == [
        ("balance_total", 7, 5, 5.0)
    ]


def test_buckets_that_do_not_come_to_the_balance_are_told(tmp_path):
    rows = [*AGED[:4], ["ALPHA", 100.0, 20.0, 0, 0, 5.0, 126.0]]
    assert [one.line for one in read_ledger(written(tmp_path, workbook(rows), "b.xlsx")).data_findings
            if one.code == "T06"] == [5]  # fmt: skip


def test_a_grouped_layout_gives_each_row_its_customer(tmp_path):
    text = "Client;N° pièce;Date;Échéance;Débit;Crédit\nALPHA;;;;;\n;F1;13/01/2025;28/02/2025;100,00;\n"
    text += ";R1;20/01/2025;;;30,00\nTotal client;;;;100,00;30,00\nBETA;;;;;\n;F2;14/01/2025;28/02/2025;50,00;\n"
    text += "Client;N° pièce;Date;Échéance;Débit;Crédit\nTotal général;;;;150,00;30,00\n"
    read = read_ledger(written(tmp_path, text))
    rows = read.tables["invoices"]
    assert rows[["customer_id", "amount"]].values.tolist() == [["ALPHA", 100.0], ["ALPHA", -30.0], ["BETA", 50.0]]
    assert {"T01", "T08"} <= set(codes(read))


@pytest.mark.parametrize("sides", [("D", "C"), ("0", "1"), ("S", "H"), ("1", "-1")])
def test_a_column_of_sides_gives_the_signs(tmp_path, sides):
    text = f"Client;Facture;Date;Montant;Sens\nA;F1;13/01/2025;10,00;{sides[0]}\nA;F2;14/01/2025;4,00;{sides[1]}\n"
    assert tuple(amounts(read_ledger(written(tmp_path, text))).values()) == (10.0, -4.0)


def test_month_first_is_decided_on_the_whole_column(tmp_path):
    text = "customer,invoice,invoice date,open balance\nA,F1,01/02/2025,10.00\nA,F2,01/25/2025,5.00\n"
    rows = read_ledger(written(tmp_path, text)).tables["invoices"]
    assert rows["issue_date"].astype(str).tolist() == ["2025-01-02", "2025-01-25"]


def test_dates_that_nothing_decides_are_asked_for(tmp_path):
    path = written(tmp_path, "customer,invoice,invoice date,open balance\nA,F1,01/02/2025,10.50\n")
    with pytest.raises(SourceError) as caught:
        read_ledger(path)
    assert caught.value.key == "spreadsheet.which_day"
    told = written(tmp_path, '[reading]\ndates = "month_first"\n', "m.toml")
    rows = read_ledger(path, mapping=told).tables["invoices"]
    assert str(rows["issue_date"][0])[:10] == "2025-01-02"


def test_an_invoice_is_not_due_before_it_is_issued_and_that_decides(tmp_path):
    text = "customer;invoice;invoice date;due date;open balance\nA;F1;01/02/2025;02/01/2025;10,50\n"
    rows = read_ledger(written(tmp_path, text)).tables["invoices"]
    assert rows[["issue_date", "due_date"]].astype(str).values.tolist() == [["2025-01-02", "2025-02-01"]]


def test_dates_that_a_spreadsheet_swapped_are_turned_back_and_told(tmp_path):
    rows = [["Client", "Facture", "Date facture", "Solde"], ["A", "F1", datetime(2025, 3, 1), 1.0]]  # noqa: DTZ001
    rows += [["A", "F2", "25/01/2025", 1.0], ["A", "F3", datetime(2025, 12, 2), 1.0]]  # noqa: DTZ001
    read = read_ledger(written(tmp_path, workbook(rows), "b.xlsx"))
    issued = read.tables["invoices"]["issue_date"].astype(str).tolist()
    assert issued == ["2025-01-03", "2025-01-25", "2025-02-12"]
    assert "T05" in codes(read)


def test_true_dates_beyond_the_twelfth_prove_that_nothing_was_swapped(tmp_path):
    rows = [["Client", "Facture", "Date facture", "Solde"], ["A", "F1", datetime(2025, 3, 13), 1.0]]  # noqa: DTZ001
    rows += [["A", "F2", "25/01/2025", 1.0]]
    read = read_ledger(written(tmp_path, workbook(rows), "b.xlsx"))
    assert "T05" not in codes(read)


def test_a_decimal_that_nothing_tells_is_asked_for(tmp_path):
    path = written(tmp_path, "customer;invoice;invoice date;open balance\nA;F1;13/01/2025;1,234\n")
    with pytest.raises(SourceError) as caught:
        read_ledger(path)
    assert caught.value.key == "spreadsheet.which_decimal"
    told = written(tmp_path, '[reading]\ndecimal = "."\n', "m.toml")
    assert amounts(read_ledger(path, mapping=told)) == {"F1": 1234.0}


def test_debts_below_zero_are_asked_about(tmp_path):
    path = written(tmp_path, "customer;invoice;invoice date;open balance\nA;F1;13/01/2025;-5,00\n")
    with pytest.raises(SourceError) as caught:
        read_ledger(path)
    assert caught.value.key == "spreadsheet.which_sign"
    told = written(tmp_path, '[reading]\namounts = "reversed"\n', "m.toml")
    assert amounts(read_ledger(path, mapping=told)) == {"F1": 5.0}


def test_two_columns_of_one_field_are_asked_about_and_a_mapping_answers(tmp_path):
    path = written(tmp_path, "Client;Facture;Date;Solde;Reste dû\nA;F1;13/01/2025;5,00;3,00\n")
    with pytest.raises(SourceError, match="Reste dû"):
        read_ledger(path)
    told = written(tmp_path, '[columns]\nopen_amount = "Reste dû"\n', "m.toml")
    assert amounts(read_ledger(path, mapping=told)) == {"F1": 3.0}


def test_the_mapping_that_was_understood_reads_the_same_again(tmp_path):
    path = written(tmp_path, ITEMS)
    first = read_ledger(path)
    told = written(tmp_path, mapping_text(understood(first.columns)), "m.toml")
    assert amounts(read_ledger(path, mapping=told)) == amounts(first)


def test_a_stacked_heading_is_joined(tmp_path):
    rows = [["Balance âgée au 31/12/2025"], ["Code client", "Échu", None, None, "Solde"]]
    rows += [[None, "30 j", "60 j", "90 j", None], ["C1", 10.0, 20.0, 0.0, 30.0]]
    read = read_ledger(written(tmp_path, workbook(rows), "b.xlsx"))
    assert sorted(amounts(read).values()) == [10.0, 20.0]


def test_the_sheet_with_invoices_is_read_and_the_others_are_told(tmp_path):
    items = [["Client", "Facture", "Date facture", "Échéance", "Solde"]]
    items += [["A", "F1", datetime(2025, 3, 13), datetime(2025, 4, 13), 1.0]]  # noqa: DTZ001
    read = read_ledger(written(tmp_path, workbook(AGED, more=items), "b.xlsx"))
    assert list(amounts(read)) == ["F1"]
    assert read.as_of == date(2025, 12, 31)  # told by the title of the sheet beside
    assert "T07" in codes(read)


def test_formulas_without_a_value_are_told(tmp_path):
    rows = [["Client", "Facture", "Date facture", "Solde"], ["A", "F1", datetime(2025, 3, 13), "=1+1"]]  # noqa: DTZ001
    rows += [["A", "F2", datetime(2025, 3, 14), 2.0]]  # noqa: DTZ001
    read = read_ledger(written(tmp_path, workbook(rows), "b.xlsx"))
    assert "T12" in codes(read)


@pytest.mark.parametrize(("cell", "code"), [("05:23.4", "T04"), ("31/02/2025", "T04"), ("#REF!", "T04")])
def test_a_spoilt_date_is_told_and_left_blank(tmp_path, cell, code):
    text = f"Client;Facture;Date facture;Échéance;Solde\nA;F1;13/01/2025;{cell};5,00\nA;F2;14/01/2025;20/02/2025;1,00\n"
    assert code in codes(read_ledger(written(tmp_path, text)))


def test_a_spoilt_amount_is_told(tmp_path):
    text = "Client;Facture;Date facture;Solde\nA;F1;13/01/2025;#REF!\nA;F2;14/01/2025;1,00\n"
    read = read_ledger(written(tmp_path, text))
    assert "T03" in codes(read)


def test_two_currencies_are_told(tmp_path):
    text = "Client;Facture;Date facture;Solde;Devise\nA;F1;13/01/2025;5,00;EUR\nA;F2;14/01/2025;1,00;USD\n"
    assert "T10" in codes(read_ledger(written(tmp_path, text)))


def test_numbers_that_lost_their_zeros_are_told(tmp_path):
    rows = [["Code client", "Facture", "Date facture", "Solde"], [12, "F1", datetime(2025, 3, 13), 1.0]]  # noqa: DTZ001
    rows += [[4512, "F2", datetime(2025, 3, 14), 1.0]]  # noqa: DTZ001
    assert "T11" in codes(read_ledger(written(tmp_path, workbook(rows), "b.xlsx")))


def bomb():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 60_000_000)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "key"),
    [
        (b"", "a.csv", "not_a_table"),
        (b"\0\1", "a.csv", "not_a_table"),
        (b"hello\nworld", "a.csv", "no_heading"),
        (b"Client;Facture;Date facture;Solde\n", "a.csv", "no_rows"),
        (b"Facture;Date facture;Echeance\nF1;13/01/2025;14/01/2025\n", "a.csv", "missing"),
        (b'Client;Facture;Date;Solde\n"A;F0;13/01/2025;1,00\n' + b"A;F1;13/01/2025;1,00\n" * 4, "a.csv", "bad_quote"),
        (b"PK\x03\x04broken", "a.xlsx", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "a.xlsx", "old_form"),
        (bomb(), "a.xlsx", "bomb"),
        (("x;" * 1001 + "\n").encode() + b"Client;Facture;Date;Solde\n", "a.csv", "too_wide"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said_with_file_and_cure(tmp_path, content, name, key):
    with pytest.raises(SourceError) as caught:
        read_ledger(written(tmp_path, content, name))
    assert caught.value.key == f"spreadsheet.{key}"
    assert name in caught.value.say("fr")
    assert name in caught.value.say("en")


@pytest.mark.parametrize(
    "text", ["[columns", '[columns]\nnothing = "x"\n', '[reading]\ndecimal = "x"\n', "[reading]\nsheet = 3\n"]
)
def test_a_mapping_that_is_none_is_refused(tmp_path, text):
    with pytest.raises(SourceError) as caught:
        read_ledger(written(tmp_path, ITEMS), mapping=written(tmp_path, text, "m.toml"))
    assert caught.value.key == "spreadsheet.bad_mapping"


def test_the_running_balance_of_an_account_is_not_summed(tmp_path):
    text = "Compte;Intitulé;Date;Pièce;Libellé;Débit;Crédit;Solde;Let.\n"
    text += "C1;ALPHA;15/01/2025;F1;Facture F1;100,00;;100,00;A\n"
    text += "C1;ALPHA;20/02/2025;R1;Virement;;100,00;0,00;A\nC1;ALPHA;25/02/2025;F2;Facture F2;50,00;;50,00;\n"
    read = read_ledger(written(tmp_path, text + "Total compte C1;;;;;150,00;100,00;50,00;\n"))
    assert amounts(read) == {"F1": 100.0, "F2": 50.0}
    assert read.tables["payments"]["amount"].tolist() == [100.0]
    assert codes(read) == ["T01"]


def test_a_credit_note_that_is_used_settles_a_debt_of_its_customer(tmp_path):
    text = "Client;Facture;Date;Montant;Reste à payer\nA;F1;15/01/2025;100;40\nA;A1;16/01/2025;-30;-10\n"
    tables = read_ledger(written(tmp_path, text)).tables
    assert tables["allocations"][["credit_id", "amount"]].values.tolist() == [["A1", 20.0], ["F1 P", 40.0]]
    assert tables["payments"]["kind"].tolist() == ["other"]  # without a date it is no cash
