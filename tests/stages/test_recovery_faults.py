"""Stage 8: reminders, disputes, insolvencies and insurers' dates; each fault beside its near-miss."""

import datetime as dt

import pytest

from cashkit.stages.door import review
from tests.stages.book import AS_OF, book, codes, said, value

DAY = dt.date.fromisoformat(AS_OF)


def recovery(*args, **tables):
    return review("recovery", book(*args, **tables), as_of=AS_OF)


def found(code, *args, **tables):
    """Return the keys of the findings of a code."""
    return {key for one, key in codes(recovery(*args, **tables)) if one == code}


def one(code, *args, **tables):
    """Return the one finding of a code, after checking that it speaks both languages."""
    made = recovery(*args, **tables)
    assert said(made)
    (fault,) = [fault for fault in made.finding_records if fault.code == code]
    return fault


def ago(days):
    return str(DAY - dt.timedelta(days=days))


def late(key, days, amount, customer="C1", **columns):
    """Return an invoice that is so many days late on 31 December 2025."""
    return (key, customer, ago(days + 30), ago(days), amount, columns)


def customer(**columns):
    return [{"customer_id": "C1", "name": "Atelier"} | columns]


def reminder(days, level=1, key="R1", **columns):
    return {"reminder_id": key, "customer_id": "C1", "invoice_id": None, "sent_on": ago(days), "level": level} | columns


def dispute(opened, *, closed=None, key="L1", invoice="F1", **columns):
    closed_on = None if closed is None else ago(closed)
    usual = {"reason": "price", "amount": 400.0, "owner": "ADV", "outcome": None}
    return (
        {"dispute_id": key, "invoice_id": invoice, "opened_on": ago(opened), "closed_on": closed_on} | usual | columns
    )


# --- never reminded ----------------------------------------------------------------------
OTHERS = [reminder(300, key="R-other", customer_id="C9")]


def unreminded(days=31, amount=500.01, *, reminders=(), **tables):
    row = late("F1", days, amount, **tables.pop("row", {}))
    return found("overdue_never_reminded", [row], reminders=[*OTHERS, *reminders], **tables)


def test_an_invoice_31_days_late_that_nobody_ever_chased_is_a_fault():
    assert unreminded() == {"F1"}
    fault = one("overdue_never_reminded", [late("F1", 40, 900.0)], reminders=OTHERS)
    assert (fault.kind, fault.amount_at_stake, fault.items) == ("cash_late", 900, (("invoices", "F1", 90_000),))


@pytest.mark.parametrize(
    "near_miss",
    [
        {"days": 30},
        {"amount": 500.0},
        {"reminders": [reminder(60, invoice_id="F1")]},
        {"reminders": [reminder(30)]},
        {"disputes": [dispute(20)]},
        {"customers": customer(kind="public")},
        {"customers": customer(kind="hospital")},
        {"customers": customer(kind="intra_group")},
        {"customers": customer(segment="public")},
        {"customers": customer(judgment_on=ago(10))},
        {"row": {"financed": "factor"}},
        {"row": {"doubtful": True}},
        {"row": {"retention_amount": 500.01, "retention_due": ago(31)}},
    ],
    ids=[
        "30 days", "500 euros", "before the due date", "a statement since", "disputed", "public", "hospital", "sister",
        "public by segment", "frozen", "factored", "doubtful", "retention past its release",
    ],
)  # fmt: skip
def test_what_only_looks_never_reminded_is_not(near_miss):
    assert unreminded(**near_miss) == set()


def test_a_statement_before_the_due_date_or_of_another_invoice_reminds_of_nothing():
    assert unreminded(reminders=[reminder(31)]) == {"F1"}
    assert unreminded(reminders=[reminder(20, invoice_id="F2")]) == {"F1"}


def test_what_arose_after_the_judgment_is_due_like_any_debt():
    assert unreminded(customers=customer(judgment_on=ago(61))) == {"F1"}


def test_without_a_table_of_reminders_nobody_is_blamed():
    assert found("overdue_never_reminded", [late("F1", 60, 900.0)]) == set()


def test_an_invoice_that_a_receipt_pays_by_its_amount_is_to_be_matched_not_chased():
    assert (
        found("overdue_never_reminded", [late("F1", 60, 900.0)], [("P1", "C1", ago(5), 900.0)], reminders=OTHERS)
        == set()
    )


# --- reminders on disputes --------------------------------------------------------------------
def on_dispute(sent=10, level=2, **columns):
    disputes = [dispute(columns.pop("opened", 11), closed=columns.pop("closed", None))]
    sent_one = reminder(sent, level, invoice_id=columns.pop("invoice", "F1"))
    return found("reminder_on_disputed_item", [late("F1", 60, 900.0)], reminders=[sent_one], disputes=disputes)


def test_a_firm_reminder_while_a_dispute_is_open_is_a_fault():
    assert on_dispute() == {"R1"}
    assert on_dispute(closed=9) == {"R1"}
    disputes, reminders = [dispute(11)], [reminder(10, 3, invoice_id="F1")]
    fault = one("reminder_on_disputed_item", [late("F1", 60, 900.0)], reminders=reminders, disputes=disputes)
    assert (fault.kind, fault.amount_at_stake, fault.customer_id) == ("exposure", 400, "C1")


@pytest.mark.parametrize(
    "near_miss",
    [{"level": 1}, {"opened": 10}, {"closed": 10}, {"closed": 11}, {"invoice": None}, {"invoice": "F2"}],
    ids=["courteous", "opened that day", "closed that day", "closed the day before", "a statement", "another invoice"],
)
def test_what_only_looks_like_a_reminder_on_a_dispute_is_none(near_miss):
    assert on_dispute(**near_miss) == set()


def test_only_the_reminders_of_the_last_twelve_months_are_told():
    assert on_dispute(sent=364, opened=400) == {"R1"}
    assert on_dispute(sent=365, opened=400) == set()


# --- formal notice ------------------------------------------------------------------------------
def notice(sent=31, *, more=(), payments=(), rows=(), **tables):
    reminders = [reminder(sent, 3), *more]
    return found("formal_notice_due", [late("F1", 60, 900.0), *rows], payments, reminders=reminders, **tables)


def test_level_3_of_31_days_ago_without_an_answer_calls_for_a_formal_notice():
    assert notice() == {"C1"}
    rows = [late("F1", 60, 900.0), late("F2", 1, 50.0), late("F3", 0, 70.0)]
    fault = one("formal_notice_due", rows, reminders=[reminder(60, 2), reminder(31, 3, "R2")])
    assert (fault.kind, fault.amount_at_stake) == ("loss", 950)


@pytest.mark.parametrize(
    "near_miss",
    [
        {"sent": 30},
        {"more": [reminder(20, 4, "R2")]},
        {"more": [reminder(20, 2, "R2")]},
        {"payments": [("P1", "C1", ago(30), 20.0)]},
        {"customers": customer(kind="hospital")},
        {"customers": customer(judgment_on=ago(10))},
        {"customers": customer(status="insolvency")},
        {"disputes": [dispute(20, amount=None)]},
    ],
    ids=["30 days", "level 4 since", "level 2 since", "a payment since", "hospital", "judged", "insolvent", "disputed"],
)
def test_what_only_looks_like_a_notice_due_is_none(near_miss):
    assert notice(**near_miss) == set()


def test_of_two_reminders_on_one_day_the_firmer_counts():
    assert notice(more=[reminder(31, 2, "R2")]) == {"C1"}


def test_a_payment_before_the_reminder_is_no_answer():
    assert notice(payments=[("P1", "C1", ago(31), 20.0)]) == {"C1"}


# --- disputes -----------------------------------------------------------------------------------
def orphan(opened=31, **columns):
    other = dispute(5, key="L9", owner="ADV")
    made = dispute(opened, **({"owner": None} | columns))
    return found("dispute_without_owner", [late("F1", 60, 900.0)], disputes=[made, other])


def test_a_dispute_of_31_days_that_belongs_to_nobody_is_a_fault():
    assert orphan() == {"L1"}
    assert orphan(owner="  ") == {"L1"}
    made = [dispute(31, owner=None), dispute(5, key="L9")]
    fault = one("dispute_without_owner", [late("F1", 60, 900.0)], disputes=made, customers=customer())
    assert (fault.kind, fault.amount_at_stake, fault.customer_id) == ("cash_late", 400, "C1")
    assert fault.items == (("invoices", "F1", 40_000),)


@pytest.mark.parametrize(
    "near_miss", [{"opened": 30}, {"closed": 1}, {"owner": "ADV"}], ids=["30 days", "closed", "owned"]
)
def test_what_only_looks_like_an_orphan_is_none(near_miss):
    assert orphan(**near_miss) == set()


def test_where_no_owner_is_ever_recorded_nobody_is_blamed():
    assert found("dispute_without_owner", [late("F1", 60, 900.0)], disputes=[dispute(50, owner=None)]) == set()


def timed(after, *, outcomes=None, opened_now=1):
    """Return the faults of a customer whose disputes came so many days after the due dates of 100, 101 ... days ago."""
    rows = [late(f"F{n}", 100 + n, 500.0) for n in range(len(after))]
    made = [
        dispute(
            100 + n - days, key=f"L{n}", invoice=f"F{n}", closed=None if n < opened_now else 50,
            outcome=(outcomes or {}).get(n, "rejected"),
        )
        for n, days in enumerate(after)
    ]  # fmt: skip
    return rows, {"disputes": made}


def excuses(*after, **case):
    rows, tables = timed(after, **case)
    return found("disputes_after_due_date", rows, **tables)


def test_disputes_that_come_when_payment_is_due_are_a_fault():
    assert excuses(1, 5, 10, 3, -20, -5, 2, 4) == {"C1"}  # 6 of 8: three quarters
    rows, tables = timed((1, 5, 10, 3, 2), opened_now=2)
    fault = one("disputes_after_due_date", rows, **tables)
    assert (fault.kind, fault.amount_at_stake) == ("cash_late", 800)


@pytest.mark.parametrize(
    ("after", "case"),
    [
        ((1, 2, 3, 4), {}),
        ((1, 5, 10, 3, -20, -5, 2, -1), {}),
        ((0, 5, 10, 3, 2), {"outcomes": {4: "granted"}}),
        ((11, 12, 10, 3, 2), {}),
    ],
    ids=["four", "5 of 8", "one granted", "later than 10 days"],
)
def test_what_only_looks_like_an_excuse_is_none(after, case):
    assert excuses(*after, **case) == set()


def test_a_dispute_on_the_due_date_is_not_after_it():
    assert excuses(0, 5, 10, 3) == set()
    assert excuses(0, 5, 10, 3, 2) == {"C1"}  # 4 of 5


def test_the_pareto_counts_the_disputes_of_the_year_by_reason():
    made = [
        dispute(20, key="L1", closed=10), dispute(40, key="L2", closed=10, outcome="granted"),
        dispute(400, key="L0", closed=390), dispute(20, key="L3", reason="quality", owner=None, amount=900.0),
        dispute(61, key="L4", closed=31),
    ]  # fmt: skip
    review_made = recovery([late("F1", 60, 900.0)], disputes=made)
    told = review_made.tables["disputes_pareto"].set_index("reason")
    assert told["count"].to_dict() == {"price": 3, "quality": 1}
    assert told.loc["price", ["share", "cumulated_share", "amount", "median_days", "owner"]].tolist() == [
        0.75, 0.75, 1200, 30, "ADV",
    ]  # fmt: skip
    assert told.loc["price", ["before_due", "granted_share", "still_disputed"]].tolist() == [
        pytest.approx(1 / 3), pytest.approx(1 / 3), 0,
    ]  # fmt: skip
    assert told.loc["quality", "still_disputed"] == 900
    assert value(review_made, "disputes_of_the_year") == 4
    assert value(review_made, "disputes_before_due") == 0.25
    assert (value(review_made, "disputes_open"), value(review_made, "dispute_median_days")) == (900, 30)


def test_the_disputed_overdue_is_at_most_what_the_dispute_names():
    rows = [late("F1", 60, 900.0), late("F2", 60, 300.0), late("F3", 0, 100.0)]
    made = [dispute(20), dispute(20, key="L2", invoice="F2", amount=None), dispute(20, key="L3", invoice="F3")]
    assert value(recovery(rows, disputes=made), "disputed_overdue") == 700


# --- insolvency and insurance -----------------------------------------------------------------------
def undeclared(published="2025-07-01", rows=(("F1", "C1", "2025-05-01", "2025-06-01", 900.0),), **columns):
    known = {"judgment_on": "2025-06-20", "published_on": published, "claim_declared_on": None} | columns
    return found("claim_not_declared", list(rows), customers=customer(**known))


def test_a_claim_not_declared_within_six_months_of_the_publication_is_a_fault():
    assert undeclared("2025-06-30") == set()  # 30 December: the relief can no longer be asked for
    assert undeclared("2025-07-01") == {"C1"}
    assert undeclared("2025-12-31") == {"C1"}
    assert undeclared("2026-01-01") == set()


@pytest.mark.parametrize(
    "near_miss",
    [
        {"claim_declared_on": "2025-08-01"},
        {"judgment_on": "2025-05-01"},
        {"rows": [("F1", "C1", "2025-05-01", "2025-06-01", -900.0)]},
    ],
    ids=["declared", "nothing older than the judgment", "a credit note"],
)
def test_what_only_looks_like_a_claim_not_declared_is_none(near_miss):
    assert undeclared(**near_miss) == set()


def test_only_the_debts_older_than_the_judgment_are_declared_and_both_last_days_are_told():
    rows = [("F1", "C1", "2025-05-01", "2025-06-01", 900.0), ("F2", "C1", "2025-06-20", "2025-07-20", 70.0)]
    known = customer(judgment_on="2025-06-20", published_on="2025-10-22", claim_declared_on=None)
    fault = one("claim_not_declared", rows, customers=known)
    assert (fault.kind, fault.amount_at_stake, fault.items) == ("loss", 900, (("invoices", "F1", 90_000),))
    assert (fault.params["last"], fault.params["relief"]) == (dt.date(2025, 12, 22), dt.date(2026, 4, 22))


def unnotified(days=61, rows=(), **columns):
    known = customer(**({"insured_limit": 50_000.0, "insurer_notice_on": None} | columns))
    return found("insurer_notice_due", [late("F1", days, 900.0), *rows], customers=known)


def test_an_insured_overdue_beyond_the_delay_and_not_notified_is_a_fault():
    assert unnotified() == {"C1"}
    assert unnotified(insurer_notice_on=ago(62)) == {"C1"}
    known = customer(insured_limit=50_000.0)
    fault = one("insurer_notice_due", [late("F1", 61, 900.0), late("F2", 60, 70.0)], customers=known)
    assert (fault.kind, fault.amount_at_stake) == ("loss", 900)


@pytest.mark.parametrize(
    "near_miss",
    [
        {"days": 60},
        {"insurer_notice_on": ago(61)},
        {"insured_limit": 0.0},
        {"status": "closed"},
        {"judgment_on": ago(1)},
    ],
    ids=["60 days", "notified", "not insured", "closed", "judged"],
)
def test_what_only_looks_like_a_notice_to_the_insurer_is_none(near_miss):
    assert unnotified(**near_miss) == set()


def test_a_notice_before_a_new_overdue_covers_the_old_one_only_while_it_is_the_oldest():
    assert unnotified(rows=[late("F0", 90, 10.0)], insurer_notice_on=ago(80)) == set()


# --- limitation interrupted ---------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("due", "columns", "kind", "expected"),
    [
        ("2021-03-26", {}, "company", {"F1"}),
        ("2021-03-26", {"interrupted_on": "2024-05-01"}, "company", set()),
        ("2019-03-26", {"interrupted_on": "2021-03-26"}, "company", {"F1"}),
        ("2021-03-26", {"interrupted_on": "2026-02-01"}, "company", {"F1"}),
        ("2021-11-15", {}, "public", {"F1"}),
        ("2021-11-15", {"interrupted_on": "2024-03-10"}, "public", set()),
        ("2024-03-01", {}, "private", {"F1"}),
    ],
)
def test_the_term_starts_again_with_the_act_that_interrupts_it(due, columns, kind, expected):
    row = ("F1", "C1", "2019-01-01", due, 7_200.0, {"kind": "opening", "interrupted_on": None} | columns)
    assert found("limitation_near", [row], customers=customer(kind=kind)) == expected


# --- the work list -----------------------------------------------------------------------------------
def step(row, **columns):
    told = recovery([row], customers=customer(**columns)).tables["work_list"]
    return None if told.empty else told["next_step"].item()


@pytest.mark.parametrize(
    ("days", "expected"),
    [(29, "public_officer"), (30, "public_accountant"), (59, "public_accountant"), (60, "public_prefect")],
)
def test_a_public_debtor_has_its_own_route(days, expected):
    assert step(late("F1", days, 900.0), kind="public") == expected
    assert step(late("F1", days, 900.0), kind="hospital") == expected


@pytest.mark.parametrize(
    ("row", "columns", "expected"),
    [
        (late("F1", 60, 900.0, financed="factor"), {}, None),
        (late("F1", 60, 900.0), {"judgment_on": ago(10)}, "procedure"),
        (late("F1", 60, 900.0, retention_amount=900.0, retention_due="2026-06-30"), {}, None),
        (late("F1", 60, 900.0), {"kind": "intra_group"}, None),
    ],
    ids=["factored", "frozen", "retained", "sister company"],
)
def test_what_may_not_be_chased_is_not_in_the_chase(row, columns, expected):
    assert step(row, **columns) == expected


def test_overdue_by_segment_adds_up_to_the_overdue():
    rows = [late("F1", 60, 600.0), late("F2", 5, 200.0, "C2"), late("F3", 0, 200.0, "C2")]
    known = [
        {"customer_id": "C1", "name": "A", "segment": "builders"},
        {"customer_id": "C2", "name": "B", "segment": None},
    ]
    made = recovery(rows, customers=known)
    told = made.tables["overdue_by_segment"].set_index("segment")
    assert told["overdue"].to_dict() == {"builders": 600, "": 200}
    assert told.loc["builders", ["share", "overdue_rate", "customers"]].tolist() == [0.75, 1, 1]
    assert told["overdue"].sum() == value(made, "overdue")


@pytest.mark.parametrize(("amount", "expected"), [(149.99, "statement"), (150.0, "formal_notice")])
def test_small_amounts_are_grouped_in_one_statement(amount, expected):
    assert step(late("F1", 60, amount)) == expected
