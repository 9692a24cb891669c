"""The statements of account that reminders are made of: which items, which credits, what lateness adds, to the cent."""

import datetime as dt
from decimal import Decimal

import pytest

from cashkit.measures.claims import claims
from cashkit.stages.statement_of_account import RETENTION, WRITTEN
from cashkit.stages.statements_due import statements_due
from cashkit.stages.work_list import work_list
from tests.stages.book import AS_OF, book

DAY = dt.date.fromisoformat(AS_OF)


def late(key, days, amount, customer="C1", **columns):
    due = DAY - dt.timedelta(days=days)
    return (key, customer, str(due - dt.timedelta(days=30)), str(due), amount, columns)


def due(rows, payments=(), day=DAY, **tables):
    return statements_due(book(rows, payments, **tables), day)


def only(rows, payments=(), **tables):
    (one,) = due(rows, payments, **tables)
    return one


def test_a_customer_gets_one_statement_with_all_that_is_overdue():
    one = only([late("F2", 6, 200), late("F1", 20, 1_000), late("F3", -20, 70)])
    assert [line.item for line in one.owed] == ["F1", "F2"]
    assert (one.step, one.balance, one.oldest) == ("level_2", Decimal("1200.00"), 20)


def test_the_balance_is_what_the_work_list_says_to_chase():
    rows = [
        late("F1", 20, 1_000.01),
        late("F2", 50, 333.33, "C2"),
        late("F3", 6, 5_000, "C3"),
        late("F4", -3, 800, "C4"),
    ]
    dossier = book(rows, [("P1", "C3", "2025-05-01", 123.45)])
    work = work_list(dossier, claims(dossier, as_of=AS_OF), DAY).set_index("customer_id")
    found = {one.debtor.customer_id: one for one in statements_due(dossier, DAY)}
    assert {key: float(one.balance) for key, one in found.items()} == {
        key: work.loc[key, "due_soon" if key == "C4" else "to_chase"] for key in ("C1", "C2", "C3", "C4")
    }


@pytest.mark.parametrize(
    "columns",
    [{"account": "411700"}, {"financed": "factor"}, {"account": "416000"}],
    ids=["retention", "factor", "416"],
)
def test_retained_factored_and_doubtful_items_are_left_out(columns):
    one = only([late("F1", 20, 1_000), late("F2", 90, 500, **columns)])
    assert [line.item for line in one.owed] == ["F1"]


def test_retention_money_released_is_asked_for_by_its_name():
    kept = {"retention_amount": 50, "retention_due": str(DAY - dt.timedelta(days=20))}
    rows = [late("F1", 20, 1_000), late("F2", 400, 1_000, **kept)]
    one = only(rows, [("P1", "C1", "2024-12-31", 950)], allocations=[("P1", "F2", 950, "2024-12-31")])
    assert [(line.item, line.kind, line.days_late) for line in one.owed] == [
        ("F2", RETENTION, 20),
        ("F1", "invoice", 20),
    ]


def test_disputed_items_are_left_out_and_their_customer_is_told_apart():
    disputes = [{"dispute_id": "D1", "invoice_id": "F2", "opened_on": "2025-12-20"}]
    one = only([late("F1", 20, 1_000), late("F2", 90, 500)], disputes=disputes)
    assert ([line.item for line in one.owed], one.disputed, one.lever.invoices) == (["F1"], True, 1)


def test_credits_are_shown_taken_off_and_leave_interest_uncounted():
    one = only([late("F1", 20, 1_000)], [("P1", "C1", "2025-05-01", 400)])
    assert ([line.open_amount for line in one.credits], one.balance) == ([Decimal("-400.00")], Decimal("600.00"))
    assert (one.lever, one.total) == (None, one.balance)


def test_what_is_promised_waits_and_the_rest_is_asked_for():
    made = [
        {"promise_id": "E1", "invoice_id": "F1", "made_on": "2025-12-20", "promised_on": "2026-01-10", "amount": 400},
        {"promise_id": "E2", "invoice_id": "F2", "made_on": "2025-12-20", "promised_on": "2026-01-10", "amount": 300},
    ]
    one = only([late("F1", 20, 1_000), late("F2", 6, 300)], promises=made)
    assert ([line.item for line in one.owed], one.promised, one.balance) == (["F1"], Decimal(400), Decimal(600))
    assert one.lever.interest == only([late("F1", 20, 600)]).lever.interest


def test_interest_matches_the_published_example_counted_as_our_rule_says():
    """10 000 €, due 1 May 2026, to 1 September 2026: 60 d at 12.15 % and 63 d at 12.40 %, and 40 € (law D441-5)."""
    rows = [("F1", "C1", "2026-04-01", "2026-05-01", 10_000), ("F2", "C2", "2026-09-01", "2026-12-01", 1)]
    (one,) = due(rows, day=dt.date(2026, 9, 1))
    assert (one.lever.interest, one.lever.indemnity, one.total) == (
        Decimal("413.75"), Decimal("40.00"), Decimal("10453.75")
    )  # fmt: skip
    assert [(half.name, half.rate) for half in one.lever.halves] == [("2026-S1", 0.1215), ("2026-S2", 0.124)]
    assert sum(half.interest for half in one.lever.halves) == one.lever.interest


def test_a_first_reminder_names_no_interest():
    assert only([late("F1", 6, 1_000)]).lever is None
    assert only([late("F1", 15, 1_000)]).lever is not None


def test_nobody_is_written_to_about_what_the_counter_takes_in():
    customers = [{"customer_id": "C1", "name": "Recette CB", "kind": "counter"}]
    assert due([late("F1", 20, 1_000)], customers=customers) == ()


@pytest.mark.parametrize("columns", [{"kind": "private"}, {"judgment_on": "2025-10-01"}])
def test_no_interest_of_professionals_from_persons_nor_after_a_judgment(columns):
    customers = [{"customer_id": "C1", "name": "Un"} | columns]
    one = only([late("F1", 20, 1_000)], customers=customers)
    assert (one.step, one.lever) == ("level_2", None)


@pytest.mark.parametrize("columns", [{"kind": "public"}, {"kind": "intra_group"}])
def test_public_bodies_and_sister_companies_get_no_letter(columns):
    assert due([late("F1", 20, 1_000)], customers=[{"customer_id": "C1", "name": "Un"} | columns]) == ()


def test_a_rate_that_is_not_known_is_told():
    rows = [("F1", "C1", "2039-04-01", "2039-05-01", 10_000), ("F2", "C2", "2039-05-31", "2039-09-01", 1)]
    (one,) = due(rows, day=dt.date(2039, 5, 31))
    assert one.lever.known_until is not None
    assert only([late("F1", 20, 1_000)]).lever.known_until is None


def test_before_the_due_date_only_what_falls_due_soon_is_named():
    one = only([late("F1", 0, 1_000), late("F2", -10, 70), late("F3", -11, 5)], [("P1", "C1", "2025-05-01", 1)])
    assert ([line.item for line in one.owed], one.credits, one.balance) == (["F1", "F2"], (), Decimal(1_070))


def test_particulars_are_those_of_the_customer_and_nothing_is_invented():
    customer = {"customer_id": "C1", "name": "Un", "address": "1 rue A", "postcode": "84000", "city": "Avignon"}
    one = only([late("F1", 20, 1_000)], customers=[customer | {"country": "BE", "email": None, "ap_contact": "Mme R"}])
    assert one.debtor.address == ("1 rue A", "84000 Avignon", "BELGIQUE")
    assert (one.debtor.email, one.debtor.contact) == ("", "Mme R")
    assert only([late("F1", 20, 1_000)]).debtor.address == ()


def test_only_steps_that_are_written_make_a_statement():
    reminders = [
        {"reminder_id": "R1", "customer_id": "C1", "level": 2, "sent_on": "2025-12-20", "channel": "email"},
    ]
    assert due([late("F1", 40, 1_000)], reminders=reminders) == (), "a call comes first"
    steps = [one.step for one in due([late(f"F{n}", n, 1_000, f"C{n}") for n in (1, 6, 20, 35, 50, 70)])]
    assert set(steps) <= set(WRITTEN)
