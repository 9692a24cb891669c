"""Tables and ledgers made anonymous: the sample company, cut smaller, has the same faults for the same euros."""

import collections
import datetime as dt
import tomllib

import pandas as pd
import pytest

from cashkit.dossier.privacy.key import Key
from cashkit.dossier.privacy.table_rules import RULES, rule_of
from cashkit.dossier.privacy.tables import anonymous_table
from cashkit.dossier.privacy.vocabulary import VALUES
from cashkit.dossier.tables import TABLES, kinds
from cashkit.ground.share import sample_folder
from cashkit.measures.aged_balance import aged_balance
from cashkit.readers.anonymised.anonymise import Wish, anonymise
from cashkit.readers.folder import table_of
from cashkit.readers.open import open_dossier
from cashkit.stages.door import review
from tests.readers.anonymised.client import survivors

pytestmark = pytest.mark.filterwarnings("ignore::cashkit.measures.as_of.CashkitWarning")
KEY = Key(b"k" * 32)
BY_NAMES = {"duplicate_name"}
"""Faults that names show: near names are no longer near."""
EVERY = 4  # one customer in four
_STAGES = ("account", "credit_line", "order", "delivery", "invoice", "collection", "recovery", "impact")


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    """Write a quarter of the sample's customers, with all that is theirs, half of it as CSV."""
    folder = tmp_path_factory.mktemp("company")
    tables = {path.stem: table_of(path, path.stem) for path in sample_folder().glob("*.parquet")}
    kept = set(tables["customers"]["customer_id"][::EVERY])
    numbers = set(tables["invoices"].loc[tables["invoices"]["customer_id"].isin(kept), "invoice_id"])
    for place, (name, frame) in enumerate(sorted(tables.items())):
        if "customer_id" in frame.columns and name != "entries":
            frame = frame[frame["customer_id"].isin(kept)]  # noqa: PLW2901  (cut smaller)
        elif "invoice_id" in frame.columns:
            frame = frame[frame["invoice_id"].isin(numbers)]  # noqa: PLW2901  (cut smaller)
        if place % 2 and name != "entries":
            frame.to_csv(folder / f"{name}.csv", index=False)
        else:
            frame.to_parquet(folder / f"{name}.parquet", index=False)
    (folder / "dossier.toml").write_bytes((sample_folder() / "dossier.toml").read_bytes())
    (folder / "notes.txt").write_text("Dupont is late again", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def made(source, tmp_path_factory):
    folder = tmp_path_factory.mktemp("anonymous") / "out"
    outcome, _ = anonymise(source, folder, KEY)
    return folder, outcome


@pytest.fixture(scope="module")
def both(source, made):
    return open_dossier(source), open_dossier(made[0])


def test_every_column_of_words_has_a_rule_and_every_rule_is_known():
    without = [(table, name) for table in TABLES for name, kind in kinds(table).items() if not rule_of(name, kind)]
    assert without == []
    for name, rule in RULES.items():
        table = next(table for table in TABLES if name in kinds(table))
        found, left_out = anonymous_table(table, pd.DataFrame({name: ["Dupont"]}), _disguise())
        assert left_out == [], (name, rule)
        assert "dupont" not in str(found.iloc[0, 0]).casefold(), name


def _disguise():
    from cashkit.dossier.privacy.disguise import disguise
    from cashkit.dossier.privacy.originals import Originals

    return disguise(KEY, Originals())


def test_nobody_of_the_company_can_be_found_again(source, made):
    customers = table_of(source / "customers.parquet", "customers")
    entries = table_of(source / "entries.parquet", "entries")
    names = [*customers["name"], *entries["party_name"].dropna().unique(), *customers["city"].dropna()]
    columns = ("siren", "siret", "vat_number", "iban", "email", "phone")
    secrets = {str(value) for column in columns for value in customers[column].dropna()}
    secrets |= set(table_of(next(source.glob("invoices.*")), "invoices")["invoice_id"][::9])
    found = survivors(made[0], names, secrets)
    assert [word for word in found if word not in VALUES and word not in "|".join(VALUES)] == []


def test_the_balance_of_every_customer_is_the_same(both):
    rows = [sorted(aged_balance(one, as_of=one.closing_date).to_numpy().tolist()) for one in both]
    assert rows[0] == rows[1]
    assert len(rows[0]) > 20


def test_the_findings_on_the_data_are_the_same(both):
    rows = [collections.Counter((found.code, found.count) for found in one.data_findings) for one in both]
    assert rows[0] == rows[1]


@pytest.mark.parametrize("stage", _STAGES)
def test_a_stage_finds_the_same_faults_for_the_same_euros(both, stage):
    found = [review(stage, one, as_of=one.closing_date).findings for one in both]
    kept = [one[~one["code"].isin(BY_NAMES)] for one in found]
    told = [collections.Counter(zip(one["code"], one["amount_at_stake"], one["kind"], strict=True)) for one in kept]
    assert told[0] == told[1]
    assert told[0]


def test_the_forms_of_the_files_stay_and_what_is_no_table_is_not_copied(source, made):
    folder, outcome = made
    assert {path.name for path in folder.iterdir()} == {path.name for path in source.iterdir()} - {"notes.txt"}
    assert outcome.not_copied == 1


def test_the_company_has_another_name_and_the_same_closing_date(source, made):
    said, was = (tomllib.loads((one / "dossier.toml").read_text(encoding="utf-8")) for one in (made[0], source))
    assert said["closing_date"] == was["closing_date"]
    assert said["name"].endswith(" SAS")
    assert said["siren"] != was["siren"]


def test_dates_move_together_and_amounts_are_multiplied(source, tmp_path):
    anonymise(source, tmp_path / "out", KEY, Wish(days=-1461, factor=3))
    before, after = open_dossier(source), open_dossier(tmp_path / "out")
    assert after.closing_date == before.closing_date - dt.timedelta(1461)
    rows = [sorted(aged_balance(one, as_of=one.closing_date)["total"]) for one in (before, after)]
    assert rows[1] == [round(value * 3, 2) for value in rows[0]]


def test_a_column_that_has_no_rule_is_left_out_and_counted():
    frame = pd.DataFrame({"customer_id": [17, 18], "name": ["A", None], "boss": ["Jean", "Anne"]})
    found, left_out = anonymous_table("customers", frame, _disguise())
    assert left_out == ["boss"]
    assert found["name"].isna().tolist() == [False, True]
    assert found["customer_id"].tolist() != ["17", "18"]


def test_words_in_a_column_of_numbers_dates_or_yes_and_no_are_left_blank():
    frame = pd.DataFrame({"level": ["1", "Dupont"], "sent_on": ["2025-01-31", "Dupont"], "customer_id": ["C1", "C2"]})
    found, _ = anonymous_table("reminders", frame, _disguise())
    assert "Dupont" not in found.to_string()
    assert found["sent_on"].tolist()[0] == "2025-01-31"


def test_a_ledger_becomes_tables_with_the_same_balance(tmp_path):
    path = tmp_path / "Dupont SA.csv"
    head = "Client;Nom;Facture;Date;Echéance;Solde\n"
    lines = ("C1;Dupont & Fils;FA-1001;02/01/2025;31/01/2025;120,00", "C2;Élan;FA-1002;15/01/2025;28/02/2025;-40,00")
    path.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
    anonymise(path, tmp_path / "out", KEY)
    before, after = open_dossier(path), open_dossier(tmp_path / "out")
    on = dt.date(2025, 3, 31)
    rows = [sorted(aged_balance(one, as_of=on).to_numpy().tolist()) for one in (before, after)]
    assert rows[0] == rows[1]
    assert survivors(tmp_path / "out", ["Dupont & Fils", "Élan"], ["FA-1001", "FA-1002"]) == []
