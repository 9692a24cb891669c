"""The invariants of the books, on any book: nothing is lost, nothing counts twice, nothing later leaks in."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cashkit.dossier.engine.interface import EDGES
from cashkit.measures.aged_balance import aged_balance, aged_cents
from cashkit.measures.open_items import open_items
from tests.dossier.making import book

DAY = dt.date(2025, 1, 1)
FIRST = 20_089  # DAY, in days since 1970

pytestmark = pytest.mark.filterwarnings("ignore::cashkit.measures.as_of.CashkitWarning")


def day(number):
    return (DAY + dt.timedelta(days=number)).isoformat()


@st.composite
def books(draw):
    """Return invoices, payments and allocations, some of them wrong."""
    customers = ["A", "B", "C"]
    invoices = []
    for i in range(draw(st.integers(1, 12))):
        cents = draw(st.integers(-300, 900).filter(bool))
        issue = draw(st.integers(0, 120))
        kind = "invoice" if cents > 0 else "credit_note"
        due = day(issue + draw(st.integers(0, 60)))
        invoices.append((f"F{i}", draw(st.sampled_from(customers)), kind, day(issue), due, cents / 100))
    payments = [
        (f"P{i}", draw(st.sampled_from(customers)), day(draw(st.integers(0, 180))), draw(st.integers(1, 900)) / 100)
        for i in range(draw(st.integers(0, 10)))
    ]
    credits = [row[0] for row in payments] + [row[0] for row in invoices] + ["nowhere"]
    row = st.tuples(st.sampled_from(credits), st.integers(0, len(invoices)), st.integers(1, 900), st.integers(0, 200))
    allocations = [
        (credit, f"F{item}", cents / 100, day(on)) for credit, item, cents, on in draw(st.lists(row, max_size=10))
    ]
    return invoices, payments, allocations


def balance(invoices, payments, until):
    """What the customer accounts hold: everything posted, whatever was matched."""
    owed = sum(round(row[5] * 100) for row in invoices if row[3] <= day(until))
    return owed - sum(round(row[3] * 100) for row in payments if row[2] <= day(until))


@settings(max_examples=60, deadline=None)
@given(books(), st.integers(-5, 260))
def test_the_buckets_sum_to_the_open_balance_in_both_views(rows, until):
    dossier = book(*rows)
    for view in ("strict", "matched"):
        cents = aged_cents(dossier.engine, FIRST + until, EDGES, view)
        assert cents.sum() == balance(rows[0], rows[1], until)
        assert (cents[:, :-1] >= 0).all()
        assert (cents[:, -1] <= 0).all()


@settings(max_examples=40, deadline=None)
@given(books(), st.integers(0, 200))
def test_nothing_posted_later_changes_an_earlier_answer(rows, until):
    invoices, payments, allocations = rows
    known = [row for row in invoices if row[3] <= day(until)], [row for row in payments if row[2] <= day(until)]
    if not known[0]:
        return
    whole = aged_balance(book(invoices, payments, allocations), as_of=day(until), view="strict")
    ids = {row[0] for row in [*known[0], *known[1]]}
    settled = [row for row in allocations if row[3] <= day(until) and row[1] in ids and row[0] in ids]
    part = aged_balance(book(*known, settled), as_of=day(until), view="strict")
    pd.testing.assert_frame_equal(whole, part, check_names=False)


@settings(max_examples=60, deadline=None)
@given(books())
def test_no_item_and_no_credit_is_used_beyond_its_amount(rows):
    dossier = book(*rows)
    engine, kept = dossier.engine, dossier.books
    left_items, left_credits = kept.open_items(engine.matched), kept.open_credits(engine.matched)
    owed = kept.items.cents
    assert ((left_items * np.sign(owed) >= 0) & (np.abs(left_items) <= np.abs(owed))).all()
    assert ((left_credits >= 0) & (left_credits <= kept.credits.cents)).all()
    assert (engine.matched.cents > 0).all()


@settings(max_examples=60, deadline=None)
@given(books())
def test_the_rules_never_pay_another_customers_invoice_nor_let_money_wait_for_a_later_one(rows):
    dossier = book(*rows)
    kept, added = dossier.books, dossier.engine.fallback
    posted = np.concatenate([kept.credits.posted, kept.items.posted])[added.credit]
    payer = np.concatenate([kept.credits.customer, kept.items.customer])[added.credit]
    assert (payer == kept.items.customer[added.item]).all()
    by_fifo = added.method == 6
    assert (kept.items.posted[added.item][by_fifo] <= posted[by_fifo]).all()


@settings(max_examples=40, deadline=None)
@given(books(), st.integers(0, 260))
def test_the_open_items_are_the_aged_balance_row_by_row(rows, until):
    dossier = book(*rows)
    for view in ("strict", "matched"):
        listed = open_items(dossier, as_of=day(until), view=view)
        aged = aged_balance(dossier, as_of=day(until), view=view)
        assert round(listed["open_amount"].sum() * 100) == round(aged["total"].sum() * 100)
        late = listed.loc[(listed["open_amount"] > 0) & (listed["days_late"] > 90), "open_amount"].sum()
        assert round(late * 100) == round(aged["91+"].sum() * 100)


@settings(max_examples=30, deadline=None)
@given(books())
def test_every_line_of_a_table_comes_back_in_the_dossier(rows):
    dossier = book(*rows)
    assert dossier.invoices["invoice_id"].tolist() == [row[0] for row in rows[0]]
    assert dossier.payments["payment_id"].tolist() == [row[0] for row in rows[1]]
    given_rows = dossier.allocations["method"].eq("given").sum()
    assert given_rows <= len(rows[2])
