"""Stage 9: the way of a bad debt through the books; each fault beside its near-miss."""

import datetime as dt
from decimal import Decimal

import pandas as pd
import pytest

from cashkit.dossier.dossier import Dossier
from cashkit.stages.door import review
from tests.stages.book import AS_OF, codes, frame, said, value

DAY = dt.date.fromisoformat(AS_OF)
COLUMNS = ("invoice_id", "customer_id", "issue_date", "due_date", "amount")
SOLD = ("2025-06-30", {"411000:C9": 12_000, "707000": -10_000, "445710": -2_000}, "F9")
"""An ordinary sale, so that the books have one."""


def ago(days):
    return str(DAY - dt.timedelta(days=days))


def ledger(*entries):
    """Return entries given as (day, {account[:auxiliary]: debit positive}, document)."""
    rows = []
    for number, (day, lines, document) in enumerate((SOLD, *entries), 1):
        for name, amount in lines.items():
            account, _, party = name.partition(":")
            told = {"journal_code": "OD", "journal_label": "Divers", "entry_id": f"E{number}", "posting_date": day}
            told |= {"account": account, "account_label": account, "customer_id": party, "document_ref": document}
            rows.append(told | {"debit": float(max(amount, 0)), "credit": float(max(-amount, 0))})
    made = pd.DataFrame(rows)
    return made.assign(posting_date=pd.to_datetime(made["posting_date"]))


def impact(*entries, invoices=(), as_of=AS_OF, customer=None, **tables):
    rows = [("F9", "C9", "2025-06-30", "2026-01-31", 12_000.0, {"vat": 2_000.0}), *invoices]
    if customer is not None:
        tables["customers"] = pd.DataFrame([{"customer_id": "C1", "name": "Atelier"} | customer])
    made = {name: pd.DataFrame(table) for name, table in tables.items()}
    dossier = Dossier.of(
        name="case", closing_date=AS_OF, invoices=frame(rows, COLUMNS, kind="invoice"), entries=ledger(*entries), **made
    )
    return review("impact", dossier, as_of=as_of)


def found(code, *entries, **case):
    """Return the keys of the findings of a code."""
    return {key for one, key in codes(impact(*entries, **case)) if one == code}


def one(code, *entries, **case):
    """Return the one finding of a code, after checking that it speaks both languages."""
    made = impact(*entries, **case)
    assert said(made)
    (fault,) = [fault for fault in made.finding_records if fault.code == code]
    return fault


def doubtful(amount=1_200.0, *, flag=True, days=300, **columns):
    """Return a doubtful invoice of C1, so many days late, with VAT of 20 %."""
    return ("D1", "C1", ago(days + 30), ago(days), amount, {"doubtful": flag, "vat": amount / 6} | columns)


def moved(days, amount=1_200):
    return (ago(days), {"416000:C1": amount, "411000:C1": -amount}, "OD1")


def written_down(amount, customer="C1", days=10):
    return (ago(days), {"681740": amount, f"491000:{customer}": -amount}, "OD2")


# --- moved to doubtful customers -------------------------------------------------------------
def left_in_411(rows=None, customer=None, **case):
    usual = [("F1", "C1", "2025-09-01", "2025-10-01", 900.0)]
    told = {"judgment_on": "2025-10-14"} if customer is None else customer
    return found("doubtful_not_transferred", invoices=usual if rows is None else rows, customer=told, **case)


def test_the_debts_older_than_a_judgment_belong_in_416():
    assert left_in_411() == {"C1"}
    rows = [("F1", "C1", "2025-09-01", "2025-10-01", 900.0), ("F2", "C1", "2025-10-14", "2025-11-30", 70.0)]
    fault = one("doubtful_not_transferred", invoices=rows, customer={"judgment_on": "2025-10-14"})
    assert (fault.kind, fault.amount_at_stake, fault.items) == ("exposure", 900, (("invoices", "F1", 90_000),))
    assert fault.params["since"] == dt.date(2025, 10, 14)


SUED = {"reminder_id": "R1", "customer_id": "C1", "sent_on": ago(181), "level": 5}


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ({"customer": {"judgment_on": "2026-01-05"}}, set()),
        ({"rows": [doubtful()]}, set()),
        ({"rows": [("F1", "C1", "2025-10-14", "2025-11-30", 70.0)]}, set()),
        ({"customer": {}, "reminders": [SUED]}, {"C1"}),
        ({"customer": {}, "reminders": [SUED | {"sent_on": ago(180)}]}, set()),
        ({"customer": {}, "reminders": [SUED | {"level": 4}]}, set()),
        ({"customer": {"kind": "public"}, "reminders": [SUED]}, set()),
    ],
    ids=["judged later", "already moved", "born after it", "in court", "180 days", "a formal notice", "public"],
)
def test_what_belongs_in_416_and_what_does_not(case, expected):
    assert left_in_411(**case) == expected


# --- allowances -----------------------------------------------------------------------------------
def missing(days=181, *entries, customer=None, **columns):
    case = {} if customer is None else {"customer": customer}
    return found("allowance_missing", moved(days), *entries, invoices=[doubtful(**columns)], **case)


def test_a_debt_181_days_in_416_without_allowance_is_a_fault():
    assert missing(181) == {"C1"}
    assert missing(180) == set()
    fault = one("allowance_missing", moved(200), invoices=[doubtful()])
    assert (fault.kind, fault.amount_at_stake, fault.items) == ("loss", 1_000, (("invoices", "D1", 100_000),))


def test_where_the_ledger_does_not_say_since_when_lateness_does():
    bare = (ago(10), {"416000": 1_200, "411000": -1_200}, "OD1")
    assert found("allowance_missing", bare, invoices=[doubtful(days=181)]) == {"C1"}
    assert found("allowance_missing", bare, invoices=[doubtful(days=180)]) == set()


def test_the_allowance_of_another_customer_writes_nothing_down():
    assert missing(200, written_down(100)) == set()
    assert missing(200, written_down(100, "C9")) == {"C1"}
    assert missing(200, written_down(100, "")) == set()  # nobody's allowance may be anybody's


def test_what_the_insurer_would_pay_is_taken_off():
    fault = one("allowance_missing", moved(200), invoices=[doubtful()], customer={"insured_limit": 600.0})
    assert fault.amount_at_stake == 550  # 540 of 1 200 insured: 55 % of 1 000 left
    assert "garantie de l'assureur déduite" in fault.message("fr")
    assert "sans assurance-crédit" in one("allowance_missing", moved(200), invoices=[doubtful()]).message("fr")
    told = {"insured_limit": 5_000.0, "insured_quota": 0.5}
    assert one("allowance_missing", moved(200), invoices=[doubtful()], customer=told).amount_at_stake == 500


def test_an_ordinary_late_invoice_is_not_written_down():
    assert found("allowance_missing", invoices=[doubtful(flag=False)]) == set()


@pytest.mark.parametrize(("held", "expected"), [(1_010, set()), (1_010.01, {"C1"}), (1_200, {"C1"}), (100, set())])
def test_an_allowance_is_without_vat(held, expected):
    assert found("allowance_with_vat", moved(200), written_down(held), invoices=[doubtful()]) == expected


def test_what_is_written_down_too_much_is_the_part_above_the_amount_without_vat():
    fault = one("allowance_with_vat", moved(200), written_down(1_200), invoices=[doubtful()])
    assert (fault.kind, fault.amount_at_stake, fault.customer_id) == ("exposure", 200, "C1")


def test_an_allowance_ten_per_cent_net_of_cover_is_right():
    assert codes(impact(moved(200), written_down(100), invoices=[doubtful()], customer={"insured_limit": 5e3})) == set()


def test_an_allowance_outlives_its_debt_only_by_mistake():
    assert found("allowance_not_reversed", written_down(300)) == {"C1"}
    fault = one("allowance_not_reversed", written_down(300))
    assert (fault.kind, fault.amount_at_stake) == ("exposure", 300)


@pytest.mark.parametrize(
    "near_miss",
    [
        {"entries": [written_down(300), (ago(5), {"491000:C1": 300, "781740": -300}, "OD3")]},
        {"entries": [written_down(300)], "invoices": [doubtful()]},
        {"entries": [written_down(300)], "invoices": [doubtful(flag=False)], "customer": {"judgment_on": ago(10)}},
        {"entries": [written_down(300), moved(200)]},
        {"entries": [written_down(5)]},
        {"entries": [written_down(300, "")]},
    ],
    ids=["reversed", "still doubtful", "frozen", "still in 416", "5 euros", "no customer"],
)
def test_what_only_looks_like_an_allowance_left_behind_is_none(near_miss):
    entries = near_miss.pop("entries")
    assert found("allowance_not_reversed", *entries, **near_miss) == set()


# --- losses ------------------------------------------------------------------------------------------
LIQUIDATED = {"insolvency": "liquidation", "judgment_on": "2025-03-11"}


def lost(lines, customer=None, *more):
    return found(
        "vat_to_recover", (ago(60), lines, "PV1"), *more, customer=LIQUIDATED if customer is None else customer
    )


SET_ASIDE = {"654100": 1_000, "445800": 200, "416000:C1": -1_200}


def test_the_vat_of_a_liquidation_is_to_be_taken_back():
    assert lost(SET_ASIDE) == {"C1"}
    fault = one("vat_to_recover", (ago(60), SET_ASIDE, "PV1"), customer=LIQUIDATED)
    assert (fault.kind, fault.amount_at_stake) == ("cash_late", 200)


def test_where_only_the_net_amount_left_the_account_a_fifth_of_it_is_to_be_taken_back():
    fault = one("vat_to_recover", (ago(60), {"654100": 1_000, "416000:C1": -1_000}, "PV1"), customer=LIQUIDATED)
    assert fault.amount_at_stake == 200


@pytest.mark.parametrize(
    ("lines", "customer"),
    [
        ({"654100": 1_000, "445710": 200, "416000:C1": -1_200}, LIQUIDATED),
        (SET_ASIDE, LIQUIDATED | {"insolvency": "redressement"}),
        (SET_ASIDE, {}),
        ({"654100": 1_000, "416000:C1": -1_000}, LIQUIDATED | {"vat_regime": "reverse_charge"}),
    ],
    ids=["taken back", "another procedure", "no procedure", "no VAT was charged"],
)
def test_what_only_looks_like_vat_to_take_back_is_none(lines, customer):
    assert lost(lines, customer) == set()


def uninsured(*more, lines=None, **customer):
    told = {"insured_limit": 500.0} | customer
    return found("insured_loss_not_claimed", (ago(60), lines or SET_ASIDE, "PV1"), *more, customer=told)


def test_an_insured_loss_without_an_indemnity_is_to_be_claimed():
    assert uninsured() == {"C1"}
    fault = one("insured_loss_not_claimed", (ago(60), SET_ASIDE, "PV1"), customer={"insured_limit": 500.0})
    assert (fault.kind, fault.amount_at_stake) == ("loss", 450)
    told = {"insured_limit": 5_000.0, "insured_quota": 0.8}
    assert one("insured_loss_not_claimed", (ago(60), SET_ASIDE, "PV1"), customer=told).amount_at_stake == 960


@pytest.mark.parametrize("account", ["791000", "758700"])
def test_an_indemnity_booked_for_the_customer_is_a_claim_made(account):
    assert uninsured((ago(5), {"512000": 450, f"{account}:C1": -450}, "IND")) == set()
    assert uninsured((ago(5), {"512000": 450, f"{account}:C9": -450}, "IND")) == {"C1"}


def test_nothing_is_claimed_where_nothing_is_insured_or_lost():
    assert uninsured(insured_limit=0.0) == set()
    assert uninsured(lines={"625100": 1_200, "512000": -1_200}) == set()


def test_what_was_written_off_is_told_by_customer():
    told = impact((ago(60), SET_ASIDE, "PV1")).tables["written_off"].iloc[0]
    assert told[["customer_id", "cleared", "written_off_net", "vat_back"]].tolist() == ["C1", 1_200, 1_000, 0]


# --- write-offs without a document ------------------------------------------------------------------------
def written_off(account="411000", document="", day=60, amount=50.0):
    lines = {"654000": amount, "445710": amount / 5, f"{account}:C9": -amount * 1.2}
    return found("write_off_without_trace", (ago(day), lines, document))


def test_a_loss_booked_straight_from_411_without_a_document_is_a_fault():
    assert written_off() == {"E2"}
    assert written_off(document="-") == {"E2"}
    fault = one("write_off_without_trace", (ago(60), {"654000": 50, "445710": 10, "411000:C9": -60}, ""))
    assert (fault.kind, fault.amount_at_stake, fault.customer_id) == ("exposure", 60, "C9")


@pytest.mark.parametrize(
    "near_miss",
    [{"document": "PV-12"}, {"account": "416000"}, {"day": -5}, {"amount": 4.0}],
    ids=["with a document", "from doubtful customers", "after the date", "below 5 euros"],
)
def test_what_only_looks_like_a_loss_without_trace_is_none(near_miss):
    assert written_off(**near_miss) == set()


# --- cut-off ----------------------------------------------------------------------------------------------
def delivery(key="L1", **columns):
    usual = {"customer_id": "C9", "delivered_on": ago(20), "amount": 600.0, "amount_excl_vat": 500.0, "kind": "shipped"}
    return {"delivery_id": key, "order_id": None, "invoice_id": None} | usual | columns


def accrued(reference, amount=600):
    return (ago(0), {"418100": amount, "707000": -amount / 1.2, "445870": -amount / 6}, reference)


def accruals(*entries, deliveries=None, **case):
    return found("accrual_missing", *entries, deliveries=deliveries or [delivery()], **case)


def test_a_delivery_not_invoiced_at_the_closing_is_to_be_accrued():
    assert accruals() == {"L1"}
    fault = one("accrual_missing", deliveries=[delivery()])
    assert (fault.kind, fault.amount_at_stake, fault.customer_id) == ("exposure", 500, "C9")
    assert one("accrual_missing", deliveries=[delivery(amount_excl_vat=None)]).amount_at_stake == 500


def test_each_delivery_has_its_own_accrual():
    both = [delivery(), delivery("L2", amount=1_200.0)]
    assert accruals(accrued("L1"), deliveries=both) == {"L2"}
    assert accruals(accrued("L1"), accrued("L2", 1_200), deliveries=both) == set()


@pytest.mark.parametrize(
    ("entries", "case"),
    [
        ([accrued("FAE DECEMBRE")], {}),
        ([], {"deliveries": [delivery(kind="free")]}),
        ([], {"deliveries": [delivery(invoice_id="F9")]}),
        ([], {"deliveries": [delivery(delivered_on="2026-01-02")]}),
        ([], {"as_of": "2025-12-30"}),
    ],
    ids=["one accrual for all", "free", "invoiced", "after the date", "not at the closing"],
)
def test_what_only_looks_like_a_missing_accrual_is_none(entries, case):
    assert accruals(*entries, **case) == set()


# --- the figure of what is at risk ---------------------------------------------------------------------------
def test_customers_under_a_judgment_count_among_what_is_not_written_down_less_goods_to_reclaim():
    rows = [("F1", "C1", "2025-09-01", "2025-10-01", 1_200.0, {"vat": 200.0})]
    known = {"judgment_on": "2025-10-14", "published_on": "2025-10-22"}
    held = [delivery(customer_id="C1", invoice_id="F9", in_kind=600.0)]
    assert value(impact(invoices=rows, customer=known), "not_written_down") == 1_000
    assert value(impact(invoices=rows, customer=known, deliveries=held), "not_written_down") == 500
    late = known | {"published_on": "2025-09-22"}  # three months: goods can no longer be claimed
    assert value(impact(invoices=rows, customer=late, deliveries=held), "not_written_down") == 1_000
    assert value(impact(invoices=rows, customer={"judgment_on": None}), "not_written_down") == Decimal(0)


# --- near-misses ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("columns", "customer"),
    [({}, {"kind": "public"}), ({"retention_amount": 60.0, "retention_due": "2026-06-30"}, {})],
    ids=["a public debt 200 days old", "retention"],
)
def test_what_is_late_or_retained_is_not_doubtful(columns, customer):
    row = ("F1", "C1", ago(230), ago(200), 60.0, columns)
    assert codes(impact(invoices=[row], customer=customer)) == set()
