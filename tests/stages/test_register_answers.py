"""Answers of the registers joined to the customer file: each written here as the register would give it."""

import json
from datetime import date

import pandas as pd
import pytest

import cashkit as ck
from cashkit.ground.errors import NotAvailableError, SourceError
from tests.stages.book import book

SIREN, OTHER = "732829320", "552100554"
OPEN = [("F1", "C1", "2025-11-10", "2025-12-10", 600.0), ("F2", "C1", "2025-12-10", "2026-01-10", 400.0)]
ENDED = {"siren": SIREN, "nom_complet": "OMBRAGE", "etat_administratif": "C", "date_fermeture": "2025-11-30"}
ALIVE = ENDED | {"etat_administratif": "A", "date_fermeture": None, "activite_principale": "43.29B"}


def dossier(**customer):
    rows = [
        {"customer_id": "C1", "name": "Un", "siren": SIREN, "payment_terms": "30"} | customer,
        {"customer_id": "C2", "name": "Deux", "siren": None, "kind": "private"},
    ]
    return book(OPEN, customers=rows)


@pytest.fixture
def answer(tmp_path):
    def written(*found, name="answer.json"):
        path = tmp_path / name
        path.write_text(json.dumps({"results": list(found), "total_results": len(found)}), encoding="utf-8")
        return path

    return written


@pytest.fixture
def gazette(tmp_path):
    def written(*rows, siren=SIREN, name="bodacc.json"):
        outer = {"nhits": len(rows), "parameters": {"dataset": ["annonces-commerciales"], "q": f"registre:{siren}"}}
        path = tmp_path / name
        path.write_text(json.dumps(outer | {"records": [{"fields": row} for row in rows]}), encoding="utf-8")
        return path

    return written


JUDGED = {
    "id": "A1", "registre": SIREN, "familleavis": "collective", "typeavis": "annonce", "dateparution": "2025-10-21",
    "jugement": {"nature": "Jugement d'ouverture de liquidation judiciaire", "date": "2025-10-14"},
}  # fmt: skip


def first(joined):
    return joined.customers.iloc[0]


def codes(joined):
    return [one.code for one in joined.data_findings]


def test_an_end_of_business_in_the_register_becomes_a_fault_of_stage_1(answer):
    joined = ck.with_register_answers(dossier(), answer(ENDED))
    assert first(joined)["register_state"] == "ceased"
    found = ck.review("inform", joined)
    assert found.findings["code"].tolist() == ["customer_ceased"]
    assert "S02" in codes(joined)


def test_a_judgment_in_the_gazette_becomes_a_fault_of_stage_1(gazette):
    joined = ck.with_register_answers(dossier(), gazette(JUDGED))
    row = first(joined)
    assert (row["insolvency"], str(row["judgment_on"])[:10], str(row["published_on"])[:10]) == (
        "liquidation", "2025-10-14", "2025-10-21",
    )  # fmt: skip
    assert ck.review("inform", joined).findings["code"].tolist() == ["insolvency_unnoticed"]


def test_nothing_published_leaves_the_customer_as_it_was_and_asked_about(gazette):
    joined = ck.with_register_answers(dossier(), gazette())
    row = first(joined)
    assert row["register_asked"]
    assert row["register_state"] is None
    assert pd.isna(row["judgment_on"])
    assert "S08" in codes(joined)  # said, and said to prove nothing


def test_an_active_firm_is_no_good_customer_by_that(answer):
    joined = ck.with_register_answers(dossier(), answer(ALIVE))
    assert first(joined)["register_state"] == "active"
    assert ck.review("inform", joined).tables["customers_read"]["verdict"].tolist() == ["not_assessed"]


def test_end_of_business_without_a_date_is_bad_all_the_same(answer):
    joined = ck.with_register_answers(dossier(), answer(ENDED | {"date_fermeture": None}))
    (row,) = ck.review("inform", joined).tables["customers_read"].to_dict("records")
    assert row["verdict"] == "bad"
    assert "sans en donner la date" in row["sentence"]


def test_data_kept_back_are_a_right_and_no_fault(answer):
    joined = ck.with_register_answers(dossier(), answer(ALIVE | {"statut_diffusion": "P"}))
    assert first(joined)["undisclosed"]
    assert ck.review("inform", joined).findings.empty


def test_the_date_of_the_register_goes_before_that_of_the_file_and_it_is_told(answer):
    joined = ck.with_register_answers(dossier(ceased_on="2025-06-30"), answer(ENDED))
    assert str(first(joined)["ceased_on"])[:10] == "2025-11-30"
    (told,) = [one for one in joined.data_findings if one.code == "S17"]
    assert "30/06/2025" in told.message("fr")
    same = ck.with_register_answers(dossier(ceased_on=date(2025, 11, 30)), answer(ENDED))
    assert "S17" not in codes(same)


def test_what_an_answer_does_not_tell_stays_as_the_file_has_it(answer):
    known = dossier(judgment_on="2025-03-04", insolvency="redressement", published_on="2025-03-14")
    row = first(ck.with_register_answers(known, answer(ALIVE)))
    assert (row["insolvency"], str(row["judgment_on"])[:10]) == ("redressement", "2025-03-04")


def test_an_answer_about_nobody_of_the_file_is_told(answer):
    joined = ck.with_register_answers(dossier(), answer(ENDED | {"siren": OTHER}))
    (told,) = [one for one in joined.data_findings if one.code == "S18"]
    assert OTHER in told.message("fr")
    assert not joined.customers["register_asked"].any()


def test_a_folder_of_answers_is_read_whole_and_its_files_are_named(answer, gazette, tmp_path):
    answer(ALIVE)
    gazette(JUDGED)
    joined = ck.with_register_answers(dossier(), tmp_path)
    assert first(joined)["register_state"] == "active"
    assert first(joined)["insolvency"] == "liquidation"
    assert [one.name for one in joined.sources][-2:] == ["answer.json", "bodacc.json"]


def test_answers_opened_before_are_taken_as_they_are(answer):
    opened = ck.open_register_answer(answer(ENDED))
    assert first(ck.with_register_answers(dossier(), [opened]))["register_state"] == "ceased"


def test_the_dossier_itself_does_not_change(answer):
    before = dossier()
    ck.with_register_answers(before, answer(ENDED))
    assert "register_asked" not in before.customers.columns
    assert before.data_findings == dossier().data_findings


def test_without_sirens_or_without_answers_the_cure_is_told(answer, tmp_path):
    with pytest.raises(NotAvailableError, match="SIREN"):
        ck.with_register_answers(book(OPEN), answer(ENDED))
    empty = tmp_path / "vide"
    empty.mkdir()
    with pytest.raises(SourceError, match="vide"):
        ck.with_register_answers(dossier(), empty)
