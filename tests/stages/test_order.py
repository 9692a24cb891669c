"""Stage 4: orders that should have been stopped, orders that are lame; each fault beside its near-miss."""

from decimal import Decimal

import pytest

from cashkit.ground import language
from cashkit.publish import runs
from cashkit.stages.door import review
from cashkit.views import figures_table, findings_table, table
from tests.stages.book import AS_OF, book, codes, on_an_engine, said, value

DAY = "2025-11-05"
EARLY = ("F0", "C9", "2024-01-02", "2024-02-01", 1.0)


def order(key="O1", day=DAY, amount=1_000.0, customer="C1", **columns):
    return {"order_id": key, "customer_id": customer, "ordered_on": day, "amount": amount} | columns


def customer(key="C1", **columns):
    return {"customer_id": key, "name": f"Client {key}"} | columns


def delivery(key="D1", day="2025-11-20", amount=1_000.0, **columns):
    row = {"delivery_id": key, "customer_id": "C1", "delivered_on": day, "amount": amount, "order_id": "O1"}
    return row | columns


NAMED = (customer(),)


def found(*orders, customers=NAMED, invoices=(), as_of=AS_OF, **tables):
    dossier = book([EARLY, *invoices], orders=list(orders), customers=list(customers), **tables)
    return review("order", dossier, as_of=as_of)


def keys(code, *orders, **tables):
    """Return the orders with a fault."""
    return [key for name, key in sorted(codes(found(*orders, **tables))) if name == code]


def only(code, *orders, **tables):
    """Return the one finding of a code."""
    (one,) = [fault for fault in found(*orders, **tables).finding_records if fault.code == code]
    return one


# --- the line ----------------------------------------------------------------------
def owes(amount, day="2025-10-20"):
    return [("F1", "C1", day, "2026-01-31", amount)]


LINE = [customer(credit_limit=10_000.0)]


@pytest.mark.parametrize(("amount", "expected"), [(1_000.0, []), (1_000.01, ["O1"])])
def test_an_order_is_beyond_the_line_past_its_tolerance_of_ten_per_cent(amount, expected):
    assert keys("order_beyond_limit", order(amount=amount), customers=LINE, invoices=owes(10_000.0)) == expected


def test_the_excess_counts_from_the_line_and_names_the_customer():
    one = only("order_beyond_limit", order(amount=3_000.0), customers=LINE, invoices=owes(9_000.0))
    assert (one.amount_at_stake, one.kind, one.customer_id) == (2_000, "loss", "C1")
    assert one.items == (("customers", "C1", 200_000),)
    assert "Client C1" in one.message("fr")
    assert "12\u202f000,00\u00a0€" in one.message("fr")


def test_earlier_orders_still_to_be_delivered_fill_the_line():
    orders = [order("O1", amount=8_000.0), order("O2", amount=4_000.0)]
    assert keys("order_beyond_limit", *orders, customers=LINE) == ["O2"]
    orders[0] |= {"status": "cancelled"}
    assert keys("order_beyond_limit", *orders, customers=LINE) == []


def test_only_call_offs_of_an_open_order_count():
    frame = order("O0", "2025-01-10", 120_000.0, kind="open")
    calls = [order(f"O{n}", f"2025-{n:02d}-15", 9_000.0, frame_order_id="O0") for n in range(2, 10)]
    deliveries = [
        delivery(f"D{n}", f"2025-{n:02d}-20", 9_000.0, order_id=f"O{n}", invoice_id=f"F{n}") for n in range(2, 10)
    ]
    bills = [(f"F{n}", "C1", f"2025-{n:02d}-20", f"2025-{n + 1:02d}-10", 9_000.0) for n in range(2, 10)]
    paid = [(f"P{n}", "C1", f"2025-{n + 1:02d}-10", 9_000.0) for n in range(2, 10)]
    allocations = [(f"P{n}", f"F{n}", 9_000.0, f"2025-{n + 1:02d}-10") for n in range(2, 10)]
    dossier = book(bills, paid, allocations, orders=[frame, *calls], customers=LINE, deliveries=deliveries)
    assert codes(review("order", dossier)) == set()


@pytest.mark.parametrize("columns", [{"released_by": "M. Vidal"}, {"kind": "open"}, {"status": "cancelled"}])
def test_what_is_released_a_frame_or_cancelled_is_not_beyond(columns):
    assert keys("order_beyond_limit", order(amount=50_000.0, **columns), customers=LINE) == []


@pytest.mark.parametrize("limit", [None, 0.0])
def test_without_a_line_nothing_is_beyond_it(limit):
    assert keys("order_beyond_limit", order(amount=50_000.0), customers=[customer(credit_limit=limit)]) == []


def test_a_deposit_in_hand_makes_room_in_the_line():
    one = order(amount=8_000.0, deposit_agreed=2_400.0, deposit_received=2_400.0)
    assert keys("order_beyond_limit", one, customers=LINE, invoices=owes(5_000.0)) == []
    assert keys("order_beyond_limit", one | {"deposit_received": None}, customers=LINE, invoices=owes(5e3)) == ["O1"]


def test_what_is_delivered_on_the_day_of_the_order_counts_once():
    one = order(amount=6_000.0)
    same_day = [delivery(day=DAY, amount=6_000.0, invoice_id="F1")]
    invoices = [("F1", "C1", DAY, "2025-12-05", 6_000.0)]
    assert keys("order_beyond_limit", one, customers=LINE, deliveries=same_day, invoices=invoices) == []


def test_a_late_receipt_of_the_same_day_clears_the_line():
    paid, allocated = [("P1", "C1", DAY, 9_000.0)], [("P1", "F1", 9_000.0, DAY)]
    invoices = [EARLY, *owes(9_000.0)]
    dossier = book(invoices, paid, allocated, orders=[order(amount=5_000.0)], customers=LINE)
    assert codes(review("order", dossier)) == set()


# --- overdue ------------------------------------------------------------------------
def late(days, amount=1_000.01, **columns):
    """Return an invoice so many days late on 5 November 2025."""
    import datetime as dt

    due = dt.date(2025, 11, 5) - dt.timedelta(days=days)
    return [("F1", "C1", str(due - dt.timedelta(days=30)), str(due), amount, columns)]


@pytest.mark.parametrize(
    ("days", "amount", "expected"), [(31, 1_000.01, ["O1"]), (30, 1_000.01, []), (31, 1_000.0, [])]
)
def test_an_order_is_refused_to_who_owes_more_than_1_000_euros_for_more_than_30_days(days, amount, expected):
    assert keys("order_on_overdue_customer", order(), invoices=late(days, amount)) == expected


def test_an_overdue_order_puts_its_own_amount_at_stake():
    one = only("order_on_overdue_customer", order(amount=700.0), invoices=late(60, 5_000.0))
    assert (one.amount_at_stake, one.kind, one.items) == (700, "loss", (("orders", "O1", 70_000),))


def test_an_overdue_that_is_all_in_dispute_or_retention_is_no_bad_will():
    disputes = [{"dispute_id": "L1", "invoice_id": "F1", "opened_on": "2025-10-01"}]
    assert keys("order_on_overdue_customer", order(), invoices=late(60, 5_000.0), disputes=disputes) == []
    kept = late(60, 5_000.0, account="411700")
    assert keys("order_on_overdue_customer", order(), invoices=kept) == []


@pytest.mark.parametrize(
    ("columns", "file"),
    [
        ({"released_by": "DG"}, {}),
        ({"payment_terms": "prepaid"}, {}),
        ({}, {"payment_terms": "0"}),
        ({"kind": "open"}, {}),
        ({}, {"kind": "public"}),
        ({}, {"kind": "private"}),
        ({"status": "cancelled"}, {}),
    ],
)
def test_what_is_released_paid_first_or_not_a_company_may_be_overdue(columns, file):
    files = [customer(**file)]
    assert keys("order_on_overdue_customer", order(**columns), customers=files, invoices=late(60, 5_000.0)) == []


# --- elements -------------------------------------------------------------------------
def test_a_reference_is_missing_only_where_the_customer_asks_for_one():
    files = [customer("C1", needs_reference=True), customer("C2", needs_reference=False)]
    orders = [
        order("O1", customer_reference=None),
        order("O2", customer_reference=" "),
        order("O3", customer_reference="BC 12"),
        order("O4", customer="C2", customer_reference=None),
        order("O5", status="cancelled", customer_reference=None),
    ]
    assert keys("order_reference_missing", *orders, customers=files) == ["O1", "O2"]
    assert value(found(*orders, customers=files), "order_reference_share") == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    ("terms", "account", "expected"),
    [("60", "45", ["O1"]), ("45", "45", []), ("30", "45", []), ("EOM 45", "45 EOM", ["O1"]), ("", "45", []),
     ("60", "", []), ("selon accord", "45", [])],
)  # fmt: skip
def test_terms_are_longer_by_the_due_date_that_they_give(terms, account, expected):
    files = [customer(payment_terms=account)]
    assert keys("order_terms_longer", order(day="2025-11-15", payment_terms=terms), customers=files) == expected


def test_longer_terms_cost_what_they_keep_over_a_year_and_may_be_approved():
    files, longer = [customer(payment_terms="30")], order(amount=36_500.0, payment_terms="60")
    one = only("order_terms_longer", longer, customers=files)
    assert (one.amount_at_stake, one.kind, one.params["days"]) == (3_000, "cash_late", 30)
    assert keys("order_terms_longer", longer | {"terms_approved_by": "DAF"}, customers=files) == []


def test_a_deposit_is_missing_once_something_has_left():
    agreed = order(deposit_agreed=300.0, deposit_received=0.0)
    assert keys("deposit_not_received", agreed) == []
    assert keys("deposit_not_received", agreed, deliveries=[delivery(day="2026-01-02")]) == []
    one = only("deposit_not_received", agreed, deliveries=[delivery(day=AS_OF)])
    assert (one.amount_at_stake, one.kind, one.items) == (300, "loss", (("deliveries", "D1", 30_000),))
    assert keys("deposit_not_received", agreed | {"deposit_received": 300.0}, deliveries=[delivery()]) == []
    assert keys("deposit_not_received", order(deposit_agreed=0.0), deliveries=[delivery()]) == []


@pytest.mark.parametrize(
    ("amount", "regime", "expected"),
    [
        (1_200.0, "standard", None),
        (1_200.05, "standard", None),
        (1_200.06, "standard", "0.06"),
        (1_100.0, "standard", "100"),
        (1_100.0, "fitted", None),
        (1_000.0, "export", None),
        (1_000.0, "reverse_charge", None),
        (1_055.0, "", None),
        (1_210.0, None, "10"),
        (990.0, None, "10"),
    ],
)
def test_an_amount_is_incoherent_where_no_possible_vat_makes_it(amount, regime, expected):
    one = order(amount=amount, amount_excl_vat=1_000.0, vat_regime=regime)
    assert keys("order_amount_incoherent", one) == ([] if expected is None else ["O1"])
    if expected is not None:
        assert only("order_amount_incoherent", one).amount_at_stake == Decimal(expected)


def test_an_order_without_an_amount_without_vat_is_not_judged():
    assert keys("order_amount_incoherent", order(amount_excl_vat=None), order("O2")) == []


@pytest.mark.parametrize(
    ("day", "terms", "account", "expected"),
    [
        ("2025-10-15", "", "30", ["O1"]),
        ("2025-10-14", "", "30", []),
        ("2025-11-24", "prepaid", "30", []),
        ("2025-11-24", "0", "30", []),
        ("2025-11-24", "", "prepaid", []),
        ("2025-11-24", "", "", ["O1"]),
        ("2025-11-24", "30", "prepaid", ["O1"]),
    ],
)
def test_an_order_after_the_judgment_is_taken_for_cash_only(day, terms, account, expected):
    files = [customer(judgment_on="2025-10-14", payment_terms=account)]
    assert keys("order_of_insolvent_customer", order(day=day, payment_terms=terms), customers=files) == expected


# --- doubles -----------------------------------------------------------------------------
def twice(gap_day, **columns):
    first = order("O1", "2025-11-05", 500.0, customer_reference="BC 7")
    return [first, order("O2", gap_day, 500.0, customer_reference="BC 7") | columns]


@pytest.mark.parametrize(("day", "expected"), [("2025-11-05", ["O2"]), ("2025-11-08", ["O2"]), ("2025-11-09", [])])
def test_the_later_of_two_same_orders_within_three_days_is_a_double(day, expected):
    assert keys("order_entered_twice", *twice(day)) == expected


@pytest.mark.parametrize(
    "columns",
    [
        {"amount": 500.01},
        {"customer_reference": "BC 8"},
        {"customer_reference": None},
        {"customer_id": "C2"},
        {"status": "cancelled"},
    ],
)
def test_another_amount_reference_or_customer_is_another_order(columns):
    assert keys("order_entered_twice", *twice("2025-11-06", **columns)) == []


def test_a_repeat_purchase_twelve_days_later_under_another_reference_is_none():
    assert keys("order_entered_twice", *twice("2025-11-17", customer_reference="BC 9")) == []


def test_a_double_of_the_first_day_of_the_year_counts_with_an_original_before_it():
    orders = [
        order("O1", "2024-12-31", 500.0, customer_reference="BC 7"),
        order("O2", "2025-01-01", 500.0, customer_reference="BC 7"),
    ]
    one = only("order_entered_twice", *orders)
    assert (one.key, one.params["other"], one.amount_at_stake) == ("O2", "O1", 500)


# --- the year ---------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("day", "expected"), [("2024-12-31", []), ("2025-01-01", ["O1"]), ("2025-12-31", ["O1"]), ("2026-01-01", [])]
)
def test_the_twelve_months_begin_the_day_after_the_same_date_a_year_before(day, expected):
    assert keys("order_beyond_limit", order(day=day, amount=50_000.0), customers=LINE) == expected


def test_the_euros_of_an_order_stand_where_they_are_now():
    files = [customer(judgment_on="2025-10-14", payment_terms="30")]
    deliveries = [delivery("D1", amount=600.0, invoice_id="F1"), delivery("D2", amount=300.0, invoice_id="F2")]
    invoices = [("F1", "C1", "2025-11-25", "2025-12-25", 600.0), ("F2", "C1", "2026-01-05", "2026-02-05", 300.0)]
    one = only("order_of_insolvent_customer", order(), customers=files, deliveries=deliveries, invoices=invoices)
    assert one.items == (("invoices", "F1", 60_000), ("deliveries", "D2", 30_000), ("orders", "O1", 10_000))


# --- verdict, figures, tables ---------------------------------------------------------------------
def test_orders_within_the_rules_are_good():
    told = found(order(), customers=LINE)
    assert (told.verdict, told.reason) == ("good", "stages.order_good")


def test_lame_orders_are_to_be_watched():
    told = found(order(customer_reference=None), customers=[customer(needs_reference=True)])
    assert (told.verdict, told.reason) == ("watch", "stages.order_lame")


@pytest.mark.parametrize(("amount", "expected"), [(950.0, "watch"), (949.0, "bad")])
def test_five_per_cent_of_the_orders_taken_against_a_warning_are_bad(amount, expected):
    files = [customer("C1"), customer("C2")]
    told = found(order(amount=50.0), order("O2", amount=amount, customer="C2"), customers=files, invoices=late(60, 5e3))
    assert (told.verdict, told.reason) == (expected, "stages.order_fact")
    assert value(told, "orders_at_risk") == 50


def test_no_order_in_the_year_is_not_assessed():
    told = found(order(day="2023-01-10"), customers=LINE)
    assert (told.verdict, told.reason) == ("not_assessed", "stages.order_none")


def test_the_order_book_is_what_is_left_of_firm_orders():
    orders = [
        order("O1", "2023-05-01", 900.0),
        order("O2", amount=500.0, kind="open"),
        order("O3", amount=70.0, status="closed"),
        order("O4", day="2026-01-01", amount=60.0),
    ]
    told = found(*orders, deliveries=[delivery("D1", amount=200.0, order_id="O1")])
    assert value(told, "order_backlog") == 700
    assert value(told, "orders_count") == 2


def test_orders_to_unblock_say_why_and_the_worst_reason_first():
    files = [
        customer("C1", credit_limit=500.0, judgment_on=None),
        customer("C2", credit_limit=500.0, judgment_on="2025-10-14"),
        customer("C3", credit_limit=5_000.0, judgment_on=None),
    ]
    orders = [order("O1"), order("O2", customer="C2", amount=2_000.0), order("O3", customer="C3")]
    frame = found(*orders, customers=files).tables["orders_to_unblock"]
    assert list(zip(frame["order_id"], frame["hold"], strict=True)) == [("O2", "insolvent"), ("O1", "beyond_limit")]
    assert found(order("O1"), invoices=late(60, 5e3)).tables["orders_to_unblock"]["hold"].tolist() == ["overdue"]


@pytest.mark.parametrize(
    ("file", "columns"), [({"kind": "public"}, {}), ({}, {"payment_terms": "prepaid"}), ({"payment_terms": "0"}, {})]
)
def test_an_overdue_public_body_or_an_order_paid_first_is_not_held(file, columns):
    told = found(order(**columns), customers=[customer(**file)], invoices=late(60, 5e3))
    assert told.tables["orders_to_unblock"].empty


def test_an_invoice_that_bills_two_deliveries_of_an_order_is_named_once():
    files = [customer(judgment_on="2025-10-14", payment_terms="30")]
    deliveries = [delivery("D1", amount=600.0, invoice_id="F1"), delivery("D2", amount=400.0, invoice_id="F1")]
    invoices = [("F1", "C1", "2025-11-25", "2025-12-25", 1_000.0)]
    one = only("order_of_insolvent_customer", order(), customers=files, deliveries=deliveries, invoices=invoices)
    assert one.items == (("invoices", "F1", 100_000),)


def test_deposits_are_told_as_a_share_received():
    orders = [order(deposit_agreed=300.0, deposit_received=300.0), order("O2", deposit_agreed=100.0)]
    assert value(found(*orders), "deposit_share") == pytest.approx(0.75)


def test_without_orders_the_stage_says_what_it_would_need():
    told = review("order", book([EARLY]))
    assert (told.verdict, told.figure_records) == ("not_assessed", ())
    assert {one.point for one in told.missing} >= {"order_elements", "order_within_line"}


def everything():
    files = [
        customer("C1", credit_limit=1_000.0, payment_terms="30", needs_reference=True, judgment_on=None),
        customer("C2", credit_limit=None, payment_terms="30", needs_reference=False, judgment_on="2025-10-14"),
    ]
    orders = [
        order("O1", payment_terms="60", deposit_agreed=300.0, amount_excl_vat=700.0, customer_reference="BC 7"),
        order("O2", day="2025-11-06", customer_reference="BC 7"),
        order("O3", customer="C2"),
        order("O4", amount=9_000.0),
    ]
    return book([EARLY, *late(60, 5_000.0)], orders=orders, customers=files, deliveries=[delivery()])


def test_every_code_is_found_in_a_bad_book():
    assert {code for code, _ in codes(review("order", everything()))} == {
        "order_beyond_limit",
        "order_on_overdue_customer",
        "order_reference_missing",
        "order_terms_longer",
        "deposit_not_received",
        "order_amount_incoherent",
        "order_of_insolvent_customer",
        "order_entered_twice",
    }


@pytest.mark.filterwarnings("ignore::cashkit.measures.as_of.CashkitWarning")
@pytest.mark.parametrize("made", [lambda: book([EARLY], orders=[order()]), everything], ids=["little", "everything"])
@pytest.mark.parametrize("as_of", [AS_OF, "2024-01-01"])
def test_every_review_ends_and_speaks_both_languages(made, as_of, tmp_path):
    told = review("order", made(), as_of=as_of)
    assert said(told)
    runs.write(tmp_path, told)
    assert list(runs.read(tmp_path, "order").figure_records) == list(told.figure_records)
    for lang in language.LANGUAGES:
        assert figures_table(told.figure_records, lang).text()
        assert findings_table(told.finding_records, lang) is not None
        assert all(table(frame, lang, caption=key).html() for key, frame in told.tables.items())


def test_every_table_and_column_has_its_words():
    for key, frame in review("order", everything()).tables.items():
        assert key in language.table("tables")
        assert [name for name in frame.columns if name not in language.table("columns")] == []


def test_orders_beside_tables_on_an_engine_are_not_assessed():
    told = review("order", on_an_engine(book([EARLY])))
    assert told.verdict == "not_assessed"


def test_a_deposit_that_has_not_come_in_stands_with_what_is_to_be_done():
    orders = [
        order("O1", deposit_agreed=300.0, deposit_received=100.0),
        order("O2", deposit_agreed=500.0),
        order("O3", deposit_agreed=50.0, deposit_received=50.0),
    ]
    told = found(*orders, deliveries=[delivery(order_id="O1")])
    rows = told.tables["deposits_not_received"]
    assert rows[["order_id", "deposit_missing", "deposit_state"]].to_numpy().tolist() == [
        ["O2", 500.0, "to_hold"],
        ["O1", 200.0, "gone"],
    ]
    assert value(told, "deposits_missing") == 700


def test_the_days_lost_are_told_by_customer_and_by_month():
    orders = [order("O1", promised_on="2025-11-10")]
    billed = [("F1", "C1", "2025-11-23", "2025-12-21", 1_000.0)]
    told = found(*orders, deliveries=[delivery(invoice_id="F1")], invoices=billed)
    days = ["days_beyond_promise", "days_to_invoice", "days_past_due", "days_lost"]
    for key in ("days_lost_by_customer", "days_lost_by_month"):
        assert told.tables[key][days].to_numpy().tolist() == [[10.0, 3.0, 10.0, 23.0]]
    assert value(told, "days_lost") == 23
    assert value(told, "days_lost_carried") == Decimal("63.01")


def test_without_any_link_known_no_day_is_told_lost():
    told = found(order(), deliveries=[delivery(order_id=None)])
    assert "days_lost" not in {one.key for one in told.figure_records}
