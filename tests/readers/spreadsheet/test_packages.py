"""The ledgers of each accounting package are read to the cent, or ask for the one thing that they leave open."""

import pytest

import cashkit as ck
from cashkit.ground.errors import SourceError
from cashkit.readers.spreadsheet.mapping import written
from cashkit.readers.spreadsheet.opened import open_ledger
from cashkit.readers.spreadsheet.spreadsheet import read_ledger, understood
from tests.readers.spreadsheet import packages

BUCKETS = ["not_due", "1-30", "31-60", "61-90", "91+", "unapplied", "total"]
ALPHA = [0.0, 0.0, 1000.0, 0.0, 0.0, 0.0, 1000.0]  # the credit note settles a part of F1
BETA = [800.0, 0.0, 0.0, 0.0, 1000.0, 0.0, 1800.0]
APART = [0.0, 0.0, 1200.5, 0.0, 0.0, -200.5, 1000.0]  # an aged balance does not say what the credit settles
WIDE = [800.0, 0.0, 0.0, 1000.0, 0.0, 0.0, 1800.0]  # its oldest bucket starts at 61 days
SUMMARIES = {packages.quickbooks_summary: BETA, packages.xero_summary: BETA, packages.dynamics: WIDE}


def put(tmp_path, package):
    name, content = package()
    path = tmp_path / name
    path.write_bytes(content)
    return path


def aged(dossier):
    rows = ck.aged_balance(dossier, as_of=packages.AS_OF, view="matched")[BUCKETS]
    return rows.values.tolist()


def given(dossier):
    rows = dossier.allocations
    return rows.loc[rows["method"] == "given", ["invoice_id", "amount"]].values.tolist()


@pytest.mark.parametrize("package", packages.READ, ids=lambda package: package.__name__)
def test_each_package_is_read_to_the_cent(tmp_path, package):
    dossier = open_ledger(put(tmp_path, package))
    assert aged(dossier) == [APART if package in SUMMARIES else ALPHA, SUMMARIES.get(package, BETA)]
    assert not {"T02", "T03", "T04", "T06", "R05", "D09"} & set(dossier.findings["code"])


@pytest.mark.parametrize("package", packages.ASKED, ids=lambda package: package.__name__)
def test_what_a_package_leaves_open_is_asked_and_a_mapping_answers(tmp_path, package):
    path = put(tmp_path, package)
    key, answer = packages.ASKED[package]
    with pytest.raises(SourceError) as caught:
        open_ledger(path)
    assert caught.value.key == key
    told = tmp_path / "mapping.toml"
    told.write_text(answer, encoding="utf-8")
    assert [row[-1] for row in aged(open_ledger(path, mapping=told))] == [1000.0, 1800.0]


def test_sage_100_tells_a_payment_from_a_credit_note_by_its_journal(tmp_path):
    dossier = open_ledger(put(tmp_path, packages.sage_100))
    assert dossier.payments[["kind", "amount"]].values.tolist() == [["payment", 234.56]]
    assert dossier.invoices.loc[dossier.invoices["amount"] < 0, "invoice_id"].tolist() == ["A1"]


def test_cegid_counts_the_part_that_is_lettered(tmp_path):
    dossier = open_ledger(put(tmp_path, packages.cegid))
    assert given(dossier) == [["F3", 234.56]]


def test_sap_items_cleared_on_one_day_settle_each_other(tmp_path):
    dossier = open_ledger(put(tmp_path, packages.sap_workbook))
    assert given(dossier) == [["F4", 234.56]]
    assert ck.aged_balance(dossier, as_of="2025-09-30").loc["C002", "total"] == 1234.56


def test_an_amount_of_the_books_is_in_their_currency_whatever_that_of_the_document(tmp_path):
    dossier = open_ledger(put(tmp_path, packages.sap_technical))
    assert dossier.currency == "EUR"
    assert "D14" not in set(dossier.findings["code"])


def test_fixed_positions_tell_how_many_lines_are_of_other_accounts(tmp_path):
    for package in (packages.cegid_tra, packages.quadra):
        found = [one for one in open_ledger(put(tmp_path, package)).found if one.code == "T23"]
        assert [(one.value, one.params["others"]) for one in found] == [("5", 1)]


def test_fixed_positions_without_a_customer_account_are_refused_in_a_sentence(tmp_path):
    path = tmp_path / "q.txt"
    path.write_text(packages.quadra_line("9ALPHA VE 151025 D 120050 - - F1") + "\r\n", "latin-1")
    with pytest.raises(SourceError) as caught:
        open_ledger(path)
    assert caught.value.key == "spreadsheet.fixed_unsure"


def test_a_line_that_breaks_the_layout_is_told_and_nothing_is_read(tmp_path):
    _, content = packages.quadra()
    path = tmp_path / "q.txt"
    path.write_bytes(content * 8 + b"M411ALPHA cut short\r\n")
    with pytest.raises(SourceError) as caught:
        open_ledger(path)
    assert (caught.value.key, caught.value.params["line"]) == ("spreadsheet.fixed_broken", 49)


def test_the_months_of_an_aged_balance_may_be_those_of_the_invoices(tmp_path):
    path = put(tmp_path, packages.ldcompta)
    told = tmp_path / "mapping.toml"
    told.write_text('[reading]\nmonths = "issue_date"\n', encoding="utf-8")
    aged_by_terms = ck.aged_balance(open_ledger(path, mapping=told, terms="60"), as_of=packages.AS_OF, view="strict")
    assert aged_by_terms.loc["C001", "not_due"] == 1200.5  # November and 60 days


@pytest.mark.parametrize("package", packages.READ, ids=lambda package: package.__name__)
def test_the_mapping_that_was_understood_reads_each_package_the_same(tmp_path, package):
    path, told = put(tmp_path, package), tmp_path / "mapping.toml"
    first = read_ledger(path)
    told.write_text(written(understood(first.columns)), encoding="utf-8")
    again = read_ledger(path, mapping=told)
    assert again.tables["invoices"].equals(first.tables["invoices"])
    assert again.currency == first.currency
