"""Stage 2: limits by rule and weighed, with the accounts that customers filed."""

import pandas as pd
import pytest

from cashkit.ground.errors import ArgumentError
from cashkit.stages.credit_line_weights import credit_limits
from tests.stages.book import book
from tests.stages.test_credit_line import credit

SIREN = "732829320"
TRADED = [("F1", "C1", "2025-06-10", "2025-07-10", 36_500.0), ("F2", "C1", "2025-12-10", "2026-01-09", 36_500.0)]
PAID = [("P1", "C1", "2025-07-10", 36_500.0)]
USED = [("P1", "F1", 36_500.0, "2025-07-10")]
KNOWN = {"customer_id": "C1", "name": "Un", "siren": SIREN, "payment_terms": "30", "credit_limit": 90_000.0}


def filed(closing="2024-12-31", **cells):
    """Return the accounts of one company: equity 400, FRNG 150, BFR 90 and purchases of 1 000, in thousands."""
    told = {
        "AT": 400_000, "BT": 300_000, "BX": 200_000, "CF": 60_000, "DA": 350_000, "DI": 50_000, "DU": 150_000,
        "DX": 410_000, "FC": 1_500_000, "FS": 500_000, "FU": 300_000, "FW": 200_000, "FY": 450_000, "HN": 50_000,
        "EE": 960_000, "CO": 960_000,
    } | cells  # fmt: skip
    names = ["siren", "closing_date", "months", "form", "code", "column", "amount"]
    both = {"AT", "BT", "BX", "CF", "CO"}
    rows = [
        (SIREN, closing, 12, "C", code, column, float(amount))
        for code, amount in told.items()
        for column in (("gross", "net") if code in both else ("net",))
    ]
    return pd.DataFrame(rows, columns=names)


def dossier(row=KNOWN, accounts=None, **tables):
    accounts = filed() if accounts is None else accounts
    return book(TRADED, PAID, USED, customers=[row], filed_accounts=accounts, **tables)


def limits(row=KNOWN, accounts=None, **tables):
    from cashkit.stages.door import review

    return review("credit_line", dossier(row, accounts, **tables)).tables["limits_by_rule"].iloc[0]


def weighed(row=KNOWN, accounts=None, weights=None, **tables):
    return credit_limits(dossier(row, accounts, **tables), weights=weights).iloc[0]


def test_filed_accounts_cap_a_limit_by_equity_working_capital_and_purchases():
    row = limits()
    assert row["limit_equity"] == 80_000  # a fifth of 400 000
    assert row["limit_working_capital"] == 30_000  # a fifth of 550 000 - 400 000
    assert row["limit_purchases"] == 24_657.53  # 1 000 000 x 1.2 x 25 % x 30 / 365


def test_the_smallest_rule_is_named():
    row = limits()
    assert (row["proposed_limit"], row["binding_rule"]) == (3_650, "concentration")
    assert row[["limit_need", "limit_concentration"]].tolist() == [36_500, 3_650]


def test_accounts_that_lack_a_line_leave_its_rule_out():
    known = filed()
    row = limits(accounts=known[known["code"].isin(("DA", "DL", "FS"))])
    assert row[["limit_working_capital", "limit_purchases"]].isna().all()


def test_a_customer_that_buys_little_gets_the_flat_line_without_study():
    small = [("F1", "C1", "2025-12-10", "2026-01-09", 800.0), ("F2", "C2", "2025-12-10", "2026-01-09", 90_000.0)]
    found = credit({"payment_terms": "30", "credit_limit": 1.0}, {"kind": "public"}, invoices=small)
    row = found.tables["limits_by_rule"].iloc[0]
    assert (row["limit_need"], row["proposed_limit"], row["binding_rule"]) == (800, 5_000, "small_ticket")


def test_an_agreement_below_nil_is_none_and_breaks_nothing():
    row = weighed(KNOWN | {"insured_limit": -5.0})
    assert row[["proposed_limit", "weighted_limit"]].tolist() == [0, 0]


def test_a_fifteen_month_year_counts_its_purchases_for_twelve():
    assert limits(accounts=filed().assign(months=15))["limit_purchases"] == pytest.approx(24_657.53 * 12 / 15, abs=0.01)


def test_a_bill_accepted_early_is_no_payment():
    bills = [
        ("F1", "C1", "2025-06-10", "2025-07-10", 36_500.0),
        ("B1", "C1", "2025-06-20", "2025-07-10", 36_500.0, {"kind": "bill"}),
        ("F2", "C1", "2025-12-10", "2026-01-09", 36_500.0),
    ]
    paid = [("P1", "C1", "2025-06-20", 36_500.0, {"kind": "bill"}), ("P2", "C1", "2025-08-09", 36_500.0)]
    used = [("P1", "F1", 36_500.0, "2025-06-20"), ("P2", "B1", 36_500.0, "2025-08-09")]
    found = credit_limits(book(bills, paid, used, customers=[KNOWN]))
    assert found["weighted_lateness"].tolist() == [30]


def test_a_weak_score_or_a_late_payer_gets_less_than_the_smallest_rule():
    prompt = weighed()
    assert (prompt["behaviour_weight"], prompt["weighted_lateness"]) == (1.1, 0)
    assert prompt["weighted_limit"] == prompt["proposed_limit"] * min(prompt["score_weight"], 1)
    assert weighed(weights={"behaviour_early": 0.5})["weighted_limit"] == prompt["weighted_limit"] * 0.5


@pytest.mark.parametrize("column", ["judgment_on", "ceased_on"])
def test_a_customer_under_proceedings_or_gone_has_no_line_whatever_its_accounts(column):
    row = weighed(KNOWN | {column: "2025-10-14"})
    assert (row["score_band"], row["weighted_limit"]) == ("gone", 0)
    assert weighed(KNOWN | {column: "2026-01-01"})["score_band"] != "gone"


def test_equity_below_nil_weighs_whatever_the_score_says():
    row = weighed(accounts=filed(DA=-51_000, DX=811_000))
    assert (row["score_band"], row["score_weight"]) == ("no_equity", 0.4)


def test_without_accounts_or_history_nothing_weighs():
    row = credit_limits(book([TRADED[1]], customers=[KNOWN])).iloc[0]
    assert row[["score_weight", "behaviour_weight"]].isna().all()
    assert row["weighted_limit"] == row["proposed_limit"]


def test_accounts_older_than_18_months_are_no_score():
    assert pd.isna(weighed(accounts=filed(closing="2024-06-29"))["score_weight"])


def test_the_practice_formula_counts_orders_deliveries_and_invoices():
    order = {"order_id": "O1", "customer_id": "C1", "ordered_on": "2025-12-01", "amount": 6_000.0}
    later = order | {"order_id": "O2", "ordered_on": "2026-01-02"}
    out = [
        {"delivery_id": "D1", "customer_id": "C1", "delivered_on": "2025-12-20", "amount": 1_000.0, "order_id": "O1"}
    ]
    row = weighed(orders=[order, later], deliveries=out)
    assert row["practice_limit"] == pytest.approx((5_000 + 1_000 + 36_500) * 1.1 * 1.1)


def test_a_coefficient_that_is_none_is_refused():
    with pytest.raises(ArgumentError, match="score_great"):
        credit_limits(dossier(), weights={"score_great": 1.0})


def test_a_dossier_without_a_customer_file_has_no_limits():
    assert len(credit_limits(book(TRADED))) == 0


def test_a_book_without_a_row_is_reviewed_all_the_same():
    from cashkit.stages.door import review

    empty = pd.DataFrame([KNOWN | {"judgment_on": pd.Timestamp("2025-10-14")}]).head(0)
    nobody = book([], customers=empty)
    assert len(credit_limits(nobody)) == 0
    assert review("credit_line", nobody).finding_records == ()
