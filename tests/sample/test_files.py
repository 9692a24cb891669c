"""The folder of the sample: the same bytes from the same seed, small, readable, and sealed where it must be."""

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import cashkit as ck
from cashkit.dossier.tables import TABLES, kinds
from cashkit.ground.share import sample_folder
from cashkit.readers.open import open_dossier
from cashkit.sample.envelope import CALLED, CALLED_ON, NOTHING, WEEKS
from cashkit.sample.faults import near_misses, planted
from cashkit.sample.files import files, parquet, write_company

MOST = 10_000_000
STAGES = ("inform", "credit_line", "account", "order", "delivery", "invoice", "collection", "recovery", "impact")


@pytest.fixture(scope="module")
def made(company):
    return files(company)


@pytest.fixture(scope="module")
def shipped():
    return {path.relative_to(sample_folder()).as_posix(): path for path in sample_folder().rglob("*") if path.is_file()}


def test_the_shipped_folder_holds_the_files_of_the_sample_and_no_other(made, shipped):
    assert set(shipped) == set(made)
    assert sum(path.stat().st_size for path in shipped.values()) <= MOST


def test_the_shipped_files_are_those_that_the_seed_makes(made, shipped):
    """To the byte; another version of pyarrow writes other Parquet bytes, then the contents are compared."""
    for name, content in made.items():
        known = shipped[name].read_bytes()
        if name.endswith(".parquet") and pq.read_metadata(shipped[name]).created_by.split()[-1] != pa.__version__:
            assert pq.read_table(pa.BufferReader(content)).equals(pq.read_table(shipped[name])), name
        else:
            assert known == content, name


def test_two_runs_give_the_same_bytes(small):
    from cashkit.sample.company import make_company

    assert files(make_company(invoices=600)) == files(small)


def test_another_seed_gives_another_company(small):
    from cashkit.sample.company import make_company

    other = make_company(invoices=600, seed=7)
    assert not other.tables["invoices"].equals(small.tables["invoices"])
    assert set(small.tables["customers"]["name"]) & set(other.tables["customers"]["name"])


def test_the_word_sample_opens_it():
    dossier = open_dossier("sample")
    assert dossier.name == "Fermetures Ombrelune SAS"
    assert str(dossier.closing_date) == "2025-12-31"
    assert set(dossier.findings["code"]) <= {"R04", "R09"}  # credits not applied, customers in credit
    assert {table for table in TABLES if dossier.has(table)} == set(TABLES)


def test_a_file_named_sample_comes_before_the_sample_company(tmp_path, monkeypatch):
    from tests.readers.fec.written import clean, fec

    monkeypatch.chdir(tmp_path)
    (tmp_path / "sample").write_text(fec(clean()), encoding="utf-8", newline="")
    assert open_dossier("sample").name != "Fermetures Ombrelune SAS"


def test_its_columns_are_declared_and_none_is_empty():
    dossier = open_dossier("sample")
    for table in TABLES:
        frame = pd.read_parquet(sample_folder() / f"{table}.parquet")
        assert set(frame.columns) <= set(kinds(table)), table
        assert not dossier.table(table).empty


def test_nothing_after_the_closing_date_leaks_in():
    dossier = open_dossier("sample")
    closing = pd.Timestamp(dossier.closing_date)
    for table, column in (("payments", "posted_on"), ("allocations", "allocated_on"), ("reminders", "sent_on")):
        assert dossier.table(table)[column].max() <= closing, table
    assert dossier.entries["posting_date"].max() <= closing


def test_the_envelope_holds_the_receipts_of_eight_weeks(company):
    paid = company.envelope
    week = (paid["payment_date"] - pd.Timestamp("2026-01-01")).dt.days // 7
    assert (paid["amount"].groupby(week).sum() / 1e3).round(2).tolist() == list(WEEKS)
    assert (paid.loc[paid["customer_id"] == CALLED, "payment_date"] == pd.Timestamp(CALLED_ON)).all()
    assert (paid["customer_id"] == CALLED).any()
    assert NOTHING not in set(paid["customer_id"])
    owed = company.tables["invoices"].set_index("invoice_id")["amount"]
    assert (
        paid.groupby("reference")["amount"].sum() <= owed.reindex(paid["reference"].unique()).sort_index() + 0.005
    ).all()


@pytest.mark.parametrize("stage", STAGES)
def test_every_stage_has_true_cases_and_near_misses(stage):
    true, only_looks = planted(stage), near_misses(stage)
    assert true.columns.tolist() == ["stage", "code", "key", "note"]
    assert len(true) >= 5
    assert len(only_looks)
    assert not true.duplicated(["code", "key"]).any()
    assert not set(zip(true["code"], true["key"], strict=True)) & set(
        zip(only_looks["code"], only_looks["key"], strict=True)
    )
    assert ck.sample.planted(stage).equals(true)


def test_the_card_says_what_it_is_in_both_languages(made):
    card = made["README.md"].decode()
    for word in ("inventée", "Unités", "made-up", "Units", "MIT", "cashkit sample", "999009004"):
        assert word in card
    assert card.count("| `") >= len(TABLES)


def test_a_company_is_written_whole_and_leaves_what_is_not_its_own(small, tmp_path):
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "mine.csv").write_text("mine", encoding="utf-8")
    (folder / "stale.parquet").write_bytes(b"old")
    write_company(small, folder)
    assert {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} == {
        *files(small),
        "mine.csv",
    }
    assert not list(tmp_path.glob(".own-*"))


def test_a_failed_writing_leaves_the_earlier_files(small, tmp_path, monkeypatch):
    write_company(small, tmp_path / "own")
    before = {path: path.read_bytes() for path in (tmp_path / "own").rglob("*") if path.is_file()}
    monkeypatch.setattr("cashkit.sample.files.data_card", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        write_company(small, tmp_path / "own")
    assert {path: path.read_bytes() for path in (tmp_path / "own").rglob("*") if path.is_file()} == before
    assert not list(tmp_path.glob(".own-*"))


def test_a_blank_is_a_null_and_a_flag_is_true_or_false():
    frame = pd.DataFrame(
        {"customer_id": ["C1", "C2"], "name": ["A", "B"], "siren": ["", None], "terms_signed": [True, None]}
    )
    table = pq.read_table(pa.BufferReader(parquet("customers", frame)))
    assert table.column_names == ["customer_id", "name", "terms_signed"]
    assert table["terms_signed"].to_pylist() == [True, False]
