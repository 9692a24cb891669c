"""Stage 5: what left despite a warning, unproved, unordered, unbilled; each fault beside its near-miss."""

import datetime as dt

import pytest

from cashkit.ground import language
from cashkit.publish import runs
from cashkit.stages.door import review
from cashkit.views import figures_table, findings_table, table
from tests.stages.book import AS_OF, book, codes, on_an_engine, said, value

DAY = "2025-11-05"
EARLY = ("F0", "C9", "2024-01-02", "2024-02-01", 1.0)


def delivery(key="D1", day=DAY, amount=1_000.0, customer="C1", **columns):
    row = {"delivery_id": key, "customer_id": customer, "delivered_on": day, "amount": amount}
    return row | {"order_id": "O1", "kind": "shipped", "proof": "signed", "invoice_id": f"F-{key}"} | columns


def customer(key="C1", **columns):
    return {"customer_id": key, "name": f"Client {key}"} | columns


NAMED = (customer(),)
LINE = (customer(credit_limit=10_000.0),)


def dossier(*deliveries, customers=NAMED, invoices=(), payments=(), allocations=(), **tables):
    """Return a dossier whose deliveries are invoiced two days later, unless they name another invoice."""
    billed = [
        (one["invoice_id"], one["customer_id"], _after(one["delivered_on"], 2), "2026-03-31", one["amount"])
        for one in deliveries
        if one["invoice_id"] == f"F-{one['delivery_id']}" and one["delivered_on"] <= "2025-12-29"
    ]
    rows = [EARLY, *billed, *invoices]
    made = {"deliveries": list(deliveries), "customers": list(customers), **tables}
    return book(rows, payments, allocations, **made)


def _after(day, days):
    return str(dt.date.fromisoformat(day) + dt.timedelta(days=days))


def found(*deliveries, as_of=AS_OF, **more):
    return review("delivery", dossier(*deliveries, **more), as_of=as_of)


def keys(code, *deliveries, **more):
    """Return the deliveries with a fault."""
    return [key for name, key in sorted(codes(found(*deliveries, **more))) if name == code]


def only(code, *deliveries, **more):
    """Return the one finding of a code."""
    (one,) = [fault for fault in found(*deliveries, **more).finding_records if fault.code == code]
    return one


# --- the line -----------------------------------------------------------------------
@pytest.mark.parametrize(("amount", "expected"), [(11_000.0, []), (11_000.01, ["D1"])])
def test_a_delivery_counts_in_the_exposure_of_its_own_day(amount, expected):
    assert keys("delivery_beyond_limit", delivery(amount=amount), customers=LINE) == expected


def test_the_excess_counts_from_the_line_and_names_the_customer():
    one = only("delivery_beyond_limit", delivery(amount=13_000.0), customers=LINE)
    assert (one.amount_at_stake, one.kind, one.items) == (3_000, "loss", (("customers", "C1", 300_000),))


def test_what_is_delivered_and_not_invoiced_fills_the_line():
    rows = [delivery("D1", "2025-11-01", 8_000.0, invoice_id=None), delivery("D2", amount=4_000.0)]
    assert keys("delivery_beyond_limit", *rows, customers=LINE) == ["D2"]


def test_a_deposit_makes_the_delivery_fit():
    orders = [{"order_id": "O1", "customer_id": "C1", "ordered_on": "2025-10-01", "amount": 12_000.0}]
    row = delivery(amount=12_000.0)
    assert keys("delivery_beyond_limit", row, customers=LINE, orders=orders) == ["D1"]
    orders[0] |= {"deposit_received": 3_600.0}
    assert keys("delivery_beyond_limit", row, customers=LINE, orders=orders) == []


@pytest.mark.parametrize("columns", [{"kind": "free"}, {"released_by": "DG"}])
def test_what_is_free_or_released_is_no_fault(columns):
    assert keys("delivery_beyond_limit", delivery(amount=50_000.0, **columns), customers=LINE) == []


def test_a_collection_at_the_counter_counts_like_any_delivery():
    row = delivery(amount=50_000.0, kind="collected", order_id=None)
    assert keys("delivery_beyond_limit", row, customers=LINE) == ["D1"]


@pytest.mark.parametrize("limit", [None, 0.0])
def test_without_a_line_nothing_is_beyond_it(limit):
    assert keys("delivery_beyond_limit", delivery(amount=50_000.0), customers=[customer(credit_limit=limit)]) == []


# --- overdue ------------------------------------------------------------------------
def late(days, amount=1_000.01, **columns):
    """Return an invoice so many days late on 5 November 2025."""
    due = dt.date(2025, 11, 5) - dt.timedelta(days=days)
    return [("F1", "C1", str(due - dt.timedelta(days=30)), str(due), amount, columns)]


@pytest.mark.parametrize(
    ("days", "amount", "expected"), [(31, 1_000.01, ["D1"]), (30, 1_000.01, []), (31, 1_000.0, [])]
)
def test_nothing_leaves_to_who_owes_more_than_1_000_euros_for_more_than_30_days(days, amount, expected):
    assert keys("delivery_on_overdue_customer", delivery(), invoices=late(days, amount)) == expected


def test_its_amount_stands_on_the_invoice_that_bills_it():
    one = only("delivery_on_overdue_customer", delivery(amount=700.0), invoices=late(60, 5_000.0))
    assert (one.amount_at_stake, one.kind, one.items) == (700, "loss", (("invoices", "F-D1", 70_000),))


def test_an_overdue_that_is_all_in_dispute_does_not_stop_a_delivery():
    disputes = [{"dispute_id": "L1", "invoice_id": "F1", "opened_on": "2025-10-01"}]
    assert keys("delivery_on_overdue_customer", delivery(), invoices=late(60, 5_000.0), disputes=disputes) == []


def orders(terms):
    return [
        {
            "order_id": "O1",
            "customer_id": "C1",
            "ordered_on": "2025-10-01",
            "amount": 1_000.0,
            "payment_terms": terms,
        }
    ]


@pytest.mark.parametrize(
    ("columns", "file", "tables"),
    [
        ({"kind": "free"}, {}, {}),
        ({"released_by": "DG"}, {}, {}),
        ({}, {"kind": "hospital"}, {}),
        ({}, {"payment_terms": "prepaid"}, {}),
        ({}, {"payment_terms": "30"}, {"orders": orders("prepaid")}),
    ],
)
def test_what_is_free_released_public_or_paid_first_may_leave(columns, file, tables):
    more = {"customers": [customer(**file)], "invoices": late(60, 5_000.0), **tables}
    assert keys("delivery_on_overdue_customer", delivery(**columns), **more) == []


def test_the_terms_of_the_order_win_over_those_of_the_account():
    more = {"customers": [customer(payment_terms="prepaid")], "invoices": late(60, 5_000.0)}
    assert keys("delivery_on_overdue_customer", delivery(), orders=orders("30"), **more) == ["D1"]


# --- judgment -------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("day", "terms", "expected"),
    [("2025-10-15", "30", ["D1"]), ("2025-10-14", "30", []), ("2025-11-28", "prepaid", []), ("2025-11-28", "", ["D1"])],
)
def test_after_a_judgment_goods_leave_against_cash_only(day, terms, expected):
    files = [customer(judgment_on="2025-10-14", payment_terms="")]
    row = delivery(day=day)
    assert keys("delivery_on_credit_after_judgment", row, customers=files, orders=orders(terms)) == expected


RECLAIM = {"judgment_on": "2025-10-14", "published_on": "2025-10-22"}


def in_kind(day="2025-09-10", amount=600.0, key="D1", **columns):
    return delivery(key, day, 1_000.0, in_kind=amount, **columns)


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [("2025-10-21", []), ("2025-10-22", ["C1"]), ("2026-01-22", ["C1"]), ("2026-01-23", [])],
)
@pytest.mark.filterwarnings("ignore::cashkit.measures.as_of.CashkitWarning")
def test_goods_are_reclaimed_within_three_months_of_the_publication(as_of, expected):
    assert keys("goods_to_reclaim", in_kind(), customers=[customer(**RECLAIM)], as_of=as_of) == expected


def test_goods_to_reclaim_are_those_of_before_the_judgment_and_still_there():
    rows = [
        in_kind(key="D1"),
        in_kind(key="D2", amount=200.0, invoice_id=None),
        in_kind("2025-10-14", key="D3"),
        in_kind(key="D4", amount=0.0),
    ]
    one = only("goods_to_reclaim", *rows, customers=[customer(**RECLAIM)])
    assert (one.key, one.table, one.amount_at_stake, one.kind) == ("C1", "customers", 800, "loss")
    assert one.items == (("invoices", "F-D1", 60_000), ("deliveries", "D2", 20_000))
    assert "22/01/2026" in one.message("fr")
    assert keys("goods_to_reclaim", in_kind(), customers=[customer(**RECLAIM | {"published_on": None})]) == []


# --- proof and order ---------------------------------------------------------------------
@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({"proof": "none"}, ["D1"]),
        ({"proof": "disputed"}, ["D1"]),
        ({"proof": "signed"}, []),
        ({"proof": None}, []),
        ({"proof": "none", "amount": 500.0}, []),
        ({"proof": "none", "amount": 500.01}, ["D1"]),
        ({"proof": "none", "kind": "collected"}, []),
        ({"proof": "none", "kind": "free"}, []),
    ],
)
def test_what_is_shipped_above_500_euros_needs_an_uncontested_slip(columns, expected):
    assert keys("delivery_without_proof", delivery(**columns)) == expected


@pytest.mark.parametrize(("kind", "expected"), [("shipped", ["D2"]), ("collected", []), ("free", []), (None, [])])
def test_only_what_is_shipped_needs_an_order(kind, expected):
    assert keys("delivery_without_order", delivery(), delivery("D2", order_id=None, kind=kind)) == expected


def test_a_table_that_tells_no_order_accuses_nobody():
    assert keys("delivery_without_order", delivery(order_id=None)) == []


# --- billing -----------------------------------------------------------------------------
@pytest.mark.parametrize(("day", "expected"), [("2025-11-30", ["D1"]), ("2025-12-01", []), ("2024-12-31", [])])
def test_a_delivery_is_forgotten_after_thirty_days_within_the_year(day, expected):
    assert keys("delivery_not_invoiced", delivery(day=day, invoice_id=None)) == expected


def test_december_deliveries_invoiced_in_january_are_cut_off_and_no_fault():
    invoices = [("F9", "C1", "2026-01-05", "2026-02-28", 1_000.0)]
    told = found(delivery(day="2025-12-20", invoice_id="F9"), invoices=invoices)
    assert codes(told) == set()
    assert (value(told, "cut_off_deliveries"), value(told, "forgotten_deliveries")) == (1_000, 0)
    assert told.tables["delivered_not_invoiced"]["billing"].tolist() == ["cut_off"]


def test_a_forgotten_delivery_is_cash_late_for_its_amount():
    one = only("delivery_not_invoiced", delivery(day="2025-11-01", invoice_id=None))
    assert (one.amount_at_stake, one.kind, one.items) == (1_000, "cash_late", (("deliveries", "D1", 100_000),))
    assert one.params["days"] == 60


def test_free_replacements_need_no_invoice():
    assert keys("delivery_not_invoiced", delivery(day="2025-11-01", invoice_id=None, kind="free", amount=0.0)) == []


# --- the stop rule ---------------------------------------------------------------------------
def test_a_stop_rule_tells_what_was_lost_beside_the_sales_it_would_have_cost():
    rows = [
        delivery("D1", "2024-05-02", 400.0),
        delivery("D2", "2024-05-02", 300.0),
        delivery("D3", "2024-05-02", 200.0),
        delivery("D4", "2024-05-02", 100.0, invoice_id=None),
        delivery("D5", "2024-05-02", 90.0, customer="C2"),
        delivery("D6", "2024-05-02", 80.0, released_by="DG"),
    ]
    paid = [
        ("P1", "C1", "2024-07-01", 400.0, {"kind": "payment"}),
        ("P2", "C1", "2024-09-01", 50.0, {"kind": "write_off"}),
    ]
    allocations = [("P1", "F-D1", 400.0, "2024-07-01"), ("P2", "F-D2", 50.0, "2024-09-01")]
    files = [customer(credit_limit=100.0), customer("C2")]
    told = found(*rows, customers=files, payments=paid, allocations=allocations)
    frame = told.tables["stop_rule"]
    assert dict(zip(frame["fate"], frame["amount"], strict=True)) == {
        "lost": 300.0,
        "open": 200.0,
        "paid": 400.0,
        "not_invoiced": 100.0,
    }
    assert (value(told, "held_back"), value(told, "held_back_lost"), value(told, "held_back_paid")) == (1_000, 300, 400)
    assert codes(told) == set()


# --- verdict, tables ----------------------------------------------------------------------------
def test_deliveries_within_the_rules_are_good():
    told = found(delivery(), customers=LINE)
    assert (told.verdict, told.reason, told.params["deliveries"]) == ("good", "stages.delivery_good", 1)


@pytest.mark.parametrize(("amount", "expected"), [(364_000.0, "watch"), (363_999.0, "bad")])
def test_more_than_a_days_deliveries_forgotten_is_bad(amount, expected):
    rows = [delivery("D1", "2025-11-01", 1_000.0, invoice_id=None), delivery("D2", amount=amount)]
    told = found(*rows)
    assert (told.verdict, told.reason) == (expected, "stages.delivery_only_forgotten")


@pytest.mark.parametrize(("amount", "expected"), [(19_000.0, "watch"), (18_999.0, "bad")])
def test_five_per_cent_delivered_against_a_warning_is_bad(amount, expected):
    rows = [delivery("D1"), delivery("D2", amount=amount, customer="C2")]
    told = found(*rows, customers=[customer(), customer("C2")], invoices=late(60, 5_000.0))
    assert (told.verdict, told.reason) == (expected, "stages.delivery_risky")


def test_an_unproved_delivery_is_to_be_watched():
    told = found(delivery(proof="none"))
    assert (told.verdict, told.reason) == ("watch", "stages.delivery_lame")


def test_the_exposure_of_a_delivery_is_told_part_by_part():
    rows = [delivery("D1", "2025-11-01", 8_000.0, invoice_id=None), delivery("D2", amount=6_000.0)]
    frame = found(*rows, customers=LINE, invoices=[("F1", "C1", "2025-10-01", "2026-01-31", 500.0)]).tables[
        "delivery_exposure"
    ]
    told = frame.iloc[0]
    assert frame["delivery_id"].tolist() == ["D2"]
    assert told[["receivables", "to_be_invoiced", "exposure", "credit_limit", "excess"]].tolist() == [
        500.0, 14_000.0, 14_500.0, 10_000.0, 4_500.0,
    ]  # fmt: skip


def test_proofs_are_told_by_kind_and_as_a_share():
    told = found(delivery("D1", amount=900.0), delivery("D2", amount=600.0, proof="none"), delivery("D3", amount=10.0))
    assert value(told, "proof_share") == pytest.approx(0.6)
    assert told.tables["deliveries_by_proof"]["proof"].tolist() == ["signed", "none"]


def test_no_delivery_in_the_year_is_not_assessed():
    told = found(delivery(day="2023-05-02"))
    assert (told.verdict, told.reason) == ("not_assessed", "stages.delivery_none")


def test_without_deliveries_the_stage_says_what_it_would_need():
    told = review("delivery", book([EARLY]))
    assert (told.verdict, told.figure_records) == ("not_assessed", ())
    assert {one.point for one in told.missing} >= {"delivery_exposure", "delivery_not_invoiced"}


def everything():
    files = [customer(credit_limit=100.0), customer("C2", credit_limit=None, **RECLAIM)]
    rows = [
        delivery("D1", proof="none"),
        delivery("D2", "2025-11-10", order_id=None, invoice_id=None),
        in_kind(customer="C2", key="D3"),
        delivery("D4", "2025-11-28", customer="C2"),
    ]
    return dossier(*rows, customers=files, invoices=late(60, 5_000.0))


def test_every_code_is_found_in_a_bad_book():
    assert {code for code, _ in codes(review("delivery", everything()))} == {
        "delivery_beyond_limit",
        "delivery_on_overdue_customer",
        "delivery_without_proof",
        "delivery_not_invoiced",
        "delivery_on_credit_after_judgment",
        "delivery_without_order",
        "goods_to_reclaim",
    }


@pytest.mark.filterwarnings("ignore::cashkit.measures.as_of.CashkitWarning")
@pytest.mark.parametrize("made", [lambda: dossier(delivery()), everything], ids=["little", "everything"])
@pytest.mark.parametrize("as_of", [AS_OF, "2024-01-01"])
def test_every_review_ends_and_speaks_both_languages(made, as_of, tmp_path):
    told = review("delivery", made(), as_of=as_of)
    assert said(told)
    runs.write(tmp_path, told)
    assert list(runs.read(tmp_path, "delivery").figure_records) == list(told.figure_records)
    for lang in language.LANGUAGES:
        assert figures_table(told.figure_records, lang).text()
        assert findings_table(told.finding_records, lang) is not None
        assert all(table(frame, lang, caption=key).html() for key, frame in told.tables.items())


def test_every_table_and_column_has_its_words():
    words = language.table("views")
    for key, frame in review("delivery", everything()).tables.items():
        assert key in language.table("tables")
        assert [name for name in frame.columns if name not in language.table("columns")] == []
        for column in {"billing", "fate", "proof"} & set(frame.columns):
            assert {f"{column}.{code}" for code in frame[column]} <= set(words)


def test_deliveries_beside_tables_on_an_engine_are_not_assessed():
    assert review("delivery", on_an_engine(book([EARLY]))).verdict == "not_assessed"


def test_the_euros_of_a_delivery_stand_on_each_invoice_for_what_it_bills():
    invoices = [
        ("F2", "C1", "2025-11-10", "2025-12-10", 400.0, {"delivery_id": "D1"}),
        ("F3", "C1", "2025-11-12", "2025-12-10", 500.0, {"delivery_id": "D1"}),
    ]
    one = only("delivery_without_proof", delivery(proof="none", invoice_id=None), invoices=invoices)
    assert one.items == (("invoices", "F2", 40_000), ("invoices", "F3", 50_000), ("deliveries", "D1", 10_000))
