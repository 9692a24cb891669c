"""Who pays what: number, then amount, then the oldest due; lettered groups whatever their dates."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cashkit.dossier.first_in import fifo, fifo_of_known
from cashkit.dossier.matching import Debits, Means, match


def debits(cents, *, due=None, posted=None, pool=None, number=None):
    n = len(cents)
    days = np.arange(n, dtype=np.int32) if due is None else np.array(due, np.int32)
    posted = np.zeros(n, np.int32) if posted is None else np.array(posted, np.int32)
    pool = np.zeros(n, np.int32) if pool is None else np.array(pool, np.int32)
    numbers = None if number is None else pa.array(number)
    return Debits(np.arange(n), pool, np.array(cents, np.int64), days, days, posted, numbers)


def means(cents, *, posted=None, pool=None, texts=None):
    n = len(cents)
    posted = np.full(n, 100, np.int32) if posted is None else np.array(posted, np.int32)
    pool = np.zeros(n, np.int32) if pool is None else np.array(pool, np.int32)
    return Means(np.arange(n), pool, np.array(cents, np.int64), posted, None if texts is None else pa.array(texts))


def paid(owed, credits, *, lettered=False):
    found = match(owed, credits, lettered=lettered)
    return sorted(zip(found.credit.tolist(), found.item.tolist(), found.cents.tolist(), found.by.tolist(), strict=True))


def test_a_credit_pays_the_invoice_that_it_names_before_an_older_one():
    owed = debits([1200, 1200], number=["F101", "F102"])
    assert paid(owed, means([1200], texts=["VIR CLIENT FACT F102"])) == [(0, 1, 1200, 0)]


def test_a_number_is_found_whole_words_only():
    owed = debits([500, 300], number=["F10", "F101"])
    assert paid(owed, means([300], texts=["VIR F101"])) == [(0, 1, 300, 0)]


def test_a_number_written_with_other_signs_is_the_same_number():
    owed = debits([500, 300], number=["FA-2025/001", "FA-2025/002"])
    assert paid(owed, means([100], texts=["vir fa 2025 002"])) == [(0, 1, 100, 0)]


def test_two_characters_name_no_invoice():
    owed = debits([500, 300], number=["A1", "B2"])
    assert paid(owed, means([100], texts=["VIR B2"])) == [(0, 0, 100, 2)]


def test_an_equal_amount_is_paid_before_the_oldest():
    assert paid(debits([500, 730]), means([730])) == [(0, 1, 730, 1)]


def test_of_equal_amounts_the_earliest_due_is_paid():
    assert paid(debits([730, 730], due=[9, 3]), means([730])) == [(0, 1, 730, 1)]


def test_one_payment_of_three_successive_invoices_pays_these_three():
    owed = debits([10_000, 25_050, 31_000, 9_950])
    assert paid(owed, means([66_000])) == [(0, 1, 25_050, 1), (0, 2, 31_000, 1), (0, 3, 9_950, 1)]


def test_two_ways_to_make_the_amount_is_none():
    owed = debits([100, 200, 300, 150, 150])  # 100 + 200 = 150 + 150 = 300 itself is an equal amount
    found = paid(debits([100, 200, 700, 150, 150]), means([300]))
    assert [row[3] for row in found] == [2, 2]
    assert paid(owed, means([300])) == [(0, 2, 300, 1)]


def test_money_on_account_does_not_pay_a_later_invoice():
    assert paid(debits([500], posted=[50]), means([80], posted=[10])) == []


def test_money_on_account_pays_a_later_invoice_that_it_names_or_equals():
    named = means([80], posted=[10], texts=["ACOMPTE F191"])
    assert paid(debits([500], posted=[50], number=["F191"]), named) == [(0, 0, 80, 0)]
    assert paid(debits([80], posted=[50]), means([80], posted=[10])) == [(0, 0, 80, 1)]


def test_a_lettered_group_matches_whatever_its_dates():
    assert paid(debits([500], posted=[50]), means([80], posted=[10]), lettered=True) == [(0, 0, 80, 2)]


def test_pools_never_meet():
    assert paid(debits([500], pool=[0]), means([500], pool=[1])) == []


def slow(owed, credits):
    """The rule of oldest-first said plainly: each credit in turn, the earliest due item that it knows."""
    left, out = owed.cents.copy(), []
    for i in np.lexsort((np.arange(len(credits.row)), credits.posted, credits.pool)):
        cents = int(credits.cents[i])
        for j in np.lexsort((np.arange(len(owed.row)), owed.issue, owed.due)):
            known = owed.pool[j] == credits.pool[i] and owed.posted[j] <= credits.posted[i]
            part = min(cents, int(left[j])) if known else 0
            if part:
                left[j] -= part
                cents -= part
                out.append((int(i), int(j), part))
    return sorted(out)


sides = st.lists(st.tuples(st.integers(1, 50), st.integers(0, 9), st.integers(0, 1)), min_size=1, max_size=9)


@pytest.mark.parametrize("few", [0, 2, 24])
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(items=sides, credits=sides)
def test_oldest_first_is_what_the_rule_says(monkeypatch, few, items, credits):
    monkeypatch.setattr("cashkit.dossier.first_in._FEW", few)
    owed = debits([c for c, _, _ in items], posted=[p for _, p, _ in items], pool=[q for _, _, q in items])
    paying = means([c for c, _, _ in credits], posted=[p for _, p, _ in credits], pool=[q for _, _, q in credits])
    d, c = np.lexsort((owed.due, owed.pool)), np.lexsort((paying.posted, paying.pool))
    credits, items = (paying.pool[c], paying.cents[c], paying.posted[c]), (owed.pool[d], owed.cents[d], owed.posted[d])
    i, j, cents = fifo_of_known(credits, items)
    assert sorted(zip(c[i].tolist(), d[j].tolist(), cents.tolist(), strict=True)) == slow(owed, paying)


@settings(max_examples=200, deadline=None)
@given(sides, sides)
def test_without_dates_oldest_first_pays_all_that_can_be_paid(items, credits):
    items, credits = sorted(items, key=lambda x: x[2]), sorted(credits, key=lambda x: x[2])
    d_pool, c_pool = np.array([q for _, _, q in items], np.int32), np.array([q for _, _, q in credits], np.int32)
    d, c = np.array([x for x, _, _ in items]), np.array([x for x, _, _ in credits])
    i, j, cents = fifo(c_pool, c, d_pool, d)
    for pool in (0, 1):
        here = c_pool[i] == pool
        assert cents[here].sum() == min(c[c_pool == pool].sum(), d[d_pool == pool].sum())
    assert (c_pool[i] == d_pool[j]).all()
    assert (np.bincount(i, cents, len(c)) <= c).all()
    assert (np.bincount(j, cents, len(d)) <= d).all()


@pytest.mark.parametrize("sums", [2, 6])
def test_runs_of_two_to_six_invoices_are_tried(sums):
    cents = [3**k for k in range(8)]
    found = paid(debits(cents), means([sum(cents[1 : 1 + sums])]))
    assert [row[1] for row in found] == list(range(1, 1 + sums))
    assert {row[3] for row in found} == {1}


def test_seven_invoices_are_no_run():
    cents = [3**k for k in range(9)]
    assert {row[3] for row in paid(debits(cents), means([sum(cents[1:8])]))} == {2}
