"""The cycle: what every table owes to the others, at any seed and size."""

import numpy as np
import pandas as pd
import pytest

from cashkit.dossier.dossier import Dossier
from cashkit.ground.money import whole_cents
from cashkit.sample.customers import make_customers
from cashkit.sample.cycle import make_cycle
from cashkit.sample.plan import Plan
from cashkit.sample.planted_cycle import planted

CLOSING = pd.Timestamp("2025-12-31")
SIZES = [(2025, 6000), (1, 600), (7, 600), (11, 6000), (7, 20_000)]


class Made:
    """One cycle, its planted cases, and its amounts in cents."""

    def __init__(self, seed, invoices):
        plan = Plan(seed=seed, invoices=invoices)
        self.customers = make_customers(plan)
        self.tables = make_cycle(plan, self.customers)
        self.planted = planted({"customers": self.customers, **self.tables})

    def __getattr__(self, name):
        return self.tables[name]

    def keys(self, code):
        chosen = (self.planted["code"] == code) & ~self.planted["near_miss"]
        return set(self.planted.loc[chosen, "key"])


@pytest.fixture(scope="module", params=SIZES, ids=lambda size: f"seed {size[0]}, {size[1]} invoices")
def made(request):
    return Made(*request.param)


def cents(column):
    found, odd = whole_cents(column.fillna(0.0).to_numpy(float))
    assert not odd.any()
    return pd.Series(found, index=column.index)


def by(table, key, amount="amount"):
    return cents(table[amount]).groupby(table[key]).sum()


def test_there_are_as_many_invoices_as_asked_for(made):
    assert (made.invoices["kind"] == "invoice").sum() in {600, 6000, 20_000}


def test_every_id_is_given_once(made):
    for table, name in (("orders", "order_id"), ("deliveries", "delivery_id"), ("invoices", "invoice_id")):
        assert made.tables[table][name].is_unique
    assert pd.concat([made.payments["payment_id"], made.invoices["invoice_id"]]).is_unique


def test_a_payment_is_the_sum_of_its_allocations_but_for_receipts_that_settle_nothing(made):
    used = by(made.allocations, "credit_id").reindex(made.payments["payment_id"]).fillna(0).to_numpy()
    unused = made.payments[cents(made.payments["amount"]).to_numpy() != used]
    assert (unused["kind"] == "payment").all()
    assert not unused["payment_id"].isin(made.allocations["credit_id"]).any()
    assert made.keys("receipt_unapplied") | made.keys("receipt_unidentified") <= set(unused["payment_id"])


def test_a_credit_note_is_set_off_in_full(made):
    notes = made.invoices[made.invoices["kind"] == "credit_note"]
    used = by(made.allocations, "credit_id").reindex(notes["invoice_id"])
    assert (used.to_numpy() == -cents(notes["amount"]).to_numpy()).all()


def test_nothing_is_settled_beyond_what_it_is(made):
    settled = by(made.allocations, "invoice_id")
    owed = cents(made.invoices["amount"]).set_axis(made.invoices["invoice_id"])
    assert set(settled.index) <= set(owed.index)
    assert (settled <= owed.reindex(settled.index)).all()


def test_a_credit_settles_items_of_its_own_customer_and_never_before_both_exist(made):
    items = made.invoices.set_index("invoice_id")[["customer_id", "posted_on"]]
    credits = pd.concat([made.payments.set_index("payment_id")[["customer_id", "posted_on"]], items])
    item = items.loc[made.allocations["invoice_id"]].reset_index(drop=True)
    credit = credits.loc[made.allocations["credit_id"]].reset_index(drop=True)
    assert (item["customer_id"] == credit["customer_id"]).all()
    day = made.allocations["allocated_on"].reset_index(drop=True)
    assert (day >= item["posted_on"]).all()
    assert (day >= credit["posted_on"]).all()


def test_lettering_follows_and_an_eighth_is_not_lettered(made):
    rows = made.allocations
    lettered = rows["lettered_on"].notna()
    assert (rows.loc[lettered, "lettered_on"] >= rows.loc[lettered, "allocated_on"]).all()
    assert 0.08 < 1 - lettered.mean() < 0.18


def test_what_was_delivered_is_what_was_invoiced(made):
    goods = made.invoices[(made.invoices["kind"] == "invoice") & (made.invoices["nature"] == "goods")]
    delivered = by(made.deliveries[made.deliveries["invoice_id"].notna()], "invoice_id")
    found = delivered.reindex(goods["invoice_id"]).fillna(0).to_numpy()
    other = goods[found != cents(goods["amount"]).to_numpy()]
    twins = made.keys("invoice_doubled")
    meant = made.keys("invoice_exceeds_delivery") | made.keys("invoice_without_delivery") | twins
    assert set(other["invoice_id"]) == meant


def test_an_order_is_at_least_what_was_delivered_of_it_and_comes_before(made):
    delivered = by(made.deliveries[made.deliveries["order_id"].notna()], "order_id")
    ordered = cents(made.orders["amount"]).set_axis(made.orders["order_id"])
    assert (delivered <= ordered.reindex(delivered.index)).all()
    days = made.orders.set_index("order_id")["ordered_on"]
    linked = made.deliveries[made.deliveries["order_id"].notna()]
    assert (days.loc[linked["order_id"]].to_numpy() <= linked["delivered_on"].to_numpy()).all()


def test_amounts_are_the_sum_of_net_and_vat(made):
    rows = made.invoices[made.invoices["vat"].notna()]
    assert (cents(rows["amount"]) == cents(rows["amount_excl_vat"]) + cents(rows["vat"])).all()


def test_nothing_after_the_closing_date_leaks_in(made):
    told = {"orders": ["ordered_on"], "deliveries": ["delivered_on"], "allocations": ["allocated_on", "lettered_on"]}
    told |= {"payments": ["payment_date", "posted_on", "returned_on"]}
    told |= {"invoices": ["issue_date", "posted_on", "sent_on", "received_on", "settled_on"]}
    for table, columns in told.items():
        for column in columns:
            assert made.tables[table][column].max() <= CLOSING, (table, column)


def test_a_payment_that_came_back_is_owed_again(made):
    back = made.payments[(made.payments["kind"] == "payment") & made.payments["returned_on"].notna()]
    rejects = made.invoices[made.invoices["kind"] == "reject"]
    key = ["customer_id", "day", "cents"]
    returned = back.assign(day=back["returned_on"], cents=cents(back["amount"]))[key]
    owed = rejects.assign(day=rejects["posted_on"], cents=cents(rejects["amount"]))[key]
    assert sorted(returned.itertuples(index=False)) == sorted(owed.itertuples(index=False))


def test_a_bill_is_what_it_gathers(made):
    accepted = made.payments[made.payments["kind"] == "bill"]
    bills = made.invoices[made.invoices["kind"] == "bill"]
    assert sorted(cents(accepted["amount"])) == sorted(cents(bills["amount"]))
    assert (bills["account"] == "413000").all()


def test_a_retention_is_a_twentieth_and_is_kept_a_year(made):
    rows = made.invoices[made.invoices["retention_amount"].notna()]
    assert (np.abs(cents(rows["retention_amount"]) * 20 - cents(rows["amount"])) < 20).all()
    assert ((rows["retention_due"] - rows["issue_date"]).dt.days > 365).all()


def test_the_door_of_the_dossier_has_nothing_to_say_but_of_credits(made):
    dossier = Dossier.of(name="case", customers=made.customers, **made.tables)
    assert set(dossier.findings["code"]) == {"R04", "R09"}


def test_both_views_agree_on_what_is_overdue(made):
    import cashkit as ck

    dossier = Dossier.of(name="case", customers=made.customers, **made.tables)
    strict, matched = (ck.aged_balance(dossier, as_of=CLOSING, view=view) for view in ("strict", "matched"))
    late = ["1-30", "31-60", "61-90", "91+"]
    assert matched[late].to_numpy().sum() == pytest.approx(strict[late].to_numpy().sum(), rel=0.01)


def test_every_fault_is_planted_twice_at_least_at_every_size(made):
    found = made.planted[~made.planted["near_miss"]].groupby("code").size()
    once = {"order_of_insolvent_customer", "delivery_on_credit_after_judgment", "goods_to_reclaim"}
    assert set(found.index) >= once
    assert (found.drop(list(once)) >= 2).all()
    assert (found[list(once)] == 1).all()


def test_the_same_seed_gives_the_same_bytes_and_another_does_not():
    first, second, other = Made(3, 600), Made(3, 600), Made(4, 600)
    for name, table in first.tables.items():
        assert table.to_csv() == second.tables[name].to_csv()
        assert table.to_csv() != other.tables[name].to_csv()
