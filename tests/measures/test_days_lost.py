"""Days lost from order to cash: what nobody agreed to, each euro on its own day."""

import pandas as pd
import pytest

from cashkit.measures.days_lost import LOST, days_lost, lost_by
from tests.stages.book import book, on_an_engine

ORDER = {"order_id": "O1", "customer_id": "C1", "ordered_on": "2025-05-01", "amount": 100.0}
DELIVERY = {"delivery_id": "D1", "customer_id": "C1", "delivered_on": "2025-05-11", "amount": 100.0, "order_id": "O1"}
INVOICE = ("F1", "C1", "2025-05-14", "2025-06-13", 100.0)
YEAR = {"since": "2024-12-31", "until": "2025-12-31"}


def case(*parts, promised="2025-05-06", invoice=INVOICE, **columns):
    """Return one order, delivered and invoiced, settled in parts: (day, amount[, kind])."""
    rows = [(f"P{n}", "C1", part[0], part[1], {"kind": [*part, "payment"][2]}) for n, part in enumerate(parts)]
    given = [(f"P{n}", "F1", part[1], part[0]) for n, part in enumerate(parts)]
    tables = {"orders": [ORDER | {"promised_on": promised}], "deliveries": [DELIVERY | {"invoice_id": "F1"} | columns]}
    return book([invoice], rows, given, **tables)


def lost(dossier, **span):
    (row,) = days_lost(dossier, **(YEAR | span))[list(LOST)].to_numpy().tolist()
    return [None if pd.isna(days) else days for days in row]


@pytest.mark.parametrize(("promised", "days"), [("2025-05-10", 1), ("2025-05-11", 0), ("2025-05-20", 0), (None, None)])
def test_days_after_the_day_promised_are_lost_and_those_before_win_nothing(promised, days):
    assert lost(case(promised=promised))[0] == days


@pytest.mark.parametrize(("issued", "days"), [("2025-05-14", 3), ("2025-05-11", 0), ("2025-05-01", 0)])
def test_all_days_from_the_delivery_to_the_invoice_are_lost(issued, days):
    assert lost(case(invoice=("F1", "C1", issued, "2025-06-13", 100.0)))[1] == days


@pytest.mark.parametrize(("paid", "days"), [("2025-06-13", 0), ("2025-06-14", 1), ("2025-05-20", 0)])
def test_an_invoice_paid_on_its_due_date_loses_nothing(paid, days):
    assert lost(case((paid, 100.0)))[2] == days


def test_each_euro_is_late_on_its_own_day():
    assert lost(case(("2025-06-13", 60.0), ("2025-07-13", 40.0)))[2] == 12  # 40 % x 30 days
    assert lost(case(("2025-05-20", 60.0), ("2025-07-13", 40.0)))[2] == 12  # what came early wins nothing back


def test_what_is_open_is_late_up_to_the_date_and_what_is_not_due_is_not_known():
    assert lost(case(), until="2025-06-23")[2] == 10
    assert lost(case(("2025-06-13", 60.0)), until="2025-06-23")[2] == 4
    assert lost(case(), until="2025-06-13")[2] is None


def test_what_is_written_off_was_never_paid():
    assert lost(case(("2025-06-20", 100.0, "write_off")), until="2025-06-23")[2] == 10


def test_retention_is_no_lost_day_told_or_not():
    held = [*INVOICE, {"retention_amount": 5.0, "retention_due": "2026-05-14"}]
    assert lost(case(("2025-06-13", 95.0), invoice=held))[2] == 0
    assert lost(case(("2025-06-13", 95.0)))[2] == 0
    assert lost(case(("2025-06-13", 94.0)), until="2025-06-23")[2] == pytest.approx(0.6)


def test_the_money_tied_up_is_the_amount_times_the_days_over_a_year():
    rows = days_lost(case(("2025-06-23", 100.0)), **YEAR)
    assert lost_by(rows, by="customer_id").to_numpy().tolist() == [["C1", 100.0, 5.0, 3.0, 10.0, 18.0, 4.93]]


def test_means_weigh_each_delivery_by_its_amount_where_the_link_is_known():
    rows = pd.DataFrame(
        {"k": 1, "cents": [10_000, 30_000], "days_beyond_promise": [4.0, None], "days_to_invoice": [4.0, 0.0]}
    ).assign(days_past_due=float("nan"))
    told = lost_by(rows, by="k").iloc[0]
    assert (told["days_beyond_promise"], told["days_to_invoice"], told["days_lost"]) == (4.0, 1.0, 5.0)
    assert pd.isna(told["days_past_due"])


def test_free_deliveries_and_tables_on_an_engine_give_no_row():
    assert days_lost(case(kind="free"), **YEAR).empty
    assert days_lost(on_an_engine(book([INVOICE])), **YEAR).empty
