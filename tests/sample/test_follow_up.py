"""What the follow-up plants, and how its disputes, reminders and promises tell the story."""

import numpy as np
import pandas as pd
import pytest

from cashkit.sample.customers import make_customers
from cashkit.sample.cycle import make_cycle
from cashkit.sample.filed_accounts import make_filed_accounts
from cashkit.sample.follow_up import follow_up
from cashkit.sample.plan import Plan
from cashkit.sample.planted_follow_up import planted_follow_up
from cashkit.sample.releases import judged_deliveries, judged_orders
from cashkit.sample.seen import Seen

COUNTS = {
    "siren_invalid": 3, "siren_missing": 5, "vat_id_mismatch": 4, "eu_vat_id_invalid": 2, "customer_ceased": 2,
    "insolvency_unnoticed": 1, "negative_equity": 3, "social_lien_published": 1, "terms_beyond_cap": 4,
    "limit_exceeded": 6, "limit_missing": 3, "group_limit_exceeded": 1, "cover_withdrawn": 3,
    "limit_review_overdue": 5, "concentration_high": 1, "duplicate_siret": 3, "duplicate_name": 3, "shared_iban": 1,
    "terms_not_signed": 5, "account_incomplete": 8, "debit_without_iban": 4, "dormant_with_limit": 6,
    "order_beyond_limit": 7, "order_on_overdue_customer": 6, "delivery_beyond_limit": 10,
    "delivery_on_overdue_customer": 7, "credit_note_overdue": 5, "promise_broken": 6, "means_of_payment_slow": 4,
    "financed_receivables_left_out": 1, "dispute_without_owner": 8, "reminder_on_disputed_item": 6,
    "claim_not_declared": 1, "insurer_notice_due": 3, "limitation_near": 2, "retention_past_release": 5,
    "disputes_after_due_date": 1,
}  # fmt: skip
OWED = {
    "siren_invalid": 6_420, "siren_missing": 14_870, "vat_id_mismatch": 8_310, "customer_ceased": 7_750,
    "limit_missing": 44_700, "duplicate_name": 11_240, "account_incomplete": 28_400, "debit_without_iban": 7_900,
    "terms_not_signed": 133_000,
}  # fmt: skip
TO_THE_CENT = {
    "insolvency_unnoticed": 73_560,
    "cover_withdrawn": 70_500,
    "social_lien_published": 18_750,
    "shared_iban": 9_300,
}
NEAR = (
    "foreign_customer", "no_siren_due", "la_poste", "files_no_accounts", "confidential_accounts", "group_cash_pool",
    "fifteen_months", "cleared_long_ago", "right_structure", "end_of_month", "hospital_50_days", "letter_of_credit",
    "small_ticket_line", "below_tolerance", "sites_of_one_firm", "central_treasury", "namesakes",
    "one_address", "declared_second_account", "disputed", "declared_and_frozen",
    "grouped", "interrupted", "answered_the_day_before", "not_released_yet",
)  # fmt: skip


def made(plan):
    """Return the tables of a plan without its books."""
    clean = make_customers(plan)
    customers, tables = follow_up(plan, clean, make_cycle(plan, clean))
    return {**tables, "customers": customers, "filed_accounts": make_filed_accounts(plan, customers)}


@pytest.fixture(scope="module")
def tables():
    return made(Plan())


@pytest.fixture(scope="module")
def planted(tables):
    return planted_follow_up(tables)


@pytest.fixture(scope="module")
def seen(tables):
    return Seen(tables)


def keys(planted, code, *, near_miss=False):
    return set(planted.loc[(planted["code"] == code) & (planted["near_miss"] == near_miss), "key"])


def owed(seen, found):
    return seen.known["owed"][seen.customers["customer_id"].isin(found)].sum() / 100


@pytest.mark.parametrize(("code", "count"), COUNTS.items())
def test_each_fault_is_there_as_often_as_the_story_tells(planted, code, count):
    assert len(keys(planted, code)) == count


@pytest.mark.parametrize(("code", "low", "high"), [("overdue_never_reminded", 10, 12), ("formal_notice_due", 3, 5)])
def test_what_waits_for_a_letter_is_there_as_far_as_the_receivables_allow(planted, code, low, high):
    assert low <= len(keys(planted, code)) <= high


@pytest.mark.parametrize(("code", "euros"), OWED.items())
def test_what_its_customers_owe_is_the_storys_within_a_few_percent(planted, seen, code, euros):
    assert owed(seen, keys(planted, code)) == pytest.approx(euros, rel=0.06)


@pytest.mark.parametrize(("code", "euros"), TO_THE_CENT.items())
def test_what_the_named_customers_owe_is_the_storys_to_the_cent(planted, seen, code, euros):
    assert owed(seen, keys(planted, code)) == euros


@pytest.mark.parametrize("note", NEAR)
def test_each_near_miss_is_there(planted, note):
    assert (planted["near_miss"] & (planted["note"] == note)).any()


def test_no_near_miss_is_a_fault_of_the_code_that_it_resembles(planted):
    both = {code: keys(planted, code) & keys(planted, code, near_miss=True) for code in planted["code"].unique()}
    assert {code: found for code, found in both.items() if found} == {}


def test_there_are_more_near_misses_than_faults(planted):
    assert planted["near_miss"].sum() > (~planted["near_miss"]).sum()


@pytest.mark.parametrize("judge", [judged_orders, judged_deliveries])
def test_nothing_unsigned_lies_within_two_percent_of_the_tolerated_limit(seen, judge):
    told = judge(seen)
    name = "orders" if judge is judged_orders else "deliveries"
    unsigned = seen.tables[name]["released_by"].isna().to_numpy() & told.limited
    ratio = told.exposed[unsigned] / told.limit[unsigned]
    assert not ((ratio > 1.10 * 0.98) & (ratio < 1.10 * 1.02)).any()


@pytest.mark.parametrize("judge", [judged_orders, judged_deliveries])
def test_who_is_late_by_twenty_nine_to_thirty_two_days_makes_no_difference_to_what_is_unsigned(seen, judge):
    told = judge(seen)
    name = "orders" if judge is judged_orders else "deliveries"
    unsigned = seen.tables[name]["released_by"].isna().to_numpy()
    sooner, later = told.nearly_overdue(-2, -0.02), told.nearly_overdue(2, 0.02)
    assert (sooner[unsigned] == later[unsigned]).all()


def test_no_limit_is_passed_by_more_than_eight_percent_at_closing_but_for_the_storys(planted, seen):
    limit = seen.cents("credit_limit")
    ratio = seen.exposed[limit > 0] / limit[limit > 0]
    beyond = seen.customers["customer_id"].to_numpy()[limit > 0]
    assert set(beyond[ratio > 1.08]) == keys(planted, "limit_exceeded")
    assert ratio[ratio > 1.08].min() > 1.12


def test_disputes_are_as_many_a_year_as_the_story_tells_and_answered_sooner_when_found_before_the_due_date(tables):
    disputes = tables["disputes"]
    assert disputes["opened_on"].dt.year.value_counts().sort_index().tolist() == pytest.approx([130, 153, 172], abs=3)
    due = disputes["invoice_id"].map(tables["invoices"].set_index("invoice_id")["due_date"])
    days = (disputes["closed_on"] - disputes["opened_on"]).dt.days
    before = disputes["opened_on"] <= due
    assert 0.35 < before.mean() < 0.6  # the cycle's credit notes come early
    assert days[before].median() + 8 < days[~before].median()


def test_31_disputes_worth_143_000_are_open_at_closing(tables):
    still = tables["disputes"][tables["disputes"]["closed_on"].isna()]
    assert len(still) == 31
    assert still["amount"].sum() == pytest.approx(143_000, rel=0.02)


def test_half_the_disputes_of_2025_are_about_paperwork_or_price(tables):
    lately = tables["disputes"][tables["disputes"]["opened_on"] > "2024-12-31"]
    shares = lately["reason"].value_counts(normalize=True)
    assert shares["paperwork"] == pytest.approx(0.27, abs=0.05)
    assert shares["price"] == pytest.approx(0.19, abs=0.04)


def test_reminders_fall_while_nobody_is_there_to_send_them(tables):
    sent = tables["reminders"][tables["reminders"]["level"] > 0]
    monthly = sent.groupby(sent["sent_on"].dt.to_period("M")).size()
    assert monthly["2024-09":"2024-11"].mean() < 0.62 * monthly["2024-01":"2024-08"].mean()
    assert len(tables["reminders"]) == pytest.approx(6_300, rel=0.03)


def test_levels_of_reminders_of_2025_are_those_of_the_story(tables):
    sent = tables["reminders"]
    levels = sent.loc[sent["sent_on"] > "2024-12-31", "level"].value_counts().sort_index()
    assert levels.tolist()[:5] == pytest.approx([310, 1_250, 560, 190, 58], rel=0.06)


def test_two_promises_in_three_are_kept_within_three_days(tables, seen):
    promises, made_of = tables["promises"], seen.booked.allocations.groupby("item")["day"].max()
    row = pd.Index(tables["invoices"]["invoice_id"]).get_indexer(promises["invoice_id"])
    paid = pd.Series(row).map(made_of).to_numpy()
    promised = promises["promised_on"].to_numpy().astype("datetime64[D]").astype(np.int64)
    kept = (seen.left[row] == 0) & (paid <= promised + 3)
    years = pd.Series(kept).groupby(promises["made_on"].dt.year.to_numpy()).mean()
    assert years.tolist() == pytest.approx([0.71, 0.66, 0.64], abs=0.03)
    assert len(promises) == pytest.approx(700, abs=12)


def test_moving_invoices_together_changes_no_sum_of_a_segment():
    plan = Plan(seed=1)
    clean = make_customers(plan)
    before = make_cycle(plan, clean)
    customers, after = follow_up(plan, clean, before)
    sums = [
        table["amount"].groupby(table["customer_id"].map(who.set_index("customer_id")["segment"])).sum().round(2)
        for table, who in ((before["invoices"], clean), (after["invoices"], customers))
    ]
    assert sums[0].equals(sums[1])
    assert (before["invoices"]["invoice_id"] == after["invoices"]["invoice_id"]).all()


@pytest.mark.parametrize("seed", [1, 7, 11])
def test_another_seed_has_the_same_faults(seed):
    found = planted_follow_up(made(Plan(seed=seed)))
    counts = {code: len(keys(found, code)) for code in COUNTS}
    assert {code: n for code, n in counts.items() if n != COUNTS[code]} == {}


def test_the_smallest_sample_has_each_fault():
    found = planted_follow_up(made(Plan(seed=11, invoices=600)))
    assert [code for code in (*COUNTS, "overdue_never_reminded") if not keys(found, code)] == []


def test_the_same_plan_gives_the_same_tables():
    first, again = made(Plan(invoices=600)), made(Plan(invoices=600))
    assert all(first[name].equals(again[name]) for name in first)
