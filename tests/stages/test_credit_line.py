"""Stage 2: terms, limits, cover, groups, concentration; each fault with a case that is none."""

from datetime import date

import pandas as pd
import pytest

from cashkit.ground import language
from cashkit.stages.door import review
from cashkit.views import table
from tests.stages.book import book, codes, said, value
from tests.stages.ledger import company

OPEN = [("F1", "C1", "2025-11-10", "2026-01-10", 600.0), ("F2", "C1", "2025-12-10", "2026-02-10", 400.0)]


def credit(*customers, invoices=OPEN, **tables):
    """Return the review of stage 2 of customers C1, C2 ..., each named after its code."""
    told = [{"customer_id": f"C{n}", "name": f"Client {n}"} | row for n, row in enumerate(customers, 1)]
    return review("credit_line", book(invoices, customers=told, **tables))


def only(found, code):
    (one,) = [one for one in found.finding_records if one.code == code]
    return one


def has(found, code):
    return any(one.code == code for one in found.finding_records)


# --- terms -----------------------------------------------------------------------------
YEAR = [("F1", "C1", "2025-06-10", "2025-08-31", 36_500.0)]


def test_sixty_days_end_of_month_leave_cash_with_the_customer():
    found = only(credit({"payment_terms": "60 EOM"}, invoices=YEAR), "terms_beyond_cap")
    days = (date(2025, 8, 31) - date(2025, 8, 14)).days
    assert (found.key, found.kind, found.amount_at_stake) == ("C1", "cash_late", 100 * days)
    assert found.items == (("customers", "C1", 10_000 * days),)


@pytest.mark.parametrize(
    "row",
    [
        {"payment_terms": "45 EOM"},
        {"payment_terms": "EOM 45"},
        {"payment_terms": "60"},
        {"payment_terms": "60 EOM", "kind": "hospital"},
        {"payment_terms": "60 EOM", "kind": "public"},
        {"payment_terms": "60 EOM", "country": "BE"},
        {"payment_terms": "60 EOM", "segment": "export"},
        {"payment_terms": "90", "guarantee": "letter of credit"},
        {"payment_terms": "selon accord"},
        {"payment_terms": None, "credit_limit": 0},
    ],
)
def test_lawful_terms_and_those_under_another_rule_are_none(row):
    assert not has(credit(row, invoices=YEAR), "terms_beyond_cap")


def test_terms_beyond_the_cap_for_half_of_the_amount_only_are_none():
    both = [("F1", "C1", "2025-06-10", "2025-08-31", 500.0), ("F2", "C1", "2025-06-01", "2025-07-31", 500.0)]
    assert not has(credit({"payment_terms": "60 EOM"}, invoices=both), "terms_beyond_cap")
    most = [(*both[0][:4], 500.01), both[1]]
    assert has(credit({"payment_terms": "60 EOM"}, invoices=most), "terms_beyond_cap")


# --- limits -----------------------------------------------------------------------------
def test_an_exposure_more_than_a_tenth_beyond_its_limit_is_a_fault():
    found = only(credit({"credit_limit": 909.0}), "limit_exceeded")
    assert (found.amount_at_stake, found.kind) == (91, "loss")
    assert found.items == (("invoices", "F2", 9_100),)  # the latest invoice went beyond


@pytest.mark.parametrize("row", [{"credit_limit": 910.0}, {"credit_limit": 970.0}, {"credit_limit": None}])
def test_within_a_tenth_or_without_a_limit_nothing_is_passed(row):
    assert not has(credit(row), "limit_exceeded")


def test_a_closed_customer_has_no_limit_to_pass():
    assert not has(credit({"credit_limit": 500.0, "status": "closed"}), "limit_exceeded")


def test_what_is_delivered_and_not_invoiced_counts_and_stands_on_the_customer():
    out = [{"delivery_id": "D1", "customer_id": "C1", "delivered_on": "2025-12-20", "amount": 500.0}]
    found = only(credit({"credit_limit": 400.0}, deliveries=out), "limit_exceeded")
    assert found.amount_at_stake == 1100
    assert found.items == (("invoices", "F2", 40_000), ("invoices", "F1", 60_000), ("customers", "C1", 10_000))


def test_a_deposit_received_takes_the_exposure_back_within_the_limit():
    out = [{"delivery_id": "D1", "customer_id": "C1", "delivered_on": "2025-12-20", "amount": 500.0, "order_id": "O1"}]
    paid = {
        "order_id": "O1",
        "customer_id": "C1",
        "ordered_on": "2025-12-01",
        "amount": 500.0,
        "deposit_received": 400.0,
    }
    assert has(credit({"credit_limit": 1000.0}, deliveries=out), "limit_exceeded")
    assert not has(credit({"credit_limit": 1000.0}, deliveries=out, orders=[paid]), "limit_exceeded")


BOUGHT = [("F1", "C1", "2025-06-10", "2025-07-10", 20_000.01)]
ON_CREDIT = {"payment_terms": "30", "credit_limit": None}


def test_more_than_20_000_a_year_without_a_limit_is_a_fault():
    assert float(only(credit(ON_CREDIT, invoices=BOUGHT), "limit_missing").amount_at_stake) == 20_000.01


@pytest.mark.parametrize(
    "row",
    [
        {"kind": "public"},
        {"kind": "intra_group"},
        {"status": "closed"},
        {"guarantee": "bank"},
        {"payment_terms": "prepaid"},
        {"credit_limit": 25_000.0},
    ],
)
def test_public_bodies_guaranteed_and_cash_customers_need_no_limit(row):
    assert not has(credit(ON_CREDIT | row, invoices=BOUGHT), "limit_missing")


def test_20_000_a_year_or_less_or_older_sales_need_none():
    assert not has(credit(ON_CREDIT, invoices=[(*BOUGHT[0][:4], 20_000.0)]), "limit_missing")
    older = [("F1", "C1", "2024-12-31", "2025-01-30", 90_000.0)]
    assert not has(credit(ON_CREDIT, invoices=older), "limit_missing")


def test_a_file_without_limits_accuses_nobody_of_having_none():
    found = credit({"payment_terms": "30"}, invoices=BOUGHT)
    assert not has(found, "limit_missing")
    assert "limits_by_rule" in {one.point for one in found.missing}


# --- review ------------------------------------------------------------------------------
WORSE = [
    ("F1", "C1", "2024-03-01", "2024-03-31", 100.0),
    ("F2", "C1", "2025-03-01", "2025-03-31", 100.0),
    ("F3", "C1", "2025-12-01", "2026-01-31", 9000.0),  # not due yet: it is owed, and says nothing of lateness
]
STALE = {"credit_limit": 20_000.0, "limit_reviewed_on": "2024-06-29"}


def reviewed(row, late=16, before=0):
    """Return the review of a limit whose customer paid `before` days late last year and `late` days this year."""
    days = [
        pd.Timestamp("2024-03-31") + pd.Timedelta(days=before),
        pd.Timestamp("2025-03-31") + pd.Timedelta(days=late),
    ]
    paid = [(f"P{n}", "C1", day.date().isoformat(), 100.0) for n, day in enumerate(days, 1)]
    used = [(f"P{n}", f"F{n}", 100.0, day.date().isoformat()) for n, day in enumerate(days, 1)]
    told = [{"customer_id": "C1", "name": "Un"} | row]
    return review("credit_line", book(WORSE, paid, used, customers=told))


def test_a_limit_not_reviewed_for_18_months_while_lateness_grew_is_a_fault():
    found = only(reviewed(STALE), "limit_review_overdue")
    assert (found.amount_at_stake, found.params["before"], found.params["now"]) == (9000, 0, 16)


@pytest.mark.parametrize(
    ("row", "late", "before"),
    [
        ({"limit_reviewed_on": "2024-06-30"}, 16, 0),
        ({"limit_reviewed_on": None}, 16, 0),
        ({"credit_limit": 5_000.0}, 16, 0),
        ({"status": "closed"}, 16, 0),
        ({}, 15, 0),
        ({}, 40, 30),
    ],
)
def test_a_recent_review_a_small_ticket_or_the_same_habits_are_none(row, late, before):
    assert not has(reviewed(STALE | row, late, before), "limit_review_overdue")


def test_a_customer_without_a_year_before_is_not_compared():
    assert not has(credit(STALE, invoices=WORSE[1:]), "limit_review_overdue")


# --- cover -------------------------------------------------------------------------------
WITHDRAWN = {"insured_limit": 0.0, "cover_changed_on": "2025-09-01", "credit_limit": 50_000.0}


def delivered(day, kind="shipped"):
    return [{"delivery_id": "D1", "customer_id": "C1", "delivered_on": day, "amount": 10.0, "kind": kind}]


def test_goods_that_left_after_the_cover_was_withdrawn_are_a_fault():
    found = only(credit(WITHDRAWN, deliveries=delivered("2025-09-02")), "cover_withdrawn")
    assert (found.amount_at_stake, found.params["n"], found.params["changed"]) == (1000, 1, date(2025, 9, 1))


@pytest.mark.parametrize(
    ("row", "out"),
    [
        ({}, delivered("2025-09-01")),
        ({}, delivered("2025-09-02", "free")),
        ({"insured_limit": None}, delivered("2025-09-02")),
        ({"insured_limit": 1.0}, delivered("2025-09-02")),
        ({"credit_limit": 0.0}, delivered("2025-09-02")),
        ({"status": "insolvency"}, delivered("2025-09-02")),
        ({"cover_changed_on": "2026-01-01"}, delivered("2025-12-31")),
    ],
)
def test_no_delivery_since_or_no_line_left_is_none(row, out):
    assert not has(credit(WITHDRAWN | row, deliveries=out), "cover_withdrawn")


def test_without_deliveries_the_invoices_tell_that_goods_left():
    assert only(credit(WITHDRAWN), "cover_withdrawn").params["n"] == 2


# --- groups ------------------------------------------------------------------------------
TALMOND = [("F1", "C1", "2025-12-01", "2026-01-15", 500.0), ("F2", "C2", "2025-12-02", "2026-01-16", 480.0)]
MEMBER = {"group_id": "G02", "credit_limit": 600.0}


def test_a_group_beyond_its_cover_though_no_member_is_beyond_its_line_is_a_fault():
    found = only(credit(MEMBER | {"insured_limit": 750.0}, MEMBER, invoices=TALMOND), "group_limit_exceeded")
    assert (found.table, found.key, found.customer_id, found.amount_at_stake) == ("customers", "G02", None, 230)
    assert found.items == (("invoices", "F1", 23_000),)


def test_customers_without_a_group_do_not_move_its_members():
    alone = {"group_id": None, "credit_limit": 1.0}
    rows = [(*one[:1], f"C{n}", *one[2:]) for n, one in zip((2, 4), TALMOND, strict=True)]
    found = credit(alone, MEMBER | {"insured_limit": 750.0}, alone, MEMBER, invoices=rows)
    assert ("group_limit_exceeded", "G02") in codes(found)
    assert found.tables["groups"]["exposure"].tolist() == [980]


def test_a_group_without_cover_is_held_against_its_own_limits():
    assert not has(credit(MEMBER, MEMBER, invoices=TALMOND), "group_limit_exceeded")
    tight = [MEMBER | {"credit_limit": 460.0}, MEMBER | {"credit_limit": 440.0}]
    assert not has(credit(*tight, invoices=TALMOND), "group_limit_exceeded")  # 980 of 900: within a tenth


def test_a_group_with_a_member_beyond_its_own_line_is_told_by_that_member_only():
    found = credit(MEMBER | {"insured_limit": 100.0, "credit_limit": 400.0}, MEMBER, invoices=TALMOND)
    assert {one.code for one in found.finding_records if "limit" in one.code} == {"limit_exceeded"}


def test_a_tenth_of_all_sales_on_one_group_is_a_concentration():
    rows = [("F1", "C1", "2025-06-01", "2025-07-01", 60.0), ("F2", "C2", "2025-06-01", "2025-07-01", 40.0)]
    rows += [("F3", "C3", "2025-06-01", "2025-07-01", 900.0)]
    found = credit({"group_id": "G1"}, {"group_id": "G1"}, {"group_id": None}, invoices=rows)
    (group,) = [one for one in found.finding_records if one.key == "G1"]
    assert (group.code, group.kind, group.customer_id, group.amount_at_stake) == (
        "concentration_high",
        "exposure",
        None,
        100,
    )
    assert group.items == (("customers", "C1", 6_000), ("customers", "C2", 4_000))
    assert ("concentration_high", "C3") in codes(found)


def test_less_than_a_tenth_or_counter_sales_are_none():
    rows = [("F1", "C1", "2025-06-01", "2025-07-01", 99.0), ("F2", "C2", "2025-06-01", "2025-07-01", 901.0)]
    assert codes(credit({"group_id": None}, {"kind": "counter", "group_id": None}, invoices=rows)) == set()


def test_a_factored_invoice_that_the_customer_has_not_paid_is_outstanding():
    sold = [("F1", "C1", "2025-12-01", "2026-01-31", 100.0, {"financed": "factor", "settled_on": None})]
    paid = [("P1", "C1", "2025-12-05", 100.0, {"kind": "transfer", "method": "factor"})]
    told = [{"customer_id": "C1", "name": "Un", "group_id": "G1"}]
    known = book(sold, paid, [("P1", "F1", 100.0, "2025-12-05")], customers=told)
    assert only(review("credit_line", known), "concentration_high").amount_at_stake == 100


# --- tables, figures, verdict ---------------------------------------------------------------
def filed(equity, siren="732829320"):
    names = ["siren", "closing_date", "months", "form", "code", "column", "amount"]
    return pd.DataFrame([(siren, "2024-12-31", 12, "C", "DL", "net", equity)], columns=names)


def test_a_limit_by_each_rule_and_the_binding_one_named():
    known = {"siren": "732829320", "payment_terms": "30", "credit_limit": 90_000.0, "insured_limit": 70_000.0}
    rows = [("F1", "C1", "2025-06-10", "2025-07-10", 365_000.0), ("F2", "C2", "2025-06-10", "2025-07-10", 1e6)]
    found = credit(known, {"kind": "public"}, invoices=rows, filed_accounts=filed(400_000.0))
    (row,) = found.tables["limits_by_rule"].to_dict("records")
    assert row["limit_need"] == 365_000  # all that it bought, which it takes more than 200 days to pay
    assert (row["limit_equity"], row["limit_concentration"], row["limit_insurer"]) == (40_000, 136_500, 70_000)
    assert (row["proposed_limit"], row["binding_rule"]) == (40_000, "equity")


def test_limits_in_use_show_what_is_not_covered_first():
    found = credit(
        {"credit_limit": 2000.0, "insured_limit": 900.0},
        {"credit_limit": 500.0, "insured_limit": None},
        invoices=[*OPEN, ("F3", "C2", "2025-12-10", "2026-01-10", 450.0)],
    )
    rows = found.tables["limits_in_use"].set_index("customer_id")
    assert rows.index.tolist() == ["C2", "C1"]
    assert (rows.loc["C1", "limit_used"], rows.loc["C1", "uncovered"], rows.loc["C2", "uncovered"]) == (0.5, 100, 450)
    assert (value(found, "uncovered_exposure"), value(found, "exposure_total")) == (550, 1450)


def test_terms_are_shown_under_the_rule_that_they_are_under():
    rows = (
        {"payment_terms": "60 EOM"},
        {"payment_terms": "50", "kind": "hospital"},
        {"payment_terms": "90", "country": "MA"},
    )
    invoices = [("F1", "C1", "2025-06-10", "2025-08-31", 100.0), ("F2", "C2", "2025-06-10", "2025-07-30", 200.0)]
    shown = credit(*rows, invoices=invoices).tables["granted_terms"].set_index("regime")
    assert shown.loc["hospital", ["cap_days", "granted_days", "beyond_share"]].tolist() == [50, 50, 0]
    assert shown.loc["firms", ["cap_days", "beyond_share", "extra_days"]].tolist() == [60, 1, 17]
    assert pd.isna(shown.loc["export", "cap_days"])


def test_the_share_of_credit_sales_under_a_limit_is_a_figure():
    rows = [("F1", "C1", "2025-06-10", "2025-07-10", 300.0), ("F2", "C2", "2025-06-10", "2025-07-10", 100.0)]
    found = credit(
        {"credit_limit": 400.0, "payment_terms": "30"}, {"credit_limit": None, "payment_terms": "30"}, invoices=rows
    )
    assert value(found, "limited_share_of_sales") == 0.75
    assert value(found, "granted_days") == 30
    assert value(found, "cash_beyond_cap") == 0


def test_a_fec_alone_leaves_the_stage_without_a_verdict():
    found = review("credit_line", company(customers=pd.DataFrame([{"customer_id": "C1", "name": "Un"}])))
    assert (found.verdict, list(found.figure_records)) == ("not_assessed", [])
    assert set(found.tables) <= {"lines_used", "concentration"}
    assert len(found.missing) == 8


def test_an_exposure_within_its_line_is_good_and_a_large_excess_is_bad():
    assert credit({"credit_limit": 1000.0}).verdict == "good"
    assert credit({"credit_limit": 909.0}).verdict == "bad"
    assert credit({"payment_terms": "60 EOM"}, invoices=YEAR).verdict == "watch"


def test_lazy_tables_are_reviewed_on_what_is_open():
    pl = pytest.importorskip("polars")
    from cashkit.dossier.dossier import Dossier
    from tests.stages.book import lazy

    full = book(OPEN, customers=[{"customer_id": "C1", "name": "Un", "credit_limit": 800.0, "payment_terms": "30"}])
    columns = ["invoice_id", "customer_id", "kind", "issue_date", "due_date", "amount"]
    there = {"invoices": lazy(pl, full.table("invoices")[columns]), "customers": full.table("customers")}
    found = review("credit_line", Dossier.of(name="case", closing_date="2025-12-31", **there))
    assert codes(found) == {("limit_exceeded", "C1")}


def test_it_speaks_both_languages():
    everything = [
        credit({"payment_terms": "60 EOM"}, invoices=YEAR),
        credit({"credit_limit": 500.0}),
        credit(ON_CREDIT, invoices=BOUGHT),
        credit(MEMBER | {"insured_limit": 750.0}, MEMBER, invoices=TALMOND),
        credit(WITHDRAWN, deliveries=delivered("2025-09-02")),
        reviewed(STALE),
    ]
    told = {one.code for found in everything for one in found.finding_records}
    assert told == {
        "terms_beyond_cap", "limit_exceeded", "limit_missing", "group_limit_exceeded", "cover_withdrawn",
        "limit_review_overdue", "concentration_high",
    }  # fmt: skip
    for found in everything:
        assert said(found)
        for lang in ("fr", "en"):
            with language.use(lang):
                assert all(table(frame, lang).headings for frame in found.tables.values())
