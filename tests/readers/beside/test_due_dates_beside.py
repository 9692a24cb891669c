"""Due dates and terms beside a source: which one holds, what is refused and said, what it does to the aged balance."""

import io
import tempfile
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cashkit as ck
from cashkit.ground.errors import ArgumentError, SourceError
from cashkit.readers.folder import save_dossier
from cashkit.readers.open import open_dossier
from tests.dossier.making import book
from tests.readers.einvoice.test_einvoices import cii
from tests.readers.fec.booking import aged, brought_forward, invoice, receipt, saved

CLOSING = "2025-12-31"
ENTRIES = (
    invoice("F101", "2025-07-01", 1200, "ALPHA"),
    invoice("F201", "2025-08-05", 600, "BETA"),
    invoice("F102", "2025-09-10", 2400, "ALPHA"),
    invoice("F202", "2025-10-15", 960, "BETA"),
    receipt("2025-10-20", 1200, "ALPHA", text="VIR F101"),
    invoice("F103", "2025-11-20", 3600, "ALPHA"),
    invoice("F203", "2025-12-10", 480, "BETA"),
    receipt("2025-12-15", 1000, "ALPHA"),
    receipt("2025-12-20", 500, "BETA"),
)


@pytest.fixture
def fec(tmp_path):
    return saved(tmp_path, *ENTRIES)


def written(folder, *rows, name="echeances.csv", heading="N° facture;Échéance"):
    path = Path(folder) / name
    path.write_text("\n".join([heading, *rows]) + "\n", encoding="utf-8")
    return path


def terms_file(folder, *rows, heading="Client;Conditions"):
    return written(folder, *rows, name="conditions.csv", heading=heading)


def due(dossier):
    table = dossier.invoices
    return {str(one.invoice_id): (str(one.due_date)[:10], one.due_date_source) for one in table.itertuples(index=False)}


def codes(dossier):
    return sorted({one.code for one in dossier.data_findings if one.code.startswith("U")})


def told(dossier, code):
    return [one for one in dossier.data_findings if one.code == code]


def test_the_fec_of_this_story_has_24_lines(fec):
    assert len(fec.read_text(encoding="utf-8").strip().splitlines()) == 25


def test_the_aged_balance_by_default_terms(fec):
    assert aged(open_dossier(fec, terms="30"), CLOSING) == {
        "ALPHA": {"1-30": 3600.0, "61-90": 1400.0},
        "BETA": {"not_due": 480.0, "31-60": 960.0, "91+": 100.0},
    }


def test_real_due_dates_move_the_buckets_and_what_a_payment_settles_first(fec, tmp_path):
    file = written(tmp_path, "F102;31/12/2025", "F103;30/11/2025", "F202;01/12/2025", "F201;31/01/2026")
    dossier = open_dossier(fec, terms="30", due_dates=file)
    # 1 000 € of ALPHA settle F103, due first now; 500 € of BETA settle F202, due before F201.
    assert aged(dossier, CLOSING) == {
        "ALPHA": {"not_due": 2400.0, "31-60": 2600.0},
        "BETA": {"not_due": 1080.0, "1-30": 460.0},
    }
    (found,) = told(dossier, "U01")
    assert (str(found.params["amount"]), found.params["erp"]) == ("6540.00", pytest.approx(6060 / 6540))


def test_customers_terms_give_due_dates_to_their_invoices_alone(fec, tmp_path):
    dossier = open_dossier(fec, terms=terms_file(tmp_path, "BETA;60 jours"))
    assert aged(dossier, CLOSING) == {
        "ALPHA": {"1-30": 3600.0, "61-90": 1400.0},
        "BETA": {"not_due": 480.0, "1-30": 960.0, "61-90": 100.0},
    }
    assert {number: source for number, (_, source) in due(dossier).items()} == {
        "F101": "default", "F102": "default", "F103": "default", "F201": "terms", "F202": "terms", "F203": "terms",
    }  # fmt: skip


def test_the_file_itself_then_the_erp_then_terms_then_the_default(tmp_path):
    fec = saved(
        tmp_path,
        invoice("F1", "2025-10-01", 120, "ALPHA", due="2025-10-20"),
        invoice("F2", "2025-10-01", 120, "ALPHA"),
        invoice("F3", "2025-10-01", 120, "ALPHA"),
        invoice("F4", "2025-10-01", 120, "BETA"),
    )
    dates = written(tmp_path, "F1;25/11/2025", "F2;26/11/2025")
    dossier = open_dossier(fec, terms=terms_file(tmp_path, "ALPHA;EOM 45", "*;10"), due_dates=dates)
    assert due(dossier) == {
        "F1": ("2025-10-20", "file"), "F2": ("2025-11-26", "erp"), "F3": ("2025-12-15", "terms"),
        "F4": ("2025-10-11", "default"),
    }  # fmt: skip
    assert [(one.value, one.count) for one in told(dossier, "U12")] == [("F1", 1)]
    assert [one.code for one in told(dossier, "U16")] == ["U16"]


def test_a_folder_of_tables_keeps_its_own_due_dates_first(tmp_path):
    rows = [
        ("F1", "C1", "invoice", "2025-10-01", "2025-10-20", 10.0),
        ("F2", "C1", "invoice", "2025-10-01", None, 10.0),
    ]
    folder = save_dossier(book(rows, closing_date=CLOSING), tmp_path / "d")
    assert due(open_dossier(folder)) == {"F1": ("2025-10-20", "file"), "F2": ("2025-10-31", "default")}
    dates = written(tmp_path, "F1;25/11/2025", "F2;26/11/2025")
    assert due(open_dossier(folder, due_dates=dates)) == {"F1": ("2025-10-20", "file"), "F2": ("2025-11-26", "erp")}
    terms = terms_file(tmp_path, "C1;45")
    assert due(open_dossier(folder, terms=terms))["F2"] == ("2025-11-15", "terms")


def test_a_ledger_takes_due_dates_that_it_lacks(tmp_path):
    ledger = tmp_path / "grand-livre.csv"
    ledger.write_text("Code client;N° facture;Date facture;Solde\nC1;F1;22/01/2025;100,00\n", encoding="utf-8")
    dossier = open_dossier(ledger, due_dates=written(tmp_path, "F1;15/03/2025"))
    assert due(dossier) == {"F1": ("2025-03-15", "erp")}
    assert [one.name for one in dossier.sources] == ["grand-livre.csv", "echeances.csv"]


def test_a_folder_of_einvoices_takes_due_dates_for_the_invoices_without_one(tmp_path):
    folder = tmp_path / "factures"
    folder.mkdir()
    (folder / "a.xml").write_text(cii(number="F101"), encoding="utf-8")
    (folder / "b.xml").write_text(cii(number="F102", due=""), encoding="utf-8")
    dossier = open_dossier(folder, due_dates=written(tmp_path, "F101;30/11/2026", "F102;30/11/2026"))
    assert due(dossier) == {"F101": ("2026-09-14", "file"), "F102": ("2026-11-30", "erp")}


def test_the_fecs_of_two_years_take_due_dates_as_one(tmp_path):
    before = saved(tmp_path, invoice("F101", "2024-11-01", 120, "ALPHA"), name="732829320FEC20241231.txt")
    line = ("411000", 120.0, {"customer": "ALPHA", "ref": "F101"})
    year = saved(tmp_path, brought_forward("2025-01-01", line), invoice("F102", "2025-11-01", 240, "ALPHA"))
    dossier = open_dossier([before, year], due_dates=written(tmp_path, "F101;15/02/2025", "F102;20/12/2025"))
    assert due(dossier) == {"F101": ("2025-02-15", "erp"), "F102": ("2025-12-20", "erp")}


def test_a_dossier_saved_and_opened_again_keeps_the_source_of_each_due_date(fec, tmp_path):
    dossier = open_dossier(fec, due_dates=written(tmp_path, "F102;31/12/2025"))
    again = open_dossier(save_dossier(dossier, tmp_path / "d"))
    assert due(again) == due(dossier)
    assert [one.count for one in told(again, "R08")] == [5]


def test_doubtful_debts_and_returned_payments_keep_the_real_due_date_of_their_invoice(tmp_path):
    fec = saved(
        tmp_path,
        invoice("F101", "2025-06-01", 120, "ALPHA"),
        receipt("2025-07-01", 120, "ALPHA", text="PRLV F101", letter="A", ref="P1"),
        receipt("2025-07-08", -120, "ALPHA", text="REJET PRLV F101", ref="R1"),
    )
    dossier = open_dossier(fec, due_dates=written(tmp_path, "F101;15/08/2025"))
    assert set(due(dossier).values()) == {("2025-08-15", "erp")}


@pytest.mark.parametrize("number", ["F-102", "f 102", "F0102"])
def test_a_number_is_the_same_whatever_its_separators_and_leading_zeros(fec, tmp_path, number):
    dossier = open_dossier(fec, due_dates=written(tmp_path, f"{number};31/12/2025"))
    assert due(dossier)["F102"] == ("2025-12-31", "erp")
    assert len(told(dossier, "U11")) == 1


def test_leading_zeros_that_may_mean_two_invoices_mean_none(tmp_path):
    fec = saved(tmp_path, invoice("0012", "2025-10-01", 10), invoice("12", "2025-10-02", 20))
    dossier = open_dossier(fec, due_dates=written(tmp_path, "012;20/12/2025", "12;21/12/2025"))
    assert due(dossier) == {"0012": ("2025-10-31", "default"), "12": ("2025-12-21", "erp")}
    assert [one.value for one in told(dossier, "U02")] == ["012"]
    alone = open_dossier(fec, due_dates=written(tmp_path, "012;20/12/2025"))
    assert {source for _, source in due(alone).values()} == {"default"}


def test_a_returned_payment_under_the_invoices_number_was_due_before_it_came_back(tmp_path):
    fec = saved(
        tmp_path,
        invoice("F101", "2025-06-01", 120, "ALPHA"),
        receipt("2025-07-01", 120, "ALPHA", text="PRLV F101", ref="P1"),
        receipt("2025-09-08", -120, "ALPHA", text="REJET", ref="F101"),
    )
    dossier = open_dossier(fec, due_dates=written(tmp_path, "F101;15/08/2025"))
    assert told(dossier, "U04") == []
    assert set(due(dossier).values()) == {("2025-08-15", "erp")}


def test_a_number_that_no_invoice_bears_is_told(fec, tmp_path):
    (found,) = told(open_dossier(fec, due_dates=written(tmp_path, "F999;31/12/2025")), "U02")
    assert (found.file, found.line, found.value, found.severity) == ("echeances.csv", 2, "F999", "warning")


def test_an_invoice_with_two_dates_gets_none_of_them(fec, tmp_path):
    file = written(tmp_path, "F102;31/12/2025", "F103;30/11/2025", "F102;30/12/2025", "F103;30/11/2025")
    dossier = open_dossier(fec, due_dates=file)
    assert due(dossier)["F102"] == ("2025-10-10", "default")
    assert due(dossier)["F103"] == ("2025-11-30", "erp")
    (found,) = told(dossier, "U03")
    assert (found.line, found.value, found.params["first"], found.severity) == (4, "F102", 2, "error")


def test_a_due_date_before_the_invoice_is_told_and_not_taken(fec, tmp_path):
    file = written(tmp_path, "F102;09/09/2025", "F103;20/11/2025")
    dossier = open_dossier(fec, due_dates=file)
    assert [one.value for one in told(dossier, "U04")] == ["F102"]
    assert due(dossier)["F102"][1] == "default"
    assert due(dossier)["F103"] == ("2025-11-20", "erp")


def test_a_due_date_beyond_reason_is_told_and_not_taken(fec, tmp_path):
    dossier = open_dossier(fec, due_dates=written(tmp_path, "F102;31/12/2205", "F103;30/11/1925"))
    assert sorted(one.value for one in told(dossier, "U05")) == ["F102", "F103"]
    assert {due(dossier)[number][1] for number in ("F102", "F103")} == {"default"}


def test_an_opening_whose_date_is_lost_may_be_due_before_the_year(tmp_path):
    line = ("411000", 120.0, {"customer": "ALPHA", "ref": "F24"})
    fec = saved(tmp_path, brought_forward("2025-01-01", line), invoice("F1", "2025-02-01", 12))
    dossier = open_dossier(fec, due_dates=written(tmp_path, "F24;30/11/2024"))
    assert due(dossier)["F24"] == ("2024-11-30", "erp")


def test_one_number_of_two_customers_needs_the_customer(tmp_path):
    fec = saved(tmp_path, invoice("F1", "2025-10-01", 10, "ALPHA"), invoice("F1", "2025-10-02", 20, "BETA"))
    dossier = open_dossier(fec, due_dates=written(tmp_path, "F1;20/12/2025"))
    assert [one.value for one in told(dossier, "U06")] == ["F1"]
    assert {source for _, source in due(dossier).values()} == {"default"}
    named = written(tmp_path, "F1;ALPHA;20/12/2025", "F1;BETA;21/12/2025", heading="Facture;Client;Échéance")
    dossier = open_dossier(fec, due_dates=named)
    assert sorted(due(dossier).values()) == [("2025-12-20", "erp"), ("2025-12-21", "erp")]


def test_an_invoice_of_another_customer_is_told_and_not_taken(fec, tmp_path):
    file = written(tmp_path, "F102;BETA;31/12/2025", "F103;ALPHA;30/11/2025", heading="Facture;Client;Échéance")
    dossier = open_dossier(fec, due_dates=file)
    assert [one.value for one in told(dossier, "U07")] == ["F102"]
    assert due(dossier)["F102"][1] == "default"
    assert due(dossier)["F103"][1] == "erp"


def test_customer_codes_of_another_system_are_told_and_the_number_alone_counts(fec, tmp_path):
    file = written(tmp_path, "F102;C001;31/12/2025", "F103;C001;30/11/2025", heading="Facture;Client;Échéance")
    dossier = open_dossier(fec, due_dates=file)
    assert [one.count for one in told(dossier, "U10")] == [2]
    assert due(dossier)["F102"] == ("2025-12-31", "erp")


def test_a_line_without_number_or_date_and_a_date_that_is_none_are_told(fec, tmp_path):
    dossier = open_dossier(fec, due_dates=written(tmp_path, "F102;", ";31/12/2025", "F103;bientôt", "F203;15/01/2026"))
    assert [one.line for one in told(dossier, "U13")] == [2, 3]
    assert [one.line for one in told(dossier, "T04")] == [4]
    assert [(one.lines_read, one.lines_used, one.lines_refused) for one in dossier.sources[1:]] == [(4, 1, 3)]


def test_day_or_month_first_is_decided_on_the_whole_column(fec, tmp_path):
    dossier = open_dossier(fec, due_dates=written(tmp_path, "F102;12/10/2025", "F103;12/31/2025"))
    assert due(dossier)["F102"] == ("2025-12-10", "erp")


def test_the_invoices_dates_decide_what_the_column_leaves_open(fec, tmp_path):
    # 10/12/2025: the 12th of October comes before F103 (20 November), the 10th of December does not.
    dossier = open_dossier(fec, due_dates=written(tmp_path, "F103;10/12/2025"))
    assert due(dossier)["F103"] == ("2025-12-10", "erp")
    assert [str(one.params["other"]) for one in told(dossier, "U17")] == ["2025-10-12"]


def test_the_invoices_dates_may_decide_for_the_month_first(fec, tmp_path):
    dossier = open_dossier(fec, due_dates=written(tmp_path, "F103;12/10/2025"))
    assert due(dossier)["F103"] == ("2025-12-10", "erp")
    assert [str(one.params["other"]) for one in told(dossier, "U17")] == ["2025-10-12"]


def test_what_neither_column_nor_invoices_decide_is_asked(fec, tmp_path):
    with pytest.raises(SourceError, match="jour et mois"):
        open_dossier(fec, due_dates=written(tmp_path, "F101;10/12/2025"))


def test_a_workbook_with_typed_dates_and_whole_numbers(tmp_path):
    fec = saved(tmp_path, invoice("250101", "2025-10-01", 10))
    book_ = openpyxl.Workbook()
    book_.active.append(["Export ERP"])
    book_.active.append(["Invoice number", "Due date", "Amount"])
    book_.active.append([250101, pd.Timestamp("2025-12-12"), 10])
    book_.active.append(["Total", None, 10])
    out = io.BytesIO()
    book_.save(out)
    path = tmp_path / "due.xlsx"
    path.write_bytes(out.getvalue())
    dossier = open_dossier(fec, due_dates=path)
    assert due(dossier) == {"250101": ("2025-12-12", "erp")}
    assert codes(dossier) == ["U01"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("F102;31/12/2025\n", "numéro de facture et échéance"),
        ("N° facture;Échéance\n", "aucune ligne de données"),
        ("N° facture;Facture;Échéance\nF1;F2;31/12/2025\n", "plusieurs colonnes"),
        ("", "n'est pas un tableau"),
    ],
)
def test_a_file_that_is_no_file_of_due_dates_is_refused_in_a_sentence(fec, tmp_path, content, words):
    path = tmp_path / "e.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(SourceError) as refused:
        open_dossier(fec, due_dates=path)
    assert words in " ".join(str(refused.value).split())


def test_a_file_that_is_not_there_is_said(fec, tmp_path):
    with pytest.raises(SourceError, match="introuvable"):
        open_dossier(fec, due_dates=tmp_path / "absent.csv")
    with pytest.raises(SourceError, match="introuvable"):
        open_dossier(fec, terms="absent.csv")


def test_terms_that_are_neither_terms_nor_a_file_are_refused(fec):
    for terms in ("bientôt", "x" * 5000, "a\0b"):
        with pytest.raises(ArgumentError):
            open_dossier(fec, terms=terms)


def test_terms_come_before_a_file_of_that_name(fec, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("45").write_text("Client;Conditions\n*;60\n", encoding="utf-8")
    assert due(open_dossier(fec, terms="45"))["F203"] == ("2026-01-24", "default")
    assert due(open_dossier(fec, terms=Path("45")))["F203"] == ("2026-02-08", "default")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("45 jours fin de mois", "2026-01-31"),
        ("45 EOM", "2026-01-31"),
        ("fin de mois 45", "2026-02-14"),
        ("60j net", "2026-02-08"),
        ("45 FDM le 15", "2026-02-15"),
        ("comptant", "2025-12-10"),
    ],
)
def test_terms_are_read_as_people_write_them(fec, tmp_path, text, day):
    dossier = open_dossier(fec, terms=terms_file(tmp_path, f"BETA;{text}"))
    assert due(dossier)["F203"] == (day, "terms")


@pytest.mark.parametrize(
    ("row", "day"),
    [
        ("BETA;45;after;", "2026-01-31"),
        ("BETA;45;oui;", "2026-01-31"),
        ("BETA;45;before;", "2026-02-14"),
        ("BETA;45;none;", "2026-01-24"),
        ("BETA;45;;", "2026-01-24"),
        ("BETA;30;non;15", "2026-01-15"),
        ("BETA;;fin de mois;", "2025-12-31"),
    ],
)
def test_terms_in_columns(fec, tmp_path, row, day):
    file = terms_file(tmp_path, row, heading="customer_id;net_days;end_of_month;day_of_month")
    assert due(open_dossier(fec, terms=file))["F203"] == (day, "terms")


@pytest.mark.parametrize("row", ["BETA;1000;;", "BETA;45;peut-être;", "BETA;45;;32", "BETA;-3;;", "BETA;4,5;;"])
def test_columns_that_make_no_terms_are_told_and_the_default_applies(fec, tmp_path, row):
    file = terms_file(tmp_path, row, heading="customer_id;net_days;end_of_month;day_of_month")
    dossier = open_dossier(fec, terms=file)
    assert due(dossier)["F203"] == ("2026-01-09", "default")
    assert [(one.line, one.params["customer"]) for one in told(dossier, "U14")] == [(2, "BETA")]


def test_terms_that_nobody_can_read_are_told_with_their_text_and_the_default_applies(fec, tmp_path):
    dossier = open_dossier(fec, terms=terms_file(tmp_path, "BETA;selon contrat", "*;60"))
    assert due(dossier)["F203"] == ("2026-02-08", "default")
    (found,) = told(dossier, "U14")
    assert (found.line, found.value, found.params["customer"]) == (2, "selon contrat", "BETA")


def test_the_reading_of_the_end_of_the_month_is_told(fec, tmp_path):
    rows = ("ALPHA;45 jours fin de mois", "BETA;45 jours fin de mois", "*;fin de mois 45")
    dossier = open_dossier(fec, terms=terms_file(tmp_path, *rows))
    (after,), (before,) = told(dossier, "U15"), told(dossier, "U16")
    assert (after.count, after.params["read"], before.params["read"]) == (2, "45 EOM", "EOM 45")
    assert "les jours d'abord" in after.message("fr")
    assert "end of the month first" in before.message("en")


def test_a_customer_with_two_terms_gets_none_of_them(fec, tmp_path):
    dossier = open_dossier(fec, terms=terms_file(tmp_path, "BETA;60", "ALPHA;60", "beta;45", "ALPHA;60 jours"))
    assert due(dossier)["F203"] == ("2026-01-09", "default")
    assert due(dossier)["F103"] == ("2026-01-19", "terms")
    assert [(one.line, one.value) for one in told(dossier, "U09")] == [(4, "beta")]


def test_two_terms_for_all_others_are_told_and_30_days_apply(fec, tmp_path):
    dossier = open_dossier(fec, terms=terms_file(tmp_path, "*;60", ";45"))
    assert due(dossier)["F203"] == ("2026-01-09", "default")
    assert [one.value for one in told(dossier, "U09")] == ["*"]


def test_a_customer_that_is_not_in_the_accounts_is_told(fec, tmp_path):
    dossier = open_dossier(fec, terms=terms_file(tmp_path, "OMEGA;60"))
    assert [one.value for one in told(dossier, "U08")] == ["OMEGA"]


def test_a_customer_is_known_by_account_by_siren_and_by_name(tmp_path):
    invoices = pd.DataFrame(
        [(f"F{n}", f"C{n}", "invoice", "2025-10-01", 10.0, f"411{n}000") for n in (1, 2, 3)],
        columns=["invoice_id", "customer_id", "kind", "issue_date", "amount", "account"],
    )
    customers = pd.DataFrame(
        [("C1", "DUPONT", "732829320"), ("C2", "MARTIN", None), ("C3", "PETIT", None)],
        columns=["customer_id", "name", "siren"],
    )
    made = ck.Dossier.of(name="case", closing_date=CLOSING, invoices=invoices, customers=customers)
    folder = save_dossier(made, tmp_path / "d")
    file = terms_file(
        tmp_path, ";732 829 320;;60", ";;Martin;60", "4113000;;;60", heading="Compte;SIREN;Nom;Conditions"
    )
    # what was saved is a default still, and terms replace it
    assert {day for day, _ in due(open_dossier(folder, terms=file)).values()} == {"2025-11-30"}


def test_the_terms_of_a_folder_hold_for_those_that_no_file_names(tmp_path):
    folder = save_dossier(book([("F1", "C1", "invoice", "2025-10-01", None, 10.0)]), tmp_path / "d")
    pd.read_parquet(folder / "invoices.parquet").drop(columns=["due_date", "due_date_source"]).to_parquet(
        folder / "invoices.parquet"
    )
    with (folder / "dossier.toml").open("a", encoding="utf-8") as about:
        about.write('terms = "15"\n')
    assert due(open_dossier(folder, terms="60"))["F1"] == ("2025-10-16", "default")
    dates = written(tmp_path, "F9;25/11/2025")
    assert due(open_dossier(folder, due_dates=dates))["F1"] == ("2025-10-16", "default")
    assert due(open_dossier(folder, terms=terms_file(tmp_path, "*;20")))["F1"] == ("2025-10-21", "default")


def test_tables_on_an_engine_say_where_due_dates_go():
    polars = pytest.importorskip("polars")
    from cashkit.dossier.due_rules import DueRules
    from cashkit.ground.errors import NotAvailableError
    from cashkit.law.payment_terms import Terms

    frame = polars.from_pandas(
        pd.DataFrame([("F1", "C1", "invoice", "2025-10-01", 10.0)],
                     columns=["invoice_id", "customer_id", "kind", "issue_date", "amount"])
    ).lazy()  # fmt: skip
    from cashkit.dossier.due_rules import Agreed

    rules = DueRules(Terms(30), None, (Agreed(2, ("C1",), Terms(45)),), "t.csv")
    with pytest.raises(NotAvailableError, match="due_date_source"):
        ck.Dossier.of(name="case", invoices=frame, terms=rules)


def test_files_beside_are_named_among_the_sources(fec, tmp_path):
    dossier = open_dossier(fec, terms=terms_file(tmp_path, "BETA;60"), due_dates=written(tmp_path, "F102;31/12/2025"))
    assert [one.name for one in dossier.sources] == [fec.name, "conditions.csv", "echeances.csv"]
    assert all(len(one.sha256) == 64 for one in dossier.sources)


def test_nothing_is_said_of_due_dates_when_nothing_stands_beside(fec):
    assert codes(open_dossier(fec)) == []


DAYS = st.dates(pd.Timestamp("2024-01-01").date(), pd.Timestamp("2026-12-31").date())


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["F101", "F102", "F103", "F201", "F202", "F203", "F9"]), DAYS), min_size=1))
def test_due_dates_move_buckets_and_never_the_total(rows):
    with tempfile.TemporaryDirectory() as folder:
        fec = saved(folder, *ENTRIES)
        plain = ck.aged_balance(open_dossier(fec), as_of=CLOSING)
        file = written(folder, *(f"{number};{day.isoformat()}" for number, day in rows))
        dated = ck.aged_balance(open_dossier(fec, due_dates=file), as_of=CLOSING)
    assert dated["total"].equals(plain["total"])
    assert (dated.drop(columns="total").sum(axis=1).round(2) == dated["total"]).all()
