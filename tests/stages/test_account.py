"""Stage 3: doubles, forms, signatures, mandates, sleepers; each fault with a case that is none."""

import pandas as pd
import pytest

from cashkit.ground import language
from cashkit.stages.door import review
from cashkit.views import table
from tests.stages.book import AS_OF, book, codes, said, value
from tests.stages.ledger import company

SIREN, OTHER = "732829320", "552100554"
SIRET, SITE = "73282932000074", "73282932000082"
IBAN = "FR7630006000011234567890189"
OPEN = [
    ("F1", "C1", "2025-11-10", "2026-01-10", 600.0),
    ("F2", "C2", "2025-12-10", "2026-02-10", 400.0),
    ("F3", "C2", "2025-12-12", "2026-02-10", 100.0),
]


def account(*customers, invoices=OPEN, **tables):
    """Return the review of stage 3 of customers C1, C2 ..., each named after its code."""
    told = [{"customer_id": f"C{n}", "name": f"Client {n}"} | row for n, row in enumerate(customers, 1)]
    return review("account", book(invoices, customers=told, **tables))


def only(found, code):
    (one,) = [one for one in found.finding_records if one.code == code]
    return one


def has(found, code):
    return any(one.code == code for one in found.finding_records)


# --- who pays ---------------------------------------------------------------------------
def test_who_pays_for_another_is_told_so_that_the_right_one_is_reminded():
    told = account({"payer_id": "C2", "siren": SIREN}, {"payer_id": "C2"}, {"payer_id": "HEAD"}, {"payer_id": None})
    rows = told.tables["other_payers"][["customer_id", "payer_id", "payer_name"]].to_numpy().tolist()
    assert sorted(rows) == [["C1", "C2", "Client 2"], ["C3", "HEAD", ""]]
    assert "other_payers" not in account({"payer_id": "C1", "siren": SIREN}).tables


# --- doubles ---------------------------------------------------------------------------
def test_one_siret_under_two_codes_puts_what_goes_beyond_the_larger_line_at_stake():
    found = only(
        account({"siret": SIRET, "credit_limit": 900.0}, {"siret": SIRET, "credit_limit": 500.0}), "duplicate_siret"
    )
    assert (found.key, found.customer_id, found.amount_at_stake, found.kind) == ("C2", "C2", 200, "loss")
    assert found.items == (("invoices", "F3", 10_000), ("invoices", "F2", 10_000))


def test_what_the_later_code_does_not_hold_stands_on_the_first():
    found = only(account({"siret": SIRET}, {"siret": SIRET}), "duplicate_siret")
    assert found.amount_at_stake == 1100
    assert sum(cents for *_, cents in found.items) == 110_000


def test_two_codes_within_one_line_are_still_told_with_nothing_at_stake():
    both = {"siret": SIRET, "credit_limit": 5000.0}
    assert only(account(both, both), "duplicate_siret").amount_at_stake == 0


def test_establishments_of_one_firm_are_no_doubles_and_are_seen_as_one_debtor():
    sites = [{"siren": SIREN, "siret": SIRET, "credit_limit": 1000.0}, {"siren": SIREN, "siret": SITE}]
    found = account(*sites)
    assert codes(found) == set()
    row = firm(found)
    assert (row["customer_id"], row["firm_link"]) == ("C1 + C2", "siren")
    assert (row["exposure"], row["credit_limit"], row["beyond_limit"]) == (1100, 1000, 100)
    assert value(found, "merged_beyond_limit") == 0  # each site may have been granted its own line


def firm(found):
    """Return the one firm of the merged view."""
    merged = found.tables["merged_customers"]
    (row,) = merged[merged["line_key"] == "total"].to_dict("records")
    return row


def test_two_codes_stand_side_by_side_then_as_one_debtor_against_the_higher_line():
    late = [("F1", "C1", "2025-09-01", "2025-12-01", 600.0), ("F2", "C2", "2025-12-10", "2026-02-10", 500.0)]
    found = account({"siret": SIRET, "credit_limit": 900.0}, {"siret": SIRET, "credit_limit": 550.0}, invoices=late)
    rows = found.tables["merged_customers"]
    assert rows["customer_id"].tolist() == ["C1", "C2", "C1 + C2"]
    assert rows["open_amount"].tolist() == [600, 500, 1100]
    assert rows["credit_limit"].tolist() == [900, 550, 900]
    assert rows["beyond_limit"].tolist() == [0, 0, 200]
    assert rows["days_late"].tolist() == [30, 0, 30]
    assert rows["oldest_due_on"].tolist() == [pd.Timestamp(day) for day in ("2025-12-01", "2026-02-10", "2025-12-01")]
    assert value(found, "merged_beyond_limit") == 200


def test_a_declared_second_account_has_one_line_with_the_first():
    found = account({"siren": SIREN, "siret": SIRET, "credit_limit": 900.0}, {"siret": SIRET, "ship_to_of": "C1"})
    assert (firm(found)["firm_link"], firm(found)["beyond_limit"]) == ("declared", 200)
    assert value(found, "merged_beyond_limit") == 200


def test_without_any_line_nothing_is_beyond_it():
    row = firm(account({"siret": SIRET}, {"siret": SIRET}))
    assert (row["exposure"], pd.isna(row["beyond_limit"])) == (1100, True)


def test_an_invoice_due_today_is_not_late_in_the_merged_view():
    today = [("F1", "C1", "2025-12-01", AS_OF, 600.0), ("F2", "C2", "2025-12-01", "2025-12-30", 1.0)]
    rows = account({"siret": SIRET}, {"siret": SIRET}, invoices=today).tables["merged_customers"]
    assert rows["days_late"].tolist() == [0, 1, 1]


def test_a_closed_code_that_owes_nothing_is_no_second_code():
    closed = {"siren": SIREN, "status": "closed"}
    one = [OPEN[0]]
    assert "merged_customers" not in account({"siren": SIREN}, closed, invoices=one).tables
    assert firm(account({"siren": SIREN}, closed))["exposure"] == 1100


def test_doubles_come_before_sites_however_far_these_go_beyond():
    sites = [{"siren": SIREN, "siret": SIRET, "credit_limit": 1.0}, {"siren": SIREN, "siret": SITE}]
    twice = [{"siret": "55210055400013"}, {"siret": "55210055400013", "credit_limit": 99.0}]
    merged = account(*sites, *twice).tables["merged_customers"]
    assert merged.loc[merged["line_key"] == "total", "firm_link"].tolist() == ["siret", "siren"]


GUILHEM = [{"name": "Ets Guilhem & Fils", "siren": SIREN, "postcode": "84100"}]
GUILHEM += [{"name": "GUILHEM ET FILS SARL", "siren": None, "postcode": "84100"}]


def test_near_names_at_one_postcode_without_a_siren_are_a_double():
    found = only(account(*GUILHEM), "duplicate_name")
    assert (found.key, found.amount_at_stake, found.params["other"]) == ("C2", 500, "C1")


def test_two_namesakes_with_two_sirens_are_none():
    assert not has(account(GUILHEM[0], GUILHEM[1] | {"siren": OTHER}), "duplicate_name")


def test_a_declared_retention_account_is_none():
    assert not has(account(GUILHEM[0], GUILHEM[1] | {"ship_to_of": "C1"}), "duplicate_name")


def test_one_bank_account_under_two_sirens_outside_a_group_is_a_fault():
    both = [{"iban": IBAN, "siren": SIREN}, {"iban": IBAN, "siren": OTHER}]
    assert only(account(*both), "shared_iban").amount_at_stake == 500
    grouped = [one | {"group_id": "G01"} for one in both]
    assert not has(account(*grouped), "shared_iban")


def test_doubles_are_listed_with_what_both_expose_and_whether_both_are_in_use():
    found = account({"siret": SIRET}, {"siret": SIRET}, {"siret": SIRET})
    rows = found.tables["doubles"].set_index("customer_id")
    assert rows.loc["C2", ["other_id", "exposure", "both_in_use"]].tolist() == ["C1", 1100, True]
    assert not rows.loc["C3", "both_in_use"]
    assert value(found, "doubles_found") == 2


# --- forms -----------------------------------------------------------------------------
LARGE = [("F1", "C1", "2025-06-10", "2025-07-10", 100_000.01)]


def test_a_large_firm_that_has_not_signed_the_terms_is_a_fault():
    found = only(account({"terms_signed": False}, invoices=LARGE), "terms_not_signed")
    assert (found.kind, float(found.amount_at_stake)) == ("exposure", 100_000.01)


@pytest.mark.parametrize(
    "row", [{"terms_signed": True}, {"terms_signed": None}, {"kind": "public"}, {"status": "closed"}]
)
def test_signed_unknown_and_public_ones_are_none(row):
    assert not has(account({"terms_signed": False} | row, invoices=LARGE), "terms_not_signed")


def test_100_000_a_year_or_less_is_none():
    assert not has(account({"terms_signed": False}, invoices=[(*LARGE[0][:4], 100_000.0)]), "terms_not_signed")


FULL = {"address": "1 rue", "email": "a@b.fr", "payment_terms": "30", "credit_limit": 10_000.0}


@pytest.mark.parametrize("field", ["address", "email", "payment_terms"])
def test_a_field_that_an_invoice_needs_is_named(field):
    found = only(account(FULL | {field: None}), "account_incomplete")
    assert (found.kind, found.amount_at_stake) == ("cash_late", 600)
    assert found.params["fields"] == (f"views.information.{field}",)


@pytest.mark.parametrize("row", [{"kind": "private"}, {"kind": "counter"}, {"status": "dormant"}])
def test_persons_the_counter_and_dormant_accounts_are_not_asked(row):
    assert not has(account(FULL | {"email": None} | row), "account_incomplete")


def test_a_customer_who_pays_cash_is_not_asked():
    cash = FULL | {"email": None, "payment_terms": "prepaid", "credit_limit": None}
    assert not has(account(cash), "account_incomplete")


def test_a_column_that_the_file_lacks_is_not_missing_from_the_form():
    assert codes(account({"payment_terms": "30"})) == set()


@pytest.mark.parametrize(("iban", "mandate", "lacking"), [(None, "2024-01-01", 1), (IBAN, None, 1), (None, None, 2)])
def test_a_debit_without_account_or_mandate_is_a_fault(iban, mandate, lacking):
    row = {"payment_method": "direct_debit", "iban": iban, "debit_mandate_on": mandate}
    found = only(account(row), "debit_without_iban")
    assert (len(found.params["fields"]), found.amount_at_stake) == (lacking, 600)


def test_a_ready_debit_or_another_means_of_payment_is_none():
    ready = {"payment_method": "direct_debit", "iban": IBAN, "debit_mandate_on": "2024-01-01"}
    assert not has(account(ready), "debit_without_iban")
    assert not has(account(ready | {"payment_method": "transfer", "iban": None}), "debit_without_iban")
    assert value(account(ready, ready | {"iban": None}), "debit_ready") == 0.5


# --- sleepers ---------------------------------------------------------------------------
ASLEEP = {"credit_limit": 8000.0, "opened_on": "2019-01-01", "email": "a@b.fr"}
OLD = [("F1", "C1", "2024-06-30", "2024-07-30", 10.0)]


def order(day, amount=12_600.0, status="open"):
    return {"order_id": "O1", "customer_id": "C1", "ordered_on": day, "amount": amount, "status": status}


def test_a_sleeper_with_a_line_open_puts_what_it_has_ordered_at_stake():
    found = only(account(ASLEEP, invoices=OLD, orders=[order("2025-12-03")]), "dormant_with_limit")
    assert (found.amount_at_stake, found.items) == (12_600, (("orders", "O1", 1_260_000),))


@pytest.mark.parametrize("one", [order("2024-12-31"), order("2025-12-03", status="cancelled"), order("2026-01-02")])
def test_an_old_a_cancelled_or_a_later_order_is_not_at_stake(one):
    assert only(account(ASLEEP, invoices=OLD, orders=[one]), "dormant_with_limit").amount_at_stake == 0


@pytest.mark.parametrize(
    ("row", "day"),
    [
        ({}, "2024-07-01"),
        ({"credit_limit": 0.0}, "2024-06-30"),
        ({"status": "closed"}, "2024-06-30"),
        ({"opened_on": "2024-06-30"}, "2024-06-30"),
        ({"opened_on": None}, "2024-06-30"),
    ],
)
def test_a_sale_within_18_months_no_line_or_a_young_account_is_none(row, day):
    sold = [("F1", "C1", day, "2025-01-30", 10.0)]
    assert not has(account(ASLEEP | row, invoices=sold), "dormant_with_limit")


def test_a_credit_note_wakes_nobody():
    note = [("A1", "C1", "2025-06-30", "2025-06-30", -10.0, {"kind": "credit_note"})]
    assert has(account(ASLEEP, invoices=note), "dormant_with_limit")


def test_sleepers_are_listed_with_their_line_and_their_last_invoice():
    found = account(ASLEEP, invoices=OLD)
    (row,) = found.tables["dormant_accounts"].to_dict("records")
    assert (row["credit_limit"], row["last_invoice_on"], row["ordered"]) == (8000, pd.Timestamp("2024-06-30"), 0)
    assert value(found, "dormant_limits") == 8000


def test_a_balance_on_an_account_without_a_sale_for_18_months_is_told_whatever_its_line():
    since = [("F0", "C2", "2024-01-10", "2024-02-10", 75.0), ("F1", "C1", "2024-06-30", "2024-07-30", 10.0)]
    later = [*since, ("F2", "C3", "2024-07-01", "2024-08-01", 5.0)]
    found = account({"email": "a@b.fr"}, {"status": "insolvency"}, {}, invoices=later)
    (row,) = found.tables["dormant_accounts"].to_dict("records")
    assert (row["customer_id"], row["open_amount"], row["credit_limit"]) == ("C1", 10, 0)
    assert value(found, "silent_balance") == 10  # F2 is of 17 months and 30 days ago, C2 is in proceedings


def test_a_credit_left_on_a_silent_account_is_shown_and_not_counted_as_owed():
    note = [("F0", "C2", "2024-01-10", "2024-02-10", 75.0), ("A1", "C1", "2024-01-10", "2024-01-10", -10.0)]
    found = account({"email": "a@b.fr"}, {}, invoices=[note[0], (*note[1], {"kind": "credit_note"})])
    assert found.tables["dormant_accounts"]["open_amount"].tolist() == [75, -10]
    assert value(found, "silent_balance") == 75


def test_sales_known_for_less_than_18_months_leave_the_silent_balance_unknown():
    short = [("F1", "C1", "2024-07-01", "2024-08-01", 10.0)]
    figure = account({"email": "a@b.fr"}, invoices=short).figure("silent_balance")
    assert (figure.value, figure.reason) == (None, "history_short")


# --- tables, figures, verdict --------------------------------------------------------------
def test_the_form_is_weighed_by_what_each_customer_buys():
    found = account({"email": None, "payment_terms": "30"}, {"email": "a@b.fr", "payment_terms": "30"})
    form = found.tables["account_form"].set_index("information")
    assert form.loc["email", "filled_by_weight"] == pytest.approx(500 / 1100)
    assert value(found, "form_complete") == pytest.approx((600 * 0.5 + 500) / 1100)


def test_the_form_is_weighed_segment_by_segment():
    merchant, public = ({"payment_terms": "30", "segment": segment} for segment in ("merchants", "public"))
    found = account(merchant | {"email": "a@b.fr"}, merchant | {"email": None}, public | {"email": None})
    rows = found.tables["form_by_segment"].set_index("segment")
    assert rows.loc["merchants", "filled_by_weight"] == pytest.approx((600 + 500 * 0.5) / 1100)
    assert (rows.loc["merchants", "customers"], rows.loc["merchants", "invoiced"]) == (2, 1100)
    assert pd.isna(rows.loc["public", "filled_by_weight"])  # it buys nothing: no share, not nought


def test_what_to_ask_for_comes_in_order_of_what_they_buy():
    found = account(
        {"email": None, "payment_terms": "30"}, {"email": None, "payment_terms": None, "credit_limit": 1.0}, {}
    )
    rows = found.tables["to_complete"]
    assert rows["customer_id"].tolist() == ["C1", "C2"]
    email, terms = "courriel de facturation", "conditions de règlement"
    assert [email in said for said in rows["lacking"]] == [True, True]
    assert [terms in said for said in rows["lacking"]] == [False, True]


def test_the_share_of_sales_under_signed_terms_is_a_figure():
    found = account({"terms_signed": True}, {"terms_signed": False}, {"kind": "public"})
    assert value(found, "signed_share_of_sales") == pytest.approx(600 / 1100)


def test_a_fec_alone_leaves_the_stage_without_a_verdict():
    found = review("account", company(customers=pd.DataFrame([{"customer_id": "C1", "name": "Un"}])))
    assert (found.verdict, list(found.figure_records), dict(found.tables)) == ("not_assessed", [], {})
    assert len(found.missing) == 6


def test_a_clean_file_is_good_a_blank_to_watch_and_doubles_of_weight_are_bad():
    assert account(FULL).verdict == "good"
    assert account(FULL | {"email": None}).verdict == "watch"
    assert account({"siret": SIRET}, {"siret": SIRET}).verdict == "bad"


def test_nothing_after_the_day_counts():
    told = [{"customer_id": "C1", "name": "Un", **ASLEEP}]
    known = book([*OLD, ("F2", "C1", "2025-12-31", "2026-01-30", 10.0)], customers=told)
    assert has(review("account", known, as_of="2025-12-30"), "dormant_with_limit")
    assert not has(review("account", known, as_of=AS_OF), "dormant_with_limit")


def test_it_speaks_both_languages():
    everything = [
        account({"siret": SIRET}, {"siret": SIRET}),
        account(*GUILHEM),
        account({"iban": IBAN, "siren": SIREN}, {"iban": IBAN, "siren": OTHER}),
        account({"terms_signed": False}, invoices=LARGE),
        account(FULL | {"email": None}),
        account({"payment_method": "direct_debit", "iban": None, "debit_mandate_on": None}),
        account(ASLEEP, invoices=OLD),
    ]
    told = {one.code for found in everything for one in found.finding_records}
    assert told == {
        "duplicate_siret", "duplicate_name", "shared_iban", "terms_not_signed", "account_incomplete",
        "debit_without_iban", "dormant_with_limit",
    }  # fmt: skip
    for found in everything:
        assert said(found)
        for lang in ("fr", "en"):
            with language.use(lang):
                assert all(table(frame, lang).headings for frame in found.tables.values())
