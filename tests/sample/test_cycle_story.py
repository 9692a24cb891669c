"""The story's figures at base size: sales, receivables, lateness, concentration, the cast to the cent."""

import numpy as np
import pandas as pd
import pytest

from cashkit.sample.booked import book
from cashkit.sample.customers import make_customers
from cashkit.sample.cycle import make_cycle
from cashkit.sample.plan import Plan
from cashkit.sample.planted_cycle import planted

CLOSING = pd.Timestamp("2025-12-31")
INVOICED = {2023: 9520, 2024: 10_430, 2025: 11_458}  # k€ with VAT
SALES = {2023: 8200, 2024: 9000, 2025: 9900}  # without
SEGMENTS = {  # sales, invoiced, invoices, lateness
    "artisans": (1980, 2376, 1040, 3),
    "merchants": (2570, 3084, 430, 9),
    "builders": (1880, 1993, 190, 29),
    "public": (890, 1068, 170, 17),
    "retail": (1480, 1776, 205, 10),
    "export": (690, 690, 75, 16),
    "other": (410, 471, 40, 12),
}
MONTHS = (5.5, 6, 8.5, 10, 11.5, 12, 10, 4, 9, 9.5, 8, 6)
RECEIVABLES = {  # k€: not due, 1-30, 31-60, 61-90, 91+, unapplied
    "artisans": (142, 21, 8, 4, 9, 9),
    "merchants": (452, 71, 24, 9, 11, 12),
    "builders": (430, 92, 51, 31, 58, 12),
    "public": (118, 44, 19, 8, 10, 4),
    "retail": (0, 0, 8, 10, 13, 0),
    "export": (148, 33, 14, 6, 12, 3),
    "other": (38, 10, 5, 3, 6, 6),
    "doubtful": (0, 0, 0, 12, 136, 0),
}
FAULTS = {  # how many, € at stake (as far as the tables tell it)
    "order_reference_missing": (8, 46_200),
    "deposit_not_received": (3, 17_400),
    "order_entered_twice": (2, 14_200),
    "order_of_insolvent_customer": (1, 12_480),
    "delivery_without_proof": (9, 41_700),
    "delivery_not_invoiced": (11, 58_900),
    "delivery_on_credit_after_judgment": (1, 9_360),
    "delivery_without_order": (5, 7_800),
    "invoice_late": (34, 182_000),
    "invoice_doubled": (3, 9_120),
    "invoice_without_delivery": (4, 31_500),
    "invoice_not_sent": (7, 29_800),
    "due_date_beyond_cap": (9, 67_000),
    "receipt_unapplied": (7, 19_600),
    "receipt_unidentified": (3, 8_340),
    "debit_return_not_retried": (6, 7_150),
    "bill_return_not_reversed": (2, 21_900),
    "discount_taken_unduly": (9, 3_120),
}
HOW_MANY = {
    "order_terms_longer": 6, "order_amount_incoherent": 4, "invoice_exceeds_delivery": 5, "vat_incoherent": 4,
    "numbering_gap": 2, "credit_balance_old": 4, "goods_to_reclaim": 1,
}  # fmt: skip
TABLES = {"order": ("orders", "order_id"), "delivery": ("deliveries", "delivery_id")}
TABLES |= {"invoice": ("invoices", "invoice_id"), "collection": ("payments", "payment_id")}


class Story:
    """The cycle of base size, read as the story tells it."""

    def __init__(self):
        plan = Plan()
        self.customers = make_customers(plan)
        self.tables = make_cycle(plan, self.customers)
        self.invoices, self.payments = self.tables["invoices"], self.tables["payments"]
        self.planted = planted({"customers": self.customers, **self.tables})
        self.segment = self.invoices["customer_id"].map(self.customers.set_index("customer_id")["segment"])
        self.booked = book(self.customers, self.tables)
        self.left = self.booked.left("2025-12-31") / 100

    def sold(self, year):
        sold = self.invoices["kind"].isin(["invoice", "credit_note"])
        return self.invoices[sold & (self.invoices["issue_date"].dt.year == year)]

    def open_of(self, customer):
        return round(self.left[(self.invoices["customer_id"] == customer).to_numpy()].sum(), 2)


@pytest.fixture(scope="module")
def story():
    return Story()


@pytest.mark.parametrize("year", INVOICED)
def test_the_company_grows_as_told(story, year):
    rows = story.sold(year)
    assert rows["amount"].sum() / 1000 == pytest.approx(INVOICED[year], rel=0.005)
    assert rows["amount_excl_vat"].sum() / 1000 == pytest.approx(SALES[year], rel=0.02)


@pytest.mark.parametrize("segment", SEGMENTS)
def test_each_segment_buys_as_told(story, segment):
    rows = story.sold(2025)
    mine = rows[story.segment[rows.index] == segment]
    sales, invoiced, count, _ = SEGMENTS[segment]
    assert mine["amount_excl_vat"].sum() / 1000 == pytest.approx(sales, rel=0.02)
    assert mine["amount"].sum() / 1000 == pytest.approx(invoiced, rel=0.02)
    assert (mine["kind"] == "invoice").sum() == pytest.approx(count, abs=3)


def test_the_year_has_its_seasons(story):
    rows = story.sold(2025)
    share = rows.groupby(rows["issue_date"].dt.month)["amount"].sum() / rows["amount"].sum() * 100
    assert share.to_numpy() == pytest.approx(np.array(MONTHS), abs=0.5)
    closed = rows[rows["issue_date"].between("2025-08-04", "2025-08-17")]
    assert set(closed["kind"]) <= {"credit_note"}


def buckets(story):
    """Return what is open by segment (doubtful apart) and bucket, retention by its own due day."""
    rows, left = story.invoices, np.maximum(story.left, 0)
    waiting = (rows["retention_due"] > CLOSING).to_numpy()
    kept = np.where(waiting, np.minimum(rows["retention_amount"].fillna(0).to_numpy(), left), 0)
    late = (CLOSING - rows["due_date"]).dt.days.to_numpy()
    bucket = np.searchsorted([0, 30, 60, 90], late)
    who = np.where(rows["doubtful"].fillna(value=False), "doubtful", story.segment)
    frame = pd.DataFrame({"who": who, "bucket": bucket, "euros": left - kept})
    frame = pd.concat([frame, pd.DataFrame({"who": who, "bucket": 0, "euros": kept})])
    return frame.pivot_table(index="who", columns="bucket", values="euros", aggfunc="sum", fill_value=0.0) / 1000


def test_receivables_stand_in_their_buckets(story):
    found = buckets(story)
    for segment, (*told, _) in RECEIVABLES.items():
        assert found.loc[segment].sum() == pytest.approx(sum(told), rel=0.02, abs=5.5), segment
    for place in range(5):
        told = sum(row[place] for row in RECEIVABLES.values())
        assert found[place].sum() == pytest.approx(told, rel=0.025), place


def test_credits_that_settle_nothing_stand_beside(story):
    unused = pd.Series(story.booked.unused("2025-12-31") / 100_000)
    known = story.booked.payments["customer"].to_numpy() >= 0
    segments = story.customers["segment"].to_numpy()[story.booked.payments["customer"].to_numpy()[known]]
    found = unused[known].groupby(segments).sum()
    assert found.sum() == pytest.approx(46.0, abs=0.01)
    for segment in SEGMENTS:
        assert found.get(segment, 0.0) == pytest.approx(RECEIVABLES[segment][5], abs=0.01)


def test_dso_is_what_the_story_says_on_the_books_and_in_truth(story):
    found = buckets(story).drop("doubtful").to_numpy()
    rows, invoiced = story.invoices, story.sold(2025)["amount"].sum() / 1000
    day = 365 / invoiced
    on_books = found.sum() - 46
    sold = (rows["financed"] == "discounted") & (rows["due_date"] > CLOSING)
    factored = rows.loc[(rows["financed"] == "factor") & rows["settled_on"].isna(), "invoice_id"]
    advanced = story.payments.loc[story.payments["method"] == "factor", "payment_id"]
    made = story.tables["allocations"]
    made = made[made["credit_id"].isin(advanced) & made["invoice_id"].isin(factored)]
    assert on_books * day == pytest.approx(59.6, abs=0.6)
    assert found[:, 0].sum() * day == pytest.approx(42.3, abs=0.6)
    assert rows.loc[sold, "amount"].sum() / 1000 == pytest.approx(130, rel=0.02)
    assert made["amount"].sum() / 1000 == pytest.approx(231, rel=0.02)
    restated = on_books + (rows.loc[sold, "amount"].sum() + made["amount"].sum()) / 1000
    assert restated * day == pytest.approx(71.1, abs=0.7)
    quarter = story.sold(2025)["amount"][story.sold(2025)["issue_date"].dt.month >= 10].sum() / 1000
    assert on_books / quarter * 92 == pytest.approx(64, abs=1.5)


@pytest.mark.parametrize(("day", "invoiced", "dso"), [("2023-12-31", 9520, 54), ("2024-12-31", 10_430, 57)])
def test_the_years_before_close_as_told(story, day, invoiced, dso):
    owed = np.maximum(story.booked.left(day), 0).sum() - story.booked.unused(day).sum()
    assert owed / 100_000 / invoiced * 365 == pytest.approx(dso, abs=1.5)


def paid_on(story):
    """Return the day on which each invoice was paid in truth: by the customer, whatever the bank advanced."""
    made, items = story.booked.allocations, story.invoices
    last = pd.Series(made["day"].to_numpy()).groupby(made["item"].to_numpy()).max().reindex(range(len(items)))
    return pd.Timestamp("1970-01-01") + pd.to_timedelta(last, unit="D")


def test_customers_pay_as_late_as_told(story):
    rows = story.invoices.assign(paid=paid_on(story).to_numpy(), left=story.left)
    mine = rows[(rows["kind"] == "invoice") & rows["due_date"].between("2025-01-01", CLOSING)]
    mine = mine[(mine["financed"].fillna("") != "factor") & (mine["customer_id"] != "C0249")]
    by_bill = mine["customer_id"].map(story.customers.set_index("customer_id")["payment_method"]) == "bill"
    mine = mine[~by_bill & mine["retention_amount"].isna()]
    paid = mine["paid"].where(mine["left"] <= 0.005, CLOSING).clip(upper=CLOSING)
    days = (paid - mine["due_date"]).dt.days
    late = (days * mine["amount"]).groupby(story.segment[mine.index]).sum()
    late = late / mine["amount"].groupby(story.segment[mine.index]).sum()
    for segment in ("public", "export", "other"):
        assert late[segment] == pytest.approx(SEGMENTS[segment][3], abs=1.6), segment
    assert late["artisans"] < 5.5
    assert late["builders"] > 25


def test_sales_are_concentrated_as_told(story):
    rows = story.sold(2025)
    group = story.customers.set_index("customer_id")["group_id"]
    owner = rows["customer_id"].map(group).fillna(rows["customer_id"])
    share = (rows.groupby(owner)["amount"].sum() / rows["amount"].sum()).sort_values(ascending=False)
    assert share.index[0] == "G01"
    assert share.iloc[0] == pytest.approx(0.155, abs=0.002)
    assert share.head(5).sum() == pytest.approx(0.34, abs=0.01)
    assert share.head(10).sum() == pytest.approx(0.46, abs=0.01)
    assert share["G02"] < 0.098
    assert rows["customer_id"].nunique() == pytest.approx(228, abs=3)


VOLUMES = {"orders": (6400, 0.03), "deliveries": (6920, 0.03), "payments": (4350, 0.15), "allocations": (6800, 0.05)}


@pytest.mark.parametrize("table", VOLUMES)
def test_there_are_as_many_documents_as_told(story, table):
    total, within = VOLUMES[table]
    assert len(story.tables[table]) == pytest.approx(total, rel=within)


def test_credit_notes_are_2_9_percent_of_what_is_invoiced(story):
    notes = story.invoices[story.invoices["kind"] == "credit_note"]
    years = notes["issue_date"].dt.year.value_counts().to_dict()
    assert years == pytest.approx({2023: 100, 2024: 112, 2025: 118}, abs=2)
    last = -notes.loc[notes["issue_date"].dt.year == 2025, "amount"].sum() / 1000
    assert last == pytest.approx(0.029 * 11_458, rel=0.02)


def test_31_35_and_41_payments_came_back(story):
    back = story.payments[story.payments["returned_on"].notna()]
    assert back["returned_on"].dt.year.value_counts().to_dict() == pytest.approx({2023: 31, 2024: 35, 2025: 41}, abs=2)


CAST = {
    "C0024": 73_560.00, "C0029": 22_600.00, "C0031": 0.00, "C0033": 41_300.00, "C0034": 36_800.00, "C0036": 21_500.00,
    "C0038": 12_200.00, "C0147": 18_750.00, "C0155": 9_300.00, "C0005": 55_400.00, "C0007": 48_600.00,
    "C0008": 42_800.00,
}  # fmt: skip


@pytest.mark.parametrize(("seed", "invoices"), [(2025, 6000), (5, 600), (6, 12_000)])
def test_the_cast_owes_the_same_at_every_seed_and_size(seed, invoices):
    plan = Plan(seed=seed, invoices=invoices)
    customers = make_customers(plan)
    tables = make_cycle(plan, customers)
    left = pd.Series(book(customers, tables).left("2025-12-31"))
    owed = left.groupby(tables["invoices"]["customer_id"].to_numpy()).sum() / 100
    assert {code: owed.get(code, 0.0) for code in CAST} == pytest.approx(CAST, abs=0.001)
    lost = tables["payments"][(tables["payments"]["kind"] == "write_off")]
    assert lost.loc[lost["customer_id"] == "C0031", "amount"].sum() == pytest.approx(64_800.00, abs=0.001)
    talmond = ["C0005", "C0006", "C0007", "C0008"]
    waiting = tables["deliveries"]
    waiting = waiting[waiting["customer_id"].isin(talmond) & waiting["invoice_id"].isna() & (waiting["kind"] != "free")]
    assert owed[talmond].sum() + waiting["amount"].sum() == pytest.approx(198_000.00, abs=0.001)
    assert (owed[talmond] + waiting.groupby("customer_id")["amount"].sum().reindex(talmond).fillna(0) < 58_800).all()
    bought = tables["invoices"]
    bought = bought[bought["kind"].isin(["invoice", "credit_note"]) & (bought["issue_date"] > "2024-12-31")]
    exempt = bought.groupby("customer_id")["amount"].sum()
    assert (round(exempt["C0231"], 2), round(exempt["C0232"], 2)) == (58_000.00, 24_500.00)


def test_bativexin_is_as_told(story):
    rows = story.invoices[(story.invoices["customer_id"] == "C0024") & (story.left > 0)]
    before = rows["issue_date"] < "2025-10-14"
    assert rows.loc[before, "amount"].sum() == pytest.approx(64_200.00)
    assert rows.loc[~before, "amount"].tolist() == [9_360.00]
    deliveries = story.tables["deliveries"]
    assert deliveries["in_kind"].sum() == pytest.approx(19_200.00)
    assert deliveries.loc[deliveries["in_kind"] > 0, "delivered_on"].max() < pd.Timestamp("2025-10-14")


def test_retentions_wait_or_are_owed(story):
    rows = story.invoices.assign(left=story.left)
    rows = rows[rows["retention_amount"].notna() & (rows["left"] > 0)]
    past = rows["retention_due"] <= CLOSING
    assert rows.loc[past, "left"].sum() == pytest.approx(17_000.00)
    assert past.sum() == 5
    kept = np.minimum(rows.loc[~past, "retention_amount"], rows.loc[~past, "left"])
    assert kept.sum() / 1000 == pytest.approx(54, rel=0.02)


def test_openings_near_their_limitation_are_still_owed(story):
    rows = story.invoices.assign(left=story.left)
    old = rows[(rows["kind"] == "opening") & (rows["left"] > 0)].sort_values("due_date")
    assert old["due_date"].dt.strftime("%Y-%m-%d").tolist() == ["2021-03-26", "2021-11-15", "2021-12-06"]
    assert old["left"].tolist() == [7_200.0, 2_600.0, 3_900.0]
    assert old["interrupted_on"].notna().tolist() == [False, True, False]


def stake(story, code):
    cases = story.planted[(story.planted["code"] == code) & ~story.planted["near_miss"]]
    table, key = TABLES[cases["stage"].iloc[0]]
    amount = "deposit_agreed" if code == "deposit_not_received" else "amount"
    rows = story.tables[table]
    return len(cases), rows.loc[rows[key].isin(cases["key"]), amount].sum()


@pytest.mark.parametrize("code", FAULTS)
def test_each_fault_is_planted_as_often_and_for_as_much_as_told(story, code):
    count, euros = stake(story, code)
    assert count == FAULTS[code][0]
    assert euros == pytest.approx(FAULTS[code][1], rel=0.04)


@pytest.mark.parametrize("code", HOW_MANY)
def test_each_fault_is_planted_as_often_as_told(story, code):
    assert stake_count(story, code) == HOW_MANY[code]


def stake_count(story, code):
    return int(((story.planted["code"] == code) & ~story.planted["near_miss"]).sum())


@pytest.mark.parametrize("stage", ["order", "delivery", "invoice", "collection"])
def test_there_are_at_least_as_many_near_misses_as_faults(story, stage):
    mine = story.planted[story.planted["stage"] == stage]
    assert mine["near_miss"].sum() >= (~mine["near_miss"]).sum()
