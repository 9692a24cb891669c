"""Published cases of reminders: whom to chase, for how much, with which step (`dunning.csv`).

Items are written amount@days late, credits amount@days since. Reminders: the highest level sent (0: reminders are
known and none was sent to this customer; blank: not known). Where the plan of a case has other days than ours, its
rows are those on which both agree.
"""

import datetime as dt

from cashkit.measures.claims import claims
from cashkit.stages.dunning import DunningPlan
from cashkit.stages.work_list import work_list
from tests.reference.published import cases
from tests.stages.book import AS_OF, book

DAY = dt.date.fromisoformat(AS_OF)
PLAN = DunningPlan(call_before="")


def before(days):
    return str(DAY - dt.timedelta(days=days))


def work(items, credit="0", reminders="", *, allocations=(), **tables):
    """Return the work list of one customer."""
    rows = []
    for place, item in enumerate(items.split()):
        amount, days = item.split("@")
        rows.append((f"F{place}", "C1", before(max(int(days), 0) + 500), before(int(days)), float(amount)))
    if credit != "0":
        amount, days = credit.split("@")
        rows.append(("AV", "C1", before(int(days)), before(int(days)), -float(amount), {"kind": "credit_note"}))
    if reminders:
        sent = [{"reminder_id": "R0", "customer_id": "C2", "level": 1, "sent_on": before(20)}]
        tables["reminders"] = sent + [
            {"reminder_id": f"R{n}", "customer_id": "C1", "level": n, "sent_on": before(20)}
            for n in range(1, int(reminders) + 1)
        ]
    ledger = book(rows, allocations=allocations, **tables)
    return work_list(ledger, claims(ledger, as_of=AS_OF, view="strict"), DAY, PLAN)


@cases("dunning.csv")
def test_a_customer_gets_one_step_and_one_amount(row):
    found = work(row["items"], row["credits"], row["reminders"])
    assert found[["next_step", "to_chase"]].to_numpy().tolist() == [[row["step"], float(row["to_chase"])]]
    assert row["right"] in {"yes", "other"}
    assert bool(row["why"]) == (row["right"] == "other")


def test_half_of_an_invoice_is_due_and_only_that_half_is_chased():
    """ERPNext: one half due six days ago, the other in four days."""
    found = work("500@6 500@-4")
    assert found[["next_step", "overdue", "to_chase"]].to_numpy().tolist() == [["level_1", 500.0, 500.0]]


def test_what_was_paid_is_not_chased_and_is_again_when_the_payment_is_undone():
    """ERPNext: paying the first half resolves the reminder, cancelling the payment opens it again."""
    paid = [("P1", "C1", before(1), 500)]
    given = [("P1", "F0", 500, before(1))]
    rows = [("F0", "C1", before(100), before(20), 500.0)]
    settled = book(rows, paid, given)
    assert work_list(settled, claims(settled, as_of=AS_OF), DAY, PLAN).empty
    returned = book(rows)
    assert work_list(returned, claims(returned, as_of=AS_OF), DAY, PLAN)["next_step"].tolist() == ["level_2"]


def test_a_part_payment_does_not_stop_the_reminder_of_the_rest():
    """OCA issue 330: part-paid invoices were not reminded."""
    ledger = book(
        [("F0", "C1", before(100), before(20), 1_000.0)],
        [("P1", "C1", before(1), 400)],
        [("P1", "F0", 400, before(1))],
    )
    found = work_list(ledger, claims(ledger, as_of=AS_OF), DAY, PLAN)
    assert found[["next_step", "to_chase"]].to_numpy().tolist() == [["level_2", 600.0]]


def test_an_applied_credit_note_settles_the_reminder_and_one_apart_is_matched_first():
    """ERPNext: the applied one resolves it, the standalone one does not."""
    applied = [("AV", "F0", 500, before(10))]
    assert work("500@20", "500@10", allocations=applied).empty
    assert work("500@20", "500@10")["next_step"].tolist() == ["match"]


def test_the_work_is_ordered_by_what_is_to_be_chased():
    rows = [(f"F{n}", f"C{n}", before(200), before(20), amount) for n, amount in enumerate((300.0, 9_000.0, 1_200.0))]
    ledger = book(rows)
    found = work_list(ledger, claims(ledger, as_of=AS_OF), DAY, PLAN)
    assert found["to_chase"].tolist() == [9_000.0, 1_200.0, 300.0]
