"""A stop rule: what it holds back at each threshold, what it would have saved, and what it would have cost."""

from decimal import Decimal

import pytest

import cashkit as ck
from cashkit.stages.door import review
from cashkit.stages.stop_thresholds import COLUMNS, break_even
from tests.stages.book import book, on_an_engine
from tests.stages.test_delivery import customer, delivery, dossier

OLD = ("F1", "C1", "2024-01-02", "2024-03-01", 5_000.0)  # late from 2 March 2024 on, never paid


def late_by(*days):
    """Return one delivery so many days after the old invoice fell due, each worth 100 more than the one before."""
    rows = [delivery(f"D{n}", f"2024-{3 + n:02d}-01", 100.0 * n) for n in days]
    return dossier(*rows, customers=[customer()], invoices=[OLD])


def held(case, **thresholds):
    found = ck.stop_rule(case, **thresholds)
    return round(float(found["amount"].sum()), 2), int(found["deliveries"].sum())


@pytest.mark.parametrize(
    ("days", "expected"),
    [(30, (600.0, 3)), (31, (500.0, 2)), (60, (500.0, 2)), (61, (300.0, 1)), (92, (0.0, 0))],
)
def test_a_delivery_is_held_when_the_overdue_is_older_than_the_threshold(days, expected):
    case = late_by(1, 2, 3)  # 31, 61 and 92 days after 1 March 2024
    assert held(case, overdue_days=days) == expected


@pytest.mark.parametrize(("amount", "expected"), [(4_999.99, 3), (5_000, 0)])
def test_the_overdue_must_pass_the_amount_of_the_rule(amount, expected):
    case = late_by(1, 2, 3)
    assert held(case, overdue_amount=amount)[1] == expected


def test_the_rule_of_the_review_is_that_of_its_thresholds():
    case = late_by(1, 2, 3)
    told = review("delivery", case).tables["stop_rule"]
    assert told.values.tolist() == ck.stop_rule(case, overdue_days=30, overdue_amount=1_000).values.tolist()


def test_a_threshold_below_zero_is_refused():
    with pytest.raises(ck.CashkitError, match="overdue_days"):
        ck.stop_rule(late_by(1), overdue_days=-1)


def test_tables_on_an_engine_give_no_row():
    assert ck.stop_rule(on_an_engine(book([OLD]))).empty


def mixed():
    """Return deliveries beyond a line and on an overdue: one lost, one paid."""
    rows = [delivery("D1", "2024-05-02", 400.0), delivery("D2", "2024-05-02", 300.0, customer="C2")]
    files = [customer(), customer("C2", credit_limit=100.0)]
    paid = [("P1", "C1", "2024-07-01", 400.0), ("P2", "C2", "2024-09-01", 50.0, {"kind": "write_off"})]
    given = [("P1", "F-D1", 400.0, "2024-07-01"), ("P2", "F-D2", 50.0, "2024-09-01")]
    return dossier(*rows, customers=files, invoices=[OLD], payments=paid, allocations=given)


def test_rules_are_compared_line_alone_then_lateness_alone_then_both():
    frame = review("delivery", mixed()).tables["stop_rules"]
    assert tuple(frame.columns) == COLUMNS
    rows = frame.set_index(["stop_kind", "overdue_days"])[["amount", "held_lost", "held_paid"]]
    assert rows.xs("line").to_numpy().tolist() == [[300.0, 300.0, 0.0]]
    assert rows.loc[("late", 60.0)].tolist() == [400.0, 0.0, 400.0]
    assert rows.loc[("late", 90.0)].tolist() == [0.0, 0.0, 0.0]
    assert rows.loc[("line_or_late", 30.0)].tolist() == [700.0, 300.0, 400.0]


def test_a_longer_delay_never_holds_back_more():
    frame = review("delivery", late_by(1, 2, 3)).tables["stop_rules"]
    amounts = frame.loc[frame["stop_kind"] == "late", "amount"].tolist()
    assert amounts == sorted(amounts, reverse=True)


def test_the_break_even_weighs_the_cost_of_goods_lost_against_the_margin_of_sales_paid():
    assert break_even(lost=1_000, paid=10_000, margin_rate=Decimal("0.5")) == pytest.approx(0.1)
    assert break_even(lost=1_000, paid=10_000, margin_rate=Decimal("0.2")) == pytest.approx(0.4)
    frame = review("delivery", mixed(), margin_rate=0.5).tables["stop_rules"]
    assert frame["break_even"].iloc[-1] == pytest.approx(300 / 400)


@pytest.mark.parametrize("rate", [None, Decimal(0), Decimal("-0.1")])
def test_without_a_margin_there_is_no_break_even(rate):
    assert break_even(lost=1_000, paid=10_000, margin_rate=rate) is None


def test_when_no_rule_holds_anything_back_there_is_no_table():
    assert "stop_rules" not in review("delivery", dossier(delivery())).tables
