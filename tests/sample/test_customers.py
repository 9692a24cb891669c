"""The customers: a cast that is always there, identifiers that pass their checks, names that nobody confuses."""

import itertools
import re
import unicodedata

import pandas as pd
import pytest
from rapidfuzz import fuzz

from cashkit.ground.identifiers import is_iban, is_siren, is_siret, is_vat_number, vat_number
from cashkit.sample.cast import cast
from cashkit.sample.customers import make_customers
from cashkit.sample.plan import Plan

LEGAL_FORMS = {"sarl", "sas", "sa", "bv", "sl", "ets", "etablissements", "et"}
MEANT_TO_RESEMBLE = {"C0066", "C0171"}


@pytest.fixture(scope="module")
def base():
    return make_customers(Plan())


@pytest.fixture(scope="module")
def large():
    return make_customers(Plan(invoices=60_000))


def plain(name):
    text = "".join(sign for sign in unicodedata.normalize("NFD", name.lower()) if not unicodedata.combining(sign))
    return " ".join(sorted(word for word in re.findall(r"[a-z0-9]+", text) if word not in LEGAL_FORMS))


@pytest.mark.parametrize("invoices", [600, 6000, 60_000])
def test_the_named_cast_is_the_same_at_every_size(invoices):
    names = make_customers(Plan(seed=3, invoices=invoices)).set_index("customer_id")["name"]
    assert {code: names[code] for code, role in cast().items() if role.named} == {
        code: role.name for code, role in cast().items() if role.named
    }


def test_base_size_has_250_codes_and_larger_sizes_add_in_proportion(base, large):
    assert len(base) == 250
    assert len(large) == pytest.approx(2500, rel=0.05)
    assert base["segment"].value_counts().to_dict() == {
        "artisans": 118, "merchants": 46, "public": 30, "builders": 24, "export": 14, "retail": 10, "other": 8
    }  # fmt: skip


def test_identifiers_pass_their_checks_and_belong_to_one_firm(large):
    french = large[large["siren"].notna()]
    assert french["siren"].map(is_siren).all()
    assert french["siret"].map(is_siret).all()
    assert french["siret"].is_unique
    assert french["siren"].str.startswith("999").all()
    alone = french[french["group_id"].isna()]
    assert alone["siren"].is_unique
    with_vat = french[french["vat_number"].notna()]
    assert (with_vat["siren"].map(vat_number) == with_vat["vat_number"]).all()
    assert large["vat_number"].dropna().map(is_vat_number).all()
    assert large["iban"].dropna().map(is_iban).all()


def test_a_group_has_one_siren_for_its_sites_and_the_chain_one_account(base):
    talmond, chain = (base[base["group_id"] == group] for group in ("G02", "G01"))
    assert (talmond["siren"].nunique(), talmond["siret"].nunique()) == (1, 4)
    assert (chain["iban"].nunique(), chain["siret"].nunique()) == (1, 10)


def test_foreigners_private_persons_and_the_counter_have_no_siren(base):
    none = base[base["siren"].isna()]
    assert set(none["kind"]) == {"company", "private", "counter"}
    assert (none.loc[none["kind"] == "company", "country"] != "FR").all()


def test_no_two_names_of_one_postcode_resemble_each_other(large):
    near = []
    for _, town in large[~large["customer_id"].isin(MEANT_TO_RESEMBLE)].groupby("postcode"):
        names = [(code, plain(name)) for code, name in zip(town["customer_id"], town["name"], strict=True)]
        near += [(a[0], b[0]) for a, b in itertools.combinations(names, 2) if fuzz.ratio(a[1], b[1]) >= 90]
    assert near == []


def test_the_file_is_clean_before_anything_is_planted(base):
    debits = base[base["payment_method"] == "direct_debit"]
    assert debits["debit_mandate_on"].notna().all()
    assert debits["iban"].notna().all()
    assert base["terms_signed"].all()
    assert base[["address", "payment_terms", "opened_on"]].notna().all().all()
    assert (base["email"].notna() | (base["kind"] == "counter")).all()
    assert base[["ship_to_of", "lien_on", "ceased_on"]].isna().all().all()


def test_the_story_of_the_cast_is_in_the_file(base):
    rows = base.set_index("customer_id")
    assert rows.loc["C0024", "judgment_on"] == pd.Timestamp("2025-10-14")
    assert rows.loc["C0024", "status"] == "active"
    assert rows.loc["C0005", "payment_terms"] == "60 EOM"
    assert rows.loc["C0236", ["payment_terms", "payment_method"]].tolist() == ["90", "letter_of_credit"]
    assert rows.loc["C0205", ["kind", "payment_terms"]].tolist() == ["hospital", "50"]
