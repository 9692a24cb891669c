"""The procedure adviser: one debt, the routes that are open, the one to take, what is missing."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from cashkit.ground import language
from cashkit.law.procedures import Debt, Insolvency, advise
from cashkit.law.routes import ASPECTS, in_words, is_open, routes

DAY = "2026-11-27"
FREE = dt.date(2030, 1, 1)


def debt(amount, debtor="merchant", **known):
    return Debt(Decimal(amount), debtor, **{"limitation": FREE, "noticed": True} | known)


def keys(said):
    return [one.key for one in said]


@pytest.mark.parametrize(
    ("owed", "route", "others"),
    [
        (debt(800), "payment_order", ("summary_payment", "payment_plan")),
        (debt(80_000), "payment_order", ("summary_payment", "payment_plan")),
        (debt(800, "consumer"), "payment_order", ("summary_payment", "small_claims", "payment_plan")),
        (debt(5_000, "consumer"), "payment_order", ("summary_payment", "small_claims", "payment_plan")),
        (debt("5000.01", "consumer"), "payment_order", ("summary_payment", "payment_plan")),
        (debt(800, "public", noticed=False), "public_claim", ("compulsory_public_order", "public_summary")),
        (
            debt(800, "public", noticed=False, days_late=59),
            "public_claim",
            ("compulsory_public_order", "public_summary"),
        ),
        (debt(800, "public", noticed=False, days_late=60), "compulsory_public_order", ("public_summary",)),
        (debt(800, "public"), "compulsory_public_order", ("public_summary",)),
        (debt(5_000, "european"), "european_order", ("european_small_claims", "payment_plan")),
        (debt("5000.01", "european"), "european_order", ("payment_plan",)),
        (debt(800, "foreign"), "local_counsel", ("payment_plan",)),
        (debt(800, disputed=True), "answer_dispute", ("merits", "payment_plan")),
        (
            debt(12_000, sector="construction"),
            "payment_order",
            ("summary_payment", "direct_action", "payment_plan"),
        ),
        (
            debt("12000.01", sector="construction"),
            "payment_order",
            ("summary_payment", "direct_action", "payment_guarantee", "payment_plan"),
        ),
        (debt(800, sector="transport"), "payment_order", ("summary_payment", "carrier_action", "payment_plan")),
    ],
)
def test_the_route_follows_the_amount_the_debtor_the_dispute_and_the_sector(owed, route, others):
    found = advise(owed, DAY)
    assert (found.route, found.others) == (route, others)


def test_small_claims_are_closed_to_invoices_between_merchants_since_april_2026():
    before, after = (advise(debt(5_000), day) for day in ("2026-04-24", "2026-04-25"))
    assert "small_claims" in before.others
    assert "small_claims" not in after.others
    assert "because_small_excluded" in keys(after.reasons)
    assert "because_small_excluded" not in keys(before.reasons)


def test_small_claims_went_to_4_000_euros_before_2020():
    assert "small_claims" in advise(debt(4_500, "consumer"), "2020-01-01").others
    assert "small_claims" not in advise(debt(4_500, "consumer"), "2019-12-31").others


def test_the_procedure_that_waits_for_its_decree_is_never_advised():
    assert not is_open("merchant_invoices", DAY)
    assert not is_open("merchant_invoices", "2026-01-01")
    found = advise(debt(800), DAY)
    assert "merchant_invoices" not in {found.route, *found.others}


# --- limitation -------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("last", "route"),
    [
        ("2026-11-26", "acknowledgment"),
        (DAY, "summary_payment"),
        ("2027-05-27", "summary_payment"),
        ("2027-05-28", "payment_order"),
    ],
)
def test_a_summons_comes_first_in_the_last_six_months_and_nothing_after_them(last, route):
    found = advise(debt(800, limitation=dt.date.fromisoformat(last)), DAY)
    assert found.route == route
    assert found.last_day == dt.date.fromisoformat(last)
    assert ("because_near" in keys(found.reasons)) is (route == "summary_payment")


def test_a_written_claim_interrupts_the_limitation_of_a_public_debt_however_late():
    owed = debt(800, "public", limitation=dt.date(2026, 12, 31), days_late=1_500)
    found = advise(owed, DAY)
    assert (found.route, keys(found.reasons)) == ("public_claim", ["because_public_claim", "because_near_public"])


# --- insolvency -------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("day", "route", "last"),
    [
        ("2025-12-22", "declare_claim", "2025-12-22"),
        ("2025-12-23", "relief_from_foreclosure", "2026-04-22"),
        ("2026-04-22", "relief_from_foreclosure", "2026-04-22"),
        ("2026-04-23", "foreclosed", "2026-04-22"),
    ],
)
def test_a_claim_is_declared_within_two_months_and_relief_asked_within_six(day, route, last):
    owed = debt(64_200, insolvency=Insolvency(published_on=dt.date(2025, 10, 22)))
    found = advise(owed, day)
    assert (found.route, str(found.last_day)) == (route, last)


def test_a_declared_claim_is_followed_and_one_declared_later_is_still_to_declare():
    known = Insolvency(dt.date(2025, 10, 22), dt.date(2025, 11, 30))
    assert advise(debt(800, insolvency=known), "2025-11-30").route == "follow_claim"
    assert advise(debt(800, insolvency=known), "2025-11-29").route == "declare_claim"


def test_goods_under_retention_of_title_are_asked_about_for_three_months():
    owed = debt(800, insolvency=Insolvency(dt.date(2025, 10, 22)))
    for day, told in (("2025-11-01", True), ("2026-01-22", True), ("2026-01-23", False)):
        assert ("ask_reclaim" in keys(advise(owed, day).missing)) is told


def test_an_insolvency_without_a_publication_asks_for_its_date_and_invents_none():
    found = advise(debt(800, insolvency=Insolvency()), DAY)
    assert (found.route, found.last_day, keys(found.missing)) == ("declare_claim", None, ["ask_publication"])


def test_an_insolvency_comes_before_everything_else():
    owed = debt(800, "public", insolvency=Insolvency(), disputed=True, limitation=dt.date(2020, 1, 1))
    assert advise(owed, DAY).route == "declare_claim"


# --- what is missing --------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("known", "asked"),
    [
        ({}, []),
        ({"noticed": None}, ["ask_notice_known"]),
        ({"noticed": False}, ["ask_notice"]),
        ({"insured": True}, ["ask_insurer"]),
        ({"sector": "construction"}, ["ask_construction"]),
        ({"sector": "transport"}, ["ask_transport"]),
        ({"debtor": "european"}, ["ask_jurisdiction"]),
        ({"debtor": "public"}, ["ask_body"]),
        ({"debtor": "consumer"}, ["ask_amicable"]),
        ({"debtor": "consumer", "amount": Decimal("5000.01")}, []),
        ({"amount": Decimal(500)}, []),
        ({"amount": Decimal("499.99")}, ["ask_costs"]),
        ({"amount": Decimal("499.99"), "debtor": "public"}, ["ask_body"]),
        ({"amount": Decimal(50_000)}, []),
        ({"amount": Decimal("50000.01")}, ["ask_contribution"]),
    ],
)
def test_what_is_missing_to_decide_is_asked(known, asked):
    assert keys(advise(replace(debt(800), **known), DAY).missing) == asked


def test_the_contribution_to_the_court_is_asked_during_its_trial_only():
    for day, told in (("2024-12-31", False), ("2025-01-01", True), ("2028-12-31", True), ("2029-01-01", False)):
        assert ("ask_contribution" in keys(advise(debt(60_000), day).missing)) is told


def test_a_lawyer_is_mandatory_beyond_10_000_euros_at_once_or_after_an_opposition():
    assert "because_lawyer_then" in keys(advise(debt("10000.01"), DAY).reasons)
    assert "because_lawyer_then" not in keys(advise(debt(10_000), DAY).reasons)
    assert "because_lawyer" in keys(advise(debt(20_000, limitation=dt.date(2026, 12, 31)), DAY).reasons)


# --- the routes in words ----------------------------------------------------------------------
def test_an_order_is_served_within_six_months_until_august_2026_then_within_three():
    assert "6 months" in in_words("payment_order", "deadline", "2026-08-31", "en")
    after = in_words("payment_order", "deadline", "2026-09-01", "en")
    assert "3 months" in after
    assert "2 months after service" in after  # enforcement where the clerk tells of no opposition: new that day
    assert "2 months" not in in_words("payment_order", "deadline", "2026-08-31", "en")


def test_a_cost_that_is_not_sure_says_so():
    assert "(To be checked.)" in in_words("payment_order", "cost", DAY, "en")
    assert "(To be checked.)" not in in_words("payment_order", "deadline", DAY, "en")


@pytest.mark.parametrize("route", routes())
@pytest.mark.parametrize("lang", language.LANGUAGES)
def test_every_route_has_its_name_conditions_deadline_and_cost(route, lang):
    assert language.say(f"views.procedure.{route}", lang)
    assert all(in_words(route, aspect, DAY, lang) for aspect in ASPECTS[:3])
    assert "{" not in "".join(in_words(route, aspect, DAY, lang) for aspect in ASPECTS)


def test_every_route_that_is_advised_has_a_reason_in_words():
    spoken = language.table("procedures")
    advised = {advise(debt(800, one), DAY).route for one in ("merchant", "consumer", "public", "european", "foreign")}
    assert {f"because_{route}" for route in advised} <= set(spoken)
