"""Answers of the French registers, each written here as the register would give it."""

import json
from datetime import date

import pytest

import cashkit as ck
from cashkit.dossier.tables import kinds
from cashkit.ground.errors import SourceError
from cashkit.readers.registry.customer_columns import COLUMNS, insolvency_rows
from cashkit.readers.registry.judgments import told
from cashkit.readers.registry.register_answer import read_register_answer

SIREN, OTHER = "732829320", "552100554"
ACTIVE = {
    "siren": SIREN, "nom_complet": "OMBRAGE", "etat_administratif": "A", "statut_diffusion": "O",
    "nature_juridique": "5710", "activite_principale": "43.29B", "tranche_effectif_salarie": "12",
    "annee_tranche_effectif_salarie": "2024", "date_creation": "2001-03-01", "date_fermeture": None,
    "siege": {"siret": "73282932000074", "adresse": "1 RUE DU TEST 84000 AVIGNON"},
}  # fmt: skip


def answered(tmp_path, told, name="answer.json"):
    path = tmp_path / name
    path.write_bytes(told if isinstance(told, bytes) else json.dumps(told).encode())
    return read_register_answer(path)


def search(*found, total=None):
    outer = {"results": list(found), "total_results": len(found) if total is None else total}
    return {"searchTerms": SIREN, "result": outer}


def notice(number, published, nature="", judged="", **more):
    jugement = {"type": "initial", "famille": "", "nature": nature, "date": judged} if nature else None
    return {
        "id": number, "registre": f"{SIREN},732 829 320", "commercant": "OMBRAGE", "familleavis": "collective",
        "typeavis": "annonce", "dateparution": published, "tribunal": "Greffe d'Avignon",
        "jugement": json.dumps(jugement) if jugement else None, **more,
    }  # fmt: skip


def gazette(*rows, total=None):
    outer = {"nhits": len(rows) if total is None else total}
    outer["parameters"] = {"dataset": ["annonces-commerciales"], "q": f"registre:{SIREN}"}
    return {**outer, "records": [{"fields": row} for row in rows]}


def codes(answer):
    return [found.code for found in answer.data_findings]


OPENED = notice(
    "A202500011", "2025-03-14", "Jugement d'ouverture d'une procédure de redressement judiciaire", "2025-03-04"
)
TURNED = notice("A202500022", "2025-09-12", "Jugement de conversion en liquidation judiciaire", "2025-09-02")
CLOSED = notice("A202600033", "2026-05-12", "Jugement de clôture pour insuffisance d'actif", "2026-05-04")


class TestWhoACompanyIs:
    def test_an_active_company_is_told_with_its_form_and_head_office(self, tmp_path):
        answer = answered(tmp_path, search(ACTIVE))
        one = answer.identity
        assert (one.name, one.state, one.legal_form, one.naf) == ("OMBRAGE", "active", "5710", "43.29B")
        assert (one.siret, one.address) == ("73282932000074", "1 RUE DU TEST 84000 AVIGNON")
        assert (one.workforce_band, one.workforce_year, one.created_on) == ("12", "2024", date(2001, 3, 1))
        assert answer.data_findings == ()

    def test_a_ceased_company_is_an_error_with_its_day(self, tmp_path):
        gone = {**ACTIVE, "etat_administratif": "C", "date_fermeture": "2025-05-22"}
        answer = answered(tmp_path, search(gone))
        (found,) = answer.data_findings
        assert (found.code, found.severity, found.params["day"]) == ("S02", "error", date(2025, 5, 22))
        row = insolvency_rows(answer).iloc[0]
        assert (row["register_state"], str(row["ceased_on"])[:10]) == ("ceased", "2025-05-22")

    def test_a_company_ceased_on_a_day_not_told_is_ceased_all_the_same(self, tmp_path):
        answer = answered(tmp_path, search({**ACTIVE, "etat_administratif": "C"}))
        assert codes(answer) == ["S15"]
        assert insolvency_rows(answer)["register_state"].tolist() == ["ceased"]

    @pytest.mark.parametrize("kept_back", [{"statut_diffusion": "N"}, {"statut_diffusion": "P"}])
    def test_a_company_that_keeps_its_data_back_is_neither_good_nor_bad(self, tmp_path, kept_back):
        answer = answered(tmp_path, search({**ACTIVE, **kept_back}))
        assert answer.identity.undisclosed
        assert [(found.code, found.severity) for found in answer.data_findings] == [("S01", "info")]

    def test_a_blank_company_is_not_said_to_be_active(self, tmp_path):
        answer = answered(
            tmp_path, search({"siren": SIREN, "nom_complet": None, "etat_administratif": None, "siege": {}})
        )
        assert codes(answer) == ["S01"]
        assert insolvency_rows(answer)["register_state"].tolist() == [None]

    def test_two_companies_are_never_taken_for_one(self, tmp_path):
        answer = answered(tmp_path, {"results": [ACTIVE, {**ACTIVE, "siren": OTHER}], "total_results": 2})
        assert answer.identity is None
        assert codes(answer) == ["S05"]
        assert insolvency_rows(answer)["siren"].tolist() == [SIREN, OTHER]

    def test_another_company_than_the_one_asked_for_is_told(self, tmp_path):
        assert codes(answered(tmp_path, search({**ACTIVE, "siren": OTHER}))) == ["S05"]

    def test_a_siren_with_a_wrong_check_digit_is_told(self, tmp_path):
        answer = answered(tmp_path, {"results": [{**ACTIVE, "siren": "123456789"}], "total_results": 1})
        assert codes(answer) == ["S11"]

    def test_the_answer_of_the_interface_itself_is_read_too(self, tmp_path):
        assert answered(tmp_path, {"results": [ACTIVE], "total_results": 1}).identity.siren == SIREN
        assert answered(tmp_path, ACTIVE).identity.siren == SIREN


class TestWhatWasPublished:
    def test_an_opening_gives_procedure_judgment_and_publication(self, tmp_path):
        answer = answered(tmp_path, gazette(OPENED))
        (found,) = answer.data_findings
        assert (found.code, found.severity) == ("S03", "error")
        assert "redressement judiciaire" in found.message("fr")
        row = insolvency_rows(answer).iloc[0]
        assert (row["siren"], row["insolvency"]) == (SIREN, "redressement")
        assert [str(row[name])[:10] for name in ("judgment_on", "published_on")] == ["2025-03-04", "2025-03-14"]

    def test_a_conversion_changes_the_procedure_and_keeps_the_day_from_which_claims_are_declared(self, tmp_path):
        row = insolvency_rows(answered(tmp_path, gazette(TURNED, OPENED))).iloc[0]
        assert (row["insolvency"], str(row["judgment_on"])[:10]) == ("liquidation", "2025-03-04")

    def test_a_conversion_alone_is_not_taken_for_an_opening(self, tmp_path):
        answer = answered(tmp_path, gazette(TURNED))
        assert not answer.insolvencies[SIREN].opening_known
        assert answer.insolvencies[SIREN].procedure == "liquidation"

    def test_closed_proceedings_are_told_and_no_longer_run(self, tmp_path):
        answer = answered(tmp_path, gazette(OPENED, TURNED, CLOSED))
        assert codes(answer) == ["S04"]
        assert insolvency_rows(answer)["insolvency"].tolist() == [None]

    def test_new_proceedings_after_a_closing_count_from_their_own_judgment(self, tmp_path):
        again = notice("A2", "2027-01-12", "Jugement d'ouverture de liquidation judiciaire", "2027-01-05")
        row = insolvency_rows(answered(tmp_path, gazette(OPENED, CLOSED, again))).iloc[0]
        assert (row["insolvency"], str(row["judgment_on"])[:10]) == ("liquidation", "2027-01-05")

    def test_under_a_plan_proceedings_still_run_and_a_plan_undone_opens_new_ones(self, tmp_path):
        plan = notice("A4", "2025-12-12", "Jugement arrêtant le plan de redressement", "2025-12-02")
        assert insolvency_rows(answered(tmp_path, gazette(OPENED, plan)))["insolvency"].tolist() == ["redressement"]
        undone = "Jugement prononçant la résolution du plan de redressement et la liquidation judiciaire"
        fallen = notice("A5", "2026-12-12", undone, "2026-12-02")
        row = insolvency_rows(answered(tmp_path, gazette(OPENED, plan, fallen))).iloc[0]
        assert (row["insolvency"], str(row["judgment_on"])[:10]) == ("liquidation", "2026-12-02")

    @pytest.mark.parametrize("way", ["annulation", "rectificatif"])
    def test_a_notice_cancelled_or_corrected_no_longer_counts(self, tmp_path, way):
        before = {"nomPublication": "BODACC A", "numeroParution": "20250001", "numeroAnnonce": "1"}
        nature, judged = (
            ("", "") if way == "annulation" else ("Jugement d'ouverture de liquidation judiciaire", "2025-03-04")
        )
        later = notice("A9", "2025-04-01", nature, judged, typeavis=way, parutionavisprecedent=json.dumps(before))
        answer = answered(tmp_path, gazette(OPENED, later))
        assert answer.notices[0].status == {"annulation": "cancelled", "rectificatif": "replaced"}[way]
        assert codes(answer) == {"annulation": ["S06"], "rectificatif": ["S03", "S06"]}[way]
        expected = {"annulation": [None], "rectificatif": ["liquidation"]}[way]
        assert insolvency_rows(answer)["insolvency"].tolist() == expected

    def test_nothing_published_is_never_good(self, tmp_path):
        answer = answered(tmp_path, gazette())
        assert codes(answer) == ["S08"]
        row = insolvency_rows(answer).iloc[0]
        assert (row["siren"], row["register_state"], row["insolvency"]) == (SIREN, None, None)

    def test_a_removal_ends_the_business_on_the_day_that_it_says(self, tmp_path):
        gone = notice("B1", "2026-02-01", familleavis="radiation")
        day = json.dumps({"radiationPP": {"dateCessationActivite": "31 décembre 2025"}})
        plain = insolvency_rows(answered(tmp_path, gazette(gone)))
        dated = insolvency_rows(answered(tmp_path, gazette({**gone, "radiationaurcs": day})))
        assert [str(one["ceased_on"][0])[:10] for one in (plain, dated)] == ["2026-02-01", "2025-12-31"]
        assert codes(answered(tmp_path, gazette(gone))) == ["S10"]

    def test_accounts_filed_or_a_sale_are_no_insolvency(self, tmp_path):
        rows = [notice("C1", "2025-05-05", familleavis="dpc"), notice("A1", "2025-05-06", familleavis="vente")]
        assert codes(answered(tmp_path, gazette(*rows))) == []

    def test_a_conciliation_is_told_and_is_no_insolvency(self, tmp_path):
        answer = answered(tmp_path, gazette(notice("A1", "2025-05-05", familleavis="conciliation")))
        assert codes(answer) == ["S13"]
        assert answer.insolvencies == {}

    def test_a_judgment_without_words_or_date_is_told_and_still_tells_of_proceedings(self, tmp_path):
        answer = answered(tmp_path, gazette(notice("A1", "2025-05-05", jugement="{broken")))
        assert codes(answer) == ["S03", "S09"]
        assert insolvency_rows(answer)["insolvency"].tolist() == ["unknown"]

    def test_an_answer_that_is_cut_says_how_much_is_missing(self, tmp_path):
        (found, _) = answered(tmp_path, gazette(OPENED, total=12)).data_findings
        assert (found.code, found.value, found.params["n"]) == ("S07", "1", 12)

    def test_a_buyer_of_a_business_is_not_the_company_asked_for(self, tmp_path):
        both = notice("A7", "2025-01-05", familleavis="vente", registre=[OTHER, SIREN])
        rows = {**gazette(both, OPENED), "parameters": {}}
        assert answered(tmp_path, rows).sirens == (SIREN,)

    def test_notices_of_several_companies_are_kept_apart(self, tmp_path):
        other = notice(
            "A8", "2025-01-05", "Jugement d'ouverture de liquidation judiciaire", "2025-01-02", registre=[OTHER]
        )
        answer = answered(tmp_path, [OPENED, other])
        assert codes(answer)[0] == "S05"
        rows = insolvency_rows(answer)
        assert dict(zip(rows["siren"], rows["insolvency"], strict=True)) == {
            SIREN: "redressement",
            OTHER: "liquidation",
        }

    def test_no_sign_of_a_stranger_acts_on_the_screen(self, tmp_path):
        answer = answered(tmp_path, gazette(notice("A1", "2025-05-05", "Jugement\x1b[2J d'ouverture", "2025-05-01")))
        assert "\x1b" not in answer.notices[0].text


@pytest.mark.parametrize(
    ("nature", "expected"),
    [
        ("Jugement d'ouverture de liquidation judiciaire", ("opening", "liquidation")),
        ("Jugement prononçant la liquidation judiciaire", ("opening", "liquidation")),
        ("Jugement d'ouverture d'une procédure de sauvegarde", ("opening", "sauvegarde")),
        ("Jugement d'extension de liquidation judiciaire", ("opening", "liquidation")),
        (
            "Jugement de conversion en redressement judiciaire de la procédure de sauvegarde",
            ("conversion", "redressement"),
        ),
        ("Jugement arrêtant le plan de sauvegarde", ("plan", "sauvegarde")),
        ("Jugement modifiant le plan de redressement", ("plan", "redressement")),
        ("Jugement arrêtant le plan de cession", ("other", "")),
        ("Jugement de clôture pour extinction du passif", ("closing", "")),
        ("Jugement mettant fin à la procédure de redressement judiciaire", ("closing", "redressement")),
        ("Dépôt de l'état des créances", ("other", "")),
        ("Rétractation sur tierce opposition", ("withdrawn", "")),
        ("", ("other", "")),
    ],
)
def test_a_judgment_is_told_by_its_words(nature, expected):
    assert told("", nature) == expected


class TestRatios:
    def test_a_nil_is_what_is_not_known_and_consolidated_rows_give_two_figures(self, tmp_path):
        own = {"siren": SIREN, "date_cloture_exercice": "2024-12-31", "type_bilan": "C", "ebe": 5, "ebit": 0.0}
        group = {**own, "type_bilan": "K", "chiffre_d_affaires": 900, "ebe": 900, "confidentiality": "Public"}
        hidden = {**own, "date_cloture_exercice": "20231231", "confidentiality": "Partiellement confidentiel"}
        answer = answered(tmp_path, {"nhits": 3, "records": [{"fields": one} for one in (own, group, hidden)]})
        assert [dict(one.figures) for one in answer.ratios] == [
            {"ebe": 5.0},
            {"ebe": 5.0},
            {"chiffre_d_affaires": 900.0},
        ]
        assert [(found.code, found.params["day"]) for found in answer.data_findings] == [("S12", date(2023, 12, 31))]


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "registry.not_an_answer"),
        (b"hello", "registry.not_an_answer"),
        (b"PK\x03\x04\0\0", "registry.not_an_answer"),
        (b"[" * 100_000, "readers.json_unsafe"),
        (b'{"results": [], "results": [{}]}', "readers.json_unsafe"),
        (b'{"a": NaN}', "readers.json_unsafe"),
        (b'{"a": 1' + b"0" * 5_000 + b"}", "readers.json_unsafe"),
        (b'{"a": 1e999}', "readers.json_unsafe"),
        (b"{}", "registry.not_an_answer"),
        (b"[1, null, []]", "registry.not_an_answer"),
        (b'"text"', "registry.not_an_answer"),
        (b"<a/>", "registry.not_an_answer"),
        (b'{"results": [', "readers.json_malformed"),
        (b'{"identifiant": "2050-SD", "reperes": []}', "registry.not_an_answer"),
        (b'{"results": [], "total_results": 0}', "registry.nobody"),
    ],
)
def test_what_is_no_answer_is_refused_in_both_languages(tmp_path, content, key):
    with pytest.raises(SourceError) as caught:
        answered(tmp_path, content)
    assert caught.value.key == key
    assert "answer.json" in caught.value.say("fr")
    assert "answer.json" in caught.value.say("en")


@pytest.mark.parametrize("odd", [None, True, 3, 2.5, "x", [], {}, [[]], {"a": {"b": []}}])
def test_a_field_of_another_type_is_missing_and_breaks_nothing(tmp_path, odd):
    for field in (*ACTIVE, "immatriculation"):
        if field != "siren":
            answer = answered(tmp_path, search({**ACTIVE, field: odd}))
            assert all(found.message("fr") for found in answer.data_findings)
            insolvency_rows(answer)
    for field in (*OPENED, "parutionavisprecedent", "radiationaurcs", "listepersonnes"):
        answer = answered(tmp_path, gazette({**OPENED, field: odd}))
        assert all(found.message("en") for found in answer.data_findings)
        insolvency_rows(answer)


def test_the_rows_have_the_columns_of_the_table_of_customers():
    assert set(COLUMNS) <= set(kinds("customers"))


def test_the_door_opens_an_answer(tmp_path):
    path = tmp_path / "a.json"
    path.write_text(json.dumps(search(ACTIVE)), encoding="utf-16")
    assert ck.open_register_answer(path).identity.name == "OMBRAGE"
