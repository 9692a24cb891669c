"""Stage 8: what is overdue, what to match, whom to chase, what lateness owes; each fault beside its near-miss."""

import datetime as dt
from decimal import Decimal

import pytest

from cashkit.ground import language
from cashkit.law.rates import Rates, default_rates
from cashkit.publish import runs
from cashkit.stages.door import review
from cashkit.views import figures_table, findings_table, table
from tests.stages.book import AS_OF, book, codes, on_an_engine, said, value


def recovery(dossier, as_of=AS_OF, **options):
    return review("recovery", dossier, as_of=as_of, **options)


def late(key, days, amount, customer="C1", **columns):
    """Return an invoice that is so many days late on 31 December 2025."""
    due = dt.date(2025, 12, 31) - dt.timedelta(days=days)
    return (key, customer, str(due - dt.timedelta(days=30)), str(due), amount, columns)


# --- figures ----------------------------------------------------------------------
def test_the_overdue_amount_leaves_out_what_is_due_today_doubtful_or_retained():
    rows = [
        late("F1", 0, 1_000, account="411000"),
        late("F2", 1, 200, account="411000"),
        late("F3", 91, 300, customer="C2", account="411000"),
        late("F4", 400, 5_000, account="416000"),
        late("F5", 400, 50, account="411700"),
    ]
    found = recovery(book(rows))
    assert value(found, "overdue") == 500
    assert value(found, "overdue_rate") == pytest.approx(500 / 1550)  # retention is owed, and not late
    assert value(found, "overdue_over_90") == 300
    assert value(found, "customers_overdue") == 2
    assert (value(found, "doubtful_open"), value(found, "retention_open")) == (5_000, 50)
    assert (value(found, "open_balance"), value(found, "gross_open")) == (6_550, 1_550)


def test_ninety_days_late_is_not_yet_more_than_ninety():
    assert value(recovery(book([late("F1", 90, 100)])), "overdue_over_90") == 0
    assert value(recovery(book([late("F1", 91, 100)])), "overdue_over_90") == 100


@pytest.mark.parametrize(("left", "told"), [(4.99, ["F1"]), (5, None)])
def test_what_is_left_below_five_euros_is_told_apart_and_never_chased(left, told):
    rows = [late("F1", 10, left), late("F2", 10, 800, customer="C2"), late("F3", 0, 2)]
    found = recovery(book(rows))
    assert (list(found.tables["small_residues"]["id"]) if told else found.tables.get("small_residues")) == told
    if told:
        assert value(found, "small_residues") == Decimal(str(left))
        assert "C1" not in set(found.tables["work_list"]["customer_id"])


def test_credits_are_deducted_from_the_balance_and_from_nothing_else():
    found = recovery(book([late("F1", 10, 800)], [("P1", "C2", "2025-12-01", 300)]))
    assert (value(found, "open_balance"), value(found, "gross_open"), value(found, "overdue")) == (500, 800, 800)


def test_what_matching_takes_off_the_overdue_amount_is_told_first():
    dossier = book([late("F1", 20, 800), late("F2", 20, 500)], [("P1", "C1", "2025-12-15", 800)])
    found = recovery(dossier)
    assert value(found, "overdue_as_lettered") == 1_300
    assert value(found, "matched_away") == 800
    assert value(found, "overdue") == 500
    by = {
        key: found.tables[key].set_index("customer_id")["total"].to_dict()
        for key in found.tables
        if key.startswith("aged")
    }
    assert by == {"aged_balance_by_customer": {"C1": 500}, "aged_balance_as_lettered": {"C1": 500}}
    assert found.tables["aged_balance_as_lettered"]["unapplied"].tolist() == [-800]


def test_disputes_are_told_apart_where_the_dossier_knows_them():
    disputes = [{"dispute_id": "D1", "invoice_id": "F1", "opened_on": "2025-12-20", "reason": "price", "owner": None}]
    found = recovery(book([late("F1", 20, 800), late("F2", 20, 500)], disputes=disputes))
    assert (value(found, "overdue"), value(found, "disputed_overdue")) == (1_300, 800)
    assert found.reason == "stages.recovery_disputes"
    told = found.tables["disputes_by_reason"].iloc[0]
    assert told[["reason", "count", "amount", "share", "mean_days", "without_owner"]].tolist() == [
        "price",
        1,
        800,
        1,
        11,
        1,
    ]


def test_without_a_table_of_disputes_they_are_not_assessed():
    found = recovery(book([late("F1", 20, 800)]))
    assert "disputed_overdue" not in {figure.key for figure in found.figure_records}
    assert "disputes" in {one.point for one in found.missing}


def test_a_dispute_holds_back_its_amount_at_most_what_is_open():
    rows = [late("F1", 20, 800), late("F2", 20, 500)]
    disputes = [
        {"dispute_id": "D1", "invoice_id": "F1", "opened_on": "2025-12-20", "reason": "price", "amount": 100.0},
        {"dispute_id": "D2", "invoice_id": "F2", "opened_on": "2025-12-20", "reason": "quality", "amount": 900.0},
    ]
    told = recovery(book(rows, disputes=disputes)).tables["disputes_by_reason"]
    assert dict(zip(told["reason"], told["amount"], strict=True)) == {"quality": 500, "price": 100}


# --- interest ------------------------------------------------------------------------
def test_interest_and_indemnity_stand_apart_from_what_is_at_stake():
    found = recovery(book([late("F1", 45, 18_000)]))
    assert value(found, "interest_due") == Decimal("269.63")  # 18 000 x 12.15 % x 45 / 365
    assert value(found, "indemnities_due") == 40
    assert found.finding_records == ()
    assert found.tables["interest_by_customer"]["invoices"].tolist() == [1]


@pytest.mark.parametrize(("kind", "invoices"), [("company", 1), ("public", 1), ("private", 0), ("counter", 0)])
def test_interest_and_indemnity_are_due_between_professionals_only(kind, invoices):
    customers = [{"customer_id": "C1", "name": "Delorme", "kind": kind}]
    found = recovery(book([late("F1", 45, 18_000)], customers=customers))
    assert value(found, "overdue") == 18_000
    assert value(found, "indemnities_due") == 40 * invoices
    assert found.tables["interest_by_customer"]["invoices"].tolist() == [1] * invoices


def test_rates_that_are_missing_are_said_and_never_guessed():
    dossier = book([late("F1", 45, 18_000)])
    short = Rates(tuple(half for half in default_rates().half_years if half.end < dt.date(2025, 12, 1)))
    told, known = recovery(dossier, rates=short).figure("interest_due"), recovery(dossier).figure("interest_due")
    assert (told.reason, known.reason) == ("rate_missing", "")
    assert told.value == 0
    assert told.inputs["known_until"] == dt.date(2025, 6, 30)
    assert "--rates" in told.explain("fr")


# --- faults -----------------------------------------------------------------------------
def old(due, amount=7_200, segment=None, as_of=AS_OF):
    customers = None if segment is None else [{"customer_id": "C1", "name": "Mairie", "segment": segment}]
    tables = {} if customers is None else {"customers": customers}
    return recovery(book([("F1", "C1", "2020-01-01", due, amount)], **tables), as_of=as_of)


@pytest.mark.parametrize(
    ("due", "segment", "near"),
    [
        ("2021-03-26", None, True),
        ("2020-12-31", None, True),
        ("2020-12-30", None, False),
        ("2021-06-30", None, True),
        ("2021-07-01", None, False),
        ("2021-11-15", "public", True),
        ("2021-11-15", "merchants", False),
        ("2022-01-15", "public", False),
    ],
)
def test_a_debt_within_six_months_of_its_limitation_is_a_fault(due, segment, near):
    assert codes(old(due, segment=segment)) == ({("limitation_near", "F1")} if near else set())


def test_the_limitation_says_its_day_its_article_and_that_it_is_to_be_confirmed():
    (fault,) = old("2021-03-26").finding_records
    assert (fault.kind, fault.severity, fault.amount_at_stake, fault.items) == (
        "loss",
        "error",
        7200,
        (("invoices", "F1", 720_000),),
    )
    assert "26/03/2026" in fault.message("fr")
    assert "L110-4" in fault.message("fr")
    assert "sauf acte interruptif" in fault.message("fr")
    assert "loi 68-1250" in next(iter(old("2021-11-15", segment="public").finding_records)).message("fr")


def test_a_debt_of_five_euros_is_not_worth_a_limitation():
    assert codes(old("2021-03-26", amount=5)) == set()
    assert codes(old("2021-03-26", amount=5.01)) == {("limitation_near", "F1")}


@pytest.mark.parametrize(("release", "expected"), [("2025-12-30", {("retention_past_release", "F1")}), (AS_OF, set())])
def test_retention_is_a_fault_only_past_its_release(release, expected):
    row = ("F1", "C1", "2024-10-01", "2024-11-01", 30.0, {"retention_amount": 30.0, "retention_due": release})
    assert codes(recovery(book([row]))) == expected


def test_retention_without_a_date_is_proposed_and_its_date_asked_for():
    rows = [("F1", "C1", "2025-06-01", "2025-06-30", 600.0)]
    found = recovery(book(rows, [("P1", "C1", "2025-07-10", 570.0)], [("P1", "F1", 570.0, "2025-07-10")]))
    told = found.tables["retention_to_confirm"].iloc[0]
    assert (told["id"], told["open_amount"], told["told_by"]) == ("F1", 30, "share")
    assert told.isna()["release"]
    assert found.tables["work_list"].empty
    assert found.tables["overdue_items"].empty
    assert found.tables["interest_by_customer"].empty
    assert codes(found) == set()


# --- verdict ------------------------------------------------------------------------------
@pytest.mark.parametrize(("overdue", "expected"), [(149, "good"), (150, "watch"), (250, "watch"), (251, "bad")])
def test_the_verdict_goes_by_the_overdue_share(overdue, expected):
    found = recovery(book([late("F1", 10, overdue), late("F2", 0, 1_000 - overdue)]))
    assert found.verdict == expected
    assert found.reason == "stages.recovery_fact"


def test_nothing_open_is_nothing_to_recover():
    found = recovery(book([]))
    assert (found.verdict, found.reason) == ("not_assessed", "stages.recovery_nothing_open")


def test_assumed_due_dates_are_said_in_the_verdict():
    found = recovery(book([("F1", "C1", "2025-09-01", None, 100)]))
    assert (found.verdict, found.reason) == ("bad", "stages.recovery_default_terms")


# --- whatever the dossier ---------------------------------------------------------------------
def everything():
    customers = [{"customer_id": "C1", "name": "Atelier", "segment": "builders", "judgment_on": None}]
    disputes = [{"dispute_id": "D1", "invoice_id": "F1", "opened_on": "2025-12-20", "reason": "price", "owner": None}]
    rows = [
        late("F1", 20, 800, account="411000"),
        late("F2", 1_800, 500, account="411000"),
        late("F3", 9, 50, account="411700"),
    ]
    return book([*rows, late("F4", 100, 70, account="416000")], customers=customers, disputes=disputes)


@pytest.mark.filterwarnings("ignore::cashkit.measures.as_of.CashkitWarning")
@pytest.mark.parametrize("made", [lambda: book([]), everything], ids=["nothing", "everything"])
@pytest.mark.parametrize("as_of", [AS_OF, "2025-01-01"])
def test_every_review_ends_and_speaks_both_languages(made, as_of, tmp_path):
    found = recovery(made(), as_of)
    assert said(found)
    runs.write(tmp_path, found)
    assert list(runs.read(tmp_path, "recovery").figure_records) == list(found.figure_records)
    for lang in language.LANGUAGES:
        assert figures_table(found.figure_records, lang).text()
        assert findings_table(found.finding_records, lang).text()
        assert all(table(frame, lang, caption=key).html() for key, frame in found.tables.items())


def test_every_table_column_and_code_has_its_words():
    found = recovery(everything())
    words = language.table("views")
    for key, frame in found.tables.items():
        assert key in language.table("tables")
        buckets = {"1-30", "31-60", "61-90", "91+"}
        assert [name for name in frame.columns if name not in buckets and name not in language.table("columns")] == []
        for column in {"next_step", "reason", "standing", "told_by"} & set(frame.columns):
            assert {f"{column}.{code}" for code in frame[column]} <= set(words)
    assert len(found.tables) >= 8


def test_tables_on_an_engine_are_reviewed_by_lettering_alone():
    held = book([late("F1", 20, 800), late("F2", 20, 500)], [("P1", "C1", "2025-12-15", 300)])
    found = recovery(on_an_engine(held))
    assert value(found, "overdue") == 1_300 - 300  # what the arrays matched is given to the engine as allocations
    assert "overdue_as_lettered" not in {figure.key for figure in found.figure_records}
    assert found.tables["work_list"]["customer_id"].tolist() == ["C1"]
