"""Opening a source: a FEC or a folder of tables, told by what stands there."""

import pytest

from cashkit.ground.errors import SourceError
from cashkit.readers.folder import save_dossier
from cashkit.readers.open import open_dossier
from tests.dossier.making import book
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
