"""Whom to chase, why, in what order: one step for each customer."""

import datetime as dt

import pytest

from cashkit.ground import language
from cashkit.measures.claims import claims
from cashkit.stages.dunning import PLAN, DunningPlan
from cashkit.stages.work_list import work_list
from tests.stages.book import AS_OF, book

DAY = dt.date.fromisoformat(AS_OF)


def late(key, days, amount, customer="C1", **columns):
    due = DAY - dt.timedelta(days=days)
    return (key, customer, str(due - dt.timedelta(days=30)), str(due), amount, columns)


def work(rows, payments=(), plan=PLAN, **tables):
    dossier = book(rows, payments, **tables)
    return work_list(dossier, claims(dossier, as_of=AS_OF), DAY, plan)


def step(rows, payments=(), **tables):
    """Return (next step, reason) of the only customer, None when there is nothing to do."""
    found = work(rows, payments, **tables)
    return None if found.empty else (found["next_step"].item(), found["reason"].item())


def reminded(*levels, on="2025-12-20"):
    return [{"reminder_id": f"R{n}", "customer_id": "C1", "level": n, "sent_on": on} for n in levels]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (1, "wait"), (4, "wait"), (5, "level_1"), (14, "level_1"), (15, "level_2"), (29, "level_2"),
        (30, "level_3"), (44, "level_3"), (45, "formal_notice"), (59, "formal_notice"),
    ],
)  # fmt: skip
def test_the_step_follows_the_age_of_the_oldest_item(days, expected):
    assert step([late("F1", days, 1_000), late("F2", 1, 50)])[0] == expected


def test_no_legal_step_without_knowing_that_the_notice_was_sent():
    assert step([late("F1", 200, 1_000)]) == ("formal_notice", "by_age_old")
    assert step([late("F1", 200, 1_000)], reminders=reminded(4)) == ("legal", "after_last_step")


@pytest.mark.parametrize(
    ("levels", "expected"),
    [((), "level_1"), ((1,), "level_2"), ((1, 2), "level_3"), ((1, 2, 3), "formal_notice"), ((0,), "level_1")],
)
def test_no_step_is_skipped_where_the_reminders_are_known(levels, expected):
    other = [{"reminder_id": "R-other", "customer_id": "C2", "level": 5, "sent_on": "2025-12-20"}]
    assert step([late("F1", 200, 1_000)], reminders=[*reminded(*levels), *other])[0] == expected


@pytest.mark.parametrize("on", ["2026-01-01", "2025-06-14"], ids=["after the date", "before the due date"])
def test_a_reminder_of_another_time_does_not_count(on):
    assert step([late("F1", 200, 1_000)], reminders=reminded(3, on=on)) == ("level_1", "never_reminded")


def test_credits_that_cover_half_of_the_overdue_are_matched_before_any_reminder():
    later = [("P1", "C1", "2025-05-01", 500)]  # older than the invoice: it settles nothing by itself
    assert step([late("F1", 20, 1_000)], later) == ("match", "credits_cover")
    assert step([late("F1", 20, 1_000)], [("P1", "C1", "2025-05-01", 499)]) == ("level_2", "match_part")


def test_a_credit_is_taken_off_what_is_chased():
    found = work([late("F1", 20, 1_000)], [("P1", "C1", "2025-05-01", 400)])
    assert found[["overdue", "unapplied", "to_chase"]].to_numpy().tolist() == [[1_000, 400, 600]]


@pytest.mark.parametrize(
    ("amount", "expected"), [(150, "level_2"), (149.99, "statement"), (5, "statement"), (4.99, None)]
)
def test_small_amounts_are_grouped_and_tiny_ones_left_alone(amount, expected):
    found = step([late("F1", 20, amount)])
    assert (found and found[0]) == expected


@pytest.mark.parametrize(("days", "expected"), [(0, "before_due"), (-10, "before_due"), (-11, None)])
def test_ten_days_before_the_due_date_one_makes_sure_that_nothing_stands_against_payment(days, expected):
    found = step([late("F1", days, 1_000)])
    assert (found and found[0]) == expected


def test_a_small_invoice_is_no_matter_before_its_due_date():
    assert step([late("F1", -5, 149)]) is None


def test_what_is_disputed_goes_to_its_owner_and_the_rest_is_chased():
    disputes = [{"dispute_id": "D1", "invoice_id": "F1", "opened_on": "2025-12-20"}]
    assert step([late("F1", 20, 1_000)], disputes=disputes) == ("dispute", "owner_to_answer")
    found = work([late("F1", 20, 1_000), late("F2", 20, 400)], disputes=disputes)
    assert found[["next_step", "to_chase", "items"]].to_numpy().tolist() == [["level_2", 400, 1]]


@pytest.mark.parametrize("columns", [{"account": "411700"}, {"financed": "factor"}], ids=["retention", "factored"])
def test_retention_and_factored_invoices_are_never_chased(columns):
    assert step([late("F1", 200, 1_000, **columns)]) is None


def test_doubtful_and_insolvent_customers_follow_their_procedure():
    assert step([late("F1", 200, 1_000, account="416000")]) == ("procedure", "in_procedure")
    judged = [{"customer_id": "C1", "name": "Atelier", "judgment_on": "2025-12-01"}]
    assert step([late("F1", 200, 1_000)], customers=judged) == ("procedure", "in_procedure")


def test_items_without_a_customer_are_to_be_identified():
    assert step([("F1", None, "2025-10-01", "2025-10-31", 500)]) == ("identify", "no_customer")


def test_matching_comes_first_then_the_largest_amount_to_chase():
    rows = [
        late("F1", 20, 300, "C1"), late("F2", 90, 900, "C2"), late("F3", 20, 100, "C3"),
        late("F4", -5, 5_000, "C4"), late("F5", 20, 400, "C5"), late("F6", 2, 7_000, "C6"),
    ]  # fmt: skip
    found = work(rows, [("P5", "C5", "2025-05-01", 399)])
    assert found["customer_id"].tolist() == ["C5", "C2", "C1", "C3", "C4", "C6"]
    assert found["priority"].tolist() == [1, 2, 3, 4, 5, 6]


def test_the_plan_is_a_parameter():
    rows = [late("F1", 6, 200)]
    assert work(rows)["next_step"].tolist() == ["level_1"]
    assert work(rows, plan=DunningPlan(level_1=7))["next_step"].tolist() == ["wait"]
    assert work(rows, plan=DunningPlan(floor=20_001))["next_step"].tolist() == ["statement"]


def test_every_step_and_reason_has_its_words():
    words = language.table("views")
    for code in ("identify", "match", "wait", "level_1", "level_2", "level_3", "formal_notice", "legal", "dispute"):
        assert words[f"next_step.{code}"]["fr"]
    for code in ("statement", "before_due", "procedure"):
        assert words[f"next_step.{code}"]["en"]


# --- steps taken, calls, promises, disputes -----------------------------------------------------


@pytest.mark.parametrize(
    ("days", "levels", "expected"),
    [
        (14, (1,), ("wait", "step_taken")), (15, (1,), ("level_2", "after_last_step")),
        (59, (1, 2, 3, 4), ("wait", "step_taken")), (60, (4,), ("legal", "after_last_step")),
        (200, (5,), ("procedure", "legal_under_way")),
    ],
)  # fmt: skip
def test_a_step_taken_is_not_taken_twice(days, levels, expected):
    assert step([late("F1", days, 1_000)], reminders=reminded(*levels)) == expected


@pytest.mark.parametrize(("on", "expected"), [("2025-12-24", "wait"), ("2025-12-23", "level_2")])
def test_eight_days_lie_between_two_steps(on, expected):
    other = [{"reminder_id": "R-other", "customer_id": "C2", "level": 1, "sent_on": "2025-12-30"}]
    assert step([late("F1", 200, 1_000)], reminders=[*other, *reminded(1, on=on)])[0] == expected


def test_the_last_reminder_comes_after_a_call_only():
    rows, sent = [late("F1", 35, 1_000)], [one | {"channel": "email"} for one in reminded(2)]
    assert step(rows, reminders=sent) == ("call", "call_first")
    spoken = {"reminder_id": "R-call", "customer_id": "C1", "level": 2, "sent_on": "2025-12-21", "channel": "phone"}
    assert step(rows, reminders=[*sent, spoken])[0] == "level_3"
    earlier = spoken | {"sent_on": "2025-11-26"}  # the due date itself: nothing was late yet
    assert step(rows, reminders=[*sent, earlier]) == ("call", "call_first")
    heard = [{"contact_id": "K1", "customer_id": "C1", "on": "2025-12-22", "signal": "treasury"}]
    assert step(rows, reminders=sent, contacts=heard)[0] == "level_3"
    assert step(rows, reminders=reminded(2))[0] == "level_3", "by which means is not known"


@pytest.mark.parametrize(
    ("promised", "expected"),
    [
        ("2026-01-15", ("promise", "promised")), ("2025-12-28", ("promise", "promised")),
        ("2025-12-27", ("level_2", "promise_broken")),
    ],
)  # fmt: skip
def test_a_promise_suspends_until_its_day_and_three_more_then_chasing_resumes(promised, expected):
    made = [{"promise_id": "E1", "invoice_id": "F1", "made_on": "2025-12-20", "promised_on": promised, "amount": 1e3}]
    assert step([late("F1", 20, 1_000)], promises=made) == expected


def test_only_what_is_promised_waits():
    made = [
        {"promise_id": "E1", "invoice_id": "F1", "made_on": "2025-12-20", "promised_on": "2026-01-10", "amount": 400}
    ]
    found = work([late("F1", 20, 1_000), late("F2", 6, 300)], promises=made)
    assert found[["next_step", "to_chase"]].to_numpy().tolist() == [["level_2", 900]]


def test_a_dispute_suspends_until_it_is_closed_then_chasing_resumes():
    closed = [{"dispute_id": "D1", "invoice_id": "F1", "opened_on": "2025-12-20", "closed_on": "2025-12-30"}]
    assert step([late("F1", 20, 1_000)], disputes=closed)[0] == "level_2"
    assert step([late("F1", 20, 1_000)], disputes=[closed[0] | {"closed_on": "2026-01-01"}])[0] == "dispute"


def test_each_step_says_by_which_means():
    rows = [late("F1", 50, 900, "C1"), late("F2", 20, 800, "C2"), late("F3", -5, 700, "C3"), late("F4", 2, 600, "C4")]
    means = work(rows, plan=DunningPlan(channels=("visit", "email", "phone", "letter", "registered_letter", "court")))
    assert means["channel"].tolist() == ["registered_letter", "phone", "visit", ""]


def test_every_reason_and_channel_has_its_words():
    words = language.table("views")
    for code in ("promised", "promise_broken", "call_first", "step_taken", "legal_under_way"):
        assert words[f"reason.{code}"]["fr"]
    for code in ("phone", "email", "letter", "registered_letter", "court", "visit"):
        assert words[f"channel.{code}"]["en"]
    assert words["next_step.call"]["fr"]
    assert words["next_step.promise"]["en"]
