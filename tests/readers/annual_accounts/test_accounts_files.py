"""Filed accounts in each form that clients save, written here cell by cell."""

import json
from datetime import date

import pytest

from cashkit.ground.errors import ArgumentError, SourceError
from cashkit.readers.annual_accounts.accounts_file import read_accounts
from cashkit.stages.filed_firm import open_annual_accounts

ASSETS = {"BX": ("120", "20", "100", "90"), "CF": ("60", "", "60", "30"), "CJ": ("180", "20", "160", "120")}
ASSETS |= {"CO": ("180", "20", "160", "120")}
OWED = {"DA": ("50", "50"), "DI": ("30", "20"), "DL": ("80", "70"), "DX": ("80", "50"), "EC": ("80", "50")}
OWED |= {"EE": ("160", "120")}
YEAR = {"FJ": ("900", "", "1000", "800"), "FR": ("", "", "1000", "800"), "FW": ("", "", "960", "775")}
YEAR |= {"GF": ("", "", "960", "775"), "GG": ("", "", "40", "25")}
RESULT = {"HK": ("10", "5"), "HL": ("1000", "800"), "HM": ("970", "780"), "HN": ("30", "20")}


def padded(text):
    return text.rjust(15, "0") if not text.startswith("-") else "-" + text[1:].rjust(15, "0")


def xml(*, siren="732829320", closing="20241231", months="12", form="C", confidential="0", owed=None, assets=None):
    def page(number, lines):
        told = "".join(
            f'<liasse code="{code}" '
            + " ".join(f'm{n}="{padded(value)}"' for n, value in enumerate(values, 1) if value)
            + "/>"
            for code, values in lines.items()
        )
        return f'<page numero="{number}">{told}</page>'

    identity = (
        f"<siren>{siren}</siren><date_cloture_exercice>{closing}</date_cloture_exercice>"
        f"<duree_exercice_n>{months}</duree_exercice_n><code_type_bilan>{form}</code_type_bilan>"
        f"<code_devise>EUR</code_devise><code_confidentialite>{confidential}</code_confidentialite>"
        "<denomination><![CDATA[Menuiserie Essai]]></denomination>"
    )
    pages = page("01", assets or ASSETS) + page("02", owed or OWED) + page("03", YEAR) + page("04", RESULT)
    return f"<bilan><identite>{identity}</identite><detail>{pages}</detail></bilan>"


def written(tmp_path, content, name="comptes.xml"):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def filed(*years):
    return f'<bilans xmlns="fr:inpi:odrncs:bilansSaisisXML">{"".join(years)}</bilans>'


def test_the_registers_xml_is_read_with_the_year_before(tmp_path):
    accounts = open_annual_accounts(written(tmp_path, filed(xml())))
    assert (accounts.siren, accounts.closing_date, accounts.months) == ("732829320", date(2024, 12, 31), 12)
    told = [accounts.value(code) for code in ("CO", "EE", "DL", "FL", "HN")]
    assert [float(value) for value in told] == [160, 160, 80, 1000, 30]
    assert float(accounts.value("BX", "gross")) == 120
    assert float(accounts.previous.value("FL")) == 800


def test_a_turnover_is_the_total_and_not_france_alone(tmp_path):
    assert float(open_annual_accounts(written(tmp_path, filed(xml()))).value("FJ")) == 1000


def test_several_years_of_one_firm_are_chained(tmp_path):
    both = filed(xml(), xml(closing="20231231", owed={**OWED, "DI": ("20", ""), "DA": ("60", "")}))
    accounts = open_annual_accounts(written(tmp_path, both))
    assert accounts.previous.closing_date == date(2023, 12, 31)
    assert float(accounts.previous.value("DA")) == 60


def test_the_companys_own_accounts_go_before_consolidated_ones(tmp_path):
    both = filed(xml(form="K", assets={**ASSETS, "CO": ("999", "", "999", "")}), xml())
    path = written(tmp_path, both)
    assert float(open_annual_accounts(path).value("CO")) == 160
    assert "A08" in {found.code for found in read_accounts(path).data_findings}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"owed": {**OWED, "EE": ("150", "120")}}, "A01"),
        ({"assets": {**ASSETS, "BX": ("120", "20", "90", "90")}}, "A02"),
        ({"owed": {**OWED, "DI": ("12", "20")}}, "A03"),
        ({"months": "15"}, "A04"),
        ({"confidential": "1"}, "A05"),
        ({"siren": "732829321"}, "A07"),
    ],
)
def test_what_does_not_hold_is_told_and_nothing_else(tmp_path, change, code):
    found = read_accounts(written(tmp_path, filed(xml(**change)))).data_findings
    assert {one.code for one in found} == {code}
    assert all("31" in one.message(lang) for one in found for lang in ("fr", "en"))


def test_a_clean_filing_has_no_finding(tmp_path):
    assert read_accounts(written(tmp_path, filed(xml()))).data_findings == ()


def test_the_registers_answer_in_json_says_the_same(tmp_path):
    def told(code, values):
        return {"code": code, **{f"m{n}": value for n, value in enumerate(values, 1) if value}}

    pages = [
        {"numero": number, "liasses": [told(code, values) for code, values in lines.items()]}
        for number, lines in (("01", ASSETS), ("02", OWED), ("03", YEAR), ("04", RESULT))
    ]
    identity = {"dateClotureExercice": "2024-12-31", "codeTypeBilan": "C", "dureeExerciceN": "12", "codeDevise": "EUR"}
    answer = {
        "siren": "732829320",
        "bilansSaisis": [{"bilanSaisi": {"bilan": {"identite": identity, "detail": {"pages": pages}}}}],
    }
    read = open_annual_accounts(written(tmp_path, json.dumps(answer), "a.json"))
    assert read.values == open_annual_accounts(written(tmp_path, filed(xml()))).values


@pytest.mark.parametrize("separator", [";", "\t", ","])
def test_typed_cells_are_read(tmp_path, separator):
    rows = [
        ("code", "amount"),
        ("siren", "732 829 320"),
        ("closing_date", "31/12/2024"),
        ("FL", "1000.5"),
        ("DL", "-38 000"),
    ]
    path = written(tmp_path, "\n".join(separator.join(row) for row in rows), "cells.csv")
    accounts = open_annual_accounts(path)
    assert (float(accounts.value("FL")), float(accounts.value("DL"))) == (1000.5, -38_000)


@pytest.mark.parametrize(
    ("text", "amount"),
    [("1 234,56", 1234.56), ("1.234,56", 1234.56), ("(12)", -12), ("12-", -12), ("1 000", 1000), ("1.000", 1000)],
)
def test_amounts_are_read_as_people_type_them(tmp_path, text, amount):
    path = written(tmp_path, f"siren;732829320\nclosing_date;20241231\nBX;{text}\n", "cells.csv")
    assert read_accounts(path).filings[0].cells["BX", "net"] == amount


def test_the_ratios_of_the_state_give_turnover_and_result_but_not_their_zeros(tmp_path):
    rows = "siren;date_cloture_exercice;chiffre_d_affaires;resultat_net;type_bilan;confidentiality\n"
    rows += "732829320;20241231;900;0;C;Public\n732829320;20241231;5000;1;K;Public\n"
    accounts = open_annual_accounts(written(tmp_path, rows, "ratios.csv"))
    assert (float(accounts.value("FL")), accounts.value("HN")) == (900, None)


def test_of_several_firms_one_is_named(tmp_path):
    path = written(tmp_path, filed(xml(), xml(siren="552100554")))
    with pytest.raises(ArgumentError, match="552100554"):
        open_annual_accounts(path)
    assert open_annual_accounts(path, siren="552 100 554").siren == "552100554"


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "accounts_files.not_accounts"),
        (b"\0\1", "accounts_files.not_accounts"),
        (b"hello", "accounts_files.no_closing"),
        (b"siren;732829320\nclosing_date;20241231\nBX;douze\n", "accounts_files.bad_line"),
        (b"{", "readers.json_malformed"),
        (b"[" * 100_000, "readers.json_unsafe"),
        (b'{"a": 1}', "accounts_files.no_filing"),
        (b"<bilans/>", "accounts_files.no_filing"),
        (filed(xml(siren="")).encode(), "accounts_files.no_identity"),
        (filed(xml(closing="20241331")).encode(), "accounts_files.no_identity"),
        (filed(xml(owed={"DA": ("1x", "")})).encode(), "accounts_files.bad_amount"),
        (b'<!DOCTYPE a [<!ENTITY x "y">]><bilans>&x;</bilans>', "readers.xml_unsafe"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_file(tmp_path, content, key):
    with pytest.raises(SourceError) as caught:
        read_accounts(written(tmp_path, content, "comptes.dat"))
    assert caught.value.key == key
    assert "comptes.dat" in caught.value.say("fr")
