"""Filed accounts in each form that clients save, written here cell by cell."""

import contextlib
import json
from datetime import date

import pytest

from cashkit.ground.errors import ArgumentError, SourceError
from cashkit.readers.annual_accounts import accounts_file
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


def test_a_box_left_blank_is_a_cell_that_is_missing_and_no_zero(tmp_path):
    path = written(tmp_path, "siren;732829320\nclosing_date;20241231\nBX;\nFL;10\n", "cells.csv")
    assert read_accounts(path).filings[0].cells == {("FL", "net"): 10.0}


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
        (b"hello", "accounts_files.not_accounts"),
        (b"siren;732829320\nclosing_date;20241231\nBX;douze\n", "accounts_files.bad_line"),
        (b"{", "readers.json_malformed"),
        (b"[" * 100_000, "readers.json_unsafe"),
        (b'{"a": 1}', "accounts_files.no_filing"),
        (b"[]", "accounts_files.no_filing"),
        (b'{"FL": 1}', "accounts_files.no_closing"),
        (b'{"closing_date": "2024-12-31", "cells": {"FL": "douze"}}', "accounts_files.bad_line"),
        (b'{"closing_date": "2024-12-31", "cells": {"FL": [1]}}', "accounts_files.bad_cell"),
        (b'{"closing_date": "2024-12-31", "cells": {"Turnover": 1}}', "accounts_files.bad_cell"),
        (b'{"identifiant": "2050-SD", "numero": 2050, "reperes": []}', "accounts_files.is_a_form"),
        (
            b'{"bilans": [{"id": "1"}], "bilansSaisis": [{"id": "2", "confidentiality": "Public"}]}',
            "accounts_files.only_a_list",
        ),
        (b"siren;732829320\nclosing_date;20241231\nFL;1\nTurnover;1\n", "accounts_files.bad_cell"),
        (b"siren;732829320\nclosing_date;20241231\nFL;" + b"9" * 5_000, "accounts_files.bad_line"),
        (b"siren;732829320\nclosing_date;20241231\nFL;" + b"9" * 200_000, "accounts_files.not_accounts"),
        (
            "Article 1\nL'éditeur; ses droits\nArticle 2\nles données; leur licence".encode(),
            "accounts_files.not_accounts",
        ),
        (filed(xml(owed={"DA": ("9" * 16, "")})).encode(), "accounts_files.bad_amount"),
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


def answer(identity=None, lines=None, **outer):
    """Return one element of the register's list of filings, with its contents."""
    about = {"dateClotureExercice": "2024-12-31", "codeTypeBilan": "C", "dureeExerciceN": "12", "codeDevise": "EUR"}
    cells = [{"code": code, "m1": value} for code, value in (lines or {"DA": "0050", "DL": "0080"}).items()]
    detail = {"pages": [{"numero": "02", "liasses": cells}]}
    saisi = {"bilan": {"identite": {**about, **(identity or {})}, "detail": detail}}
    return {"siren": "732829320", "confidentiality": "Public", "deleted": False, "bilanSaisi": saisi, **outer}


def read(tmp_path, *filings):
    return read_accounts(written(tmp_path, json.dumps({"bilansSaisis": filings}), "a.json"))


class TestTheRegistersAnswers:
    def test_one_filing_alone_is_read_like_a_list(self, tmp_path):
        alone = read_accounts(written(tmp_path, json.dumps(answer()), "a.json"))
        assert alone.filings == read(tmp_path, answer()).filings

    def test_a_filing_that_the_register_deleted_is_left_out(self, tmp_path):
        old = answer({"dateClotureExercice": "2023-12-31"}, deleted=True)
        assert [one.closing_date.year for one in read(tmp_path, answer(), old).filings] == [2024]

    def test_a_filing_kept_confidential_is_told(self, tmp_path):
        assert [one.code for one in read(tmp_path, answer(confidentiality="Confidential")).data_findings] == ["A05"]

    def test_the_filings_of_a_bank_or_an_insurer_are_told_and_not_read(self, tmp_path):
        for form in ("B", "A"):
            told = read(tmp_path, answer({"codeTypeBilan": form}), answer({"dateClotureExercice": "2023-12-31"}))
            assert [one.code for one in told.data_findings] == ["A09"]
            assert set(told.table["closing_date"].dt.year) == {2023}

    def test_numbered_cells_in_a_complete_filing_are_of_the_simplified_form(self, tmp_path):
        told = read(tmp_path, answer(lines={"210": "100", "310": "10", "136": "10"}))
        assert ([one.code for one in told.data_findings], set(told.table["form"])) == (["A10"], {"S"})

    def test_amounts_in_thousands_are_turned_into_euros_and_told(self, tmp_path):
        told = read(tmp_path, answer({"codeDevise": "KEUR"}))
        assert [one.code for one in told.data_findings] == ["A11"]
        assert told.table.set_index("code")["amount"].to_dict() == {"DA": 50_000.0, "DL": 80_000.0}

    def test_a_foreign_currency_is_told_and_not_converted(self, tmp_path):
        assert [one.code for one in read(tmp_path, answer({"codeDevise": "CHF"})).data_findings] == ["A06"]

    @pytest.mark.parametrize("months", ["", "0", "00", "²", "9" * 5_000])
    def test_a_year_without_duration_is_of_12_months_and_told(self, tmp_path, months):
        told = read(tmp_path, answer({"dureeExerciceN": months}))
        assert ([one.code for one in told.data_findings], told.filings[0].months) == (["A12"], 12)

    @pytest.mark.parametrize(
        ("text", "amount"),
        [
            ("-000000000230752", -230_752),
            ("00000-0230752", -230_752),
            ("12.00", 12),
            ("12,5", 12.5),
            ("0000", 0),
            ("-0", 0),
        ],
    )
    def test_an_amount_is_read_as_the_register_writes_it(self, tmp_path, text, amount):
        assert read(tmp_path, answer(lines={"DA": text})).filings[0].cells["DA", "m1"] == amount

    @pytest.mark.parametrize("odd", [None, True, 3, "x", [], {}, [[]], {"a": []}])
    def test_a_field_of_another_type_ends_in_a_reason(self, tmp_path, odd):
        whole = answer()
        bilan = whole["bilanSaisi"]["bilan"]
        for changed in (
            {**whole, "bilanSaisi": odd},
            {**whole, "bilanSaisi": {"bilan": {**bilan, "identite": odd}}},
            {**whole, "bilanSaisi": {"bilan": {**bilan, "detail": odd}}},
            {**whole, "bilanSaisi": {"bilan": {**bilan, "detail": {"pages": odd}}}},
            {**whole, "bilanSaisi": {"bilan": {**bilan, "detail": {"pages": [{"liasses": odd}]}}}},
            {**whole, "siren": odd},
        ):
            with contextlib.suppress(SourceError):
                assert read_accounts(written(tmp_path, json.dumps(changed), "a.json")).data_findings is not None


@pytest.mark.parametrize(
    "told",
    [
        {
            "siren": "732829320",
            "closing_date": "2024-12-31",
            "months": 12,
            "cells": {"FL": 1200.5, "BX": {"gross": 120, "net": "1 00"}},
        },
        {"siren": 732829320, "date_cloture": "31/12/2024", "FL": "1 200,50", "BX": {"gross": "120", "net": 100}},
    ],
)
def test_typed_cells_are_read_from_json_too(tmp_path, told):
    read = read_accounts(written(tmp_path, json.dumps([told]), "cells.json"))
    assert (read.form, read.filings[0].months, read.data_findings) == ("cells", 12, ())
    assert read.filings[0].cells == {("FL", "net"): 1200.5, ("BX", "gross"): 120.0, ("BX", "net"): 100.0}


def test_decimal_commas_of_the_ratios_are_read(tmp_path):
    rows = "siren;date_cloture_exercice;chiffre_d_affaires;type_bilan\n732829320;2024-12-31;900,5;C\n"
    assert read_accounts(written(tmp_path, rows, "ratios.csv")).filings[0].cells == {("FL", "net"): 900.5}


def test_a_table_beyond_measure_is_refused_before_it_is_split(tmp_path, monkeypatch):
    monkeypatch.setattr(accounts_file, "LARGEST_TABLE", 20)
    with pytest.raises(SourceError) as caught:
        read_accounts(written(tmp_path, "siren;732829320\nFL;1200\n", "cases.csv"))
    assert caught.value.key == "readers.xml_too_large"
