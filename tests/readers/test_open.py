"""Opening a source, told by what stands there: FECs, ledgers and folders open; what tells no debts is refused."""

import pytest

from cashkit.ground.errors import SourceError
from cashkit.readers.folder import save_dossier
from cashkit.readers.open import open_dossier
from tests.dossier.making import book
from tests.readers.bank.test_bank_statements import DAY
from tests.readers.einvoice.test_einvoices import cii
from tests.readers.fec.written import NAME, clean, fec

F1 = ("F1", "C1", "invoice", "2025-12-01", "2025-12-31", 1000.0)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / NAME
    path.write_text(fec(clean()), encoding="utf-8", newline="")
    return path


def test_a_file_is_read_as_a_fec(file):
    dossier = open_dossier(str(file), lang="en", name="Alpha")
    assert (dossier.name, dossier.siren, dossier.lang) == ("Alpha", "732829320", "en")
    assert dossier.has("entries")


def test_a_folder_is_read_as_tables(tmp_path):
    dossier = open_dossier(save_dossier(book([F1]), tmp_path / "tables"))
    assert dossier.invoices["invoice_id"].tolist() == ["F1"]
    assert not dossier.has("entries")


def test_what_is_not_there_is_told_by_name(tmp_path, file):
    with pytest.raises(SourceError, match=r"nowhere\.txt"):
        open_dossier(tmp_path / "nowhere.txt")
    with pytest.raises(SourceError, match=r"before\.txt"):
        open_dossier(file, previous=tmp_path / "before.txt")


def test_a_folder_has_no_fec_of_the_year_before(tmp_path, file):
    with pytest.raises(SourceError, match="tables"):
        open_dossier(save_dossier(book([F1]), tmp_path / "tables"), previous=file)


def test_terms_give_a_due_date_to_the_items_that_have_none(file):
    issued = open_dossier(file, terms="0").invoices
    later = open_dossier(file, terms="45").invoices
    assert ((later["due_date"] - issued["due_date"]).dt.days == 45).all()


def test_a_ledger_and_a_folder_of_invoices_open_too(tmp_path):
    ledger = tmp_path / "balance.csv"
    ledger.write_text("Client;Facture;Date;Échéance;Solde\nA;F1;02/01/2025;31/01/2025;120,00\n", encoding="utf-8")
    assert open_dossier(ledger).invoices["amount"].tolist() == [120.0]
    folder = tmp_path / "factures"
    folder.mkdir()
    (folder / "f1.xml").write_text(cii(), encoding="utf-8")
    assert open_dossier(folder).invoices["invoice_id"].tolist() == ["FA1"]


@pytest.mark.parametrize(
    ("name", "content", "key"),
    [
        ("f.xml", cii(), "kinds.alone_einvoice"),
        ("r.txt", "\n".join(DAY), "kinds.alone_bank"),
        ("c.csv", "siren;732829320\nclosing_date;2024-12-31\nFL;1200\n", "kinds.alone_accounts"),
        ("r.json", '{"results": [{"siren": "732829320", "nom_complet": "OMBRAGE"}]}', "kinds.alone_register"),
    ],
)
def test_what_tells_nothing_of_who_owes_what_makes_no_dossier(tmp_path, name, content, key):
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(SourceError) as refused:
        open_dossier(path)
    assert refused.value.key == key
    assert "FEC" in refused.value.say("fr")


def test_an_option_that_a_source_has_no_use_for_is_refused(tmp_path, file):
    ledger = tmp_path / "balance.csv"
    ledger.write_text("Client;Facture;Date;Échéance;Solde\nA;F1;02/01/2025;31/01/2025;120,00\n", encoding="utf-8")
    told = tmp_path / "m.toml"
    told.write_text("[columns]\n[reading]\n", encoding="utf-8")
    with pytest.raises(SourceError) as refused:
        open_dossier(ledger, previous=file)
    assert refused.value.key == "kinds.previous_elsewhere"
    for source in (file, save_dossier(book([F1]), tmp_path / "tables")):
        with pytest.raises(SourceError) as refused:
            open_dossier(source, mapping=told)
        assert refused.value.key == "kinds.mapping_elsewhere"
