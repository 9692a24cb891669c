"""Retention of title: what can be claimed back, from whom, and until which day."""

import pytest

from cashkit.ground import language
from cashkit.stages.door import review
from cashkit.stages.goods_in_kind import CLAIMABLE, COLUMNS
from tests.stages.test_delivery import customer, delivery, dossier, value

JUDGED = {"judgment_on": "2025-10-14", "published_on": "2025-10-22"}


def kept(key="D1", day="2025-09-01", in_kind=600.0, **columns):
    return delivery(key, day, 1_000.0, in_kind=in_kind, **columns)


def table(*rows, as_of="2025-12-31", file=JUDGED, **more):
    told = review("delivery", dossier(*rows, customers=[customer(**file)], **more), as_of=as_of)
    return told.tables.get("goods_in_kind"), told


def state(*rows, **more):
    frame, _ = table(*rows, **more)
    return frame["reclaim_state"].tolist(), frame["claimable"].tolist()


@pytest.mark.filterwarnings("ignore::cashkit.measures.as_of.CashkitWarning")
@pytest.mark.parametrize(
    ("as_of", "expected"),
    [("2026-01-06", "open"), ("2026-01-07", "last_days"), ("2026-01-22", "last_days"), ("2026-01-23", "past")],
)
def test_goods_are_claimed_within_three_months_of_the_publication(as_of, expected):
    assert state(kept(), as_of=as_of) == ([expected], [600.0])


def test_the_last_day_stands_in_the_table_and_the_amount_among_the_figures():
    frame, told = table(kept())
    assert tuple(frame.columns) == COLUMNS
    assert str(frame["reclaim_by"].iloc[0])[:10] == "2026-01-22"
    assert value(told, "goods_claimable") == 600


def test_no_more_is_claimed_than_is_unpaid():
    paid = {"payments": [("P1", "C1", "2025-10-01", 700.0)], "allocations": [("P1", "F-D1", 700.0, "2025-10-01")]}
    assert state(kept(), **paid) == (["open"], [300.0])
    paid = {"payments": [("P1", "C1", "2025-10-01", 1_000.0)], "allocations": [("P1", "F-D1", 1_000.0, "2025-10-01")]}
    assert table(kept(), **paid)[0] is None


def test_one_invoice_of_two_deliveries_counts_once():
    rows = [kept("D1", invoice_id="F9"), kept("D2", invoice_id="F9")]
    invoices = [("F9", "C1", "2025-09-03", "2025-11-30", 700.0)]
    frame, _ = table(*rows, invoices=invoices)
    assert frame[["in_kind", "claimable"]].to_numpy().tolist() == [[1_200.0, 700.0]]


def test_goods_that_no_invoice_bills_yet_are_claimed_whole():
    assert state(kept(invoice_id=None)) == (["open"], [600.0])


def test_what_was_delivered_after_the_judgment_is_no_claim_of_goods():
    frame, told = table(kept(day="2025-10-20"))
    assert frame["reclaim_state"].tolist() == ["after_judgment"]
    assert frame["reclaim_by"].isna().all()
    assert value(told, "goods_claimable") == 0


@pytest.mark.parametrize(
    ("file", "expected"), [({}, "no_judgment"), ({"judgment_on": "2025-12-20"}, "unpublished"), (JUDGED, "open")]
)
def test_without_a_publication_no_time_runs_and_the_clause_holds(file, expected):
    assert state(kept(), file=file) == ([expected], [600.0])
    assert expected in CLAIMABLE


def test_goods_resold_or_unknown_leave_no_table():
    frame, told = table(delivery())
    assert frame is None
    assert [one.key for one in told.figure_records if one.key == "goods_claimable"] == []


def test_every_state_has_words_in_both_languages():
    states = ("open", "last_days", "past", "unpublished", "no_judgment", "after_judgment")
    assert {f"reclaim_state.{name}" for name in states} <= set(language.table("views"))
