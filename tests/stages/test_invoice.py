"""Stage 6: invoices late, due too late, without number or delivery; each fault beside its near-miss."""

import datetime as dt
from decimal import Decimal

import pandas as pd
import pytest

from cashkit.dossier.dossier import Dossier
from cashkit.ground import language
from cashkit.publish import runs
from cashkit.stages.door import review
from cashkit.views import figures_table, findings_table, table
from tests.stages.book import AS_OF, book, codes, on_an_engine, said, value

DAY = "2025-06-10"
DUE = {"due_date_source": "erp"}


def invoice(key="F1", day=DAY, amount=1_200.0, *, customer="C1", due=None, **columns):
    return (key, customer, day, due or _after(day, 30), amount, columns)


def delivery(key="D1", day="2025-06-08", amount=1_200.0, customer="C1", **columns):
    return {"delivery_id": key, "customer_id": customer, "delivered_on": day, "amount": amount} | columns


def customer(key="C1", **columns):
    return {"customer_id": key, "name": f"Client {key}"} | columns


def _after(day, days):
    return str(dt.date.fromisoformat(day) + dt.timedelta(days=days))


NAMED = (customer(),)


def found(*invoices, customers=NAMED, as_of=AS_OF, **tables):
    made = {name: list(rows) for name, rows in tables.items() if rows}
    return review("invoice", book(list(invoices), customers=list(customers), **made), as_of=as_of)


def keys(code, *invoices, **more):
    """Return the invoices with a fault."""
    return [key for name, key in sorted(codes(found(*invoices, **more))) if name == code]


def only(code, *invoices, **more):
    """Return the one finding of a code."""
    (one,) = [fault for fault in found(*invoices, **more).finding_records if fault.code == code]
    return one


# --- delay --------------------------------------------------------------------------
@pytest.mark.parametrize(("day", "expected"), [("2025-06-18", []), ("2025-06-19", ["F1"])])
def test_an_invoice_is_late_more_than_ten_days_after_the_delivery(day, expected):
    assert keys("invoice_late", invoice(day=day), deliveries=[delivery(invoice_id="F1")]) == expected


def test_the_delay_of_three_shipments_is_counted_from_the_last():
    days = ("2025-06-01", "2025-06-02", "2025-06-04")
    rows = [delivery(f"D{n}", day, 400.0, invoice_id="F1") for n, day in enumerate(days)]
    assert keys("invoice_late", invoice(day="2025-06-14"), deliveries=rows) == []
    assert keys("invoice_late", invoice(day="2025-06-15"), deliveries=rows) == ["F1"]


def test_lateness_costs_its_financing_over_the_year():
    one = only("invoice_late", invoice(day="2025-06-27", amount=182_000.0), deliveries=[delivery(invoice_id="F1")])
    assert (one.amount_at_stake, one.kind, one.params["days"]) == (Decimal("644.23"), "yearly_cost", 19)
    assert one.items == (("invoices", "F1", 64_423),)


def test_a_customer_invoiced_monthly_is_never_late():
    files = [customer(invoicing="monthly")]
    told = found(invoice(day="2025-06-30"), customers=files, deliveries=[delivery(invoice_id="F1")])
    assert codes(told) == set()
    assert "late_invoices_share" not in {figure.key for figure in told.figure_records}


# --- due dates ------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("issued", "due", "expected"),
    [
        ("2025-06-10", "2025-08-14", []),  # month end, then 45 days
        ("2025-06-10", "2025-08-15", ["F1"]),
        ("2025-06-16", "2025-08-15", []),  # 60 days
        ("2025-06-30", "2025-08-31", []),  # 45 days, then the month end
        ("2025-06-30", "2025-09-01", ["F1"]),
    ],
)
def test_a_due_date_is_too_late_beyond_every_reading_of_the_law(issued, due, expected):
    assert keys("due_date_beyond_cap", invoice(day=issued, due=due, **DUE)) == expected


@pytest.mark.parametrize(
    "file",
    [
        {"kind": "public"},
        {"kind": "private"},
        {"kind": "intra_group"},
        {"country": "BE"},
        {"segment": "export"},
        {"guarantee": "letter of credit"},
        {"payment_terms": "90"},
    ],
)
def test_the_cap_binds_french_companies_without_a_guarantee_or_terms_of_their_own(file):
    row = invoice(due=_after(DAY, 90), **DUE)
    assert keys("due_date_beyond_cap", row, customers=[customer(**file)]) == []
    assert keys("due_date_beyond_cap", row, customers=[customer(payment_terms="60")]) == ["F1"]


@pytest.mark.parametrize(("source", "expected"), [("file", ["F1"]), ("erp", ["F1"]), ("terms", []), ("default", [])])
def test_only_due_dates_that_stand_in_the_data_are_judged(source, expected):
    assert keys("due_date_beyond_cap", invoice(due=_after(DAY, 90), due_date_source=source)) == expected


@pytest.mark.parametrize(
    ("currency", "country", "expected"),
    [("EUR", None, {"F1"}), ("USD", None, set()), ("USD", "FR", {"F1"}), ("USD", "US", set())],
)
def test_in_books_of_another_currency_only_customers_said_to_be_in_france_are_bound(currency, country, expected):
    rows = book([invoice(due=_after(DAY, 90), **DUE)]).invoices
    named = customer() if country is None else customer(country=country)
    dossier = Dossier.of(
        name="case", closing_date=AS_OF, currency=currency, invoices=rows, customers=pd.DataFrame([named])
    )
    told = review("invoice", dossier, as_of=AS_OF)
    assert {key for code, key in codes(told) if code == "due_date_beyond_cap"} == expected
    unsaid = currency != "EUR" and country is None
    assert ("due_dates_abroad" in {one.point for one in told.missing}) == unsaid


def test_the_days_beyond_the_cap_cost_what_they_keep_over_a_year():
    one = only("due_date_beyond_cap", invoice(amount=36_500.0, due="2025-08-24", **DUE))
    assert (one.amount_at_stake, one.kind, one.params["days"]) == (1_000, "cash_late", 10)


def test_without_real_due_dates_the_caps_are_said_not_to_be_assessed():
    assert "due_dates" in {one.point for one in found(invoice(due_date_source="default")).missing}
    assert "due_dates" not in {one.point for one in found(invoice(**DUE)).missing}


# --- numbers ---------------------------------------------------------------------------
def numbered(*wanted, prefix="F25-", **columns):
    return [invoice(f"{prefix}{n:04d}", amount=10.0 + n, **columns) for n in wanted]


def test_a_gap_bears_the_first_missing_number_and_no_customer():
    one = only("numbering_gap", *numbered(1, 2, 3, 6, 7))
    assert (one.key, one.customer_id, one.amount_at_stake, one.kind) == ("F25-0004", None, 0, "exposure")
    assert (one.table, one.items, one.params["count"]) == ("invoices", (), 2)


def test_three_series_that_start_again_and_a_number_cancelled_the_same_day_are_no_gaps():
    rows = [*numbered(1, 2, 3, 5, 6), *numbered(1, 2, prefix="A25-"), *numbered(7, 8, prefix="AC25-")]
    cancelled = ("F25-0004", "C1", DAY, DAY, -10.0, {"kind": "credit_note"})
    assert keys("numbering_gap", *rows, cancelled) == []


# --- doubles -----------------------------------------------------------------------------
def twice(second=None, **columns):
    first = {"order_id": "O1", **DUE}
    return [invoice("F1", **first), invoice("F2", "2025-06-20", **(first | columns | (second or {})))]


def test_the_later_of_two_invoices_of_one_order_and_amount_is_a_double():
    one = only("invoice_doubled", *twice())
    assert (one.key, one.params["other"], one.amount_at_stake, one.kind) == ("F2", "F1", 1_200, "cash_late")


@pytest.mark.parametrize("columns", [{"order_id": "O2"}, {"order_id": None}, {"nature": "deposit"}])
def test_another_order_or_a_deposit_is_no_double(columns):
    assert keys("invoice_doubled", *twice(columns)) == []


def test_another_amount_or_customer_is_no_double():
    first = invoice("F1", order_id="O1")
    assert keys("invoice_doubled", first, invoice("F2", amount=1_200.01, order_id="O1")) == []
    assert keys("invoice_doubled", first, invoice("F2", customer="C2", order_id="O1")) == []


@pytest.mark.parametrize(("corrects", "expected"), [("F1", []), ("F2", []), ("F9", ["F2"])])
def test_a_credit_note_that_corrects_either_settles_the_matter(corrects, expected):
    note = ("A1", "C1", "2025-06-25", "2025-06-25", -1_200.0, {"kind": "credit_note", "corrects": corrects})
    assert keys("invoice_doubled", *twice(), note) == expected


def test_two_equal_shipments_each_with_its_invoice_and_instalments_of_a_service_are_none():
    rows = [delivery("D1", invoice_id="F1"), delivery("D2", "2025-06-18", invoice_id="F2")]
    assert keys("invoice_doubled", *twice(), deliveries=rows) == []
    assert keys("invoice_doubled", *twice(), deliveries=rows[:1]) == ["F2"]
    assert keys("invoice_doubled", *twice({"nature": "service"})) == []


# --- against deliveries ------------------------------------------------------------------------
OTHER = [delivery("D0", "2025-01-05", customer="C9")]


@pytest.mark.parametrize(("day", "expected"), [("2025-11-30", ["F1"]), ("2025-12-01", []), ("2025-01-04", [])])
def test_goods_invoiced_more_than_30_days_ago_were_delivered(day, expected):
    assert keys("invoice_without_delivery", invoice(day=day), deliveries=OTHER) == expected


@pytest.mark.parametrize(("nature", "expected"), [(None, ["F1"]), ("goods", ["F1"]), ("service", []), ("deposit", [])])
def test_only_goods_need_a_delivery(nature, expected):
    assert keys("invoice_without_delivery", invoice(nature=nature), deliveries=OTHER) == expected


def test_without_deliveries_nothing_is_missing():
    assert keys("invoice_without_delivery", invoice()) == []


@pytest.mark.parametrize(("amount", "expected"), [(1_212.0, []), (1_212.01, ["F1"])])
def test_an_invoice_exceeds_its_deliveries_by_more_than_one_per_cent(amount, expected):
    rows = [delivery("D1", amount=700.0, invoice_id="F1"), delivery("D2", amount=500.0, invoice_id="F1")]
    assert keys("invoice_exceeds_delivery", invoice(amount=amount), deliveries=rows) == expected


def test_the_excess_over_the_delivery_is_at_stake():
    one = only("invoice_exceeds_delivery", invoice(amount=1_500.0), deliveries=[delivery(invoice_id="F1")])
    assert (one.amount_at_stake, one.kind, one.items) == (300, "cash_late", (("invoices", "F1", 30_000),))


# --- VAT -----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("vat", "regime", "expected"),
    [
        (200.0, "standard", None),
        (200.04, "standard", None),
        (180.0, "standard", "24"),
        (200.0, "reverse_charge", "200"),
        (0.0, "export", None),
        (0.0, None, None),
        (109.09, "fitted", None),
        (150.0, None, None),
        (240.0, None, "48"),
        (None, "standard", None),
    ],
)
def test_vat_is_incoherent_where_no_rate_of_its_regime_gives_it(vat, regime, expected):
    row = invoice(vat=vat, vat_regime=regime)
    assert keys("vat_incoherent", row, invoice("F0", vat=200.0)) == ([] if expected is None else ["F1"])
    if expected is not None:
        one = only("vat_incoherent", row, invoice("F0", vat=200.0))
        assert (one.amount_at_stake, one.kind) == (Decimal(expected), "exposure")


def test_an_amount_without_vat_that_is_given_wins_over_the_difference():
    assert keys("vat_incoherent", invoice(vat=200.0, amount_excl_vat=900.0, vat_regime="standard")) == ["F1"]


# --- sending -----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("day", "sent", "expected"),
    [
        ("2025-06-10", "2025-06-15", []),
        ("2025-06-10", "2025-06-16", ["F1"]),
        ("2025-12-25", None, ["F1"]),
        ("2025-12-26", None, []),
        ("2025-12-26", "2026-01-20", []),
    ],
)
def test_an_invoice_leaves_within_five_days(day, sent, expected):
    assert keys("invoice_not_sent", invoice(day=day, sent_on=sent), invoice("F0", sent_on=DAY)) == expected


def test_where_nothing_tells_of_sending_nobody_is_accused():
    assert keys("invoice_not_sent", invoice(), invoice("F2")) == []
    assert keys("invoice_not_sent", invoice(sent_on=None), invoice("F2", sent_on=None)) == []


# --- credit notes ---------------------------------------------------------------------------------------
def dispute(key="L1", closed="2025-11-01", **columns):
    row = {"dispute_id": key, "invoice_id": "F1", "opened_on": "2025-09-01", "closed_on": closed, "amount": 150.0}
    return row | {"outcome": "granted"} | columns


@pytest.mark.parametrize(
    ("closed", "expected"),
    [("2025-10-31", ["F1"]), ("2025-11-01", []), ("2025-01-01", ["F1"]), ("2024-12-31", []), (None, [])],
)
def test_a_credit_note_is_owed_more_than_sixty_days_after_a_dispute_is_granted(closed, expected):
    assert keys("credit_note_overdue", invoice(), disputes=[dispute(closed=closed)]) == expected


@pytest.mark.parametrize("outcome", ["rejected", "withdrawn", None])
def test_a_dispute_that_is_not_granted_asks_for_none(outcome):
    assert keys("credit_note_overdue", invoice(), disputes=[dispute(closed="2025-10-01", outcome=outcome)]) == []


def test_a_credit_note_that_was_issued_is_no_longer_owed():
    note = ("A1", "C1", "2025-11-25", "2025-11-25", -150.0, {"kind": "credit_note", "corrects": "F1"})
    late = [dispute(closed="2025-10-01")]
    assert keys("credit_note_overdue", invoice(), note, disputes=late) == []
    assert keys("credit_note_overdue", invoice(), note, disputes=late, as_of="2025-12-20") == []
    later = (*note[:2], "2026-01-05", "2026-01-05", *note[4:])
    assert keys("credit_note_overdue", invoice(), later, disputes=late) == ["F1"]


def test_two_disputes_of_one_invoice_are_one_credit_note():
    rows = [dispute("L1", "2025-10-01"), dispute("L2", "2025-09-20", amount=50.0)]
    one = only("credit_note_overdue", invoice(), disputes=rows)
    assert (one.key, one.customer_id, one.amount_at_stake, one.kind) == ("F1", "C1", 200, "cash_late")
    assert one.params["closed"] == dt.date(2025, 9, 20)


# --- the year, figures, verdict -----------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("day", "expected"), [("2024-12-31", []), ("2025-01-01", ["F1"]), ("2025-12-31", ["F1"]), ("2026-01-01", [])]
)
def test_the_twelve_months_begin_the_day_after_the_same_date_a_year_before(day, expected):
    assert keys("vat_incoherent", invoice(day=day, vat=500.0)) == expected


def test_what_was_invoiced_and_credited_is_told_even_by_a_ledger_alone():
    note = ("A1", "C1", "2025-06-25", "2025-06-25", -120.0, {"kind": "credit_note"})
    told = found(invoice("F1"), invoice("F2", amount=1_200.01), note, invoice("F0", day="2024-12-31"))
    assert (value(told, "invoiced"), value(told, "invoices_count")) == (Decimal("2280.01"), 2)
    assert value(told, "average_invoice") == Decimal("1200.01")
    assert value(told, "credit_note_share") == pytest.approx(120 / 2_400.01)
    assert (told.verdict, told.reason) == ("not_assessed", "stages.invoice_dark")
    assert told.tables["invoiced_by_month"]["invoices"].tolist() == [2]


def test_due_dates_are_told_by_share_and_by_the_days_that_they_give():
    told = found(invoice("F1", due=_after(DAY, 30), **DUE), invoice("F2", due_date_source="default"))
    assert (value(told, "real_due_share"), value(told, "terms_given")) == (0.5, 30)


def test_the_delay_is_told_in_days_and_in_euros_of_financing():
    rows = [delivery("D1", invoice_id="F1"), delivery("D2", "2025-06-01", invoice_id="F2")]
    told = found(invoice("F1", amount=900.0), invoice("F2", day="2025-06-21", amount=300.0), deliveries=rows)
    assert value(told, "invoicing_delay") == pytest.approx((900 * 2 + 300 * 20) / 1200)
    assert value(told, "invoicing_cost") == Decimal("1.46")  # 0.34 + 1.12
    assert value(told, "late_invoices_share") == 0.5
    assert told.tables["invoicing_delay_by_month"]["late_invoices"].tolist() == [1]
    assert told.tables["invoicing_delay_by_customer"]["customer_id"].tolist() == ["C1"]


def test_the_share_sent_in_time_counts_what_was_never_sent():
    rows = [invoice("F1", sent_on=DAY), invoice("F2", sent_on=None), invoice("F3", sent_on="2025-07-01")]
    assert value(found(*rows), "sent_share") == pytest.approx(1 / 3)


def test_the_days_until_a_customer_has_the_invoice_are_told_where_they_are_known():
    rows = [invoice("F1", received_on="2025-06-14"), invoice("F2", amount=400.0, received_on="2025-06-18")]
    told = found(*rows, invoice("F3", received_on=None), invoice("F4", received_on="2026-01-05"))
    assert value(told, "days_to_receive") == pytest.approx((1_200 * 4 + 400 * 8) / 1_600)
    assert "days_to_receive" not in {figure.key for figure in found(invoice()).figure_records}


def test_credit_notes_are_told_by_the_reason_of_their_dispute():
    def note(key, corrects, amount):
        return (key, "C1", "2025-06-30", "2025-06-30", -amount, {"kind": "credit_note", "corrects": corrects})

    rows = [invoice("F1"), invoice("F2"), note("A1", "F1", 100.0), note("A2", "F2", 50.0), note("A3", None, 250.0)]
    disputes = [dispute(reason="price"), dispute("L2", invoice_id="F2", reason=None)]
    frame = found(*rows, disputes=disputes).tables["credit_notes_by_reason"]
    assert frame["reason"].tolist() == ["no_dispute", "price", "other"]
    assert frame["share"].tolist() == [0.625, 0.25, 0.125]
    assert frame["mean_days"].tolist()[1:] == [20, 20]


def test_invoices_in_time_are_good_and_late_ones_are_told():
    rows = [delivery(invoice_id="F1")]
    told = found(invoice(), deliveries=rows)
    assert (told.verdict, told.reason) == ("good", "stages.invoice_good")
    late = found(invoice(day="2025-06-30"), deliveries=rows)
    assert (late.verdict, late.reason, late.params["late"]) == ("bad", "stages.invoice_late_fact", 1)


@pytest.mark.parametrize(("count", "expected"), [(10, "watch"), (9, "bad")])
def test_more_than_a_tenth_of_the_invoices_wrong_is_bad(count, expected):
    rows = [invoice(f"F{n}", vat=500.0 if n == 0 else 200.0) for n in range(count)]
    told = found(*rows)
    assert (told.verdict, told.reason) == (expected, "stages.invoice_fact")


def test_no_invoice_in_the_year_is_not_assessed():
    told = found(invoice(day="2023-06-10"))
    assert (told.verdict, told.reason) == ("not_assessed", "stages.invoice_none")


def everything():
    files = [customer(payment_terms="30")]
    rows = [
        invoice("F1", day="2025-06-30", amount=1_500.0, due="2025-12-31", vat=500.0, order_id="O1", **DUE),
        invoice("F2", amount=1_500.0, order_id="O2", sent_on="2025-06-10"),
        invoice("F3", amount=1_500.0, order_id="O2"),
        *numbered(1, 2, 3, 5, 6),
    ]
    return book(rows, customers=files, deliveries=[*OTHER, delivery(invoice_id="F1")], disputes=[
        dispute(closed="2025-10-01"),
    ])  # fmt: skip


def test_every_code_is_found_in_a_bad_book():
    assert {code for code, _ in codes(review("invoice", everything()))} == {
        "invoice_late",
        "due_date_beyond_cap",
        "numbering_gap",
        "invoice_doubled",
        "invoice_without_delivery",
        "invoice_exceeds_delivery",
        "vat_incoherent",
        "invoice_not_sent",
        "credit_note_overdue",
    }


@pytest.mark.filterwarnings("ignore::cashkit.measures.as_of.CashkitWarning")
@pytest.mark.parametrize(
    "made", [lambda: book([]), lambda: book([invoice()]), everything], ids=["nothing", "one", "all"]
)
@pytest.mark.parametrize("as_of", [AS_OF, "2024-01-01"])
def test_every_review_ends_and_speaks_both_languages(made, as_of, tmp_path):
    told = review("invoice", made(), as_of=as_of)
    assert said(told)
    runs.write(tmp_path, told)
    assert list(runs.read(tmp_path, "invoice").figure_records) == list(told.figure_records)
    for lang in language.LANGUAGES:
        assert figures_table(told.figure_records, lang).text()
        assert findings_table(told.finding_records, lang) is not None
        assert all(table(frame, lang, caption=key).html() for key, frame in told.tables.items())


def test_every_table_and_column_has_its_words():
    for key, frame in review("invoice", everything()).tables.items():
        assert key in language.table("tables")
        assert [name for name in frame.columns if name not in language.table("columns")] == []
        for column in {"reason"} & set(frame.columns):
            assert {f"{column}.{code}" for code in frame[column]} <= set(language.table("views"))


def test_tables_on_an_engine_are_not_assessed():
    assert review("invoice", on_an_engine(book([invoice()]))).verdict == "not_assessed"
