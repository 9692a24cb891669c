"""Stage 1 on customers: identity, public events, accounts; each fault with a case that is none."""

from datetime import date
from decimal import Decimal

import pandas as pd
import pytest

from cashkit.ground import language
from cashkit.stages.door import review
from cashkit.views import table
from tests.stages.book import AS_OF, book, codes, said, value
from tests.stages.ledger import company

SIREN, OTHER = "732829320", "552100554"
OPEN = [("F1", "C1", "2025-11-10", "2025-12-10", 600.0), ("F2", "C1", "2025-12-10", "2026-01-10", 400.0)]


def inform(*customers, invoices=OPEN, **tables):
    """Return the review of stage 1 of customers C1, C2 ..., French firms on credit unless they say otherwise."""
    usual = {"name": "Un", "siren": SIREN, "payment_terms": "30"}
    told = [usual | {"customer_id": f"C{n}"} | row for n, row in enumerate(customers, 1)]
    return review("inform", book(invoices, customers=told, **tables))


def only(found, code):
    """Return the one finding of a code."""
    (one,) = [one for one in found.finding_records if one.code == code]
    return one


def has(found, code):
    return any(one.code == code for one in found.finding_records)


# --- who they are --------------------------------------------------------------------
def test_a_siren_whose_key_fails_puts_what_is_open_at_stake():
    found = only(inform({"siren": "732829321"}), "siren_invalid")
    assert (found.table, found.key, found.customer_id, found.kind) == ("customers", "C1", "C1", "loss")
    assert found.amount_at_stake == 1000
    assert found.items == (("invoices", "F2", 40_000), ("invoices", "F1", 60_000))


def test_a_true_siren_is_no_fault_however_it_is_typed():
    assert codes(inform({"siren": "732 829 320"})) == set()


def test_a_french_firm_on_credit_without_siren_is_a_fault():
    assert only(inform({"siren": None}), "siren_missing").amount_at_stake == 1000


@pytest.mark.parametrize(
    "row",
    [{"country": "BE"}, {"kind": "private"}, {"kind": "counter"}, {"status": "closed"}, {"payment_terms": "prepaid"}],
)
def test_foreigners_persons_the_counter_closed_and_cash_customers_need_none(row):
    assert not has(inform({"siren": None} | row), "siren_missing")


def test_a_file_without_the_column_knows_nothing_and_accuses_nobody():
    told = [{"customer_id": "C1", "name": "Un", "payment_terms": "30", "judgment_on": None}]
    found = review("inform", book(OPEN, customers=told))
    assert codes(found) == set()
    assert "customer_identifiers" in {one.point for one in found.missing}


def test_a_vat_key_that_does_not_follow_from_the_siren_is_a_fault():
    found = only(inform({"vat_number": f"FR45{SIREN}"}), "vat_id_mismatch")
    assert (found.kind, found.amount_at_stake, found.params["expected"]) == ("exposure", 1000, f"FR44{SIREN}")
    assert has(inform({"vat_number": "FR10552100554"}), "vat_id_mismatch")  # another firm's number


@pytest.mark.parametrize("number", [f"FR44{SIREN}", f"fr44 {SIREN}", None, f"FRK7{SIREN}", f"{SIREN}"])
def test_a_right_key_a_blank_and_one_with_letters_are_none(number):
    assert not has(inform({"vat_number": number}), "vat_id_mismatch")


EXEMPT = [("F1", "C1", "2025-11-10", "2025-12-10", 1000.0, {"vat": 0.0})]


@pytest.mark.parametrize("number", [None, "BE0428759498", "BE42875949", "FR44732829320"])
def test_an_exempt_sale_to_a_number_of_a_wrong_structure_is_a_fault(number):
    found = only(inform({"country": "BE", "siren": None, "vat_number": number}, invoices=EXEMPT), "eu_vat_id_invalid")
    assert (found.kind, found.amount_at_stake) == ("exposure", 200)


def test_a_number_of_the_right_structure_is_none_nor_is_a_taxed_an_older_or_a_swiss_sale():
    right = {"country": "BE", "siren": None, "vat_number": "BE0428759497"}
    wrong = right | {"vat_number": "BE1"}
    taxed = [(*EXEMPT[0][:5], {"vat": 200.0})]
    older = [("F1", "C1", "2024-12-31", "2025-01-31", 1000.0, {"vat": 0.0})]
    assert not has(inform(right, invoices=EXEMPT), "eu_vat_id_invalid")
    assert not has(inform(wrong, invoices=taxed), "eu_vat_id_invalid")
    assert not has(inform(wrong, invoices=older), "eu_vat_id_invalid")
    assert not has(inform(wrong | {"country": "CH"}, invoices=EXEMPT), "eu_vat_id_invalid")
    assert not has(inform(wrong, invoices=OPEN), "eu_vat_id_invalid")  # no column of VAT: not known


# --- what is published of them ----------------------------------------------------------
def test_an_invoice_after_the_end_of_business_is_a_fault():
    found = only(inform({"ceased_on": "2025-11-30"}), "customer_ceased")
    assert (found.amount_at_stake, found.params["n"], found.params["last"]) == (1000, 1, date(2025, 12, 10))


@pytest.mark.parametrize("day", ["2025-12-10", "2026-01-01", None])
def test_an_invoice_of_the_last_day_or_an_end_to_come_is_none(day):
    assert not has(inform({"ceased_on": day}), "customer_ceased")


def test_a_judgment_that_nobody_noticed_is_a_fault_from_its_day_on():
    found = only(inform({"judgment_on": AS_OF, "insolvency": "redressement"}), "insolvency_unnoticed")
    assert found.amount_at_stake == 1000
    assert "redressement judiciaire" in found.message("fr")
    assert "receivership" in found.message("en")


def test_a_judgment_to_come_or_noticed_is_none():
    assert not has(inform({"judgment_on": "2026-01-01"}), "insolvency_unnoticed")
    assert not has(inform({"judgment_on": "2025-06-03", "status": "insolvency"}), "insolvency_unnoticed")


LIEN = {"lien_on": "2025-09-18", "lien_creditor": "urssaf", "lien_amount": 27_400.0}


def test_a_lien_that_is_not_cleared_is_a_fault():
    found = only(inform(LIEN), "social_lien_published")
    assert (found.amount_at_stake, found.params["lien"]) == (1000, Decimal("27400.00"))
    assert "URSSAF" in found.message("fr")
    assert has(inform(LIEN | {"lien_cleared_on": "2026-01-15"}), "social_lien_published")


def test_a_cleared_lien_is_none():
    assert not has(inform(LIEN | {"lien_cleared_on": AS_OF}), "social_lien_published")


# --- what their accounts say --------------------------------------------------------------
def filed(*years, siren=SIREN, form="C"):
    """Return filed accounts: (closing, {cell: amount}) a year."""
    names = ["siren", "closing_date", "months", "form", "code", "column", "amount"]
    rows = [(siren, day, 12, form, code, "net", float(one)) for day, cells in years for code, one in cells.items()]
    return pd.DataFrame(rows, columns=names)


LOSSES = (("2024-12-31", {"DL": -38_000, "HN": -20_000}), ("2023-12-31", {"DL": -18_000, "HN": -25_000}))


def test_negative_equity_after_two_losses_puts_what_is_not_insured_at_stake():
    known = inform({"insured_limit": 300.0}, filed_accounts=filed(*LOSSES))
    found = only(known, "negative_equity")
    assert (found.amount_at_stake, found.params["loss"], found.params["before"]) == (700, 20_000, 25_000)
    assert found.items == (("invoices", "F2", 40_000), ("invoices", "F1", 30_000))


def test_what_is_insured_in_full_is_still_told_with_nothing_at_stake():
    assert only(inform({"insured_limit": 5e3}, filed_accounts=filed(*LOSSES)), "negative_equity").amount_at_stake == 0


@pytest.mark.parametrize(
    "years",
    [
        (("2024-12-31", {"DL": -1, "HN": -1}), ("2023-12-31", {"DL": 5, "HN": 0})),
        (("2024-12-31", {"DL": 0, "HN": -1}), ("2023-12-31", {"DL": 5, "HN": -1})),
        (("2024-12-31", {"DL": -1, "HN": 4}), ("2023-12-31", {"DL": -5, "HN": -1})),
        (("2024-12-31", {"DL": -1, "HN": -1}),),
        (("2026-01-31", {"DL": -1, "HN": -1}), ("2024-12-31", {"DL": 5, "HN": -1})),
    ],
)
def test_one_loss_some_equity_or_accounts_to_come_are_none(years):
    assert not has(inform({}, filed_accounts=filed(*years)), "negative_equity")


def test_simplified_accounts_tell_it_too_and_a_public_body_is_not_judged_by_it():
    simplified = filed(*((day, {"142": c["DL"], "136": c["HN"]}) for day, c in LOSSES), form="S")
    assert has(inform({}, filed_accounts=simplified), "negative_equity")
    assert not has(inform({"kind": "public"}, filed_accounts=simplified), "negative_equity")


SHEET = {"AT": 200, "BX": 300, "CF": 90, "CO": 590, "DA": 250, "DI": 30, "DL": 280, "DX": 310, "EE": 590}
GOOD = SHEET | {"FI": 3000, "FW": 2970, "HN": 30}


def read(*customers, **tables):
    return inform(*customers, **tables).tables["customers_read"].set_index("customer_id")


def test_the_largest_debtors_are_read_with_a_verdict_and_its_reasons():
    row = read({}, filed_accounts=filed(("2024-12-31", GOOD))).loc["C1"]
    assert (row["verdict"], row["open_amount"], row["equity"], row["net_result"]) == ("good", 1000, 280, 30)
    assert row["sentence"].startswith("Solvabilité à court terme")


@pytest.mark.parametrize(
    ("row", "verdict"),
    [
        ({"kind": "public"}, "not_applicable"),
        ({"kind": "private", "siren": None}, "not_applicable"),
        ({}, "not_assessed"),
    ],
)
def test_public_bodies_have_no_accounts_and_confidential_ones_are_never_bad(row, verdict):
    assert read(row).loc["C1", "verdict"] == verdict


def test_a_judgment_or_the_end_of_business_is_bad_whatever_the_accounts():
    accounts = filed(("2024-12-31", GOOD))
    for event in ({"judgment_on": "2025-10-14"}, {"ceased_on": "2025-06-30"}, LIEN):
        assert read(event, filed_accounts=accounts).loc["C1", "verdict"] == "bad"


def test_a_noticed_judgment_is_no_fault_and_still_bad():
    found = inform({"judgment_on": "2025-06-03", "status": "insolvency"})
    assert found.finding_records == ()
    assert found.tables["customers_read"]["verdict"].tolist() == ["bad"]
    assert found.tables["public_events"]["event"].tolist() == ["judgment_on"]


def test_a_lien_cleared_a_year_ago_is_forgotten_and_one_cleared_since_is_to_watch():
    accounts = filed(("2024-12-31", GOOD))
    assert read(LIEN | {"lien_cleared_on": "2024-12-31"}, filed_accounts=accounts).loc["C1", "verdict"] == "good"
    assert read(LIEN | {"lien_cleared_on": "2025-12-01"}, filed_accounts=accounts).loc["C1", "verdict"] == "watch"


def test_accounts_closed_more_than_18_months_ago_are_to_watch_at_best():
    assert read({}, filed_accounts=filed(("2024-06-30", GOOD))).loc["C1", "verdict"] == "good"
    assert read({}, filed_accounts=filed(("2024-06-29", GOOD))).loc["C1", "verdict"] == "watch"


def test_who_owes_nothing_is_not_read():
    assert read({}, {}).index.tolist() == ["C1"]


# --- figures, verdict, words ----------------------------------------------------------------
TWO = [*OPEN, ("F3", "C2", "2025-12-01", "2025-12-31", 3000.0)]


def test_the_share_identified_is_by_number_and_by_sales():
    found = inform({}, {"siren": None}, {"country": "BE", "siren": None}, invoices=TWO)
    assert (value(found, "siren_share"), value(found, "siren_share_of_sales")) == (0.5, 0.25)


def test_what_is_open_with_customers_judged_bad_is_a_figure():
    found = inform({"judgment_on": "2025-10-14"}, {}, invoices=TWO)
    assert (value(found, "open_with_bad"), value(found, "open_under_judgment")) == (1000, 1000)


def test_the_accounts_read_are_counted_by_number_and_by_sales():
    found = inform({}, {"siren": OTHER}, invoices=TWO, filed_accounts=filed(("2024-12-31", GOOD), siren=OTHER))
    assert (value(found, "accounts_read"), value(found, "accounts_read_of_sales")) == (1, 0.75)


def test_a_loss_above_a_twentieth_of_what_is_owed_is_bad_and_at_it_to_watch():
    small = [("F1", "C1", "2025-12-01", "2025-12-31", 50.0), ("F2", "C2", "2025-12-01", "2025-12-31", 950.0)]
    assert inform({"siren": None}, {}, invoices=small).verdict == "watch"
    assert inform({"siren": None}, {}, invoices=[(*small[0][:4], 50.01), small[1]]).verdict == "bad"


def test_customers_without_a_fault_are_good_and_a_wrong_vat_key_is_to_watch():
    assert inform({}).verdict == "good"
    assert inform({"vat_number": f"FR45{SIREN}"}).verdict == "watch"


def test_identifiers_are_counted_missing_and_wrong():
    rows = ({"siret": "73282932000074"}, {"siret": None}, {"siret": "73282932000075"})
    found = inform(*rows).tables["identifiers"].set_index("information")
    assert found.loc["siret", ["asked", "missing", "invalid"]].tolist() == [3, 1, 1]


def test_a_site_of_la_poste_has_its_own_rule():
    found = inform({"siren": "356000000", "siret": "35600000009075"})
    assert found.tables["identifiers"].set_index("information").loc["siret", "invalid"] == 0


def test_the_companys_own_accounts_and_its_customers_stand_side_by_side():
    told = pd.DataFrame([{"customer_id": "C1", "name": "Un", "siren": None, "payment_terms": "30"}])
    found = review("inform", company(customers=told))
    assert value(found, "net_result") == 365
    assert codes(found) == {("siren_missing", "C1")}
    assert {"balance_sheet", "customers_read"} <= set(found.tables)
    assert found.reason.startswith("stages.inform_at_risk")


def test_an_early_date_knows_what_was_published_by_then():
    told = [{"customer_id": "C1", "name": "Un", "siren": SIREN, "judgment_on": "2025-12-20"}]
    known = book(OPEN, customers=told)
    assert review("inform", known, as_of="2025-12-19").finding_records == ()
    assert codes(review("inform", known, as_of="2025-12-20")) == {("insolvency_unnoticed", "C1")}


def test_it_speaks_both_languages():
    everything = inform(
        {"siren": "732829321", "judgment_on": "2025-10-14", "ceased_on": "2025-11-30"} | LIEN,
        {"siren": None},
        {"vat_number": f"FR45{SIREN}", "kind": "public"},
        {"country": "BE", "siren": None, "vat_number": None},
        invoices=[*TWO, ("F4", "C4", "2025-12-01", "2025-12-31", 10.0, {"vat": 0.0})],
        filed_accounts=filed(*LOSSES),
    )
    assert {one.code for one in everything.finding_records} == {
        "siren_invalid", "siren_missing", "vat_id_mismatch", "eu_vat_id_invalid", "customer_ceased",
        "insolvency_unnoticed", "social_lien_published",
    }  # fmt: skip
    assert said(everything)
    assert said(inform({}, filed_accounts=filed(*LOSSES)))
    for lang in ("fr", "en"):
        with language.use(lang):
            assert all(table(frame, lang).headings for frame in everything.tables.values())
