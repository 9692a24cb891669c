"""Every fault that a stage can find is in the sample, beside something that looks like it and is none."""

import pandas as pd
import pytest

import cashkit as ck
from cashkit.dossier.codes import codes
from cashkit.sample import planted_cycle, planted_ledger
from cashkit.sample.planted_follow_up import planted_follow_up
from cashkit.sample.story import AS_OF

FAULTS = sorted(code for code in codes() if code.islower())


def test_every_code_of_a_stage_is_planted():
    assert set(ck.sample.planted()["code"]) == set(FAULTS)


@pytest.mark.parametrize("code", FAULTS)
def test_every_code_has_a_near_miss_that_is_none_of_its_cases(code):
    true, looks = ck.sample.planted(), ck.sample.near_misses()
    mine, near = (set(frame.loc[frame["code"] == code, "key"]) for frame in (true, looks))
    assert mine
    assert near
    assert not mine & near


@pytest.fixture(scope="module")
def notes(company):
    """Return the keys by code and note."""
    near = company.planted[company.planted["near_miss"].astype(bool)]
    return near.groupby(["code", "note"])["key"].agg(set).to_dict()


def told(tables):
    parts = [planted_cycle.planted(tables), planted_follow_up(tables)]
    return pd.concat(parts, ignore_index=True)


def test_the_claims_of_corvaize_and_mezin_were_declared_in_time(notes):
    assert notes["claim_not_declared", "declared_in_time"] == {"C0029", "C0031"}


def test_a_hospital_pays_late_and_gets_no_formal_notice(notes):
    assert "C0205" in notes["formal_notice_due", "hospital"]


def test_each_series_of_numbers_starts_again_in_january(notes):
    assert notes["numbering_gap", "series_restarts"] == {"F2025-00001", "A2025-00001", "AC2025-00001"}


def test_the_chain_is_beyond_the_cover_of_one_code_only_by_what_the_factor_bought(notes):
    assert notes["group_limit_exceeded", "sold_to_the_factor"] == {"G01"}
    assert notes["concentration_high", "below_a_tenth"] == {"G02"}


def test_a_debt_moved_in_time_with_an_allowance_without_vat_is_sound(notes):
    assert "C0029" in notes["doubtful_not_transferred", "moved_in_time"]
    assert "C0029" in notes["allowance_with_vat", "without_vat"]
    assert notes["allowance_with_vat", "covered"] == {"C0058"}


def test_an_indemnity_was_claimed_for_one_loss_and_its_allowance_reversed(notes):
    assert notes["insured_loss_not_claimed", "claimed"] == {"C0043"}
    assert "C0043" in notes["allowance_not_reversed", "reversed_with_loss"]


def test_a_letter_of_this_month_looks_unanswered_and_one_of_the_month_before_is(company, notes):
    reminders = company.tables["reminders"]
    hit = reminders["customer_id"].isin(notes["formal_notice_due", "sent_lately"]).to_numpy()
    before = reminders.assign(sent_on=reminders["sent_on"].mask(hit, reminders["sent_on"] - pd.Timedelta(days=35)))
    again = told({**company.tables, "reminders": before})
    faults = set(again.loc[(again["code"] == "formal_notice_due") & ~again["near_miss"], "key"])
    assert notes["formal_notice_due", "sent_lately"] & faults


def test_a_claim_never_declared_is_a_fault(company):
    customers = company.tables["customers"]
    hit = customers["customer_id"] == "C0029"
    late = customers.assign(
        claim_declared_on=customers["claim_declared_on"].mask(hit),
        published_on=customers["published_on"].mask(hit, pd.Timestamp("2025-10-22")),
    )
    again = told({**company.tables, "customers": late})
    assert {"C0024", "C0029"} <= set(again.loc[(again["code"] == "claim_not_declared") & ~again["near_miss"], "key"])


def test_a_loss_whose_indemnity_is_taken_off_the_books_is_claimed_no_more(company):
    entries = company.entries[AS_OF.year]
    less = entries[~entries["account"].str.startswith(("791", "7587"))]
    again = planted_ledger.planted(less, company.tables, AS_OF)
    assert again[(again["note"] == "claimed")].empty


def test_terms_that_somebody_approved_may_be_longer(company, notes):
    orders, approved = company.tables["orders"], notes["order_terms_longer", "approved"]
    alone = orders.assign(terms_approved_by=None)
    again = told({**company.tables, "orders": alone})
    assert approved
    assert approved <= set(again.loc[(again["code"] == "order_terms_longer") & ~again["near_miss"], "key"])


def test_cover_that_was_reduced_is_not_withdrawn(company, notes):
    customers, reduced = company.tables["customers"], notes["cover_withdrawn", "cover_reduced"]
    gone = customers.assign(insured_limit=customers["insured_limit"].mask(customers["customer_id"].isin(reduced), 0.0))
    again = told({**company.tables, "customers": gone})
    assert reduced
    assert reduced <= set(again.loc[(again["code"] == "cover_withdrawn") & ~again["near_miss"], "key"])


def test_a_dispute_that_nobody_answered_is_no_fault_once_it_is_over(company, notes):
    disputes, over = company.tables["disputes"], notes["dispute_without_owner", "closed"]
    hit = disputes["dispute_id"].isin(over)
    again = told({**company.tables, "disputes": disputes.assign(closed_on=disputes["closed_on"].mask(hit))})
    faults = set(again.loc[(again["code"] == "dispute_without_owner") & ~again["near_miss"], "key"])
    assert over
    assert over & faults


def test_the_smallest_company_too_has_each_fault_beside_what_only_looks_like_it(small):
    near = small.planted["near_miss"].astype(bool)
    for rows in (small.planted[near], small.planted[~near]):
        assert sorted(set(rows["code"])) == FAULTS


def test_a_delivery_fits_its_line_once_the_deposit_is_taken_off(company, notes):
    """The delivery is beyond the line of the account by more than a tenth, and the deposit is what brings it back."""
    (key,) = notes["delivery_beyond_limit", "covered_by_deposit"]
    orders = company.tables["orders"]
    unpaid = told({**company.tables, "orders": orders.assign(deposit_received=0.0)})
    assert key in set(unpaid.loc[(unpaid["code"] == "delivery_beyond_limit") & ~unpaid["near_miss"], "key"])
