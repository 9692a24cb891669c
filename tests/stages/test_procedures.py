"""The procedures of stage 8: one route a customer and part, from the formal notice on; each beside its near-miss."""

import datetime as dt

import pytest

from cashkit.ground import language
from cashkit.stages.procedures import COLUMNS, ROUTE_COLUMNS, procedures, routes_told
from cashkit.stages.recovery_reminders import reminders_sent
from cashkit.stages.situation import Situation
from tests.stages.book import AS_OF, book

DAY = dt.date.fromisoformat(AS_OF)


def late(key, days, amount, customer="C1", **columns):
    due = DAY - dt.timedelta(days=days)
    return (key, customer, str(due - dt.timedelta(days=30)), str(due), amount, columns)


def advised(rows, payments=(), **tables):
    at = Situation(book(rows, payments, **tables), DAY)
    return procedures(at, reminders_sent(at))


def customers(**known):
    return [{"customer_id": "C1", "name": "Atelier", "kind": "company", "judgment_on": None} | known]


def told(found):
    return found[["customer_id", "owed", "procedure"]].to_numpy().tolist()


@pytest.mark.parametrize(("days", "cases"), [(44, 0), (45, 1)])
def test_a_procedure_is_looked_at_from_the_day_of_the_formal_notice_on(days, cases):
    assert len(advised([late("F1", days, 800)])) == cases


@pytest.mark.parametrize(("amount", "cases"), [(149.99, 0), (150, 1)])
def test_small_debts_are_left_to_a_statement(amount, cases):
    assert len(advised([late("F1", 90, amount)])) == cases


def test_credits_are_taken_off_and_are_to_be_matched_first():
    found = advised([late("F1", 90, 800)], [("P1", "C1", "2025-05-01", 300)])
    assert told(found) == [["C1", 500, "payment_order"]]
    with language.use("en"):
        asked = advised([late("F1", 90, 800)], [("P1", "C1", "2025-05-01", 300)])["to_decide"].item()
    assert "€300.00" in asked


def test_disputed_items_go_to_their_owner_and_the_rest_to_a_procedure():
    disputes = [{"dispute_id": "D1", "invoice_id": "F1", "opened_on": "2025-12-01", "closed_on": None}]
    assert told(advised([late("F1", 90, 800), late("F2", 90, 400)], disputes=disputes)) == [
        ["C1", 400, "payment_order"]
    ]
    assert advised([late("F1", 90, 800)], disputes=disputes).empty


@pytest.mark.parametrize(
    ("known", "route"),
    [
        ({"kind": "public"}, "compulsory_public_order"),
        ({"kind": "private"}, "payment_order"),
        ({"country": "BE"}, "european_order"),
        ({"country": "DK"}, "local_counsel"),
        ({"country": "CH"}, "local_counsel"),
        ({"country": "FR"}, "payment_order"),
    ],
)
def test_the_route_follows_what_the_file_says_of_the_customer(known, route):
    assert told(advised([late("F1", 90, 800)], customers=customers(**known))) == [["C1", 800, route]]


@pytest.mark.parametrize("kind", ["intra_group", "counter"])
def test_sister_companies_and_counter_sales_have_no_procedure(kind):
    assert advised([late("F1", 90, 800)], customers=customers(kind=kind)).empty


def test_what_a_judgment_freezes_is_declared_and_what_came_after_is_claimed():
    known = customers(judgment_on="2025-11-15", published_on="2025-11-20")
    not_due = ("F2", "C1", "2025-11-14", "2026-01-10", 500, {})
    assert told(advised([late("F1", 90, 800), not_due], customers=known)) == [["C1", 1_300, "declare_claim"]]
    after = ("F4", "C1", "2025-11-15", "2025-11-16", 300, {})
    both = advised([late("F1", 90, 800), after], customers=known)
    assert told(both) == [["C1", 800, "declare_claim"], ["C1", 300, "payment_order"]]
    assert both["act_by"].dt.date.tolist()[0] == dt.date(2026, 1, 20)


def test_a_debt_near_its_limitation_is_looked_at_and_one_that_lapsed_is_told_apart():
    rows = [("F1", "C1", "2020-11-01", "2020-12-01", 800, {}), ("F2", "C1", "2021-02-01", "2021-03-26", 500, {})]
    found = advised(rows)
    assert told(found) == [["C1", 800, "acknowledgment"], ["C1", 500, "summary_payment"]]
    assert found["act_by"].dt.date.tolist() == [dt.date(2025, 12, 1), dt.date(2026, 3, 26)]


def test_an_act_that_interrupted_the_limitation_starts_it_again():
    row = ("F1", "C1", "2020-11-01", "2020-12-01", 800, {"interrupted_on": "2024-12-01"})
    found = advised([row])
    assert (found["procedure"].item(), found["act_by"].dt.date.item()) == ("payment_order", dt.date(2029, 12, 1))


@pytest.mark.parametrize(
    ("level", "on", "asked"), [(4, "2025-12-01", False), (3, "2025-12-01", True), (4, "2025-01-01", True)]
)
def test_the_formal_notice_is_asked_for_unless_it_followed_the_due_date(level, on, asked):
    reminders = [{"reminder_id": "R1", "customer_id": "C1", "level": level, "sent_on": on}]
    with language.use("en"):
        found = advised([late("F1", 90, 800)], reminders=reminders)
    assert ("to be sent first" in found["to_decide"].item()) is asked


def test_the_insurer_is_told_first_unless_it_knows():
    with language.use("en"):
        open_, done = (
            advised([late("F1", 90, 800)], customers=customers(insured_limit=5_000.0, insurer_notice_on=day))
            for day in (None, "2025-12-15")
        )
    assert "credit insurer" in open_["to_decide"].item()
    assert "credit insurer" not in done["to_decide"].item()


def test_what_must_be_done_within_sixty_days_comes_first_then_the_largest():
    rows = [
        late("F1", 90, 9_000, "C1"),
        late("F2", 90, 12_000, "C2"),
        ("F3", "C3", "2021-01-01", "2021-03-01", 500, {}),
        ("F4", "C4", "2021-01-01", "2021-03-02", 600, {}),
    ]
    assert advised(rows)["customer_id"].tolist() == ["C3", "C2", "C1", "C4"]


@pytest.mark.filterwarnings("ignore::cashkit.measures.as_of.CashkitWarning")
def test_a_due_date_at_the_end_of_the_calendar_stops_nothing():
    known = customers(judgment_on="2025-11-15", published_on="2025-11-20")
    row = ("F1", "C1", "2025-11-01", "9999-12-31", 800, {})
    assert told(advised([row], customers=known)) == [["C1", 800, "declare_claim"]]
    last = dt.date(9999, 12, 31)
    at = Situation(book([late("F1", 90, 800)]), last)
    assert procedures(at, None)["procedure"].tolist() == ["acknowledgment"]


def test_nothing_owed_is_an_empty_table_with_its_columns():
    found = advised([])
    assert (found.empty, tuple(found.columns)) == (True, COLUMNS)
    assert tuple(routes_told(found, DAY).columns) == ROUTE_COLUMNS


def test_each_route_advised_is_told_once_with_its_law():
    found = advised([late("F1", 90, 800), late("F2", 90, 900, "C2")])
    routes = routes_told(found, DAY)
    assert routes["procedure"].tolist() == ["payment_order"]
    assert routes["article"].tolist() == ["CPC 1405, CPC 1411"]
